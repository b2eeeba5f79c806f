package web

import (
	"net/url"
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
