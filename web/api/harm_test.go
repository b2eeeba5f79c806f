package api

import (
	"testing"

	"charley"
	"charley/trial"
)

// sealed puts a test of a warm bath into the diary, and returns the address of it.
func (p *program) sealed() string {
	p.t.Helper()
	rec, _ := counsel().Base.Remedies().Get("warm-bath")
	plan, err := trial.PlanFor(trial.Wish{Remedy: rec, Offered: true, Pregnant: charley.No, Nights: 28, Start: charley.Night{Year: 2026, Month: 11, Day: 20}},
		trial.RunIn{Nights: 14, Logged: 14, EventNights: 7, Events: 7, Mean: 0.5, SD: 0.5})
	if err != nil {
		p.t.Fatal(err)
	}
	s, err := trial.Seal(plan, [32]byte{1})
	if err != nil {
		p.t.Fatal(err)
	}
	text, err := s.Text()
	if err != nil {
		p.t.Fatal(err)
	}
	id := charley.NewEntryID()
	p.put(id, compact(p.t, map[string]any{"kind": "trial", "night": s.Start.String(), "until": s.Last().String(), "remedy": s.Remedy, "name": rec.Name,
		"measure": s.Measure, "blind": s.Blind, "sealed": text, "seal": s.Hash})).want(201)
	return Root + "/trials/" + string(id)
}

// A program tells of something bad, reads that the trial is paused, and says that it has been looked at.
func TestSomethingBadOverTheAPI(t *testing.T) {
	p := openDiary(t)
	at := p.sealed()
	harm := "01890000-0000-7000-8000-000000000009"
	body := `{"id":"` + harm + `","grade":"needed_help","day":"2026-11-22","what":"fell on the stairs"}`
	for range 2 { // sent again it is the same
		got := p.send("POST", at+"/harm", body).want(200)
		told := got["harm"].([]any)
		if len(told) != 1 || got["paused"] != "told" && got["paused"] != "gate" || got["harm_beside"] != nil || got["arms"] != nil {
			t.Fatalf("got %v, paused %v, beside %v", told, got["paused"], got["harm_beside"])
		}
		one := told[0].(map[string]any)
		for field, want := range map[string]string{"id": harm, "grade": "needed_help", "day": "2026-11-22", "what": "fell on the stairs", "ended": ""} {
			if one[field] != want {
				t.Errorf("%s: got %v, want %q", field, one[field], want)
			}
		}
	}
	p.send("POST", at+"/harm", `{"id":"`+harm+`","grade":"bothered"}`).wantProblem(409, "")
	p.send("POST", at+"/harm", `{"id":"`+string(charley.NewEntryID())+`","grade":"kept","day":"2026-11-25"}`).wantProblem(422, "body.day")
	if got := p.send("POST", at+"/harm/"+harm+"/end", `{"ended":"seen"}`).want(200); got["paused"] == "told" || got["harm"].([]any)[0].(map[string]any)["ended"] != "seen" {
		t.Errorf("looked at: got paused %v, %v", got["paused"], got["harm"])
	}
	p.send("POST", at+"/harm/"+string(charley.NewEntryID())+"/end", `{"ended":"seen"}`).wantProblem(404, "")
	entry := p.send("GET", Root+"/entries/"+harm, "").want(200)
	if entry["about"] != "harm" || entry["ended"] != "seen" || entry["name"] != "fell on the stairs" {
		t.Errorf("the entry: got %v", entry)
	}
}
