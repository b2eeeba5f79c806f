package trial_test

import (
	"errors"
	"math"
	"testing"

	"charley"
	"charley/measure"
	"charley/trial"
)

// plain reads a trial by the difference of mean logarithms of 1 + y, for tests of what surrounds a reading.
func plain(_ trial.Plan, arms []int, y []float64) (mean, sd float64, ok bool) {
	var n, sum, squares [2]float64
	for i, v := range y {
		if !math.IsNaN(v) {
			x := math.Log1p(v)
			n[arms[i]]++
			sum[arms[i]] += x
			squares[arms[i]] += x * x
		}
	}
	if n[0] < 2 || n[1] < 2 {
		return 0, 0, false
	}
	variance := 0.0
	for a := range 2 {
		variance += (squares[a]/n[a] - sum[a]*sum[a]/n[a]/n[a]) / (n[a] - 1)
	}
	return sum[1]/n[1] - sum[0]/n[0], math.Sqrt(variance), variance > 0
}

func TestChancesGrowWithTheEffectAndTheLength(t *testing.T) {
	for _, what := range []string{measure.Cramps, measure.BadNight, measure.Bother, measure.SleepLost} {
		p := nightly()
		p.Measure = what
		rows, err := trial.Power(p, plain, 3)
		if err != nil || len(rows) != 12 {
			t.Fatalf("%s: got %d rows (%v), want 12", what, len(rows), err)
		}
		for i, r := range rows {
			if r.Chance < 0 || r.Chance > 1 {
				t.Errorf("%s: got %+v", what, r)
			}
			if i%4 > 0 && r.Chance < rows[i-1].Chance-.05 {
				t.Errorf("%s: %d nights have less of a chance than %d: %+v", what, r.Nights, rows[i-1].Nights, rows)
			}
			if i >= 4 && r.Chance < rows[i-4].Chance {
				t.Errorf("%s: a larger effect has less of a chance: %+v", what, rows)
			}
		}
		if last := rows[11]; last.Chance < .5 {
			t.Errorf("%s: sixteen weeks show an effect of 0.3 in %v only", what, last.Chance)
		}
	}
}

// Without an effect 2.5 % of trials are clear; of 2,000 at most 3.9 % (4 sd).
func TestWithoutAnEffectHardlyAnyTrialIsClear(t *testing.T) {
	rows, err := trial.PowerOf(nightly(), plain, 5, []float64{1}, 2000)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r.Chance > .039 {
			t.Errorf("got %+v", r)
		}
	}
}

func TestTheLengthsAreWholeBlocks(t *testing.T) {
	p := weekly()
	p.Period, p.Block, p.Nights = 21, 42, 252
	got := p.Lengths()
	want := []int{84, 126, 252}
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}

// The run-in has 0.75 events a night: people made up from it have that many, give or take.
func TestPeopleAreMadeUpAtTheLevelOfTheRunIn(t *testing.T) {
	p := nightly()
	var sum, n, missing float64
	_, err := trial.PowerOf(p, func(_ trial.Plan, _ []int, y []float64) (float64, float64, bool) {
		for _, v := range y {
			if math.IsNaN(v) {
				missing++
			} else {
				sum += v
				n++
			}
		}
		return 0, 0, false
	}, 1, []float64{1}, 1000)
	if err != nil {
		t.Fatal(err)
	}
	if got := sum / n; got < .65 || got > .9 {
		t.Errorf("got %.2f events a night, want about 0.75", got)
	}
	if got := missing / (n + missing); got < .12 || got > .165 {
		t.Errorf("got %.3f of the nights missing, want 2 of 14", got)
	}
}

// Measured on the reference simulation with the full analysis, at about one event
// a night (docs/statistics.md): halving shows in 13 to 17 % of nightly trials of
// 28 nights, 40 to 47 % of 56, 50 to 63 % of 84 and 77 % of 112.
func TestTheChancesAreThoseOfTheFullAnalysis(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	p := nightly()
	p.RunIn = trial.RunIn{Nights: 14, Logged: 13, Events: 14, EventNights: 7, Mean: 1.08, SD: 1.3}
	rows, err := trial.Chances(p, 7)
	if err != nil {
		t.Fatal(err)
	}
	want := map[int][2]float64{28: {.13, .17}, 56: {.40, .47}, 84: {.50, .63}, 112: {.63, .77}}
	for _, r := range rows {
		if w, ok := want[r.Nights]; ok && r.Effect == .5 && (r.Chance < w[0]-.07 || r.Chance > w[1]+.07) {
			t.Errorf("got %+v, want %v", r, w)
		}
	}
}

// The quick analysis against the whole one: means within a third of a spread in
// all of 12 trials, and within a sixth on average; spreads within a fifth.
func TestTheQuickAnalysisIsNearTheWholeOne(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	for _, what := range []string{measure.Cramps, measure.BadNight, measure.Bother} {
		p := nightly()
		p.Measure, p.Nights = what, 56
		m, _ := measure.Of(what)
		n, apart := 0.0, 0.0
		_, err := trial.PowerOf(p, func(q trial.Plan, arms []int, y []float64) (mean, sd float64, ok bool) {
			if q.Nights != 56 {
				return 0, 0, false
			}
			mean, sd, ok = trial.QuickReading(q, arms, y)
			whole, err := trial.Analyze(q.NightsOf(arms, y), trial.Options{Outcome: m.Outcome, Seed: 1})
			effect := whole.LogRR
			if m.Outcome != measure.Count {
				effect = whole.LogOR
			}
			if !ok || err != nil || effect == nil {
				return 0, 0, false
			}
			d := math.Abs(mean-effect.Mean) / effect.SD
			if n, apart = n+1, apart+d; d > .4 || sd < .8*effect.SD || sd > 1.2*effect.SD {
				t.Errorf("%s: quick %.3f (%.3f), whole %.3f (%.3f)", what, mean, sd, effect.Mean, effect.SD)
			}
			return mean, sd, true
		}, 2, []float64{.5}, 12)
		if err != nil || n < 10 || apart/n > 1./6 {
			t.Errorf("%s: %v trials, %.3f spreads apart on average (%v)", what, n, apart/n, err)
		}
	}
}

func BenchmarkMakingUpAWholeTable(b *testing.B) {
	for range b.N {
		if _, err := trial.Chances(nightly(), 1); err != nil {
			b.Fatal(err)
		}
	}
}

func TestChancesOfOnesOwn(t *testing.T) {
	p := nightly()
	got, err := trial.PowerAsked(p, trial.QuickReading, 1, trial.Asked{Effects: []float64{.5}, Nights: []int{27, 28}, Trials: 20})
	if err != nil || len(got) != 1 || got[0].Nights != 28 || got[0].Effect != .5 {
		t.Errorf("got %+v, %v; want one chance for 28 nights", got, err)
	}
	for _, bad := range []trial.Asked{{Effects: []float64{0}}, {Effects: []float64{math.NaN()}}, {Nights: []int{2}}, {Nights: []int{1e6}}, {Trials: -1}, {Trials: 1e9}} {
		if _, err := trial.PowerAsked(p, trial.QuickReading, 1, bad); !errors.Is(err, charley.ErrInvalid) {
			t.Errorf("%+v: got %v, want ErrInvalid", bad, err)
		}
	}
}
