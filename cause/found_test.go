package cause_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"charley/cause"
	"charley/measure"
)

// A life is a diary made up: so many days, exposures by name with the effect that each has
// on the log rate of cramps, and what is done to it afterwards.
type life struct {
	nights  int
	effects []exposureMade
	after   func(*cause.Series)
	seed    uint64
}

type exposureMade struct {
	id     string
	effect float64
	amount bool
}

func (l life) series() cause.Series {
	r := rand.New(rand.NewPCG(l.seed, 21))
	s := cause.Series{Outcome: measure.Count}
	for _, e := range l.effects {
		s.Columns = append(s.Columns, cause.Column{ID: e.id})
	}
	night := 0.0
	for t := range l.nights {
		s.Weekend = append(s.Weekend, t%7 >= 5)
		night = 0.4*night + 0.4*r.NormFloat64()
		eta := -0.4 + night
		for j, e := range l.effects {
			v := 0.0
			if r.Float64() < 0.4 {
				v = 1
			}
			eta += e.effect * (v - 0.4)
			if e.amount {
				v = 2 + 3*v + math.Floor(2*r.Float64())
			}
			s.Columns[j].Values = append(s.Columns[j].Values, v)
		}
		s.Y = append(s.Y, float64(poisson(r, math.Exp(eta)*gamma(r, 4)/4)))
	}
	if l.after != nil {
		l.after(&s)
	}
	return s
}

func seek(t *testing.T, s cause.Series, o cause.Options) cause.Patterns {
	t.Helper()
	p, err := shipped().finder.Search(s, o)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Found) != len(s.Columns) {
		t.Fatalf("%d exposures and %d patterns", len(s.Columns), len(p.Found))
	}
	return p
}

func patternOf(p cause.Patterns, id string) cause.Pattern {
	return p.Found[slices.IndexFunc(p.Found, func(f cause.Pattern) bool { return f.Exposure == id })]
}

var somebody = []exposureMade{{"hard_floor", 1.1, false}, {"warm_bath", -1.2, false}, {"alcohol", 0, false}, {"stress", 0, true}, {"late_meal", 0, false}}

func TestWhatGoesWithBadNightsIsNamed(t *testing.T) {
	p := seek(t, life{nights: 220, effects: somebody, seed: 3}.series(), cause.Options{})
	for id, direction := range map[string]string{"hard_floor": cause.More, "warm_bath": cause.Fewer} {
		f := patternOf(p, id)
		if !f.Tier.Named() || f.Direction != direction {
			t.Errorf("%s is %s, %s, with %.2f", id, f.Tier, f.Direction, *f.Probability)
		}
		truth := math.Exp(somebody[slices.IndexFunc(somebody, func(e exposureMade) bool { return e.id == id })].effect)
		if math.Abs(math.Log(f.Ratio.Median/truth)) > 0.6 || f.Ratio.Lo > f.Ratio.Median || f.Ratio.Hi < f.Ratio.Median {
			t.Errorf("%s: the ratio is %.2f (%.2f to %.2f), in truth %.2f", id, f.Ratio.Median, f.Ratio.Lo, f.Ratio.Hi, truth)
		}
		with, without := 20*float64(f.BadExposed)/float64(f.Exposed), 20*float64(f.BadUnexposed)/float64(f.Unexposed)
		if math.Abs(f.Per20With.Mid-with) > 2.5 || math.Abs(f.Per20Without.Mid-without) > 2.5 {
			t.Errorf("%s: of 20 nights %.1f and %.1f are bad, the counts behind it say %.1f and %.1f", id, f.Per20With.Mid, f.Per20Without.Mid, with, without)
		}
	}
	for _, id := range []string{"alcohol", "stress", "late_meal"} {
		if f := patternOf(p, id); f.Tier.Named() {
			t.Errorf("%s is %s with %.2f, and does nothing", id, f.Tier, *f.Probability)
		}
	}
	if !slices.IsSortedFunc(p.Found, func(a, b cause.Pattern) int { return int(1e9 * (*b.Probability - *a.Probability)) }) {
		t.Error("the likeliest is not first")
	}
	if len(p.LookedAt) != len(somebody) {
		t.Errorf("looked at %v", p.LookedAt)
	}
}

