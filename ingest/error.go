package ingest

import (
	"fmt"

	"charley"
)

// A LineError says what is wrong with one line of a table, as programs read it.
// It is charley.ErrInvalid.
type LineError struct {
	Line    int      `json:"line"` // from 1, the line of names included
	Key     string   `json:"key,omitempty"`
	Got     string   `json:"got,omitempty"` // cut short
	Allowed []string `json:"allowed,omitempty"`
	Message string   `json:"message"`
}

// Error names the column and the reason, not the value: values are health data.
func (e *LineError) Error() string {
	if e.Key == "" {
		return fmt.Sprintf("line %d: %s", e.Line, e.Message)
	}
	return fmt.Sprintf("line %d: %s %s", e.Line, e.Key, e.Message)
}

// Unwrap makes errors.Is(err, charley.ErrInvalid) true.
func (e *LineError) Unwrap() error { return charley.ErrInvalid }

// wrong is the complaint about a cell; the line is set by who reads the line.
func wrong(key, got, message string, allowed ...string) *LineError {
	return &LineError{Key: key, Got: charley.Clip(got), Message: message, Allowed: allowed}
}

// A Warning is something about a table that its reader must know.
type Warning struct {
	Code string `json:"code"`
	Text string `json:"text"`
}
