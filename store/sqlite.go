package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"

	"charley"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// FileName is the name of the diary's file inside its folder.
const FileName = "charley.db"

// applicationID marks a file as one of ours: "Chrl" in PRAGMA application_id.
const applicationID = 0x4368726C

// oldestSQLite is the first version without the bug that damages files in WAL
// mode when two connections write: https://sqlite.org/wal.html, section 11.
const oldestSQLite = "3.51.3"

// A pragma is a setting of a connection, and how it reads back when in force.
type pragma struct{ name, value, inForce string }

// safety are the settings every connection has.
var safety = [...]pragma{
	{"busy_timeout", "5000", "5000"},
	{"foreign_keys", "1", "1"},
	{"trusted_schema", "0", "0"},
	{"cell_size_check", "1", "1"},
	{"mmap_size", "0", "0"},
	{"temp_store", "2", "2"},
}

// durability are those of the connection that writes.
var durability = [...]pragma{
	{"journal_mode", "WAL", "wal"},
	{"synchronous", "FULL", "2"},
	{"secure_delete", "1", "1"},
	{"wal_autocheckpoint", "1000", "1000"},
	{"journal_size_limit", "67108864", "67108864"},
}

// openSQLite prepares connections to a file. Mode is ro or rw.
func openSQLite(path, mode string, settings []pragma, more ...string) (*sql.DB, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	q := []string{"mode=" + mode, "_txlock=immediate"}
	for _, s := range settings {
		q = append(q, "_pragma="+s.name+"("+s.value+")")
	}
	full = filepath.ToSlash(full)
	if !strings.HasPrefix(full, "/") {
		full = "/" + full // a drive letter
	}
	where := url.URL{Path: full}
	return sql.Open("sqlite", "file://"+where.EscapedPath()+"?"+strings.Join(append(q, more...), "&"))
}

// settle reads settings back and refuses a connection that did not take them.
func settle(ctx context.Context, c *sql.Conn, settings []pragma) error {
	for _, s := range settings {
		var got string
		err := c.QueryRowContext(ctx, "PRAGMA "+s.name).Scan(&got)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if err == nil && got != s.inForce {
			return fmt.Errorf("SQLite keeps %s at %s where %s is needed: %w", s.name, got, s.inForce, charley.ErrStorage)
		}
	}
	return nil
}

// sqliteEngine describes an SQLite whose errors concern the disk of dir.
func sqliteEngine(ctx context.Context, db *sql.DB, dir string) (*engine, error) {
	e := &engine{beginRead: "BEGIN", beginWrite: "BEGIN IMMEDIATE", classify: sqliteFaults(dir)}
	var version string
	if err := db.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&version); err != nil {
		return nil, e.fail("open the diary", err)
	}
	if older(version, oldestSQLite) {
		return nil, fmt.Errorf("this program has SQLite %s, which can damage files; %s is the oldest it may have: %w", version, oldestSQLite, charley.ErrStorage)
	}
	e.name = "SQLite " + version
	var err error
	e.statements, err = loadStatements(asWritten)
	return e, err
}

// older says that version a, such as 3.51.3, came before b.
func older(a, b string) bool {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(as), len(bs)) {
		x, _ := strconv.Atoi(as[i])
		y, _ := strconv.Atoi(bs[i])
		if x != y {
			return x < y
		}
	}
	return len(as) < len(bs)
}

// tight is the free space below which an error of the disk is taken for a full
// one: SQLite does not always say so.
const tight = 256 << 10

// sqliteFaults tells what an error of SQLite means, for a file in dir.
func sqliteFaults(dir string) func(error) fault {
	return func(err error) fault {
		var e *sqlite.Error
		if !errors.As(err, &e) {
			return faultNone
		}
		f := sqliteFault(e.Code())
		if grows := e.Code() != sqlite3.SQLITE_IOERR_FSYNC && e.Code() != sqlite3.SQLITE_IOERR_READ; f == faultIO && grows {
			if free := freeBytes(dir); free >= 0 && free < tight {
				return faultFull
			}
		}
		return f
	}
}

// sqliteFault is the meaning of an extended result code.
func sqliteFault(code int) fault {
	switch code {
	case sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_UNIQUE:
		return faultRaced
	case sqlite3.SQLITE_IOERR_CORRUPTFS, sqlite3.SQLITE_IOERR_DATA:
		return faultDamaged
	case sqlite3.SQLITE_IOERR_NOMEM:
		return faultNone
	}
	switch code & 0xff {
	case sqlite3.SQLITE_FULL:
		return faultFull
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return faultReadOnly
	case sqlite3.SQLITE_IOERR:
		return faultIO
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return faultDamaged
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL:
		return faultBusy
	case sqlite3.SQLITE_CANTOPEN:
		return faultUnopened
	}
	return faultNone
}
