package trial_test

import (
	"math"
	"testing"

	"charley/trial"
)

// walk takes all looks of simulated trials with the quick analysis and says how
// often each was the first to decide, how many trials end with a clear answer,
// and how many of those were called futile on the way.
func walk(t *testing.T, p trial.Plan, effect float64, trials int) (first map[trial.Decision]int, clearly, lost int) {
	t.Helper()
	p.RunIn = trial.RunIn{Nights: 14, Logged: 13, Events: 14, EventNights: 7, Mean: 1.08, SD: 1.3}
	first = map[trial.Decision]int{}
	_, err := trial.PowerOf(p, func(q trial.Plan, arms []int, y []float64) (float64, float64, bool) {
		mean, sd, ok := trial.QuickReading(q, arms, y)
		if q.Nights != p.Nights {
			return mean, sd, ok
		}
		said := trial.OnTrack
		for _, k := range p.Looks()[:len(p.Looks())-1] {
			if said == trial.OnTrack || said == trial.TooFewNights {
				said = look(p, arms[:k], y[:k])
			}
		}
		first[said]++
		if ok && mean < -1.96*sd {
			clearly++
			if said == trial.Futile {
				lost++
			}
		}
		return mean, sd, ok
	}, 1, []float64{effect}, trials)
	if err != nil {
		t.Fatal(err)
	}
	return first, clearly, lost
}

func look(p trial.Plan, arms []int, y []float64) trial.Decision {
	mean, sd, _ := trial.QuickReading(p, arms, y)
	s := trial.Standing{Night: len(y), Mean: mean, SD: sd, PBetter: math.Erfc(mean/sd/math.Sqrt2) / 2}
	s.PWorse = 1 - s.PBetter
	for i, v := range y {
		if !math.IsNaN(v) && !p.IsWashout(i+1) {
			s.Used++
		}
	}
	return p.Decide(s)
}

// Without an effect at most 3.5 % of trials may be told early that it helps, and
// some 12 % that it is likely worse; of those that would end with a clear answer, few are
// called futile before. Run with -v for the figures of docs/decisions/0018.
func TestLooksSeldomMislead(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	for _, p := range []trial.Plan{nightly(), weekly()} {
		if p.Period == 1 {
			p.Nights = 56
		}
		null, _, _ := walk(t, p, 1, 500)
		t.Logf("%s, %d nights, no effect: %v of 500", p.Unit, p.Nights, null)
		if null[trial.MayStop] > 17+15 || null[trial.Harm] > 80 { // 3.5 % and 4 sd more
			t.Errorf("%s, no effect: %v", p.Unit, null)
		}
		half, clearly, lost := walk(t, p, .5, 500)
		t.Logf("%s, %d nights, halved: %v of 500; %d clear at the end, %d of them called futile before", p.Unit, p.Nights, half, clearly, lost)
		if 12*lost > clearly || half[trial.MayStop] < 20 || half[trial.Harm] > 20 {
			t.Errorf("%s, halved: %v, %d of %d lost", p.Unit, half, lost, clearly)
		}
	}
}
