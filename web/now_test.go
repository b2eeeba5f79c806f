package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"charley"
)

const threeAM = "2026-11-23T02:47:10+01:00"

func TestOneTapStartsTheClock(t *testing.T) {
	p := newPerson(t, threeAM)
	now := p.open("/")
	now.says(".clock", "02:47")
	running := p.press(now, "/now", "what=cramp", nil)
	running.says(".timer", "0:00")
	running.says(".card", "Pull your toes towards your shin")
	e := p.one(charley.KindEpisode).Episode()
	if e.Start.String() != threeAM || e.Start.Zone != "Europe/Berlin" || !e.Open || e.What != charley.Cramp || e.Night.String() != "2026-11-22" {
		t.Errorf("got %s in %s, open %v, %s, night %s", e.Start, e.Start.Zone, e.Open, e.What, e.Night)
	}
}

func TestItHasEased(t *testing.T) {
	p := newPerson(t, threeAM)
	running := p.press(p.open("/"), "/now", "what=cramp", nil)
	path := "/entries/" + string(p.one(charley.KindEpisode).ID) + "/running"
	p.setClock("2026-11-23T02:48:36+01:00")
	p.open(path).says(".timer", "1:26")
	done := p.press(running, path, "do=eased", url.Values{"e.side": {"left"}, "e.places": {"calf"}, "e.intensity": {"8"}})
	done.says(".notice", "Saved on your server")
	e := p.one(charley.KindEpisode).Episode()
	if e.Minutes == nil || *e.Minutes != 1.4 || e.Open || e.Side != "left" || len(e.Places) != 1 || *e.Intensity != 8 {
		t.Errorf("got %+v", e)
	}
	done.count(".still", 0)

	p.setClock("2026-11-23T03:10:00+01:00")
	p.press(running, path, "do=eased", nil)
	if again := p.one(charley.KindEpisode).Episode(); *again.Minutes != 1.4 {
		t.Errorf("got %v minutes after a second tap on a page from before, want it unchanged", *again.Minutes)
	}
}

// What another page or program wrote stays when the running page is saved.
func TestTheRunningPageKeepsWhatItDoesNotOffer(t *testing.T) {
	p := newPerson(t, threeAM)
	p.press(p.open("/"), "/now", "what=cramp", nil)
	ctx, c := p.owner()
	e := p.one(charley.KindEpisode)
	if _, err := p.app.Change(ctx, c, e.ID, map[string]any{"places": []string{"hip", "thigh_back"}, "intensity": 5, "tried": []string{"walk"}}); err != nil {
		t.Fatal(err)
	}
	path := "/entries/" + string(e.ID) + "/running"
	p.press(p.open(path), path, "do=eased", nil)
	wantFields(t, p.one(charley.KindEpisode), map[string]string{"places": `["hip","thigh_back"]`, "intensity": "5", "tried": `["walk"]`})
}

func TestItIsNotEasing(t *testing.T) {
	p := newPerson(t, threeAM)
	running := p.press(p.open("/"), "/now", "what=cramp", nil)
	path := "/entries/" + string(p.one(charley.KindEpisode).ID) + "/running"
	p.open(path).count("#help", 0)
	got := p.submit(running, path, "do=not_easing", nil)
	help := p.open(strings.TrimSuffix(got.location, "#help"))
	for _, sign := range []string{"swollen", "warm", "cold", "numb", "does not let go", "get medical help"} {
		help.says("#help", sign)
	}
	if !p.one(charley.KindEpisode).Episode().NotEasing {
		t.Error("got nothing stored, want not_easing")
	}
}

// A request that is sent twice, by an impatient finger or bad wifi, is one tap.
// A page that comes out of the browser's memory hours later is a new one.
func TestTapsThatComeTwice(t *testing.T) {
	for _, tc := range []struct {
		name  string
		again string
		undo  bool
		want  int
	}{
		{"a double tap", threeAM, false, 1},
		{"sent again a minute later", "2026-11-23T02:48:30+01:00", false, 1},
		{"the old page is tapped at the next cramp", "2026-11-23T04:30:00+01:00", false, 2},
		{"tapped again after undo", threeAM, true, 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newPerson(t, threeAM)
			values := p.open("/").form("/now", "what=cramp", nil)
			p.post("/now", values)
			if tc.undo {
				id := p.one(charley.KindEpisode).ID
				running := p.open("/entries/" + string(id) + "/running")
				p.press(running, "/entries/"+string(id)+"/remove", "", nil)
			}
			p.setClock(tc.again)
			if got := p.post("/now", values); got.status != http.StatusSeeOther {
				t.Errorf("got %d, want 303", got.status)
			}
			if got := len(p.entries(charley.KindEpisode)); got != tc.want {
				t.Errorf("got %d episodes, want %d", got, tc.want)
			}
		})
	}
}

