package app

import (
	"context"
	"testing"
)

// Work that had read a diary before it was erased brings nothing of it back.
func TestWorkUnderWayWhenADiaryIsErased(t *testing.T) {
	days, searches := newBench(1, 9), newBench(1, 9)
	read, erased := make(chan bool), make(chan bool)
	age := searches.age()
	p := days.start("days", func() (any, error) {
		close(read) // here the diary has been read
		<-erased
		return searches.startAt(age, "search", func() (any, error) { return "of somebody who is gone", nil }), nil
	})
	<-read
	days.clear()
	searches.clear()
	close(erased)
	search, err := p.wait(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if got, err := search.(*piece).wait(context.Background()); got != "of somebody who is gone" || err != nil {
		t.Errorf("who waits got %v, %v", got, err)
	}
	if len(days.pieces)+len(days.order)+len(searches.pieces)+len(searches.order) > 0 {
		t.Errorf("kept: %v and %v", days.pieces, searches.pieces)
	}
	again := searches.startAt(searches.age(), "search", func() (any, error) { return "of who came later", nil })
	if got, _ := again.wait(context.Background()); got != "of who came later" || len(searches.pieces) != 1 {
		t.Errorf("later: got %v, and %d kept", got, len(searches.pieces))
	}
}