func TestNothingIsRankedBeforeTheGates(t *testing.T) {
	for name, tc := range map[string]struct {
		life  life
		lacks cause.Lacks
	}{
		"31 nights":       {life{nights: 31, effects: somebody, seed: 5, after: halfBad}, cause.Lacks{Nights: 14}},
		"five bad nights": {life{nights: 60, effects: somebody, seed: 5, after: bad(5)}, cause.Lacks{Bad: 3}},
		"two good nights": {life{nights: 60, effects: somebody, seed: 5, after: bad(58)}, cause.Lacks{Good: 6}},
		"no night at all": {life{nights: 0, effects: somebody}, cause.Lacks{Nights: 45, Bad: 8, Good: 8}},
		"nights but no counts": {life{nights: 60, effects: somebody, after: func(s *cause.Series) {
			for t := range s.Y {
				s.Y[t] = math.NaN()
			}
		}}, cause.Lacks{Nights: 45, Bad: 8, Good: 8}},
	} {
		p := seek(t, tc.life.series(), cause.Options{})
		if !p.TooEarly || p.Lacks != tc.lacks {
			t.Errorf("%s: lacks %+v, want %+v", name, p.Lacks, tc.lacks)
		}
		for _, f := range p.Found {
			if f.Probability != nil || f.Ratio != nil || f.Tier != cause.CannotTell || f.Why != cause.WhyTooEarly {
				t.Errorf("%s: something is said of %s: %+v", name, f.Exposure, f)
			}
		}
	}
}

func halfBad(s *cause.Series) {
	for t := range s.Y {
		s.Y[t] = float64(t % 2)
	}
}

// bad leaves so many bad nights.
func bad(n int) func(*cause.Series) {
	return func(s *cause.Series) {
		for t := range s.Y {
			s.Y[t] = 0
			if t*n/len(s.Y) != (t+1)*n/len(s.Y) {
				s.Y[t] = 1
			}
		}
	}
}

func TestExposuresThatCannotBeTold(t *testing.T) {
	s := life{nights: 120, effects: somebody, seed: 7, after: func(s *cause.Series) {
		for t := range s.Y {
			s.Columns[0].Values[t] = 1 // every day
			s.Columns[1].Values[t] = 0
			if t%40 == 3 {
				s.Columns[1].Values[t] = 1 // three days
			}
			s.Columns[2].Values[t] = math.NaN() // never asked
			s.Columns[4].Values[t] = 1
			if t%40 == 3 {
				s.Columns[4].Values[t] = 0
			}
		}
	}}.series()
	p := seek(t, s, cause.Options{})
	for id, want := range map[string]struct {
		tier cause.Tier
		why  string
	}{
		"hard_floor": {cause.AlwaysTheSame, ""}, "warm_bath": {cause.CannotTell, cause.WhyFewWith},
		"alcohol": {cause.CannotTell, cause.WhyFewWith}, "late_meal": {cause.CannotTell, cause.WhyFewWithout},
	} {
		if f := patternOf(p, id); f.Tier != want.tier || f.Why != want.why || f.Probability != nil {
			t.Errorf("%s is %s because %q", id, f.Tier, f.Why)
		}
	}
	if !slices.Equal(p.LookedAt, []string{"stress"}) {
		t.Errorf("looked at %v", p.LookedAt)
	}
	if !warned(p, cause.WarnConstant) || !warned(p, cause.WarnNotAsked) {
		t.Errorf("warnings: %+v", p.Warnings)
	}
}

func warned(p cause.Patterns, code string) bool {
	return slices.ContainsFunc(p.Warnings, func(w cause.Warning) bool { return w.Code == code })
}

// Poor sleep comes after a bad night. It must not be taken for what brings the next one on.
func TestWhatFollowsBadNightsIsNotNamed(t *testing.T) {
	named, follows := 0, 0
	for seed := range uint64(8) {
		s := life{nights: 120, effects: append(slices.Clone(somebody), exposureMade{"poor_sleep", 0, false}), seed: seed}.series()
		r := rand.New(rand.NewPCG(seed, 5))
		for t := range s.Y {
			s.Columns[5].Values[t] = 0
			if t > 0 && r.Float64() < 1/(1+math.Exp(1.4-1.1*math.Min(s.Y[t-1], 3))) {
				s.Columns[5].Values[t] = 1
			}
		}
		f := patternOf(seek(t, s, cause.Options{}), "poor_sleep")
		if f.Tier.Named() {
			named++
		}
		if f.Tier == cause.FollowsBadNights && f.Reverse.Stronger {
			follows++
		}
	}
	if named > 0 || follows < 5 {
		t.Errorf("of 8 diaries it is named in %d, and told to follow in %d", named, follows)
	}
}

