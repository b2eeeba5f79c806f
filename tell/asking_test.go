package tell

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/knowledge"
	"charley/rule"
)

// A reader is a simulated person who goes through the questionnaire. Their
// answers are entries, as everywhere, and each step starts from those alone.
type reader struct {
	t         testing.TB
	truth     rule.Answers // what is so with them
	knows     bool         // false: says "I don't know" to everything
	how       Asking
	said      []charley.Fact
	screens   []string
	questions []string
	items     map[string]bool // that screens have shown
	warnings  map[string]bool // of the questions: a red flag needed it
	seconds   float64
}

// sitDown has told what About you asks: where nothing is known of conditions and
// medicines, that there are none.
func sitDown(t testing.TB, f Facts) *reader {
	r := &reader{t: t, truth: f.all, knows: true, items: map[string]bool{}, warnings: map[string]bool{}}
	for _, name := range []string{"age_years", "sex", "pregnant_weeks", "postpartum_weeks"} {
		if v := f.given[name]; v.Kind != rule.Unknown {
			r.say(map[string]any{name: stored(v)})
		}
	}
	for _, name := range []string{"conditions", "medications"} {
		r.say(map[string]any{name: stored(f.given[name])})
	}
	return r
}

// say keeps answers as one entry.
func (r *reader) say(answers map[string]any) {
	r.t.Helper()
	if err := shipped().Check(answers); err != nil {
		r.t.Fatalf("an answer to the questionnaire was refused: %v", err)
	}
	r.said = append(r.said, answered(on(1).Add(time.Duration(len(r.said))*time.Second), answers))
}

func (r *reader) told() Telling {
	return shipped().Tell(History{Now: on(1).Add(time.Hour), Facts: r.said})
}

// step answers what is asked next; false once nothing is.
func (r *reader) step() bool {
	r.t.Helper()
	told := r.told()
	s := shipped().Next(told.Remembered, told.Declined, r.how)
	switch s.Kind {
	case StepAbout:
		for _, name := range s.Missing {
			r.say(map[string]any{name: charley.DontKnow})
		}
	case StepScreen:
		r.screens = append(r.screens, s.Screen.ID)
		r.seconds += shipped().ScreenSeconds(*s.Screen)
		for _, it := range s.Screen.Items {
			if r.items[it.Key()] {
				r.t.Fatalf("%s is on a screen for the second time", it.Key())
			}
			r.items[it.Key()] = true
		}
		var ticked []string
		for _, it := range s.Screen.Items {
			if r.ticks(it) {
				ticked = append(ticked, it.Key())
			}
		}
		r.say(shipped().Ticked(*s.Screen, ticked, !r.knows))
	case StepQuestion:
		f := s.Question.Feature
		if told.Facts.Known(f.ID) || slices.Contains(told.Declined, f.ID) {
			r.t.Fatalf("%s is asked although it was answered", f.ID)
		}
		r.questions = append(r.questions, f.ID)
		r.warnings[f.ID] = s.Question.Warning
		r.seconds += shipped().Seconds(f)
		r.how.Done++
		if v := r.truth[f.ID]; r.knows && v.Kind != rule.Unknown && v.Kind != rule.Absent {
			r.say(map[string]any{f.ID: stored(v)})
		} else {
			r.say(map[string]any{f.ID: charley.DontKnow})
		}
	default:
		return false
	}
	return true
}

// mostSteps is more than any sitting may take.
const mostSteps = 400

func (r *reader) finish() {
	r.t.Helper()
	for range mostSteps {
		if !r.step() {
			return
		}
	}
	r.t.Fatal("the questionnaire does not stop")
}

// alike are answers that a reader finds in the text of an item that was written
// for its neighbour.
var alike = map[string][]string{
	"weakness.spreading_hours_weeks": {"spreading_4wk"}, "weakness.focal_progressive": {"foot_drop"},
}

