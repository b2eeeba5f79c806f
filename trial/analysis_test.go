package trial

import (
	"math"
	"testing"

	"charley/measure"
)

func moments(k int) float64 {
	sum := 0.0
	for i, w := range hermiteWeight {
		sum += w * math.Pow(hermiteAt[i], float64(k))
	}
	return sum
}

// The rule of nine points is exact for polynomials up to degree 17: the moments of a
// standard normal are 1, 0, 1, 0, 3, 15, 105.
func TestTheRuleOfNinePointsKnowsTheNormal(t *testing.T) {
	for k, want := range map[int]float64{0: 1, 1: 0, 2: 1, 3: 0, 4: 3, 6: 15, 8: 105} {
		if got := moments(k); math.Abs(got-want) > 1e-8*math.Max(1, want) {
			t.Errorf("moment %d: got %.12g, want %g", k, got, want)
		}
	}
}

// nights are n of them, with the arm alternating in pairs and outcomes by night and arm.
func made(n int, outcome func(i, arm int) float64) []Night {
	out := make([]Night, n)
	for i := range out {
		arm := (i/2 + i) % 2
		out[i] = Night{Index: i + 1, Arm: arm, Y: outcome(i, arm), Weekend: i%7 > 4, Block: i/4 + 1, Period: i + 1}
	}
	return out
}

// finite fails the test for a number in a result that is none.
func finite(t *testing.T, name string, r Result) {
	t.Helper()
	intervals := []*Interval{r.LogRR, r.RateRatio, r.LogOR, r.Difference, r.Level[0], r.Level[1], r.EventNight}
	if r.Sceptical != nil {
		intervals = append(intervals, &r.Sceptical.Effect)
	}
	var all []*float64
	for _, i := range intervals {
		if i != nil {
			all = append(all, &i.Mean, &i.Median, &i.SD, &i.Lo, &i.Hi)
			if !(i.Lo <= i.Median && i.Median <= i.Hi) {
				t.Errorf("%s: %g is not between %g and %g", name, i.Median, i.Lo, i.Hi)
			}
		}
	}
	all = append(all, r.PBetter, r.PBetter20, r.PSame10, r.PWorse, r.PTipping, r.Overlap, r.LikelihoodTop, r.KHat)
	for _, v := range all {
		if v != nil && (math.IsNaN(*v) || math.IsInf(*v, 0)) {
			t.Errorf("%s: got the number %g", name, *v)
		}
	}
}

