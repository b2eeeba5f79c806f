package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"charley/diary"
	"charley/knowledge"
	"charley/tell"
)

// tellCommand tells cramps from restless legs, and from what a doctor must see.
type tellCommand struct {
	Facts string `placeholder:"FILE" help:"Judge facts by the keys of the codebook instead of this diary: a file of JSON, one object or one a line, or - for the standard input."`
	Fixed bool   `help:"Ask in the fixed order, to the end."`
	Show  bool   `help:"Ask nothing; only show what is known so far."`
}

// Run is charley tell.
func (c *tellCommand) Run(ctx context.Context, p *program) error {
	if c.Facts != "" {
		return c.judge(p)
	}
	return p.with(ctx, toWrite, "", func(h *home) (err error) {
		if h.Teller, err = newTeller(); err != nil {
			return err
		}
		if p.env.Terminal && !c.Show && !p.JSON {
			if err := c.ask(ctx, p, h); err != nil && !errors.Is(err, errEnough) {
				return err
			}
		}
		told, err := h.Tell(ctx, h.caller)
		if err != nil {
			return err
		}
		if p.JSON {
			return p.answer(told.Verdict)
		}
		zone, err := h.zone(ctx, "")
		if err != nil {
			return err
		}
		return writeVerdict(p.env.Stdout, h.Teller, told, zone.String())
	})
}

// newTeller reads the knowledge and makes it ready.
func newTeller() (*tell.Teller, error) {
	base, err := knowledge.Default()
	if err != nil {
		return nil, fmt.Errorf("read what is known: %w", err)
	}
	return tell.New(base), nil
}

// judge answers every line of facts with one line, or one set of facts in words.
func (c *tellCommand) judge(p *program) error {
	teller, err := newTeller()
	if err != nil {
		return err
	}
	in, err := p.input(c.Facts)
	if err != nil {
		return err
	}
	defer in.Close()
	bad := 0
	err = eachObject(in, func(n int, object []byte, tooLong bool) error {
		verdict, err := judgeLine(teller, n, object, tooLong)
		if wrong := (*badLine)(nil); errors.As(err, &wrong) {
			bad++
			if p.JSON {
				return p.answer(wrong)
			}
			p.remark("Line %d: %s.", n, wrong.Error())
			return nil
		} else if err != nil {
			return err
		}
		if p.JSON {
			return p.answer(verdict)
		}
		return writeVerdict(p.env.Stdout, teller, tell.Telling{Verdict: verdict}, machineZone(p.env.Getenv, "/"))
	})
	if err == nil && bad > 0 {
		return errSomeBad
	}
	return err
}

// A badLine is a line that could not be judged, as contracts.md has it.
type badLine struct {
	Case  json.RawMessage `json:"case,omitempty"`
	Wrong *tell.FactError `json:"error"`
}

// Error makes a badLine an error.
func (b *badLine) Error() string { return b.Wrong.Error() }

func judgeLine(t *tell.Teller, n int, object []byte, tooLong bool) (tell.Verdict, error) {
	if tooLong {
		return tell.Verdict{}, &badLine{Wrong: &tell.FactError{Line: n, Message: fmt.Sprintf("the line is longer than %d bytes", maxLine)}}
	}
	facts, err := t.Read(object)
	if wrong := (*tell.FactError)(nil); errors.As(err, &wrong) {
		wrong.Line = n
		return tell.Verdict{}, &badLine{Case: facts.Case, Wrong: wrong}
	} else if err != nil {
		return tell.Verdict{}, err
	}
	return t.Apart(facts), nil
}

// eachObject calls fn for every object of an input that is one object, written
// over as many lines as its writer liked, or one object a line. Lines are
// answered as they come: only a first line that is no object by itself makes it
// read on, to see whether the whole is one.
func eachObject(r io.Reader, fn func(n int, object []byte, tooLong bool) error) error {
	in := bufio.NewReaderSize(r, maxLine)
	first, err := in.ReadSlice('\n')
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return fmt.Errorf("read the facts: %w", err)
	}
	first = bytes.TrimPrefix(bytes.Clone(first), []byte("\xef\xbb\xbf")) // the mark that some editors put first
	if _, wrong := diary.ParseObject(first); wrong == nil || len(first) == maxLine {
		return eachLine(io.MultiReader(bytes.NewReader(first), in), fn)
	}
	rest, err := io.ReadAll(io.LimitReader(in, maxLine))
	if err != nil {
		return fmt.Errorf("read the facts: %w", err)
	}
	whole := append(first, rest...)
	if _, wrong := diary.ParseObject(whole); wrong == nil {
		return fn(1, whole, false)
	}
	return eachLine(io.MultiReader(bytes.NewReader(whole), in), fn)
}