// ticks says that the text of an item fits what is so.
func (r *reader) ticks(it knowledge.ScreenItem) bool {
	if !r.knows {
		return false
	}
	yes := func(name string) bool {
		name, turned := strings.CutPrefix(name, yesPrefix)
		v := partOf(r.truth, name)
		return v.Kind == rule.Flag && v.Yes != turned
	}
	if it.Value != "" {
		v := r.truth[it.Feature]
		return v.Named[it.Value] > 0 || v.Word != "" && (v.Word == it.Value || slices.Contains(alike[it.Key()], v.Word))
	}
	names := append([]string{it.Feature}, it.Also...)
	return slices.ContainsFunc(append(names, shipped().features[it.Feature].Contains...), yes) ||
		it.Feature == "any_saddle_bladder_sex" && r.truth["numb_where"].Word == "saddle" ||
		it.Feature == "joint_hot" && r.truth["swelling"].Word == "joint" && r.truth["redness_warmth"].Yes
}

// stored is an answer in the form in which it is kept.
func stored(v rule.Value) any {
	switch v.Kind {
	case rule.Flag:
		return v.Yes
	case rule.Word:
		return v.Word
	case rule.Number:
		return v.Low
	case rule.Range:
		if v.Constant {
			return Constant
		}
		return []float64{v.Low, v.High}
	}
	return append([]string{}, slices.Sorted(maps.Keys(v.Named))...)
}

func factsOf(t testing.TB, v vignette) Facts {
	t.Helper()
	f, err := shipped().Read(v.raw)
	if err != nil {
		t.Fatalf("%s: %v", v.ID, err)
	}
	return f
}

// Everybody of the vignettes goes through the questionnaire. -v prints how long
// that takes, for docs/tell-apart.md.
func TestTheQuestionnaireTakesAboutTwoMinutes(t *testing.T) {
	tl := shipped()
	var all, plain, urgentOnes []float64
	urgent, found := 0, 0
	for _, v := range vignettes(t) {
		r := sitDown(t, factsOf(t, v))
		r.finish()
		if len(r.screens) > 6 {
			t.Errorf("%s: screens %v, want at most six", v.ID, r.screens)
		}
		if len(r.questions) > tl.weigh.Questions {
			t.Errorf("%s: %d questions, want at most %d", v.ID, len(r.questions), tl.weigh.Questions)
		}
		all = append(all, r.seconds)
		switch {
		case v.plain():
			plain = append(plain, r.seconds)
		case v.urgent():
			urgentOnes = append(urgentOnes, r.seconds)
			urgent++
			if got := r.told(); tl.rank[got.Urgency] <= tl.rank[v.Want.Urgency] {
				found++
			} else {
				t.Errorf("%s: got %s, want %s; fired %v, after %v and the questions %v", v.ID, got.Urgency, v.Want.Urgency, ids(got.Fired()), r.screens, r.questions)
			}
		}
	}
	for _, group := range []struct {
		name    string
		seconds []float64
	}{{"plain cramps and restless legs", plain}, {"emergency and same day", urgentOnes}, {"all", all}} {
		lower, median, upper := quantile(group.seconds, 0.25), quantile(group.seconds, 0.5), quantile(group.seconds, 0.75)
		t.Logf("%s: %d people, median %.0f s, quartiles %.0f to %.0f s, longest %.0f s", group.name, len(group.seconds), median, lower, upper, slices.Max(group.seconds))
		if median >= 120 {
			t.Errorf("%s: the median is %.0f s, want under 120 s", group.name, median)
		}
	}
	t.Logf("urgent people found by the questionnaire, as urgent as they are: %d of %d", found, urgent)
}

// people are three to whom different items are shown.
func people() map[string]rule.Answers {
	return map[string]rule.Answers{
		"a man of 70":                    {"age_years": rule.Num(70), "sex": rule.OneWord("M")},
		"a child of 7":                   {"age_years": rule.Num(7), "sex": rule.OneWord("F")},
		"a woman in the 30th week of it": {"age_years": rule.Num(31), "sex": rule.OneWord("F"), "pregnant_weeks": rule.Num(30)},
	}
}

func TestNoneOfTheseSaysNoToEachThatWasShown(t *testing.T) {
	tl := shipped()
	for name, who := range people() {
		f := know(who)
		for _, s := range tl.base.Screens().All() {
			shown := tl.Shown(f, s)
			after := tl.With(f, tl.answers(fields(tl.Ticked(ScreenStep{ID: s.ID, Items: shown}, nil, false))))
			for _, it := range shown {
				for _, feature := range append([]string{it.Feature}, it.Also...) {
					feature, yes := strings.CutPrefix(feature, yesPrefix)
					if v := partOf(after.all, feature); it.Value == "" && (v.Kind != rule.Flag || v.Yes != yes) {
						t.Errorf("%s: after none of %s, %s is %+v", name, s.ID, feature, v)
					}
				}
				if v := after.all[it.Feature]; it.Value != "" && (v.Kind == rule.Unknown || v.Word == it.Value || v.Named[it.Value] > 0) {
					t.Errorf("%s: after none of %s, %s is %+v", name, s.ID, it.Key(), v)
				}
			}
		}
	}
}

