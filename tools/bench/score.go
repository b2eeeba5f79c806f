package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// score analyses a folder and prints how well that went.
func score(out io.Writer, b bench, s settings) error {
	trials := b.trials
	began := s.now()
	all, err := judge(trials, s)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d trials, %d workers, %.1f s\n", len(all), s.workers, s.now().Sub(began).Seconds())
	writeScores(out, b, all)
	writeDiagnostics(out, all)
	return nil
}

// peers prints the same table of results that were stored.
func peers(out io.Writer, b bench, files []string) error {
	var all []judged
	for _, file := range files {
		rows, err := readTable(file)
		if err != nil {
			return err
		}
		for _, r := range rows {
			all = append(all, judged{
				trial: r.text("trial"), method: r.text("method"), est: r.number("est"), sd: r.number("sd"), lo: r.number("lo"), hi: r.number("hi"),
				p: r.number("p"), pLess: r.number("p_less0"), kHat: r.number("khat"), top: math.NaN(), ms: 1000 * r.number("secs"),
			})
		}
	}
	writeScores(out, b, all)
	return nil
}

// A cell is what one method made of the trials of one kind.
type cell struct {
	n, nullN                 int
	falsePositive            float64
	power                    map[float64]float64 // by true rate ratio
	cover, width, bias, rmse float64
	likelihoodBias           map[float64]float64 // bias of the likelihood's mode, by true rate ratio
	likelihoodMean           map[float64]float64 // mean of the same
	medianMS                 float64
}

// cellOf scores what one method said of trials. A trial that it cannot fit counts
// as no claim; it is left out of coverage, width and error, as the stored tables do.
func cellOf(b bench, all []judged) cell {
	c := cell{n: len(all), power: map[float64]float64{}, likelihoodBias: map[float64]float64{}, likelihoodMean: map[float64]float64{}}
	claims, of := map[float64]int{}, map[float64]int{}
	var cover, width, diff, square, ms []float64
	mode := map[float64][]float64{}
	for _, j := range all {
		t := b.truth[j.trial]
		of[t.rr]++
		if j.p < 0.05 {
			claims[t.rr]++
		}
		if !math.IsNaN(j.lo) && !math.IsNaN(j.hi) {
			cover = append(cover, yes(j.lo <= t.logRR && t.logRR <= j.hi))
			width = append(width, j.hi-j.lo)
		}
		if !math.IsNaN(j.est) {
			diff = append(diff, j.est-t.logRR)
			square = append(square, (j.est-t.logRR)*(j.est-t.logRR))
		}
		if !math.IsNaN(j.top) {
			mode[t.rr] = append(mode[t.rr], j.top-t.logRR)
		}
		ms = append(ms, j.ms)
	}
	for rr, n := range of {
		c.power[rr] = float64(claims[rr]) / float64(n)
		c.likelihoodBias[rr], c.likelihoodMean[rr] = quantile(mode[rr], 0.5), mean(mode[rr])
	}
	c.falsePositive, c.nullN = c.power[1], of[1]
	c.cover, c.width, c.bias, c.rmse, c.medianMS = mean(cover), mean(width), mean(diff), math.Sqrt(mean(square)), quantile(ms, 0.5)
	return c
}

// writeScores prints a line for each design, carry-over and method.
func writeScores(out io.Writer, b bench, all []judged) {
	type kind struct {
		design string
		carry  bool
		method string
	}
	groups := map[kind][]judged{}
	for _, j := range all {
		t := b.truth[j.trial]
		k := kind{t.design, t.carry, j.method}
		groups[k] = append(groups[k], j)
	}
	var kinds []kind
	for k := range groups {
		kinds = append(kinds, k)
	}
	slices.SortFunc(kinds, func(a, b kind) int {
		return strings.Compare(fmt.Sprint(a.carry, a.design, a.method), fmt.Sprint(b.carry, b.design, b.method))
	})
	fmt.Fprintf(out, "%-14s %-5s %-22s %5s %5s %5s %5s %5s %6s %6s %6s %6s %7s %7s %9s\n", "design", "carry", "method", "n", "fpos", "p.7", "p.5", "p.3", "cover", "width", "bias", "rmse", "mode.5", "(mean)", "ms")
	line := func(design string, carry bool, method string, c cell) {
		fmt.Fprintf(out, "%-14s %-5s %-22s %5d %5.3f %5.2f %5.2f %5.2f %6.3f %6.2f %6.2f %6.3f %7.2f %7.2f %9.1f\n", design, yesNo(carry), method, c.n,
			c.falsePositive, c.power[0.7], c.power[0.5], c.power[0.3], c.cover, c.width, c.bias, c.rmse, c.likelihoodBias[0.5], c.likelihoodMean[0.5], c.medianMS)
	}
	pooled := map[kind][]judged{}
	for _, k := range kinds {
		line(k.design, k.carry, k.method, cellOf(b, groups[k]))
		pool := kind{"pooled", k.carry, k.method}
		pooled[pool] = append(pooled[pool], groups[k]...)
	}
	for _, k := range kinds {
		pool := kind{"pooled", k.carry, k.method}
		if g, ok := pooled[pool]; ok {
			line(pool.design, pool.carry, pool.method, cellOf(b, g))
			delete(pooled, pool)
		}
	}
}

// writeDiagnostics prints how the analysis itself fared.
func writeDiagnostics(out io.Writer, all []judged) {
	var k, ms []float64
	paths := map[string]int{}
	high := 0
	for _, j := range all {
		k = append(k, j.kHat)
		ms = append(ms, j.ms)
		paths[j.path]++
		if !(j.kHat <= 0.7) {
			high++
		}
	}
	fmt.Fprintf(out, "k-hat: median %.2f, 90 %% %.2f, 99 %% %.2f, most %.2f; over 0.7: %d of %d (%.2f %%)\n",
		quantile(k, 0.5), quantile(k, 0.9), quantile(k, 0.99), quantile(k, 1), high, len(all), 100*float64(high)/float64(len(all)))
	fmt.Fprintf(out, "paths: %v\n", paths)
	fmt.Fprintf(out, "ms a trial: median %.1f, 90 %% %.1f, most %.1f\n", quantile(ms, 0.5), quantile(ms, 0.9), quantile(ms, 1))
}

func yes(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x)) // NaN of nothing
}

// quantile is the smallest value with at least that share at or below it; NaN is left out.
func quantile(x []float64, share float64) float64 {
	x = slices.DeleteFunc(slices.Clone(x), math.IsNaN)
	if len(x) == 0 {
		return math.NaN()
	}
	slices.Sort(x)
	return x[min(max(int(math.Ceil(share*float64(len(x))))-1, 0), len(x)-1)]
}
