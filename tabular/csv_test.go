package tabular_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"io"
	"os"
	"strings"
	"testing"

	"charley"
	"charley/diary"
	"charley/share"
	"charley/tabular"
)

var update = flag.Bool("update", false, "rewrite the tables in testdata")

// A whole diary in all tables, to be read: a stay away, an evening that was left half, notes that are formulas.
func TestTheTables(t *testing.T) {
	d := awkward(t)
	for _, table := range tabular.Tables() {
		var got bytes.Buffer
		if err := tabular.CSV.Write(&got, table, d, baseOf(t)); err != nil {
			t.Fatal(err)
		}
		file := "testdata/" + tabular.CSV.File(table)
		if *update {
			if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(file); err != nil || !bytes.Equal(got.Bytes(), want) {
			t.Errorf("got another table than %s (%v); go test ./tabular -update rewrites it:\n%s", file, err, got.String())
		}
	}
}

func TestSilenceIsEmptyAndNeverAZero(t *testing.T) {
	d := awkward(t)
	nights := map[string]map[string]string{}
	for _, row := range csvOf(t, d, "nights") {
		nights[row["night"]] = row
	}
	for _, c := range []struct{ name, night, column, want string }{
		{"a night of which nothing is known is not quiet", "2026-11-18", "cramp_count", ""},
		{"nor recorded", "2026-11-18", "recorded", "false"},
		{"nor good", "2026-11-18", "bad", ""},
		{"a morning that says nothing of cramps is no zero", "2026-11-21", "cramp_count", ""},
		{"a quiet night is one", "2026-11-22", "cramp_count", "0"},
		{"no sleep lost, said so", "2026-11-19", "sleep_lost", "0"},
		{"sleep lost, not said", "2026-11-22", "sleep_lost", ""},
		{"a cramp makes a night bad", "2026-11-19", "bad", "true"},
		{"a night away", "2026-11-18", "away", "true"},
		{"a night that begins in New York", "2026-11-20", "zone", "America/New_York"},
		{"the clock at the bed", "2026-11-19", "in_bed", "2026-11-19T23:00:00+01:00"},
		{"and how far it was ahead", "2026-11-19", "in_bed_offset", "60"},
		{"what another program wrote", "2026-11-21", "morning_extra", `{"mood":3}`},
	} {
		if got := nights[c.night][c.column]; got != c.want {
			t.Errorf("%s: %s of %s: got %q, want %q", c.name, c.column, c.night, got, c.want)
		}
	}
	if len(nights) != 5 {
		t.Errorf("got %d nights, want every calendar night from the 18th to the 22nd", len(nights))
	}
	spells := csvOf(t, d, "episodes")
	if len(spells) != 2 || spells[0]["tried"] != "none" || spells[0]["places"] != "calf;toes" || spells[0]["hard"] != "false" || spells[1]["tried"] != "" || spells[1]["hard"] != "" {
		t.Errorf("got %v", spells)
	}
}

// A spreadsheet that opens the file must run nothing that stands in a note, and whoever reads it back must get the note.
func TestNoTextIsAFormula(t *testing.T) {
	notes := map[string]string{}
	for _, row := range csvOf(t, awkward(t), "episodes") {
		notes[row["what"]] = row["note"]
	}
	if want := "'=cmd|' /C calc'!A0"; notes["cramp"] != want {
		t.Errorf("got %q, want %q", notes["cramp"], want)
	}
	for _, s := range []string{"=1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "'x", "''x", " =1", "\u00a0=1", "＝1", "x=1", "", "ü", " x", "a\r\nb", `"`, "'"} {
		d := share.Diary{Facts: []charley.Fact{{Entry: charley.Entry{Kind: charley.KindFact, Fields: charley.Fields{"note": charley.Value(s)}}}}}
		var out bytes.Buffer
		if err := tabular.CSV.Write(&out, tableOf(t, "facts"), d, nil); err != nil {
			t.Fatal(err)
		}
		got := noteIn(t, out.String())
		if got != "" && strings.ContainsAny(strings.TrimLeft(got, " \u00a0")[:1], "=+-@\t\r\n") {
			t.Errorf("%q: got %q", s, got)
		}
		if got != s && got != "'"+s {
			t.Errorf("%q: got %q, and it cannot be had back", s, got)
		}
		if strings.HasPrefix(got, "'") == (got == s) && s != "" {
			t.Errorf("%q: got %q: whether a sign was put before it cannot be told", s, got)
		}
	}
}

// noteIn is the note of a table with one row. It reads by RFC 4180 alone: the reader of the standard library takes
// carriage returns out.
func noteIn(t *testing.T, table string) string {
	t.Helper()
	head, row, _ := strings.Cut(table, "\r\n")
	at := 0
	for i, name := range strings.Split(head, ",") {
		if name == "note" {
			at = i
		}
	}
	for i := 0; ; i++ {
		value, rest := "", row
		if quoted, ok := strings.CutPrefix(row, `"`); ok {
			for value = ""; ; {
				part, after, ok := strings.Cut(quoted, `"`)
				if !ok {
					t.Fatalf("a field does not end: %q", row)
				}
				value += part
				if again, ok := strings.CutPrefix(after, `"`); ok {
					value, quoted = value+`"`, again
					continue
				}
				rest = after
				break
			}
		} else {
			end := strings.IndexAny(row, ",\r")
			value, rest = row[:end], row[end:]
		}
		if i == at {
			return value
		}
		row = strings.TrimPrefix(rest, ",")
	}
}

func TestWhatATrialDrewIsThereOnlyWhereItIsShown(t *testing.T) {
	d, sealed := tested(t)
	shown := csvOf(t, d, "trial_nights")
	if len(shown) != 16 {
		t.Fatalf("got %d nights", len(shown))
	}
	for k, row := range shown {
		if row["arm"] != string(rune('0'+sealed.Arms[k])) || row["number"] == "" || row["block"] == "" {
			t.Errorf("night %d: got %v, want arm %d", k+1, row, sealed.Arms[k])
		}
	}
	if shown[4]["followed"] != "false" || shown[3]["followed"] != "true" || shown[13]["followed"] != "" {
		t.Errorf("got %v", shown)
	}
	if got := csvOf(t, d, "trials"); got[0]["drawn"] != "shown" || got[0]["looks"] != "8-on_track" || got[0]["until"] != sealed.Last().String() {
		t.Errorf("got %v", got)
	}

	hidden := d
	hidden.Trials = []charley.Trial{d.Trials[0]}
	hidden.Trials[0].Sealed = ""
	var all bytes.Buffer
	if err := tabular.CSV.Archive(&all, hidden, baseOf(t)); err != nil {
		t.Fatal(err)
	}
	for k, row := range csvOf(t, hidden, "trial_nights") {
		if row["arm"]+row["block"]+row["period"]+row["weekend"] != "" {
			t.Errorf("night %d: got %v", k+1, row)
		}
	}
	if got := csvOf(t, hidden, "trials")[0]["drawn"]; got != "hidden" {
		t.Errorf("got %q", got)
	}
	for name, text := range unzipped(t, all.Bytes()) {
		if strings.Contains(text, sealed.Seed) || strings.Contains(text, "[0,1") || strings.Contains(text, "arms") && name != "dictionary.csv" {
			t.Errorf("%s holds what was drawn", name)
		}
	}

	broken := d
	broken.Trials = []charley.Trial{d.Trials[0]}
	broken.Trials[0].Measure = "bother"
	if got := csvOf(t, broken, "trials")[0]["drawn"]; got != "broken" || csvOf(t, broken, "trial_nights")[0]["arm"] != "" {
		t.Errorf("got %q", got)
	}
}

// unzipped are the files of an archive, in text.
func unzipped(t *testing.T, archive []byte) map[string]string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(text)
	}
	return out
}