func fields(answers map[string]any) charley.Fields {
	out := charley.Fields{}
	for k, v := range answers {
		out[k] = charley.Value(v)
	}
	return out
}

// Every item fires or settles something: a tick is a yes, and the others a no.
func TestATickIsAYesAndTheOthersANo(t *testing.T) {
	tl := shipped()
	for name, who := range people() {
		f := know(who)
		for _, s := range tl.base.Screens().All() {
			shown := tl.Shown(f, s)
			for _, it := range shown {
				after := tl.With(f, tl.answers(fields(tl.Ticked(ScreenStep{ID: s.ID, Items: shown}, []string{it.Key()}, false))))
				v := after.all[it.Feature]
				if !(v.Yes || v.Word == it.Value && it.Value != "" || v.Named[it.Value] > 0) {
					t.Errorf("%s ticks %s on %s: it is %+v", name, it.Key(), s.ID, v)
				}
				for _, other := range shown {
					if other.Feature == it.Feature || slices.Contains(it.Also, other.Feature) {
						continue
					}
					if v := after.all[other.Feature]; v.Yes {
						t.Errorf("%s ticks %s on %s: %s is yes too", name, it.Key(), s.ID, other.Key())
					}
				}
			}
		}
	}
}

func TestNobodyIsShownWhatDoesNotConcernThem(t *testing.T) {
	tl := shipped()
	for _, s := range tl.base.Screens().All() {
		for name, unfit := range map[string]string{"a man of 70": "child_limp", "a child of 7": "dialysis_missed", "a woman in the 30th week of it": "child_limp"} {
			for _, it := range tl.Shown(know(people()[name]), s) {
				if it.Feature == unfit {
					t.Errorf("%s is asked about %s", name, unfit)
				}
			}
		}
	}
}

// Who knows nothing is asked everything once and nothing twice, is not alarmed,
// and is not told that all is well.
func TestWhoDoesNotKnowIsNotAskedAgain(t *testing.T) {
	r := sitDown(t, know(rule.Answers{"age_years": rule.Num(66), "sex": rule.OneWord("F")}))
	r.knows = false
	r.finish()
	if n := len(slices.Compact(slices.Sorted(slices.Values(r.screens)))); n != len(r.screens) || n == 0 || n > 6 {
		t.Errorf("screens were %v, want each once", r.screens)
	}
	if n := len(slices.Compact(slices.Sorted(slices.Values(r.questions)))); n != len(r.questions) || n > shipped().weigh.Questions {
		t.Errorf("questions were %v, want each once and at most %d", r.questions, shipped().weigh.Questions)
	}
	got := r.told()
	if len(got.Fired()) > 0 || len(got.Unchecked()) == 0 || got.Confidence != Low || slices.ContainsFunc(got.Conditions, func(c Condition) bool { return c.Band == Strong }) {
		t.Errorf("got fired %v, %d not checked, confidence %s", ids(got.Fired()), len(got.Unchecked()), got.Confidence)
	}
}

// Not even the age is needed to begin.
func TestWhoWillNotSayTheirAgeCanGoOn(t *testing.T) {
	r := sitDown(t, know(nil))
	if s := shipped().Next(know(nil), nil, Asking{}); s.Kind != StepAbout || !slices.Equal(s.Missing, []string{"age_years", "sex", "pregnant_weeks"}) {
		t.Errorf("got %+v, want to be asked about age and sex", s)
	}
	r.finish()
	if len(r.screens) == 0 {
		t.Error("no screen was shown")
	}
}

