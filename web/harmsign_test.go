package web

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"charley"
	"charley/app"
)

// A warning sign that stands comes before all else on the page of a test, before what is said to whoever needed help
// too, and once the test is over; from there it leads to what to do, and not to more questions.
func TestAStandingSignComesFirstOnATestsPage(t *testing.T) {
	p := mayTest(t, morningOf)
	_, one := p.seals(app.TrialWish{Remedy: "warm-bath", Nights: 28}, 3)
	p.tells(one, charley.HarmHelp, nil)
	p.says(map[string]any{"swelling": "one_leg"})
	check := func(when string) {
		t.Helper()
		got := p.open(one)
		first := got.first(".alarm")
		first.says("p", "There is something that a doctor should see.")
		first.count(`a[href="/answers/what"]`, 1)
		got.says(".alarm h2", "Help first")
		if got.count(`.alarm a[href="/answers/what/ask"]`, 0); strings.Count(got.text(), "There is something that a doctor should see.") != 1 {
			t.Errorf("%s: the sign is not said once", when)
		}
		wellMade(t, one, got)
	}
	check("while it runs")
	p.post(one+"/stop", url.Values{"why": {charley.EndedHarm}})
	check("once it is over")
}

// For a warning sign a pharmacist will not do: what was said of it is not shown in the words for harm in a test.
func TestASignThatADoctorSawIsSaidAsThat(t *testing.T) {
	p := mayTest(t, morningOf)
	p.says(map[string]any{"swelling": "one_leg"})
	p.press(p.open("/answers/what"), "/answers/what/flags/RF20", "ended=seen", nil)
	facts := p.entries(charley.KindFact)
	entry := p.open(entryPath(facts[len(facts)-1].ID))
	entry.says(".card .facts", "A doctor has seen it")
	entry.says(".history .facts", "A doctor has seen it")
	entry.lacks("main", "pharmacist")
}

// What was a bother, and over, and got worse: it is told anew, asks the warning signs that were answered since, and leads
// to one that stands.
func TestWhatGotWorseAsksTheSignsAgain(t *testing.T) {
	p := mayTest(t, morningOf)
	_, one := p.seals(app.TrialWish{Remedy: "warm-bath", Nights: 28}, 3)
	p.tells(one, charley.HarmBothered, url.Values{"what": {"a rash"}})
	facts := p.entries(charley.KindFact)
	at := entryPath(facts[len(facts)-1].ID)
	p.now = p.now.AddDate(0, 0, 2)
	p.noSigns()
	p.now = p.now.AddDate(0, 0, 2)
	if slices.Contains(p.told().Stale, "swelling") {
		t.Fatal("signs are asked before it got worse")
	}
	got := p.press(p.open(at), at, "", url.Values{"grade": {charley.HarmHelp}})
	got.says(".alarm h2", "Help first")
	got.says(".alarm h2", "Paused")
	got.says("#told", "bothersome. “a rash”")
	got.says("#told", "needed help or a doctor. “a rash”")
	if !slices.Contains(p.told().Stale, "swelling") {
		t.Error("the warning signs are not asked again")
	}
	p.says(map[string]any{"swelling": "one_leg"})
	p.submit(p.open(at), at, "", url.Values{"grade": {charley.HarmHelp}}).sentTo("/answers/what")
}

// The page of the next test says what was told in one that was taken away, and ends it.
func TestWhatWasToldOutlivesItsTest(t *testing.T) {
	p := mayTest(t, morningOf)
	wish := app.TrialWish{Remedy: "warm-bath", Nights: 28}
	_, one := p.seals(wish, 3)
	p.tells(one, charley.HarmKept, url.Values{"what": {"dizzy"}})
	facts := p.entries(charley.KindFact)
	id := string(facts[len(facts)-1].ID)
	p.post(one+"/stop", url.Values{"why": {charley.EndedHarm}})
	_, next := p.seals(wish, 3)
	p.post(strings.Replace(one, "/tests/", "/entries/", 1)+"/remove", url.Values{"back": {"/tests"}})
	got := p.open(next)
	got.says(".alarm h2", "Paused")
	got.count(`.alarm a[href="`+next+`#told"]`, 1)
	got.says("#told", "kept from things. “dizzy”")
	p.press(got, next+"/harm/"+id+"/end", "ended=seen", nil).lacks("main", "Paused")
	at := "/entries/" + id
	p.press(p.open(at), at, "", url.Values{"grade": {charley.HarmHelp}}).says("h1", "Something bad in a test") // there is no page of its test
}
