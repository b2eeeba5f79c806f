package api

import (
	"fmt"
	"sync"
	"testing"

	"charley"
)

// atOnce runs fn for many hands at the same moment and returns their statuses.
func atOnce(hands int, fn func(hand int) answer) map[int]int {
	var group sync.WaitGroup
	start := make(chan struct{})
	answers := make([]answer, hands)
	for i := range hands {
		group.Go(func() {
			<-start
			answers[i] = fn(i)
		})
	}
	close(start)
	group.Wait()
	out := map[int]int{}
	for _, a := range answers {
		out[a.status]++
	}
	return out
}

func TestOneEntryFromManyHands(t *testing.T) {
	p := openDiary(t)
	const hands = 16
	for range 5 {
		id := charley.NewEntryID()
		if got := atOnce(hands, func(int) answer { return p.put(id, cramp) }); got[201] != 1 || got[200] != hands-1 {
			t.Errorf("the same content: statuses %v, want 201 once and 200 for the others", got)
		}
	}
	for range 5 {
		id := charley.NewEntryID()
		got := atOnce(hands, func(i int) answer { return p.put(id, with("woke me", fmt.Sprintf("hand %d", i))) })
		if got[201] != 1 || got[409] != hands-1 {
			t.Errorf("different contents: statuses %v, want one winner and 409 for the others", got)
		}
	}
	if got := atOnce(hands, func(int) answer { return p.put(charley.NewEntryID(), cramp) }); got[201] != hands {
		t.Errorf("different ids: statuses %v, want 201 for all", got)
	}
	if n := len(p.all()); n != 10+hands {
		t.Errorf("entries = %d, want %d", n, 10+hands)
	}
}
