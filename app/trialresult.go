package app

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"log/slog"
	"math"
	"slices"
	"time"

	"charley"
	"charley/measure"
	"charley/trial"
)

// A TrialResult is what came out of a trial, and what that rests on.
type TrialResult struct {
	trial.Result
	Test      *trial.Test     // by the lot alone; nil where there is nothing to compare
	Nights    []trial.Night   // as they were analysed: one for each calendar night
	Adherence trial.Adherence // by what was drawn
	Early     bool            // it was stopped before its planned end: see trial.Result.EarlyVerdict
	More      int             // further nights that would give a clear answer, if the effect is what it looks like; 0: it is clear, or nobody knows
	Version   string          // of what is known about remedies
}

// usualPatience is how long an answer waits for what is worked out beside it: a
// result is there by then, on a machine that has nothing else to do.
const usualPatience = 400 * time.Millisecond

func (a *App) patience() time.Duration {
	if a.Patience > 0 {
		return a.Patience
	}
	return usualPatience
}

// seenAfter is a trial after so many of its nights, as work that is done once for
// the same nights and the same knowledge.
func (a *App) seenAfter(c charley.Caller, v TrialView, n trialNights, k int) *piece {
	version := ""
	if a.Counsel != nil {
		version = a.Counsel.Base.Version()
	}
	digest := n.digest(k)
	key := fmt.Sprintf("result %s %s %d %s %x", c.Person, v.ID, k, version, digest)
	return a.results.start(key, func() (any, error) {
		out, err := a.analysed(v.Sealed, n, k, seedOf(digest))
		out.Version = version
		return out, err
	})
}

// analysed analyses the first k nights of a trial.
func (a *App) analysed(s trial.Sealed, n trialNights, k int, seed uint64) (out TrialResult, err error) {
	m, _ := measure.Of(s.Measure)
	y := n.y[:min(k, len(n.y))]
	out.Nights = s.NightsOf(s.Arms, y)
	out.Adherence = s.AdherenceOf(y, n.kept())
	analyze := a.Analyze
	if analyze == nil {
		analyze = trial.Analyze
	}
	out.Result, err = analyze(out.Nights, trial.Options{
		Outcome: m.Outcome, HigherIsBetter: m.HigherIsBetter, HalfLife: []float64{s.HalfLife}, Seed: seed, Tipping: true,
	})
	if err != nil {
		return out, fmt.Errorf("analyse trial: %w", err)
	}
	if out.State != trial.StateNoNights && out.State != trial.StateOneArm {
		test, err := s.Test(y)
		if err != nil {
			return out, fmt.Errorf("test trial by lot: %w", err)
		}
		out.Test = &test
	}
	out.More, _ = s.MoreNights(out.standing(k))
	return out, nil
}

// Verdict is what came out in one word, the same wherever it is told.
func (r TrialResult) Verdict() trial.Verdict {
	if r.Early {
		return r.EarlyVerdict()
	}
	return r.Result.Verdict()
}

// Clear says that the nights show that the remedy helps, or that it harms.
func (r TrialResult) Clear() bool {
	v := r.Verdict()
	return v == trial.Helps || v == trial.Harms
}

// Saved is what the remedy saves a week, with its interval; negative where it costs.
// Nights are those on which anything happened, for measures that say so; amount is
// in the unit of the measure.
func (r TrialResult) Saved() (nights, amount *trial.Interval) {
	nights, amount = aWeek(r.EventNight), aWeek(r.Difference)
	if r.Outcome == measure.Bad {
		nights = amount
	}
	return nights, amount
}

// aWeek turns what is more on a remedy night into what is less in a week of them.
func aWeek(i *trial.Interval) *trial.Interval {
	if i == nil {
		return nil
	}
	return &trial.Interval{Mean: -7 * i.Mean, Median: -7 * i.Median, SD: 7 * i.SD, Lo: -7 * i.Hi, Hi: -7 * i.Lo, Level: i.Level}
}

