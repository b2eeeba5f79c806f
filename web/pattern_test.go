package web

import (
	"errors"
	"math"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/cause"
	"charley/diary"
	"charley/measure"
)

// seeks is somebody who may test a warm bath, with a search that finds what is given.
func seeks(t *testing.T, found cause.Patterns) *person {
	p := mayTest(t, morningOf)
	p.app.SearchPatterns = func(cause.Series, cause.Options) (cause.Patterns, error) { return found, nil }
	return p
}

// pattern is a finding with figures that differ all.
func pattern(id string, tier cause.Tier, way string) cause.Pattern {
	sure := 0.86
	return cause.Pattern{
		Exposure: id, Probability: &sure, Tier: tier, Direction: way, With: 1, Ratio: &cause.Interval{Median: 1.9, Lo: 1.25, Hi: 2.9},
		Per20With: &cause.Per20{Mid: 11.2, Lo: 8.6, Hi: 13.4}, Per20Without: &cause.Per20{Mid: 7.3, Lo: 4.6, Hi: 9.7},
		Exposed: 30, BadExposed: 17, Unexposed: 44, BadUnexposed: 15, NotAsked: 2, Reverse: &cause.Reverse{Probability: 0.1}, Form: cause.FormDay,
	}
}

func patternsOf(all ...cause.Pattern) cause.Patterns {
	out := cause.Patterns{Outcome: measure.Count, Nights: 76, Missing: 14, Bad: 32, Good: 44, Limit: 1, Found: all, Models: 412}
	for _, f := range all {
		out.LookedAt = append(out.LookedAt, f.Exposure)
	}
	return out
}

// Every number on the page is one that was found, in whole nights, with what it rests on.
func TestTheNumbersOnThePageAreThoseThatWereFound(t *testing.T) {
	bath := pattern("warm_bath", cause.VeryLikely, cause.Fewer)
	bath.Ratio, bath.Per20With, bath.Per20Without = &cause.Interval{Median: 0.62, Lo: 0.42, Hi: 0.9}, &cause.Per20{Mid: 6, Lo: 4, Hi: 8}, &cause.Per20{Mid: 10, Lo: 8, Hi: 12}
	p := seeks(t, patternsOf(pattern("hard_floor", cause.VeryLikely, cause.More), bath))
	got := p.open("/answers/why")
	got.says("h1", "What brings it on · 76 nights")
	got.says(".verdict", "More cramps after a day on hard floors or sand . Fewer cramps after a warm bath .")
	got.says("#x-hard_floor", "If it is linked: on 20 nights after a day on hard floors or sand about 11 had a cramp (9 to 13), without it 7 (5 to 10).")
	got.says("#x-hard_floor details .hint", "The middle of “times as many” is told for the case that it is linked.")
	got.says("#x-hard_floor", "30 nights with it, 17 of them bad; 44 without, 15 of them bad; not known on 2.")
	got.says("#x-hard_floor dd", "86 in 100")
	got.says("#x-hard_floor dd", "1.9 (1.3 to 2.9)")
	got.says("#x-hard_floor dd", "10 in 100")
	got.says("#x-warm_bath", "If it is linked: on 20 nights after a warm bath about 6 had a cramp (4 to 8), without it 10 (8 to 12).")
	got.says("#x-warm_bath .status", "fewer cramps")
	const test = "/tests/new?measure=cramps&remedy=warm-bath"
	got.count(`#x-warm_bath a[href="`+test+`"]`, 1)
	p.open(test).says("h1", "Test: Warm bath")
	got.says("tbody", "Hard floors or sand Very likely linked 1.9 (1.3 to 2.9) 17 of 30 15 of 44 2")
	got.says("details .hint", "Looked at: Hard floors or sand and Warm bath. 412 ways to put them together were weighed.")
	got.says(".do", "A pattern is not proof.")
	got.count(".forest .more", 1)
	got.count(".forest .fewer", 1)
	got.says("#standing", "What may stand behind it")
	got.count("#usual", 1)
}

