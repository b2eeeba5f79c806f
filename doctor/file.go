package doctor

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
)

// A file is an SQLite database looked at directly, because the store asks
// questions that a damaged one may not be able to answer. The driver is the one
// that package store links. Nothing is ever written through it.
type file struct {
	db   *sql.DB
	conn *sql.Conn
}

func openFile(ctx context.Context, path string) (*file, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	full = filepath.ToSlash(full)
	if !strings.HasPrefix(full, "/") {
		full = "/" + full // a drive letter
	}
	where := url.URL{Path: full}
	db, err := sql.Open("sqlite", "file://"+where.EscapedPath()+
		"?mode=ro&_pragma=busy_timeout(5000)&_pragma=query_only(1)&_pragma=trusted_schema(0)&_pragma=cell_size_check(1)&_pragma=mmap_size(0)")
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &file{db: db, conn: conn}, nil
}

func (f *file) close() error { return errors.Join(f.conn.Close(), f.db.Close()) }

// number is the one number that a statement answers.
func (f *file) number(ctx context.Context, statement string) (n int64, err error) {
	err = f.conn.QueryRowContext(ctx, statement).Scan(&n)
	return n, err
}

// applicationID is that of our files: "Chrl". The store refuses others as well.
const applicationID = 0x4368726C

// examine asks SQLite about the file.
func (f *file) examine(ctx context.Context, r *Report) {
	var version, journal string
	id, err := f.number(ctx, "PRAGMA application_id")
	if err == nil {
		err = f.conn.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&version)
	}
	if err == nil {
		err = f.conn.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&journal)
	}
	schema, schemaErr := f.number(ctx, "SELECT coalesce(max(version_id), 0) FROM goose_db_version")
	switch {
	case err != nil:
		r.add("database", Problem, "it cannot be read: %v", err)
	case schemaErr != nil:
		r.add("database", Problem, "the number of its schema cannot be read: %v", schemaErr)
	case id != applicationID:
		r.add("database", Problem, "it is marked as the file of another program (%d)", id)
	case journal != "wal":
		r.add("database", Warning, "SQLite %s, schema %d, without a log (%s); the next start sets that right", version, schema, journal)
	default:
		r.add("database", Fine, "SQLite %s, schema %d, with a log", version, schema)
	}
	f.examinePages(ctx, r)
	f.examineAudit(ctx, r)
}

// examinePages runs SQLite's own checks of the whole file.
func (f *file) examinePages(ctx context.Context, r *Report) {
	for _, check := range []struct{ pragma, sound, well string }{
		{"PRAGMA integrity_check(20)", "ok", "SQLite finds no damaged page"},
		{"PRAGMA foreign_key_check", "", "every row belongs to somebody"},
	} {
		found, err := f.lines(ctx, check.pragma)
		switch {
		case err != nil:
			r.add("pages", Problem, "SQLite's check stops: %v", err)
		case strings.Join(found, "; ") != check.sound:
			r.add("pages", Problem, "SQLite finds: %s", strings.Join(found, "; "))
		default:
			r.add("pages", Fine, "%s", check.well)
		}
	}
}

// lines is the first column of every row of an answer.
func (f *file) lines(ctx context.Context, statement string) ([]string, error) {
	rows, err := f.conn.QueryContext(ctx, statement)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	values := make([]any, len(columns))
	for i := range values {
		values[i] = new(any)
	}
	var out []string
	for rows.Next() {
		if err := rows.Scan(values...); err != nil {
			return out, err
		}
		out = append(out, fmt.Sprint(*values[0].(*any)))
	}
	return out, rows.Err()
}

// examineAudit looks for gaps in the audit log.
func (f *file) examineAudit(ctx context.Context, r *Report) {
	n, err := f.number(ctx, "SELECT count(*) FROM (SELECT 1 FROM audit GROUP BY person_id HAVING count(*) <> max(number))")
	switch {
	case err != nil:
		r.add("audit log", Problem, "it cannot be read: %v", err)
	case n > 0:
		r.add("audit log", Problem, "lines are missing")
	default:
		r.add("audit log", Fine, "no line is missing")
	}
}
