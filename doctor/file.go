package doctor

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// A file is an SQLite database looked at directly, because the store asks
// questions that a damaged one may not be able to answer. The driver is the one
// that package store links. Nothing is ever written through it.
type file struct {
	db     *sql.DB
	conn   *sql.Conn
	asLies bool   // read without locks and log, from a disk that nobody can write
	copied string // folder of our own with a copy that is read instead; "" if it is the file itself
}

// openFile opens a database to look at it. SQLite makes files beside a database
// also to read it; where it cannot, the file is read as it lies if nothing waits
// in its log, and else from a private copy.
func openFile(ctx context.Context, path string) (*file, error) {
	f, err := openAt(ctx, path, "")
	if err == nil {
		_, err = f.number(ctx, "SELECT count(*) FROM sqlite_schema")
	}
	if f != nil && !cannotMakeFiles(err) {
		return f, nil // also if it is damaged: what is asked later will tell
	}
	if f != nil {
		err = errors.Join(err, f.close())
	}
	if !cannotMakeFiles(err) {
		return nil, err
	}
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		return openCopy(ctx, path)
	}
	f, err = openAt(ctx, path, "&immutable=1")
	if f != nil {
		f.asLies = true
	}
	return f, err
}

// cannotMakeFiles says that SQLite lacks the files beside a database, or the
// right to make them: https://sqlite.org/rescode.html.
func cannotMakeFiles(err error) bool {
	var e interface{ Code() int }
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code() & 0xff {
	case 8, 10, 13, 14: // read-only, input or output, full, cannot open
		return true
	}
	return false
}

// openCopy opens a copy of a database and its log.
func openCopy(ctx context.Context, path string) (*file, error) {
	dir, err := os.MkdirTemp("", "charley-doctor-")
	if err != nil {
		return nil, err
	}
	name := filepath.Join(dir, filepath.Base(path))
	for _, end := range []string{"", "-wal"} {
		if err := copyBytes(path+end, name+end); err != nil {
			return nil, errors.Join(err, os.RemoveAll(dir))
		}
	}
	f, err := openAt(ctx, name, "")
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	f.copied = dir
	return f, nil
}

func copyBytes(from, to string) error {
	r, err := os.Open(from)
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, r)
	return errors.Join(err, w.Close())
}

// openAt opens a database in one way.
func openAt(ctx context.Context, path, more string) (*file, error) {
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
		"?mode=ro&_pragma=busy_timeout(5000)&_pragma=query_only(1)&_pragma=trusted_schema(0)&_pragma=cell_size_check(1)&_pragma=mmap_size(0)"+more)
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &file{db: db, conn: conn}, nil
}

func (f *file) close() error {
	err := errors.Join(f.conn.Close(), f.db.Close())
	if f.copied != "" {
		err = errors.Join(err, os.RemoveAll(f.copied))
	}
	return err
}

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
	case f.asLies:
		r.add("database", Warning, "SQLite %s, schema %d; it was read as it lies, because nothing can be written in its folder", version, schema)
	case f.copied != "":
		r.add("database", Warning, "SQLite %s, schema %d; it was read from a copy, because nothing can be written in its folder", version, schema)
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