// What is not in the two upper tiers is nowhere told as if it were linked.
func TestOnlyTheUpperTiersAreNamed(t *testing.T) {
	few, nights := pattern("alcohol", cause.CannotTell, cause.More), 34
	few.Why, few.Exposed, few.Amount = cause.WhyFewWith, 3, true
	open := pattern("fluids", cause.CannotTell, cause.More)
	open.MoreNights, open.Amount, open.Cut = &nights, true, 1.25
	after := pattern("poor_sleep", cause.FollowsBadNights, cause.More)
	after.Reverse.Stronger = true
	same := pattern("stretching", cause.AlwaysTheSame, "")
	same.Probability, same.Ratio, same.Unexposed = nil, nil, 0
	got := seeks(t, patternsOf(after, open, few, pattern("magnesium_food", cause.Harmless, ""), same)).open("/answers/why")
	got.says(".verdict", "Nothing stands out so far.")
	got.count(".named", 0)
	got.count(".finding a", 0)
	got.says("#follows_bad_nights", "after bad nights rather than before them")
	got.says("#cannot_tell", "About 30 more nights would do, if it matters a lot.")
	got.says("#cannot_tell", "Only 3 nights with it so far. It takes 6 to compare.")
	got.says("#harmless", "make little difference")
	got.says("#always_the_same", "Only leaving it out for a while can tell.")
	got.says("tbody", "Drinks, above 1.25 litres Cannot tell yet")
	if strings.Contains(got.first("#cannot_tell").text(), "On 20 nights") {
		t.Error("got a figure of what cannot be told from chance")
	}
	for _, said := range []string{"after alcohol", "after a night of bad sleep", "after more than 1.25 litres"} {
		if strings.Contains(got.first(".verdict").text(), said) {
			t.Errorf("got %q in the verdict", said)
		}
	}
}

func TestPossibleFindingsAreTakenBackInWords(t *testing.T) {
	sat := pattern("sitting", cause.Possible, cause.More)
	sat.Amount, sat.Cut, sat.With, sat.Without, sat.Form, sat.CountsAsOneAs = true, 6, 10, 4.2, cause.FormTwoDays, []string{"standing"}
	got := seeks(t, patternsOf(sat)).open("/answers/why")
	got.says(".verdict", "Perhaps more cramps after more than 6 hours of sitting .")
	got.says(".named h2", "worth a test")
	got.says("#x-sitting", "If it is linked: on 20 nights after more than 6 hours of sitting about 11 had a cramp (9 to 13), on 20 others 7 (5 to 10).")
	got.says("#x-sitting", "It counts as one with “On your feet”")
	got.says("#x-sitting", "over two days")
	got.says("#x-sitting dd", "10 and 4.2 hours")
	got.count(".forest .maybe-more", 1)
}

// What is counted is chosen by links, and what a bad night is then is said beside the figures.
func TestWhatIsCountedCanBeChosen(t *testing.T) {
	for id, want := range map[string]string{
		"cramps": "A bad night here is one that had a cramp.", "bad_night": "A bad night means any cramp", "bother": "restless at 4 of 10 or more",
		"intensity": "had a cramp of 4 of 10 or more", "sleep_lost": "lost 4 minutes of sleep or more", "": "had a cramp", "nothing-known": "had a cramp",
	} {
		found := patternsOf(pattern("hard_floor", cause.VeryLikely, cause.More))
		if found.Limit = 4; id == "cramps" {
			found.Limit = 1
		}
		p := seeks(t, found)
		got := p.open("/answers/why?measure=" + id)
		got.says("main .hint", want)
		got.count(`.choose [aria-current]`, 1)
		got.count(`.choose a`, 5)
		if known := id != "" && id != "nothing-known"; known {
			got.count(`.choose a[href="/answers/why?measure=`+id+`"]`, 1)
		}
	}
}

