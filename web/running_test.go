package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"charley"
)

// starts taps what happens, and returns the page of it and its address.
func (p *person) starts(what string) (g page, path string) {
	p.t.Helper()
	g = p.press(p.open("/"), "/now", "what="+what, nil)
	return g, "/entries/" + string(p.one(charley.KindEpisode).ID)
}

// drawingOf is a piece of a drawing by which it can be told in a page.
func drawingOf(t *testing.T, name string) string {
	t.Helper()
	svg, ok := loadDrawings()[name]
	if !ok {
		t.Fatalf("there is no drawing %s", name)
	}
	all := regexp.MustCompile(` d="([^"]{30})`).FindAllStringSubmatch(string(svg), -1)
	return all[len(all)-1][1]
}

func wantDrawing(t *testing.T, relief page, raw, name string) {
	t.Helper()
	if relief.Node == nil || !strings.Contains(raw, drawingOf(t, name)) {
		t.Errorf("got no drawing of %s", name)
	}
}

// The first way comes with its drawing, in words for who cannot see it, and
// follows the place that was said.
func TestReliefFollowsThePlace(t *testing.T) {
	for place, want := range map[string]struct{ heading, drawing, alt string }{
		"calf":  {"Pull your toes towards your shin", "calf-seated", "A towel round the ball of the foot"},
		"foot":  {"Pull your toes up with your hand", "foot", "A hand pulls the toes"},
		"shin":  {"Point your toes gently away", "shin", "points the foot down"},
		"thigh": {"Straighten your knee and lean forward", "thigh-back", "leans forward from the hips"},
	} {
		t.Run(place, func(t *testing.T) {
			p := newPerson(t, threeAM)
			running, path := p.starts("cramp")
			running.says(".relief h2", "Pull your toes towards your shin")
			g := p.press(running, path+"/running", "do=save", url.Values{"e.places": {place}})
			g.says(".relief h2", want.heading)
			g.says(".relief .unseen", want.alt)
			first, _, _ := strings.Cut(g.raw, "<details")
			wantDrawing(t, g.first(".relief"), first, want.drawing)
			g.says(".relief .check", "Not if the")
			wellMade(t, path, g)
			sheet := p.do(packed(g.first(`link[rel="stylesheet"]`).attr("href")))
			p.isLight(path+"/running", len(sheet.raw))
		})
	}
}

func TestOtherWaysAreFolded(t *testing.T) {
	p := newPerson(t, threeAM)
	running, path := p.starts("cramp")
	running.says(".relief .for", "For the calf.")
	running.says("details.ways h3", "Lean on a wall with the heel down")
	running.count("details.ways article", 1) // other places are chosen, and not scrolled through
	g := p.press(running, path+"/running", "do=save", url.Values{"e.places": {"calf"}})
	g.says("details.ways h3", "Lean on a wall with the heel down")
	g.count("details.ways article", 1)
	g.count("main svg", 2)
}

// Tendons that could tear are not pulled, and nothing says so by a drawing.
func TestReliefIsGentleAfterAQuinolone(t *testing.T) {
	p := newPerson(t, threeAM)
	p.press(p.open("/about-you"), "/about-you", "", url.Values{partField("body"): {"recent_quinolone"}})
	g, _ := p.starts("cramp")
	g.says(".relief h2", "Go gently this time")
	g.says(".relief", "Do not pull. Sit with the knee a little bent")
	g.says(".relief .because", "Because of a medicine that weakens tendons.")
	g.count("main svg", 0)
	g.count("main ol", 0)
	for _, never := range []string{"Pull your", "Lean on", "Hold for 15"} {
		if strings.Contains(g.first("main").text(), never) {
			t.Errorf("got %q after a quinolone", never)
		}
	}
}

func TestReliefForRestlessLegs(t *testing.T) {
	p := newPerson(t, threeAM)
	g, _ := p.starts("restless")
	g.says(".relief h2", "Get up and walk a little")
	g.says("details.ways h3", "Stroke your leg from ankle to knee")
	g.count(".relief.restless", 1)
	first, _, _ := strings.Cut(g.raw, "<details")
	wantDrawing(t, g.first(".relief"), first, "walk")
}

func TestNoReliefForSomethingElse(t *testing.T) {
	g, _ := newPerson(t, threeAM).starts("other")
	g.count(".relief", 0)
}

// While a warning sign stands there is nothing to try, and nobody is asked what
// eased it.
func TestNoReliefWhileAFlagStands(t *testing.T) {
	p := newPerson(t, threeAM).isWoman59()
	running, path := p.starts("cramp")
	p.says(map[string]any{"swelling": "one_leg"})
	g := p.open(path + "/running")
	g.count(".relief", 0)
	g.count("main svg", 0)
	g.count(".ways", 0)
	p.press(running, path+"/running", "do=eased", nil).says(".alarm", "Get this looked at today.")
}

