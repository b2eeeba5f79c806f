package tell

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"charley"
)

// skipped is a rating that was not given.
const skipped = -1

func ratings(of ...float64) []*float64 {
	var out []*float64
	for _, r := range of {
		if r == skipped {
			out = append(out, nil)
			continue
		}
		out = append(out, &r)
	}
	return out
}

// Worked by hand. Ratings are five minutes apart, so that one point more each
// time is twelve points an hour.
func TestSitStillTestsByHand(t *testing.T) {
	nan := math.NaN()
	thirteen := []float64{0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6} // sum 36
	cases := []struct {
		name    string
		ratings []*float64
		stopped *charley.Minutes
		want    SitScore
	}{
		{"a calm evening", ratings(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), nil, SitScore{N: 13, Mean: 0, Most: 0, Slope: 0, Enough: true}},
		// Slope: sum (i-6)(y-mean) = sum (i-6)y = 91, over sum (i-6)^2 = 182 is 0.5 a rating, 6 an hour.
		{"it grows through the hour", ratings(thirteen...), nil, SitScore{N: 13, Mean: 36.0 / 13, Most: 6, Slope: 6, Enough: true}},
		{"one point more each time", ratings(1, 2, 3), nil, SitScore{N: 3, Mean: 2, Most: 3, Slope: 12}},
		{"it fades", ratings(4, 2), nil, SitScore{N: 2, Mean: 3, Most: 4, Slope: -24}},
		{"the time of a skipped rating passes all the same", ratings(1, skipped, 3), nil, SitScore{N: 2, Missing: 1, Mean: 2, Most: 3, Slope: 12}},
		{"six of thirteen are not enough", ratings(3, 3, 3, 3, 3, 3, skipped, skipped, skipped, skipped, skipped, skipped, skipped), nil, SitScore{N: 6, Missing: 7, Mean: 3, Most: 3, Slope: 0}},
		{"seven of thirteen are", ratings(3, 3, 3, 3, 3, 3, 3), nil, SitScore{N: 7, Mean: 3, Most: 3, Slope: 0, Enough: true}},
		{"who cannot bear it stops, and that counts", ratings(4, 6, 8, 10), minutes(17), SitScore{N: 4, Mean: 7, Most: 10, Slope: 24, Early: true, Enough: true}},
		{"who stops at once has said too little", ratings(6, 8, 10), minutes(12), SitScore{N: 3, Mean: 8, Most: 10, Slope: 24, Early: true}},
		{"stopped before the first rating", nil, minutes(2), SitScore{Mean: nan, Most: nan, Slope: nan, Early: true}},
		{"one rating has no slope", ratings(5), nil, SitScore{N: 1, Mean: 5, Most: 5, Slope: nan}},
		{"all skipped", ratings(skipped, skipped), nil, SitScore{Missing: 2, Mean: nan, Most: nan, Slope: nan}},
		{"nothing", nil, nil, SitScore{Mean: nan, Most: nan, Slope: nan}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := ScoreSit(charley.SitTest{Ratings: c.ratings, Stopped: c.stopped})
			if inWords(got) != inWords(c.want) {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

// inWords is a score as text, because NaN is not even equal to itself; nine
// places, because thirds are not exact.
func inWords(s SitScore) string {
	return fmt.Sprintf("%d of %d, %.9f %.9f %.9f, %v %v", s.N, s.Missing, s.Mean, s.Most, s.Slope, s.Early, s.Enough)
}

// The verdict goes by the mean over the tests that were finished and rated.
func TestTheTestsThatCount(t *testing.T) {
	whole := func(r float64) charley.SitTest {
		return charley.SitTest{Done: true, Ratings: ratings(r, r, r, r, r, r, r, r, r, r, r, r, r)}
	}
	unfinished := whole(9)
	unfinished.Done = false
	sparse := charley.SitTest{Done: true, Ratings: ratings(9, 9)}
	cases := []struct {
		name  string
		tests []charley.SitTest
		want  float64 // skipped: none
	}{
		{"none", nil, skipped},
		{"one", []charley.SitTest{whole(2)}, 2},
		{"two evenings", []charley.SitTest{whole(2), whole(3)}, 2.5},
		{"one that was never finished", []charley.SitTest{unfinished}, skipped},
		{"one with two ratings", []charley.SitTest{sparse}, skipped},
		{"those beside a good one", []charley.SitTest{sparse, whole(2), unfinished}, 2},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := shipped().Tell(History{Now: on(5), Tests: c.tests}).Facts.given["sit_test_discomfort"]
			if known := c.want != skipped; known != (got.Kind != 0) || known && got.Low != c.want {
				t.Errorf("got %+v, want %v", got, c.want)
			}
		})
	}
}

// More discomfort everywhere moves mean and most by as much, and the slope not.
func TestAnEveningThatIsWorseThroughout(t *testing.T) {
	const near = 1e-9 // rounding of sums of thirteen numbers up to 10
	rapid.Check(t, func(rt *rapid.T) {
		of := rapid.SliceOfN(rapid.Float64Range(0, 8), 2, SitRatings).Draw(rt, "ratings")
		worse := rapid.Float64Range(0, 2).Draw(rt, "worse")
		var more []float64
		for _, r := range of {
			more = append(more, r+worse)
		}
		a, b := ScoreSit(charley.SitTest{Ratings: ratings(of...)}), ScoreSit(charley.SitTest{Ratings: ratings(more...)})
		if math.Abs(b.Mean-a.Mean-worse) > near || math.Abs(b.Most-a.Most-worse) > near || math.Abs(b.Slope-a.Slope) > 1e-6 {
			rt.Errorf("got %+v and %+v", a, b)
		}
		if a.N+a.Missing != len(of) || a.Mean < 0 || a.Mean > a.Most+near {
			rt.Errorf("got %+v", a)
		}
	})
}
