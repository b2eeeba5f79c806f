package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"
	"time"

	"charley"
	"charley/diary"
)

func seconds(n int) time.Duration { return time.Duration(n) * time.Second }

// stored is a field of an entry as JSON; "" if it is unknown.
func stored(e charley.Entry, field string) string {
	raw, ok := e.Fields[field]
	if !ok {
		return ""
	}
	return string(json.RawMessage(raw))
}

// wantFields fails the test unless the fields of an entry are as given; "" is unknown.
func wantFields(t *testing.T, e charley.Entry, want map[string]string) {
	t.Helper()
	for field, value := range want {
		if got := stored(e, field); got != value {
			t.Errorf("got %s %q, want %q", field, got, value)
		}
	}
}

func TestAQuietNightIsOneTap(t *testing.T) {
	p := newPerson(t, morningOf)
	morning := p.open("/morning")
	morning.says("main", "Sunday 22 to Monday 23 November")
	p.press(morning, "/morning", "do=nothing", nil).says(".said", "Nothing happened")
	wantFields(t, p.one(charley.KindMorning), map[string]string{
		"night": `"2026-11-22"`, "nothing_more": "true", "sleep_lost": "0", "restless_bother": "0", "soreness": `"no"`, "zone": `"Europe/Berlin"`,
	})
}

func TestOneTapKeepsWhatWasAnsweredByHand(t *testing.T) {
	p := newPerson(t, morningOf)
	p.press(p.open("/morning"), "/morning", "do=nothing", url.Values{"soreness": {"a_little"}, "note": {"slept well"}})
	wantFields(t, p.one(charley.KindMorning), map[string]string{"soreness": `"a_little"`, "sleep_lost": "0", "note": `"slept well"`})
}

func TestNothingElseHappened(t *testing.T) {
	p := newPerson(t, threeAM)
	p.press(p.open("/"), "/now", "what=cramp", nil)
	p.setClock(morningOf)
	morning := p.open("/morning")
	morning.says(".rows", "02:47")
	after := p.press(morning, "/morning", "do=nothing", nil)
	after.says(".said", "Nothing else happened")
	wantFields(t, p.one(charley.KindMorning), map[string]string{"nothing_more": "true", "sleep_lost": "", "restless_bother": "", "soreness": ""})

	p.press(after, "/morning", "do=something", nil)
	wantFields(t, p.one(charley.KindMorning), map[string]string{"nothing_more": ""})
}

// A cramp that is typed in on the same page leaves the questions below it open,
// and pressing twice changes nothing.
func TestNothingElseHappenedThanWhatIsTypedIn(t *testing.T) {
	p := newPerson(t, morningOf)
	values := p.open("/morning").form("/morning", "do=nothing", url.Values{"e.what": {"cramp"}, "e.time": {"03:00"}})
	for range 2 {
		p.post("/morning", values)
		p.one(charley.KindEpisode)
		m := p.one(charley.KindMorning)
		wantFields(t, m, map[string]string{"nothing_more": "true", "sleep_lost": "", "restless_bother": "", "soreness": ""})
		if m.Rev != 1 {
			t.Errorf("got revision %d, want 1", m.Rev)
		}
	}
}

func TestTheWholeMorning(t *testing.T) {
	p := newPerson(t, morningOf)
	p.press(p.open("/morning"), "/morning", "do=done", url.Values{
		"soreness": {"yes"}, "sleep": {"more"}, "sleep_more": {"95"}, "bother": {"6"}, "in_bed": {"22:45"}, "out_of_bed": {"07:10"}, "note": {"hot"},
	})
	m := p.one(charley.KindMorning)
	wantFields(t, m, map[string]string{
		"soreness": `"yes"`, "sleep_lost": "95", "restless_bother": "6", "nothing_more": "",
		"in_bed": `"2026-11-22T22:45:00+01:00"`, "out_of_bed": `"2026-11-23T07:10:00+01:00"`,
	})
	again := p.open("/morning")
	for field, want := range map[string]string{"sleep": "more", "sleep_more": "95", "bother": "6", "in_bed": "22:45", "note": "hot", "rev": "1"} {
		if got := again.form("/morning", "do=done", nil).Get(field); got != want {
			t.Errorf("got %s %q when it is opened again, want %q", field, got, want)
		}
	}
	p.press(again, "/morning", "do=done", url.Values{"sleep": {""}, "sleep_more": {""}, "bother": {"2"}})
	wantFields(t, p.one(charley.KindMorning), map[string]string{"sleep_lost": "", "restless_bother": "2", "soreness": `"yes"`})
}

