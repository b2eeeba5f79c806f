package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"charley"
	"charley/diary"
)

// importEntriesCommand stores entries one by one. Sending a file twice does no harm.
type importEntriesCommand struct {
	File string `arg:"" help:"The file, or - for the standard input."`
}

// maxLine is the longest line of entries, in bytes: more than any entry has.
const maxLine = 1 << 20

// Run is charley import entries. It answers one line for each line it reads; a
// bad line is answered with its error and the run goes on.
func (c *importEntriesCommand) Run(ctx context.Context, p *program) error {
	in, err := p.input(c.File)
	if err != nil {
		return err
	}
	defer in.Close()
	return p.with(ctx, toWrite, "", func(h *home) error {
		bad := 0
		err := eachLine(in, func(n int, line []byte, tooLong bool) error {
			answer, fits, err := h.importLine(ctx, n, line, tooLong)
			if err != nil {
				return err
			}
			if !fits {
				bad++
			}
			return p.answer(answer)
		})
		if err == nil && bad > 0 {
			p.remark("%s could not be taken; the others were.", counted(float64(bad), "line", "lines"))
			return errSomeBad
		}
		return err
	})
}

// A lineError is why a line was not taken, as contracts.md has it.
type lineError struct {
	Line    int      `json:"line"`
	Key     string   `json:"key,omitempty"`
	Got     string   `json:"got,omitempty"`
	Allowed []string `json:"allowed,omitempty"`
	Message string   `json:"message"`
}

// allowed are the words that a field of a kind can have; nil if it is not one of words.
func allowed(kind charley.Kind, field string) []string {
	name, _, _ := strings.Cut(field, "[")
	if name == "kind" {
		words := make([]string, len(charley.Kinds))
		for i, k := range charley.Kinds {
			words[i] = string(k)
		}
		return words
	}
	for _, f := range diary.FieldsOf(kind) {
		if f.Name == name {
			return f.Words
		}
	}
	return nil
}

// importLine stores one line. It returns what to answer, and an error only if
// going on makes no sense.
func (h *home) importLine(ctx context.Context, n int, line []byte, tooLong bool) (answer map[string]any, fits bool, err error) {
	var echo struct {
		Case json.RawMessage `json:"case"`
		Kind charley.Kind    `json:"kind"`
	}
	answer = map[string]any{}
	refuse := func(e lineError) (map[string]any, bool, error) {
		e.Line = n
		answer["error"] = e
		return answer, false, nil
	}
	if tooLong {
		return refuse(lineError{Message: fmt.Sprintf("the line is longer than %d bytes", maxLine)})
	}
	draft, err := diary.Decode(line)
	_ = json.Unmarshal(line, &echo) // as far as it goes; what is wrong with it, Decode has said
	if echo.Case != nil {
		answer["case"] = echo.Case
		delete(draft.Fields, charley.ExtraPrefix+"case") // a word between programs, no part of the diary
	}
	if err == nil && draft.ID == "" {
		err = &charley.FieldError{Field: "id", Why: "is missing: without an id, sending a line twice would store it twice"}
	}
	if err == nil {
		saved, put := h.Put(ctx, h.caller, draft.ID, draft)
		if err = put; err == nil {
			answer["id"], answer["rev"], answer["outcome"] = saved.Entry.ID, saved.Entry.Rev, saved.Outcome
			if len(saved.Lost) > 0 {
				answer["lost"] = saved.Lost
			}
			return answer, true, nil
		}
	}
	var field *charley.FieldError
	var conflict *charley.ConflictError
	switch {
	case errors.As(err, &field):
		return refuse(lineError{Key: field.Field, Got: strings.Trim(field.Got, `"`), Allowed: allowed(echo.Kind, field.Field), Message: field.Error()})
	case errors.As(err, &conflict):
		answer["current"] = conflict.Current
		return refuse(lineError{Key: "parent", Message: "other content is stored; send its rev as parent to merge"})
	}
	return nil, false, fmt.Errorf("line %d: %w", n, err)
}

// eachLine calls fn for every line that is not empty. A line longer than
// maxLine is passed over and reported as such.
func eachLine(r io.Reader, fn func(n int, line []byte, tooLong bool) error) error {
	in := bufio.NewReaderSize(r, maxLine)
	for n := 1; ; n++ {
		line, err := in.ReadSlice('\n')
		tooLong := false
		for errors.Is(err, bufio.ErrBufferFull) {
			tooLong = true
			_, err = in.ReadSlice('\n')
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("read line %d: %w", n, err)
		}
		if tooLong || len(bytes.TrimSpace(line)) > 0 {
			if err := fn(n, line, tooLong); err != nil {
				return err
			}
		}
		if err != nil {
			return nil
		}
	}
}
