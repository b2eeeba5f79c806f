package web

import (
	"net/url"
	"testing"

	"charley"
	"charley/diary"
)

// facts are what the diary holds, by question.
func facts(p *person) map[string]charley.Fact {
	out := map[string]charley.Fact{}
	for _, e := range p.entries(charley.KindFact) {
		f := e.Fact()
		key := standingKey(f)
		if f.About == charley.FactMedicine {
			key = "medicine." + f.Name
		}
		out[key] = f
	}
	return out
}

func TestAboutYou(t *testing.T) {
	p := newPerson(t, morningOf)
	about := p.open("/about-you")
	after := p.press(about, "/about-you", "", url.Values{
		"born": {"1959"}, "sex": {"F"}, "conditions": {"diabetes", "flat_feet"}, "numb": {"unsure"},
		"m.name": {"Indapamide"}, "m.dose": {"2.5 mg"}, "m.month": {"6"}, "m.year": {"2026"},
	})
	after.says(".rows", "Indapamide 2.5 mg since June 2026")
	got := facts(p)
	if f := got["age"]; f.Born == nil || *f.Born != 1959 {
		t.Errorf("got born %v", f.Born)
	}
	if got["sex"].Sex != "F" || got["condition.diabetes"].Answer != "yes" || got["condition.numb_feet"].Answer != "unsure" || got["medicine.Indapamide"].From != "2026-06" {
		t.Errorf("got %v", got)
	}
	if len(got) != 6 {
		t.Errorf("got %d facts, want 6: what is left open stays unknown", len(got))
	}

	p.press(after, "/about-you", "", nil)
	if again := facts(p); len(again) != 6 || again["age"].Rev != 1 {
		t.Errorf("got %d facts, the age at revision %d, after saving the same again", len(again), again["age"].Rev)
	}
	p.press(p.open("/about-you"), "/about-you", "", url.Values{"conditions": {"flat_feet"}, "sex": {""}, "born": {""}})
	after3 := facts(p)
	for _, key := range []string{"age", "sex", "condition.diabetes"} {
		if _, there := after3[key]; there {
			t.Errorf("got %s still there, want it unknown", key)
		}
	}
}

// A form that is cut short, or that was made by hand, takes nothing away.
func TestAnEmptyFormTakesNothingAway(t *testing.T) {
	p := newPerson(t, morningOf)
	p.press(p.open("/about-you"), "/about-you", "", url.Values{"born": {"1959"}, "conditions": {"diabetes"}})
	p.post("/about-you", url.Values{})
	if got := facts(p); len(got) != 2 {
		t.Errorf("got %d facts, want 2", len(got))
	}
}

// Another program may know more than the page can show; saving the page, or
// answering one thing on it, leaves that alone.
func TestAnswersThatThePageCannotShowStay(t *testing.T) {
	p := newPerson(t, morningOf)
	ctx, c := p.owner()
	for _, body := range []map[string]any{
		{"about": "condition", "code": "diabetes", "answer": "no", "night": "2026-11-22"},
		{"about": "condition", "code": "pad", "answer": "unsure", "night": "2026-11-22"},
		{"about": "sex", "sex": "U", "night": "2026-11-22"},
	} {
		d, err := diary.NewDraft(charley.KindFact, body)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.app.Put(ctx, c, charley.NewEntryID(), d); err != nil {
			t.Fatal(err)
		}
	}
	p.press(p.open("/about-you"), "/about-you", "", url.Values{"born": {"1959"}})
	got := facts(p)
	if got["condition.diabetes"].Answer != "no" || got["condition.pad"].Answer != "unsure" || got["sex"].Sex != "U" {
		t.Errorf("got %v", got)
	}
	p.press(p.open("/about-you"), "/about-you", "", url.Values{"conditions": {"pad"}, "sex": {"F"}})
	after := facts(p)
	if after["condition.pad"].Answer != "yes" || after["condition.pad"].ID != got["condition.pad"].ID || after["sex"].Sex != "F" || len(after) != 4 {
		t.Errorf("got %v after ticking one", after)
	}
}

func TestNoneOfTheOthers(t *testing.T) {
	p := newPerson(t, morningOf)
	p.press(p.open("/about-you"), "/about-you", "", url.Values{"conditions": {"diabetes"}, "none.conditions": {"yes"}, "none.medicines": {"yes"}})
	got := facts(p)
	none := got["none.conditions"]
	if len(none.Asked) != 9 || none.Group != "conditions" {
		t.Errorf("got none of %v", none.Asked)
	}
	for _, id := range none.Asked {
		if id == "diabetes" {
			t.Error("got diabetes denied, though it was ticked")
		}
	}
	if got["none.medicines"].Group != "medicines" {
		t.Error("got no word about medicines")
	}
	again := p.press(p.open("/about-you"), "/about-you", "", url.Values{"m.name": {"Metformin"}})
	again.says(".rows", "Metformin")
	if _, there := facts(p)["none.medicines"]; there {
		t.Error("got both a medicine and none")
	}
}

