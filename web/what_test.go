package web

import (
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/tell"
)

// follow opens an address and goes wherever it leads.
func (p *person) follow(address string) page {
	p.t.Helper()
	for range 5 {
		got := p.do(getRequest(address))
		if got.status != http.StatusSeeOther {
			return got
		}
		address = got.location
	}
	p.t.Fatalf("GET %s leads round in circles", address)
	return page{}
}

// tapAsk presses a button of a step of the questionnaire and follows.
func (p *person) tapAsk(from page, button string, fill url.Values) page {
	p.t.Helper()
	got := p.submit(from, from.first("main form").attr("action"), button, fill)
	if got.status == http.StatusSeeOther {
		return p.follow(got.location)
	}
	return got
}

// isWoman59 says what rules need to know about a person.
func (p *person) isWoman59() *person {
	p.t.Helper()
	about := p.open("/about-you")
	fill := url.Values{"born": {"1959"}, "sex": {"F"}, "none.conditions": {"yes"}}
	if about.first(`[name="none.medicines"]`).Node != nil {
		fill.Set("none.medicines", "yes")
	}
	p.press(about, "/about-you", "", fill)
	return p
}

// noWarningSigns says none of these to every screen, and returns the step after.
func (p *person) noWarningSigns() page {
	p.t.Helper()
	g := p.follow("/answers/what/ask")
	for g.first(`button[value="none"]`).Node != nil {
		g = p.tapAsk(g, "do=none", nil)
	}
	return g
}

// answersTheRest says none of these to every screen and no to every question
// that can be answered so, until there is nothing more to ask.
func (p *person) answersTheRest() page {
	p.t.Helper()
	g := p.noWarningSigns()
	for range 30 {
		switch {
		case g.first(`button[value="no"]`).Node != nil:
			g = p.tapAsk(g, "do=no", nil)
		case g.first(`button[value="dont_know"]`).Node != nil:
			g = p.tapAsk(g, "do=dont_know", nil)
		default:
			return g
		}
	}
	p.t.Fatal("the questions do not end")
	return g
}

// says keeps answers as a program would.
func (p *person) says(answers map[string]any) {
	p.t.Helper()
	ctx, c := p.owner()
	if _, err := p.app.Answer(ctx, c, charley.NewEntryID(), answers); err != nil {
		p.t.Fatal(err)
	}
}

func (p *person) told() tell.Telling {
	p.t.Helper()
	ctx, c := p.owner()
	told, err := p.app.Tell(ctx, c)
	if err != nil {
		p.t.Fatal(err)
	}
	return told
}

// likeCramps are the answers of somebody with plain cramps.
var likeCramps = map[string]any{
	"onset": "seconds", "pain": "severe", "sensation": []string{"tightening"}, "palpable_hardening": true, "location": []string{"calf"}, "side": "one_either",
	"duration_min": []float64{1, 3}, "wakes_from_sleep": true, "awake_at_start": false, "timing": []string{"asleep"}, "urge_to_move": false,
	"triggered_by_rest": false, "relief_stretch": true, "residual_soreness": "next_day", "frequency_per_week": 2,
}

// alsoRestless are those of somebody with restless legs as well.
func alsoRestless() map[string]any {
	out := maps.Clone(likeCramps)
	maps.Copy(out, map[string]any{"urge_to_move": true, "triggered_by_rest": true, "relief_movement": "partial", "worse_evening_night": true, "returns_on_rest": true,
		"family_rls": true, "timing": []string{"evening", "sleep_onset", "asleep"}, "sensation": []string{"tightening", "crawling"}, "awake_at_start": true})
	return out
}

func TestTheFirstVisitShowsWhereToBegin(t *testing.T) {
	p := newPerson(t, morningOf)
	p.open("/").says("main a", "Tell cramps from restless legs")
	p.open("/about-you").count(`main a[href="/answers/what"]`, 1)
	start := p.open("/answers/what")
	start.says("h1", "What is it?")
	start.says("main", "No clinician has reviewed this")
	p.open("/").count(`main a[href="/about-you?next=ask"]`, 1)
	for _, address := range []string{"/answers/what/ask", "/answers/what/ask?order=fixed", "/known", "/about-you?next=ask"} {
		start.count(`main a[href="`+address+`"]`, 1)
	}
	p.isWoman59()
	p.noWarningSigns()
	if p.open("/").count(`main a[href="/answers/what"]`, 0); p.open("/answers/what").first("h1").text() == "What is it?" {
		t.Error("got the start again after answers, want what they come to")
	}
}

