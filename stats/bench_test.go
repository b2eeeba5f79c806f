package stats

import (
	"math/rand/v2"
	"testing"
)

func BenchmarkFit(b *testing.B) {
	for name, f := range families {
		b.Run(name, func(b *testing.B) {
			m, tr := series(f, 56, rand.New(rand.NewPCG(1, 1)))
			tr.at = variationAt(f, place{0.85, 0.4}, 0.5)
			tr.outcomes(&m, rand.New(rand.NewPCG(2, 2)))
			for b.Loop() {
				if _, err := Fit(m, Options{Seed: 1}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
