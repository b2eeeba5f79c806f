package web

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/diary"
	"charley/measure"
	"charley/trial"
)

// fourWeeks writes down what each of the last 28 nights was like.
func (p *person) fourWeeks(of func(k int, night charley.Night, add func(charley.Kind, map[string]any))) *person {
	p.t.Helper()
	ctx, c := p.owner()
	tonight, _, err := p.app.Tonight(ctx, c)
	if err != nil {
		p.t.Fatal(err)
	}
	var items []app.Item
	add := func(kind charley.Kind, body map[string]any) {
		d, err := diary.NewDraft(kind, body)
		if err != nil {
			p.t.Fatal(err)
		}
		items = append(items, app.Item{ID: charley.NewEntryID(), Draft: d, At: p.now.Add(-time.Hour)})
	}
	for k := range 28 {
		of(k, tonight.Add(k-27), add)
	}
	if _, err := p.app.PutMany(ctx, c, items); err != nil {
		p.t.Fatal(err)
	}
	return p
}

// crampsEvery gives the person 28 nights that were written down, with a cramp in
// every second one.
func (p *person) crampsEvery() *person {
	return p.fourWeeks(func(k int, night charley.Night, add func(charley.Kind, map[string]any)) {
		if k%2 == 0 {
			add(charley.KindEpisode, map[string]any{"what": "cramp", "start": night.Next().String() + "T03:10:00+01:00", "zone": "Europe/Berlin"})
		}
		add(charley.KindMorning, map[string]any{"night": night.String(), "nothing_more": true})
	})
}

// restless gives the person 28 nights without a cramp, told of by how restless they were.
func (p *person) restless() *person {
	return p.fourWeeks(func(k int, night charley.Night, add func(charley.Kind, map[string]any)) {
		add(charley.KindMorning, map[string]any{"night": night.String(), "nothing_more": true, "restless_bother": k % 7})
	})
}

// mayTest is somebody who can test a warm bath: cramps, nothing unsafe, four weeks written down.
func mayTest(t *testing.T, now string) *person {
	p := newPerson(t, now)
	p.app.Patience = time.Minute // a busy machine says nothing about pages
	return p.crampsEvery().asked(nil).noSigns().cramping()
}

// seals puts a test into the diary that is drawn from a seed, and returns where its page is.
func (p *person) seals(w app.TrialWish, seed byte) (app.TrialView, string) {
	p.t.Helper()
	ctx, c := p.owner()
	rec, _ := base(p.t).Remedies().Get(w.Remedy)
	start, _, err := p.app.Tonight(ctx, c)
	if err != nil {
		p.t.Fatal(err)
	}
	before := trial.RunIn{Nights: 14, Logged: 14, EventNights: 7, Events: 7, Mean: 0.5, SD: 0.5}
	plan, err := trial.PlanFor(trial.Wish{Remedy: rec, Offered: true, Pregnant: charley.No, Nights: w.Nights, Blind: w.Blind, Start: start.Next()}, before)
	if err != nil {
		p.t.Fatal(err)
	}
	s, err := trial.Seal(plan, [32]byte{seed})
	if err != nil {
		p.t.Fatal(err)
	}
	text, err := s.Text()
	if err != nil {
		p.t.Fatal(err)
	}
	d, err := diary.NewDraft(charley.KindTrial, map[string]any{
		"night": s.Start.String(), "until": s.Last().String(), "remedy": s.Remedy, "name": rec.Name, "measure": s.Measure, "blind": s.Blind, "sealed": text, "seal": s.Hash,
	})
	if err != nil {
		p.t.Fatal(err)
	}
	sealed, err := p.app.Trials(ctx, c)
	if err != nil {
		p.t.Fatal(err)
	}
	id := charley.EntryID(fmt.Sprintf("019aa000-0000-7000-8000-%012x", len(sealed)+1))
	if _, err := p.app.Put(ctx, c, id, d); err != nil {
		p.t.Fatal(err)
	}
	v, err := p.app.Trial(ctx, c, id)
	if err != nil {
		p.t.Fatal(err)
	}
	return v, testPath(id)
}