func TestFromNothingToAVerdict(t *testing.T) {
	p := newPerson(t, morningOf)
	about := p.follow("/answers/what/ask")
	about.says("h1", "About you")
	g := p.submit(about, "/about-you", "", url.Values{"born": {"1959"}, "sex": {"F"}})
	screen := p.follow(g.location)
	screen.says("main .hint", "Warning signs 1 of")
	if n := len(screen.all(`input[name="tick"]`)); n < 4 {
		t.Errorf("got %d warning signs on the first screen", n)
	}
	screen.count(`button[value="none"]`, 1)
	screen.count(`button[value="dont_know"]`, 1)
	before := len(p.entries(charley.KindFact))
	question := p.noWarningSigns()
	question.count(`input[name="tick"]`, 0)
	if told := p.told(); told.Urgent() || !told.Remembered.Known("swelling") {
		t.Errorf("got urgency %s after none of these", told.Urgency)
	}
	if len(p.entries(charley.KindFact)) == before {
		t.Error("got no entry for the answers")
	}
	for range 20 {
		if question.first(`button[value="dont_know"]`).Node == nil {
			break
		}
		question = p.tapAsk(question, "do=dont_know", nil)
	}
	question.count(".verdict", 1)
	question.says(".fits", "Night leg cramps")
	question.says(".fits", "Restless legs")
}

// What may help is the next step once no warning sign is open; until then it is
// a plain line, and what is open is called what it is.
func TestWhatComesAfterTheVerdict(t *testing.T) {
	p := newPerson(t, morningOf).hasNothingUnsafe()
	p.says(map[string]any{"onset": "seconds"})
	open := p.open("/answers/what")
	open.says(".do h2", "Warning signs come first")
	open.count(`a.primary[href="/answers/help"]`, 0)
	open.count(`.rows a[href="/answers/help"]`, 1)
	p.noWarningSigns()
	follow := p.open("/answers/what")
	follow.says(".do h2", "A few follow-up questions are open")
	p.says(likeCramps)
	p.answersTheRest()
	done := p.open("/answers/what")
	done.count(`.do a.primary[href="/answers/help"]`, 1)
	for _, g := range []page{open, follow, done} {
		g.count(`.subnav [aria-current="page"][href="/answers/what"]`, 1)
		for _, address := range []string{"/answers/why", "/answers/food"} {
			g.count(`.rows a[href="`+address+`"]`, 1)
		}
	}
}

// Who leaves About you open is not asked for it for ever.
func TestAboutYouMayBeLeftOpen(t *testing.T) {
	p := newPerson(t, morningOf)
	about := p.follow("/answers/what/ask")
	next := p.submit(about, "/about-you", "", nil)
	screen := p.follow(next.location)
	screen.says("main .hint", "Warning signs 1 of")
	p.tapAsk(screen, "do=none", nil).says("main .hint", "Warning signs 2 of")
}

// doing is what nobody may be told to do to a leg before it was looked at.
var doing = regexp.MustCompile(`(?i)\b(heat|warm it|massage|rub|stretch|compression)\b`)

// wantNothingButTheFlag fails the test if a page shows a score, a condition or
// something to try.
func wantNothingButTheFlag(t *testing.T, g page) {
	t.Helper()
	for _, none := range []string{".fits", ".dots", ".reasons", ".criteria", ".doctor", ".relief"} {
		g.count(none, 0)
	}
	text := g.first("main").text()
	for _, c := range base(t).Conditions().All() {
		if c.Kind == "scored" && (strings.Contains(text, c.Name) || strings.Contains(text, c.Phrase)) {
			t.Errorf("got the condition %s on the page of a warning sign", c.Name)
		}
	}
	for _, sentence := range strings.FieldsFunc(text, func(r rune) bool { return r == '.' || r == ':' }) {
		if lower := strings.ToLower(sentence); doing.MatchString(lower) && !strings.Contains(lower, "do not") && !strings.Contains(lower, "no ") {
			t.Errorf("got the advice %q on the page of a warning sign", sentence)
		}
	}
}