func TestThePageTwiceIsOneMedicine(t *testing.T) {
	p := newPerson(t, morningOf)
	values := p.open("/about-you").form("/about-you", "", url.Values{"m.name": {"Metformin"}, "born": {"1959"}})
	p.post("/about-you", values)
	p.post("/about-you", values)
	if got := facts(p); len(got) != 2 {
		t.Errorf("got %d facts, want 2", len(got))
	}
}

func TestPregnancyByItsDueDate(t *testing.T) {
	p := newPerson(t, morningOf)
	p.press(p.open("/about-you"), "/about-you", "", url.Values{"pregnant": {"yes"}, "due": {"2027-03-01"}})
	if f := facts(p)["pregnancy"]; f.Answer != "yes" || f.Due.String() != "2027-03-01" {
		t.Errorf("got %s, due %s", f.Answer, f.Due)
	}
	p.press(p.open("/about-you"), "/about-you", "", url.Values{"pregnant": {"no"}})
	if f := facts(p)["pregnancy"]; f.Answer != "no" || !f.Due.IsZero() {
		t.Errorf("got %s, due %s", f.Answer, f.Due)
	}
}

func TestAboutYouSaysWhatIsWrong(t *testing.T) {
	for _, tc := range []struct {
		name  string
		fill  url.Values
		field string
	}{
		{"born in the future", url.Values{"born": {"2031"}}, "born"},
		{"born as text", url.Values{"born": {"long ago"}}, "born"},
		{"a medicine without a name", url.Values{"m.year": {"2020"}}, "m.name"},
		{"a month without a year", url.Values{"m.name": {"X"}, "m.month": {"3"}}, "m.year"},
		{"a due date that is none", url.Values{"due": {"2027-02-30"}}, "due"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newPerson(t, morningOf)
			got := p.submit(p.open("/about-you"), "/about-you", "", tc.fill)
			got.count("#"+tc.field+"-wrong", 1)
			if n := len(p.entries(charley.KindFact)); n != 0 {
				t.Errorf("got %d facts, want none", n)
			}
		})
	}
}

func TestMendingAMedicine(t *testing.T) {
	p := newPerson(t, morningOf)
	p.press(p.open("/about-you"), "/about-you", "", url.Values{"m.name": {"Indapamide"}, "m.month": {"6"}, "m.year": {"2026"}})
	address := "/entries/" + string(p.one(charley.KindFact).ID)
	page := p.open(address)
	page.says("h1", "Indapamide")
	p.press(page, address, "", url.Values{"u.year": {"2026"}, "u.month": {"10"}, "m.dose": {"2.5 mg"}})
	p.open("/about-you").says(".rows", "Indapamide 2.5 mg June 2026 to October 2026")
	p.press(p.open(address), address+"/remove", "", nil).says("h1", "About you")
}

func TestSettings(t *testing.T) {
	p := newPerson(t, morningOf)
	settings := p.open("/settings")
	p.press(settings, "/settings", "", url.Values{"zone": {"America/New_York"}, "start": {"18:00"}, "bother": {"6"}, "sleep_lost": {"30"}, "asked": {"alcohol", "nicotine"}}).says(".notice", "Saved")
	ctx, c := p.owner()
	got, err := p.app.Settings(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	if got.Zone != "America/New_York" || got.NightSpan != 18*60 || got.Bad.Bother != 6 || got.Bad.SleepLost != 30 || len(got.Asked) != 2 {
		t.Errorf("got %+v", got)
	}
	p.open("/evening").count("fieldset", 2)
	p.open("/settings").count(`input[name="asked"][checked]`, 2)
	wrong := p.submit(settings, "/settings", "", url.Values{"zone": {"Berlin"}, "bother": {"0"}})
	wrong.says("#zone-wrong", "Europe/Berlin")
	wrong.count("#bother-wrong", 1)
}

func TestThePaletteFollowsTheClockOrTheChoice(t *testing.T) {
	for _, tc := range []struct {
		name, now, choice string
		want              bool
	}{
		{"in the morning", morningOf, "", false},
		{"at three", threeAM, "", true},
		{"from eight in the evening", "2026-11-23T20:00:00+01:00", "", true},
		{"at home in Berlin, whatever the server's zone", "2026-11-23T19:30:00Z", "", true},
		{"night by day, if chosen", morningOf, "night", true},
		{"day by night, if chosen", threeAM, "day", false},
		{"back to the clock", threeAM, "auto", true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newPerson(t, tc.now)
			if tc.choice != "" {
				p.press(p.open("/settings"), "/palette", "", url.Values{"palette": {tc.choice}})
			}
			for _, address := range []string{"/", "/morning", "/nights", "/about-you"} {
				root := p.open(address).first("html")
				if got := root.attr("class") == "night"; got != tc.want {
					t.Errorf("got night %v on %s, want %v", got, address, tc.want)
				}
			}
		})
	}
}
