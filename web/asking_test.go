package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"charley"
	"charley/knowledge"
	"charley/rule"
)

// stepOf is the step of the questionnaire that a page asks for; "" if it is none.
func stepOf(g page) string {
	if in := g.first(`input[name="step"]`); in.Node != nil {
		return in.attr("value")
	}
	return ""
}

// tapAnswer answers one question in the way of its kind, and wants the page to
// offer what that kind needs. It returns the next page.
func (p *person) tapAnswer(g page, f knowledge.Feature) page {
	p.t.Helper()
	g.says("h1", f.Question)
	g.count(`button[value="dont_know"]`, 1)
	switch f.Kind {
	case knowledge.YesOrNo:
		g.count(`button[value="yes"]`, 1)
		return p.tapAsk(g, "do=no", nil)
	case knowledge.OneWord:
		g.count(`button[name="do"]`, len(f.Taps())+1)
		return p.tapAsk(g, "do="+f.Taps()[0].Value, nil)
	case knowledge.ManyOf:
		g.count(`input[name="many"]`, len(f.Taps()))
		return p.tapAsk(g, "do=many", url.Values{"many": {f.Taps()[0].Value}})
	case knowledge.Span:
		g.count(`button[value="constant"]`, 1)
		return p.tapAsk(g, "do=2-10", nil)
	}
	g.count(`input[type="number"]`, 1)
	return p.tapAsk(g, "do=number", url.Values{"number": {number(f.Min + 1)}})
}

// In the fixed order everything is asked, and every kind of question can be answered.
func TestEveryKindOfQuestion(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59()
	p.noWarningSigns()
	g := p.follow("/answers/what/ask?order=fixed")
	kinds := map[string]int{}
	for range 120 {
		step := stepOf(g)
		f, ok := base(t).Features().Get(step)
		if !ok {
			break
		}
		kinds[f.Kind]++
		g = p.tapAnswer(g, f)
		if told := p.told(); !told.Remembered.Known(step) {
			t.Fatalf("got %s still unknown after it was answered", step)
		}
	}
	g.count(".verdict", 1)
	for _, kind := range []string{knowledge.YesOrNo, knowledge.OneWord, knowledge.ManyOf, knowledge.Span} {
		if kinds[kind] == 0 {
			t.Errorf("got no question of the kind %s", kind)
		}
	}
	if a := p.told().Remembered.Answers()["duration_min"]; a.Kind != rule.Range || a.Low != 2 || a.High != 10 {
		t.Errorf("got a length of %+v, want 2 to 10 minutes", a)
	}
}

func TestTheQuestionsStopByThemselves(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59()
	g := p.noWarningSigns()
	asked := map[string]bool{}
	for stepOf(g) != "" {
		step := stepOf(g)
		if asked[step] {
			t.Fatalf("got %s asked twice in one sitting", step)
		}
		asked[step] = true
		g = p.tapAsk(g, "do=dont_know", nil)
	}
	if most := base(t).Weighing().Questions; len(asked) == 0 || len(asked) > most {
		t.Errorf("got %d questions, want at most %d", len(asked), most)
	}
	for step := range asked {
		if p.told().Remembered.Known(step) {
			t.Errorf("got an answer to %s, want it unknown", step)
		}
	}
	g.count(".verdict", 1)
}

// No warning sign is denied by sending the page without a tick and without
// saying none: the Enter key does that, and so does a button that an old browser
// shows too early.
func TestNothingTickedIsNotNone(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59()
	first := p.follow("/answers/what/ask")
	before := len(p.entries(charley.KindFact))
	for _, do := range []string{"ticked", ""} {
		form := url.Values{"id": {freshID()}, "step": {stepOf(first)}, "shown": first.values()["shown"], "do": {do}}
		got := p.post("/answers/what/ask", form)
		if got.status != http.StatusUnprocessableEntity {
			t.Errorf("got %d for %q, want 422", got.status, do)
		}
		got.says(`[role="alert"]`, "could not be understood")
		got.says("h1", first.first("h1").text())
	}
	if n := len(p.entries(charley.KindFact)); n != before {
		t.Errorf("got %d answers kept, want none", n-before)
	}
}

