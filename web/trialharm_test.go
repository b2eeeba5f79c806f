package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/app"
)

// tells has the person tell of something bad in two taps: the link on the page of the test, and a grade.
func (p *person) tells(one, grade string, fill url.Values) page {
	p.t.Helper()
	from := p.open(one)
	from.count(`a[href="`+one+`/harm"]`, 1)
	return p.press(p.open(one+"/harm"), one+"/harm", "grade="+grade, fill)
}

// On every page of a test, whatever state it is in, the way to tell of something bad is one
// tap away; the second keeps it.
func TestSomethingBadIsToldInTwoTaps(t *testing.T) {
	for name, c := range map[string]struct {
		wish  app.TrialWish
		later func(*person, app.TrialView, string)
	}{
		"one that runs":             {wish: app.TrialWish{Remedy: "warm-bath", Nights: 28}},
		"hidden, and it runs":       {wish: app.TrialWish{Remedy: "vitamin-k2", Blind: charley.BlindHelper}},
		"paused for a warning sign": {wish: app.TrialWish{Remedy: "warm-bath", Nights: 28}, later: func(p *person, _ app.TrialView, _ string) { p.says(map[string]any{"swelling": "one_leg"}) }},
		"over": {wish: app.TrialWish{Remedy: "warm-bath", Nights: 28}, later: func(p *person, v app.TrialView, _ string) {
			p.livesThrough(v, func(int) int { return 0 }, func(k int) int { return k % 2 })
		}},
		"over, and the guess is asked": {wish: app.TrialWish{Remedy: "vitamin-k2", Blind: charley.BlindHelper}, later: func(p *person, v app.TrialView, _ string) { p.now = p.now.AddDate(1, 0, 0) }},
		"ended before its first night": {wish: app.TrialWish{Remedy: "warm-bath", Nights: 28}, later: func(p *person, _ app.TrialView, one string) { p.post(one+"/stop", url.Values{"why": {"harm"}}) }},
	} {
		t.Run(name, func(t *testing.T) {
			p := mayTest(t, morningOf)
			v, one := p.seals(c.wish, 3)
			if c.later != nil {
				c.later(p, v, one)
			}
			got := p.tells(one, charley.HarmBothered, nil)
			got.says(".notice", "Saved")
			got.says("#told", "bothersome")
			facts := p.entries(charley.KindFact)
			if f := facts[len(facts)-1].Fact(); f.About != charley.FactHarm || f.Trial != v.ID || f.Grade != charley.HarmBothered || f.From != p.now.Format("2006-01-02") || f.Name != "" {
				t.Errorf("got %+v, want today and nothing else", f)
			}
			wellMade(t, one, got)
			form := p.open(one + "/harm")
			wellMade(t, one+"/harm", form)
			p.isLight(one+"/harm", len(p.do(packed(form.first(`link[rel="stylesheet"]`).attr("href"))).raw))
		})
	}
	p := mayTest(t, morningOf)
	_, one := p.seals(app.TrialWish{Remedy: "vitamin-k2", Blind: charley.BlindHelper}, 3)
	p.open("/tests").count(`a[href="`+one+`/harm"]`, 1)
	p.open(one+"/list").count(`a[href="`+one+`/harm"]`, 1)
	p.post(one+"/list", nil).count(`a[href="`+one+`/harm"]`, 1)
	p.tested()
	for _, e := range p.entries(charley.KindTrial) { // also of one that is not what was sealed
		p.open(testPath(e.ID)).count(`a[href="`+testPath(e.ID)+`/harm"]`, 1)
	}
}

