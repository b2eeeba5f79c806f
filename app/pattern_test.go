package app_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/cause"
	"charley/diary"
	"charley/measure"
)

// A logger is somebody who keeps a diary, and what the search was given of it.
type logger struct {
	*bedside
	seen []cause.Series
	told []cause.Options
	find func(cause.Series) (cause.Patterns, error)
}

// newLogger is the evening of 23 November 2026 of a healthy person with nothing in
// the diary, and a search that remembers what it was given.
func newLogger(t testing.TB) *logger {
	t.Helper()
	l := &logger{bedside: newClinic(t)}
	l.clock = time.Date(2026, 11, 23, 20, 0, 0, 0, time.UTC)
	l.healthy(t)
	l.Patience = time.Minute
	l.find = func(s cause.Series) (cause.Patterns, error) {
		return cause.Patterns{Outcome: s.Outcome, Nights: len(s.Y)}, nil
	}
	l.SearchPatterns = func(s cause.Series, o cause.Options) (cause.Patterns, error) {
		l.seen, l.told = append(l.seen, s), append(l.told, o)
		return l.find(s)
	}
	t.Cleanup(l.Rest)
	return l
}

// evening keeps the answers about one day, given at an hour of that day.
func (l *logger) evening(t testing.TB, n charley.Night, hour int, body map[string]any) {
	t.Helper()
	body["kind"], body["night"] = "evening", n.String()
	was := l.clock
	l.clock = time.Date(n.Year, n.Month, n.Day, hour, 0, 0, 0, time.UTC)
	l.put(t, body)
	l.clock = was
}

func answers(said map[string]any) map[string]any { return map[string]any{"exposures": said} }

func (l *logger) patterns(t testing.TB, measure string) app.PatternsView {
	t.Helper()
	v, err := l.Patterns(context.Background(), l.caller, measure)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// given is the series that the search was given last.
func (l *logger) given(t testing.TB) cause.Series {
	t.Helper()
	if len(l.seen) == 0 {
		t.Fatal("nothing was searched")
	}
	return l.seen[len(l.seen)-1]
}

// column is what the search was given of an exposure.
func column(s cause.Series, id string) []float64 {
	for _, c := range s.Columns {
		if c.ID == id {
			return c.Values
		}
	}
	return nil
}

var none = math.NaN()

func same(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(x, y float64) bool { return x == y || x != x && y != y })
}

func TestADiaryBecomesDaysAndNights(t *testing.T) {
	l := newLogger(t)
	l.keeps(t, night(5), 6, func(i int) int { return i % 2 }) // 17 to 22 November
	s := charley.DefaultSettings("Europe/Berlin")
	s.Own = []charley.Own{{ID: "own_swimming", Name: "Swimming"}}
	if err := l.SaveSettings(context.Background(), l.caller, s); err != nil {
		t.Fatal(err)
	}
	l.evening(t, night(5), 20, answers(map[string]any{"hard_floor": true, "fluids": 1.25, "alcohol": false, "own_swimming": true}))
	l.evening(t, night(4), 20, answers(map[string]any{"hard_floor": false, "fluids": true, "alcohol": 2}))
	l.evening(t, night(3), 20, answers(map[string]any{"fluids": false, "alcohol": true}))
	l.evening(t, night(-1), 19, answers(map[string]any{"hard_floor": true})) // the night that begins
	l.put(t, map[string]any{"kind": "away", "night": night(1).String(), "until": night(1).String()})
	v := l.patterns(t, "")
	if v.Measure != measure.Cramps || v.From != night(5) || v.To != night(0) || v.Working || v.Failed || v.Patterns.Nights != 6 {
		t.Errorf("got %+v", v)
	}
	got := l.given(t)
	if want := []float64{0, 1, 0, 1, none, 1}; !same(got.Y, want) {
		t.Errorf("nights: got %v, want %v", got.Y, want)
	}
	if want := []bool{false, false, false, true, true, false}; !slices.Equal(got.Weekend, want) {
		t.Errorf("weekends: got %v, want %v", got.Weekend, want)
	}
	for id, want := range map[string][]float64{
		"hard_floor":   {1, 0, none, none, none, none}, // silence is never a no
		"fluids":       {1.25, none, none, none, none, none},
		"alcohol":      {0, 2, none, none, none, none},
		"own_swimming": {1, none, none, none, none, none},
		"stretching":   nil, // never answered
	} {
		if got := column(got, id); !same(got, want) {
			t.Errorf("%s: got %v, want %v", id, got, want)
		}
	}
}

