package fhir_test

import (
	"io"
	"runtime"
	"testing"

	"charley/charleytest"
	"charley/diary"
	"charley/fhir"
	"charley/simulate"
)

// Ten years, with the nights at hand, so that only the writing is measured; and how much more memory than one year
// they need.
func BenchmarkTenYears(b *testing.B) {
	base := base(b)
	d := charleytest.Diary(b, simulate.Demo(3653, 7))
	var nights []diary.NightRecord
	for n, err := range d.Nights {
		if err != nil {
			b.Fatal(err)
		}
		nights = append(nights, n)
	}
	d.Nights = func(yield func(diary.NightRecord, error) bool) {
		for _, n := range nights {
			if !yield(n, nil) {
				return
			}
		}
	}
	var bytes counter
	for b.Loop() {
		bytes = counter{}
		if err := fhir.Write(&bytes, d, fhir.Options{Base: base, Lang: "en"}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(bytes.n)/1e6, "MB-written")
}

type counter struct{ n int64 }

func (c *counter) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return len(p), nil
}

// Fifty years hold no more memory while they are written than one: nights come and go.
func TestMemoryStaysConstant(t *testing.T) {
	base := base(t)
	most := func(nights int) uint64 {
		d := charleytest.Diary(t, simulate.Options{Nights: nights, Seed: 2, NoGaps: true, Trend: new(float64)})
		var most uint64
		count := 0
		inner := d.Nights
		d.Nights = func(yield func(diary.NightRecord, error) bool) {
			for n, err := range inner {
				if count++; count%(nights/4) == 0 {
					runtime.GC()
					var m runtime.MemStats
					runtime.ReadMemStats(&m)
					most = max(most, m.HeapAlloc)
				}
				if !yield(n, err) {
					return
				}
			}
		}
		if err := fhir.Write(io.Discard, d, fhir.Options{Base: base}); err != nil {
			t.Fatal(err)
		}
		return most
	}
	year, ten := most(365), most(3653)
	if grown := int64(ten) - int64(year); grown > 8<<20 {
		t.Errorf("ten years hold %d KB more than one", grown>>10)
	}
	t.Logf("heap in use: %d KB for a year, %d KB for ten", year>>10, ten>>10)
}
