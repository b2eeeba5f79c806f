package app_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/diary"
	"charley/store"
)

// The figures of docs/performance.md. Durable writes are compared with a bare
// loop that appends to a file and syncs it, on the same disk in the same run,
// because disks differ by orders of magnitude.
//
//	go test -run NONE -bench 'OneWriter|SixtyFour|Fifty' -count 5 ./app

// record is about what one entry puts into the log.
const record = 512

// appendAndSync is the least that a durable write costs: an append and a sync.
func appendAndSync(b *testing.B, dir string, n int) time.Duration {
	b.Helper()
	f, err := os.OpenFile(filepath.Join(dir, "bare"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	line := make([]byte, record)
	begin := time.Now()
	for range n {
		if _, err := f.Write(line); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
	}
	return time.Since(begin)
}

// drafts are distinct cramps, made before the clock runs.
func drafts(b *testing.B, n int) []diary.Draft {
	b.Helper()
	out := make([]diary.Draft, n)
	for i := range out {
		at := time.Date(2026, 1, 1, 2, 0, 0, 0, time.UTC).Add(time.Duration(i%40000) * time.Minute)
		d, err := diary.NewDraft(charley.KindEpisode, map[string]any{
			"what": "cramp", "start": at.Format(time.RFC3339), "minutes": 3, "side": "left", "places": []string{"calf"}, "intensity": i % 11,
		})
		if err != nil {
			b.Fatal(err)
		}
		out[i] = d
	}
	return out
}

// putAll puts drafts from some writers at once.
func putAll(b *testing.B, s *bedside, all []diary.Draft, writers int) time.Duration {
	b.Helper()
	var next atomic.Int64
	var wg sync.WaitGroup
	begin := time.Now()
	for range writers {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(all)); i = next.Add(1) - 1 {
				if _, err := s.Put(context.Background(), s.caller, charley.NewEntryID(), all[i]); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	return time.Since(begin)
}

// BenchmarkOneWriter: durable entries one after the other, in turns with the
// bare loop. Wanted: ratio at least 0.6.
func BenchmarkOneWriter(b *testing.B) {
	s := newBedside(b)
	dir := b.TempDir()
	const turn = 200
	putAll(b, s, drafts(b, turn), 1)
	appendAndSync(b, dir, turn)
	var bare, durable time.Duration
	n := 0
	for b.Loop() {
		bare += appendAndSync(b, dir, turn)
		all := drafts(b, turn)
		durable += putAll(b, s, all, 1)
		n += turn
	}
	b.ReportMetric(float64(n)/durable.Seconds(), "entries/s")
	b.ReportMetric(float64(n)/bare.Seconds(), "bare/s")
	b.ReportMetric(bare.Seconds()/durable.Seconds(), "ratio")
}

// BenchmarkSixtyFourWriters: the same entries from 64 writers at once and from
// one, in turns. Wanted: speedup at least 6, acks a commit at least 20.
func BenchmarkSixtyFourWriters(b *testing.B) {
	s := newBedside(b)
	const few, many = 200, 6400
	putAll(b, s, drafts(b, few), 1)
	var one, crowd time.Duration
	ones, crowds, commits := 0, 0, int64(0)
	for b.Loop() {
		one += putAll(b, s, drafts(b, few), 1)
		ones += few
		all := drafts(b, many)
		before := s.store.Commits()
		crowd += putAll(b, s, all, 64)
		commits += s.store.Commits() - before
		crowds += many
	}
	b.ReportMetric(float64(crowds)/crowd.Seconds(), "entries/s")
	b.ReportMetric((float64(crowds)/crowd.Seconds())/(float64(ones)/one.Seconds()), "speedup")
	b.ReportMetric(float64(crowds)/float64(commits), "acks/commit")
}

// fiftyYears is a folder with 18,250 nights: three episodes, a morning and an
// evening each. It takes half a minute to make and is made once a run.
func fiftyYears(b *testing.B) string {
	b.Helper()
	dir := b.TempDir()
	s, err := store.Open(context.Background(), store.Options{Dir: dir})
	if err != nil {
		b.Fatal(err)
	}
	a := app.New(s, time.Now)
	c, err := a.Owner(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	first := charley.Night{Year: 1976, Month: 1, Day: 1}
	for year := range 50 {
		if _, err := a.PutMany(context.Background(), c, busyNights(b, first.Add(365*year), 365)); err != nil {
			b.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	return dir
}

// busyNights are five entries a night.
func busyNights(b *testing.B, first charley.Night, nights int) []app.Item {
	b.Helper()
	var out []app.Item
	add := func(at time.Time, kind charley.Kind, body map[string]any) {
		d, err := diary.NewDraft(kind, body)
		if err != nil {
			b.Fatal(err)
		}
		out = append(out, app.Item{ID: charley.NewEntryID(), Draft: d, At: at})
	}
	for i := range nights {
		n := first.Add(i)
		evening := time.Date(n.Year, n.Month, n.Day, 21, 0, 0, 0, time.UTC)
		add(evening, charley.KindEvening, map[string]any{"night": n.String(), "exposures": map[string]any{
			"sitting": 6, "hard_floor": i%3 == 0, "hard_strain": false, "fluids": 1.5, "alcohol": i % 4, "warm_bath": i%2 == 0}})
		for k := range 3 {
			at := evening.Add(time.Duration(3+2*k) * time.Hour)
			add(at, charley.KindEpisode, map[string]any{"what": "cramp", "start": at.Format(time.RFC3339), "minutes": 2 + k, "side": "left",
				"places": []string{"calf", "foot"}, "intensity": 3 + k, "hard": true, "eased_by": []string{"stretch"}})
		}
		add(evening.Add(11*time.Hour), charley.KindMorning, map[string]any{"night": n.String(), "nothing_more": true, "soreness": "a_little",
			"sleep_lost": 20, "restless_bother": 2})
	}
	return out
}

// BenchmarkFiftyYears: opening, a month of nights, and the whole export of
// 18,250 nights. Wanted: open under 150 ms, a month under 5 ms, export under
// 64 MB of memory.
func BenchmarkFiftyYears(b *testing.B) {
	dir := fiftyYears(b)
	ctx := context.Background()
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			s, err := store.Open(ctx, store.Options{Dir: dir})
			if err != nil {
				b.Fatal(err)
			}
			b.StopTimer()
			if err := s.Close(); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
	})
	s, err := store.Open(ctx, store.Options{Dir: dir})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	a := app.New(s, time.Now)
	c, err := a.Owner(ctx)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("month", func(b *testing.B) {
		i := 0
		for b.Loop() {
			first := charley.Night{Year: 1976, Month: 1, Day: 1}.Add(i * 137 % 18000)
			i++
			got, err := a.Nights(ctx, c, first, first.Add(29))
			if err != nil || len(got) != 30 || len(got[7].Episodes) != 3 {
				b.Fatal(fmt.Sprint(len(got), err))
			}
		}
	})
	b.Run("export", func(b *testing.B) {
		for b.Loop() {
			peak := watchHeap()
			n := &counter{}
			if err := a.Export(ctx, c, n); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(peak())/(1<<20), "heap-MB")
			b.ReportMetric(float64(n.bytes)/(1<<20), "MB")
		}
	})
}

// BenchmarkTenYearsTold: the facts, the sit-still tests and the verdict of a diary
// of 3,650 nights. What is told must not cost more as the diary grows.
func BenchmarkTenYearsTold(b *testing.B) {
	s := newClinic(b)
	ctx := context.Background()
	for year := range 10 {
		if _, err := s.PutMany(ctx, s.caller, busyNights(b, charley.Night{Year: 2016, Month: 11, Day: 25}.Add(365*year), 365)); err != nil {
			b.Fatal(err)
		}
	}
	for i := range 20 {
		n := charley.Night{Year: 2026, Month: 10, Day: 1}.Add(i)
		s.put(b, map[string]any{"kind": "sit_test", "night": n.String(), "start": n.String() + "T21:00:00+02:00", "ratings": []any{1, 2, 4, nil, 6, 7}, "relief_on_moving": "at_once"})
		s.put(b, map[string]any{"kind": "fact", "about": "answers", "night": n.String(), "answers": map[string]any{"palpable_hardening": true, "pain": "severe"}})
	}
	for _, one := range []struct {
		name string
		do   func() error
	}{
		{"facts", func() error { _, err := s.Facts(ctx, s.caller); return err }},
		{"sit tests", func() error { _, err := s.SitTests(ctx, s.caller); return err }},
		{"tell", func() error { _, err := s.Tell(ctx, s.caller); return err }},
		{"advise", func() error { _, err := s.Advise(ctx, s.caller); return err }},
	} {
		b.Run(one.name, func(b *testing.B) {
			for b.Loop() {
				if err := one.do(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

type counter struct{ bytes int64 }

func (c *counter) Write(p []byte) (int, error) {
	c.bytes += int64(len(p))
	return len(p), nil
}

var _ io.Writer = (*counter)(nil)

// watchHeap samples the heap until the returned function is called, which gives the most seen.
func watchHeap() func() uint64 {
	runtime.GC()
	stop, done := make(chan struct{}), make(chan uint64)
	go func() {
		var most uint64
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
			select {
			case <-stop:
				done <- most
				return
			case <-tick.C:
			}
		}
	}()
	return func() uint64 {
		close(stop)
		return <-done
	}
}