// ticks a warning sign on whichever screen has it.
func (p *person) ticks(key string) page {
	p.t.Helper()
	g := p.follow("/answers/what/ask")
	for range 8 {
		if g.first(`input[name="tick"][value="`+key+`"]`).Node != nil {
			return p.tapAsk(g, "do=ticked", url.Values{"tick": {key}})
		}
		g = p.tapAsk(g, "do=none", nil)
	}
	p.t.Fatalf("no screen shows %s", key)
	return page{}
}

// keyOf is the key of the item of a screen for one value of a feature.
func keyOf(t *testing.T, feature, value string) string {
	t.Helper()
	for _, s := range base(t).Screens().All() {
		for _, it := range s.Items {
			if it.Feature == feature && it.Value == value {
				return it.Key()
			}
		}
	}
	t.Fatalf("no screen asks for %s %s", feature, value)
	return ""
}

func TestAWarningSignLeadsToItsPageAtOnce(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59()
	g := p.ticks(keyOf(t, "swelling", "one_leg"))
	g.says("h1", "Get this looked at today.")
	g.says(".alarm", "clot in the leg")
	g.says("main", "Until then, do not rub")
	g.says("main", "Call an ambulance now if")
	g.says("main", "Because you said: one leg swollen")
	g.says("main", "No clinician has reviewed")
	g.count(`a[href="tel:112"]`, 1)
	g.count(`a[href="tel:116117"]`, 1)
	g.count(`a[href="/known/RF20"]`, 1)
	wantNothingButTheFlag(t, g)
	p.open("/known/RF20").says("main", "swelling is one_leg")
	p.open("/answers/what/ask").says("h1", "?") // the other warning signs can still be answered
}

func TestAnEmergencyIsCalledFirst(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59()
	p.says(map[string]any{"swelling": "one_leg", "chest_pain": true})
	g := p.open("/answers/what")
	g.says("h1", "Get help now.")
	g.count(`a[href="tel:112"]`, 1)
	g.count(`a[href="tel:116117"]`, 0)
	g.count(".crisis", 0)
	g.says("main", "clot in the lung")
	wantNothingButTheFlag(t, g)
	text := g.first("main").text()
	if strings.Index(text, "clot in the lung") > strings.Index(text, "Call 112") || strings.Index(text, "Call 112") > strings.Index(text, "clot in the leg") {
		t.Errorf("got %q, want the most urgent reason, the call, then the rest", text)
	}
}

func TestThoughtsOfSuicideShowSomebodyToTalkTo(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59()
	g := p.ticks("suicidal_thoughts")
	g.says("h1", "Get help now.")
	g.says(".crisis", "TelefonSeelsorge")
	g.count(`.crisis a[href="tel:116123"]`, 1)
	g.count(`a[href="tel:112"]`, 1)
	wantNothingButTheFlag(t, g)
}

func TestNumbersToDial(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{"112", "tel:112"}, {"0800 111 0 111", "tel:08001110111"}, {"(011) 5275-1135", "tel:01152751135"}, {"111 (not in Northern Ireland)", "tel:111"},
		{"#7119, where it is in use", "tel:%237119"}, {"*4141", "tel:*4141"}, {"+49 30 1", "tel:+49301"}, {"ask at home", ""}, {"", ""}, {"javascript:1", ""},
	} {
		if got := string(dialOf("", tc.text).Link); got != tc.want {
			t.Errorf("got %q for %q, want %q", got, tc.text, tc.want)
		}
	}
	for _, c := range base(t).Countries().All() {
		if d := dialOf("", c.Emergency); d.Link == "" && c.ID != "xx" {
			t.Errorf("%s: %q cannot be dialled", c.ID, c.Emergency)
		}
		for _, line := range c.Crisis {
			if dialOf(line.Name, line.Number).Link == "" && c.ID != "xx" {
				t.Errorf("%s: %q cannot be dialled", c.ID, line.Number)
			}
		}
	}
}