// Before the gates nothing is ranked, and each gate says what it lacks.
func TestBeforeTheGatesThePageSaysWhatIsMissing(t *testing.T) {
	early := patternsOf(pattern("hard_floor", cause.CannotTell, ""))
	early.TooEarly, early.Nights, early.Bad, early.Good, early.Lacks = true, 31, 5, 26, cause.Lacks{Nights: 14, Bad: 3}
	got := seeks(t, early).open("/answers/why")
	got.says(".progress", "31 of 45 nights")
	got.says(".progress", "5 of 8 bad nights")
	got.says(".progress", "26 good nights: enough")
	for _, none := range []string{".finding", ".forest", ".verdict", ".named", "tbody"} {
		got.count(none, 0)
	}
}

// Where nothing was compared yet, nothing is said of what there was to compare.
func TestBeforeTheGatesOnlyHowDaysAreToldIsWarnedOf(t *testing.T) {
	early := patternsOf()
	early.TooEarly, early.Nights, early.Bad, early.Good, early.Lacks = true, 1, 0, 1, cause.Lacks{Nights: 44, Bad: 8, Good: 7}
	early.Warnings = []cause.Warning{{Code: cause.WarnSameAlways}, {Code: app.ToldAfterwards}, {Code: cause.WarnConstant, Exposures: []string{"stretching"}}}
	got := seeks(t, early).open("/answers/why")
	got.count(".warnings li", 1)
	got.says(".warnings", "told only once something of the night was known")
	early.Warnings = early.Warnings[:1]
	seeks(t, early).open("/answers/why").count(".warnings", 0)
}

// Without any value there is no middle one, and no number is made up for it.
func TestABadNightWithoutALimitHasWords(t *testing.T) {
	for _, p := range []*person{newPerson(t, morningOf), mayTest(t, morningOf)} {
		got := p.open("/answers/why?measure=sit_still")
		got.says("#patterns", "There is no value yet.")
		got.lacks("main", "NaN")
	}
}

// A page that waits looks again once by itself, without script, and then no more.
func TestThePageLooksAgainOnce(t *testing.T) {
	p := seeks(t, patternsOf())
	p.app.Patience = time.Nanosecond
	done := make(chan bool)
	p.app.SearchPatterns = func(cause.Series, cause.Options) (cause.Patterns, error) { <-done; return patternsOf(), nil }
	t.Cleanup(func() { close(done) })
	got := p.open("/answers/why?measure=bad_night")
	got.says(`[role="status"]`, "Being worked out")
	if again := got.header.Get("Refresh"); again != "5; url=/answers/why?measure=bad_night&again=1" {
		t.Errorf("got %q", again)
	}
	got = p.open("/answers/why?measure=bad_night&again=1")
	got.says(`[role="status"]`, "longer than usual")
	if again := got.header.Get("Refresh"); again != "" {
		t.Errorf("got %q", again)
	}
	got.count("#standing", 1)
}

func TestASearchThatFailsLeavesTheRestOfThePage(t *testing.T) {
	p := mayTest(t, morningOf)
	p.app.SearchPatterns = func(cause.Series, cause.Options) (cause.Patterns, error) {
		return cause.Patterns{}, errors.New("made to fail")
	}
	got := p.open("/answers/why")
	got.says("#patterns", "could not be worked out")
	got.count("#standing", 1)
	got.count("#cramps", 1)
}

// What was not exact enough to be told is not told as if nothing had been found.
func TestWhatIsWithheldIsNotNothing(t *testing.T) {
	found := patternsOf(pattern("hard_floor", cause.CannotTell, ""))
	found.Found[0].Why, found.Warnings = cause.WhyWithheld, []cause.Warning{{Code: cause.WarnWithheld}}
	got := seeks(t, found).open("/answers/why")
	got.says("#patterns", "not exact enough to be told")
	got.count(".verdict", 0)
}

