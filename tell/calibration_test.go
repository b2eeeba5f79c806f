package tell

import (
	"math"
	"slices"
	"testing"
)

// How good the numbers behind the bands are: the Brier score of cramps and
// restless legs over all stories without an urgent flag, beside that of always
// saying how common each is among them; how often each band is right; and the
// slope of a logistic line through the log odds (1: as sure as it should be).
// The bars are loose on purpose: stories are not people. -v prints the table.
func TestCalibrationOverTheVignettes(t *testing.T) {
	type said struct {
		p    float64
		true bool
	}
	var all []said
	right := map[string][2]int{}
	for _, v := range vignettes(t) {
		got := judge(t, v)
		if got.Urgent() || v.urgent() {
			continue
		}
		for _, c := range got.Conditions {
			is := slices.Contains(v.Want.Conditions, c.ID)
			n := right[c.Band]
			n[1]++
			if is {
				n[0]++
			}
			right[c.Band] = n
			if c.Fit != nil && shipped().pair(c.ID) {
				all = append(all, said{c.Fit.Mid, is})
			}
		}
	}
	base, brier := 0.0, 0.0
	for _, s := range all {
		if s.true {
			base++
		}
	}
	base /= float64(len(all))
	for _, s := range all {
		y := 0.0
		if s.true {
			y = 1
		}
		brier += (s.p - y) * (s.p - y) / float64(len(all))
	}
	x, y := make([]float64, len(all)), make([]float64, len(all))
	for i, s := range all {
		p := min(max(s.p, 1e-4), 1-1e-4)
		x[i] = math.Log(p / (1 - p))
		if s.true {
			y[i] = 1
		}
	}
	slope := logisticSlope(x, y)
	t.Logf("cramps and restless legs: %d judgements, Brier %.3f (always the base rate: %.3f), calibration slope %.2f", len(all), brier, base*(1-base), slope)
	for decile := range 5 {
		lo, n, yes, sum := float64(decile)/5, 0, 0, 0.0
		for _, s := range all {
			if s.p >= lo && (s.p < lo+0.2 || decile == 4) {
				n++
				sum += s.p
				if s.true {
					yes++
				}
			}
		}
		t.Logf("  fit %.1f to %.1f: %d, mean %.2f, true %.2f", lo, lo+0.2, n, sum/math.Max(float64(n), 1), float64(yes)/math.Max(float64(n), 1))
	}
	for _, band := range []string{Strong, Possible, CannotTell, UnlikelyIs} {
		t.Logf("  band %-12s true in %d of %d", band, right[band][0], right[band][1])
	}
	if brier > base*(1-base)/2 {
		t.Errorf("the Brier score is %.3f, no better than half that of the base rate", brier)
	}
	if n := right[Strong]; n[1] > 0 && float64(n[0]) < 0.9*float64(n[1]) {
		t.Errorf("strong fits are right in %d of %d", n[0], n[1])
	}
	if n := right[UnlikelyIs]; float64(n[0]) > 0.05*float64(n[1]) {
		t.Errorf("unlikely ones are true in %d of %d", n[0], n[1])
	}
}

// logisticSlope is the slope of a logistic regression of y on x, by Newton's method.
func logisticSlope(x, y []float64) float64 {
	a, b := 0.0, 1.0
	for range 50 {
		var ga, gb, haa, hab, hbb float64
		for i := range x {
			p := 1 / (1 + math.Exp(-a-b*x[i]))
			ga, gb = ga+y[i]-p, gb+(y[i]-p)*x[i]
			w := p * (1 - p)
			haa, hab, hbb = haa+w, hab+w*x[i], hbb+w*x[i]*x[i]
		}
		det := haa*hbb - hab*hab
		if det == 0 {
			break
		}
		a, b = a+(hbb*ga-hab*gb)/det, b+(haa*gb-hab*ga)/det
	}
	return b
}
