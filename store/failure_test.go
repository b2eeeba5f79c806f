package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"
	"testing"

	"charley"

	"github.com/jackc/pgx/v5/pgconn"
	sqlite3 "modernc.org/sqlite/lib"
)

func TestWhatSQLitesErrorsMean(t *testing.T) {
	for _, c := range []struct {
		name string
		code int
		want error
	}{
		{"no space left", sqlite3.SQLITE_FULL, charley.ErrDiskFull},
		{"read-only file", sqlite3.SQLITE_READONLY, charley.ErrReadOnly},
		{"read-only folder", sqlite3.SQLITE_READONLY_DIRECTORY, charley.ErrReadOnly},
		{"write fails", sqlite3.SQLITE_IOERR_WRITE, charley.ErrStorage},
		{"sync fails", sqlite3.SQLITE_IOERR_FSYNC, charley.ErrStorage},
		{"damaged page", sqlite3.SQLITE_CORRUPT, charley.ErrStorage},
		{"damaged index", sqlite3.SQLITE_CORRUPT_INDEX, charley.ErrStorage},
		{"not a database", sqlite3.SQLITE_NOTADB, charley.ErrStorage},
		{"cannot be opened", sqlite3.SQLITE_CANTOPEN, charley.ErrStorage},
		{"held too long by another program", sqlite3.SQLITE_BUSY, charley.ErrReadOnly},
		{"the row is there already", sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, charley.ErrConflict},
		{"a rule of the table", sqlite3.SQLITE_CONSTRAINT_CHECK, nil},
		{"a trigger", sqlite3.SQLITE_CONSTRAINT_TRIGGER, nil},
		{"interrupted", sqlite3.SQLITE_INTERRUPT, nil},
	} {
		e := engine{classify: func(error) fault { return sqliteFault(c.code) }}
		checkMeaning(t, c.name, e.fail("write", errors.New("cause")), c.want)
	}
}

func TestWhatPostgreSQLsErrorsMean(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		want error
	}{
		{"no space left", &pgconn.PgError{Code: "53100"}, charley.ErrDiskFull},
		{"read-only transaction", &pgconn.PgError{Code: "25006"}, charley.ErrReadOnly},
		{"another writer was faster", &pgconn.PgError{Code: "40001"}, charley.ErrConflict},
		{"deadlock", &pgconn.PgError{Code: "40P01"}, charley.ErrConflict},
		{"the row is there already", &pgconn.PgError{Code: "23505"}, charley.ErrConflict},
		{"input/output error", &pgconn.PgError{Code: "58030"}, charley.ErrStorage},
		{"damaged page", &pgconn.PgError{Code: "XX001"}, charley.ErrStorage},
		{"server shuts down", &pgconn.PgError{Code: "57P01"}, charley.ErrStorage},
		{"connection lost", io.ErrUnexpectedEOF, charley.ErrStorage},
		{"a rule of the table", &pgconn.PgError{Code: "23514"}, nil},
		{"the caller left", fmt.Errorf("query: %w", context.Canceled), nil},
		{"nothing found", sql.ErrNoRows, nil},
	} {
		e := engine{classify: postgresFault}
		checkMeaning(t, c.name, e.fail("write", c.err), c.want)
	}
}

// checkMeaning wants err to be one of the store's errors and no other; nil is none.
func checkMeaning(t *testing.T, name string, err, want error) {
	t.Helper()
	for _, sentinel := range []error{charley.ErrDiskFull, charley.ErrReadOnly, charley.ErrStorage, charley.ErrConflict, charley.ErrNotFound} {
		if got := errors.Is(err, sentinel); got != (sentinel == want) {
			t.Errorf("%s: %v is %v: %v", name, err, sentinel, got)
		}
	}
}

func TestWhatTheSystemsErrorsMean(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		want error
	}{
		{"no space left", syscall.ENOSPC, charley.ErrDiskFull},
		{"quota used up", syscall.EDQUOT, charley.ErrDiskFull},
		{"read-only disk", syscall.EROFS, charley.ErrReadOnly},
		{"no permission", syscall.EACCES, charley.ErrReadOnly},
		{"not there", os.ErrNotExist, charley.ErrNotFound},
		{"disk error", syscall.EIO, charley.ErrStorage},
	} {
		checkMeaning(t, c.name, meaning(&os.PathError{Op: "open", Path: "x", Err: c.err}), c.want)
	}
}

func TestHealth(t *testing.T) {
	fails := func(f fault) error { return &failure{fault: f, cause: errors.New("x")} }
	failed := func(h *health) bool {
		select {
		case <-h.failed:
			return true
		default:
			return false
		}
	}
	for _, c := range []struct {
		name    string
		notes   []error
		wrote   bool
		problem string
		failed  bool
	}{
		{"all is well", []error{nil}, true, "", false},
		{"the disk was full and has space again", []error{fails(faultFull), nil}, true, "", false},
		{"the disk is full", []error{nil, fails(faultFull)}, true, problemFull, false},
		{"a write failed and the next seems to work", []error{fails(faultIO), nil}, true, problemIO, true},
		{"a read failed", []error{fails(faultIO)}, false, "", false},
		{"damage was read", []error{fails(faultDamaged), nil}, false, problemDamaged, false},
		{"another writer was faster", []error{fails(faultRaced)}, true, "", false},
		{"the first lasting problem counts", []error{fails(faultDamaged), fails(faultIO)}, true, problemDamaged, true},
	} {
		h := newHealth("")
		for _, err := range c.notes {
			h.note(err, c.wrote)
		}
		if problem, _ := h.now(); problem != c.problem || failed(h) != c.failed {
			t.Errorf("%s: got %q, failed %v; want %q, %v", c.name, problem, failed(h), c.problem, c.failed)
		}
	}
}

func TestOldVersionsOfSQLite(t *testing.T) {
	for version, want := range map[string]bool{
		"3.7.0": true, "3.46.1": true, "3.51.2": true, "3.51": true,
		"3.51.3": false, "3.53.4": false, "3.54.1": false, "4.0.0": false, "3.100.0": false,
	} {
		if got := older(version, oldestSQLite); got != want {
			t.Errorf("%s is too old: got %v, want %v", version, got, want)
		}
	}
}
