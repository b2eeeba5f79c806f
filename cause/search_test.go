package cause_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"charley/cause"
	"charley/measure"
	"charley/simulate"
)

// searched is what a search says of a series, by exposure.
func searched(t *testing.T, s cause.Series, o cause.Options) (cause.Patterns, map[string]cause.Pattern) {
	t.Helper()
	p, err := shipped().finder.Search(s, o)
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]cause.Pattern{}
	for _, f := range p.Found {
		by[f.Exposure] = f
	}
	if len(by) != len(s.Columns) || len(p.Found) != len(s.Columns) {
		t.Fatalf("got %d patterns for %d exposures", len(p.Found), len(s.Columns))
	}
	return p, by
}

// seriesOf is a simulated diary as the search takes it, with all its exposures.
func seriesOf(d simulate.Diary) cause.Series {
	s := cause.Series{Outcome: measure.Count}
	for _, n := range d.Nights {
		y := float64(n.Count)
		if n.Missing {
			y = math.NaN()
		}
		s.Y, s.Weekend = append(s.Y, y), append(s.Weekend, n.Weekend == 1)
	}
	for j, id := range simulate.Exposures() {
		c := cause.Column{ID: id}
		for _, n := range d.Nights {
			x := n.Exposures[j]
			if !n.Told[j] {
				x = math.NaN()
			}
			c.Values = append(c.Values, x)
		}
		s.Columns = append(s.Columns, c)
	}
	return s
}

// drawnSeries are nights without a cause, and days drawn by themselves.
func drawnSeries(seed uint64, nights int, ids ...string) cause.Series {
	r := rand.New(rand.NewPCG(seed, 7))
	s := cause.Series{Outcome: measure.Count, Weekend: make([]bool, nights)}
	for range nights {
		s.Y = append(s.Y, float64(poisson(r, 0.8)))
	}
	for _, id := range ids {
		c := cause.Column{ID: id}
		for range nights {
			c.Values = append(c.Values, float64(r.IntN(2)))
		}
		s.Columns = append(s.Columns, c)
	}
	return s
}

// A strong trigger and a strong protector are found, each with its direction, and what
// follows bad nights is not told as linked.
func TestWhatIsThereIsFoundAndTheTrapIsNot(t *testing.T) {
	o := simulate.Options{Nights: 150, Seed: 11, Rate: 1, Triggers: []simulate.Trigger{{Exposure: "hard_floor", LogRR: 1.2}, {Exposure: "warm_bath", LogRR: -1.2}}}
	s := seriesOf(simulate.Person(o))
	ids := []string{"hard_floor", "warm_bath", "poor_sleep", "stress", "caffeine_late", "sitting"}
	s.Columns = slices.DeleteFunc(s.Columns, func(c cause.Column) bool { return !slices.Contains(ids, c.ID) })
	_, by := searched(t, s, cause.Options{Adjust: cause.Adjustments(shipped().base.Graph(), ids)})
	for id, want := range map[string]string{"hard_floor": cause.More, "warm_bath": cause.Fewer} {
		if f := by[id]; f.Tier != cause.VeryLikely || f.Direction != want || f.Per20With == nil || f.Ratio == nil {
			t.Errorf("%s: got %s %s, %+v", id, f.Tier, f.Direction, f.Ratio)
		}
	}
	if f := by["poor_sleep"]; f.Tier.Named() {
		t.Errorf("the trap is named: %+v", f)
	}
	if f := by["hard_floor"]; f.Per20With.Mid <= f.Per20Without.Mid {
		t.Errorf("got %v bad nights of 20 with it and %v without", *f.Per20With, *f.Per20Without)
	}
}

// Of diaries in which nothing matters few name anything.
func TestNothingIsSeldomNamedWhereNothingIs(t *testing.T) {
	const diaries = 24
	named := 0
	for seed := range uint64(diaries) {
		s := drawnSeries(seed+100, 90, "alcohol", "hard_floor", "hard_strain", "warm_bath")
		p, _ := searched(t, s, cause.Options{})
		if slices.ContainsFunc(p.Found, func(f cause.Pattern) bool { return f.Tier.Named() }) {
			named++
		}
	}
	if named > 4 { // 5 of 100 wanted: more than 4 of 24 come less than once in a hundred such tests
		t.Errorf("%d of %d diaries without a cause name one", named, diaries)
	}
}

// An answer that is not there is no no: it counts on neither side, and leaving the
// question open on bad days makes nothing of it.
func TestUnknownIsNoNo(t *testing.T) {
	s := drawnSeries(5, 120, "alcohol", "hard_floor")
	open := 0
	for i, y := range s.Y {
		if y > 0 && i%2 == 0 {
			s.Columns[0].Values[i] = math.NaN()
			open++
		}
	}
	_, by := searched(t, s, cause.Options{})
	f := by["alcohol"]
	if f.NotAsked != open || f.Exposed+f.Unexposed+f.NotAsked != len(s.Y) {
		t.Errorf("got %d with, %d without, %d not asked; want %d not asked of %d", f.Exposed, f.Unexposed, f.NotAsked, open, len(s.Y))
	}
	if f.Tier.Named() {
		t.Errorf("silence on bad days is told as %s, %v", f.Tier, *f.Probability)
	}
}

// Three months call nothing harmless that they could not have seen.
func TestHarmlessNeedsNights(t *testing.T) {
	s := drawnSeries(12, 60, "alcohol", "hard_floor", "warm_bath")
	_, by := searched(t, s, cause.Options{})
	for id, f := range by {
		if f.Tier == cause.Harmless {
			t.Errorf("%s is called harmless after 60 nights, %+v", id, f.Ratio)
		}
	}
}
