package tour

import (
	"fmt"
	"slices"
)

// median is the middle of at least one number.
func median(xs []float64) float64 {
	sorted := slices.Sorted(slices.Values(xs))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// ends are the least and the greatest of at least one number.
func ends(xs []float64) (low, high float64) { return slices.Min(xs), slices.Max(xs) }

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
