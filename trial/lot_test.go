package trial_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"charley"
	"charley/measure"
	"charley/trial"
)

func TestATrialThatHelpedAlwaysHasTheSmallestP(t *testing.T) {
	s := seal(t, weekly(), 3)
	y := make([]float64, s.Nights)
	for i, arm := range s.Arms {
		y[i] = float64(4 - 3*arm)
		if s.IsWashout(i + 1) {
			y[i] = 50 // left out, so it cannot matter
		}
	}
	got, err := s.Test(y)
	if err != nil || !got.Exact || got.P != 2.0/64 || got.Smallest != 2.0/64 || got.Draws != 64 {
		t.Errorf("got %+v (%v)", got, err)
	}
	if got.Wealth < 10 || got.Highest < got.Wealth {
		t.Errorf("wealth: got %+v", got)
	}
}

func TestHigherIsBetterTurnsTheBetRound(t *testing.T) {
	p := nightly()
	p.Measure = measure.SitStill
	s := seal(t, p, 3)
	y := make([]float64, s.Nights)
	for i, arm := range s.Arms {
		y[i] = float64(i%3) - 3*float64(arm)
	}
	got, err := s.Test(y)
	if err != nil || got.Wealth < 20 || got.P > .001 {
		t.Errorf("got %+v (%v)", got, err)
	}
}

func TestNightsToComeAndUnfinishedBlocksDoNotMoveTheWealth(t *testing.T) {
	s := seal(t, nightly(), 3)
	y := make([]float64, 10)
	for i := range y {
		y[i] = float64(3 - 3*s.Arms[i])
	}
	ten, err1 := s.Test(y)
	eight, err2 := s.Test(y[:8])
	if err1 != nil || err2 != nil || ten.Wealth != eight.Wealth || ten.Wealth <= 1 {
		t.Errorf("got %+v and %+v (%v, %v)", ten, eight, err1, err2)
	}
	none, err := s.Test(nil)
	if err != nil || none.P != 1 || none.Wealth != 1 {
		t.Errorf("no night: got %+v (%v)", none, err)
	}
	if _, err := s.Test(make([]float64, 29)); !errors.Is(err, charley.ErrInvalid) {
		t.Errorf("a night too many: got %v", err)
	}
	if _, err := s.Test([]float64{-1}); !errors.Is(err, charley.ErrInvalid) {
		t.Errorf("a count below zero: got %v", err)
	}
}

// Wealth reaches 20 at any time in at most 5 % of trials without an effect,
// whatever the drift and the dependence; of 2,000 at most 6.9 % would be 4 sd.
func TestWealthMisleadsInAtMostOneOfTwentyTrials(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	for _, p := range []trial.Plan{nightly(), weekly()} {
		p.Nights = 56
		rich := 0
		for i := range 2000 {
			s, err := trial.Seal(p, [32]byte{byte(i), byte(i >> 8), 9})
			if err != nil {
				t.Fatal(err)
			}
			r, u, y := rand.New(rand.NewPCG(uint64(i), 8)), 0.0, make([]float64, 56)
			for k := range y {
				u = .7*u + .5*r.NormFloat64()
				if y[k] = math.Floor(math.Exp(u + float64(k)/60 - .3*r.Float64())); r.IntN(12) == 0 {
					y[k] = math.NaN()
				}
			}
			got, err := s.Wealth(y)
			if err != nil {
				t.Fatal(err)
			}
			for _, w := range got {
				if w >= 20 {
					rich++
					break
				}
			}
		}
		if rich > 138 {
			t.Errorf("%s: %d of 2,000", p.Unit, rich)
		}
		t.Logf("%s: wealth 20 at any time in %d of 2,000", p.Unit, rich)
	}
}

func TestAdherenceIsCountedByArm(t *testing.T) {
	s := seal(t, nightly(), 6)
	nan := math.NaN()
	y := []float64{1, nan, 0, 2, 0, 0, nan, 1}
	kept := []charley.Tri{charley.Yes, charley.No, charley.Unknown, charley.Yes}
	got := s.AdherenceOf(y, kept)
	if got.Nights != [2]int{4, 4} || got.Missing[0]+got.Missing[1] != 2 || got.Logged[0]+got.Logged[1] != 6 {
		t.Errorf("got %+v", got)
	}
	if got.Asked[0]+got.Asked[1] != 3 || got.Kept[0]+got.Kept[1] != 2 {
		t.Errorf("got %+v", got)
	}
}
