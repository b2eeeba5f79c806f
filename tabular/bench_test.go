package tabular_test

import (
	"io"
	"iter"
	"runtime"
	"testing"

	"charley/diary"
	"charley/share"
	"charley/tabular"
)

// A diary of so many nights that costs no memory: the nights of two months come again and again, each with its date.
func endless(t testing.TB, nights int) share.Diary {
	t.Helper()
	d := simulated(t, 60, 3)
	var some []diary.NightRecord
	for n, err := range d.Nights {
		if err != nil {
			t.Fatal(err)
		}
		some = append(some, n)
	}
	first := d.From
	d.To = first.Add(nights - 1)
	d.Nights = iter.Seq2[diary.NightRecord, error](func(yield func(diary.NightRecord, error) bool) {
		for i := range nights {
			n := some[i%len(some)]
			n.Night = first.Add(i)
			if !yield(n, nil) {
				return
			}
		}
	})
	return d
}

const tenYears = 3653

func BenchmarkTenYears(b *testing.B) {
	for _, f := range []tabular.Format{tabular.CSV, tabular.Parquet} {
		b.Run(string(f), func(b *testing.B) {
			d := endless(b, tenYears)
			base := baseOf(b)
			b.ReportAllocs()
			for b.Loop() {
				if err := f.Archive(io.Discard, d, base); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Twice the nights must not need twice the memory: what is held at once is looked at in the middle and at the
// end of the nights.
func TestMemoryStaysTheSame(t *testing.T) {
	base := baseOf(t)
	for _, f := range []tabular.Format{tabular.CSV, tabular.Parquet} {
		peak := func(nights int) (most uint64) {
			d := endless(t, nights)
			whole, i := d.Nights, 0
			d.Nights = func(yield func(diary.NightRecord, error) bool) {
				for n := range whole {
					if i++; i%(nights/2) == 0 {
						runtime.GC() // the second one empties what pools of encoders keep through the first,
						runtime.GC() // one for each core that happened to compress: that grows with cores, not with nights
						var m runtime.MemStats
						runtime.ReadMemStats(&m)
						most = max(most, m.HeapAlloc)
					}
					if !yield(n, nil) {
						return
					}
				}
			}
			if err := f.Archive(io.Discard, d, base); err != nil {
				t.Fatal(err)
			}
			return most
		}
		short, long := peak(tenYears), peak(2*tenYears)
		t.Logf("%s: at most %d KB for ten years, %d KB for twenty", f, short>>10, long>>10)
		if long > short+4<<20 {
			t.Errorf("%s: ten years hold %d KB, twenty %d KB", f, short>>10, long>>10)
		}
	}
}
