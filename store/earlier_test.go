package store_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"charley/charleytest"
	"charley/store"

	"github.com/pressly/goose/v3"
)

// firstKept is the schema of the earliest program that kept a diary. The first
// two migrations came out together, so a diary of schema 1 is made here, of what
// the program of schema 2 wrote.
const firstKept = 2

// kept is a file of testdata/schema, which the programs of their time wrote: see
// scripts/old-diary.
func kept(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "schema", name+".gz"))
	if err != nil {
		t.Fatalf("no diary of an earlier Charley: %v; make it with scripts/old-diary before a newer schema is begun", err)
	}
	r, err := gzip.NewReader(bytes.NewReader(raw))
	if err == nil {
		raw, err = io.ReadAll(r)
	}
	if err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
	return raw
}

// earlierFile puts a diary of an earlier schema into a folder.
func earlierFile(t testing.TB, dir string, schema int) (path string) {
	t.Helper()
	path = filepath.Join(dir, store.FileName)
	put := func(path string, schema int) {
		if err := os.WriteFile(path, kept(t, fmt.Sprint(schema, ".db")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if schema >= firstKept {
		put(path, schema)
		return path
	}
	later := filepath.Join(t.TempDir(), "later.db")
	put(later, firstKept)
	db := store.Raw(t, path)
	up(t, goose.DialectSQLite3, db, schema)
	do(t, db, "ATTACH '"+later+"' AS later")
	for _, table := range tables(t, db, sqliteColumns) {
		if table.name != "goose_db_version" {
			do(t, db, fmt.Sprintf("INSERT INTO main.%s SELECT %s FROM later.%[1]s", table.name, table.columns))
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// earlierDatabase is a PostgreSQL database of an earlier schema.
func earlierDatabase(t testing.TB, schema int) (dsn string) {
	t.Helper()
	dsn = charleytest.Postgres(t)
	db := database(t, dsn)
	if schema >= firstKept {
		do(t, db, string(kept(t, fmt.Sprint(schema, ".sql"))))
		return dsn
	}
	up(t, goose.DialectPostgres, db, schema)
	rows := "SET session_replication_role = replica;\n" // a dump has the tables by their names, entries before people
	for line := range strings.Lines(string(kept(t, fmt.Sprint(firstKept, ".sql")))) {
		if strings.HasPrefix(line, "INSERT INTO public.") && !strings.HasPrefix(line, "INSERT INTO public.goose") {
			rows += line
		}
	}
	do(t, db, rows)
	return dsn
}

func up(t testing.TB, dialect goose.Dialect, db *sql.DB, schema int) {
	t.Helper()
	if err := store.UpTo(context.Background(), dialect, db, int64(schema), func() {}); err != nil {
		t.Fatalf("make schema %d: %v", schema, err)
	}
}

func database(t testing.TB, dsn string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func do(t testing.TB, db *sql.DB, statement string) {
	t.Helper()
	if _, err := db.Exec(statement); err != nil {
		t.Fatalf("%.120s: %v", statement, err)
	}
}

// A columned is a table and the columns that it had.
type columned struct{ name, columns string }

// How each engine tells its tables and their columns, in the order of both.
const (
	sqliteColumns = `SELECT m.name, c.name FROM main.sqlite_schema m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid`
	postgresColumns = `SELECT table_name, column_name FROM information_schema.columns
		WHERE table_schema = 'public' ORDER BY table_name, ordinal_position`
)

func tables(t testing.TB, db *sql.DB, ask string) (all []columned) {
	t.Helper()
	for _, row := range lines(t, db, ask) {
		table, column, _ := strings.Cut(row, "\t")
		if n := len(all); n > 0 && all[n-1].name == table {
			all[n-1].columns += ", " + column
		} else {
			all = append(all, columned{table, column})
		}
	}
	if len(all) == 0 {
		t.Fatal("no tables were found")
	}
	return all
}

// lines are the rows of a question, each as one line.
func lines(t testing.TB, db *sql.DB, ask string) (all []string) {
	t.Helper()
	rows, err := db.Query(ask)
	if err != nil {
		t.Fatalf("%s: %v", ask, err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	for err == nil && rows.Next() {
		values, into := make([]any, len(names)), make([]any, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		err = rows.Scan(into...)
		words := make([]string, len(values))
		for i, v := range values {
			words[i] = fmt.Sprint(v)
		}
		all = append(all, strings.Join(words, "\t"))
	}
	if err == nil {
		err = rows.Err()
	}
	if err != nil {
		t.Fatalf("%s: %v", ask, err)
	}
	return all
}

// rowsBy is every row of some tables, in order, a line each.
type rowsBy map[columned][]string

// everything reads all rows of the tables as they were at a time.
func everything(t testing.TB, db *sql.DB, at []columned) rowsBy {
	t.Helper()
	all := rowsBy{}
	for _, table := range at {
		if table.name == "goose_db_version" {
			continue // says which schema it is, and that changes
		}
		rows := lines(t, db, "SELECT "+table.columns+" FROM "+table.name)
		slices.Sort(rows)
		all[table] = rows
	}
	return all
}

// same compares row by row.
func same(t testing.TB, what string, got, want rowsBy) {
	t.Helper()
	for table, rows := range want {
		if !slices.Equal(got[table], rows) {
			t.Errorf("%s: table %s (%s) has %d rows, not the %d it had:\n got %.400q\nwant %.400q", what, table.name, table.columns,
				len(got[table]), len(rows), missing(got[table], rows), missing(rows, got[table]))
		}
	}
}

// missing are the rows of one that are not in the other.
func missing(of, from []string) (some []string) {
	for _, row := range of {
		if _, found := slices.BinarySearch(from, row); !found {
			some = append(some, row)
		}
	}
	return some
}
