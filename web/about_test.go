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
		if f.Group == charley.GroupChecked {
			continue // said by every saving of the page
		}
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
		"born": {"1959"}, "sex": {"F"}, "c.conditions": {"diabetes", "flat_feet"}, "alone.numb_feet": {"unsure"},
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
	p.press(p.open("/about-you"), "/about-you", "", url.Values{"c.conditions": {"flat_feet"}, "sex": {""}, "born": {""}})
	after3 := facts(p)
	for _, key := range []string{"age", "sex", "condition.diabetes"} {
		if _, there := after3[key]; there {
			t.Errorf("got %s still there, want it unknown", key)
		}
	}
}

func TestABloodTestIsKeptWithItsDate(t *testing.T) {
	p := newPerson(t, morningOf)
	after := p.press(p.open("/about-you"), "/about-you", "", url.Values{"l.code": {"hba1c_mmol_mol"}, "l.value": {"48"}, "l.date": {"2026-06-04"}})
	after.says(".rows", "HbA1c, millimoles a mole: 48 4 June 2026")
	p.press(after, "/about-you", "", nil)
	got := facts(p)
	var lab charley.Fact
	for _, lab = range got {
	}
	if f := lab; len(got) != 1 || f.Code != "hba1c_mmol_mol" || f.Value == nil || *f.Value != 48 || f.From != "2026-06-04" {
		t.Errorf("got %d facts, the test %+v", len(got), f)
	}
	p.open("/entries/"+string(lab.ID)).says("h1", "HbA1c, millimoles a mole")
}

// A form that is cut short, or that was made by hand, takes nothing away.
func TestAnEmptyFormTakesNothingAway(t *testing.T) {
	p := newPerson(t, morningOf)
	p.press(p.open("/about-you"), "/about-you", "", url.Values{"born": {"1959"}, "c.conditions": {"diabetes"}})
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
	p.press(p.open("/about-you"), "/about-you", "", url.Values{"c.heart": {"pad"}, "sex": {"F"}})
	after := facts(p)
	if after["condition.pad"].Answer != "yes" || after["condition.pad"].ID != got["condition.pad"].ID || after["sex"].Sex != "F" || len(after) != 4 {
		t.Errorf("got %v after ticking one", after)
	}
}