// standing is what a look is decided by. The scale is that of the model, and
// better is negative.
func (r TrialResult) standing(k int) trial.Standing {
	s := trial.Standing{Night: k, Used: r.N}
	m := r.LogRR
	if m == nil {
		m = r.LogOR
	}
	if m == nil {
		m = r.Difference
	}
	if m == nil || r.PBetter == nil || r.PWorse == nil {
		return s
	}
	s.Mean, s.SD, s.PBetter, s.PWorse = m.Mean, m.SD, *r.PBetter, *r.PWorse
	if math.Signbit(s.Mean) != (s.PBetter > s.PWorse) { // where more is better
		s.Mean = -s.Mean
	}
	return s
}

// digest is the hash over what was drawn and what the first k nights were.
func (n trialNights) digest(k int) [32]byte {
	h := sha256.New()
	h.Write([]byte(n.sealed.Hash))
	for _, y := range n.y[:min(k, len(n.y))] {
		if math.IsNaN(y) {
			y = -1 // no measure is negative, and there are many NaN
		}
		_ = binary.Write(h, binary.BigEndian, y) // a hash takes everything
	}
	for _, said := range n.kept()[:min(k, len(n.records))] {
		h.Write([]byte{byte(said)})
	}
	return [32]byte(h.Sum(nil))
}

// seedOf is the seed of an analysis: the same draw and the same nights, the same
// digits, in whatever diary they came to lie.
func seedOf(digest [32]byte) uint64 {
	sum := sha256.Sum256(fmt.Appendf(nil, "analyse %x", digest))
	return binary.BigEndian.Uint64(sum[:8])
}

// addResult puts the result into the view of a trial that is over, and into that of
// one that goes on what its last look may say. Where that is not worked out yet,
// the view says so.
func (a *App) addResult(ctx context.Context, c charley.Caller, v *TrialView, n trialNights) error {
	k := n.over()
	if !v.Over() {
		last, taken := lastTaken(*v, k)
		if !taken {
			return nil
		}
		if v.LookNight, v.LookState = last.Night, trial.Decision(last.Said); slices.Contains(trial.Decisions(), v.LookState) {
			return nil
		}
		k, v.LookState = last.Night, ""
	} else if v.GuessAsked {
		return nil
	}
	p := a.seenAfter(c, *v, n, k)
	found, ok := p.within(ctx, a.patience()).(TrialResult)
	if err := p.failed(); err != nil { // one trial that cannot be worked out must not cost the others
		slog.Error("trial: its nights could not be worked out", "trial", v.ID, "error", err)
		found, ok = withheld(v.Sealed, n), true
	}
	if v.Working = !ok; !ok {
		return nil
	}
	if v.Over() {
		if found.Early = v.State == TrialStopped; found.Clear() {
			found.More = 0
		}
		v.Result = &found
		return nil
	}
	v.LookState = v.Sealed.Decide(found.standing(k))
	return nil
}

// withheld is the result of a trial whose nights could not be worked out.
func withheld(s trial.Sealed, n trialNights) TrialResult {
	m, _ := measure.Of(s.Measure)
	return TrialResult{Result: trial.Result{Outcome: m.Outcome, State: trial.StateWithheld}, Nights: s.NightsOf(s.Arms, n.y)}
}

// TrialResult is a trial with its result, which is worked out first if need be.
//
// Errors: ErrNoResult while there is none to show; charley.ErrInvalid where what is
// kept is not what was sealed.
func (a *App) TrialResult(ctx context.Context, c charley.Caller, id charley.EntryID) (TrialView, error) {
	waiting := *a
	waiting.Patience = longPatience
	v, err := waiting.Trial(ctx, c, id)
	switch {
	case err != nil:
		return v, err
	case v.Tampered != nil:
		return v, v.Tampered
	case v.Result == nil:
		return v, ErrNoResult
	}
	return v, nil
}

// longPatience is that of a program that asks for nothing but the result.
const longPatience = 30 * time.Second

// chancesOf are how likely a plan is to give a clear answer, as work that is done
// once: it takes seconds. Lengths that are told anyway share it.
func (a *App) chancesOf(p trial.Plan) *piece {
	all := p
	all.Nights = slices.Max(p.Lengths())
	if !slices.Contains(all.Lengths(), p.Nights) {
		all = p
	}
	key := "chances " + string(charley.Value(all))
	sum := sha256.Sum256([]byte(key))
	return a.chances.start(key, func() (any, error) {
		return trial.Chances(all, binary.BigEndian.Uint64(sum[:8]))
	})
}
