package web

import (
	"net/url"
	"testing"

	"charley"
)

// A cramp that does not let go in a leg gone cold is an emergency, and nothing
// to try is shown beside it, now or when the page is opened again.
func TestACrampInAColdLeg(t *testing.T) {
	p := newPerson(t, threeAM).isWoman59()
	p.press(p.open("/"), "/now", "what=cramp", nil)
	path := "/entries/" + string(p.one(charley.KindEpisode).ID)
	p.setClock("2026-11-23T02:59:10+01:00")
	alarm := p.press(p.open(path+"/running"), path+"/easing", "do=ticked", url.Values{"tick": {"pallor_cold_leg"}})
	alarm.says("h1", "Get help now.")
	p.open(path+"/running").count(".relief", 0)
}

// A flag that stands does not keep the bedside from asking: same-day can become
// an emergency in the night.
func TestTheBedsideAsksAlsoWhileAFlagStands(t *testing.T) {
	p := newPerson(t, threeAM).isWoman59()
	p.says(map[string]any{"calf_tender": true})
	p.press(p.open("/"), "/now", "what=cramp", nil)
	path := "/entries/" + string(p.one(charley.KindEpisode).ID)
	p.setClock("2026-11-23T02:59:10+01:00")
	running := p.open(path + "/running")
	running.says(`[role="alert"]`, "today")
	running.says("#help .tick", "cold")
	p.press(running, path+"/easing", "do=ticked", url.Values{"tick": {"pallor_cold_leg"}}).says("h1", "Get help now.")
}

// Both legs swollen was said before; that not one leg is swollen now does not
// take it back.
func TestABedsideNoKeepsAnotherSwelling(t *testing.T) {
	p := newPerson(t, threeAM).isWoman59()
	p.says(map[string]any{"swelling": "both_legs"})
	p.press(p.open("/"), "/now", "what=cramp", nil)
	path := "/entries/" + string(p.one(charley.KindEpisode).ID)
	p.setClock("2026-11-23T02:59:10+01:00")
	p.press(p.open(path+"/running"), path+"/easing", "do=none", nil)
	if got := p.told().Facts.Answers()["swelling"].Word; got != "both_legs" {
		t.Errorf("got %q, want both_legs", got)
	}
}

// Somebody goes back with the browser and adds a tick: it counts.
func TestATickAddedOnTheWayBackCounts(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59()
	first := p.follow(askPath)
	p.tapAsk(first, "do=none", nil)
	p.tapAsk(first, "do=ticked", url.Values{"tick": {"dark_urine"}})
	if !p.told().Urgent() {
		t.Error("the tick was lost")
	}
}

// After a flag has ended the questions go on.
func TestTheQuestionsGoOnAfterAFlagHasEnded(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59()
	p.says(map[string]any{"suicidal_thoughts": true})
	alarm := p.open("/answers/what")
	p.setClock("2026-11-23T09:30:00+01:00")
	p.press(alarm, "/answers/what/flags/RF09", "ended=gone", nil)
	p.open(askPath).count(`form [name="step"]`, 1)
}

// While a sign stands, the page to read warns too, and shows nothing to try.
func TestWhatIsKnownWhileAFlagStands(t *testing.T) {
	p := newPerson(t, morningOf).isWoman59()
	p.says(map[string]any{"calf_tender": true})
	known := p.open("/known")
	known.says(`[role="alert"]`, "today")
	known.count("#what_helps_cramps", 0)
	p.open("/known/leg_cramps").says(`[role="alert"]`, "today")
}
