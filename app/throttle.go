package app

import (
	"maps"
	"net/netip"
	"strings"
	"sync"
	"time"

	"charley"
)

// How those who guess are slowed down. It never locks anybody out: a wait ends
// after a quarter of an hour at the latest, tries that come too early do not make
// it longer, and after an hour of quiet all is forgotten.
const (
	freeTries   = 5 // that are looked at without a wait
	firstWait   = time.Second
	longestWait = 15 * time.Minute
	forgetAfter = time.Hour
	maxLanes    = 4096 // sources that are remembered at a time
)

// A lane is one queue in which tries are counted: of everybody who is a stranger
// to one diary, of one place on the net, or of one device.
type lane string

// sourcePrefix begins the lanes of places on the net, and of names that nobody has:
// anybody can make any number of either.
const sourcePrefix = "source "

// nobodyLane is that of a name that nobody has.
func nobodyLane(name string) lane {
	return lane(sourcePrefix + "name " + string(hashOf(FoldName(strings.TrimSpace(name)))))
}

// strangerLanes are those of a try from a device that never signed in here.
// Strangers share one, or a thousand of them would have a thousand tries.
func strangerLanes(p charley.PersonID, source string) []lane {
	return []lane{lane("person " + string(p)), sourceLane(source)}
}

// sourceLane is that of one place on the net. Whoever has one address of IPv6
// mostly has all 2^64 beside it.
func sourceLane(source string) lane {
	addr, err := netip.ParseAddr(source)
	if err != nil {
		return sourcePrefix + "unknown"
	}
	addr = addr.Unmap().WithZone("")
	if addr.Is6() {
		if near, err := addr.Prefix(64); err == nil {
			return lane(sourcePrefix + near.String())
		}
	}
	return lane(sourcePrefix + addr.String())
}

// deviceLanes are those of a device that signed in before. What strangers do
// does not slow it down.
func deviceLanes(id string) []lane { return []lane{lane("device " + id)} }

// ownLanes are those of somebody who is signed in; without a device, of the
// place they ask from.
func ownLanes(c charley.Caller, source string) []lane {
	if c.DeviceID != "" {
		return deviceLanes(c.DeviceID)
	}
	return strangerLanes(c.Person, source)
}

// A throttle counts wrong tries by lane, in memory: whoever could end the
// program to clear it needs no password.
type throttle struct {
	mu    sync.Mutex
	lanes map[lane]tries
}

// tries are those of one lane.
type tries struct {
	wrong int       // in a row
	last  time.Time // when the last of them was
	free  time.Time // when the next one is looked at
}

func newThrottle() *throttle { return &throttle{lanes: map[lane]tries{}} }

// begin takes a try in all of its lanes, or says how long to wait. The try counts
// as wrong until it turns out right, so that many at once are not looked at
// together.
//
// Errors: *charley.TooManyError.
func (t *throttle) begin(now time.Time, lanes []lane) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.tidy(now)
	wait := time.Duration(0)
	for _, l := range lanes {
		if t.lanes[l].stale(now) {
			delete(t.lanes, l)
		}
		wait = max(wait, t.lanes[l].wait(now))
	}
	if wait > 0 {
		return &charley.TooManyError{RetryAfter: wait}
	}
	for _, l := range lanes {
		x := t.lanes[l]
		x.wrong, x.last = x.wrong+1, now
		x.free = now.Add(waitAfter(x.wrong))
		t.lanes[l] = x
	}
	return nil
}

// wait is how long until the next try. A clock that was set back must not make
// it longer than the longest.
func (x tries) wait(now time.Time) time.Duration { return min(x.free.Sub(now), longestWait) }

// waitAfter is how long the wait is after so many wrong tries in a row.
func waitAfter(wrong int) time.Duration {
	if wrong < freeTries {
		return 0
	}
	wait := firstWait
	for range wrong - freeTries {
		if wait *= 2; wait >= longestWait {
			return longestWait
		}
	}
	return wait
}

// succeed forgets what was wrong in the lanes of a try that was right.
func (t *throttle) succeed(lanes []lane) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, l := range lanes {
		delete(t.lanes, l)
	}
}

// forgive takes a try back that was not looked at after all.
func (t *throttle) forgive(lanes []lane) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, l := range lanes {
		x := t.lanes[l]
		if x.wrong--; x.wrong <= 0 {
			delete(t.lanes, l)
			continue
		}
		x.free = x.last.Add(waitAfter(x.wrong))
		t.lanes[l] = x
	}
}

// tidy makes room where there are too many lanes: those that were quiet for long
// go first, and if that is not enough, all places on the net. Lanes of people and
// devices, on which everything rests, are as few as they are.
func (t *throttle) tidy(now time.Time) {
	if len(t.lanes) < maxLanes {
		return
	}
	maps.DeleteFunc(t.lanes, func(_ lane, x tries) bool { return x.stale(now) })
	if len(t.lanes) < maxLanes {
		return
	}
	maps.DeleteFunc(t.lanes, func(l lane, _ tries) bool { return strings.HasPrefix(string(l), sourcePrefix) })
}

// stale says that a lane was quiet for long enough to be forgotten, or that the
// clock was set back by as much.
func (x tries) stale(now time.Time) bool {
	since := now.Sub(x.last)
	return since >= forgetAfter || since <= -forgetAfter
}
