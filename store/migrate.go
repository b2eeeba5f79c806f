package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"

	"charley"

	"github.com/google/uuid"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migration
var migrationFiles embed.FS

// latestSchema is the number of the last migration of both engines.
const latestSchema = 8

// migrations are the files of one engine's folder up to a schema, as steps for
// goose. Each runs in a transaction with the checks that its engine needs.
func migrations(engine string, upTo int64, check func(context.Context, *sql.Tx) error) ([]*goose.Migration, error) {
	names, err := fs.Glob(migrationFiles, "migration/"+engine+"/*.sql")
	if err != nil {
		return nil, err
	}
	var steps []*goose.Migration
	for _, name := range names {
		number, _, _ := strings.Cut(filepath.Base(name), "_")
		version, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("migration %s has no number: %w", name, err)
		}
		if version > upTo {
			continue
		}
		text, err := migrationFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		steps = append(steps, goose.NewGoMigration(version, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
			if _, err := tx.ExecContext(ctx, string(text)); err != nil {
				return err
			}
			return check(ctx, tx)
		}}, nil))
	}
	return steps, nil
}

// migrateFile brings an SQLite file to the latest schema, after a verified copy
// of what is in it. Foreign keys are off while tables are rebuilt, because
// dropping the old table would otherwise delete what refers to it; they are
// checked before each commit.
func migrateFile(ctx context.Context, path string, in inspection, e *engine) error {
	if !in.fresh {
		copied := filepath.Join(filepath.Dir(path), fmt.Sprintf("charley-before-schema-%d.db", latestSchema))
		if err := vacuumInto(ctx, path, copied); err != nil {
			return fmt.Errorf("copy the diary before its schema changes: %w", err)
		}
		if err := sameRows(ctx, path, copied); err != nil {
			return fmt.Errorf("verify the copy made before the schema changes: %w", err)
		}
	}
	return migrateFileTo(ctx, path, latestSchema, e)
}

// migrateFileTo runs the migrations up to one schema.
func migrateFileTo(ctx context.Context, path string, schema int64, e *engine) error {
	settings := append(durability[:len(durability):len(durability)], pragma{"busy_timeout", "5000", "5000"}, pragma{"foreign_keys", "0", "0"})
	db, err := openSQLite(path, "rw", settings)
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	steps, err := migrations("sqlite", schema, foreignKeysHold)
	if err != nil {
		return err
	}
	if err := migrate(ctx, goose.DialectSQLite3, db, steps); err != nil {
		return e.fail("bring "+path+" up to date", err)
	}
	return nameDiary(ctx, db, e)
}

// foreignKeysHold refuses to commit a migration that lost a row others refer to.
func foreignKeysHold(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, "PRAGMA foreign_key_check")
	if err != nil {
		return err
	}
	defer rows.Close()
	if rows.Next() {
		return fmt.Errorf("rows would be left without those they refer to: %w", charley.ErrStorage)
	}
	return rows.Err()
}

// migratePostgres brings a database to the latest schema. Two programs that
// start at once take turns.
func migratePostgres(ctx context.Context, db *sql.DB, e *engine) error {
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return err
	}
	steps, err := migrations("postgres", latestSchema, func(context.Context, *sql.Tx) error { return nil })
	if err != nil {
		return err
	}
	if err := migrate(ctx, goose.DialectPostgres, db, steps, goose.WithSessionLocker(locker)); err != nil {
		return e.fail("bring the database up to date", err)
	}
	return nameDiary(ctx, db, e)
}

func migrate(ctx context.Context, dialect goose.Dialect, db *sql.DB, steps []*goose.Migration, more ...goose.ProviderOption) error {
	options := append(more, goose.WithGoMigrations(steps...), goose.WithDisableGlobalRegistry(true))
	provider, err := goose.NewProvider(dialect, db, nil, options...)
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

// nameDiary gives a new diary its id.
func nameDiary(ctx context.Context, db *sql.DB, e *engine) error {
	c, err := newSession(ctx, e, db)
	if err != nil {
		return err
	}
	id, err := uuid.NewV7()
	if err == nil {
		_, err = c.exec(ctx, "NameDiary", id.String())
	}
	return errors.Join(err, c.close())
}