// Where the nights are too regular for the model, the figures of 20 nights are what was
// counted, and suppose nothing.
func TestSharesThatWereCountedSupposeNothing(t *testing.T) {
	one := pattern("hard_floor", cause.VeryLikely, cause.More)
	one.Per20With, one.Per20Without = &cause.Per20{Mid: 20 * 17.0 / 30, Lo: 7.8, Hi: 14.5}, &cause.Per20{Mid: 20 * 15.0 / 44, Lo: 4.4, Hi: 9.8}
	one.Counted = true
	found := patternsOf(one)
	found.Warnings = []cause.Warning{{Code: cause.WarnMisfit, Text: "for tables"}}
	got := seeks(t, found).open("/answers/why")
	got.says(".verdict", "More cramps after a day on hard floors or sand .")
	got.says("#x-hard_floor", "30 nights with it, 17 of them bad; 44 without, 15 of them bad; not known on 2.")
	got.says("#x-hard_floor dd", "1.9 (1.3 to 2.9)")
	got.count(".forest .more", 1)
	got.says(".warnings", "for some exposures the figures of 20 nights are plain shares of what was counted.")
	got.says("#x-hard_floor", "On 20 nights after a day on hard floors or sand about 11 had a cramp (8 to 15), without it 7 (4 to 10).")
	got.lacks("#x-hard_floor", "If it is linked: on")
	found.Found[0].Counted, found.Found[0].Per20With.Mid = false, 11 // another finding's, which the model made
	seeks(t, found).open("/answers/why").says("#x-hard_floor", "If it is linked: on 20 nights")
}

// What is all but sure supposes nothing either, and without a figure the counts stand.
func TestAFigureSupposesTheLinkUntilItIsAllButSure(t *testing.T) {
	sure, one, none := 0.98, pattern("hard_floor", cause.VeryLikely, cause.More), pattern("warm_bath", cause.VeryLikely, cause.More)
	one.Probability, none.Per20With = &sure, nil
	got := seeks(t, patternsOf(one, none, pattern("magnesium_food", cause.Harmless, ""))).open("/answers/why")
	for _, id := range []string{"#x-hard_floor", "#x-magnesium_food"} {
		got.says(id, "On 20 nights")
		got.lacks(id, "If it is linked")
	}
	got.lacks("#x-warm_bath", "20 nights")
	got.says("#x-warm_bath", "30 nights with it, 17 of them bad")
}

// Two tests at a time blur each other: while one runs no other is offered.
func TestNoTestIsOfferedWhileAnotherRuns(t *testing.T) {
	p := seeks(t, patternsOf(pattern("warm_bath", cause.VeryLikely, cause.Fewer)))
	p.seals(app.TrialWish{Remedy: "stretch-before-bed", Nights: 28}, 7)
	got := p.open("/answers/why")
	got.says("#x-warm_bath", "A test would tell, after the test that runs: Warm bath")
	got.count("#x-warm_bath .primary", 0)
	got.count(`#x-warm_bath a[href="/answers/help/warm-bath"]`, 1)
}

// What would have shown by now needs no more nights, and names none that would help.
func TestWhatWouldHaveShownByNow(t *testing.T) {
	open, none := pattern("fluids", cause.CannotTell, ""), 0
	open.MoreNights = &none
	got := seeks(t, patternsOf(open)).open("/answers/why")
	got.says("#cannot_tell", "If it mattered a lot, it would most likely have shown by now.")
	if strings.Contains(got.raw, "Grey means") || strings.Contains(got.raw, " 0 more nights") {
		t.Error("got nights that are needed where none are")
	}
}

// What to do is said only where it goes with what was found.
func TestWhatToDoFollowsWhatWasFound(t *testing.T) {
	for _, tc := range []struct{ exposure, way, want string }{
		{"joint_pain", cause.More, "what may be done for the pain"},
		{"joint_pain", cause.Fewer, "A pattern is no reason to begin with it."},
		{"magnesium_food", cause.Fewer, "Eat nuts, seeds, beans"},
		{"magnesium_food", cause.More, "here it goes with worse nights"},
	} {
		got := seeks(t, patternsOf(pattern(tc.exposure, cause.VeryLikely, tc.way))).open("/answers/why")
		got.says("#x-"+tc.exposure, tc.want)
	}
}