func TestAFlagEndsInTwoWays(t *testing.T) {
	for how, word := range map[string]string{charley.FlagSeen: "seen by a doctor", charley.FlagGone: "gone"} {
		p := newPerson(t, morningOf).isWoman59()
		alarm := p.ticks(keyOf(t, "swelling", "one_leg"))
		p.setClock("2026-11-24T09:00:00+01:00")
		after := p.press(alarm, "/answers/what/flags/RF20", "ended="+how, nil)
		after.says("details", "One leg swollen, warm or red, or a calf that stays tender: "+word+", noted on Tuesday 24 November")
		if told := p.told(); told.Urgent() || len(told.Past) != 1 {
			t.Errorf("got urgency %s and %d flags that ended, want it over and kept", told.Urgency, len(told.Past))
		}
		p.open("/").count(".alarm", 0)
	}
}

func TestAFlagDoesNotEndOtherwise(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59()
	p.ticks(keyOf(t, "swelling", "one_leg"))
	for _, tc := range []struct {
		address string
		form    url.Values
	}{
		{"/answers/what/flags/RF20", url.Values{"id": {freshID()}}},
		{"/answers/what/flags/RF20", url.Values{"id": {freshID()}, "ended": {"never"}}},
		{"/answers/what/flags/RF20", url.Values{"ended": {"gone"}}},
		{"/answers/what/flags/RF99", url.Values{"id": {freshID()}, "ended": {"gone"}}},
	} {
		if got := p.post(tc.address, tc.form); got.status != http.StatusBadRequest && got.status != http.StatusNotFound {
			t.Errorf("got %d for %v", got.status, tc.form)
		}
	}
	p.says(map[string]any{"swelling": "none"})
	if !p.told().Urgent() {
		t.Error("got the flag gone by another answer")
	}
}

func TestAFlagIsSeenOnTheOtherPages(t *testing.T) {
	p := newPerson(t, threeAM).isWoman59()
	running := p.press(p.open("/"), "/now", "what=cramp", nil)
	running.count(".relief", 1)
	p.says(map[string]any{"swelling": "one_leg"})
	now := p.open("/")
	now.says(".alarm", "Get this looked at today.")
	now.count(`.alarm a[href="/answers/what"]`, 1)
	now.count(".target", 3) // what happens is still written down
	flagged := p.open("/entries/" + string(p.one(charley.KindEpisode).ID) + "/running")
	flagged.says(".alarm", "Get this looked at today.")
	flagged.count(`.alarm a[href="/answers/what"]`, 1)
	wantNothingButTheFlag(t, flagged)
	flagged.count(".eased", 1)
}

func TestAVerdictSaysWhyAndWhereFrom(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59()
	p.noWarningSigns()
	p.says(likeCramps)
	g := p.answersTheRest()
	g.says(".verdict", "night leg cramps")
	g.says(".verdict b.cramp", "night leg cramps")
	g.says(".verdict", "It does not look like restless legs.")
	g.says("main .hint", "It is no examination.")
	g.says("main .hint", "No clinician has reviewed these texts yet.")
	g.says(".fits", "fit")
	g.says(".fits", "unlikely")
	g.says(".fits .dots", "●")
	g.says(".do h2", ".")
	g.says(".reasons", "The muscle is hard to the touch")
	for _, heading := range []string{"Speaks for it", "Speaks against it", "our judgement"} {
		g.says(".reasons .hint", heading)
	}
	g.says(".reasons .k", "✓")
	g.says(".reasons .k", "✗")
	g.says(".net", "See a doctor today if")
	g.says(".doctor", "Could one of my medicines be bringing the cramps on?")
	g.says(".criteria", "met")
	if n := len(g.all(".sources a")); n < 3 {
		t.Errorf("got %d sources", n)
	}
	for _, a := range g.all(".sources a") {
		p.open(a.attr("href")).says("main", "How it was read")
	}
	g.says("main .hint", "Knowledge version "+base(t).Version())
	for _, row := range g.all(".fits a") {
		p.open(row.attr("href")).count("h1", 1)
	}
	at := -1
	for _, part := range []string{".verdict", ".fits", ".do", ".reasons", ".doctor", ".net", ".criteria", ".sources"} {
		i := strings.Index(g.raw, marker(g, part))
		if i < at {
			t.Errorf("got %s before the part that it follows", part)
		}
		at = i
	}
}

// marker is a piece of the page's text by which a part of it can be found.
func marker(g page, selector string) string {
	n := g.first(selector)
	if id := n.attr("class"); n.Node != nil {
		return `class="` + id + `"`
	}
	g.t.Errorf("there is no %s", selector)
	return ""
}