// From the remedy to the first morning: it is planned, sealed, said on the first
// page and on both check-ins, and the morning asks whether it was kept to.
func TestATestFromThePlanToTheMorning(t *testing.T) {
	p := mayTest(t, morningOf)
	remedy := p.open("/answers/help/warm-bath")
	to := "/tests/new?remedy=warm-bath"
	remedy.count(`a[href="`+to+`"]`, 1)
	plan := p.open(to)
	plan.says("h1", "Test: Warm bath")
	plan.says(".verdict", "56 nights, by lot for each evening")
	plan = p.open(plan.first(".chips a").attr("href"))
	plan.says(".verdict", "28 nights")
	one, _, _ := strings.Cut(p.submit(plan, "/tests", "", nil).location, "?")
	if !strings.HasPrefix(one, "/tests/") {
		t.Fatalf("got sent on to %q", one)
	}
	again, _, _ := strings.Cut(p.submit(plan, "/tests", "", nil).location, "?")
	if again != one || len(p.entries(charley.KindTrial)) != 1 {
		t.Errorf("got %q and %d tests when the button was pressed twice", again, len(p.entries(charley.KindTrial)))
	}
	drawn := p.open(one).first(".tonight b").text()
	if !strings.HasPrefix(drawn, "Tonight with") && !strings.HasPrefix(drawn, "Tonight without") {
		t.Fatalf("got %q", drawn)
	}
	for _, page := range []string{"/", "/morning", "/tests"} {
		if got := p.open(page); !strings.Contains(got.raw, drawn) {
			t.Errorf("%s does not say %q", page, drawn)
		}
	}
	p.setClock("2026-11-23T20:00:00+01:00")
	p.open("/evening").says(".tonight", drawn)

	p.setClock("2026-11-24T07:30:00+01:00")
	morning := p.open("/morning")
	if n := len(morning.all(`input[name="followed"]`)); n != 3 {
		t.Fatalf("got %d answers to whether it was kept to, want yes, no and none", n)
	}
	p.press(morning, "/morning", "do=nothing", url.Values{"followed": {"yes"}})
	entries := p.entries(charley.KindMorning)
	if m := entries[len(entries)-1].Morning(); m.Followed != charley.Yes || m.NothingMore != charley.Yes {
		t.Errorf("got followed %v, nothing more %v", m.Followed, m.NothingMore)
	}
	if got := p.open(one); !strings.Contains(got.raw, "1 of 1") {
		t.Error("the test does not say that one night of one was kept to")
	}
}

// One tap says that nothing happened; that is no word about the test.
func TestAQuietNightDoesNotSayThatThePlanWasKept(t *testing.T) {
	p := mayTest(t, morningOf)
	p.seals(app.TrialWish{Remedy: "warm-bath", Nights: 28}, 3)
	p.setClock("2026-11-24T07:30:00+01:00")
	p.press(p.open("/morning"), "/morning", "do=nothing", nil)
	entries := p.entries(charley.KindMorning)
	if m := entries[len(entries)-1].Morning(); m.Followed != charley.Unknown {
		t.Errorf("got followed %v", m.Followed)
	}
}

// Until it is over, no page says how a test goes.
func TestNoResultBeforeTheEnd(t *testing.T) {
	p := mayTest(t, morningOf)
	_, one := p.seals(app.TrialWish{Remedy: "warm-bath", Nights: 28}, 3)
	p.setClock("2026-12-05T08:30:00+01:00")
	got := p.open(one)
	got.count(".lanes", 0)
	got.count(".effect", 0)
	got.count(".verdict", 0)
}

// livesThrough writes down the nights of a test, with so many cramps on a night with the
// remedy and on one without, and lets its time pass.
func (p *person) livesThrough(v app.TrialView, with, without func(k int) int) {
	p.t.Helper()
	ctx, c := p.owner()
	var items []app.Item
	add := func(kind charley.Kind, body map[string]any) {
		d, err := diary.NewDraft(kind, body)
		if err != nil {
			p.t.Fatal(err)
		}
		items = append(items, app.Item{ID: charley.NewEntryID(), Draft: d, At: p.now})
	}
	for i, arm := range v.Sealed.Arms {
		night, cramps := v.Sealed.Start.Add(i), without(i)
		if arm == 1 {
			cramps = with(i)
		}
		for j := range cramps {
			add(charley.KindEpisode, map[string]any{"what": "cramp", "start": fmt.Sprintf("%sT03:%02d:00Z", night.Next(), j), "zone": "UTC", "night": night.String()})
		}
		add(charley.KindMorning, map[string]any{"night": night.String(), "nothing_more": true, "followed": i%5 > 0})
	}
	p.now = p.now.AddDate(0, 0, len(v.Sealed.Arms)+1)
	if _, err := p.app.PutMany(ctx, c, items); err != nil {
		p.t.Fatal(err)
	}
}