func TestNoneOfTheOthers(t *testing.T) {
	p := newPerson(t, morningOf)
	p.press(p.open("/about-you"), "/about-you", "", url.Values{"c.conditions": {"diabetes"}, "none.conditions": {"yes"}, "none.medicines": {"yes"}})
	got := facts(p)
	none := got["none.conditions"]
	if len(none.Asked) != 11 || none.Group != "conditions" {
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
	again := p.press(p.open("/about-you"), "/about-you", "", url.Values{"m.name": {"Metformin"}, "none.medicines": {}})
	again.says(".rows", "Metformin")
	if _, there := facts(p)["none.medicines"]; there {
		t.Error("got both a medicine and none")
	}
	p.press(again, "/about-you", "", url.Values{"none.medicines": {"yes"}})
	if _, there := facts(p)["none.medicines"]; !there {
		t.Error("that these are all was not kept")
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
	p.press(p.open("/about-you"), "/about-you", "", url.Values{"pregnant": {"yes"}, "due": {"2027-03-01"}})
	p.press(p.open("/about-you"), "/about-you", "", url.Values{"pregnant": {"no"}, "due": {""}})
	if f := facts(p)["pregnancy"]; f.Answer != "no" || !f.Due.IsZero() {
		t.Errorf("got %s, due %s, want no where the date was cleared, too", f.Answer, f.Due)
	}
	got := p.submit(p.open("/about-you"), "/about-you", "", url.Values{"pregnant": {"no"}, "due": {"2027-04-01"}})
	got.count("#due-wrong", 1) // which of the two is so is for her to say
	if f := facts(p)["pregnancy"]; f.Answer != "no" || !f.Due.IsZero() {
		t.Errorf("got %s, due %s, want what was known before", f.Answer, f.Due)
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
		{"a result of no blood test", url.Values{"l.value": {"48"}}, "l.code"},
		{"a blood test without its result", url.Values{"l.code": {"tsh_mu_l"}}, "l.value"},
		{"blood that is still to be taken", url.Values{"l.code": {"tsh_mu_l"}, "l.value": {"2"}, "l.date": {"2030-01-01"}}, "l.date"},
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
	address := "/entries/" + string(facts(p)["medicine.Indapamide"].ID)
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

// A medicine whose name is not exactly one that is known, or looks like another,
// is kept as it was written, and nothing is taken for it without a tap.
func TestAMedicineIsSettledByATap(t *testing.T) {
	for _, tc := range []struct {
		name, typed, tap string
		offered          []string // names that are offered; nil where nothing is asked
		code             string
	}{
		{"written right", "Indapamide", "", nil, ""},
		{"a brand", "Zocor", "", nil, ""},
		{"with a mistake", "furosimide", "furosemide", []string{"Furosemide"}, "furosemide"},
		{"one that looks like another", "hydroxyzine", "hydralazine", []string{"Hydroxyzine", "Hydralazine"}, "hydralazine"},
		{"between two", "hydroxizine", "hydroxyzine", []string{"Hydroxyzine", "Hydralazine"}, "hydroxyzine"},
		{"none of those offered", "furosimide", charley.AsWritten, []string{"Furosemide"}, charley.AsWritten},
		{"one that nobody knows", "potion of moss", charley.AsWritten, []string{}, charley.AsWritten},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newPerson(t, morningOf)
			page := p.press(p.open("/about-you"), "/about-you", "", url.Values{"m.name": {tc.typed}, "none.medicines": {"yes"}})
			stored := facts(p)["medicine."+tc.typed]
			if stored.Name != tc.typed || stored.Code != "" {
				t.Fatalf("got %q as %q before any tap", stored.Name, stored.Code)
			}
			if tc.offered == nil {
				page.count("#which", 0)
				return
			}
			for _, name := range tc.offered {
				page.says("#which", name)
			}
			page.count(".rows a.wrong", 1)
			p.post("/about-you/medicine", url.Values{"id": {string(stored.ID)}, "rev": {"1"}, "code": {tc.tap}})
			if got := facts(p)["medicine."+tc.typed]; got.Code != tc.code || got.Name != tc.typed {
				t.Errorf("got %q as %q, want %q", got.Name, got.Code, tc.code)
			}
			p.open("/about-you").count(".rows a.wrong", 0)
		})
	}
}

// What was not on the screen is not answered by "none of these": type 1 is only
// asked of who has diabetes.
func TestNoneOfTheseSpeaksOfWhatWasShown(t *testing.T) {
	p := newPerson(t, morningOf)
	p.press(p.open("/about-you"), "/about-you", "", url.Values{"none.conditions": {"yes"}})
	page := p.open("/about-you")
	p.press(page, "/about-you", "", url.Values{"c.conditions": {"diabetes"}, "none.conditions": {"yes"}})
	again := p.open("/about-you")
	again.count(`input[value="diabetes_type_1"]`, 1)
	again.count(`input[name="none.conditions"][checked]`, 0)
}

func TestAnOwnExposure(t *testing.T) {
	p := newPerson(t, morningOf)
	p.press(p.open("/settings"), "/settings", "", url.Values{"own": {"Choir practice"}})
	p.open("/evening").says("form", "Choir practice no yes")
	p.press(p.open("/evening"), "/evening", "", url.Values{"x.own_choir_practice": {"true"}})
	if a := p.one(charley.KindEvening).Evening().Exposures["own_choir_practice"]; a.Said != charley.Yes {
		t.Errorf("got %+v", a)
	}
	wrong := p.submit(p.open("/settings"), "/settings", "", url.Values{"own": {"choir PRACTICE"}})
	wrong.says("#own-wrong", "there already")
}
