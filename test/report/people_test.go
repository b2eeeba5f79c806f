package report

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"charley/app"
	"charley/cli"
	"charley/knowledge"
	"charley/store"

	"charley"
)

var update = flag.Bool("update", false, "write what comes out as what is wanted")

// now is when the reports are made.
var now = time.Date(2026, 11, 23, 18, 0, 0, 0, time.UTC)

// A person is somebody made up, and what their report is about.
type person struct {
	name  string
	demo  []string // of the demo that makes their nights
	said  []string // entries beside it, a line each
	wish  []string // of the report
	terms []string // that the report must hold
}

// people are three whose reports differ in all that a report tells.
var people = []person{
	{"cramps for four months", []string{"--nights", "120", "--seed", "7"}, []string{
		`{"kind":"fact","about":"visit","night":"2026-11-22","name":"Maria K.","questions":"Is it the water tablet?\nMay I take magnesium?"}`,
		`{"kind":"fact","about":"lab","night":"2026-11-22","code":"hba1c_mmol_mol","value":48,"from":"2026-06-04"}`,
	}, []string{"--named"}, []string{"Maria K.", "Is it the water tablet?", "HbA1c", "What was tested by lot"}},
	{"a year on paper", []string{"--nights", "400", "--seed", "11"}, nil, []string{"--from", "2025-11-24", "--to", "2026-11-22", "--paper", "letter"}, []string{"364 nights"}},
	{"a swollen leg", []string{"--nights", "12", "--seed", "3"}, []string{
		`{"kind":"fact","about":"answers","night":"2026-11-23","answers":{"swelling":"one_leg","calf_tender":true}}`,
	}, nil, []string{"swol"}},
}

// lives makes a person's diary and says where it is.
func (p person) lives(t testing.TB) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "diary")
	charleyRuns(t, "", append([]string{"demo", "--data", dir, "--no-serve"}, p.demo...)...)
	if len(p.said) > 0 {
		var lines strings.Builder
		for i, body := range p.said {
			fmt.Fprintf(&lines, `{"id":"01890000-0000-7000-8000-%012d",%s`+"\n", i+1, body[1:])
		}
		charleyRuns(t, lines.String(), "import", "entries", "--data", dir, "-")
	}
	return dir
}

// reports is the person's report in a format.
func (p person) reports(t testing.TB, dir, format string) string {
	t.Helper()
	return charleyRuns(t, "", append([]string{"report", "--data", dir, "--format", format}, p.wish...)...)
}

// charleyRuns runs one command and returns what it shows.
func charleyRuns(t testing.TB, typed string, args ...string) string {
	t.Helper()
	var out, wrong bytes.Buffer
	code := cli.Run(context.Background(), args, cli.Env{Getenv: func(key string) string {
		if key == "TZ" {
			return "Europe/Berlin"
		}
		return ""
	}, Stdin: strings.NewReader(typed), Stdout: &out, Stderr: &wrong, Now: func() time.Time { return now }})
	if code != 0 {
		t.Fatalf("charley %s: exit %d: %s", strings.Join(args, " "), code, wrong.String())
	}
	return out.String()
}

// opened is the program over a person's diary, for who wants to see the same elsewhere.
func opened(t testing.TB, dir string) (*app.App, charley.Caller) {
	t.Helper()
	st, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	base, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	a := app.New(st, func() time.Time { return now })
	a.Counsel, a.Patience = app.NewCounsel(base), time.Minute
	t.Cleanup(a.Rest)
	c, err := a.Owner(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return a, c
}

// hash is what differs from one making of a diary to the next: people are given ids at random.
var hash = regexp.MustCompile(`(?s)[0-9a-f]{58,64}(\s+[0-9a-f]{1,6}\b)?`)

// What a new record or another version changes in every report: how many warning signs there are, and the editions. Both
// are traced in numbers_test.go.
var (
	asked   = regexp.MustCompile(`\d+ of \d+ were asked`)
	version = regexp.MustCompile(`Charley \d+\.\d+\.\d+\S*`) // of the program
	edition = regexp.MustCompile(`(Knowledge,\s+)\d+\.`)
)

// TestThreePeople holds whole reports, to be read.
func TestThreePeople(t *testing.T) {
	for _, p := range people {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			dir := p.lives(t)
			got := p.reports(t, dir, "text")
			for _, term := range p.terms {
				if !strings.Contains(got, term) {
					t.Errorf("%q is not in it", term)
				}
			}
			got = hash.ReplaceAllString(got, "HASH")
			got = asked.ReplaceAllString(got, "N of N were asked")
			got = edition.ReplaceAllString(got, "${1}V.")
			got = version.ReplaceAllString(got, "Charley devel")
			file := filepath.Join("testdata", strings.ReplaceAll(p.name, " ", "-")+".txt")
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
				t.Errorf("got another report than %s; -update rewrites it: %s", file, difference(got, string(want)))
			}
		})
	}
}

// difference is the first line in which two texts differ.
func difference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d is %q, want %q", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(a), len(b))
}
