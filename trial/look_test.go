package trial_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"charley/trial"
)

func TestALookSaysNothingButWhatToDo(t *testing.T) {
	p := nightly()
	p.Nights = 56
	for _, c := range []struct {
		name string
		s    trial.Standing
		want trial.Decision
	}{
		{"clearly better", trial.Standing{Night: 28, Used: 26, Mean: -1, SD: .3, PBetter: .997, PWorse: .003}, trial.MayStop},
		{"better, but not clearly enough for a look", trial.Standing{Night: 28, Used: 26, Mean: -.7, SD: .3, PBetter: .99, PWorse: .01}, trial.OnTrack},
		{"likely worse", trial.Standing{Night: 28, Used: 26, Mean: .5, SD: .3, PBetter: .05, PWorse: .95}, trial.Harm},
		{"no effect in sight near the end", trial.Standing{Night: 48, Used: 45, Mean: 0, SD: .25, PBetter: .5, PWorse: .5}, trial.Futile},
		{"nothing to see yet", trial.Standing{Night: 16, Used: 15, Mean: -.2, SD: .5, PBetter: .65, PWorse: .35}, trial.OnTrack},
		{"hardly logged", trial.Standing{Night: 28, Used: 9, Mean: -1, SD: .3, PBetter: .999, PWorse: .001}, trial.TooFewNights},
		{"less than half logged", trial.Standing{Night: 28, Used: 12, Mean: -1, SD: .3, PBetter: .999, PWorse: .001}, trial.TooFewNights},
		{"less than half logged, and likely worse", trial.Standing{Night: 28, Used: 12, Mean: 1, SD: .3, PBetter: .001, PWorse: .999}, trial.Harm},
		{"hardly logged, and likely worse", trial.Standing{Night: 28, Used: 9, Mean: 1, SD: .3, PBetter: .001, PWorse: .999}, trial.TooFewNights},
		{"a spread that is no number", trial.Standing{Night: 28, Used: 26, Mean: -1, SD: math.NaN(), PBetter: .999}, trial.TooFewNights},
	} {
		if got := p.Decide(c.s); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestHarmIsLookedForAtTheEndsOfBlocks(t *testing.T) {
	p := nightly()
	for k, want := range map[int]int{0: 0, 12: 0, 15: 0, 16: 16, 19: 16, 20: 20} {
		if got := p.Watched(k); got != want {
			t.Errorf("after %d nights: got %d, want %d", k, got, want)
		}
	}
}

// The formula against 200,000 simulated ends of a normal model: the second half of
// the nights is added to the first.
func TestThePredictiveChanceIsThatOfSimulatedEnds(t *testing.T) {
	p := nightly()
	p.Nights = 56
	r := rand.New(rand.NewPCG(4, 4))
	for _, s := range []trial.Standing{
		{Night: 28, Used: 28, Mean: -.4, SD: .4}, {Night: 28, Used: 28, Mean: -.1, SD: .3}, {Night: 28, Used: 28, Mean: .2, SD: .3}, {Night: 28, Used: 28, Mean: -.5, SD: .8},
	} {
		wins := 0
		const ends = 200000
		for range ends {
			effect := s.Mean + s.SD*r.NormFloat64()
			all := 1 / (s.SD * s.SD)
			told := all - 1                                  // without the prior, whose spread is 1
			more := effect + r.NormFloat64()/math.Sqrt(told) // as informative as the first half
			if mean, sd := (s.Mean*all+more*told)/(all+told), 1/math.Sqrt(all+told); mean < -1.959963984540054*sd {
				wins++
			}
		}
		if got, want := p.Predictive(s), float64(wins)/ends; math.Abs(got-want) > .004 {
			t.Errorf("%+v: got %.4f, simulated %.4f", s, got, want)
		}
	}
	if got := p.Predictive(trial.Standing{Night: 56, Used: 50, Mean: -1, SD: .3}); got != 1 {
		t.Errorf("a clear end: got %v, want 1", got)
	}
	if got := p.Predictive(trial.Standing{}); got != 0 {
		t.Errorf("nothing: got %v, want 0", got)
	}
}

// 56 nights left a spread of 0.4 around -0.5: they told 1/0.16 - 1 = 5.25, the prior 1. 2.8 spreads are
// wanted, (2.8/0.5)² = 31.4 in all, so (31.4 - 1)/5.25 = 5.79 times the nights: 324.
func TestHowManyMoreNightsWouldDo(t *testing.T) {
	p := nightly()
	if got, ok := p.MoreNights(trial.Standing{Night: 56, Mean: -.5, SD: .4}); !ok || got < 264 || got > 272 {
		t.Errorf("got %d, %v, want about 268", got, ok)
	}
	for _, mean := range []float64{0, .01, -.01} {
		if got, ok := p.MoreNights(trial.Standing{Night: 56, Mean: mean, SD: .4}); ok {
			t.Errorf("mean %v: got %d nights, want none", mean, got)
		}
	}
}