// Somebody goes back to the page they tapped on, and taps it for the next cramp.
func TestATapOnAnOldPageAfterItEasedIsANewCramp(t *testing.T) {
	p := newPerson(t, threeAM)
	old := p.open("/")
	running := p.press(old, "/now", "what=cramp", nil)
	p.setClock("2026-11-23T02:48:00+01:00")
	p.press(running, "/entries/"+string(p.one(charley.KindEpisode).ID)+"/running", "do=eased", nil)
	p.setClock("2026-11-23T02:50:00+01:00")
	p.press(old, "/now", "what=cramp", nil).says(".timer", "0:00")
	if got := len(p.entries(charley.KindEpisode)); got != 2 {
		t.Errorf("got %d episodes, want 2", got)
	}
}

func TestUndoAndBringBack(t *testing.T) {
	p := newPerson(t, threeAM)
	running := p.press(p.open("/"), "/now", "what=restless", nil)
	e := p.one(charley.KindEpisode)
	gone := p.press(running, "/entries/"+string(e.ID)+"/remove", "", nil)
	gone.says(".notice", "Removed")
	if n := len(p.entries(charley.KindEpisode)); n != 0 {
		t.Fatalf("got %d episodes after undo, want none", n)
	}
	p.press(gone, "/entries/"+string(e.ID)+"/restore", "", nil).says(".notice", "Brought back")
	p.one(charley.KindEpisode)
}

func TestAnEpisodeThatRunsIsOfferedAgain(t *testing.T) {
	p := newPerson(t, threeAM)
	p.press(p.open("/"), "/now", "what=cramp", nil)
	p.setClock("2026-11-23T03:20:00+01:00")
	p.open("/").says(".still", "Cramp since 02:47")
	p.setClock("2026-11-23T10:20:00+01:00")
	p.open("/").count(".still", 0)
}

func TestATapOfNothingIsRefused(t *testing.T) {
	p := newPerson(t, threeAM)
	for _, form := range []url.Values{{}, {"what": {"cramp"}}, {"what": {"sneeze"}, "id": {freshID()}}, {"id": {freshID()}}, {"what": {"cramp"}, "id": {"../x"}}} {
		if got := p.post("/now", form); got.status != http.StatusBadRequest {
			t.Errorf("got %d for %v, want 400", got.status, form)
		}
	}
	if n := len(p.entries(charley.KindEpisode)); n != 0 {
		t.Errorf("got %d episodes, want none", n)
	}
}

func TestClockClasses(t *testing.T) {
	for _, tc := range []struct {
		seconds int
		want    string
	}{{0, "ticks"}, {1, "ticks b0"}, {86, "ticks b1 b2 b4 b6"}, {3599, "ticks b0 b1 b2 b3 b9 b10 b11"}, {3600, ""}} {
		if got := strings.Join(tickClasses(seconds(tc.seconds)), " "); got != tc.want {
			t.Errorf("got %q after %d s, want %q", got, tc.seconds, tc.want)
		}
	}
}

// Hazard H14: at night nobody is shown how their nights go. Beside the clock, the page has no figure and none of the
// words in which figures are told.
func TestAtNightNoFigureIsShown(t *testing.T) {
	p := newPerson(t, threeAM).livedIn(60)
	p.setClock(threeAM)
	said := strings.Replace(p.open("/").first(".view").text(), "02:47", "", 1)
	if strings.ContainsAny(said, "0123456789%") {
		t.Errorf("there is a figure in %q", said)
	}
	for _, word := range []string{"week", "average", "better", "last night", "in a row"} {
		if strings.Contains(strings.ToLower(said), word) {
			t.Errorf("it says %q in %q", word, said)
		}
	}
}

// Hazard H13: what a glance at the phone shows, the name under the icon, the name in the list of tabs and of files, tells
// nothing of legs or health.
func TestAGlanceAtThePhoneTellsNothing(t *testing.T) {
	p := newPerson(t, threeAM).livedIn(60)
	manifest := p.open("/manifest.webmanifest").raw
	title := p.open("/").first("title").text()
	for _, word := range []string{"leg", "cramp", "restless", "health", "diary", "night", "pain"} {
		for what, text := range map[string]string{"the home screen": manifest, "the tab": title} {
			if strings.Contains(strings.ToLower(text), word) {
				t.Errorf("%s says %q: %s", what, word, text)
			}
		}
	}
}