// What kept them from things, or needed help, pauses the test until it has been looked at.
func TestWhatWasToldPausesATest(t *testing.T) {
	p := mayTest(t, morningOf)
	_, one := p.seals(app.TrialWish{Remedy: "warm-bath", Nights: 28}, 3)
	p.tells(one, charley.HarmBothered, nil).lacks("main", "Paused")
	got := p.tells(one, charley.HarmKept, url.Values{"what": {"dizzy\tall  day"}, "day": {"2026-11-22"}})
	got.says(".alarm", "show it to a doctor or pharmacist")
	got.says("#told", "22 November 2026: kept from things. “dizzy all day”")
	got.lacks("main", "Help first")
	for _, page := range []string{"/", "/morning", "/evening", "/tests", one, "/now/pack"} {
		if got := p.open(page); strings.Contains(got.raw, "Tonight with") || !strings.Contains(got.raw, "aused") {
			t.Errorf("%s does not say that the test is paused", page)
		}
	}
	p.open("/morning").says(".tonight", "show it to a doctor or pharmacist")
	facts := p.entries(charley.KindFact)
	end := one + "/harm/" + string(facts[len(facts)-1].ID) + "/end"
	seen := p.press(p.open(one), end, "ended=seen", nil)
	seen.says("#told", "A doctor or pharmacist has looked at it")
	seen.lacks("main", "Paused")
	seen.count(`form[action="`+end+`"]`, 0)
	entry := p.open("/entries/" + string(facts[len(facts)-1].ID))
	entry.says("h1", "Something bad in a test")
	entry.says(".history .facts", "A doctor or pharmacist has looked at it")
	entry.lacks("main", string(facts[0].ID)) // no ids are for people
}

// Two taps are quick, and so is one beside: what was told can be mended, and what stood there before is kept.
func TestATapBesideIsMended(t *testing.T) {
	p := mayTest(t, morningOf)
	_, one := p.seals(app.TrialWish{Remedy: "warm-bath", Nights: 28}, 3)
	p.tells(one, charley.HarmHelp, url.Values{"what": {"an itch"}}).says(".alarm", "Help first")
	facts := p.entries(charley.KindFact)
	at := entryPath(facts[len(facts)-1].ID)
	mended := p.press(p.open(at), at, "", url.Values{"grade": {charley.HarmBothered}, "day": {"2026-11-21"}})
	mended.says(".notice", "Saved")
	mended.says(".history", "needed help or a doctor")
	got := p.open(one)
	got.says("#told", "21 November 2026: bothersome. “an itch”")
	got.lacks("main", "Help first")
	got.lacks("main", "Paused")
	if bad := p.submit(p.open(at), at, "", url.Values{"day": {"2026-11-30"}}); bad.status != http.StatusUnprocessableEntity {
		t.Errorf("a day to come: got %d", bad.status)
	}
}

// Whoever needed help reads first when to call for it, and is led to the warning signs,
// which are asked anew.
func TestWhatNeededHelpSaysWhenToCallFirst(t *testing.T) {
	p := mayTest(t, morningOf)
	_, one := p.seals(app.TrialWish{Remedy: "warm-bath", Nights: 28}, 3)
	p.open(one+"/harm").says("main", "In an emergency call 112 first.")
	if len(p.told().Stale) > 0 {
		t.Fatal("signs are asked before anything happened")
	}
	p.now = p.now.Add(time.Hour)
	got := p.tells(one, charley.HarmHelp, nil)
	first := got.first(".alarm")
	first.says("h2", "Help first")
	first.says("p", "face or throat swells")
	first.says("p", "Call an ambulance if")
	first.count(`a[href="tel:112"]`, 1)
	first.count(`a[href="/answers/what/ask"]`, 1)
	if asked := p.open("/answers/what/ask"); len(asked.all(`input[name="tick"]`)) == 0 {
		t.Error("the way to the warning signs asks for none")
	}
	if !slices.Contains(p.told().Stale, "swelling") {
		t.Error("the warning signs are not asked again")
	}

	// With a sign that stands, it leads to that page at once.
	p.says(map[string]any{"swelling": "one_leg"})
	g := p.submit(p.open(one+"/harm"), one+"/harm", "grade=needed_help", nil)
	g.sentTo("/answers/what")
}

