package web

import (
	"net/netip"
	"slices"
	"sync"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"
)

// A challenge is what a passkey was asked to sign, and for whom.
type challenge struct {
	data   webauthn.SessionData
	fresh  bool         // a new passkey is to be made, and none shown
	device string       // that asked for it; "" for somebody at the door
	source netip.Prefix // where it was asked for
	until  time.Time
}

// sameAsker says that two challenges were asked for by the same device, or, at
// the door, from the same home.
func (c challenge) sameAsker(o challenge) bool {
	return c.device == o.device && (c.device != "" || c.source == o.source)
}

// challengeLife is how long a challenge can be met, once.
const challengeLife = 5 * time.Minute

// How many challenges are remembered: whoever asks for more makes the oldest be
// forgotten, their own before those of others, and whoever was asked that one
// asks again.
const (
	maxChallenges = 256
	perAsker      = 8
)

// The challenges that wait to be met. Strangers have a list of their own, so that
// no crowd at the door takes anything from those who are in.
type challenges struct{ atDoor, inside challengeList }

func (c *challenges) put(now time.Time, put challenge) {
	if put.device == "" {
		c.atDoor.put(now, put)
	} else {
		c.inside.put(now, put)
	}
}

// take finds a challenge that waits, and forgets it.
func (c *challenges) take(now time.Time, text string) (challenge, bool) {
	if got, ok := c.inside.take(now, text); ok {
		return got, true
	}
	return c.atDoor.take(now, text)
}

// A challengeList remembers some of them.
type challengeList struct {
	mu      sync.Mutex
	waiting []challenge // oldest first
}

func (l *challengeList) put(now time.Time, c challenge) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c.until = now.Add(challengeLife)
	own, first := 0, -1
	for i, w := range l.waiting {
		if w.sameAsker(c) {
			if own++; first < 0 {
				first = i
			}
		}
	}
	if own >= perAsker {
		l.waiting = slices.Delete(l.waiting, first, first+1)
	} else if len(l.waiting) >= maxChallenges {
		l.waiting = slices.Delete(l.waiting, 0, 1)
	}
	l.waiting = append(l.waiting, c)
}

func (l *challengeList) take(now time.Time, text string) (challenge, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.IndexFunc(l.waiting, func(c challenge) bool { return c.data.Challenge == text })
	if i < 0 {
		return challenge{}, false
	}
	c := l.waiting[i]
	l.waiting = slices.Delete(l.waiting, i, i+1)
	return c, now.Before(c.until)
}
