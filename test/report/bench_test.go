package report

import (
	"bytes"
	"testing"

	"charley/handout"
	"charley/sheet"
	"charley/words"
)

// BenchmarkReport makes the report of 365 nights, from the diary to its last byte, where what is worked out beside is
// there already. The figures are in docs/performance.md.
//
//	go test ./test/report -run NONE -bench Report -count 5
func BenchmarkReport(b *testing.B) {
	p := person{name: "a year", demo: []string{"--nights", "365", "--seed", "7"}}
	a, c := opened(b, p.lives(b))
	say, err := words.English()
	if err != nil {
		b.Fatal(err)
	}
	wish := p.period(b)
	if wish.From, wish.To, err = a.Extent(b.Context(), c); err != nil {
		b.Fatal(err)
	}
	if _, err := a.Report(b.Context(), c, wish); err != nil { // what is worked out beside is there from now on
		b.Fatal(err)
	}
	for _, f := range []handout.Format{handout.HTML, handout.PDF, handout.Text} {
		b.Run(string(f), func(b *testing.B) {
			var out bytes.Buffer
			for b.Loop() {
				out.Reset()
				r, err := a.Report(b.Context(), c, wish)
				if err != nil {
					b.Fatal(err)
				}
				if err := handout.Write(&out, f, handout.Report(r, say, a.Counsel.Base, handout.Options{Paper: sheet.A4})); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/report")
			b.ReportMetric(float64(out.Len())/1024, "KB")
		})
	}
	if r, err := a.Report(b.Context(), c, wish); err != nil || r.Kept.Nights < 364 || r.Patterns.Working {
		b.Errorf("got %d nights, patterns working %v (%v)", r.Kept.Nights, r.Patterns.Working, err)
	}
}
