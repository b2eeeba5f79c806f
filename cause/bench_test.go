package cause_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"charley/cause"
	"charley/measure"
)

func benchSeries(n, exposures int) cause.Series {
	r := rand.New(rand.NewPCG(1, 2))
	s := cause.Series{Outcome: measure.Count}
	u := 0.0
	for range exposures {
		s.Columns = append(s.Columns, cause.Column{ID: string(rune('a'+len(s.Columns)%26)) + string(rune('a'+len(s.Columns)/26))})
	}
	for t := range n {
		s.Weekend = append(s.Weekend, t%7 >= 5)
		u = .5*u + .5*math.Sqrt(.75)*r.NormFloat64()
		eta := -.3 + u
		for j := range s.Columns {
			v := 0.0
			if r.Float64() < .35 {
				v = 1
			}
			if j == 0 {
				eta += .8 * v
			}
			if j == 1 {
				eta += .5 * v
			}
			s.Columns[j].Values = append(s.Columns[j].Values, v)
		}
		s.Y = append(s.Y, float64(poisson(r, math.Exp(eta)*gamma(r, 3)/3)))
	}
	return s
}

func benchSearch(b *testing.B, n, j int) {
	k, s := shipped(), benchSeries(n, j)
	b.ReportAllocs()
	for b.Loop() {
		p, err := k.finder.Search(s, cause.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(p.Models), "sets")
	}
}

func BenchmarkSearch180x12(b *testing.B)  { benchSearch(b, 180, 12) }
func BenchmarkSearch365x30(b *testing.B)  { benchSearch(b, 365, 30) }
func BenchmarkSearch1800x12(b *testing.B) { benchSearch(b, 1800, 12) }
