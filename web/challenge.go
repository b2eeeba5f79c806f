package web

import (
	"sync"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"
)

// A challenge is what a passkey was asked to sign, and for whom.
type challenge struct {
	data   webauthn.SessionData
	device string // that asked for it; "" for somebody at the door
	until  time.Time
}

// challengeLife is how long a challenge can be met, once.
const challengeLife = 5 * time.Minute

// maxChallenges bounds what is remembered: whoever asks for more makes the oldest
// be forgotten, and whoever was asked that one asks again.
const maxChallenges = 256

// A challengeList remembers the challenges that wait to be met.
type challengeList struct {
	mu      sync.Mutex
	waiting map[string]challenge
	order   []string // oldest first; may name some that are met
}

// put remembers a challenge.
func (l *challengeList) put(now time.Time, c challenge) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.waiting == nil {
		l.waiting = map[string]challenge{}
	}
	c.until = now.Add(challengeLife)
	l.waiting[c.data.Challenge] = c
	l.order = append(l.order, c.data.Challenge)
	if len(l.order) > maxChallenges {
		delete(l.waiting, l.order[0])
		l.order = l.order[1:]
	}
}

// take finds a challenge that waits, and forgets it.
func (l *challengeList) take(now time.Time, text string) (challenge, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c, ok := l.waiting[text]
	delete(l.waiting, text)
	return c, ok && now.Before(c.until)
}