// Two that count as one are one in the sentence.
func TestTwoThatCountAsOneAreNamedOnce(t *testing.T) {
	one, other := pattern("hard_floor", cause.VeryLikely, cause.More), pattern("hard_strain", cause.VeryLikely, cause.More)
	one.CountsAsOneAs, other.CountsAsOneAs = []string{"hard_strain"}, []string{"hard_floor"}
	got := seeks(t, patternsOf(one, other)).open("/answers/why")
	if said := got.first(".verdict").text(); !strings.Contains(said, "hard floors or sand") || strings.Contains(said, "hard on the legs") {
		t.Errorf("got %q", said)
	}
	got.says("#x-hard_floor", "It counts as one with “Hard on the legs”")
}

// While a warning sign stands nothing is named, here and on the nights.
func TestNothingIsNamedBesideAWarningSign(t *testing.T) {
	p := seeks(t, patternsOf(pattern("hard_floor", cause.VeryLikely, cause.More)))
	p.says(map[string]any{"swelling": "one_leg"})
	got := p.open("/answers/why")
	got.count(".finding", 0)
	if strings.Contains(got.raw, "hard floors") {
		t.Error("got a finding beside a warning sign")
	}
	p.open("/nights").count(".marked", 0)
}

// Whatever a search can say, the page has words for it.
func TestThereAreWordsForAllThatASearchSays(t *testing.T) {
	w := english(t)
	want := func(key string) {
		if !w.Has(key) {
			t.Errorf("there is no text %s", key)
		}
	}
	for _, code := range []string{
		cause.WarnConstant, cause.WarnCollinear, cause.WarnFewNights, cause.WarnNoEvents, cause.WarnSameAlways, cause.WarnNotAsked, cause.WarnSearch, cause.WarnMisfit, "told_afterwards",
	} {
		want("pattern.warning." + code)
	}
	for _, m := range measure.All() {
		for _, key := range []string{"pattern.bad.", "pattern.one.", "pattern.more.", "pattern.fewer."} {
			want(key + m.ID)
		}
	}
	for _, tier := range cause.Tiers() {
		want("tier." + string(tier))
		if !tier.Named() {
			want("tier.lead." + string(tier))
		}
	}
	for _, f := range cause.Forms() {
		if f != cause.FormDay {
			want("pattern.form." + string(f))
		}
	}
	for _, why := range []string{cause.WhyTooEarly, cause.WhyWithheld} {
		want("pattern.open." + why)
	}
	for _, key := range w.Keys() {
		if !strings.HasPrefix(key, "pattern.") && !strings.HasPrefix(key, "tier.") && !strings.HasPrefix(key, "sure.") {
			continue
		}
		said := strings.ToLower(w.T(key))
		for _, never := range []string{"cause", "you have", "proves", "proven", "trigger"} {
			if strings.Contains(said, never) {
				t.Errorf("%s says %q", key, said)
			}
		}
		if strings.Contains(said, "proof") && key != "pattern.not" {
			t.Errorf("%s says %q", key, said)
		}
	}
}

// A page with thirty things that were looked at, twelve of them linked, stays light.
func TestManyFindingsAreLight(t *testing.T) {
	var all []cause.Pattern
	for i, x := range base(t).Exposures().All() {
		tier := cause.CannotTell
		if i < 12 {
			tier = cause.VeryLikely
		}
		all = append(all, pattern(x.ID, tier, cause.More))
	}
	p := seeks(t, patternsOf(all...))
	sheet := p.do(packed(p.open("/").first(`link[rel="stylesheet"]`).attr("href")))
	p.isLight("/answers/why", len(sheet.raw))
	got := p.open("/answers/why")
	got.count(".forest div div", mostRows)
	got.says(".forest .hint", "more are in the table")
}

