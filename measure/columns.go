package measure

import (
	"math"

	"charley/stats"
)

// What was believed before any night, on the scale of the model. They are the priors that
// were checked by simulation-based calibration, not clinical figures (docs/statistics.md).
const (
	levelSD   = 1.5
	weekendSD = 0.5
	trendSD   = 1.0
)

// A Column is what stands beside the outcomes in every model of nights, with what was
// believed of its coefficient.
type Column struct {
	X     []float64 // one a night
	Prior stats.Normal
}

// Family is how the outcomes scatter.
//
// Errors: false for what is no outcome.
func (o Outcome) Family() (f stats.Family, ok bool) {
	switch o {
	case Count:
		return stats.Counts, true
	case Bad:
		return stats.Binary, true
	case Severity, Minutes:
		return stats.Ordered, true
	case Value:
		return stats.Continuous, true
	}
	return 0, false
}

// Level is the column of the level of all nights; there is none where the cutpoints of
// ordered levels are it. Its prior is centred at 0, but for rates so far from one a night
// that it would pull at them.
func (o Outcome) Level(y []float64) (Column, bool) {
	if f, _ := o.Family(); f == stats.Ordered {
		return Column{}, false
	}
	c := Column{X: make([]float64, len(y)), Prior: stats.Normal{SD: levelSD}}
	for t := range c.X {
		c.X[t] = 1
	}
	if o == Count {
		sum, n := 0.0, 0.0
		for _, v := range y {
			if v == v {
				sum, n = sum+v, n+1
			}
		}
		log := math.Log(math.Max(sum/n, 0.05))
		c.Prior.Mean = math.Copysign(math.Max(0, math.Abs(log)-levelSD), log)
	}
	return c, true
}

// Weekends is the column of weekend nights; there is none where all nights are alike.
func Weekends(weekend []bool) (Column, bool) {
	share := 0.0
	for _, w := range weekend {
		if w {
			share += 1 / float64(len(weekend))
		}
	}
	if share == 0 || share >= 1-1e-9 {
		return Column{}, false
	}
	c := Column{X: make([]float64, len(weekend)), Prior: stats.Normal{SD: weekendSD}}
	for t, w := range weekend {
		c.X[t] = -share
		if w {
			c.X[t] = 1 - share
		}
	}
	return c, true
}

// Trend is the column of a steady change from the first night to the last; there is none
// in a single night.
func Trend(nights int) (Column, bool) {
	if nights < 2 {
		return Column{}, false
	}
	c, n := Column{X: make([]float64, nights), Prior: stats.Normal{SD: trendSD}}, float64(nights)
	for t := range c.X {
		c.X[t] = float64(t+1)/n - (n+1)/2/n
	}
	return c, true
}
