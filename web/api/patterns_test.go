package api

import (
	"testing"

	"charley"
)

// A diary of a week is too short for anything to be ranked, and every field is there.
func TestPatternsOfAShortDiary(t *testing.T) {
	p := openDiary(t)
	for _, night := range []string{"2026-11-20", "2026-11-21"} {
		p.send("PUT", "/api/v1/entries/"+string(charley.NewEntryID()), `{"kind":"morning","night":"`+night+`","nothing_more":true}`).want(201)
	}
	p.send("GET", "/api/v1/causes/patterns?measure=moon", "").wantProblem(422, "query.measure")
	got := p.send("GET", "/api/v1/causes/patterns?measure=bad_night", "").want(200)
	if got["measure"] != "bad_night" || got["outcome"] != "bad" || got["urgency"] == "" || got["findings"] == nil || got["bad_limits"] == nil {
		t.Errorf("got %v", got)
	}
}
