package tell

import (
	"math"

	"charley"
)

// The evening sit-still test: how often it asks, and for how long. Its figures
// and limits are records of package knowledge (topic sit_still_test).
const (
	SitEvery   = 5  // minutes
	SitMinutes = 60 // in all
	SitRatings = SitMinutes/SitEvery + 1
	SitFewest  = 4 // ratings before an early stop says anything: a quarter of an hour
)

// A SitScore is one evening's test in figures.
type SitScore struct {
	N       int     // ratings given
	Missing int     // ratings skipped, those after an early stop apart
	Mean    float64 // 0 to 10; NaN without a rating
	Most    float64
	Slope   float64 // points an hour, by least squares; NaN with fewer than two ratings
	Early   bool    // stopped before the hour was over: kept as information
	Enough  bool    // at least half of the hour was rated, or it was stopped early
}

// ScoreSit works out one test. Ratings are five minutes apart, from the start.
func ScoreSit(test charley.SitTest) SitScore {
	s := SitScore{Mean: math.NaN(), Most: math.NaN(), Slope: math.NaN(), Early: test.Stopped != nil}
	var x, y []float64
	for i, r := range test.Ratings {
		if r == nil {
			s.Missing++
			continue
		}
		x, y = append(x, float64(i*SitEvery)/60), append(y, *r)
	}
	s.N = len(y)
	s.Enough = s.N > SitRatings/2 || s.Early && s.N >= SitFewest
	if s.N == 0 {
		return s
	}
	var sx, sy, sxx, sxy float64
	s.Most = y[0]
	for i := range y {
		sx, sy, sxx, sxy = sx+x[i], sy+y[i], sxx+x[i]*x[i], sxy+x[i]*y[i]
		s.Most = max(s.Most, y[i])
	}
	n := float64(s.N)
	s.Mean = sy / n
	if spread := n*sxx - sx*sx; spread > 0 {
		s.Slope = (n*sxy - sx*sy) / spread
	}
	return s
}

// sitDiscomfort is the mean over the tests that can be used.
func (t *Teller) sitDiscomfort(tests []charley.SitTest) (float64, bool) {
	sum, n := 0.0, 0.0
	for _, test := range tests {
		if s := ScoreSit(test); s.Enough && test.Done {
			sum += s.Mean
			n++
		}
	}
	return sum / max(n, 1), n > 0
}
