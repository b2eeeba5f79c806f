package app

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"charley"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func TestHowLongTheWaitIs(t *testing.T) {
	for wrong, want := range map[int]time.Duration{
		0: 0, 4: 0, 5: time.Second, 6: 2 * time.Second, 7: 4 * time.Second, 14: 512 * time.Second,
		15: 15 * time.Minute, 16: 15 * time.Minute, 1000: 15 * time.Minute,
	} {
		if got := waitAfter(wrong); got != want {
			t.Errorf("after %d wrong tries: %s, want %s", wrong, got, want)
		}
	}
}

// A hundred thousand places try once each; what is remembered of them stays small.
func TestTheThrottleForgets(t *testing.T) {
	x := newThrottle()
	now, most := noon, 0
	for i := range 100_000 {
		now = now.Add(10 * time.Millisecond)
		if err := x.begin(now, []lane{sourceLane(fmt.Sprintf("10.%d.%d.%d", i>>16, i>>8&255, i&255))}); err != nil {
			t.Fatal(err)
		}
		most = max(most, len(x.lanes))
	}
	if most > maxLanes+1 {
		t.Errorf("%d lanes at a time, want at most %d", most, maxLanes)
	}
	now = now.Add(forgetAfter)
	if err := x.begin(now, []lane{"source x"}); err != nil || len(x.lanes) > maxLanes {
		t.Errorf("after an hour of quiet: %d lanes (%v), want it taken", len(x.lanes), err)
	}
}

func TestAClockThatWasSetBackLocksNobodyOut(t *testing.T) {
	for _, back := range []time.Duration{time.Minute, 30 * time.Minute, 400 * 24 * time.Hour} {
		x := newThrottle()
		now := noon
		for range 40 {
			x.begin(now, []lane{"a"})
			now = now.Add(20 * time.Minute)
		}
		now = now.Add(-back)
		err := x.begin(now, []lane{"a"})
		if wait := (*charley.TooManyError)(nil); errors.As(err, &wait) {
			if wait.RetryAfter > longestWait {
				t.Errorf("%s back: wait %s", back, wait.RetryAfter)
			}
			now = now.Add(wait.RetryAfter)
			for range 10 { // the wait is told anew, but it ends
				if err = x.begin(now, []lane{"a"}); err == nil {
					break
				}
				now = now.Add(longestWait)
			}
		}
		if err != nil {
			t.Errorf("%s back: still %v", back, err)
		}
	}
}

func TestPlacesOnTheNet(t *testing.T) {
	for a, b := range map[string]string{
		"192.168.1.5": "::ffff:192.168.1.5", "2001:db8:0:1::1": "2001:db8:0:1:ffff::2", "fe80::1%eth0": "fe80::2%wlan0", "": "nonsense",
	} {
		if sourceLane(a) != sourceLane(b) {
			t.Errorf("%q and %q are %q and %q, want one place", a, b, sourceLane(a), sourceLane(b))
		}
	}
	for a, b := range map[string]string{"192.168.1.5": "192.168.1.6", "2001:db8:0:1::1": "2001:db8:0:2::1"} {
		if sourceLane(a) == sourceLane(b) {
			t.Errorf("%q and %q are one place, want two", a, b)
		}
	}
}

func TestATryThatWasNotLookedAtIsForgiven(t *testing.T) {
	x := newThrottle()
	for range 100 {
		if err := x.begin(noon, []lane{"a"}); err != nil {
			t.Fatal(err)
		}
		x.forgive([]lane{"a"})
	}
	if len(x.lanes) != 0 {
		t.Errorf("%v is left", x.lanes)
	}
}

// Where there is no password to compare with, another is, which takes as long.
func TestEveryDoorComparesAPassword(t *testing.T) {
	for what, d := range map[string]door{"nobody of that name": {}, "somebody without a password": {person: "p"}} {
		if d.proof() != decoy {
			t.Errorf("%s: got %q to compare with", what, d.proof())
		}
	}
}