func TestTheSameMorningTwiceIsOne(t *testing.T) {
	p := newPerson(t, morningOf)
	values := p.open("/morning").form("/morning", "do=done", url.Values{"soreness": {"no"}})
	p.post("/morning", values)
	p.post("/morning", values)
	values.Set("soreness", "yes") // the page before, changed and sent again
	p.post("/morning", values)
	wantFields(t, p.one(charley.KindMorning), map[string]string{"soreness": `"yes"`})
}

// Two devices fill in different answers of one morning: both survive.
func TestAnEditKeepsWhatAnotherDeviceWrote(t *testing.T) {
	p := newPerson(t, morningOf)
	p.press(p.open("/morning"), "/morning", "do=done", url.Values{"soreness": {"no"}})
	mine := p.open("/morning")
	p.press(p.open("/morning"), "/morning", "do=done", url.Values{"bother": {"7"}})
	p.press(mine, "/morning", "do=done", url.Values{"soreness": {"yes"}})
	wantFields(t, p.one(charley.KindMorning), map[string]string{"soreness": `"yes"`, "restless_bother": "7"})
}

func TestAddOneIMissed(t *testing.T) {
	p := newPerson(t, morningOf)
	after := p.press(p.open("/morning"), "/morning", "do=add", url.Values{
		"e.what": {"cramp"}, "e.time": {"05:10"}, "e.about": {"yes"}, "e.minutes": {"1,5"}, "e.side": {"left"}, "e.places": {"foot", "toes"}, "e.intensity": {"4"},
		"soreness": {"a_little"},
	})
	after.says(".rows", "about 05:10")
	after.says(".rows", "left foot and toes")
	wantFields(t, p.one(charley.KindEpisode), map[string]string{
		"start": `"2026-11-23T05:10:00+01:00"`, "night": `"2026-11-22"`, "about": "true", "minutes": "1.5", "places": `["foot","toes"]`, "intensity": "4",
	})
	wantFields(t, p.one(charley.KindMorning), map[string]string{"soreness": `"a_little"`, "nothing_more": ""})
}

func TestWhatIsWrongIsSaidBesideTheField(t *testing.T) {
	for _, tc := range []struct {
		name   string
		button string
		fill   url.Values
		field  string
		says   string
	}{
		{"no time", "do=add", url.Values{"e.what": {"cramp"}, "note": {"kept"}}, "e.time", "when it started"},
		{"no kind", "do=add", url.Values{"e.time": {"03:00"}, "note": {"kept"}}, "e.what", "choose"},
		{"a time to come", "do=add", url.Values{"e.what": {"cramp"}, "e.time": {"11:30"}, "note": {"kept"}}, "e.time", "still to come"},
		{"minutes that are none", "do=add", url.Values{"e.what": {"cramp"}, "e.time": {"03:00"}, "e.minutes": {"NaN"}, "note": {"kept"}}, "e.minutes", "from 0 to 1440"},
		{"more sleep lost, but how much", "do=done", url.Values{"sleep": {"more"}, "note": {"kept"}}, "sleep_more", "how many minutes"},
		{"got up before bed", "do=done", url.Values{"in_bed": {"23:00"}, "out_of_bed": {"22:00"}, "note": {"kept"}}, "out_of_bed", "later"},
		{"a note with a NUL", "do=done", url.Values{"note": {"ke\x00pt"}}, "note", "character"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newPerson(t, morningOf)
			got := p.submit(p.open("/morning"), "/morning", tc.button, tc.fill)
			if got.status != http.StatusUnprocessableEntity {
				t.Fatalf("got %d, want 422", got.status)
			}
			got.says("#"+tc.field+"-wrong", tc.says)
			if note := tc.fill.Get("note"); note == "kept" {
				got.says("#note", note)
			}
			if n := len(p.entries(charley.KindMorning)) + len(p.entries(charley.KindEpisode)); n != 0 {
				t.Errorf("got %d entries, want none", n)
			}
		})
	}
}

