package measure

import (
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
		for _, l := range join(levels) {
			got = append(got, l.nights)
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s: got %v, want %v", name, got, tc.want)
		}
	}
}
