package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"

	"charley"
)

// quickEnough is the size of a file that is checked before it is used, which
// takes some 2 ms a megabyte: 8 MB are about five years of nights. A larger file
// would make people wait, and is checked right after.
const quickEnough = 8 << 20

// An inspection is what a file turned out to be, found without changing it.
type inspection struct {
	small     bool  // quick_check takes no time that anybody would notice
	fresh     bool  // there is nothing in it yet
	schema    int64 // last migration
	diary     string
	revisions int64 // by all people
	checked   bool  // quick_check was run and found nothing
	damage    error // what quick_check found
}

// inspect looks at an SQLite file through a connection that cannot write.
func inspect(ctx context.Context, path string, db *sql.DB, e *engine) (in inspection, err error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return in, e.fail("open "+path, err)
	}
	c := &session{engine: e, conn: conn, statements: map[string]*sql.Stmt{}}
	defer c.close()
	in.small = size(path)+size(path+"-wal") <= quickEnough
	if in.fresh, err = recognise(ctx, conn); err != nil || in.fresh {
		return in, wrapPath(path, e, err)
	}
	if err := in.read(ctx, c); faultOf(err) == faultDamaged {
		in.damage = err
	} else if err != nil {
		return in, wrapPath(path, e, err)
	}
	if in.schema > latestSchema {
		return in, fmt.Errorf("%s was made by a newer Charley (schema %d, this one knows %d); use that version, nothing was changed: %w",
			path, in.schema, latestSchema, charley.ErrStorage)
	}
	return in, nil
}

// read finds out what is in a diary's file and, if it is small, checks it.
func (in *inspection) read(ctx context.Context, c *session) (err error) {
	if in.schema, err = one(ctx, c, "Schema", scanNumber); err != nil {
		return err
	}
	if in.revisions, err = one(ctx, c, "CountRevisions", scanNumber); err != nil {
		return err
	}
	in.diary, err = one(ctx, c, "DiaryID", scanText)
	if err != nil && !errors.Is(err, charley.ErrNotFound) {
		return err
	}
	if !in.small {
		return nil
	}
	err = checkFile(ctx, c, "quick_check")
	in.checked = err == nil
	return err
}

// recognise says whether a file is empty, and refuses one that is not ours.
func recognise(ctx context.Context, conn *sql.Conn) (fresh bool, err error) {
	var id, tables int64
	if err := conn.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return false, err
	}
	// The table of migrations is made just before the first of them.
	err = conn.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema WHERE tbl_name <> 'goose_db_version' AND name NOT LIKE 'sqlite_%'").Scan(&tables)
	if err != nil {
		return false, err
	}
	if id == applicationID {
		return false, nil
	}
	if id == 0 && tables == 0 {
		return true, nil
	}
	return false, fmt.Errorf("it belongs to another program (application id %d): %w", id, charley.ErrStorage)
}

// checkFile runs SQLite's own check; nil is a sound file.
func checkFile(ctx context.Context, c *session, check string) error {
	rows, err := c.conn.QueryContext(ctx, "PRAGMA "+check+"(5)")
	if err != nil {
		return c.fail(ctx, check, err)
	}
	defer rows.Close()
	var found []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return c.fail(ctx, check, err)
		}
		found = append(found, line)
	}
	if err := rows.Err(); err != nil {
		return c.fail(ctx, check, err)
	}
	if len(found) == 1 && found[0] == "ok" {
		return nil
	}
	return &failure{fault: faultDamaged, what: check, cause: errors.New(strings.Join(found, "; "))}
}

// wrapPath says which file could not be read, and that nothing was done to it.
func wrapPath(path string, e *engine, err error) error {
	if err == nil {
		return nil
	}
	return e.fail("the diary's file "+path+" cannot be read; nothing was changed", err)
}

func scanNumber(r row) (n int64, err error) {
	err = r.Scan(&n)
	return n, err
}

// size is the length of a file in bytes; 0 if it is not there.
func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