// Who knows how a night was remembers the day before it by that. What was written in
// time and sent later by a phone that was away counts as it was written.
func TestWhatIsToldAfterwardsIsNotUsed(t *testing.T) {
	l := newLogger(t)
	l.keeps(t, night(4), 5, func(i int) int { return i % 2 })
	l.evening(t, night(4), 20, answers(map[string]any{"hard_floor": true, "stretching": false}))
	l.evening(t, night(3), 33, answers(map[string]any{"hard_floor": true})) // nine in the morning
	late := answers(map[string]any{"hard_floor": true})
	late["client_time"] = night(2).String() + "T21:00:00+01:00"
	l.evening(t, night(2), 60, late)
	id := charley.NewEntryID()
	for i, said := range []map[string]any{{"hard_floor": false, "stretching": true}, {"hard_floor": true, "stretching": true}} {
		d, err := diary.NewDraft(charley.KindEvening, map[string]any{"night": night(1).String(), "exposures": said})
		if err != nil {
			t.Fatal(err)
		}
		was := l.clock
		n := night(1 - i) // mended the next morning
		l.clock = time.Date(n.Year, n.Month, n.Day, 20-12*i, 0, 0, 0, time.UTC)
		d.Parent = i
		if _, err := l.Put(context.Background(), l.caller, id, d); err != nil {
			t.Fatal(err)
		}
		l.clock = was
	}
	v := l.patterns(t, "")
	got := l.given(t)
	if want := []float64{1, none, 1, none, none}; !same(column(got, "hard_floor"), want) {
		t.Errorf("got %v, want %v", column(got, "hard_floor"), want)
	}
	if want := []float64{0, none, none, 1, none}; !same(column(got, "stretching"), want) {
		t.Errorf("what was not touched later: got %v, want %v", column(got, "stretching"), want)
	}
	warned := slices.ContainsFunc(v.Patterns.Warnings, func(w cause.Warning) bool { return w.Code == app.ToldAfterwards })
	if v.Afterwards != 2 || !warned {
		t.Errorf("got %d evenings and %+v, want 2 and a warning", v.Afterwards, v.Patterns.Warnings)
	}
}

// Who was woken by a cramp before the evening was answered knows of the night already.
func TestWhatIsToldAfterTheFirstCrampIsNotUsed(t *testing.T) {
	l := newLogger(t)
	l.keeps(t, night(3), 4, func(int) int { return 0 })
	for back, start := range map[int]string{3: "T23:50:00+01:00", 2: "T23:50:00+01:00", 1: "T19:00:00+01:00"} {
		what := "cramp"
		if back == 1 {
			what = "restless" // of the evening
		}
		l.put(t, map[string]any{"kind": "episode", "what": what, "start": night(back).String() + start})
	}
	l.evening(t, night(3), 26, answers(map[string]any{"hard_floor": true})) // three in the morning
	l.evening(t, night(2), 20, answers(map[string]any{"hard_floor": true}))
	l.evening(t, night(1), 20, answers(map[string]any{"hard_floor": true}))
	l.evening(t, night(0), 19, answers(map[string]any{"hard_floor": true}))
	v := l.patterns(t, "")
	if got, want := column(l.given(t), "hard_floor"), []float64{none, 1, 1, 1}; !same(got[:3], want[:3]) {
		t.Errorf("got %v, want %v", got, want)
	}
	i := slices.IndexFunc(v.Patterns.Warnings, func(w cause.Warning) bool { return w.Code == app.ToldAfterwards })
	if v.Afterwards != 1 || i < 0 || !strings.HasPrefix(v.Patterns.Warnings[i].Text, "answers about 1 day were given") {
		t.Errorf("got %d evenings and %+v", v.Afterwards, v.Patterns.Warnings)
	}
}

