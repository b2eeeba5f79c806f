package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"charley"
	"charley/app"
)

// CopyTo writes a consistent copy of the diary to an SQLite file while it is
// being used. The file must not be there yet; it appears under its name when it
// is whole and on the disk. Whoever calls it verifies the copy.
func (s *Store) CopyTo(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("copy the diary: %s is there already: %w", path, charley.ErrConflict)
	}
	if s.path != "" {
		return vacuumInto(ctx, s.path, path)
	}
	return s.export(ctx, path)
}

// vacuumInto copies an SQLite file, through SQLite, to a file beside path that
// is then given that name.
func vacuumInto(ctx context.Context, from, path string) error {
	db, err := openSQLite(from, "ro", safety[:])
	if err != nil {
		return err
	}
	defer db.Close()
	faults := &engine{classify: sqliteFaults(filepath.Dir(path))}
	return appear(path, func(name string) error {
		if _, err := db.ExecContext(ctx, "VACUUM INTO ?1", name); err != nil {
			return faults.fail("copy the diary", err)
		}
		return nil
	})
}

// export copies a diary of another engine into an SQLite file.
func (s *Store) export(ctx context.Context, path string) error {
	return appear(path, func(name string) error {
		to, err := OpenFile(ctx, name, Options{})
		if err != nil {
			return err
		}
		return errors.Join(Copy(ctx, s, to), to.Close())
	})
}

// appear makes a file under a temporary name, makes it durable, and renames it.
func appear(path string, fill func(name string) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("copy the diary: %w", meaning(err))
	}
	name := f.Name()
	defer func() {
		for _, end := range []string{"", "-wal", "-shm", "-journal"} {
			os.Remove(name + end) // fails for what is not there
		}
	}()
	f.Close()
	if err := fill(name); err != nil {
		return err
	}
	if f, err = os.OpenFile(name, os.O_RDWR, 0); err != nil {
		return fmt.Errorf("copy the diary: %w", meaning(err))
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("copy the diary: %w", meaning(err))
	}
	if err := os.Rename(name, path); err != nil {
		return fmt.Errorf("copy the diary: %w", meaning(err))
	}
	return meaning(syncFolder(filepath.Dir(path)))
}

// Copy puts everything that is in one store into another, which must be empty:
// charley.ErrConflict if it is not. The engines may differ. It is all there
// afterwards, or nothing is.
func Copy(ctx context.Context, from, to *Store) error {
	if to.group == nil {
		return charley.ErrReadOnly
	}
	return to.group.do(ctx, func(w app.Writer) error {
		return from.read(ctx, func(r *session) error { return copyAll(ctx, r, w.(*writer)) })
	})
}

// A table is how the rows of one are read and written.
type table struct {
	read, write string
	columns     int
}

// accountTables are those of a schema that say who may come in.
func accountTables(schema int64) (all []table) {
	if schema >= accountSchema {
		all = append(all, table{"AllCredentials", "KeepCredential", 3}, table{"AllRecovery", "AddRecovery", 2}, table{"AllPasskeys", "KeepPasskey", 10},
			table{"AllDevices", "KeepDevice", 13}, table{"AllLinks", "KeepLink", 5})
	}
	if schema >= peopleSchema {
		all = append(all, table{"AllAccounts", "KeepAccount", 7}, table{"AllGrants", "KeepGrant", 7}, table{"AllPasskeySessions", "KeepPasskeySession", 2})
	}
	return all
}

// auditTable is the log of a schema.
func auditTable(schema int64) table {
	if schema < peopleSchema {
		return table{"AllAuditBefore7", "CopyAudit", 9}
	}
	return table{"AllAudit", "CopyAudit", 9}
}

// copyAll copies table by table, people first because the others refer to them.
func copyAll(ctx context.Context, from *session, to *writer) error {
	n, err := countRows(ctx, to.session)
	if err != nil {
		return to.fail(err)
	}
	if n != (Count{}) {
		return fmt.Errorf("copy into a diary that is not empty: %w", charley.ErrConflict)
	}
	id, err := one(ctx, from, "DiaryID", scanText)
	if err != nil {
		return err
	}
	if err := to.write(ctx, "CopyDiaryID", id); err != nil {
		return err
	}
	schema, err := one(ctx, from, "Schema", scanNumber)
	if err != nil {
		return err
	}
	tables := append([]table{
		{"AllPeople", "CopyPerson", 5}, {"AllRevisions", "AddRevision", 16}, {"AllEntries", "AddEntry", 13}, auditTable(schema),
	}, accountTables(schema)...)
	if schema >= toldSchema {
		tables = append(tables, table{"AllTold", "KeepTold", 6})
	}
	for _, t := range tables {
		if err := copyTable(ctx, from, to, t.read, t.write, t.columns); err != nil {
			return err
		}
	}
	if schema < peopleSchema {
		_, err = to.drop(ctx, "FillAccounts")
	}
	return err
}

// copyTable streams the rows of one statement into another. Columns are texts
// and integers in both engines, so they need no translation.
func copyTable(ctx context.Context, from *session, to *writer, read, write string, columns int) error {
	values, into := make([]any, columns), make([]any, columns)
	for i := range values {
		into[i] = &values[i]
	}
	return from.query(ctx, read, func(rows *sql.Rows) error {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		return to.write(ctx, write, values...)
	})
}
