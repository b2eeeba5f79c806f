package stats

import (
	"cmp"
	"math"
	"slices"
)

// A Sample is draws of one quantity with their weights.
//
//	Shapes   Value and Weight have the same length; weights sum to 1.
type Sample struct {
	value, weight []float64 // by value
}

// NewSample sorts draws for quantiles and probabilities. It does not modify them.
//
//	Errors  ErrTooFew without draws or with weights that sum to nothing; ErrNotFinite.
//	Cost    O(n log n).
func NewSample(value, weight []float64) (Sample, error) {
	if len(value) == 0 || len(value) != len(weight) {
		return Sample{}, ErrTooFew
	}
	order := make([]int, len(value))
	sum := 0.0
	for i, v := range value {
		order[i] = i
		if math.IsNaN(v) || math.IsNaN(weight[i]) || math.IsInf(weight[i], 0) || weight[i] < 0 {
			return Sample{}, ErrNotFinite
		}
		sum += weight[i]
	}
	if !(sum > 0) {
		return Sample{}, ErrTooFew
	}
	ascending(order, value)
	s := Sample{make([]float64, len(order)), make([]float64, len(order))}
	for i, o := range order {
		s.value[i], s.weight[i] = value[o], weight[o]/sum
	}
	return s, nil
}

// ascending puts indices of values, none of them NaN, into the order of their values;
// alike ones stay as they were.
func ascending(at []int, value []float64) {
	slices.SortStableFunc(at, func(i, j int) int { return cmp.Compare(value[i], value[j]) })
}

// Mean is the weighted mean, and SD the weighted standard deviation.
func (s Sample) Mean() float64 {
	sum := 0.0
	for i, v := range s.value {
		sum += v * s.weight[i]
	}
	return sum
}

// SD is the weighted standard deviation, about the mean.
func (s Sample) SD() float64 {
	m, sum := s.Mean(), 0.0
	for i, v := range s.value {
		sum += (v - m) * (v - m) * s.weight[i]
	}
	return math.Sqrt(sum)
}

// Quantile is the weighted quantile: draws stand at the middle of their weight, and
// between two of them it is interpolated.
//
//	Range   p from 0 to 1; beyond the outermost middle it is the outermost draw.
//	Source  Hyndman and Fan 1996, doi:10.1080/00031305.1996.10473566, definition 5,
//	        which this is for equal weights.
func (s Sample) Quantile(p float64) float64 {
	cum, before, at := 0.0, 0.0, s.value[0]
	for i, v := range s.value {
		mid := cum + s.weight[i]/2
		if mid >= p {
			if i == 0 || mid == before {
				return v
			}
			return at + (v-at)*(p-before)/(mid-before)
		}
		cum += s.weight[i]
		if s.weight[i] > 0 {
			before, at = mid, v
		}
	}
	return at
}

// Below is the weight of draws below x; those equal to x count half.
func (s Sample) Below(x float64) float64 {
	sum := 0.0
	for i, v := range s.value {
		switch {
		case v < x:
			sum += s.weight[i]
		case v == x:
			sum += s.weight[i] / 2
		}
	}
	return math.Min(1, sum)
}

// Map is the sample of a rising function of its value.
func (s Sample) Map(to func(float64) float64) Sample {
	out := Sample{make([]float64, len(s.value)), s.weight}
	for i, v := range s.value {
		out.value[i] = to(v)
	}
	return out
}

// Smooth fills density with a kernel estimate of the sample's density at evenly
// spaced places.
//
//	Assumes  one hump: the bandwidth is Silverman's (1986, 3.4.2) for the effective number
//	         of draws.
//	Cost     O(n + places * window).
func (s Sample) Smooth(at, density []float64) {
	clear(density)
	if len(at) < 2 {
		return
	}
	squares := 0.0
	for _, w := range s.weight {
		squares += w * w
	}
	spread := math.Min(s.SD(), (s.Quantile(0.75)-s.Quantile(0.25))/1.349)
	step := at[1] - at[0]
	band := math.Max(0.9*spread*math.Pow(squares, 0.2), 0.6*step)
	bins := make([]float64, len(at))
	for i, v := range s.value { // linear binning
		x := (v - at[0]) / step
		j := int(math.Floor(x))
		if j < 0 || j >= len(at)-1 {
			continue
		}
		f := x - float64(j)
		bins[j] += s.weight[i] * (1 - f)
		bins[j+1] += s.weight[i] * f
	}
	reach := int(math.Ceil(5 * band / step))
	for i := range at {
		for j := max(0, i-reach); j <= min(len(at)-1, i+reach); j++ {
			z := float64(i-j) * step / band
			density[i] += bins[j] * math.Exp(-z*z/2)
		}
		density[i] /= band * math.Sqrt(2*math.Pi)
	}
}

// Pick draws indices of n values in proportion to their weight, evenly: every value is
// drawn as often as its weight says, give or take one.
//
//	Source  systematic resampling; Kitagawa 1996, doi:10.1080/10618600.1996.10474692.
func Pick(weight []float64, n int) []int {
	out := make([]int, 0, n)
	cum, i := 0.0, 0
	for k := range n {
		at := (float64(k) + 0.5) / float64(n)
		for i < len(weight)-1 && cum+weight[i] < at {
			cum += weight[i]
			i++
		}
		out = append(out, i)
	}
	return out
}
