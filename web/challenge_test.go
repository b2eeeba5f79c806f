package web

import (
	"net/netip"
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
	if len(l.waiting) != perAsker {
		t.Errorf("got %d remembered of one asker, want %d", len(l.waiting), perAsker)
	}
	if _, ok := l.take(now, strconv.Itoa(10*maxChallenges-1)); !ok {
		t.Error("got the newest forgotten")
	}
}

// Whoever asks for very many challenges takes none from others.
func TestACrowdAtTheDoorTakesNobodysChallenge(t *testing.T) {
	now := time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)
	var l challenges
	put := func(text, device, address string) {
		l.put(now, challenge{data: webauthn.SessionData{Challenge: text}, device: device, source: household(netip.MustParseAddr(address))})
	}
	put("in", "phone", "192.0.2.1")
	put("door", "", "192.168.1.5")
	for i := range 10 * maxChallenges {
		put("x"+strconv.Itoa(i), "", "192.0.2.1")
		put("y"+strconv.Itoa(i), "", "2001:db8::"+strconv.Itoa(i%10))
		put("z"+strconv.Itoa(i), "tablet", "192.0.2.1")
	}
	if n := len(l.atDoor.waiting); n != 2*perAsker+1 {
		t.Errorf("got %d remembered at the door, want %d", n, 2*perAsker+1)
	}
	for i := range 10 * maxChallenges {
		put("w"+strconv.Itoa(i), "", "10.0."+strconv.Itoa(i/250)+"."+strconv.Itoa(i%250))
		if i == maxChallenges/2 {
			if _, ok := l.take(now, "door"); !ok {
				t.Error("got somebody else's challenge at the door forgotten for two sources")
			}
		}
	}
	if n := len(l.atDoor.waiting); n != maxChallenges {
		t.Errorf("got %d remembered at the door, want %d", n, maxChallenges)
	}
	if _, ok := l.take(now, "in"); !ok {
		t.Error("got the challenge of somebody who is in forgotten")
	}
}