// Before four in the morning nobody means the night that goes on.
func TestTheNightThatGoesOnIsNotUsed(t *testing.T) {
	l := newLogger(t)
	l.keeps(t, night(3), 4, func(int) int { return 1 })
	l.clock = time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)
	l.put(t, map[string]any{"kind": "episode", "what": "cramp", "start": "2026-11-24T00:30:00+01:00"})
	if v := l.patterns(t, ""); v.To != night(0) {
		t.Errorf("at night: got nights up to %v", v.To)
	}
	l.clock = time.Date(2026, 11, 24, 7, 0, 0, 0, time.UTC)
	l.put(t, map[string]any{"kind": "morning", "night": night(-1).String(), "nothing_more": true})
	if v := l.patterns(t, ""); v.To != night(-1) || l.given(t).Y[4] != 1 {
		t.Errorf("in the morning: got nights up to %v, %v", v.To, l.given(t).Y)
	}
}

func TestNothingIsNamedBesideAWarningSign(t *testing.T) {
	l := newLogger(t)
	l.keeps(t, night(10), 10, weekly)
	l.answers(t, map[string]any{"swelling": "one_leg"})
	l.find = func(cause.Series) (cause.Patterns, error) {
		return cause.Patterns{Found: []cause.Pattern{{Exposure: "hard_floor", Tier: cause.VeryLikely}}}, nil
	}
	v := l.patterns(t, "")
	if !v.Urgent || len(v.Patterns.Found) > 0 || len(v.Test) > 0 || len(v.Body().Findings) > 0 {
		t.Errorf("got %+v", v)
	}
}

func TestTheSameDaysAreSearchedOnce(t *testing.T) {
	l := newLogger(t)
	ctx := context.Background()
	l.keeps(t, night(10), 10, weekly)
	l.patterns(t, "")
	l.patterns(t, measure.Cramps)
	if len(l.seen) != 1 {
		t.Errorf("the same again was searched %d times", len(l.seen))
	}
	l.put(t, map[string]any{"kind": "fact", "about": "condition", "code": "flat_feet", "answer": "yes"})
	l.patterns(t, "")
	if len(l.seen) != 1 {
		t.Error("a fact that says nothing of the days made it search anew")
	}
	l.patterns(t, measure.BadNight)
	if len(l.seen) != 2 || l.given(t).Outcome != measure.Bad {
		t.Errorf("another measure: searched %d times", len(l.seen))
	}
	l.put(t, map[string]any{"kind": "episode", "what": "cramp", "start": night(8).String() + "T23:10:00+01:00"})
	l.patterns(t, "")
	if len(l.seen) != 3 {
		t.Errorf("after an old night was mended: searched %d times, want 3", len(l.seen))
	}
	if _, err := l.Patterns(ctx, l.caller, "the moon"); !errors.Is(err, charley.ErrInvalid) {
		t.Errorf("another measure: got %v, want ErrInvalid", err)
	}
}

// What makes a night bad is the person's own choice, and another choice is another search.
func TestOnesOwnLimitsReachTheSearch(t *testing.T) {
	l := newLogger(t)
	l.keeps(t, night(10), 10, weekly)
	for _, tc := range []struct {
		measure string
		limit   float64 // 0: none of their own
	}{{measure.Cramps, 0}, {measure.BadNight, 0}, {measure.Bother, 4}, {measure.SleepLost, 15}} {
		l.patterns(t, tc.measure)
		if got := l.told[len(l.told)-1].Limit; (got != nil) != (tc.limit > 0) || got != nil && *got != tc.limit {
			t.Errorf("%s: got %v, want %v", tc.measure, got, tc.limit)
		}
	}
	s := charley.DefaultSettings("Europe/Berlin")
	s.Bad.Bother = 7
	if err := l.SaveSettings(context.Background(), l.caller, s); err != nil {
		t.Fatal(err)
	}
	if l.patterns(t, measure.Bother); *l.told[len(l.told)-1].Limit != 7 || len(l.told) != 5 {
		t.Errorf("got %v after %d searches", *l.told[len(l.told)-1].Limit, len(l.told))
	}
}