// Left after any step and taken up the next morning, it goes on where it was.
func TestItCanBeLeftAndTakenUpAgain(t *testing.T) {
	for _, v := range vignettes(t) {
		if !v.plain() {
			continue
		}
		whole := sitDown(t, factsOf(t, v))
		whole.finish()
		for leave := 1; leave < 9; leave += 3 {
			r := sitDown(t, factsOf(t, v))
			for range leave {
				r.step()
			}
			r.finish()
			if !slices.Equal(r.screens, whole.screens) || !slices.Equal(r.questions, whole.questions) {
				t.Errorf("%s, left after %d: %v %v, want %v %v", v.ID, leave, r.screens, r.questions, whole.screens, whole.questions)
			}
		}
		// Another sitting may ask a little more, but nothing twice.
		whole.how.Done = 0
		whole.finish()
		if n := len(slices.Compact(slices.Sorted(slices.Values(whole.questions)))); n != len(whole.questions) {
			t.Errorf("%s: asked twice: %v", v.ID, whole.questions)
		}
		break
	}
}

// The rest gets shorter, and the steps are counted.
func TestStepsAreCounted(t *testing.T) {
	tl := shipped()
	f := know(people()["a man of 70"])
	for i, s := range tl.base.Screens().All() {
		if len(tl.Shown(f, s)) == 0 {
			continue
		}
		step := tl.Next(f, nil, Asking{})
		if step.Kind != StepScreen || step.Screen.ID != s.ID || step.Number != i+1 || step.Left <= 0 {
			t.Fatalf("got %s %+v, number %d, %v left; want the screen %s", step.Kind, step.Screen, step.Number, step.Left, s.ID)
		}
		before := step.Left
		f = tl.With(f, tl.answers(fields(tl.Ticked(*step.Screen, nil, false))))
		if after := tl.Next(f, nil, Asking{}); after.Left > before+time.Minute {
			t.Errorf("after %s %v are left, before it were %v", s.ID, after.Left, before)
		}
	}
	if step := tl.Next(f, nil, Asking{}); step.Kind != StepQuestion || step.Left <= 0 {
		t.Errorf("after the screens: got %+v", step)
	}
	if step := tl.Next(f, nil, Asking{Done: tl.weigh.Questions}); step.Kind != StepDone {
		t.Errorf("after %d questions: got %s", tl.weigh.Questions, step.Kind)
	}
}

// An urgent sign ends the questions, once the screens are through, but for the
// few that could make it an emergency.
func TestAnUrgentSignEndsTheQuestions(t *testing.T) {
	r := sitDown(t, know(rule.Answers{"age_years": rule.Num(66), "sex": rule.OneWord("F"), "swelling": rule.OneWord("one_leg")}))
	r.finish()
	if !r.told().Urgent() || len(r.questions) > 4 || slices.Contains(r.questions, "urge_to_move") {
		t.Errorf("got %s after questions %v", r.told().Urgency, r.questions)
	}
}

func TestTheFixedOrderGoesToTheEnd(t *testing.T) {
	tl := shipped()
	for _, v := range vignettes(t) {
		if v.Kind != "plain_cramps" {
			continue
		}
		r := sitDown(t, factsOf(t, v))
		r.how.Fixed = true
		r.finish()
		if len(r.questions) <= tl.weigh.Questions {
			t.Errorf("%s: only %d questions", v.ID, len(r.questions))
		}
		last := -1
		for _, name := range r.questions {
			f := tl.features[name]
			if r.warnings[name] {
				continue // a warning sign that no screen could settle
			}
			if f.Order < last {
				t.Errorf("%s: %s is out of order in %v", v.ID, name, r.questions)
			}
			last = f.Order
		}
		told := r.told()
		for _, f := range tl.base.Features().All() {
			if f.Ask && !told.Facts.Known(f.ID) && !slices.Contains(told.Declined, f.ID) {
				t.Errorf("%s: %s was never asked", v.ID, f.ID)
			}
		}
		break
	}
}

// Reading speed and taps make the time: records, 200 words a minute and 2 s.
func TestTheTimeOfAQuestion(t *testing.T) {
	f := knowledge.Feature{Question: "Does it wake you from sleep?", Kind: knowledge.YesOrNo} // 6 words
	if got, want := fmt.Sprintf("%.1f", shipped().Seconds(f)), "3.8"; got != want {
		t.Errorf("got %s s, want %s s", got, want)
	}
	s := ScreenStep{Title: "Right now?", Items: []knowledge.ScreenItem{{Says: "a fit"}, {Says: "blue lips"}}} // 6 words
	if got, want := fmt.Sprintf("%.1f", shipped().ScreenSeconds(s)), "3.8"; got != want {
		t.Errorf("got %s s, want %s s", got, want)
	}
}
