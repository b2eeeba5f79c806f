package api

import (
	"sync"
	"time"

	"charley"
)

// perMinute is how many requests a token may make in a minute. A button that is
// stuck must not fill the diary.
const perMinute = 60

// A pace counts requests by token. A token earns one a second and can save up a
// minute's worth.
type pace struct {
	mu   sync.Mutex
	full map[string]time.Time // when a token will have all of them again
}

func newPace() *pace { return &pace{full: map[string]time.Time{}} }

// take uses up one request of a token, or is a *charley.TooManyError.
func (p *pace) take(token string, now time.Time) error {
	const each = time.Minute / perMinute
	p.mu.Lock()
	defer p.mu.Unlock()
	for t, full := range p.full { // there are only as many as there are tokens in use
		if !full.After(now) || full.Sub(now) > 2*time.Minute { // nothing is owed, or the clock was set back
			delete(p.full, t)
		}
	}
	full := p.full[token]
	if full.Before(now) {
		full = now
	}
	full = full.Add(each)
	if over := full.Sub(now) - perMinute*each; over > 0 {
		return &charley.TooManyError{RetryAfter: over}
	}
	p.full[token] = full
	return nil
}