// That a search fails costs nothing else, and it is tried again.
func TestASearchThatFails(t *testing.T) {
	l := newLogger(t)
	l.keeps(t, night(10), 10, weekly)
	works := l.find
	for name, fails := range map[string]func(cause.Series) (cause.Patterns, error){
		"with an error": func(cause.Series) (cause.Patterns, error) { return cause.Patterns{}, errors.New("singular") },
		"with a panic":  func(cause.Series) (cause.Patterns, error) { panic("singular") },
	} {
		l.find = fails
		if v := l.patterns(t, ""); !v.Failed || v.Working || len(v.Patterns.Found) > 0 || !v.Body().Failed {
			t.Errorf("%s: got %+v", name, v)
		}
	}
	l.find = works
	if v := l.patterns(t, ""); v.Failed || v.Patterns.Nights != 11 {
		t.Errorf("then: got %+v", v)
	}
}

// A page does not wait; once it is worked out, it is there.
func TestPatternsAreWorkedOutBeside(t *testing.T) {
	l := newLogger(t)
	l.keeps(t, night(10), 10, weekly)
	l.Patience = time.Millisecond
	done := make(chan bool)
	works := l.find
	l.find = func(s cause.Series) (cause.Patterns, error) { <-done; return works(s) }
	if v := l.patterns(t, ""); !v.Working || !v.Body().Working {
		t.Errorf("got %+v, want it to be worked out", v)
	}
	close(done)
	l.Patience = time.Minute
	if v := l.patterns(t, ""); v.Working || v.Patterns.Nights != 11 || len(l.seen) != 1 {
		t.Errorf("then: got %+v after %d searches", v, len(l.seen))
	}
}

// A page that shows patterns beside something else waits for nothing, and whatever goes
// wrong costs it nothing else.
func TestPatternsSoon(t *testing.T) {
	l := newLogger(t)
	ctx := context.Background()
	l.keeps(t, night(10), 10, weekly)
	if v, err := l.PatternsSoon(ctx, l.caller); err != nil || v.Patterns.Nights != 11 {
		t.Errorf("got %+v, %v", v, err)
	}
	counsel := l.Counsel
	l.Counsel = nil
	if v, err := l.PatternsSoon(ctx, l.caller); err != nil || !v.Failed || len(v.Patterns.Found) > 0 {
		t.Errorf("where it fails: got %+v, %v", v, err)
	}
	l.Counsel = counsel
	less := l.caller
	less.Scope = charley.ScopeTap
	if _, err := l.PatternsSoon(ctx, less); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("a phone at the bed: got %v, want ErrForbidden", err)
	}
}

// A morning that is saved makes the search begin before anybody asks.
func TestASavedMorningBeginsTheSearch(t *testing.T) {
	l := newLogger(t)
	l.keeps(t, night(10), 10, weekly)
	begun := make(chan int, 9)
	works := l.find
	l.find = func(s cause.Series) (cause.Patterns, error) { begun <- len(s.Y); return works(s) }
	l.clock = time.Date(2026, 11, 24, 7, 0, 0, 0, time.UTC)
	l.put(t, map[string]any{"kind": "morning", "night": night(-1).String(), "nothing_more": true})
	select {
	case n := <-begun:
		if n != 12 {
			t.Errorf("%d nights were searched, want 12", n)
		}
	case <-time.After(10 * time.Second):
		t.Error("nothing was searched")
	}
}

// What is found is each person's own, and the same for all who look at one diary.
func TestPatternsOfTwoPeople(t *testing.T) {
	l := newLogger(t)
	ctx := context.Background()
	l.keeps(t, night(10), 10, weekly)
	other, err := l.Owner(ctx)
	if err != nil {
		t.Fatal(err)
	}
	other.Name = "somebody else at this machine"
	l.patterns(t, "")
	if v, err := l.Patterns(ctx, other, ""); err != nil || v.Patterns.Nights != 11 || len(l.seen) != 1 {
		t.Errorf("got %+v (%v) after %d searches", v, err, len(l.seen))
	}
	other.Scope = charley.ScopeAppend
	if _, err := l.Patterns(ctx, other, ""); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("a phone at the bed: got %v, want ErrForbidden", err)
	}
}
