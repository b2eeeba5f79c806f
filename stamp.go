package charley

import (
	"cmp"
	"time"
)

// A Stamp orders edits made on different devices: a hybrid logical clock.
// It follows the writer's wall clock, but is always later than every edit the
// writer had seen, and a clock set to the future is capped, so that one wrong
// phone does not win every later merge.
//
// Source: Kulkarni et al. (2014), Logical Physical Clocks, doi 10.1007/978-3-319-14472-6_2.
type Stamp struct {
	Millis int64  // wall clock, Unix milliseconds
	Count  int    // edits within one millisecond, or made on a clock that runs behind
	Device string // breaks ties; any fixed order would do
}

// MaxAhead is how far ahead of the server's clock a stamp may run.
const MaxAhead = 5 * time.Minute

// After is the stamp of an edit written at the writer's clock, received at the
// server's clock, by somebody who had seen everything up to seen.
func (seen Stamp) After(written, received time.Time, device string) Stamp {
	if limit := received.Add(MaxAhead); written.After(limit) {
		written = limit
	}
	if ms := written.UnixMilli(); ms > seen.Millis {
		return Stamp{Millis: ms, Device: device}
	}
	return Stamp{Millis: seen.Millis, Count: seen.Count + 1, Device: device}
}

// Compare is -1, 0 or +1 as s is before, equal to or after other.
func (s Stamp) Compare(other Stamp) int {
	return cmp.Or(cmp.Compare(s.Millis, other.Millis), cmp.Compare(s.Count, other.Count), cmp.Compare(s.Device, other.Device))
}
