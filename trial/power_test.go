package trial_test

import (
	"math"
	"testing"

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
	for _, measure := range []string{trial.Cramps, trial.BadNight, trial.Bother, trial.SleepLost} {
		p := nightly()
		p.Measure = measure
		rows, err := trial.Power(p, plain, 3)
		if err != nil || len(rows) != 12 {
			t.Fatalf("%s: got %d rows (%v), want 12", measure, len(rows), err)
		}
		for i, r := range rows {
			if r.Chance < 0 || r.Chance > 1 {
				t.Errorf("%s: got %+v", measure, r)
			}
			if i%4 > 0 && r.Chance < rows[i-1].Chance-.05 {
				t.Errorf("%s: %d nights have less of a chance than %d: %+v", measure, r.Nights, rows[i-1].Nights, rows)
			}
			if i >= 4 && r.Chance < rows[i-4].Chance {
				t.Errorf("%s: a larger effect has less of a chance: %+v", measure, rows)
			}
		}
		if last := rows[11]; last.Chance < .5 {
			t.Errorf("%s: sixteen weeks show an effect of 0.3 in %v only", measure, last.Chance)
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

func BenchmarkMakingUpAWholeTable(b *testing.B) {
	for range b.N {
		if _, err := trial.Power(nightly(), plain, 1); err != nil {
			b.Fatal(err)
		}
	}
}