// Days are marked beside their nights: a disc for yes, a ring for no, nothing where
// nobody said.
func TestDaysAreMarkedBesideTheirNights(t *testing.T) {
	drink := pattern("alcohol", cause.CannotTell, "")
	drink.Amount, drink.Cut = true, 1
	p := seeks(t, patternsOf(pattern("hard_floor", cause.VeryLikely, cause.More), drink))
	p.fourWeeks(func(k int, night charley.Night, add func(charley.Kind, map[string]any)) {
		if k%4 != 3 {
			add(charley.KindEvening, map[string]any{"night": night.String(), "exposures": map[string]any{"hard_floor": k%4 == 0, "alcohol": k % 3}})
		}
	})
	for _, tc := range []struct {
		address   string
		yes, no   int
		name, row string
	}{
		{"/nights", 7, 14, "Hard floors or sand", "yes"},
		{"/nights?with=alcohol", 7, 14, "Alcohol, above 1 drinks", "no"},
		{"/nights?with=none", 0, 0, "", ""},
		{"/nights?with=nobody-knows", 0, 0, "", ""},
	} {
		got := p.open(tc.address)
		got.count(".day-yes", tc.yes+min(tc.yes, 1)) // and one in the legend
		got.count(".day-no", tc.no+min(tc.no, 1))
		if tc.name != "" {
			got.says("thead", tc.name)
			got.says(".legend", tc.name)
			got.says("tbody", tc.row)
			got.says("tbody", "not known")
		} else {
			got.count(".marked", 0)
		}
		got.says(`select[name="with"] [selected]`, strings.Split(tc.name+",", ",")[0])
	}
	links := []string{}
	for _, a := range p.open("/nights?with=alcohol").all(".periods a") {
		links = append(links, a.attr("href"))
	}
	if !slices.ContainsFunc(links, func(l string) bool {
		u, err := url.Parse(l)
		return err == nil && u.Query().Get("with") == "alcohol" && u.Query().Has("month")
	}) {
		t.Errorf("got %v, want the choice kept", links)
	}
}

// An amount is marked as the search divides its days, and not before that.
func TestAnAmountIsMarkedAsTheSearchDividesIt(t *testing.T) {
	drinks := pattern("fluids", cause.VeryLikely, cause.Fewer)
	drinks.Amount, drinks.Cut = true, 1.5
	answers := []any{true, false, 2.0, 1.0, 0.0, 1.5, 1.6}
	var searched cause.Series
	drank := func(found cause.Patterns) page {
		p := mayTest(t, morningOf)
		p.app.SearchPatterns = func(s cause.Series, _ cause.Options) (cause.Patterns, error) { searched = s; return found, nil }
		p.drank(answers)
		return p.open("/nights?with=fluids")
	}
	got := drank(patternsOf())
	got.count(".marked", 0)
	got.says("form.marking", "not worked out yet")
	got.says(`select[name="with"] [selected]`, "Drinks")

	got = drank(patternsOf(drinks))
	got.lacks("form.marking", "not worked out yet")
	got.says("thead", "Drinks, above 1.5 litres")
	yes, no := 0, 0
	for k := range 27 {
		if amount, told := answers[k%len(answers)].(float64); told && amount > drinks.Cut {
			yes++
		} else if told {
			no++
		}
	}
	got.count(".day-yes", yes+1)
	got.count(".day-no", no+1)
	i := slices.IndexFunc(searched.Columns, func(c cause.Column) bool { return c.ID == "fluids" })
	if i < 0 {
		t.Fatal("got no drinks in the search")
	}
	for k, v := range searched.Columns[i].Values[len(searched.Y)-28:][:27] { // the last one is tonight
		if _, told := answers[k%len(answers)].(float64); told != !math.IsNaN(v) {
			t.Errorf("the search takes %v as %g", answers[k%len(answers)], v)
		}
	}
}

// drank tells on each of 27 evenings, before the night, how much was drunk.
func (p *person) drank(answers []any) {
	p.t.Helper()
	ctx, c := p.owner()
	tonight, _, err := p.app.Tonight(ctx, c)
	if err != nil {
		p.t.Fatal(err)
	}
	var items []app.Item
	for k := range 27 {
		night := tonight.Add(k - 27)
		d, err := diary.NewDraft(charley.KindEvening, map[string]any{"night": night.String(), "exposures": map[string]any{"fluids": answers[k%len(answers)]}})
		if err != nil {
			p.t.Fatal(err)
		}
		items = append(items, app.Item{ID: charley.NewEntryID(), Draft: d, At: time.Date(night.Year, night.Month, night.Day, 19, 0, 0, 0, time.UTC)})
	}
	if _, err := p.app.PutMany(ctx, c, items); err != nil {
		p.t.Fatal(err)
	}
}
