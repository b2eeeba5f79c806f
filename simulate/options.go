package simulate

import (
	"fmt"
	"math"
	"slices"

	"charley"
)

// Options say what kind of person to make. What is left out is drawn from Seed.
type Options struct {
	Nights int           // length of the diary, 1 to MaxNights
	Seed   uint64        // same options and seed: same diary
	Start  charley.Night // first night; zero is 5 January 2026
	Zone   string        // where the person lives; "" is Europe/Berlin

	Rate     float64   // mean number of cramps a night; 0 = drawn, about 0.35 to 1.3
	Phi      *float64  // how much a night is like the one before, 0 to under 1; nil = 0.2 to 0.7
	Sigma    *float64  // spread of the night effect on the log scale; nil = 0.3 to 0.8
	K        *float64  // size of the negative binomial: smaller is lumpier; nil = 1.5 to 6
	Weekend  *float64  // log rate ratio of Saturday and Sunday nights; nil = about ±0.2
	Trend    *float64  // log rate ratio from the first night to the last; nil = about ±0.3
	Ache     float64   // how bad cramps are, on a latent scale; 0 is mild, 3 is most of 10
	Triggers []Trigger // true triggers; nil = none to three, drawn; empty = none

	NoGaps bool          // every night is recorded and every answer is given
	Trial  *TrialOptions // a randomised trial inside the diary; nil = none
}

// A Trigger is an exposure that truly changes the rate.
type Trigger struct {
	Exposure string  `json:"exposure"` // one of Exposures()
	LogRR    float64 `json:"log_rr"`   // log rate ratio per Unit; negative protects
	Unit     float64 `json:"unit"`     // set by Person: 1, or 2 hours or points
}

// TrialOptions describe a trial that is drawn by lot inside the diary.
type TrialOptions struct {
	Scheme    string  // Blocks or WeekPairs; "" is Blocks
	From      int     // index of its first night in the diary
	Nights    int     // 0 = to the end; cut to whole blocks
	RateRatio float64 // rate on nights with the remedy by rate without, above 0
	HalfLife  float64 // nights until half of the effect is gone; 0 = no carry-over
	Remedy    string  // exposure that follows the lot, such as warm_bath; "" = none
	Arms      []int   // what was drawn elsewhere, a night each: whole blocks; nil = drawn here
}

// How a trial is drawn.
const (
	Blocks    = "night_blocks4" // blocks of four nights, two with and two without, in random order
	WeekPairs = "week_pairs"    // pairs of weeks, which of them comes first by lot
)

// MaxNights is the longest diary: a century.
const MaxNights = 36525

// Demo is the person that the pages show, and with stronger effects the demo: somewhat over three
// cramps a week, more after hard floors, fewer after a warm bath.
func Demo(nights int, seed uint64) Options {
	return Options{
		Nights: nights, Seed: seed, Rate: 0.45, Ache: 3,
		Triggers: []Trigger{{Exposure: "hard_floor", LogRR: math.Log(1.9)}, {Exposure: "warm_bath", LogRR: math.Log(0.62)}},
	}
}

// Busy is a person for benchmarks: about three episodes a night, nothing missing.
func Busy(nights int, seed uint64) Options {
	return Options{Nights: nights, Seed: seed, Rate: 3, NoGaps: true, Trend: new(float64)}
}

// Check says what is wrong with the options, if anything is. It is ErrInvalid.
func (o Options) Check() error {
	o = o.filled()
	last := o.Start.Add(o.Nights)
	switch {
	case o.Nights < 1 || o.Nights > MaxNights:
		return fmt.Errorf("nights must be 1 to %d: %w", MaxNights, charley.ErrInvalid)
	case o.Start.Year < 1970 || last.Year > 9000:
		return fmt.Errorf("the diary must lie between 1970 and 9000: %w", charley.ErrInvalid)
	case !within(&o.Rate, 0, 20) || !within(&o.Ache, -10, 10):
		return fmt.Errorf("rate must be 0 to 20 a night, ache -10 to 10: %w", charley.ErrInvalid)
	case !within(o.Phi, -0.99, 0.99) || !within(o.Sigma, 0, 3) || !within(o.K, 0.2, 1e6),
		!within(o.Weekend, -5, 5) || !within(o.Trend, -5, 5):
		return fmt.Errorf("phi, sigma, k, weekend or trend is out of range: %w", charley.ErrInvalid)
	}
	for _, t := range o.Triggers {
		if !slices.Contains(candidates(), t.Exposure) || !within(&t.LogRR, -5, 5) {
			return fmt.Errorf("%q cannot be a trigger: %w", t.Exposure, charley.ErrInvalid)
		}
	}
	if _, err := charley.LoadZone(o.Zone); err != nil {
		return err
	}
	return o.Trial.check(o.Nights)
}

func (t *TrialOptions) check(nights int) error {
	switch {
	case t == nil:
		return nil
	case t.Scheme != "" && t.Scheme != Blocks && t.Scheme != WeekPairs:
		return fmt.Errorf("a trial is drawn by %s or %s: %w", Blocks, WeekPairs, charley.ErrInvalid)
	case !(t.RateRatio > 0 && t.RateRatio <= 100) || !(t.HalfLife >= 0 && t.HalfLife <= 1000):
		return fmt.Errorf("a trial needs a rate ratio above 0 and a half-life from 0: %w", charley.ErrInvalid)
	case t.From < 0 || t.Nights < 0 || t.From+t.Nights > nights || t.length(nights) == 0:
		return fmt.Errorf("the trial does not fit into %d nights: %w", nights, charley.ErrInvalid)
	case slices.ContainsFunc(t.Arms, func(arm int) bool { return arm != 0 && arm != 1 }) || t.Arms != nil && len(t.Arms) != t.length(nights):
		return fmt.Errorf("the arms of a trial are 0 or 1, one for each of its nights: %w", charley.ErrInvalid)
	case t.Remedy != "" && !slices.Contains(yesNo(), t.Remedy):
		return fmt.Errorf("%q cannot be drawn by lot: %w", t.Remedy, charley.ErrInvalid)
	}
	return nil
}

// filled puts in what has a fixed default.
func (o Options) filled() Options {
	if o.Start.IsZero() {
		o.Start = charley.Night{Year: 2026, Month: 1, Day: 5}
	}
	if o.Zone == "" {
		o.Zone = "Europe/Berlin"
	}
	return o
}

// within allows nil and finite numbers in a range.
func within(x *float64, lo, hi float64) bool { return x == nil || (*x >= lo && *x <= hi) }
