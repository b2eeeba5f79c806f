package measure

import (
	"math"
	"slices"
	"testing"
)

func TestRareLevelsAreJoinedWithTheirRarerNeighbour(t *testing.T) {
	for name, tc := range map[string]struct{ nights, want []int }{
		"all are common":                {[]int{10, 5, 4}, []int{10, 5, 4}},
		"one night at the top":          {[]int{10, 5, 1}, []int{10, 6}},
		"one night in the middle":       {[]int{10, 1, 5}, []int{10, 6}},
		"one night at the bottom":       {[]int{1, 4, 20}, []int{5, 20}},
		"two are left, however rare":    {[]int{20, 1}, []int{20, 1}},
		"many rare ones at the far end": {[]int{20, 1, 1, 1, 1}, []int{20, 4}},
	} {
		var levels []joint
		for i, n := range tc.nights {
			levels = append(levels, joint{float64(i), n, float64(i * n)})
		}
		var got []int
		for _, l := range join(levels, math.NaN()) {
			got = append(got, l.nights)
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s: got %v, want %v", name, got, tc.want)
		}
	}
}

// A limit stays between levels, however rare they are.
func TestLevelsKeepToOneSideOfALimit(t *testing.T) {
	for name, tc := range map[string]struct {
		o     Outcome
		y     []float64
		limit float64
		want  []float64 // of each outcome, whether its level lies at the limit or above
	}{
		"nothing, or the limit":        {Minutes, []float64{0, 15, 0, 15, 0}, 15, []float64{0, 1, 0, 1, 0}},
		"both in one bin":              {Minutes, []float64{10, 15, 10, 15, 12}, 15, []float64{0, 1, 0, 1, 0}},
		"a limit within a bin":         {Minutes, []float64{17, 21, 17, 29, 0, 0, 0}, 20, []float64{0, 1, 0, 1, 0, 0, 0}},
		"rare severities on each side": {Severity, []float64{0, 0, 0, 0, 3, 4, 9}, 4, []float64{0, 0, 0, 0, 0, 1, 1}},
	} {
		y := slices.Clone(tc.y)
		values := tc.o.Levels(y, tc.limit)
		for i, level := range y {
			if got := values[int(level)] >= tc.limit; got != (tc.want[i] == 1) {
				t.Errorf("%s: %g lies in level %g of %v", name, tc.y[i], level, values)
			}
		}
	}
}
