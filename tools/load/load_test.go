package main

import (
	"context"
	"maps"
	"net/http"
	"os"
	"os/signal"
	"slices"
	"strings"
	"testing"
	"time"

	"charley/charleytest"
	"charley/cli"
)

// asCharley makes this test's own program be charley, so that none has to be built.
const asCharley = "LOAD_TEST_IS_CHARLEY"

func TestMain(m *testing.M) {
	if os.Getenv(asCharley) == "" {
		os.Exit(m.Run())
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := cli.Run(ctx, os.Args[1:], cli.Process(time.Now))
	stop()
	os.Exit(code)
}

// Two servers on one database, entries sent to both at the same moment: nothing is lost, doubled or altered. How fast it
// is says `make load`, on a machine that has nothing else to do.
func TestTwoServersOnOneDatabaseLoseNothing(t *testing.T) {
	charleytest.Postgres(t) // skips the whole, by its name
	lasts(t, plan{database: "PostgreSQL", postgres: true, servers: 2, writers: 12, readers: 2, nights: 30})
}

func TestPeopleAtOnceOnSQLiteLoseNothing(t *testing.T) {
	lasts(t, plan{database: "SQLite", servers: 1, writers: 8, readers: 2, nights: 30})
}

func lasts(t *testing.T, p plan) {
	t.Helper()
	p.program, p.env, p.lasting = []string{os.Args[0]}, []string{asCharley + "=1"}, 4*time.Second
	r, err := try(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	if r.print(t.Output()); !r.sound() || r.entries != p.writers*4 || r.twice == 0 || len(r.pages)+len(r.lists) != p.readers*4 {
		t.Errorf("%d entries, %d of them twice, %d readings; %d wrong, %d not answered well", r.entries, r.twice, len(r.pages)+len(r.lists), len(r.wrong), len(r.trouble))
	}
}

// What the comparison is for: each way in which a diary can be spoilt.
func TestWhatIsWrongIsFound(t *testing.T) {
	ok, no, nobody := send{status: http.StatusCreated, verdict: kept}, send{status: http.StatusConflict, verdict: refused}, send{verdict: unknown}
	for _, tc := range []struct {
		name  string
		sends []send
		spoil func(found map[string]any) []map[string]any
		want  string // that what is said begins with; "" for nothing
	}{
		{"as it was sent", []send{ok}, one, ""},
		{"sent twice, once acknowledged", []send{nobody, ok}, one, ""},
		{"without an answer, and there", []send{nobody}, one, ""},
		{"without an answer, and not there", []send{nobody}, none, ""},
		{"refused, and not there", []send{no}, none, ""},
		{"acknowledged, and not there", []send{ok}, none, "lost"},
		{"acknowledged once of twice, and not there", []send{ok, nobody}, none, "lost"},
		{"refused, and there", []send{no}, one, "foreign"},
		{"there twice", []send{ok}, func(f map[string]any) []map[string]any { return []map[string]any{f, f} }, "doubled"},
		{"new two times", []send{ok, ok}, one, "doubled"},
		{"written a second time", []send{ok}, with("rev", float64(2)), "doubled"},
		{"another letter in the note", []send{ok}, with("note", "person 0, entry 0: Wade"), "altered"},
		{"another time", []send{ok}, with("start", "2026-01-01T23:00:00Z"), "altered"},
		{"altered without an answer", []send{nobody}, with("intensity", float64(0)), "altered"},
		{"taken away", []send{ok}, with("deleted", true), "altered"},
		{"somebody else's", nil, with("id", "019aa5f2-7c00-7d4e-9e39-30d8b2a1c0de"), "foreign"},
	} {
		e := newEntry(0, 0)
		e.sends = tc.sends
		found := maps.Clone(e.fields)
		found["id"], found["rev"], found["deleted"] = string(e.id), float64(1), false
		got := compare([]*entry{e}, tc.spoil(found))
		if tc.want == "" && len(got) > 0 || tc.want != "" && !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, tc.want) }) {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.want)
		}
	}
}

func one(found map[string]any) []map[string]any { return []map[string]any{found} }

func none(map[string]any) []map[string]any { return nil }

func with(key string, value any) func(map[string]any) []map[string]any {
	return func(found map[string]any) []map[string]any {
		found[key] = value
		return []map[string]any{found}
	}
}

func TestWhatAnAnswerSays(t *testing.T) {
	for status, want := range map[int]verdict{
		200: kept, 201: kept, 400: refused, 409: refused, 422: refused, 429: refused, 507: refused, 303: unknown, 500: unknown, 502: unknown, 503: unknown,
	} {
		if got := verdictOf(status, nil); got != want {
			t.Errorf("%d: got %s, want %s", status, got, want)
		}
	}
	if got := verdictOf(0, context.DeadlineExceeded); got != unknown {
		t.Errorf("no answer: got %s", got)
	}
}

// A table whose figures are wrong would be believed.
func TestTheBarIsHeld(t *testing.T) {
	fast := slices.Repeat([]time.Duration{time.Millisecond}, 990)
	for name, tc := range map[string]struct {
		slow    int // of 1,000
		trouble []string
		want    bool
	}{
		"all fast":             {0, nil, true},
		"one in a hundred":     {10, nil, true},
		"more":                 {11, nil, false},
		"somebody was refused": {0, []string{"409"}, false},
	} {
		r := result{entries: 1, trouble: tc.trouble, writes: slices.Concat(fast, slices.Repeat([]time.Duration{bar}, tc.slow))}
		if got := r.reached(); got != tc.want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}
