package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"charley"
)

const bedtime = "2026-11-23T21:30:00+01:00"

func TestAnEvening(t *testing.T) {
	p := newPerson(t, bedtime)
	evening := p.open("/evening")
	evening.says("h1", "Today")
	evening.says("main", "Monday 23 November")
	evening.count("fieldset input[checked]", 0)
	after := p.press(evening, "/evening", "do=done", url.Values{"x.alcohol": {"2"}, "x.hard_floor": {"true"}, "x.warm_bath": {"false"}})
	wantFields(t, p.one(charley.KindEvening), map[string]string{
		"night": `"2026-11-23"`, "exposures.alcohol": "2", "exposures.hard_floor": "true", "exposures.warm_bath": "false", "exposures.sitting": "",
	})
	p.press(after, "/evening", "do=done", url.Values{"x.alcohol": {""}})
	wantFields(t, p.one(charley.KindEvening), map[string]string{"exposures.alcohol": "", "exposures.hard_floor": "true"})
}

// "None of these" is a no to what was asked and left open, and only where a no
// makes sense: nobody drinks nothing all day.
func TestNoneOfTheseToday(t *testing.T) {
	p := newPerson(t, bedtime)
	after := p.press(p.open("/evening"), "/evening", "do=none", url.Values{"x.hard_floor": {"true"}})
	wantFields(t, p.one(charley.KindEvening), map[string]string{
		"exposures.hard_floor": "true", "exposures.warm_bath": "false", "exposures.alcohol": "false", "exposures.fluids": "", "exposures.stress": "",
	})
	if got := after.form("/evening", "do=done", nil).Get("x.alcohol"); got != "0" {
		t.Errorf("got alcohol shown as %q, want its zero", got)
	}
}

func TestSilenceIsNotANo(t *testing.T) {
	p := newPerson(t, bedtime)
	p.submit(p.open("/evening"), "/evening", "do=done", nil).says(".alarm", "Nothing is answered yet")
	if n := len(p.entries(charley.KindEvening)); n != 0 {
		t.Errorf("got %d evenings, want none", n)
	}
}

func TestTheDayOfANightInProgress(t *testing.T) {
	p := newPerson(t, "2026-11-24T01:00:00+01:00")
	p.open("/evening").says("h1", "Yesterday")
	if got := p.do(getRequest("/evening?night=2026-11-25")); got.status != http.StatusNotFound {
		t.Errorf("got %d for a day to come, want 404", got.status)
	}
}

// Another program may write an amount that none of the choices has, or an
// exposure that is not asked: opening and saving the page keeps both.
func TestAnswersOfOtherProgramsAreKept(t *testing.T) {
	p := newPerson(t, bedtime)
	v := visitOf(p)
	if _, err := v.save(sheet{ID: charley.NewEntryID(), Kind: charley.KindEvening, Body: map[string]any{
		"night": "2026-11-23", "exposures": map[string]any{"alcohol": 0.5, "nicotine": true, "made_up": 3},
	}}); err != nil {
		t.Fatal(err)
	}
	evening := p.open("/evening")
	evening.says("fieldset", "0.5 drinks")
	p.press(evening, "/evening", "do=done", url.Values{"x.warm_bath": {"true"}})
	wantFields(t, p.one(charley.KindEvening), map[string]string{"exposures.alcohol": "0.5", "exposures.nicotine": "true", "exposures.made_up": "3"})
}

// visitOf is a visit without a request, to write what pages do not.
func visitOf(p *person) *visit {
	ctx, c := p.owner()
	return &visit{site: &site{app: p.app}, r: getRequest("/").WithContext(ctx), visitor: visitor{caller: c}}
}

// What is said of a day once its night is known is marked, answer by answer.
func TestAnEveningThatIsFilledInLate(t *testing.T) {
	p := newPerson(t, bedtime)
	evening := p.open("/evening")
	if strings.Contains(evening.first("main").text(), "filled in late") {
		t.Error("got an evening called late before its night")
	}
	p.press(evening, "/evening", "do=done", url.Values{"x.alcohol": {"2"}, "x.warm_bath": {"true"}})
	p.setClock("2026-11-24T01:00:00+01:00") // the night is not over
	p.press(p.open("/evening"), "/evening", "do=done", url.Values{"x.hard_floor": {"true"}})
	if text := p.open("/nights/2026-11-23").first("main").text(); strings.Contains(text, "late") {
		t.Errorf("got %q, want nothing marked as late", text)
	}
	p.setClock("2026-11-24T08:30:00+01:00")
	later := p.open("/evening")
	later.says("h1", "Yesterday")
	p.press(later, "/evening", "do=done", url.Values{"x.warm_bath": {"false"}, "x.footwear": {"true"}})
	night := p.open("/nights/2026-11-23")
	for name, want := range map[string]string{"Alcohol": "2", "Warm bath": "no (filled in late)", "Shoes hard on the feet": "yes (filled in late)", "Hard floors or sand": "yes"} {
		night.says(".facts", name+" "+want)
	}
	if strings.Contains(night.first("main").text(), "Filled in late, once") {
		t.Error("got the whole day called late")
	}
	p.open("/evening?night=2026-11-22").says(".hint", "1 day back")
	p.press(p.open("/evening?night=2026-11-22"), "/evening", "do=none", nil)
	p.open("/nights/2026-11-22").says(".hint", "Filled in late, once the night was known.")
}

func TestTheMorningAfterTheEveningSaysSo(t *testing.T) {
	p := newPerson(t, morningOf)
	p.open("/evening").says(".hint", "these are marked as filled in late")
}
