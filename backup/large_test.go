package backup

import (
	"testing"

	"charley/simulate"
	"charley/store"
)

// BenchmarkFiftyYears makes and verifies a backup of 18,250 nights.
func BenchmarkFiftyYears(b *testing.B) {
	dir := b.TempDir()
	s, a := openDiary(b, store.Options{Dir: dir})
	fillWith(b, a, simulate.Busy(18250, 7))
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	k := keeper(dir)
	for b.Loop() {
		made, err := k.Create(ctx, "")
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(made.Manifest.Content.Entries), "entries")
		b.ReportMetric(float64(made.Size)/(1<<20), "MB")
	}
}
