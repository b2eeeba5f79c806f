package trial

import (
	"fmt"
	"math"

	"charley/measure"
	"charley/stats"
)

// Options of an analysis.
type Options struct {
	Outcome        measure.Outcome
	HalfLife       []float64 // nights of carry-over; several are averaged over; none is 0
	Seed           uint64
	Draws          int // 0: the usual number
	HigherIsBetter bool
	Tipping        bool // work out PTipping, which costs a second fit
}

const (
	level95     = 0.95
	mostPrior   = 0.7 // overlap beyond which a result is no information yet
	fewEvents   = 5
	sameRatio   = 0.9
	fifthBetter = 0.8
)

// HalfLives are averaged over where nobody knows how long an effect lasts.
func HalfLives() []float64 { return []float64{0, 0.5, 1, 2} }

// Analyze is what the nights of a trial say about its remedy.
//
// The effect is that of a full dose (see Dose) in a latent Gaussian regression with
// weekend, trend and an AR(1) night effect: negative binomial for counts, cumulative
// logit for severities and for minutes in bins, Bernoulli for bad nights, Gaussian for
// any other value. How it is fitted is told at stats.Fit.
//
//	Shapes   every calendar night from the first to the last, in order.
//	Missing  a night without an outcome keeps its place. One that is washed out keeps
//	         its dose too.
//	Errors   an outcome that is none of its family, named by night; ErrModel for options
//	         out of range. No events, one arm, no nights are answers: see Result.State.
//	Assumes  what docs/statistics.md says.
//	Cost     about 30 microseconds a draw for 56 nights.
func Analyze(nights []Night, o Options) (Result, error) {
	if len(o.HalfLife) == 0 {
		o.HalfLife = []float64{0}
	}
	for _, n := range nights {
		if n.Arm < -1 || n.Arm > 1 {
			return Result{}, fmt.Errorf("analyse a trial: night %d: the arm %d, must be 0, 1, or -1 for not known: %w", n.Index, n.Arm, stats.ErrModel)
		}
	}
	for _, h := range o.HalfLife {
		if !(h >= 0 && h <= 365) {
			return Result{}, fmt.Errorf("analyse a trial: a half-life of %g nights, must be 0 to 365: %w", h, stats.ErrModel)
		}
	}
	r := Result{Outcome: o.Outcome, HalfLife: o.HalfLife}
	r.count(nights)
	designs, err := designsOf(nights, o)
	if err != nil {
		return Result{}, fmt.Errorf("analyse a trial: %w", err)
	}
	if r.State = standing(nights); r.State != StateOK {
		r.warnState()
		return r, nil
	}
	if r.cannotCompare(nights, designs[0]) {
		r.State = StateNoInformation
		return r, nil
	}
	fits, err := fitAll(designs, o)
	if err != nil {
		return Result{}, fmt.Errorf("analyse a trial: %w", err)
	}
	r.Path = fits.path
	r.KHat = pointer(fits.kHat)
	r.cautions(nights, designs[0])
	if fits.path == stats.Withheld {
		r.State = StateWithheld
		r.warn(WarnKHat, "the computation does not agree with itself: the estimate is withheld")
		return r, nil
	}
	if err := r.read(nights, o, fits); err != nil {
		return Result{}, fmt.Errorf("analyse a trial: %w", err)
	}
	if o.Tipping && r.Missing[1] > 0 {
		r.PTipping = tipping(nights, o)
	}
	return r, nil
}

// standing tells whether there is anything to compare.
func standing(nights []Night) (state string) {
	var used [2]int
	for _, n := range nights {
		if n.used() {
			used[n.Arm]++
		}
	}
	switch {
	case used[0]+used[1] == 0:
		return StateNoNights
	case used[0] == 0 || used[1] == 0:
		return StateOneArm
	}
	return StateOK
}

// count fills what is counted rather than estimated.
func (r *Result) count(nights []Night) {
	for _, n := range nights {
		switch {
		case n.Arm < 0:
			r.Unknown++
		case n.Y != n.Y:
			r.Missing[n.Arm]++
		case n.Washout:
			r.Washout++
		default:
			r.N++
			r.NByArm[n.Arm]++
			if n.Y > 0 {
				r.Events[n.Arm]++
			}
		}
	}
}

// A fits is the posteriors of all half-lives, as one set of draws.
type fits struct {
	designs []design
	post    []stats.Posterior
	share   []float64 // of each half-life
	path    stats.Path
	kHat    float64
}

// designsOf are the models of all half-lives.
func designsOf(nights []Night, o Options) ([]design, error) {
	out := make([]design, len(o.HalfLife))
	for i, h := range o.HalfLife {
		var err error
		if out[i], err = newDesign(nights, o, h); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func fitAll(designs []design, o Options) (fits, error) {
	f := fits{designs: designs}
	draws := o.Draws
	if draws == 0 {
		draws = stats.DefaultDraws
	}
	if k := len(designs); k > 1 {
		draws = max(stats.LeastDraws, 2*draws/k)
	}
	rank := map[stats.Path]int{"": 0, stats.Importance: 1, stats.Redraw: 2, stats.Chains: 3, stats.Withheld: 4}
	top := math.Inf(-1)
	f.kHat = math.Inf(-1)
	for i, d := range designs {
		p, err := stats.Fit(d.model, stats.Options{Seed: o.Seed + uint64(i), Draws: draws})
		if err != nil {
			return f, err
		}
		f.post, f.share = append(f.post, p), append(f.share, p.Evidence)
		top = math.Max(top, p.Evidence)
		f.kHat = math.Max(f.kHat, p.KHat)
		if rank[p.Path] > rank[f.path] {
			f.path = p.Path
		}
	}
	sum := 0.0
	for i, e := range f.share {
		f.share[i] = math.Exp(e - top)
		sum += f.share[i]
	}
	for i := range f.share {
		f.share[i] /= sum
	}
	return f, nil
}

// tipping is PBetter if every missing remedy night had been as bad as the worst
// quarter of those that are known.
func tipping(nights []Night, o Options) *float64 {
	worst := badValue(nights, o)
	changed := append([]Night(nil), nights...)
	for t, n := range changed {
		if n.Y != n.Y && n.Arm == 1 {
			changed[t].Y = worst
		}
	}
	o.Tipping = false
	if o.Draws == 0 {
		o.Draws = stats.DefaultDraws / 2
	}
	r, err := Analyze(changed, o)
	if err != nil {
		return nil
	}
	return r.PBetter
}

func pointer(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}
