package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"charley"
	"charley/app"
)

// record is about what one entry adds to SQLite's log, for the bare loop.
const record = 512

// BenchmarkAppendBare appends to a file and syncs it: what the disk can do. The
// figures below are to be read beside it, from the same run.
func BenchmarkAppendBare(b *testing.B) {
	f, err := os.Create(filepath.Join(b.TempDir(), "bare"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	for line := make([]byte, record); b.Loop(); {
		if _, err := f.Write(line); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAppendAlone stores entries one after the other.
func BenchmarkAppendAlone(b *testing.B) { benchmarkAppend(b, 1) }

// BenchmarkAppendTogether stores entries from 64 writers at once.
func BenchmarkAppendTogether(b *testing.B) { benchmarkAppend(b, 64) }

func benchmarkAppend(b *testing.B, writers int) {
	ctx := context.Background()
	s, err := Open(ctx, Options{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	p := fill(b, s, 100)
	before := s.Commits()
	var next atomic.Int64
	var wait sync.WaitGroup
	b.ResetTimer()
	for range writers {
		wait.Go(func() {
			for i := next.Add(1); i <= int64(b.N); i = next.Add(1) {
				if err := s.Update(ctx, func(w app.Writer) error { return appendNight(ctx, w, p, int(i%20000)) }); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wait.Wait()
	b.ReportMetric(float64(b.N)/float64(s.Commits()-before), "entries/commit")
}

// BenchmarkFiftyYears is a diary of 18,250 nights with five entries each.
func BenchmarkFiftyYears(b *testing.B) {
	ctx := context.Background()
	dir := b.TempDir()
	s, err := Open(ctx, Options{Dir: dir})
	if err != nil {
		b.Fatal(err)
	}
	const entries = 18250 * 5
	person := charley.Person{ID: charley.NewPersonID(), Settings: charley.DefaultSettings("Europe/Berlin")}
	err = s.Update(ctx, func(w app.Writer) error { return w.AddPerson(ctx, person) })
	for from := 0; err == nil && from < entries; from += entries / 50 {
		err = s.Update(ctx, func(w app.Writer) (err error) {
			for i := from; err == nil && i < from+entries/50; i++ {
				err = appendNight(ctx, w, person.ID, i/5)
			}
			return err
		})
	}
	if err = errors.Join(err, s.Close()); err != nil {
		b.Fatal(err)
	}
	b.Run("open", func(b *testing.B) {
		var slowest time.Duration
		for b.Loop() {
			begin := time.Now()
			s, err := Open(ctx, Options{Dir: dir})
			if err != nil {
				b.Fatal(err)
			}
			slowest = max(slowest, time.Since(begin))
			b.StopTimer()
			if err := s.Close(); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
		b.ReportMetric(float64(slowest.Milliseconds()), "ms-slowest")
	})
	if s, err = Open(ctx, Options{Dir: dir}); err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	s.background.Wait() // the check of the file
	look := func(name string, fn func(app.Reader) error) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := s.View(ctx, fn); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	month := charley.Night{Year: 2010, Month: 6, Day: 1}
	look("month", func(r app.Reader) error {
		all, err := r.InNights(ctx, person.ID, month, month.Add(30))
		if len(all) != 31*5 {
			b.Errorf("%d entries", len(all))
		}
		return err
	})
	look("facts", func(r app.Reader) error { _, err := r.OfKind(ctx, person.ID, charley.KindFact); return err })
	look("extent", func(r app.Reader) error { _, _, err := r.Extent(ctx, person.ID); return err })
	look("page of changes", func(r app.Reader) error { _, err := r.Changed(ctx, person.ID, entries/2, 500); return err })
	look("page of revisions", func(r app.Reader) error { _, err := r.Revisions(ctx, person.ID, entries/2, 500); return err })
}
