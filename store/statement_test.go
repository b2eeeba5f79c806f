package store

import (
	"strings"
	"testing"
)

func TestPlaceholdersForPostgreSQL(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"none", "SELECT 1", "SELECT 1"},
		{"in order", "a = ?1 AND b = ?2", "a = $1 AND b = $2"},
		{"used twice and out of order", "b = ?2 - 1 OR a = ?1 OR b = ?2", "b = $2 - 1 OR a = $1 OR b = $2"},
		{"two digits", "(?1, ?10, ?11)", "($1, $10, $11)"},
	} {
		if got := numbered(c.in); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestPlaceholdersForSQLite(t *testing.T) {
	for in, want := range map[string]string{
		"SELECT 1":            "SELECT 1",
		"(?1, ?2, ?3)":        "(?, ?, ?)",
		"(?1, f(?1), ?2)":     "(?1, f(?1), ?2)",
		"a = ?2 WHERE b = ?1": "a = ?2 WHERE b = ?1",
	} {
		if got := asWritten(in); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

func TestEveryStatementSuitsBothEngines(t *testing.T) {
	sqlite, err := loadStatements(asWritten)
	if err != nil {
		t.Fatal(err)
	}
	postgres, err := loadStatements(numbered)
	if err != nil {
		t.Fatal(err)
	}
	if len(sqlite) < 20 || len(sqlite) != len(postgres) {
		t.Errorf("%d statements for SQLite, %d for PostgreSQL", len(sqlite), len(postgres))
	}
	for name, text := range postgres {
		if strings.Contains(text, "?") {
			t.Errorf("%s still holds a question mark: %s", name, text)
		}
		if sqlite[name] == "" {
			t.Errorf("%s is empty", name)
		}
	}
}

func TestAQueryFileThatIsWrong(t *testing.T) {
	for name, text := range map[string]string{
		"no semicolon":   "-- name: A\nSELECT 1\n",
		"two statements": "-- name: A\nSELECT 1; SELECT 2;\n",
		"one name twice": "-- name: A\nSELECT 1;\n-- name: A\nSELECT 2;\n",
	} {
		if err := parseStatements(text, asWritten, map[string]string{}); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