// A result is one plain sentence, the picture with words and a table behind it, and
// what it rests on; what only programs ask for is not on the page.
func TestWhatCameOutOfATest(t *testing.T) {
	p := mayTest(t, morningOf)
	v, one := p.seals(app.TrialWish{Remedy: "warm-bath", Nights: 112}, 3)
	p.livesThrough(v, func(k int) int { return k % 9 / 8 }, func(k int) int { return k % 3 })
	g := p.open(one)
	g.says(".verdict", "Very likely helps you.")
	g.says(".facts", "89 of 112")
	g.says(".facts", "not hidden")
	g.count(".lanes svg", 2)
	for _, picture := range []string{".lanes svg", ".effect svg"} {
		if words := g.first(picture).attr("aria-label"); len(words) < 40 {
			t.Errorf("%s: got the words %q", picture, words)
		}
	}
	if n := len(g.all("tbody tr")); n != 112 {
		t.Errorf("got %d rows behind the picture, want every night", n)
	}
	for _, never := range []string{"sceptic", "wealth", "k-hat", "NaN", "before and after"} {
		if strings.Contains(strings.ToLower(g.raw), strings.ToLower(never)) {
			t.Errorf("the page says %q", never)
		}
	}
	wellMade(t, one, g)
	p.isLight(one, len(p.do(packed(g.first(`link[rel="stylesheet"]`).attr("href"))).raw))
	p.open("/tests").says(".rows", "Very likely helps you.")
}

// Where nobody can tell, the page says so, and how long a new test would have to be.
func TestCannotTellIsAResult(t *testing.T) {
	p := mayTest(t, morningOf)
	v, one := p.seals(app.TrialWish{Remedy: "warm-bath", Nights: 28}, 3)
	p.livesThrough(v, func(k int) int { return k % 2 }, func(k int) int { return k % 3 % 2 })
	g := p.open(one)
	g.says(".verdict", "Cannot tell.")
	g.says(".do", "A new test starts from nothing")
}

var hashes = regexp.MustCompile(`[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16}`)

// What is in the bottles is on the helper's list, and nowhere else: two tests that
// differ only in what was drawn look alike on every other page.
func TestOnlyTheHelperSeesTheList(t *testing.T) {
	var seen [2]map[string]string
	var lists [2]string
	wish := app.TrialWish{Remedy: "vitamin-k2", Blind: charley.BlindHelper}
	for i, seed := range []byte{1, 2} {
		p := mayTest(t, morningOf)
		v, one := p.seals(wish, seed)
		p.setClock("2026-12-19T08:30:00+01:00")
		p.tells(one, charley.HarmBothered, url.Values{"what": {"a rash"}}) // what was told is beside nights of which nobody knows
		p.setClock("2026-12-20T08:30:00+01:00")
		seen[i] = map[string]string{}
		for _, page := range []string{one + "/harm", "/share/report", "/share/report.txt", "/", "/morning", "/evening", "/nights", "/nights/2026-12-18", "/tests", one, one + "/list", "/entries/" + string(v.ID), "/now/pack", "/answers/help/vitamin-k2"} {
			got := p.open(page)
			seen[i][page] = hashes.ReplaceAllString(got.raw, "")
			if strings.Contains(got.raw, v.Sealed.Seed) {
				t.Errorf("%s gives away the seed", page)
			}
		}
		list := p.post(one+"/list", nil)
		if rows := list.all("tbody tr"); list.status != http.StatusOK || len(rows) != len(v.Sealed.HelperList()) {
			t.Fatalf("got %d rows with status %d, want %d", len(rows), list.status, len(v.Sealed.HelperList()))
		}
		if list.header.Get("Cache-Control") != "no-store" {
			t.Errorf("the list may be kept: %q", list.header.Get("Cache-Control"))
		}
		lists[i] = list.first("tbody").text()
	}
	if lists[0] == lists[1] {
		t.Fatal("both tests drew the same: the comparison says nothing")
	}
	for page, text := range seen[0] {
		if text != seen[1][page] {
			t.Errorf("%s tells what was drawn: %s", page, firstDifference(text, seen[1][page]))
		}
	}
}

