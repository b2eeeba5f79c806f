package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"charley"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

const (
	oldestPostgres  = 150000           // server_version_num of PostgreSQL 15
	postgresReaders = 8                // connections for reading
	connectPatience = 10 * time.Second // for a server that does not answer
	writePatience   = 30 * time.Second // for one that stops answering
)

// openPostgres opens a diary in a PostgreSQL database. What SQLite's folder
// lock, marker and checks do is the server's business there.
func openPostgres(ctx context.Context, o Options) (*Store, error) {
	config, err := postgresConfig(o.DSN)
	if err != nil {
		return nil, fmt.Errorf("read the database's address: %w", err) // shows no password
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectPatience
	}
	config.RuntimeParams["application_name"] = "charley"
	config.RuntimeParams["synchronous_commit"] = "on"
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(postgresReaders + 2) // and the writer, and a ping
	db.SetMaxIdleConns(postgresReaders + 2)
	s, err := startPostgres(ctx, db, o.ReadOnly)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if s.folder = o.Dir; s.folder != "" && s.group != nil {
		if err := s.settleErasure(ctx); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, nil
}

// startPostgres checks the server, migrates, and starts the writer.
func startPostgres(ctx context.Context, db *sql.DB, readOnly bool) (*Store, error) {
	e, err := postgresEngine(ctx, db)
	if err != nil {
		return nil, err
	}
	schema, err := postgresSchema(ctx, db, e)
	if err != nil {
		return nil, err
	}
	e.schema = schema
	s := &Store{engine: e, health: newHealth(""), schema: schema, ping: db.PingContext, cancel: func() {}}
	s.readers = newPoolOf(db, e, postgresReaders)
	if readOnly {
		s.health = newHealth(problemAsked)
		if schema == 0 {
			return nil, fmt.Errorf("there is no diary in this database: %w", charley.ErrNotFound)
		}
		return s, nil
	}
	if schema < latestSchema {
		if err := migratePostgres(ctx, db, e); err != nil {
			return nil, err
		}
		s.schema, e.schema = latestSchema, latestSchema
	}
	s.group = newGroup(db, e, s.health, nil)
	return s, nil
}

// postgresEngine describes a server, and refuses one that would lose entries.
func postgresEngine(ctx context.Context, db *sql.DB) (*engine, error) {
	e := &engine{
		beginRead:  "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
		beginWrite: "BEGIN ISOLATION LEVEL REPEATABLE READ",
		// Servers on one database write one after the other, as programs on one file do. Without this, two batches
		// that hold each other's people wait a whole second for PostgreSQL to notice, and are run again and again.
		// It comes before the first question, because that is what the snapshot is made for; readers do not wait.
		queue: "LOCK TABLE diary IN EXCLUSIVE MODE",
		// A server that hangs while it has its turn loses it before the others' patience is over.
		writing:  "SET idle_in_transaction_session_timeout = '20s'",
		classify: postgresFault,
		patience: writePatience,
	}
	var version, number, fsync, pages string
	err := db.QueryRowContext(ctx, `SELECT current_setting('server_version'), current_setting('server_version_num'),
		current_setting('fsync'), current_setting('full_page_writes')`).Scan(&version, &number, &fsync, &pages)
	if err != nil {
		return nil, e.fail("reach the database server", err)
	}
	if n, err := strconv.Atoi(number); err != nil || n < oldestPostgres {
		return nil, fmt.Errorf("PostgreSQL %s is too old, 15 is the oldest that will do: %w", version, charley.ErrStorage)
	}
	if fsync != "on" || pages != "on" {
		return nil, fmt.Errorf("this PostgreSQL would lose entries in a power cut; set fsync and full_page_writes to on: %w", charley.ErrStorage)
	}
	e.name = "PostgreSQL " + version
	e.statements, err = loadStatements(numbered)
	return e, err
}

// postgresSchema is the number of the last migration; 0 for a new database.
func postgresSchema(ctx context.Context, db *sql.DB, e *engine) (schema int64, err error) {
	var there bool
	if err := db.QueryRowContext(ctx, "SELECT to_regclass('goose_db_version') IS NOT NULL").Scan(&there); err != nil {
		return 0, e.fail("look into the database", err)
	}
	if !there {
		return 0, nil
	}
	if err := db.QueryRowContext(ctx, e.statements["Schema"]).Scan(&schema); err != nil {
		return 0, e.fail("look into the database", err)
	}
	if schema > latestSchema {
		return 0, fmt.Errorf("the database was made by a newer Charley (schema %d, this one knows %d); use that version, nothing was changed: %w",
			schema, latestSchema, charley.ErrStorage)
	}
	return schema, nil
}

// postgresFault tells what an error of PostgreSQL means: appendix A of its
// manual, "PostgreSQL Error Codes". Everything that does not come from the
// server, but for a caller who gave up, means that the connection is gone.
func postgresFault(err error) fault {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		if errors.Is(err, sql.ErrNoRows) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
			return faultNone
		}
		return faultLost
	}
	switch e.Code {
	case "53100": // disk_full
		return faultFull
	case "25006": // read_only_sql_transaction
		return faultReadOnly
	case "40001", "40P01", "23505": // serialization_failure, deadlock_detected, unique_violation
		return faultRaced
	case "58030": // io_error
		return faultIO
	case "XX001", "XX002": // data_corrupted, index_corrupted
		return faultDamaged
	case "57P01", "57P02", "57P03", "53300", "25P03": // shutting down, crashed, starting, too many connections, too long idle
		return faultLost
	}
	if e.Code[:2] == "08" { // connection exceptions
		return faultLost
	}
	return faultNone
}
