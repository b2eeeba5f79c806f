package store

import (
	"context"
	"database/sql"
	"testing"

	"github.com/pressly/goose/v3"
)

// UpTo runs the migrations of one engine up to a schema, and calls inside at the
// end of each but before its commit.
func UpTo(ctx context.Context, dialect goose.Dialect, db *sql.DB, schema int64, inside func()) error {
	folder := map[goose.Dialect]string{goose.DialectSQLite3: "sqlite", goose.DialectPostgres: "postgres"}[dialect]
	steps, err := migrations(folder, schema, func(context.Context, *sql.Tx) error {
		inside()
		return nil
	})
	if err != nil {
		return err
	}
	return migrate(ctx, dialect, db, steps)
}

// Raw opens a database as a migration does: foreign keys are off.
func Raw(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := rawFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func rawFile(path string) (*sql.DB, error) {
	db, err := openSQLite(path, "rwc", append(durability[:len(durability):len(durability)], pragma{"busy_timeout", "5000", "5000"}, pragma{"foreign_keys", "0", "0"}))
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

// RawFile is Raw for a program that is no test.
func RawFile(path string) (*sql.DB, error) { return rawFile(path) }