func TestExposuresThatGoTogetherCountAsOne(t *testing.T) {
	s := life{nights: 200, effects: somebody, seed: 3, after: func(s *cause.Series) {
		opposite := slices.Clone(s.Columns[0].Values)
		for t, v := range opposite {
			opposite[t] = 1 - v
		}
		s.Columns = append(s.Columns, cause.Column{ID: "tiles", Values: slices.Clone(s.Columns[0].Values)}, cause.Column{ID: "soft_floor", Values: opposite})
	}}.series()
	p := seek(t, s, cause.Options{})
	a, b, c := patternOf(p, "hard_floor"), patternOf(p, "tiles"), patternOf(p, "soft_floor")
	if !warned(p, cause.WarnCollinear) || !slices.Contains(a.CountsAsOneAs, "tiles") || *a.Probability != *b.Probability {
		t.Errorf("got %+v and %+v", a, b)
	}
	if c.Direction != cause.Fewer || a.Direction != cause.More || math.Abs(c.Ratio.Median*a.Ratio.Median-1) > 1e-9 {
		t.Errorf("the other way round: %s %.3f, and %s %.3f", a.Direction, a.Ratio.Median, c.Direction, c.Ratio.Median)
	}
	if a.Per20With.Mid != c.Per20Without.Mid {
		t.Errorf("with it %.2f of 20, without the opposite %.2f", a.Per20With.Mid, c.Per20Without.Mid)
	}
}

// Nothing hangs on the order of the exposures, on what a yes is called, or on units.
func TestTheSameDaysSaidOtherwise(t *testing.T) {
	s := life{nights: 150, effects: somebody, seed: 9}.series()
	p := seek(t, s, cause.Options{})
	turned := life{nights: 150, effects: somebody, seed: 9}.series()
	slices.Reverse(turned.Columns)
	for j := range turned.Columns {
		for t, v := range turned.Columns[j].Values {
			switch turned.Columns[j].ID {
			case "stress":
				turned.Columns[j].Values[t] = v * 60
			case "alcohol":
				turned.Columns[j].Values[t] = 1 - v
			}
		}
	}
	q := seek(t, turned, cause.Options{})
	for _, f := range p.Found {
		g := patternOf(q, f.Exposure)
		if math.Abs(*f.Probability-*g.Probability) > 0.01 {
			t.Errorf("%s: %.4f, and said otherwise %.4f", f.Exposure, *f.Probability, *g.Probability)
		}
		want := f.Ratio.Median
		if f.Exposure == "alcohol" {
			want = 1 / want
		}
		if math.Abs(math.Log(g.Ratio.Median/want)) > 0.02 {
			t.Errorf("%s: ratio %.3f, want %.3f", f.Exposure, g.Ratio.Median, want)
		}
	}
	if again := seek(t, s, cause.Options{}); *again.Found[0].Probability != *p.Found[0].Probability {
		t.Error("the same diary says something else the second time")
	}
}

// Silence is not a no: leaving out answers must not bring a pattern about, also where
// evenings are left out on the very days that bad nights follow.
func TestSilenceIsNoAnswer(t *testing.T) {
	s := life{nights: 160, effects: []exposureMade{{"alcohol", 0, false}, {"stress", 0, false}, {"late_meal", 0, false}}, seed: 12}.series()
	for t := range s.Y {
		if s.Y[t] > 0 && t%3 > 0 {
			for j := range s.Columns {
				s.Columns[j].Values[t] = math.NaN()
			}
		}
	}
	p := seek(t, s, cause.Options{})
	for _, f := range p.Found {
		if f.Tier.Named() || f.NotAsked == 0 || f.Exposed+f.Unexposed+f.NotAsked != p.Nights {
			t.Errorf("%s is %s with %.2f; %d with, %d without, %d not asked of %d", f.Exposure, f.Tier, *f.Probability, f.Exposed, f.Unexposed, f.NotAsked, p.Nights)
		}
	}
}