func TestNightsThatTellNothingSaySo(t *testing.T) {
	nan := math.NaN()
	for name, tc := range map[string]struct {
		nights  []Night
		o       Options
		state   string
		warning string
	}{
		"no cramp on any night":          {made(56, func(int, int) float64 { return 0 }), Options{Outcome: measure.Count}, StateNoInformation, WarnNoEvents},
		"one cramp in all":               {made(56, func(i, _ int) float64 { return math.Floor(float64(i) / 55) }), Options{Outcome: measure.Count}, StateNoInformation, WarnFewEvents},
		"outcomes in one arm only":       {made(56, func(_, a int) float64 { return []float64{1, nan}[a] }), Options{Outcome: measure.Count}, StateOneArm, WarnOneArm},
		"all missing":                    {made(56, func(int, int) float64 { return nan }), Options{Outcome: measure.Count}, StateNoNights, WarnNoNights},
		"one night":                      {made(1, func(int, int) float64 { return 2 }), Options{Outcome: measure.Count}, StateOneArm, WarnOneArm},
		"no nights":                      {nil, Options{Outcome: measure.Count}, StateNoNights, WarnNoNights},
		"four nights":                    {made(4, func(i, _ int) float64 { return float64(i % 3) }), Options{Outcome: measure.Count}, StateNoInformation, WarnFewNights},
		"a million every night":          {made(56, func(int, int) float64 { return 1e6 }), Options{Outcome: measure.Count}, StateNoInformation, WarnConstant},
		"a million on one night":         {made(28, func(i, _ int) float64 { return []float64{float64(i % 3), 1e6}[i/27] }), Options{Outcome: measure.Count}, StateNoInformation, WarnGiant},
		"one value with it, one without": {made(56, func(_, a int) float64 { return float64(5 + 5*a) }), Options{Outcome: measure.Value}, StateNoInformation, WarnConstant},
		"hardly more than that":          {made(56, func(i, a int) float64 { return float64(5+5*a) + 1e-6*float64(i%3) }), Options{Outcome: measure.Value}, StateNoInformation, WarnConstant},
		"four values":                    {made(4, func(i, a int) float64 { return 5 + 4*float64(a) + float64(i)/4 }), Options{Outcome: measure.Value}, StateNoInformation, WarnFewNights},
		"a bad night every night":        {made(56, func(int, int) float64 { return 1 }), Options{Outcome: measure.Bad}, StateNoInformation, WarnConstant},
		"two cramps every night":         {made(56, func(int, int) float64 { return 2 }), Options{Outcome: measure.Count}, StateNoInformation, WarnConstant},
		"the same severity always":       {made(56, func(int, int) float64 { return 4 }), Options{Outcome: measure.Severity}, StateNoInformation, WarnConstant},
		"the same value always":          {made(56, func(int, int) float64 { return 20.5 }), Options{Outcome: measure.Value}, StateNoInformation, WarnConstant},
		"no bad night":                   {made(56, func(int, int) float64 { return 0 }), Options{Outcome: measure.Bad}, StateNoInformation, WarnNoEvents},
		"no minute of sleep was lost":    {made(56, func(int, int) float64 { return 0 }), Options{Outcome: measure.Minutes}, StateNoInformation, WarnConstant},
	} {
		r, err := Analyze(tc.nights, tc.o)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		finite(t, name, r)
		if r.State != tc.state {
			t.Errorf("%s: got %s, want %s", name, r.State, tc.state)
		}
		warned := false
		for _, w := range r.Warnings {
			warned = warned || w.Code == tc.warning
		}
		if !warned {
			t.Errorf("%s: got the warnings %v, want %s", name, r.Warnings, tc.warning)
		}
		if r.State != StateOK && r.PBetter != nil && (*r.PBetter > 0.95 || *r.PBetter < 0.05) {
			t.Errorf("%s: got P %.3f for it, which is a confident number", name, *r.PBetter)
		}
	}
}

func TestOutcomesOfAnotherKindAreNamed(t *testing.T) {
	for name, tc := range map[string]struct {
		y float64
		o measure.Outcome
	}{
		"half a cramp": {0.5, measure.Count}, "minus one cramp": {-1, measure.Count}, "a severity of eleven": {11, measure.Severity}, "two of yes and no": {2, measure.Bad},
		"more minutes than a day has": {1441, measure.Minutes}, "endless": {math.Inf(1), measure.Value}, "no such outcome": {1, "cramps"},
	} {
		if _, err := Analyze(made(8, func(i, _ int) float64 { return []float64{1, tc.y}[i/7] }), Options{Outcome: tc.o}); err == nil {
			t.Errorf("%s: got no error", name)
		}
	}
}

// Swapping the arms turns the effect round, whatever is measured.
func TestSwappedArmsTurnTheEffectRound(t *testing.T) {
	for _, o := range measure.Outcomes() {
		outcome := func(i, a int) float64 { return math.Floor(float64((i*7)%5*(2-a)) / 2) }
		if o == measure.Bad {
			outcome = func(i, a int) float64 { return float64((i*7 + a*i) % 3 / 2) }
		}
		one := made(56, outcome)
		other := append([]Night(nil), one...)
		for i := range other {
			other[i].Arm = 1 - other[i].Arm
		}
		a, err := Analyze(one, Options{Outcome: o, Draws: 4000})
		if err != nil {
			t.Fatal(err)
		}
		b, err := Analyze(other, Options{Outcome: o, Draws: 4000})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := *b.PBetter, *a.PWorse; math.Abs(got-want) > 0.02 {
			t.Errorf("%s: got P %.3f with the arms swapped, want %.3f", o, got, want)
		}
	}
}

func TestTheDoseFadesByHalves(t *testing.T) {
	got := Dose([]int{0, 1, 0, 0, 1, 1, 0}, 1)
	for i, want := range []float64{0, 1, .5, .25, 1, 1, .5} {
		if math.Abs(got[i]-want) > 1e-12 {
			t.Errorf("night %d: got %g, want %g", i+1, got[i], want)
		}
	}
	if got := Dose([]int{1, 0}, 0); got[1] != 0 {
		t.Errorf("without carry-over: got %g the night after, want 0", got[1])
	}
}
