package simulate

import (
	"math"
	"math/rand/v2"
)

// Products are wrapped in float64() before they are added to something, here
// and in the other files: else some machines fuse the two steps, round once
// instead of twice, and draw another diary.

// chance is a source of luck with the distributions that the model needs.
type chance struct{ *rand.Rand }

// The streams of luck. Each part of a diary draws from its own, so that a
// change to one part leaves the others as they were.
const (
	streamTruth = iota
	streamDays
	streamNights
	streamMissing
	streamTrial
	streamLife
	streamItems // and the nights after it: one stream a night
)

// stream is the luck of one part of the diary of a seed.
func stream(seed uint64, part int) chance {
	return chance{rand.New(rand.NewPCG(seed, mix(uint64(part)+1)))}
}

// mix spreads neighbouring numbers over all bits (SplitMix64).
func mix(x uint64) uint64 {
	x *= 0x9e3779b97f4a7c15
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9
	x = (x ^ (x >> 27)) * 0x94d049bb133111eb
	return x ^ (x >> 31)
}

func (c chance) yes(p float64) bool { return c.Float64() < p }

// bit is 1 with probability p.
func (c chance) bit(p float64) float64 {
	if c.yes(p) {
		return 1
	}
	return 0
}

func (c chance) uniform(lo, hi float64) float64 { return lo + float64((hi-lo)*c.Float64()) }

func (c chance) normal(mean, sd float64) float64 { return mean + float64(sd*c.NormFloat64()) }

// between is a whole number from lo to hi, both included.
func (c chance) between(lo, hi int) int { return lo + c.IntN(hi-lo+1) }

// pick chooses one of the words, the first with the first weight, and so on.
func (c chance) pick(weights []float64, words ...string) string {
	u := c.Float64()
	for i, w := range weights {
		if u < w {
			return words[i]
		}
		u -= w
	}
	return words[len(words)-1]
}

// logistic is a standard logistic number.
func (c chance) logistic() float64 {
	u := (float64(c.Uint64()>>12) + 0.5) / (1 << 52) // never 0 or 1
	return math.Log(u / (1 - u))
}

// ar1 is a stationary series with standard deviation sd in which neighbours
// correlate by phi.
func (c chance) ar1(n int, phi, sd float64) []float64 {
	out := make([]float64, n)
	step := float64(sd * math.Sqrt(1-float64(phi*phi)))
	for t := range out {
		if t == 0 {
			out[t] = c.normal(0, sd)
			continue
		}
		out[t] = float64(phi*out[t-1]) + c.normal(0, step)
	}
	return out
}

// count is negative binomial with mean mu and variance mu + mu²/k.
func (c chance) count(mu, k float64) int { return c.poisson(float64(c.gamma(k) * mu / k)) }

// gamma has the given shape and scale 1 (Marsaglia and Tsang 2000,
// doi 10.1145/358407.358414; below shape 1 by their boost).
func (c chance) gamma(shape float64) float64 {
	if shape < 1 {
		return c.gamma(shape+1) * math.Pow(1-c.Float64(), 1/shape)
	}
	d := shape - 1.0/3
	s := 1 / math.Sqrt(9*d)
	for {
		x := c.NormFloat64()
		v := 1 + float64(s*x)
		if v <= 0 {
			continue
		}
		v = v * v * v
		u := 1 - c.Float64()
		if math.Log(u) < float64(0.5*x*x)+d-float64(d*v)+float64(d*math.Log(v)) {
			return d * v
		}
	}
}

// most is more cramps than a night can hold.
const most = 60

// poisson walks up the distribution; the means here are tens at most.
func (c chance) poisson(mu float64) int {
	p := math.Exp(-mu)
	u, n := c.Float64(), 0
	for sum := p; u > sum && n < most; sum += p {
		n++
		p *= mu / float64(n)
	}
	return n
}

func inv(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