func firstDifference(a, b string) string {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return a[max(0, i-60):min(len(a), i+60)]
		}
	}
	return "one is longer"
}

// A test that hides nothing has no list.
func TestAnOpenTestHasNoList(t *testing.T) {
	p := mayTest(t, morningOf)
	_, one := p.seals(app.TrialWish{Remedy: "warm-bath", Nights: 28}, 3)
	if got := p.post(one+"/list", nil); got.status != http.StatusNotFound {
		t.Errorf("got %d", got.status)
	}
}

// The picture of the nights marks what was drawn, and nothing of the nights to come.
func TestTheNightsOfATestAreMarked(t *testing.T) {
	p := mayTest(t, morningOf)
	v, _ := p.seals(app.TrialWish{Remedy: "warm-bath", Nights: 28}, 3)
	p.setClock("2026-12-01T20:30:00+01:00")
	g := p.open("/nights")
	for k := 1; k <= 8; k++ {
		night := v.Sealed.Start.Add(k - 1)
		want := map[int]string{1: ".test-with", 0: ".test-without"}[v.Sealed.Arms[k-1]]
		if n := len(g.all("#n" + night.String() + " " + want)); n != 1 {
			t.Errorf("night %d: got %d of %s", k, n, want)
		}
	}
	if n := len(g.all(".plot .test-with")) + len(g.all(".plot .test-without")); n != 8 {
		t.Errorf("got %d marked nights, want the eight so far", n)
	}
	if !strings.Contains(g.first("tbody").text(), "without it") {
		t.Error("the table does not say what was drawn")
	}
}

// While a warning sign stands nobody is told to go on.
func TestAWarningSignPausesATest(t *testing.T) {
	p := mayTest(t, morningOf)
	_, one := p.seals(app.TrialWish{Remedy: "warm-bath", Nights: 28}, 3)
	p.says(map[string]any{"swelling": "one_leg"})
	for _, page := range []string{"/", "/morning", "/evening", "/tests", one, "/now/pack"} {
		if got := p.open(page); strings.Contains(got.raw, "Tonight with") {
			t.Errorf("%s still says what was drawn", page)
		}
	}
	p.open(one).says(".alarm", "Paused")
	p.setClock("2026-11-24T07:30:00+01:00")
	morning := p.open("/morning")
	morning.count(`input[name="followed"]`, 0)
	morning.says(".tonight", "Leave it off for now: Warm bath")
}

// Everything that package trial can say has its words.
func TestTrialsHaveTheirWords(t *testing.T) {
	w := english(t)
	var keys []string
	for _, r := range trial.Reasons() {
		keys = append(keys, "refuse."+string(r))
	}
	for _, a := range trial.Advices() {
		keys = append(keys, "advice."+string(a))
	}
	for _, m := range measure.All() {
		keys = append(keys, "measure."+m.ID, "plan.rate."+m.ID)
	}
	for _, u := range []string{trial.UnitNight, trial.UnitBlock, trial.UnitPeriod} {
		keys = append(keys, "tests.unit."+u)
	}
	for _, why := range []string{app.PauseFlag, app.PauseGate, app.PauseCheck, app.PauseTold, app.PauseHarm} {
		keys = append(keys, "paused."+why, "paused.go."+why)
	}
	for _, key := range keys {
		if !w.Has(key) {
			t.Errorf("there is no text for %s", key)
		}
	}
}

// A first evening that is over is refused beside its field, and the plan stays.
func TestATestCannotBeginInThePast(t *testing.T) {
	p := mayTest(t, morningOf)
	got := p.submit(p.open("/tests/new?remedy=warm-bath&nights=28"), "/tests", "", url.Values{"start": {"2026-11-01"}})
	if got.status != http.StatusUnprocessableEntity {
		t.Errorf("got %d", got.status)
	}
	got.says(".wrong", "tonight or later")
	got.says(".verdict", "28 nights")
	if n := len(p.entries(charley.KindTrial)); n != 0 {
		t.Errorf("got %d tests", n)
	}
}

// Who has no cramps is not told that there is too little to count: what they do write
// down is counted, and a measure that cannot be is changed on the page that says so.
func TestATestCountsWhatThereIsToCount(t *testing.T) {
	p := newPerson(t, morningOf)
	p.app.Patience = time.Minute
	p.restless().asked(nil).noSigns().cramping()
	plan := p.open("/tests/new?remedy=warm-bath")
	plan.says(".verdict", "nights")
	plan.says(".choose [aria-current]", "bad nights")
	refused := p.open("/tests/new?remedy=warm-bath&measure=cramps")
	refused.says(".do", "too little to count")
	refused.says(".choose a", "how restless, 0 to 10")
}

