package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"charley/app"
	"charley/diary"
	"charley/knowledge"
	"charley/tell"
)

// A judged is what is said to one line of facts: to programs, and in words.
type judged struct {
	answer any
	words  func(io.Writer) error
}

// newCounsel reads the knowledge and makes it ready.
func newCounsel() (*app.Counsel, error) {
	base, err := knowledge.Default()
	if err != nil {
		return nil, fmt.Errorf("read what is known: %w", err)
	}
	return app.NewCounsel(base), nil
}

// judge answers every line of facts with one line, or one set of facts in words.
// from is a file, or - for Stdin. A bad line is answered and the run goes on.
func (p *program) judge(from string, one func(*app.Counsel, tell.Facts) judged) error {
	counsel, err := newCounsel()
	if err != nil {
		return err
	}
	in, err := p.input(from)
	if err != nil {
		return err
	}
	defer in.Close()
	bad := 0
	err = eachObject(in, func(n int, object []byte, tooLong bool) error {
		facts, err := readFacts(counsel.Teller, n, object, tooLong)
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
		said := one(counsel, facts)
		if p.JSON {
			return p.answer(said.answer)
		}
		return said.words(p.env.Stdout)
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

// readFacts reads one line of facts. Its error is a *badLine.
func readFacts(t *tell.Teller, n int, object []byte, tooLong bool) (tell.Facts, error) {
	if tooLong {
		return tell.Facts{}, &badLine{Wrong: &tell.FactError{Line: n, Message: fmt.Sprintf("the line is longer than %d bytes", maxLine)}}
	}
	facts, err := t.Read(object)
	if wrong := (*tell.FactError)(nil); errors.As(err, &wrong) {
		wrong.Line = n
		return tell.Facts{}, &badLine{Case: facts.Case, Wrong: wrong}
	}
	return facts, err
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
