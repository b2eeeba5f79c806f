package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"charley"
	"charley/diary"
)

// maxRevision is how long one revision in an export can be, in bytes.
const maxRevision = 1 << 20

// readExport reads an export and hands its revisions on, one by one. Memory is
// bounded by the longest revision.
func readExport(r io.Reader, each func(charley.Revision) error) (s charley.Settings, err error) {
	budget := &budgetReader{r: r, left: maxRevision}
	dec := json.NewDecoder(budget)
	head := struct {
		format, version, settings, revisions bool
	}{}
	if err := expect(dec, json.Delim('{')); err != nil {
		return s, err
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return s, notExport(err)
		}
		budget.left = maxRevision
		switch key {
		case "format":
			var f string
			if err := dec.Decode(&f); err != nil || f != exportFormat {
				return s, fmt.Errorf("the file is not a Charley diary: %w", charley.ErrInvalid)
			}
			head.format = true
		case "version":
			var v int
			if err := dec.Decode(&v); err != nil || v != exportVersion {
				return s, fmt.Errorf("the file was written by a newer Charley; import it with that version: %w", charley.ErrInvalid)
			}
			head.version = true
		case "settings":
			if err := dec.Decode(&s); err != nil {
				return s, notExport(err)
			}
			head.settings = true
		case "revisions":
			if !head.format || !head.version || head.revisions {
				return s, fmt.Errorf("the file does not begin as a Charley diary does: %w", charley.ErrInvalid)
			}
			if err := readRevisions(dec, budget, each); err != nil {
				return s, err
			}
			head.revisions = true
		default:
			return s, fmt.Errorf("the file holds %q, which this version does not know: %w", key, charley.ErrInvalid)
		}
	}
	if err := expect(dec, json.Delim('}')); err != nil {
		return s, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return s, fmt.Errorf("the file goes on after its end: %w", charley.ErrInvalid)
	}
	if !head.settings || !head.revisions {
		return s, fmt.Errorf("the file is not a whole Charley diary: %w", charley.ErrInvalid)
	}
	return s, nil
}

func readRevisions(dec *json.Decoder, budget *budgetReader, each func(charley.Revision) error) error {
	if err := expect(dec, json.Delim('[')); err != nil {
		return err
	}
	for n := 1; dec.More(); n++ {
		budget.left = maxRevision
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return fmt.Errorf("revision %d: %w", n, notExport(err))
		}
		rev, err := diary.DecodeRevision(raw)
		if err == nil {
			err = each(rev)
		}
		if err != nil {
			return fmt.Errorf("revision %d: %w", n, err)
		}
	}
	return expect(dec, json.Delim(']'))
}

func expect(dec *json.Decoder, want json.Delim) error {
	tok, err := dec.Token()
	if err != nil {
		return notExport(err)
	}
	if tok != want {
		return fmt.Errorf("the file is not a Charley diary: %w", charley.ErrInvalid)
	}
	return nil
}

// notExport keeps errors of the store and the budget and makes all others ErrInvalid.
func notExport(err error) error {
	if errors.Is(err, charley.ErrTooLarge) {
		return fmt.Errorf("a revision is longer than %d bytes: %w", maxRevision, charley.ErrInvalid)
	}
	return fmt.Errorf("the file is cut off or not JSON: %w", charley.ErrInvalid)
}

// A budgetReader refuses to read on when too much went by since left was set.
type budgetReader struct {
	r    io.Reader
	left int
}

// slack is what a JSON decoder may read ahead.
const slack = 1 << 20

func (b *budgetReader) Read(p []byte) (int, error) {
	if b.left < -slack {
		return 0, charley.ErrTooLarge
	}
	n, err := b.r.Read(p)
	b.left -= n
	return n, err
}
