package store

import (
	"errors"
	"fmt"

	"charley"
)

// A fault is what kind of thing went wrong below us.
type fault int

const (
	faultNone     fault = iota // not the store's: a constraint, a cancelled caller
	faultFull                  // no space left; may pass
	faultReadOnly              // the disk or the database refuses every write
	faultIO                    // the disk reports errors
	faultDamaged               // the file's contents make no sense
	faultBusy                  // another program held the diary for too long
	faultRaced                 // another program changed the same thing first
	faultLost                  // the connection to the database server broke
	faultUnopened              // the file could not be opened just now
)

// A failure is an error of the disk or the database, with what it means. It is
// ErrDiskFull, ErrReadOnly, ErrConflict or ErrStorage.
type failure struct {
	fault fault
	what  string
	cause error
}

// Error says what was tried, what it means and what the engine said.
func (f *failure) Error() string {
	return fmt.Sprintf("%s: %v: %v", f.what, f.sentinel(), f.cause)
}

// Unwrap gives both the meaning and the cause.
func (f *failure) Unwrap() []error { return []error{f.sentinel(), f.cause} }

func (f *failure) sentinel() error {
	switch f.fault {
	case faultFull:
		return charley.ErrDiskFull
	case faultReadOnly, faultBusy:
		return charley.ErrReadOnly
	case faultRaced:
		return charley.ErrConflict
	}
	return charley.ErrStorage
}

// faultOf is the fault in an error; faultNone if it is none of ours.
func faultOf(err error) fault {
	var f *failure
	if errors.As(err, &f) {
		return f.fault
	}
	return faultNone
}

// errUnreadable says that a row does not hold what its column promises.
var errUnreadable = errors.New("its content is not what was written")

// errNoAnswer is why a statement was given up.
var errNoAnswer = errors.New("the database server does not answer")

// raced is the failure of a writer that another one overtook.
func raced(what string) error {
	return &failure{fault: faultRaced, what: what, cause: errors.New("another writer was faster")}
}
