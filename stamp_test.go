package charley

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestAStampIsLaterThanWhatItsWriterHadSeen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
		seen := Stamp{Millis: now.UnixMilli() + rapid.Int64Range(-1e9, 3e5).Draw(t, "seen"), Count: rapid.IntRange(0, 9).Draw(t, "count"), Device: "z"}
		written := now.Add(time.Duration(rapid.Int64Range(-1e15, 1e17).Draw(t, "written")))
		got := seen.After(written, now, "a")
		if got.Compare(seen) <= 0 {
			t.Fatalf("%v is not later than %v", got, seen)
		}
		if limit := max(now.Add(MaxAhead).UnixMilli(), seen.Millis); got.Millis > limit {
			t.Fatalf("a clock set to the future won: %v", got)
		}
	})
}