// What speaks against a test is told in full.
func TestARefusalTellsEverything(t *testing.T) {
	p := newPerson(t, morningOf)
	p.asked(nil).noSigns().cramping().says(map[string]any{"swelling": "one_leg"})
	got := p.open("/tests/new?remedy=warm-bath")
	got.says(".do", "That comes before any test.")
	got.says(".do", "Too few nights are written down")
}

// The first guess counts. A second one, made when the result is known, is told so.
func TestASecondGuessIsNotTaken(t *testing.T) {
	p := mayTest(t, morningOf)
	v, one := p.seals(app.TrialWish{Remedy: "vitamin-k2", Nights: 28, Blind: charley.BlindHelper}, 3)
	p.now = p.now.AddDate(0, 0, v.Sealed.Nights+2)
	if got := p.post(one+"/guess", url.Values{"guess": {charley.GuessRemedy}}); got.status != http.StatusSeeOther {
		t.Fatalf("got %d", got.status)
	}
	got := p.post(one+"/guess", url.Values{"guess": {charley.GuessComparison}})
	if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.raw, "Your first guess counts") {
		t.Errorf("got %d without a word that the first guess counts", got.status)
	}
}

// A test that was ended early says why it has to be surer.
func TestATestEndedEarlySaysWhatItAsksFor(t *testing.T) {
	p := mayTest(t, morningOf)
	v, one := p.seals(app.TrialWish{Remedy: "warm-bath", Nights: 112}, 3)
	began := p.now
	p.livesThrough(v, func(int) int { return 0 }, func(k int) int { return k % 3 })
	p.now = began.AddDate(0, 0, 60)
	p.post(one+"/stop", url.Values{"why": {charley.EndedStopped}})
	p.open(one).says("main", "It was ended early, after night")
}

// Whoever ends a test and draws another for the same reads that beside the result.
func TestAResultSaysThatItWasDrawnBefore(t *testing.T) {
	p := mayTest(t, morningOf)
	_, first := p.seals(app.TrialWish{Remedy: "warm-bath", Nights: 28}, 3)
	p.now = p.now.AddDate(0, 0, 4)
	p.post(first+"/stop", url.Values{"why": {charley.EndedStopped}})
	v, one := p.seals(app.TrialWish{Remedy: "warm-bath", Nights: 28}, 4)
	p.livesThrough(v, func(k int) int { return k % 2 }, func(k int) int { return k % 3 })
	p.open(one).says(".facts", "Drawn anew before")
}

func TestANewTestHasALengthThatIsOffered(t *testing.T) {
	p := trial.Plan{Nights: 56, Period: 1, Block: 1}
	for nights, want := range map[int]int{20: 28, 57: 84, 112: 112, 113: 140, 364: 364, 365: 392} {
		if got := newLength(p, nights); got != want {
			t.Errorf("%d nights: got %d, want %d", nights, got, want)
		}
	}
}

// Where the nights so far say that it harms, nobody is told to go on with it.
func TestHarmPausesATest(t *testing.T) {
	p := mayTest(t, morningOf)
	v, one := p.seals(app.TrialWish{Remedy: "warm-bath", Nights: 56}, 3)
	began := p.now
	p.livesThrough(v, func(int) int { return 3 }, func(k int) int { return k % 7 / 6 })
	p.now = began.AddDate(0, 0, 50)
	p.noSigns().cramping()
	g := p.open(one)
	g.says(".alarm", "likely to make things worse")
	if len(g.all("details[open] form")) != 1 {
		t.Error("how to end it is folded away")
	}
	for _, page := range []string{"/", "/morning", "/evening"} {
		p.open(page).says(".tonight", "Leave it off for now: Warm bath")
	}
	for _, page := range []string{"/", "/morning", "/evening", "/tests", one, "/now/pack"} {
		got := p.open(page).raw
		if strings.Contains(got, "Tonight with") || strings.Contains(got, "Tonight: ") {
			t.Errorf("%s still says what was drawn", page)
		}
		if page == "/now/pack" && !strings.Contains(got, "Leave it off for now") {
			t.Error("a phone without a network does not say to leave it off")
		}
	}
}
