package appraise

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"

	"charley/cause"
	"charley/ingest"
	"charley/measure"
)

// A standIn answers with what it is told to.
type standIn struct {
	got  cause.Series
	says cause.Patterns
	err  error
}

func (s *standIn) Search(in cause.Series, _ cause.Options) (cause.Patterns, error) {
	s.got = in
	return s.says, s.err
}

func diary(t *testing.T, outcome, text string) ingest.Diary {
	t.Helper()
	table, err := ingest.Diaries(func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }, outcome, nil)
	if err != nil {
		t.Fatalf("got error %v", err)
	}
	var out ingest.Diary
	if err := table.Each(func(d ingest.Diary) error { out = d; return nil }); err != nil {
		t.Fatalf("got error %v", err)
	}
	return out
}

// What is empty stays unknown on the way to the search, and an absent night is there.
func TestDiaryAsTheSearchTakesIt(t *testing.T) {
	d := diary(t, "count", "night,weekend,count,alcohol,stress\n3,1,2,1,4.5\n4,0,,,\n6,,0,0,2\n")
	s := &standIn{}
	if _, refused := Causes(d, s, CausesOptions{Outcome: measure.Count, Lags: true}); refused != nil {
		t.Fatal(refused.Wrong)
	}
	if got, want := fmt.Sprint(s.got.Outcome, s.got.Y, s.got.Weekend), "count[2 NaN NaN 0] [true false false false]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := fmt.Sprint(s.got.Columns), "[{alcohol [1 NaN NaN 0] [day two_days day_before]} {stress [4.5 NaN NaN 2] [day two_days day_before]}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if s := Series(diary(t, "count", "night,count,a\n1,1,1\n"), CausesOptions{}); s.Weekend != nil || s.Columns[0].Forms != nil {
		t.Errorf("got weekends %v and forms %v of a table that says neither", s.Weekend, s.Columns[0].Forms)
	}
}

// The shape is that of docs: every field is there, and what is withheld is null.
func TestCausesAsProgramsReadThem(t *testing.T) {
	p, sure, more := 0.86, 0.1, 40
	says := cause.Patterns{
		Outcome: measure.Count, Nights: 76, Missing: 14, Bad: 41, Good: 35, Limit: 1, LookedAt: []string{"hard_floor"}, Models: 93,
		Found: []cause.Pattern{
			{Exposure: "hard_floor", Probability: &p, Tier: cause.VeryLikely, Direction: cause.More, With: 1, Ratio: &cause.Interval{Median: 1.9, Lo: 1.25, Hi: 2.9},
				Per20With: &cause.Per20{Mid: 11, Lo: 9, Hi: 13}, Per20Without: &cause.Per20{Mid: 7, Lo: 5, Hi: 10}, Exposed: 30, Unexposed: 44, NotAsked: 2,
				BadExposed: 18, BadUnexposed: 16, Reverse: &cause.Reverse{Probability: sure}, Form: cause.FormDay, CountsAsOneAs: []string{"old_shoes"}},
			{Exposure: "standing", Tier: cause.CannotTell, Why: cause.WhyFewWith, Amount: true, Cut: 4, With: math.NaN(), MoreNights: &more},
		},
		Warnings: []cause.Warning{{Code: cause.WarnCollinear, Text: "They go together.", Exposures: []string{"hard_floor", "old_shoes"}}},
	}
	const first = `{"diary":null,"outcome":"count","nights":76,"missing":14,"bad":41,"good":35,"limit":1,"too_early":false,"lacks":{"nights":0,"bad":0,"good":0},"findings":[` +
		`{"exposure":"hard_floor","inclusion_probability":0.86,"tier":"very_likely","why":null,"direction":"more","unit":"yes","amount":false,"with":1,"without":0,"cut":null,` +
		`"rate_ratio":{"median":1.9,"lo":1.25,"hi":2.9},"per20_with":{"mid":11,"lo":9,"hi":13},"per20_without":{"mid":7,"lo":5,"hi":10},` +
		`"n_exposed":30,"n_unexposed":44,"n_not_asked":2,"bad_exposed":18,"bad_unexposed":16,"reverse":{"stronger":false,"inclusion_probability":0.1},"more_nights":null,"form":"day","as":["old_shoes"]},` +
		`{"exposure":"standing","inclusion_probability":null,"tier":"cannot_tell","why":"few_with","direction":null,"unit":"amount","amount":true,"with":null,"without":0,"cut":4,` +
		`"rate_ratio":null,"per20_with":null,"per20_without":null,"n_exposed":0,"n_unexposed":0,"n_not_asked":0,"bad_exposed":0,"bad_unexposed":0,"reverse":null,"more_nights":40,"form":null,"as":[]}],` +
		`"looked_at":["hard_floor"],"warnings":[{"code":"night_gap","text":"There is no row for night 2, so it is missing."},` +
		`{"code":"collinear","text":"They go together.","exposures":["hard_floor","old_shoes"]}],"models":93,"seconds":0}`
	d := diary(t, "count", "night,count,a\n1,1,1\n3,1,1\n")
	a, refused := Causes(d, &standIn{says: says}, CausesOptions{Outcome: measure.Count})
	if refused != nil {
		t.Fatal(refused.Wrong)
	}
	if got, err := json.Marshal(a); err != nil || string(got) != first {
		t.Errorf("got  %s, %v\nwant %s", got, err, first)
	}
	for outcome, name := range map[measure.Outcome]string{measure.Severity: "odds_ratio", measure.Minutes: "odds_ratio", measure.Bad: "odds_ratio", measure.Value: "difference"} {
		got, err := json.Marshal(FindingOf(says.Found[0], outcome))
		if err != nil || !strings.Contains(string(got), `"`+name+`":{"median":1.9`) || strings.Contains(string(got), "rate_ratio") {
			t.Errorf("%s: got %s, %v", outcome, got, err)
		}
	}
}

// Where higher is better, the search sees what is worse as higher, and what it says is
// turned back.
func TestHigherValuesMayBeTheBetterNights(t *testing.T) {
	s := &standIn{says: cause.Patterns{Outcome: measure.Value, Limit: -6.5, Found: []cause.Pattern{
		{Exposure: "a", Direction: cause.More, With: 1, Ratio: &cause.Interval{Median: 1.5, Lo: -0.5, Hi: 3}, Per20With: &cause.Per20{Mid: 12, Lo: 9, Hi: 14}}, {Exposure: "b"}}}}
	a, refused := Causes(diary(t, "value", "night,value,a,b\n1,7,1,0\n2,,0,1\n3,0,0,1\n"), s, CausesOptions{Outcome: measure.Value, Higher: true})
	if refused != nil {
		t.Fatal(refused.Wrong)
	}
	if got, want := fmt.Sprint(s.got.Y), "[-7 NaN 0]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if f := a.Findings[0]; a.Limit != 6.5 || !a.Higher || *f.Apart.Difference != (Range{-1.5, -3, 0.5}) || *f.Direction != cause.More || f.With != 1 || f.Per20With.Mid != 12 {
		t.Errorf("got limit %v, %+v, %+v", a.Limit, f, f.Apart.Difference)
	}
	if s.says.Found[0].Ratio.Median != 1.5 {
		t.Error("what was found was changed in place")
	}
}

// A list with nothing in it is a list.
func TestNoWarningIsAnEmptyList(t *testing.T) {
	a, _ := Causes(diary(t, "count", "night,count,a\n1,1,1\n"), &standIn{}, CausesOptions{})
	got, err := json.Marshal(a)
	if err != nil || !strings.Contains(string(got), `"findings":[],"looked_at":[],"warnings":[],`) {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestDiariesThatAreRefused(t *testing.T) {
	_, refused := Causes(ingest.Diary{Sheet: ingest.Sheet{Name: "7", Named: true, Err: &ingest.LineError{Line: 4, Key: "alcohol", Got: "x", Message: "must be a number"}, BadLines: 2}}, &standIn{}, CausesOptions{})
	const want = `{"diary":"7","error":{"line":4,"key":"alcohol","got":"x","message":"must be a number"},"bad_lines":2}`
	if got, err := json.Marshal(refused); err != nil || string(got) != want {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
	_, refused = Causes(diary(t, "count", "night,count,a\n1,1,1\n"), &standIn{err: errors.New("no nights")}, CausesOptions{})
	if refused == nil || refused.Wrong.Line != 2 || !strings.Contains(refused.Wrong.Message, "no nights") {
		t.Errorf("got %+v", refused)
	}
}
