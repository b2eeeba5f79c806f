package backup

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// readFailure tells a file that ends too soon, or does not decrypt, from a disk
// that cannot be read.
func readFailure(err error) error {
	if pathErr := (*fs.PathError)(nil); errors.As(err, &pathErr) {
		return fmt.Errorf("read the backup: %w", err)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return damaged("it is cut off")
	}
	return damaged("it was changed since it was made")
}

// A source remembers the failure of the reader below a decompressor, which
// would otherwise look like a fault of the compressed data.
type source struct {
	r   io.Reader
	err error
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

func (s *source) explain(err error) error {
	if s.err != nil {
		return readFailure(s.err)
	}
	return readFailure(err)
}

// A sink marks failures of writing, so that a full disk is not taken for a
// damaged backup.
type sink struct{ w io.Writer }

type sinkError struct{ err error }

func (e *sinkError) Error() string { return e.err.Error() }

func (s sink) Write(p []byte) (int, error) {
	n, err := s.w.Write(p)
	if err != nil {
		err = &sinkError{err}
	}
	return n, err
}