// What cannot be kept is said where it was typed, and nothing that was typed is lost.
func TestWhatIsWrongWithWhatWasTold(t *testing.T) {
	p := mayTest(t, morningOf)
	_, one := p.seals(app.TrialWish{Remedy: "warm-bath", Nights: 28}, 3)
	kept := len(p.entries(charley.KindFact))
	for name, c := range map[string]struct {
		fill url.Values
		at   string
	}{
		"tomorrow":    {url.Values{"day": {"2026-11-24"}, "what": {"dizzy"}}, "#day-wrong"},
		"no day":      {url.Values{"day": {"the day before"}, "what": {"dizzy"}}, "#day-wrong"},
		"a long tale": {url.Values{"what": {strings.Repeat("dizzy ", 40)}}, "#what-wrong"},
	} {
		form := p.open(one + "/harm")
		got := p.submit(form, one+"/harm", "grade=kept", c.fill)
		if got.status != http.StatusUnprocessableEntity || len(got.all(c.at)) != 1 {
			t.Errorf("%s: got %d", name, got.status)
		}
		if got.first(`[name="id"]`).attr("value") != form.first(`[name="id"]`).attr("value") || !strings.Contains(got.raw, "dizzy") {
			t.Errorf("%s: what was typed is lost", name)
		}
	}
	if got := p.submit(p.open(one+"/harm"), one+"/harm", "", nil); got.status != http.StatusUnprocessableEntity { // the Enter key
		t.Errorf("without a grade: got %d", got.status)
	}
	if n := len(p.entries(charley.KindFact)); n != kept {
		t.Errorf("got %d facts more", n-kept)
	}
}

// The page comes again out of the browser's memory: sent as it was it keeps nothing twice,
// and a worse grade counts.
func TestTheSamePageToldTwice(t *testing.T) {
	p := mayTest(t, morningOf)
	_, one := p.seals(app.TrialWish{Remedy: "warm-bath", Nights: 28}, 3)
	form := p.open(one + "/harm")
	for i, grade := range []string{charley.HarmBothered, charley.HarmBothered, charley.HarmHelp} {
		p.now = p.now.Add(time.Second)
		got := p.press(form, one+"/harm", "grade="+grade, nil)
		if n := len(got.all("#told li")); n != 1+i/2 {
			t.Errorf("sent %d times: got %d lines", i+1, n)
		}
	}
}

// When the result may be seen, it stands beside which nights that was, with how many.
func TestTheResultSaysBesideWhichNights(t *testing.T) {
	p := mayTest(t, morningOf)
	v, one := p.seals(app.TrialWish{Remedy: "warm-bath", Nights: 28}, 3)
	want := map[int]int{}
	for k := 1; k <= 5; k++ {
		p.now = p.now.AddDate(0, 0, 1) // the morning after night k
		p.tells(one, charley.HarmBothered, nil).lacks("#told", "Beside nights")
		want[v.Sealed.Arms[k-1]]++
	}
	p.livesThrough(v, func(int) int { return 0 }, func(k int) int { return k % 2 })
	got := p.open(one)
	got.says("#told", "5 things were told")
	for arm, name := range map[int]string{1: "Beside nights with it", 0: "Beside nights without it"} {
		for _, row := range got.all("#told .facts div") {
			if text := row.text(); strings.HasPrefix(text, name+" ") && !strings.HasSuffix(text, " "+string(rune('0'+want[arm]))) {
				t.Errorf("got %q, want %d", text, want[arm])
			}
		}
	}
	got.says("#told", "So few days prove nothing")
}

// A clinician who was let in reads what was told, and can neither tell nor end anything.
func TestAClinicianReadsWhatWasTold(t *testing.T) {
	p := anna(t)
	_, one := p.seals(app.TrialWish{Remedy: "warm-bath", Nights: 28}, 3)
	p.tells(one, charley.HarmHelp, url.Values{"what": {"fell on the stairs"}})
	dr := p.joins("Dr Weber", charley.RoleClinician)
	p.press(p.open("/settings/access"), "/settings/access", "", url.Values{"to": {"Dr Weber"}, "role": {"clinician"}, "days": {"30"}})
	dr.showsPasskey()
	got := dr.open(p.diary() + one)
	got.says("#told", "needed help or a doctor. “fell on the stairs”")
	got.count("#told form", 0)
	for _, a := range got.all("a") {
		if strings.HasSuffix(a.attr("href"), "/harm") {
			t.Errorf("they are asked to tell: %s", a.attr("href"))
		}
	}
	dr.do(getRequest(p.diary()+one+"/harm")).says("h1", "This is theirs alone")
}