func TestBothAreNamed(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59()
	p.noWarningSigns()
	p.says(alsoRestless())
	g := p.open("/answers/what")
	g.says(".verdict b.cramp", "night leg cramps")
	g.says(".verdict b.restless", "restless legs")
	g.says(".fits", "Night leg cramps")
	g.says(".fits", "Restless legs")
}

// What is not checked is listed, and what to do waits for it.
func TestWarningSignsThatAreNotCheckedComeFirst(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59()
	p.says(likeCramps)
	g := p.open("/answers/what")
	g.says(".do h2", "Warning signs come first")
	g.count(`.do a[href="/answers/what/ask"]`, 1)
	g.count(".unchecked", 1)
	if n := len(g.all(".unchecked li")); n < 3 || n > mostOpen {
		t.Errorf("got %d warning signs that are not checked", n)
	}
	if strings.Contains(g.raw, "You can try something yourself") {
		t.Error("got self care while warning signs are not checked")
	}
	for _, c := range p.told().Conditions {
		if c.Band == tell.Strong {
			t.Errorf("got %s strong while warning signs are not checked", c.ID)
		}
	}
}

func TestContradictionsAreShown(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59()
	p.noWarningSigns()
	p.says(map[string]any{"pain": "none", "residual_soreness": "next_day"})
	if len(p.told().Contradictions) == 0 {
		t.Fatal("got no contradiction")
	}
	p.open("/answers/what").says("main h2", "Two answers do not go together")
}

// A diary says what its nights show, and what is said of the same by heart.
func TestTheNightsSpeak(t *testing.T) {
	p := newPerson(t, morningOf).livedIn(120).isWoman59()
	p.noWarningSigns()
	g := p.open("/answers/what")
	g.says("h2", "What your nights say")
	g.says("main li", "spells)")
}

// Every state of these pages is as well made and as light as any other page.
func TestThePagesThatTellApartAreWellMade(t *testing.T) {
	for name, state := range map[string]func(p *person) string{
		"the start":        func(*person) string { return "/answers/what" },
		"about you, first": func(*person) string { return "/about-you?next=ask" },
		"a screen":         func(p *person) string { p.isWoman59(); return "/answers/what/ask" },
		"a question":       func(p *person) string { p.isWoman59().noWarningSigns(); return "/answers/what/ask" },
		"nothing answered": func(p *person) string { p.isWoman59().says(map[string]any{"pain": "mild"}); return "/answers/what" },
		"an emergency": func(p *person) string {
			p.isWoman59().says(map[string]any{"swelling": "one_leg", "chest_pain": true, "suicidal_thoughts": true, "dark_urine": true, "joint_hot": true})
			return "/answers/what"
		},
		"today": func(p *person) string {
			p.isWoman59().says(map[string]any{"redness_warmth": true, "joint_hot": true})
			return "/answers/what"
		},
		"a verdict": func(p *person) string {
			p.isWoman59().livedIn(120).says(alsoRestless())
			p.answersTheRest()
			return "/answers/what"
		},
		"sitting still": func(p *person) string { p.sitsDown(); return sitPath },
		"not easing": func(p *person) string {
			p.press(p.open("/"), "/now", "what=cramp", nil)
			p.now = p.now.Add(15 * time.Minute)
			return "/entries/" + string(p.one(charley.KindEpisode).ID) + "/running"
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t, morningOf)
			address := state(p)
			g := p.open(address)
			wellMade(t, address, g)
			sheet := p.do(packed(g.first(`link[rel="stylesheet"]`).attr("href")))
			p.isLight(address, len(sheet.raw))
		})
	}
}

// Hazard H17: every page that answers says by which edition of the records, so that two answers can be told apart.
func TestEveryAnswerNamesItsRecords(t *testing.T) {
	p := newPerson(t, morningOf).livedIn(60)
	says := english(t).T("what.version", base(t).Version())
	for _, address := range []string{"/answers/what", whyPath, helpPath, foodPath, "/known", "/known/RF20", helpPath + "/warm-bath"} {
		if text := p.open(address).first("main").text(); !strings.Contains(text, says) {
			t.Errorf("%s does not say %q", address, says)
		}
	}
}