// Leaving in the middle loses nothing, and going on does not begin again.
func TestLeavingAndGoingOn(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59()
	first := p.follow("/answers/what/ask")
	second := p.tapAsk(first, "do=none", nil)
	second.count(`a[href="/answers/what"]`, 2) // beside the navigation
	p.open("/answers/what").says(".do h2", "Warning signs come first")
	p.setClock("2026-11-23T21:00:00+01:00")
	again := p.open("/answers/what/ask")
	if got, want := again.first("h1").text(), second.first("h1").text(); got != want {
		t.Errorf("got %q after coming back, want %q", got, want)
	}
	p.tapAsk(first, "do=none", nil) // the page from before, out of the browser's memory
	if got := p.open("/answers/what/ask").first("h1").text(); got != second.first("h1").text() {
		t.Errorf("got %q after an old page was sent again", got)
	}
	for _, e := range p.entries(charley.KindFact) {
		if e.Fact().About == charley.FactAnswers {
			p.open("/entries/"+string(e.ID)).says("h1", "Answers about your legs")
		}
	}
}

// "I don't know" is kept as such: neither a yes nor a no, and not asked again at once.
func TestNotKnowingIsNeitherYesNorNo(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59()
	first := p.follow("/answers/what/ask")
	second := p.tapAsk(first, "do=dont_know", nil)
	if first.first("h1").text() == second.first("h1").text() {
		t.Errorf("got %q asked again at once", first.first("h1").text())
	}
	told := p.told()
	if told.Urgent() || len(told.Declined) == 0 {
		t.Errorf("got urgency %s, %d not known", told.Urgency, len(told.Declined))
	}
	for _, name := range told.Declined {
		if told.Remembered.Known(name) {
			t.Errorf("got %s known", name)
		}
	}
	if len(told.Unchecked()) == 0 {
		t.Error("got every warning sign checked")
	}
}

func TestAnswersThatCannotBeUnderstood(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59()
	g := p.noWarningSigns()
	before := len(p.entries(charley.KindFact))
	for _, tc := range []struct {
		name string
		form url.Values
	}{
		{"an unknown step", url.Values{"step": {"sneezing"}, "do": {"yes"}}},
		{"no step", url.Values{"do": {"yes"}}},
		{"a word that is none", url.Values{"step": {"onset"}, "do": {"suddenly"}}},
		{"neither yes nor no", url.Values{"step": {"urge_to_move"}, "do": {"perhaps"}}},
		{"no answer", url.Values{"step": {"urge_to_move"}}},
		{"a length that is not offered", url.Values{"step": {"duration_min"}, "do": {"3-4"}}},
		{"a number as a word", url.Values{"step": {"frequency_per_week"}, "do": {"number"}, "number": {"often"}}},
		{"a number out of range", url.Values{"step": {"frequency_per_week"}, "do": {"number"}, "number": {"-1"}}},
		{"no word", url.Values{"step": {"location"}, "do": {"many"}}},
		{"words that are none", url.Values{"step": {"location"}, "do": {"many"}, "many": {"ear"}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.form.Set("id", freshID())
			got := p.post("/answers/what/ask", tc.form)
			if got.status != http.StatusUnprocessableEntity {
				t.Errorf("got %d, want 422", got.status)
			}
			got.says(`[role="alert"]`, "could not be understood")
			got.says("h1", g.first("h1").text())
		})
	}
	if n := len(p.entries(charley.KindFact)); n != before {
		t.Errorf("got %d answers kept, want none", n-before)
	}
	if got := p.post("/answers/what/ask", url.Values{"step": {"urge_to_move"}, "do": {"yes"}}); got.status != http.StatusUnprocessableEntity {
		t.Errorf("got %d for a form without an id, want 422", got.status)
	}
}