// What an exposure acts through must not hide it, and what leads to both must.
func TestTheGraphDecidesWhatStandsBeside(t *testing.T) {
	s := life{nights: 240, effects: []exposureMade{{"hot_day", 0, false}, {"thirst", 1.3, false}, {"alcohol", 0, false}}, seed: 31}.series()
	r := rand.New(rand.NewPCG(8, 8))
	for t := range s.Y { // hot days make thirsty, and nothing else
		if s.Columns[0].Values[t] = s.Columns[1].Values[t]; r.Float64() < 0.15 {
			s.Columns[0].Values[t] = 1 - s.Columns[0].Values[t]
		}
	}
	alone := patternOf(seek(t, s, cause.Options{}), "hot_day")
	o := cause.Options{Adjust: map[string]cause.Adjustment{"hot_day": {Never: []string{"thirst"}}, "alcohol": {For: []string{"thirst"}, Open: []string{"illness"}}}}
	p := seek(t, s, o)
	if whole := patternOf(p, "hot_day"); *whole.Probability < 0.9 || *alone.Probability > 0.6 {
		t.Errorf("a hot day has %.2f beside thirst, and %.2f by all its ways", *alone.Probability, *whole.Probability)
	}
	if a := patternOf(p, "alcohol"); !slices.Equal(a.Open, []string{"illness"}) || a.Tier.Named() {
		t.Errorf("got %+v", a)
	}
}

func TestItMayTakeADay(t *testing.T) {
	s := life{nights: 260, effects: []exposureMade{{"hard_strain", 1.2, false}, {"alcohol", 0, false}}, seed: 17}.series()
	x := s.Columns[0].Values
	s.Columns[0].Values = append(slices.Clone(x[1:]), 0) // written down a day early: it acts the day after
	s.Columns[0].Forms = []cause.Form{cause.FormDay, cause.FormTwoDays, cause.FormDayBefore}
	if f := patternOf(seek(t, s, cause.Options{}), "hard_strain"); f.Form != cause.FormDayBefore || !f.Tier.Named() {
		t.Errorf("got %s, %s with %.2f", f.Form, f.Tier, *f.Probability)
	}
}

func TestEveryOutcome(t *testing.T) {
	for _, o := range measure.Outcomes() {
		s := life{nights: 200, effects: somebody, seed: 3}.series()
		s.Outcome = o
		for t, y := range s.Y {
			switch o {
			case measure.Bad:
				s.Y[t] = math.Min(y, 1)
			case measure.Severity:
				s.Y[t] = math.Min(2*y, 10)
			case measure.Minutes:
				s.Y[t] = 12 * y
			case measure.Value:
				s.Y[t] = math.Log1p(y) + 0.4*math.Sin(float64(t*t))
			}
		}
		p := seek(t, s, cause.Options{})
		f := patternOf(p, "hard_floor")
		if f.Probability == nil || f.Direction != cause.More || f.Ratio == nil || f.Per20With == nil || !(f.Per20With.Mid > f.Per20Without.Mid) {
			t.Errorf("%s: got %+v", o, f)
		}
		if p.Bad == 0 || p.Good == 0 || p.Bad+p.Good != p.Nights {
			t.Errorf("%s: %d bad and %d good nights of %d", o, p.Bad, p.Good, p.Nights)
		}
	}
}

// The longer the diary, the fewer further nights are needed.
func TestFurtherNightsBecomeFewer(t *testing.T) {
	last := math.MaxInt
	for _, n := range []int{80, 320} {
		f := patternOf(seek(t, life{nights: n, effects: somebody, seed: 3}.series(), cause.Options{}), "alcohol")
		if f.MoreNights == nil {
			continue
		}
		if *f.MoreNights > last {
			t.Errorf("after %d nights %d more are needed, before that %d", n, *f.MoreNights, last)
		}
		last = *f.MoreNights
	}
	if last == math.MaxInt {
		t.Error("no number of nights is ever told")
	}
}

