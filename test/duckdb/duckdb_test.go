package duckdb

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/diary"
	"charley/knowledge"
	"charley/share"
	"charley/simulate"
	"charley/tabular"
)

// A read is what DuckDB found in a file.
type read struct {
	Columns [][2]string          `json:"columns"`
	Rows    []map[string]*string `json:"rows"`
	Meta    map[string]string    `json:"meta"`
	Packed  []string             `json:"packed"`
}

// duck reads files with DuckDB, all in one run.
func duck(t *testing.T, files ...string) []read {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("node is not installed: scripts/install-test-needs")
	}
	if _, err := os.Stat("node_modules/@duckdb/node-api"); err != nil {
		t.Skip("DuckDB is not installed: scripts/install-test-needs")
	}
	cmd := exec.Command("node", append([]string{"read.mjs"}, files...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("read with DuckDB: %v\n%s", err, stderr.String())
	}
	var all []read
	for line := range bytes.Lines(out) {
		var r read
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

// types are what DuckDB calls the types of columns.
var types = map[tabular.Type]string{
	tabular.Text: "VARCHAR", tabular.Number: "DOUBLE", tabular.Whole: "BIGINT", tabular.Truth: "BOOLEAN", tabular.Date: "DATE", tabular.Stamp: "TIMESTAMP WITH TIME ZONE",
}

// Every table of a diary is written as Parquet and as CSV; DuckDB must find the same in the one that the other says.
func TestDuckDBReadsEveryTable(t *testing.T) {
	base, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	d := diaryOf(t)
	var files []string
	for _, table := range tabular.Tables() {
		file := filepath.Join(t.TempDir(), tabular.Parquet.File(table))
		out, err := os.Create(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(tabular.Parquet.Write(out, table, d, base), out.Close()); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	for i, got := range duck(t, files...) {
		table := tabular.Tables()[i]
		var text bytes.Buffer
		if err := tabular.CSV.Write(&text, table, d, base); err != nil {
			t.Fatal(err)
		}
		compare(t, table, got, text.String())
		if got.Meta["charley.table"] != table.Name || got.Meta["charley.tables"] != "1" || got.Meta["charley.hash"] != d.Hash || got.Meta["charley.bad_bother"] != "4" {
			t.Errorf("%s: got the metadata %v", table.Name, got.Meta)
		}
		if len(got.Packed) > 1 || len(got.Packed) == 1 && got.Packed[0] != "ZSTD" {
			t.Errorf("%s: packed with %v", table.Name, got.Packed)
		}
	}
}

// compare holds what DuckDB found against the table as CSV.
func compare(t *testing.T, table tabular.Table, got read, text string) {
	t.Helper()
	for i, c := range table.Columns {
		if i >= len(got.Columns) || got.Columns[i] != [2]string{c.Name, types[c.Type]} {
			t.Fatalf("%s: got the columns %v, want %s %s as number %d", table.Name, got.Columns, c.Name, types[c.Type], i)
		}
	}
	in := csv.NewReader(strings.NewReader(text))
	lines, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Rows) != len(lines)-1 {
		t.Fatalf("%s: got %d rows, want %d", table.Name, len(got.Rows), len(lines)-1)
	}
	nulls := 0
	for r, line := range lines[1:] {
		for i, c := range table.Columns {
			value := got.Rows[r][c.Name]
			if value == nil {
				nulls++
			}
			if (value == nil) != (line[i] == "") || value != nil && !same(c.Type, *value, line[i]) {
				t.Errorf("%s, row %d, %s: got %v, want %q", table.Name, r+1, c.Name, shown(value), line[i])
			}
		}
	}
	if table.Name == "nights" && nulls < 20 {
		t.Errorf("got %d empty cells: this diary proves little", nulls)
	}
}

func shown(s *string) string {
	if s == nil {
		return "nothing"
	}
	return *s
}

// same says that a value of DuckDB's, as it shows it, is that of a CSV cell.
func same(kind tabular.Type, duck, cell string) bool {
	switch kind {
	case tabular.Number:
		return strings.TrimSuffix(duck, ".0") == cell
	case tabular.Stamp:
		a, err := time.Parse(time.RFC3339, duck)
		b, err2 := time.Parse(time.RFC3339, cell)
		return errors.Join(err, err2) == nil && a.Equal(b)
	case tabular.Text: // encoding/csv reads CR LF as LF; the sign before a formula is CSV's alone
		return strings.ReplaceAll(duck, "\r\n", "\n") == strings.TrimPrefix(cell, "'")
	}
	return duck == cell
}

// diaryOf is three weeks of a simulated person, with notes in every script and a note that is a formula.
func diaryOf(t *testing.T) share.Diary {
	t.Helper()
	s := charley.DefaultSettings("Europe/Berlin")
	d := share.Diary{Person: "p", Settings: s, Hash: "00ff", Program: "test", Knowledge: "1"}
	var entries []charley.Entry
	notes := []string{"Krämpfe übers Öhr, früh", "=1+1", "@SUM(A1)", "'quoted", "ночью 🌙", "zwei\r\nZeilen, \"und\" Komma", "ﷺ 足がつる"}
	n := 0
	for it := range simulate.Person(simulate.Options{Nights: 21, Seed: 3}).Items() {
		if it.Kind == charley.KindMorning || it.Kind == charley.KindEpisode {
			it.Body["note"] = notes[n%len(notes)]
			n++
		}
		draft, err := diary.NewDraft(it.Kind, it.Body)
		if err != nil {
			t.Fatal(err)
		}
		step, err := draft.Put(it.ID, nil, diary.Context{Now: it.At, Settings: s, Caller: charley.Caller{Person: "p", Name: "owner", Via: "test"}})
		if err != nil {
			t.Fatal(err)
		}
		switch e := step.Entry; e.Kind {
		case charley.KindFact:
			d.Facts = append(d.Facts, e.Fact())
		default:
			entries = append(entries, e)
			if d.From.IsZero() || e.Night.Before(d.From) {
				d.From = e.Night
			}
			if d.To.Before(e.Night) {
				d.To = e.Night
			}
		}
	}
	if n < len(notes) {
		t.Fatalf("got %d notes: this diary proves little", n)
	}
	d.Nights = func(yield func(diary.NightRecord, error) bool) {
		for _, n := range diary.Assemble(entries, d.From, d.To, s) {
			if !yield(n, nil) {
				return
			}
		}
	}
	return d
}