func TestAnEmptyMorningIsNotSaved(t *testing.T) {
	p := newPerson(t, morningOf)
	got := p.submit(p.open("/morning"), "/morning", "do=done", nil)
	got.says(".alarm", "Nothing is filled in yet")
	if n := len(p.entries(charley.KindMorning)); n != 0 {
		t.Errorf("got %d mornings, want none", n)
	}
}

func TestWhichNightAMorningMeans(t *testing.T) {
	for _, tc := range []struct{ name, now, want string }{
		{"at breakfast", "2026-11-23T08:30:00+01:00", "2026-11-22"},
		{"in the afternoon", "2026-11-23T15:00:00+01:00", "2026-11-22"},
		{"before bed", "2026-11-23T23:00:00+01:00", "2026-11-22"},
		{"at two, awake again", "2026-11-24T02:00:00+01:00", "2026-11-22"},
		{"up early", "2026-11-24T04:30:00+01:00", "2026-11-23"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := newPerson(t, tc.now).open("/morning").values().Get("night"); got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

func TestANightIsFilledInLate(t *testing.T) {
	p := newPerson(t, morningOf)
	late := p.open("/morning?night=2026-11-19")
	late.says(".hint", "3 days late")
	p.press(late, "/morning", "do=nothing", nil)
	p.open("/nights/2026-11-19").says(".hint", "Filled in late")
	p.press(p.open("/morning"), "/morning", "do=nothing", nil)
	if got := p.open("/nights/2026-11-22").all(".hint"); len(got) > 0 && got[0].text() == "Filled in late." {
		t.Error("got last night marked as late")
	}
	for _, address := range []string{"/morning?night=2026-11-24", "/morning?night=yesterday", "/morning?night=0001-01-01", "/nights/2027-01-01", "/nights/x"} {
		if got := p.do(getRequest(address)); got.status != http.StatusNotFound {
			t.Errorf("got %d for %s, want 404", got.status, address)
		}
	}
}

// What runs still, or was left until morning, is asked about with one tap.
func TestHowLongItLasted(t *testing.T) {
	for _, tc := range []struct {
		name, what, tap, minutes, shown string
	}{
		{"a few minutes", charley.Cramp, "3", "3", "about 3 min"},
		{"half an hour", charley.Cramp, "30", "30", "about 30 min"},
		{"an hour of restlessness", charley.Restless, "60", "60", "about 1 h"},
		{"nobody knows", charley.Cramp, charley.DontKnow, "", "Cramp"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newPerson(t, threeAM)
			p.press(p.open("/"), "/now", "what="+tc.what, nil)
			p.setClock(morningOf)
			morning := p.open("/morning")
			morning.says(".last", "How long did it last?")
			id := string(p.one(charley.KindEpisode).ID)
			after := p.press(morning, "/morning", "last="+id+":"+tc.tap, nil)
			after.says(".rows", tc.shown)
			after.count(".last", 0)
			wantFields(t, p.one(charley.KindEpisode), map[string]string{"minutes": tc.minutes, "minutes_about": "true", "open": "", "what": `"` + tc.what + `"`})
			if n := len(p.entries(charley.KindMorning)); n != 0 {
				t.Errorf("got %d mornings, though nothing was said of one", n)
			}
		})
	}
}

// The tap keeps what else stands on the page; a tap that is none is refused.
func TestHowLongItLastedKeepsTheRest(t *testing.T) {
	p := newPerson(t, threeAM)
	p.press(p.open("/"), "/now", "what=cramp", nil)
	p.setClock(morningOf)
	id := string(p.one(charley.KindEpisode).ID)
	p.press(p.open("/morning"), "/morning", "last="+id+":10", url.Values{"soreness": {"yes"}})
	wantFields(t, p.one(charley.KindMorning), map[string]string{"soreness": `"yes"`, "nothing_more": ""})
	values := p.open("/morning").form("/morning", "do=done", nil)
	for _, made := range []string{id + ":7", id, "x:10", string(charley.NewEntryID()) + ":10"} {
		values.Set("last", made)
		if got := p.post("/morning", values); got.status != http.StatusUnprocessableEntity {
			t.Errorf("got %d for %s, want 422", got.status, made)
		}
	}
	// A length that is typed later is no guess any more.
	address := "/entries/" + id
	p.press(p.open(address), address, "", url.Values{"e.note": {"hot"}})
	wantFields(t, p.one(charley.KindEpisode), map[string]string{"minutes": "10", "minutes_about": "true"})
	p.press(p.open(address), address, "", url.Values{"e.minutes": {"4"}})
	wantFields(t, p.one(charley.KindEpisode), map[string]string{"minutes": "4", "minutes_about": ""})
}

// Once the morning is over, only what was never ended is asked about.
func TestAMorningThatIsOverAsksNoMore(t *testing.T) {
	p := newPerson(t, morningOf)
	p.press(p.open("/morning"), "/morning", "do=add", url.Values{"e.what": {"cramp"}, "e.slot": {"03:00"}}).count(".last", 1)
	p.press(p.open("/morning"), "/morning", "do=nothing", nil).count(".last", 0)
}

// A night that is more than a week back can still be filled in from its own page,
// with other words, and is marked.
func TestANightOfLongAgo(t *testing.T) {
	p := newPerson(t, morningOf)
	for _, g := range []page{p.open("/morning"), p.open("/evening")} {
		g.count(".others li", daysBack)
	}
	night := p.open("/nights/2026-10-01")
	p.open(night.first(`[href="/morning?night=2026-10-01"]`).attr("href")).says(".hint", "52 days back. Memory fades")
	p.open(night.first(`[href="/evening?night=2026-10-01"]`).attr("href")).says(".hint", "52 days back. Memory fades")
	p.press(p.open("/morning?night=2026-10-01"), "/morning", "do=nothing", nil)
	p.open("/nights/2026-10-01").says(".hint", "Filled in late.")
}

// Cramps that were counted and not timed, as on paper, are shown and can be mended where they stand.
func TestCrampsThatWereCounted(t *testing.T) {
	p := newPerson(t, morningOf)
	ctx, c := p.owner()
	d, err := diary.NewDraft(charley.KindMorning, map[string]any{"night": "2026-11-22", "nothing_more": true, "cramps": 3, "cramp_worst": 7})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.app.Put(ctx, c, charley.NewEntryID(), d); err != nil {
		t.Fatal(err)
	}
	morning := p.open("/morning")
	morning.says(".said", "Nothing else happened")
	p.press(morning, "/morning", "do=done", url.Values{"cramps": {"2.5"}}).says("#cramps-wrong", "whole number")
	p.press(morning, "/morning", "do=done", url.Values{"soreness": {"yes"}, "cramps": {"2"}})
	wantFields(t, p.one(charley.KindMorning), map[string]string{"cramps": "2", "cramp_worst": "7", "nothing_more": "true", "soreness": `"yes"`, "sleep_lost": ""})
	night := p.open("/nights/2026-11-22")
	night.says("main", "Cramps, counted without their times")
	night.says(".card.list", "2 cramps were counted without their times.")
	month := p.open("/nights?month=2026-11")
	month.says("main", "2 cramps")
	if got := month.first("#n2026-11-22 i").attr("data-note"); got != "2 cramps" {
		t.Errorf("got the note %q in the picture", got)
	}
	// There is no cramp that was worst where there was none, and a number that is taken away is not none.
	morning = p.open("/morning")
	p.press(morning, "/morning", "do=done", url.Values{"cramps": {"0"}}).says("#cramp_worst-wrong", "Which is right?")
	p.press(morning, "/morning", "do=done", url.Values{"cramps": {""}}).count(".said", 0)
	wantFields(t, p.one(charley.KindMorning), map[string]string{"cramps": "", "cramp_worst": "7", "nothing_more": "", "soreness": `"yes"`})
	p.press(p.open("/morning"), "/morning", "do=nothing", nil).says("#cramps-wrong", "How many cramps")
}
