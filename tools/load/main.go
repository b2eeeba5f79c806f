// Command load measures how Charley holds when many people use it at once, and proves that nothing is lost meanwhile.
// It starts real servers on a database of its own, has people log an entry a second and others read their nights, and
// afterwards reads back, over the API of every server, each entry that was sent. It is a developer's tool, no part of
// the program; the figures of docs/performance.md are its answers.
//
//	go run ./tools/load -program bin/charley              # both: PostgreSQL with two servers, SQLite with one
//	go run ./tools/load -program bin/charley -only sqlite -lasting 10s
//
// It ends with an error if anything was lost, doubled or altered, if anything was refused, or if one answer in a
// hundred took longer than the bar.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"
)

func main() {
	if err := run(context.Background(), os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

// bar is what the slowest answer of a hundred may take.
const bar = 100 * time.Millisecond

// A plan says what is tried.
type plan struct {
	name     string // as -only names it
	database string // as people call it
	postgres bool
	servers  int
	writers  int           // people who log an entry a second
	readers  int           // others, who look at their nights every second
	nights   int           // that each reader has behind them
	lasting  time.Duration // how long they go on
	program  []string      // how charley is started
	env      []string      // more of the environment it is started in
}

// plans are the two that are kept in docs/performance.md.
func plans() []plan {
	return []plan{
		{name: "postgres", database: "PostgreSQL", postgres: true, servers: 2, writers: 200, readers: 20, nights: 60},
		{name: "sqlite", database: "SQLite", servers: 1, writers: 20, readers: 20, nights: 60},
	}
}

var errNotReached = errors.New("what was wanted is not reached: see above")

func run(ctx context.Context, args []string, out io.Writer) error {
	f := flag.NewFlagSet("load", flag.ContinueOnError)
	program := f.String("program", "bin/charley", "the program to try")
	only := f.String("only", "", "one of the two alone: postgres or sqlite")
	lasting := f.Duration("lasting", time.Minute, "how long people go on")
	writers := f.Int("writers", 0, "people who log an entry a second; 0 is as many as the plan says")
	readers := f.Int("readers", -1, "people who read; -1 is as many as the plan says")
	if err := f.Parse(args); err != nil {
		return err
	}
	reached, tried := true, 0
	for _, p := range plans() {
		if *only != "" && *only != p.name {
			continue
		}
		p.program, p.lasting = []string{*program}, *lasting
		if *writers > 0 {
			p.writers = *writers
		}
		if *readers >= 0 {
			p.readers = *readers
		}
		r, err := try(ctx, p)
		if err != nil {
			return fmt.Errorf("%s: %w", p.database, err)
		}
		r.print(out)
		reached, tried = reached && r.reached(), tried+1
	}
	if tried == 0 {
		return fmt.Errorf("-only %q is neither postgres nor sqlite", *only)
	}
	if !reached {
		return errNotReached
	}
	return nil
}

// try runs one plan from nothing to the last comparison.
func try(ctx context.Context, p plan) (result, error) {
	st, err := newStage(ctx, p)
	if err != nil {
		return result{}, err
	}
	r, err := st.play(ctx)
	return r, errors.Join(err, st.close())
}

// play has everybody begin, waits until all have done, and compares.
func (st *stage) play(ctx context.Context) (result, error) {
	r := result{plan: st.plan, before: st.memory()}
	used := st.processor()
	begin := time.Now().Add(200 * time.Millisecond)
	writing, reading := make([]*writer, len(st.writers)), make([]*reader, len(st.readers))
	done := make(chan struct{})
	for i, p := range st.writers {
		writing[i] = newWriter(i, p, st.servers, st.plan.lasting)
		go func() { writing[i].write(ctx, begin); done <- struct{}{} }()
	}
	for i, p := range st.readers {
		reading[i] = newReader(i, p, st.servers)
		go func() { reading[i].read(ctx, begin, st.plan.lasting); done <- struct{}{} }()
	}
	for range len(writing) + len(reading) {
		<-done
	}
	r.took = time.Since(begin)
	r.used, r.after = st.processor().since(used), st.memory()
	for _, w := range writing {
		r.gather(w.sent)
		for server := range st.servers {
			found, err := w.person.entries(ctx, st.servers[server])
			if err != nil {
				return r, fmt.Errorf("read back what was written: %w", err)
			}
			r.wrong = append(r.wrong, compare(w.sent, found)...)
		}
	}
	for _, x := range reading {
		r.read(x)
	}
	if err := st.doctor(ctx); err != nil {
		r.wrong = append(r.wrong, err.Error())
	}
	return r, ctx.Err()
}
