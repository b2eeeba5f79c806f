package ingest

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// Limits of a table. They keep the memory that one line, one trial or diary or all
// the names can take small; nobody's table comes near them.
const (
	MaxLine    = 64 << 10  // bytes of one line
	MaxColumns = 1000      // columns of one table
	MaxName    = 200       // bytes of the name of a trial, a diary or an exposure
	MaxNights  = 4000      // nights of one trial or diary, from first to last: ten years
	MaxTrials  = 1_000_000 // trials or diaries of one table
)

// lines reads a table line by line. Rows that are empty are passed over.
type lines struct {
	in     *bufio.Reader
	line   int // number of the last line read
	buf    []byte
	fields [][]byte // of the last row; they point into buf
}

// newLines reads from r, which may be compressed by gzip. The byte order mark
// that some editors put first is dropped.
func newLines(r io.Reader) (*lines, error) {
	in := bufio.NewReaderSize(r, MaxLine)
	if head, _ := in.Peek(2); len(head) == 2 && head[0] == 0x1f && head[1] == 0x8b {
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, fmt.Errorf("unpack the table: %w", err)
		}
		in = bufio.NewReaderSize(z, MaxLine)
	}
	l := &lines{in: in}
	head, _ := in.Peek(3)
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		_, _ = in.Discard(3)
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return nil, &LineError{Line: 1, Message: "is not UTF-8 text; save the table as CSV in UTF-8"}
	}
	return l, nil
}

// next reads the next row that holds anything into fields. At the end it returns
// io.EOF. A *LineError is about this row alone: reading can go on after it, with
// as many fields as were understood.
func (l *lines) next() error {
	for {
		raw, err := l.read()
		if err != nil {
			return err
		}
		if len(bytes.Trim(raw, ", \t")) == 0 {
			continue
		}
		return l.split(raw)
	}
}

// read is the next line without its end.
func (l *lines) read() ([]byte, error) {
	raw, err := l.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		l.line++
		l.fields = l.fields[:0]
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = l.in.ReadSlice('\n')
		}
		return nil, &LineError{Line: l.line, Message: fmt.Sprintf("the line is longer than %d bytes", MaxLine)}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read the table: %w", err)
	}
	if len(raw) == 0 {
		return nil, io.EOF
	}
	l.line++
	return bytes.TrimRight(raw, "\r\n"), nil
}

// split takes a line apart at its commas. A field in quotes may hold commas, and
// a quote that is written twice.
func (l *lines) split(raw []byte) error {
	l.buf = append(l.buf[:0], raw...)
	l.fields = l.fields[:0]
	if !utf8.Valid(raw) || bytes.IndexByte(raw, 0) >= 0 {
		return &LineError{Line: l.line, Message: "holds letters that are not UTF-8; save the table as CSV in UTF-8"}
	}
	for rest := l.buf; ; {
		field, after, err := cut(rest)
		if err != "" {
			return &LineError{Line: l.line, Message: err}
		}
		l.fields = append(l.fields, field)
		if after == nil {
			return nil
		}
		if len(l.fields) == MaxColumns {
			return &LineError{Line: l.line, Message: fmt.Sprintf("has more than %d columns", MaxColumns)}
		}
		rest = after
	}
}

// cut is the first field of a line and what comes after its comma; nil where it
// was the last. The field is unquoted in place.
func cut(line []byte) (field, after []byte, err string) {
	quoted := bytes.TrimLeft(line, " \t")
	if len(quoted) == 0 || quoted[0] != '"' {
		i := bytes.IndexByte(line, ',')
		if i < 0 {
			return bytes.TrimSpace(line), nil, ""
		}
		return bytes.TrimSpace(line[:i]), line[i+1:], ""
	}
	text, out := quoted[1:], quoted[1:1]
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] != '"':
			out = append(out, text[i])
		case i+1 < len(text) && text[i+1] == '"':
			out = append(out, '"')
			i++
		default:
			rest := bytes.TrimLeft(text[i+1:], " \t")
			if len(rest) == 0 {
				return bytes.TrimSpace(out), nil, ""
			}
			if rest[0] != ',' {
				return nil, nil, "has something after a closing quote"
			}
			return bytes.TrimSpace(out), rest[1:], ""
		}
	}
	return nil, nil, "has a quote that is not closed on its line"
}
