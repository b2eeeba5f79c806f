package stats

import "math"

// GoodK is the greatest k-hat at which importance weights are trusted.
const GoodK = 0.7

// smooth turns log weights into weights that sum to 1, with the greatest of them
// replaced by the quantiles of a generalised Pareto distribution fitted to them, and
// answers the distribution's shape: k-hat, which says whether the proposal was good
// enough.
//
//	Shapes   logWeight: any length from 1; it is not modified. -Inf is a weight of 0.
//	Range    k-hat above GoodK: do not trust. -Inf if there are too few draws to tell.
//	Errors   ok is false if no weight is positive, or one is NaN or +Inf.
//	Cost     O(n log n).
//	Source   Vehtari, Simpson, Gelman, Yao and Gabry 2024, JMLR 25(72), arXiv:1507.02646.
//	Checked  against R package loo 2.5.1, psis(): see psis_test.go.
func smooth(logWeight []float64) (weight []float64, kHat float64, ok bool) {
	n := len(logWeight)
	top := math.Inf(-1)
	for _, v := range logWeight {
		if math.IsNaN(v) || math.IsInf(v, 1) {
			return nil, math.Inf(1), false
		}
		top = math.Max(top, v)
	}
	if math.IsInf(top, -1) {
		return nil, math.Inf(1), false
	}
	weight = make([]float64, n)
	for i, v := range logWeight {
		weight[i] = math.Exp(v - top)
	}
	kHat = smoothTail(weight)
	sum := 0.0
	for _, v := range weight {
		sum += v
	}
	for i := range weight {
		weight[i] /= sum
	}
	return weight, kHat, true
}

func smoothTail(weight []float64) float64 {
	n := len(weight)
	tail := int(math.Ceil(math.Min(float64(n)/5, 3*math.Sqrt(float64(n)))))
	if tail < 5 || tail >= n {
		return math.Inf(-1)
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	ascending(order, weight)
	cut := math.Max(weight[order[n-tail-1]], math.SmallestNonzeroFloat64)
	over := make([]float64, tail)
	for i := range over {
		over[i] = weight[order[n-tail+i]] - cut
	}
	if !(over[tail-1] > 0) || over[tail-1]-over[0] < 1e-12*cut {
		return math.Inf(-1) // all alike: there is no tail
	}
	k, sigma := paretoFit(over)
	if math.IsNaN(k) || math.IsInf(k, 0) {
		return math.Inf(1)
	}
	for i := range over {
		p := (float64(i) + 0.5) / float64(tail)
		weight[order[n-tail+i]] = math.Min(1, cut+paretoQuantile(p, k, sigma))
	}
	return k
}

// paretoFit fits a generalised Pareto distribution to values from 0, sorted.
//
//	Source  Zhang and Stephens 2009, doi:10.1198/tech.2009.08017, with the weak prior of
//	        Vehtari et al. 2024 that pulls k towards a half.
func paretoFit(x []float64) (k, sigma float64) {
	n := len(x)
	const prior = 3.0
	m := 30 + int(math.Sqrt(float64(n)))
	quarter := x[int(float64(n)/4+0.5)-1]
	theta, lik := make([]float64, m), make([]float64, m)
	for j := range m {
		theta[j] = 1/x[n-1] + (1-math.Sqrt(float64(m)/(float64(j)+0.5)))/prior/quarter
		lik[j] = float64(n) * paretoProfile(theta[j], x)
	}
	mean := 0.0
	for j := range m {
		sum := 0.0
		for i := range m {
			sum += math.Exp(lik[i] - lik[j])
		}
		if w := 1 / sum; w > 1e-300 {
			mean += theta[j] * w
		}
	}
	for _, v := range x {
		k += math.Log1p(-mean * v)
	}
	k /= float64(n)
	sigma = -k / mean
	k = (k*float64(n) + 5) / (float64(n) + 10)
	return k, sigma
}

func paretoProfile(theta float64, x []float64) float64 {
	k := 0.0
	for _, v := range x {
		k += math.Log1p(-theta * v)
	}
	k /= float64(len(x))
	return math.Log(-theta/k) - k - 1
}

func paretoQuantile(p, k, sigma float64) float64 {
	if math.Abs(k) < 1e-12 {
		return -sigma * math.Log1p(-p)
	}
	return sigma * math.Expm1(-k*math.Log1p(-p)) / k
}
