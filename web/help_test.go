package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"charley"
)

// asked is a person about whom everything is said that makes remedies unsafe:
// none of it is so, but what is ticked.
func (p *person) asked(fill url.Values) *person {
	p.t.Helper()
	page := p.open("/about-you")
	values := url.Values{"born": {"1981"}, "sex": {"M"}, "none.medicines": {"yes"}, "alone.numb_feet": {"no"}, "alone.kidney_test_normal": {"yes"}}
	for _, part := range standingParts() {
		if part != "women" || page.first(`input[name="none.women"]`).Node != nil {
			values[noneField(part)] = []string{"yes"}
		}
	}
	for name, v := range fill {
		values[name] = v
	}
	p.press(page, "/about-you", "", values)
	return p
}

// noSigns answers the screens of warning signs: none of these.
func (p *person) noSigns() *person {
	p.t.Helper()
	for range 12 {
		page := p.open("/answers/what/ask")
		if page.first(`button[value="none"]`).Node == nil {
			return p
		}
		p.press(page, "/answers/what/ask", "do=none", nil)
	}
	p.t.Fatal("the screens never end")
	return p
}

// cramping says what tells night leg cramps, and that no warning sign is there.
func (p *person) cramping() *person {
	p.t.Helper()
	ctx, c := p.owner()
	for _, answers := range []map[string]any{
		{"swelling": "none", "redness_warmth": false, "calf_tender": false, "leg_blue_or_purple": false},
		{"onset": "seconds", "pain": "severe", "palpable_hardening": true, "location": []string{"calf"}, "relief_stretch": true, "residual_soreness": "next_day", "urge_to_move": false, "triggered_by_rest": false},
	} {
		if _, err := p.app.Answer(ctx, c, charley.NewEntryID(), answers); err != nil {
			p.t.Fatal(err)
		}
	}
	return p
}

func TestWhatMayHelp(t *testing.T) {
	for _, tc := range []struct {
		name   string
		person func(*person)
		group  string // of the page
		words  string // in it
	}{
		{"stretching is worth trying", func(p *person) { p.asked(nil).cramping() }, "#offered", "Stretch calf and thigh before bed"},
		{"without a question nothing warm is tried", func(p *person) { p.cramping() }, "#ask", "Not known yet"},
		{"numb feet and a heating pad", func(p *person) { p.asked(url.Values{"alone.numb_feet": {"yes"}}).cramping() }, "#gated", "Because of numb feet"},
		{"weak kidneys and potassium", func(p *person) { p.asked(url.Values{"c.kidney": {"kidney_disease"}}).cramping() }, "#gated", "your kidneys"},
		{"magnesium tablets for cramps", func(p *person) { p.asked(nil).cramping() }, "#not", "Magnesium tablets"},
		{"the care of an illness that is not there", func(p *person) { p.asked(nil).cramping() }, "#others", "Only if it concerns you"},
		{"quinine", func(p *person) { p.asked(nil).cramping() }, "#not", "uinine"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newPerson(t, morningOf)
			tc.person(p)
			p.open("/answers/help").says(tc.group, tc.words)
		})
	}
}

func TestNothingIsTriedWhileAWarningSignStands(t *testing.T) {
	p := newPerson(t, morningOf).asked(nil).cramping()
	ctx, c := p.owner()
	if _, err := p.app.Answer(ctx, c, charley.NewEntryID(), map[string]any{"swelling": "one_leg"}); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"/answers/help", "/answers/help/stretch-before-bed", "/answers/why", "/answers/food"} {
		page := p.open(address)
		for _, hidden := range []string{".remedy", ".cause", "ol.steps", "#check"} {
			page.count(hidden, 0)
		}
		if len(page.all(".alarm")) == 0 {
			t.Errorf("%s shows no warning", address)
		}
	}
	p.open("/known").count(`a[href="/known/warm-bath?kind=remedies"]`, 0)
	p.open("/known/warm-bath").count(".claims li", 0)
}