func TestNightsThatSayNothing(t *testing.T) {
	zero := life{nights: 90, effects: somebody, seed: 2, after: bad(0)}.series()
	if p := seek(t, zero, cause.Options{}); !p.TooEarly || !warned(p, cause.WarnNoEvents) {
		t.Errorf("no cramp on any night: %+v", p.Warnings)
	}
	many := life{nights: 50, seed: 2, effects: somebody, after: func(s *cause.Series) {
		for j := range 58 {
			x := make([]float64, len(s.Y))
			for t := range x {
				x[t] = float64((t*(j+3) + t*t/(j+1)) % 2)
			}
			s.Columns = append(s.Columns, cause.Column{ID: string(rune('A'+j/26)) + string(rune('a'+j%26)), Values: x})
		}
	}}.series()
	if p := seek(t, many, cause.Options{}); !warned(p, cause.WarnFewNights) {
		t.Errorf("63 exposures over 50 nights: %+v", p.Warnings)
	}
}

func TestSeriesThatMakeNoSense(t *testing.T) {
	for name, change := range map[string]func(*cause.Series){
		"another outcome":    func(s *cause.Series) { s.Outcome = "mood" },
		"half a cramp":       func(s *cause.Series) { s.Y[4] = 0.5 },
		"a short column":     func(s *cause.Series) { s.Columns[0].Values = s.Columns[0].Values[1:] },
		"short weekends":     func(s *cause.Series) { s.Weekend = s.Weekend[1:] },
		"an amount for ever": func(s *cause.Series) { s.Columns[0].Values[0] = math.Inf(1) },
		"a form of its own":  func(s *cause.Series) { s.Columns[0].Forms = []cause.Form{"week"} },
		"a short fixed":      func(s *cause.Series) { s.Fixed = [][]float64{{1}} },
		"too many exposures": func(s *cause.Series) { s.Columns = slices.Repeat(s.Columns, 20) },
	} {
		s := life{nights: 60, effects: somebody, seed: 1}.series()
		change(&s)
		if _, err := shipped().finder.Search(s, cause.Options{}); !errors.Is(err, cause.ErrSeries) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestProgressRisesToTheEnd(t *testing.T) {
	var seen []float64
	seek(t, life{nights: 120, effects: somebody, seed: 1}.series(), cause.Options{
		Adjust:   map[string]cause.Adjustment{"alcohol": {For: []string{"stress"}}, "stress": {Never: []string{"alcohol"}}},
		Progress: func(done float64) { seen = append(seen, done) },
	})
	if len(seen) < 3 || !slices.IsSorted(seen) || seen[len(seen)-1] != 1 {
		t.Errorf("got %v", seen)
	}
}

// Nights that stand for all must not all be one weekday, whatever the length of the diary.
func TestTheNightsOf20AreNearTheCounts(t *testing.T) {
	for _, n := range []int{105, 112, 119, 126, 231, 238} {
		s := life{nights: n, effects: somebody, seed: 3, after: func(s *cause.Series) {
			for t := range s.Y {
				if s.Weekend[t] {
					s.Y[t] += 2
				}
			}
		}}.series()
		for _, f := range seek(t, s, cause.Options{}).Found {
			if f.Per20With == nil {
				continue
			}
			with, without := 20*float64(f.BadExposed)/float64(f.Exposed), 20*float64(f.BadUnexposed)/float64(f.Unexposed)
			if math.Abs(f.Per20With.Mid-with) > 3.5 || math.Abs(f.Per20Without.Mid-without) > 3.5 {
				t.Errorf("%d nights, %s: %.1f and %.1f, counted %.1f and %.1f", n, f.Exposure, f.Per20With.Mid, f.Per20Without.Mid, with, without)
			}
		}
	}
}

// The limits of the nights of 20 hold what further nights of the same person would show.
func TestTheNightsOf20AreHeldByTheirLimits(t *testing.T) {
	held, all := 0, 0
	for seed := range uint64(60) {
		effect := exposureMade{"hard_floor", 0.9, false}
		f := patternOf(seek(t, life{nights: 120, effects: []exposureMade{effect, {"alcohol", 0, false}}, seed: seed}.series(), cause.Options{}), "hard_floor")
		if f.Per20With == nil {
			continue
		}
		// The truth by ten thousand nights of the same person.
		long := life{nights: 10_000, effects: []exposureMade{effect}, seed: seed + 1000}.series()
		var bad, n [2]float64
		for t, v := range long.Columns[0].Values {
			n[int(v)]++
			if long.Y[t] > 0 {
				bad[int(v)]++
			}
		}
		for k, p := range []*cause.Per20{f.Per20Without, f.Per20With} {
			all++
			if truth := 20 * bad[k] / n[k]; p.Lo <= truth && truth <= p.Hi {
				held++
			}
		}
	}
	if share := float64(held) / float64(all); share < 0.88 { // 0.95 less what 120 that go in pairs may scatter
		t.Errorf("%d of %d intervals hold the truth", held, all)
	}
}

// Whatever few exposures are asked, and whatever the graph leaves out beside them, diaries
// in which nothing matters seldom name anything.
func TestFewExposuresCryNoWolf(t *testing.T) {
	ids := []string{"a", "b", "c", "d", "e", "f", "g", "h"}
	alone := map[string]cause.Adjustment{}
	for _, id := range ids {
		alone[id] = cause.Adjustment{Never: slices.DeleteFunc(slices.Clone(ids), func(other string) bool { return other == id })}
	}
	for name, tc := range map[string]struct {
		ids    []string
		adjust map[string]cause.Adjustment
	}{"one": {ids[:1], nil}, "two": {ids[:2], nil}, "eight, each by itself": {ids, alone}} {
		named := 0
		for seed := range uint64(60) {
			p, _ := searched(t, drawnSeries(seed+500, 90, tc.ids...), cause.Options{Adjust: tc.adjust})
			if slices.ContainsFunc(p.Found, func(f cause.Pattern) bool { return f.Tier.Named() }) {
				named++
			}
		}
		if named > 8 { // 5 of 100 wanted: more than 8 of 60 come once in two hundred such tests
			t.Errorf("%s: %d of 60 diaries without a cause name one", name, named)
		}
	}
}

// What the nights do not bear out is not told.
func TestCountsAreNotContradicted(t *testing.T) {
	s := life{nights: 120, effects: somebody, seed: 2, after: func(s *cause.Series) {
		r := rand.New(rand.NewPCG(4, 4))
		for t := range s.Y { // at most one cramp a night, on most nights
			s.Y[t] = 0
			if r.Float64() < 0.4+0.5*s.Columns[0].Values[t] {
				s.Y[t] = 1
			}
		}
	}}.series()
	p := seek(t, s, cause.Options{})
	f := patternOf(p, "hard_floor")
	if math.Abs(f.Per20With.Mid-20*float64(f.BadExposed)/float64(f.Exposed)) > 2 || !(f.Per20With.Lo < f.Per20With.Mid && f.Per20With.Mid < f.Per20With.Hi) || !warned(p, cause.WarnMisfit) {
		t.Errorf("with %+v, counted %d of %d", f.Per20With, f.BadExposed, f.Exposed)
	}
	minutes := life{nights: 90, effects: somebody, seed: 2, after: func(s *cause.Series) {
		s.Outcome = measure.Minutes
		for t := range s.Y {
			s.Y[t] = 15 * float64((t*t/3+t)%2)
		}
	}}.series()
	for _, f := range seek(t, minutes, cause.Options{}).Found {
		if f.Per20With != nil && math.Abs(f.Per20With.Mid-20*float64(f.BadExposed)/float64(f.Exposed)) > 3 {
			t.Errorf("0 or 15 minutes, %s: of 20 %.1f, counted %d of %d", f.Exposure, f.Per20With.Mid, f.BadExposed, f.Exposed)
		}
	}
}

// An exposure that was asked on other days than another does not go together with it.
func TestFewCommonDaysMakeNothingOne(t *testing.T) {
	s := life{nights: 120, effects: somebody, seed: 6, after: func(s *cause.Series) {
		for t := range s.Y {
			s.Columns[t%2].Values[t] = math.NaN()
			if t%30 == 3 {
				s.Columns[0].Values[t], s.Columns[1].Values[t] = float64(t/30%2), float64(t/30%2)
			}
		}
	}}.series()
	if p := seek(t, s, cause.Options{}); warned(p, cause.WarnCollinear) {
		t.Errorf("got %+v", p.Warnings)
	}
}
