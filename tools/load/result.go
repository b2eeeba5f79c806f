package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// A result is what came of a plan.
type result struct {
	plan plan
	took time.Duration

	entries int // that people wrote
	sends   int // requests for them
	twice   int // entries sent twice on purpose
	writes  []time.Duration
	late    []time.Duration
	pages   []time.Duration
	lists   []time.Duration

	told    map[verdict]int
	trouble []string // what was answered where an entry was not kept, and readings that failed
	wrong   []string // lost, doubled, altered

	before, after []string // what each server held
	used          use
}

// gather counts what a person sent.
func (r *result) gather(sent []*entry) {
	if r.told == nil {
		r.told = map[verdict]int{}
	}
	for _, e := range sent {
		r.entries++
		if e.twice {
			r.twice++
		}
		for _, s := range e.sends {
			r.sends++
			r.told[s.verdict]++
			r.writes, r.late = append(r.writes, s.took), append(r.late, s.late)
			if s.verdict != kept {
				r.trouble = append(r.trouble, s.problem)
			}
		}
	}
}

// read counts what a person read.
func (r *result) read(x *reader) {
	r.pages, r.lists = append(r.pages, x.pages...), append(r.lists, x.lists...)
	r.trouble = append(r.trouble, x.failed...)
}

// sound says that nothing was lost, doubled or altered, and everybody was answered.
func (r *result) sound() bool { return len(r.wrong) == 0 && len(r.trouble) == 0 && r.entries > 0 }

// reached says that it is sound and as fast as it is wanted.
func (r *result) reached() bool {
	for _, times := range [][]time.Duration{r.writes, r.pages, r.lists} {
		if percentile(times, 99) >= bar {
			return false
		}
	}
	return r.sound()
}

// percentile is the time that so many of a hundred stay within; 0 of none.
func percentile(times []time.Duration, p int) time.Duration {
	if len(times) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(times))
	return sorted[max(0, (len(sorted)*p+99)/100-1)]
}

// print writes the tables as they stand in docs/performance.md, and the verdict.
func (r *result) print(out io.Writer) {
	fmt.Fprintf(out, "\n%s, %d %s, %d people logging an entry a second for %.0f s, %d reading\n\n", r.plan.database, r.plan.servers, plural("server", r.plan.servers), r.plan.writers, r.plan.lasting.Seconds(), r.plan.readers)
	fmt.Fprintf(out, "| what | number | p50 | p99 | longest | errors |\n|---|---|---|---|---|---|\n")
	row := func(what string, times []time.Duration, errors string) {
		fmt.Fprintf(out, "| %s | %d | %s | %s | %s | %s |\n", what, len(times), ms(percentile(times, 50)), ms(percentile(times, 99)), ms(percentile(times, 100)), errors)
	}
	row("an entry, until it is acknowledged", r.writes, fmt.Sprintf("%d refused, %d unknown", r.told[refused], r.told[unknown]))
	row("the page Nights", r.pages, "")
	row("the nights over the API", r.lists, "")
	row("how late the people themselves were", r.late, "")
	fmt.Fprintf(out, "\n%d entries, %d of them sent twice on purpose, in %d requests; %d readings.\n", r.entries, r.twice, r.sends, len(r.pages)+len(r.lists))
	fmt.Fprintf(out, "Memory: %s before, %s after.\n", strings.Join(r.before, "; "), strings.Join(r.after, "; "))
	share := func(d time.Duration) string { return fmt.Sprintf("%.0f %%", 100*d.Seconds()/r.took.Seconds()) }
	fmt.Fprintf(out, "Of one processor: servers %s, these people %s, the database and everything else %s.\n", share(r.used.servers), share(r.used.tool), share(r.used.machine-r.used.servers-r.used.tool))
	for _, w := range first(r.wrong) {
		fmt.Fprintf(out, "WRONG: %s\n", w)
	}
	for _, w := range first(r.trouble) {
		fmt.Fprintf(out, "not answered well: %s\n", w)
	}
	fmt.Fprintf(out, "%d lost, doubled or altered; %d not answered well; bar p99 under %s: %s\n", len(r.wrong), len(r.trouble), ms(bar), map[bool]string{true: "reached", false: "NOT REACHED"}[r.reached()])
}

// first are the first few of many.
func first(all []string) []string { return all[:min(len(all), 5)] }

func plural(word string, n int) string {
	if n == 1 {
		return word
	}
	return word + "s"
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond)) }