// One tap says what eased it; none has to.
func TestWhatEasedIt(t *testing.T) {
	p := newPerson(t, threeAM)
	running, path := p.starts("cramp")
	asked := p.press(running, path+"/running", "do=eased", url.Values{"e.places": {"calf"}})
	asked.says("h1", "What eased it?")
	asked.says(".notice", "Saved on your server")
	asked.count(".easers button", len(easers)-1)
	asked.says(`.easers button[value="massage"]`, "Rubbing or massage")
	asked.count(`.easers button[value="rub"]`, 0)
	asked.count(`a.button`, 1)
	p.open(asked.first("a.button").attr("href")).says(".notice", "Rest well")
	wellMade(t, path, asked)

	p.press(asked, path+"/eased", "by=stretch", nil).says(".notice", "Rest well")
	wantFields(t, p.one(charley.KindEpisode), map[string]string{"eased_by": `["stretch"]`, "places": `["calf"]`})
	p.press(p.open(path+"/eased"), path+"/eased", "by=stand", nil)
	wantFields(t, p.one(charley.KindEpisode), map[string]string{"eased_by": `["stretch","stand"]`})
	p.press(p.open(path+"/eased"), path+"/eased", "by=nothing", nil)
	wantFields(t, p.one(charley.KindEpisode), map[string]string{"eased_by": `["nothing"]`})

	p.press(p.open(path+"/eased"), path+"/eased", "do=done", url.Values{"by": {"heat", "massage"}})
	wantFields(t, p.one(charley.KindEpisode), map[string]string{"eased_by": `["massage","heat"]`})
	both := p.open(path+"/eased").form(path+"/eased", "by=other", nil)
	both["by"] = []string{"rub", "heat"}
	if got := p.post(path+"/eased", both); got.status != http.StatusSeeOther {
		t.Errorf("got %d for a tap beside a tick, want 303", got.status)
	}
	wantFields(t, p.one(charley.KindEpisode), map[string]string{"eased_by": `["massage","heat","rub"]`})
	p.open(path+"/eased").count(`.easers .primary[value="rub"]`, 1) // what is stored is offered

	for _, form := range []url.Values{{}, {"by": {"magic"}}, {"by": {"magic", "heat"}, "do": {"done"}}} {
		if got := p.post(path+"/eased", form); got.status != http.StatusBadRequest {
			t.Errorf("got %d for %v, want 400", got.status, form)
		}
	}
}

func TestWhatIsStillRunningHasNotEased(t *testing.T) {
	p := newPerson(t, threeAM)
	_, path := p.starts("cramp")
	if got := p.do(getRequest(path + "/eased")); got.status != http.StatusSeeOther || got.location != path+"/running" {
		t.Errorf("got %d to %s, want the running page", got.status, got.location)
	}
}

// What was tried is kept, and comes first when it has eased.
func TestWhatWasTried(t *testing.T) {
	p := newPerson(t, threeAM)
	running, path := p.starts("restless")
	running.count(`[name="e.tried"][value="massage"]`, 1)
	g := p.press(running, path+"/running", "do=save", url.Values{"e.tried": {"walk"}})
	g.count(`[name="e.tried"][value="walk"][checked]`, 1)
	wantFields(t, p.one(charley.KindEpisode), map[string]string{"tried": `["walk"]`})
	asked := p.press(p.open(path+"/running"), path+"/running", "do=eased", nil)
	if first := asked.first(".easers button").attr("value"); first != "walk" {
		t.Errorf("got %s first, want what was tried", first)
	}
}

// Whoever said no to every warning sign is not warned of them again in red, and
// a restless leg is not asked about as if it were a cramp.
func TestASpellThatDoesNotEaseInItsOwnWords(t *testing.T) {
	for what, want := range map[string]struct{ lead, after string }{
		"cramp":    {"A cramp that stays can be something else.", "If the pain does not let go at all"},
		"restless": {"Restlessness that stays is not dangerous by itself.", "or the leg starts to hurt"},
		"other":    {"What stays can have many causes.", "does not let go at all"},
	} {
		t.Run(what, func(t *testing.T) {
			p := newPerson(t, threeAM).isWoman59()
			running, path := p.starts(what)
			p.submit(running, path+"/running", "do=not_easing", nil)
			asks := p.open(path + "/running")
			asks.says("#help", want.lead)
			asks.says("#help", want.after)
			asks.count("#help .tick", len(base(t).Weighing().NotEasingAsk))
			if text := asks.first("#help").text(); what == "restless" && strings.Contains(text, "cramp") {
				t.Errorf("got %q", text)
			}
			denied := p.press(asks, path+"/easing", "do=none", nil)
			denied.count(".alarm", 0)
			denied.says(".denied", "You said no to each warning sign.")
		})
	}
}

// That it was kept is said in the line above the drawing, which stays where it is.
func TestSavingMovesNothing(t *testing.T) {
	p := newPerson(t, threeAM)
	running, path := p.starts("cramp")
	g := p.press(running, path+"/running", "do=save", url.Values{"e.places": {"foot"}})
	g.says(`.hint [role="status"]`, "saved on your server")
	g.count(".notice", 0)
}
