package main

import (
	"fmt"
	"math"
	"sync"

	"charley/appraise"
	"charley/ingest"
	"charley/measure"
)

// A judged is what one method says of one trial.
type judged struct {
	trial, method string
	est, sd       float64 // of the log rate ratio
	lo, hi        float64
	top           float64 // the likelihood's mode
	pLess         float64 // probability that the ratio is below 1
	p             float64 // twice the smaller tail, or a p-value
	kHat          float64
	path          string
	ms            float64
}

// options are those of the analysis.
func (s settings) options() appraise.Options {
	return appraise.Options{Outcome: measure.Count, HalfLife: []float64{s.halfLife}, Seed: s.seed, Draws: s.draws}
}

// judge analyses trials; the answers are in the order of the trials.
func judge(trials []ingest.Trial, s settings) ([]judged, error) {
	return inParallel(trials, s.workers, func(t ingest.Trial) (judged, error) {
		j, err := judgeOne(t, s)
		if err != nil {
			return j, fmt.Errorf("trial %s: %w", t.Name, err)
		}
		return j, nil
	})
}

// inParallel does the same with each, several at a time; the answers are in the order
// of what is given. The first error in that order is returned.
func inParallel[T, R any](in []T, workers int, work func(T) (R, error)) ([]R, error) {
	out := make([]R, len(in))
	errs := make([]error, len(in))
	next := make(chan int)
	var all sync.WaitGroup
	for range max(workers, 1) {
		all.Go(func() {
			for i := range next {
				out[i], errs[i] = work(in[i])
			}
		})
	}
	for i := range in {
		next <- i
	}
	close(next)
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func judgeOne(t ingest.Trial, s settings) (judged, error) {
	began := s.now()
	a, refusal := appraise.Trial(t, s.options())
	if refusal != nil {
		return judged{}, refusal.Wrong
	}
	j := judged{trial: t.Name, method: "charley", ms: s.now().Sub(began).Seconds() * 1000, path: a.Path}
	j.est, j.sd, j.lo, j.hi, j.pLess, j.kHat, j.top = math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN()
	if a.Ratios != nil && a.LogRR != nil {
		j.est, j.sd, j.lo, j.hi = float64(a.LogRR.Mean), float64(a.LogRR.SD), float64(a.LogRR.Lo), float64(a.LogRR.Hi)
	}
	if a.LikelihoodTop != nil {
		j.top = float64(*a.LikelihoodTop)
	}
	if a.PBetter != nil {
		j.pLess = float64(*a.PBetter)
	}
	if a.KHat != nil {
		j.kHat = float64(*a.KHat)
	}
	j.p = 2 * math.Min(j.pLess, 1-j.pLess)
	return j, nil
}
