package appraise

import (
	"fmt"
	"hash/fnv"
	"math"

	"charley/ingest"
	"charley/measure"
	"charley/stats"
	"charley/trial"
)

// Options say how a trial is to be judged.
type Options struct {
	Outcome        measure.Outcome
	HalfLife       []float64 // nights of carry-over; several are averaged over; none: no carry-over
	Seed           uint64
	Draws          int // 0: the default
	HigherIsBetter bool
}

// Trial judges one trial. A table that is wrong is refused, with what is wrong.
//
// The seed of a trial is made of the options' and its name, so that a trial has the
// same digits alone and among others.
func Trial(t ingest.Trial, o Options) (*Answer, *Refusal) {
	var name *string
	if t.Named {
		name = &t.Name
	}
	if t.Err != nil {
		return nil, &Refusal{Trial: name, Wrong: t.Err, BadLines: t.BadLines}
	}
	r, err := trial.Analyze(Nights(t), trial.Options{Outcome: o.Outcome, HalfLife: o.HalfLife, Seed: seedOf(o.Seed, t.Name), Draws: o.Draws, HigherIsBetter: o.HigherIsBetter})
	a := answer(r)
	a.Trial, a.Outcome = name, string(o.Outcome)
	a.Warnings = append(append([]ingest.Warning{}, t.Warnings...), a.Warnings...)
	if err == nil {
		err = a.lot(t, o)
	}
	if err != nil {
		return nil, &Refusal{Trial: name, Wrong: &ingest.LineError{Line: t.Line, Message: fmt.Sprintf("the trial that begins here cannot be analysed: %v", err)}}
	}
	return a, nil
}

// seedOf mixes the name of a trial into a seed.
func seedOf(seed uint64, name string) uint64 {
	if name == "" {
		return seed
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(name)) // a hash takes everything
	return seed ^ h.Sum64()
}

// Nights are the nights of a table as the analysis takes them. Where the arm of a
// night is not known, its outcome is not used.
func Nights(t ingest.Trial) []trial.Night {
	out := make([]trial.Night, len(t.Rows))
	for i, r := range t.Rows {
		out[i] = trial.Night{Index: i + 1, Arm: r.Arm, Y: r.Y, Weekend: r.Weekend == 1, Period: r.Period, Block: r.Block}
	}
	return out
}

// answer writes a result down in the words of the contract.
func answer(r trial.Result) *Answer {
	a := &Answer{
		Outcome: string(r.Outcome), State: r.State, N: r.N, Arms: ByArm{r.NByArm[0], r.NByArm[1]}, Missing: ByArm{r.Missing[0], r.Missing[1]}, Unknown: r.Unknown,
		Difference: interval(r.Difference),
		PBetter:    number(r.PBetter), PBetter20: number(r.PBetter20), PSame10: number(r.PSame10), PWorse: number(r.PWorse),
		KHat: number(r.KHat), Path: string(r.Path), HalfLife: r.HalfLife, Overlap: number(r.Overlap), LikelihoodTop: number(r.LikelihoodTop),
		EventNight: interval(r.EventNight), Warnings: []ingest.Warning{},
	}
	if a.Path == "" {
		a.Path = string(stats.Withheld) // nothing was computed
	}
	switch r.Outcome {
	case measure.Count:
		a.Ratios = &Ratios{interval(r.LogRR), interval(r.RateRatio)}
	case measure.Severity, measure.Minutes, measure.Bad:
		a.Odds = &Odds{interval(r.LogOR)}
	}
	if r.Sceptical != nil {
		a.Sceptical = &Sceptical{interval(&r.Sceptical.Effect), Number(r.Sceptical.PBetter)}
	}
	if a.PBetter != nil && a.PWorse != nil { // so that the two add up as they are written
		*a.PBetter = Number(math.Round(float64(*a.PBetter)*1e6) / 1e6)
		*a.PWorse = Number(math.Round(1e6-float64(*a.PBetter)*1e6) / 1e6)
	}
	for _, w := range r.Warnings {
		a.Warnings = append(a.Warnings, ingest.Warning{Code: w.Code, Text: w.Text})
	}
	return a
}

func interval(i *trial.Interval) *Interval {
	if i == nil {
		return nil
	}
	return &Interval{Number(i.Mean), Number(i.Median), Number(i.SD), Number(i.Lo), Number(i.Hi), Number(i.Level)}
}

func number(x *float64) *Number {
	if x == nil {
		return nil
	}
	n := Number(*x)
	return &n
}
