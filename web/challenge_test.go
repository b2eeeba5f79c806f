package web

import (
	"strconv"
	"testing"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"
)

func TestAChallengeIsMetOnceAndSoon(t *testing.T) {
	now := time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)
	put := func(l *challengeList, text string) {
		l.put(now, challenge{data: webauthn.SessionData{Challenge: text}})
	}
	for _, tc := range []struct {
		name  string
		after time.Duration
		first bool // it is met the first time
	}{
		{"at once", 0, true}, {"just in time", challengeLife - time.Second, true}, {"too late", challengeLife, false},
	} {
		var l challengeList
		put(&l, "x")
		if _, ok := l.take(now.Add(tc.after), "x"); ok != tc.first {
			t.Errorf("%s: got %t", tc.name, ok)
		}
		if _, ok := l.take(now, "x"); ok {
			t.Errorf("%s: got it met a second time", tc.name)
		}
	}
	var l challengeList
	if _, ok := l.take(now, ""); ok {
		t.Error("got a challenge that nobody was given")
	}
	for i := range 10 * maxChallenges {
		put(&l, strconv.Itoa(i))
	}
	if len(l.waiting) != maxChallenges || len(l.order) != maxChallenges {
		t.Errorf("got %d remembered, want %d", len(l.waiting), maxChallenges)
	}
	if _, ok := l.take(now, strconv.Itoa(10*maxChallenges-1)); !ok {
		t.Error("got the newest forgotten")
	}
}
