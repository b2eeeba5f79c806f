package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// errEnough ends a round of questions early: the person closed the input.
var errEnough = errors.New("no more answers")

// An asker asks questions one by one. Questions go to Stderr, so that the
// answer of the command itself can be piped on.
type asker struct {
	p     *program
	lines chan string // closed at the end of the input
}

// newAsker starts reading lines. A read of a keyboard cannot be called off, so
// its goroutine lives until the next line or the end of the program.
func (p *program) newAsker() *asker {
	a := &asker{p: p, lines: make(chan string)}
	go func() {
		defer close(a.lines)
		in := bufio.NewReader(io.LimitReader(p.env.Stdin, 1<<20))
		for {
			line, err := in.ReadString('\n')
			if line != "" {
				a.lines <- strings.TrimSpace(line)
			}
			if err != nil {
				return
			}
		}
	}()
	return a
}

// ask asks until take is content. An empty line skips: nothing is taken, and
// the question stays unanswered. errEnough ends everything.
func (a *asker) ask(ctx context.Context, question string, take func(string) error) error {
	for {
		fmt.Fprintf(a.p.env.Stderr, "%s ", question)
		select {
		case <-ctx.Done():
			fmt.Fprintln(a.p.env.Stderr)
			return failed(ctx.Err(), "Stopped, and nothing was saved.")
		case line, open := <-a.lines:
			if !open {
				fmt.Fprintln(a.p.env.Stderr)
				return errEnough
			}
			if line == "" {
				return nil
			}
			err := checkLetters([]string{line})
			if err == nil {
				err = take(line)
			}
			if err == nil {
				return nil
			}
			fmt.Fprintf(a.p.env.Stderr, "  %s\n", err)
		}
	}
}

// yesNo reads a yes or a no.
func yesNo(s string) (bool, error) {
	switch strings.ToLower(s) {
	case "y", "yes", "true", "1":
		return true, nil
	case "n", "no", "false", "0":
		return false, nil
	}
	return false, usage("Please type y or n, or press Enter to skip.")
}
