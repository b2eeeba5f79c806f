package charley

import (
	"errors"
	"fmt"
	"time"
)

// The kinds of failure that callers tell apart with errors.Is. Text for people
// is made at the edge, in web and cli; none of these carries health data.
var (
	ErrNotFound  = errors.New("not found")
	ErrInvalid   = errors.New("not valid")
	ErrConflict  = errors.New("changed by somebody else")
	ErrForbidden = errors.New("not allowed")
	ErrTooLarge  = errors.New("too large")
	ErrDiskFull  = errors.New("the disk is full")
	ErrReadOnly  = errors.New("the diary can only be read at the moment")
	ErrStorage   = errors.New("the disk reports errors")
	ErrTooFew    = errors.New("too few nights")

	ErrUnauthorized = errors.New("nobody is signed in")
	ErrTooMany      = errors.New("too many tries")

	// ErrUnconfirmed is the ErrForbidden that ends once the person has shown again
	// who they are: see App.Confirm.
	ErrUnconfirmed = fmt.Errorf("to be confirmed with the password or a passkey: %w", ErrForbidden)

	// ErrWantsPasskey is the ErrForbidden that ends once they have done so with a passkey.
	ErrWantsPasskey = fmt.Errorf("to be shown with a passkey: %w", ErrForbidden)

	ErrUnfinished = errors.New("everything is erased, but not all traces are cleared away yet")
)

// A FieldError says which field of an entry was wrong and why. It is ErrInvalid.
type FieldError struct {
	Field string // as written in JSON: "intensity", "places[1]", "exposures.alcohol"
	Got   string // the offending value, cut short; may be empty
	Why   string // "must be a number from 0 to 10"
}

// Error names the field and the reason, not the value: values are health data.
func (e *FieldError) Error() string { return fmt.Sprintf("%s %s", e.Field, e.Why) }

// Unwrap makes errors.Is(err, ErrInvalid) true.
func (e *FieldError) Unwrap() error { return ErrInvalid }

// A ConflictError says that the entry has changed since the writer last saw it.
// It is ErrConflict and carries what is stored now.
type ConflictError struct{ Current Entry }

// Error does not show the entry.
func (e *ConflictError) Error() string {
	return fmt.Sprintf("entry %s is stored with other content; send its rev as parent to merge", e.Current.ID)
}

// Unwrap makes errors.Is(err, ErrConflict) true.
func (e *ConflictError) Unwrap() error { return ErrConflict }

// A TooManyError says when the next try counts. It is ErrTooMany.
type TooManyError struct{ RetryAfter time.Duration }

// Error says how long to wait.
func (e *TooManyError) Error() string { return fmt.Sprintf("too many tries; wait %s", e.RetryAfter) }

// Unwrap makes errors.Is(err, ErrTooMany) true.
func (e *TooManyError) Unwrap() error { return ErrTooMany }

// Seconds is the wait in whole seconds, rounded up, as the header Retry-After wants it.
func (e *TooManyError) Seconds() int {
	return int((e.RetryAfter + time.Second - 1) / time.Second)
}
