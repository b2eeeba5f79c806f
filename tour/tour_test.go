package tour

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"charley"
	"charley/diary"
	"charley/knowledge"
	"charley/simulate"
)

var update = flag.Bool("update", false, "rewrite the golden file")

// records are the nights of a simulated person, as the app would assemble them.
func records(t *testing.T, o simulate.Options) []diary.NightRecord {
	t.Helper()
	d := simulate.Person(o)
	var entries []charley.Entry
	for item := range d.Items() {
		draft, err := diary.NewDraft(item.Kind, item.Body)
		if err != nil {
			t.Fatal(err)
		}
		e := charley.Entry{
			ID: item.ID, Kind: item.Kind, Fields: draft.Fields, Night: draft.Fields.Night("night"),
			Until: draft.Fields.Night("night"), Client: item.At,
		}
		if until := draft.Fields.Night("until"); !until.IsZero() {
			e.Until = until
		}
		entries = append(entries, e)
	}
	last := d.Nights[len(d.Nights)-1].Night
	return diary.Assemble(entries, d.Options.Start, last, charley.DefaultSettings(d.Options.Zone))
}

func write(t *testing.T, nights []diary.NightRecord) string {
	t.Helper()
	base, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := Write(&b, nights, charley.DefaultSettings("Europe/Berlin"), base.Exposures().All()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	o := simulate.Demo(120, 7)
	o.Start = charley.Night{Year: 2026, Month: 7, Day: 26}
	got := write(t, records(t, o))
	file := filepath.Join("testdata", "tour.golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Whoever is simulated, the tour fits a terminal and says nothing it must not.
func TestEveryTourIsCalmAndFits(t *testing.T) {
	for _, nights := range []int{1, 6, 7, 30, 120, 400} {
		for seed := range uint64(5) {
			text := write(t, records(t, simulate.Options{Nights: nights, Seed: seed}))
			lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
			if nights >= 30 && (len(lines) < 25 || len(lines) > 45) {
				t.Errorf("%d nights, seed %d: %d lines", nights, seed, len(lines))
			}
			for _, line := range lines {
				if len(line) > width || strings.HasSuffix(line, " ") {
					t.Errorf("line of %d: %q", len(line), line)
				}
			}
			if strings.Contains(text, "NaN") || strings.Contains(text, "%!") {
				t.Errorf("%d nights, seed %d:\n%s", nights, seed, text)
			}
			calm := strings.ReplaceAll(text, "This is not a diagnosis.", "")
			if phrase := knowledge.Forbidden(strings.Join(strings.Fields(calm), " ")); phrase != "" {
				t.Errorf("%d nights, seed %d: uses %q", nights, seed, phrase)
			}
		}
	}
}

func TestNoNights(t *testing.T) {
	if got := write(t, nil); !strings.Contains(got, "There are no nights yet.") {
		t.Errorf("got\n%s", got)
	}
}

func TestWholeWeeksDoNotOverlap(t *testing.T) {
	var nights []diary.NightRecord
	for i := range 20 {
		nights = append(nights, diary.NightRecord{Complete: i != 15})
	}
	if got := wholeWeeks(nights); len(got) != 2 {
		t.Errorf("got %d weeks, want 2", len(got))
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("no paper") }

func TestAFullPrinterIsReported(t *testing.T) {
	if err := Write(broken{}, nil, charley.Settings{}, nil); err == nil {
		t.Error("got no error")
	}
}