// A sign that was there, and that the person says is gone, is asked about again
// before a leg is rubbed or heated.
func TestASignThatIsGoneIsAskedAgain(t *testing.T) {
	p := newPerson(t, morningOf).asked(nil).cramping()
	ctx, c := p.owner()
	if _, err := p.app.Answer(ctx, c, charley.NewEntryID(), map[string]any{"swelling": "one_leg"}); err != nil {
		t.Fatal(err)
	}
	p.now = p.now.Add(1e9)
	if _, err := p.app.EndFlag(ctx, c, charley.NewEntryID(), "RF20", charley.FlagGone); err != nil {
		t.Fatal(err)
	}
	page := p.open("/answers/help/massage")
	page.says(".remedy", "Ask first")
	page.says(".gates", "not known")
}

func TestARemedyPage(t *testing.T) {
	p := newPerson(t, morningOf).asked(url.Values{"alone.numb_feet": {"yes"}}).cramping()
	gated := p.open("/answers/help/heating-pad")
	gated.says(".remedy", "Not for you")
	gated.says(".gates", "Skin that does not feel can burn")
	gated.count("ol.steps", 0)
	open := p.open("/answers/help/stretch-before-bed")
	if len(open.all("ol.steps li")) == 0 || len(open.all(".claims li a")) == 0 {
		t.Error("no steps, or no sources")
	}
	nothing := p.submit(open, "/answers/help/stretch-before-bed/tried", "", nil)
	if nothing.status != http.StatusUnprocessableEntity {
		t.Errorf("saving nothing: got %d", nothing.status)
	}
	nothing.says("form", "tap one answer")
	p.press(open, "/answers/help/stretch-before-bed/tried", "", url.Values{"helped": {"no"}}).says("#tried", "did not help")
	p.open("/answers/help").says("#offered", "You tried it, and it did not help (23 November 2026).")
	if got := p.post("/answers/help/no-such-thing/tried", url.Values{"id": {freshID()}, "helped": {"yes"}}).status; got != http.StatusNotFound {
		t.Errorf("a remedy that does not exist: got %d", got)
	}
}

func TestAMedicineThatNobodyKnowsIsNamedOnTheList(t *testing.T) {
	p := newPerson(t, morningOf).asked(url.Values{"m.name": {"potion of moss"}}).cramping()
	p.open("/answers/help").says("main", "potion of moss")
	text := p.open("/answers/help/vitamin-k2").first(".gates").text()
	if !strings.Contains(text, "not known") {
		t.Errorf("got %q", text)
	}
}

func TestWhatMayStandBehindIt(t *testing.T) {
	p := newPerson(t, morningOf).asked(url.Values{"c.conditions": {"diabetes"}, "m.name": {"Indapamide"}, "m.year": {"2026"}, "m.month": {"9"}}).noSigns().cramping()
	page := p.open("/answers/why")
	page.says("#cramps", "Diabetes")
	page.says("#restless", "Diabetes")
	page.says("#cramps_thiazide", "Indapamide, since September 2026")
	page.says("#cramps_thiazide", "needs 28 recorded nights on each side")
	page.says("#cramps_thiazide", "Do not stop it on your own")
	page.count("#dry", 0)
	after := p.press(page, "/answers/why", "", url.Values{"day": {"thirsty", "usual_hot_day"}, "urine_colour": {"6"}, "usual_fluids": {"1"}})
	after.says("#dry", "too little for these days")
	p.press(after, "/answers/why", "", url.Values{"day": {}, "urine_colour": {""}, "usual_fluids": {""}}).count("#dry", 0)
	wrong := p.submit(after, "/answers/why", "", url.Values{"usual_fluids": {"forty"}})
	wrong.count("#usual_fluids-wrong", 1)
}

// The start of a medicine is laid over the nights: two rates with their widths,
// called a look.
func TestAStartIsLaidOverTheNights(t *testing.T) {
	p := newPerson(t, morningOf).livedIn(120).asked(url.Values{"m.name": {"Hydrochlorothiazide"}, "m.year": {"2026"}, "m.month": {"9"}}).noSigns()
	page := p.open("/answers/why")
	page.says("#cramps_thiazide .look", "A look, not proof. Cramps before it:")
	page.says("#cramps_thiazide .look", "a week (")
}