func TestTheSameDiaryGivesTheSameBytes(t *testing.T) {
	for _, f := range []tabular.Format{tabular.CSV, tabular.Parquet} {
		var one, two bytes.Buffer
		d := simulated(t, 40, 3)
		if err := errors.Join(f.Archive(&one, d, baseOf(t)), f.Archive(&two, d, baseOf(t))); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(one.Bytes(), two.Bytes()) {
			t.Errorf("%s: the second archive differs", f)
		}
		if got := len(unzipped(t, one.Bytes())); got != len(tabular.Tables()) {
			t.Errorf("%s: got %d files", f, got)
		}
	}
}

func TestEveryColumnIsInTheDictionary(t *testing.T) {
	said := map[string]map[string]string{}
	for _, row := range csvOf(t, share.Diary{}, "dictionary") {
		said[row["table"]+"."+row["column"]] = row
	}
	n := 0
	for _, table := range tabular.Tables() {
		var out bytes.Buffer
		if err := tabular.CSV.Write(&out, table, share.Diary{}, nil); err != nil {
			t.Fatal(err)
		}
		head, err := csv.NewReader(&out).Read()
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for i, name := range head {
			row := said[table.Name+"."+name]
			if row["doc"] == "" || row["type"] == "" || seen[name] || name != table.Columns[i].Name {
				t.Errorf("%s.%s is there twice, or the dictionary says nothing of it", table.Name, name)
			}
			seen[name] = true
			n++
		}
		if said[table.Name+"."]["doc"] == "" {
			t.Errorf("the dictionary says nothing of %s", table.Name)
		}
	}
	if len(said) != n+len(tabular.Tables()) {
		t.Errorf("the dictionary has %d rows for %d columns", len(said), n)
	}
}

func TestATroubleWhileReadingIsNoWholeTable(t *testing.T) {
	wrong := errors.New("the disk")
	d, _ := tested(t)
	whole := d.Nights
	d.Nights = func(yield func(diary.NightRecord, error) bool) {
		for n := range whole {
			if !yield(n, nil) {
				return
			}
			break
		}
		yield(diary.NightRecord{}, wrong)
	}
	for _, f := range []tabular.Format{tabular.CSV, tabular.Parquet} {
		for _, name := range []string{"nights", "episodes", "exposures", "trial_nights"} {
			if err := f.Write(io.Discard, tableOf(t, name), d, nil); !errors.Is(err, wrong) {
				t.Errorf("%s as %s: got %v", name, f, err)
			}
		}
		if err := f.Archive(io.Discard, d, nil); !errors.Is(err, wrong) {
			t.Errorf("%s: got %v", f, err)
		}
	}
}