// A number can be answered, by whoever asks for it.
func TestANumberIsKept(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59()
	p.post("/answers/what/ask", url.Values{"id": {freshID()}, "step": {"frequency_per_week"}, "do": {"number"}, "number": {"2,5"}})
	if a := p.told().Remembered.Answers()["frequency_per_week"]; a.Low != 2.5 {
		t.Errorf("got %+v, want 2.5", a)
	}
}

// The same tap twice is one answer.
func TestAnAnswerTwiceIsOneEntry(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59()
	g := p.follow("/answers/what/ask")
	before := len(p.entries(charley.KindFact))
	values := g.form(g.first("main form").attr("action"), "do=none", nil)
	p.post("/answers/what/ask", values)
	p.post("/answers/what/ask", values)
	if n := len(p.entries(charley.KindFact)) - before; n != 1 {
		t.Errorf("got %d entries, want 1", n)
	}
}

// A spell that does not ease asks for warning signs at once.
func TestASpellThatDoesNotEase(t *testing.T) {
	for name, how := range map[string]func(p *person, path string, running page) page{
		"said so": func(p *person, path string, running page) page {
			got := p.submit(running, path, "do=not_easing", nil)
			return p.open(strings.TrimSuffix(got.location, "#help"))
		},
		"over ten minutes": func(p *person, path string, _ page) page {
			p.setClock("2026-11-23T02:58:10+01:00")
			return p.open(path)
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t, threeAM).isWoman59()
			running := p.press(p.open("/"), "/now", "what=cramp", nil)
			path := "/entries/" + string(p.one(charley.KindEpisode).ID)
			running.count("#help", 0)
			asks := how(p, path+"/running", running)
			asks.count(".relief", 0)
			for _, sign := range []string{"One leg swollen", "warm", "cold", "numb"} {
				asks.says("#help .tick", sign)
			}
			wantNothingButTheFlag(t, asks)

			none := p.press(asks, path+"/easing", "do=none", nil)
			none.count(".tick", 0)
			none.count(".relief", 1)
			p.setClock("2026-11-23T03:40:00+01:00") // a later spell is asked again
			p.press(p.open("/"), "/now", "what=cramp", nil)
			p.setClock("2026-11-23T03:52:00+01:00")
			episodes := p.entries(charley.KindEpisode)
			second := "/entries/" + string(episodes[len(episodes)-1].ID)
			alarm := p.press(p.open(second+"/running"), second+"/easing", "do=ticked", url.Values{"tick": {"redness_warmth"}})
			alarm.says("h1", "Get this looked at today.")
			p.open(second+"/running").count(".relief", 0)
		})
	}
}

// Who cannot say whether the leg is swollen or cold is shown nothing to try.
func TestNotKnowingWhileItDoesNotEase(t *testing.T) {
	p := newPerson(t, threeAM).isWoman59()
	p.press(p.open("/"), "/now", "what=cramp", nil)
	path := "/entries/" + string(p.one(charley.KindEpisode).ID)
	p.setClock("2026-11-23T02:59:10+01:00")
	after := p.press(p.open(path+"/running"), path+"/easing", "do=dont_know", nil)
	after.count(".relief", 0)
	after.says("#help", "swollen, warm, cold or numb")
	after.says("#help", "get medical help")
}

// An answer that was wrong is taken out, and asked again.
func TestAnsweringAgain(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59()
	p.noWarningSigns()
	p.says(map[string]any{"urge_to_move": true})
	said := p.open("/answers/what").all(".said-so a")
	address := said[0].attr("href")
	g := p.open(address)
	g.says("h1", "Answers about your legs")
	p.press(g, address+"/remove", "", nil).says("h1", "What it is")
	if p.told().Remembered.Known("urge_to_move") {
		t.Error("got the answer still known after it was removed")
	}
}
