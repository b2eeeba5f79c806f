package tell

import (
	"slices"
	"strings"
	"time"

	"charley"
	"charley/knowledge"
	"charley/rule"
)

// What the questionnaire does next.
const (
	StepAbout    = "about"    // age, sex or pregnancy is not known yet: rules need them
	StepScreen   = "screen"   // several warning signs at once
	StepQuestion = "question" // one question
	StepDone     = "done"     // nothing more is worth asking
)

// A Step is what the questionnaire does next.
type Step struct {
	Kind     string
	Missing  []string      // StepAbout: what is not known about the person
	Screen   *ScreenStep   // StepScreen
	Question *QuestionStep // StepQuestion
	Number   int           // of this step, from 1
	Left     time.Duration // about how long the rest takes
}

// A ScreenStep is one screen of warning signs, with what is shown to this person.
type ScreenStep struct {
	ID, Title, Why string
	Items          []knowledge.ScreenItem
}

// A QuestionStep is one question. "I don't know" is always an answer.
type QuestionStep struct {
	Feature knowledge.Feature
	Warning bool // a red flag needs it
}

// An Asking says how somebody wants to be asked.
type Asking struct {
	Fixed bool     // in the fixed order, to the end
	Ended []string // red flags that fire on old answers and have ended: they end no questions
	Done  int      // questions of this sitting already asked, screens not counted
}

// aboutKeys are what rules need to know about a person before anything else.
var aboutKeys = [...]string{"age_years", "sex", "pregnant_weeks"}

// Next is what to ask next, given what is known and what was asked in vain.
func (t *Teller) Next(f Facts, declined []string, how Asking) Step {
	skip := map[string]bool{}
	for _, d := range declined {
		skip[d] = true
	}
	for _, pair := range same { // who does not know it by one name does not by the other
		skip[pair[0]] = skip[pair[0]] || skip[pair[1]]
		skip[pair[1]] = skip[pair[0]]
	}
	var missing []string
	for _, key := range aboutKeys {
		if !f.Known(key) && !skip[key] {
			missing = append(missing, key)
		}
	}
	if len(missing) > 0 {
		return Step{Kind: StepAbout, Missing: missing, Number: 1}
	}
	number := 1
	screens := t.base.Screens().All()
	flags := slices.DeleteFunc(t.redFlags(f.all), func(r RedFlag) bool { return r.State == Fired && slices.Contains(how.Ended, r.ID) })
	needed := map[string]bool{}
	for _, r := range flags {
		rec, _ := t.base.Flags().Get(r.ID)
		for _, name := range append(rec.When.Missing(f.all), r.Unknown...) {
			needed[name] = true
		}
	}
	for i, s := range screens {
		shown := slices.DeleteFunc(t.Shown(f, s), func(it knowledge.ScreenItem) bool { return !wanted(it, needed) || !t.open(f, it, skip) })
		if len(shown) == 0 {
			number++
			continue
		}
		return Step{Kind: StepScreen, Screen: &ScreenStep{ID: s.ID, Title: s.Title, Why: s.Why, Items: shown}, Number: number,
			Left: t.screenTime(f, screens[i:]) + t.usual()}
	}
	queue := t.queue(f, flags, skip, how)
	if fired := t.firedUrgency(flags); t.urgent(fired) {
		queue = t.above(f, flags, fired, skip)
	}
	if len(queue) == 0 || !how.Fixed && how.Done >= t.weigh.Questions {
		return Step{Kind: StepDone, Number: number + how.Done}
	}
	q := queue[0]
	left := 0.0
	for i, q := range queue {
		if !how.Fixed && i >= t.weigh.Questions-how.Done {
			break
		}
		left += t.Seconds(q.Feature)
	}
	return Step{Kind: StepQuestion, Question: &q, Number: number + how.Done, Left: time.Duration(left * float64(time.Second))}
}

// queue are the questions that are still worth asking: first what an urgent red
// flag needs that no screen could answer, then what tells conditions apart, then
// what the other flags still need.
func (t *Teller) queue(f Facts, flags []RedFlag, skip map[string]bool, how Asking) []QuestionStep {
	var out []QuestionStep
	add := func(name string, warning bool) {
		feature, ok := t.features[name]
		if !ok || skip[name] || f.Known(name) || !warning && !feature.Ask || slices.ContainsFunc(out, func(q QuestionStep) bool { return q.Feature.ID == name }) {
			return
		}
		out = append(out, QuestionStep{Feature: feature, Warning: warning})
	}
	need := func(urgent bool) {
		for _, r := range flags {
			if t.urgent(t.atMost(r, f.all)) != urgent {
				continue
			}
			// One at a time: its answer may settle the flag.
			if i := slices.IndexFunc(r.Unknown, func(name string) bool { return asked(t.features[name]) && !skip[name] }); i >= 0 {
				add(r.Unknown[i], true)
			}
		}
	}
	need(true)
	if how.Fixed {
		need(false)
		for _, feature := range t.base.Features().All() {
			add(feature.ID, false)
		}
		return out
	}
	for _, q := range t.worth(f.all, t.net.weigh(f.all)) {
		add(q.feature, false)
	}
	need(false)
	return out
}

// above are the questions that are left once a sign is urgent: what could show
// that it is more urgent still.
func (t *Teller) above(f Facts, flags []RedFlag, fired string, skip map[string]bool) []QuestionStep {
	var out []QuestionStep
	for _, r := range flags {
		if t.rank[t.atMost(r, f.all)] >= t.rank[fired] {
			continue
		}
		for _, name := range r.Unknown {
			if feature := t.features[name]; asked(feature) && !skip[name] {
				out = append(out, QuestionStep{Feature: feature, Warning: true})
				break // its answer may settle the flag
			}
		}
	}
	return out
}

// atMost is how urgent a flag may still turn out to be: one that fired can be
// raised by what is not known yet.
func (t *Teller) atMost(r RedFlag, a rule.Answers) string {
	urgency := r.Urgency
	rec, _ := t.base.Flags().Get(r.ID)
	for _, raise := range rec.Raises {
		if r.State == Fired && raise.When.Eval(a) == charley.Unknown {
			urgency = t.higher(urgency, raise.Urgency)
		}
	}
	return urgency
}

// asked says that a feature is one to ask about on its own; what About you asks,
// and what only the nights can tell, is not.
func asked(f knowledge.Feature) bool {
	partial := f.Kind == knowledge.ManyOf && !f.Complete // answered on screens, item by item
	return !f.Free && !partial && f.Part != "person" && f.Part != "diary" && f.Kind != knowledge.LabTests
}

// wanted says that a rule still needs what an item asks, or what its text names too.
func wanted(it knowledge.ScreenItem, needed map[string]bool) bool {
	if needed[it.Feature] {
		return true
	}
	return slices.ContainsFunc(it.Also, func(also string) bool {
		name, _, _ := strings.Cut(also, ".")
		return needed[name]
	})
}

// How many questions most people are asked after the screens, of how many words.
const (
	usualQuestions = 6
	usualWords     = 20
)

// usual is about how long the questions after the screens take.
func (t *Teller) usual() time.Duration {
	return time.Duration(usualQuestions * t.reading(usualWords) * float64(time.Second))
}

func (t *Teller) screenTime(f Facts, screens []knowledge.Screen) time.Duration {
	seconds := 0.0
	for _, s := range screens {
		if shown := t.Shown(f, s); len(shown) > 0 {
			seconds += t.ScreenSeconds(ScreenStep{Title: s.Title, Items: shown})
		}
	}
	return time.Duration(seconds * float64(time.Second))
}

// ScreenSeconds is how long a screen takes to read, and one tap.
func (t *Teller) ScreenSeconds(s ScreenStep) float64 {
	words := len(strings.Fields(s.Title))
	for _, it := range s.Items {
		words += len(strings.Fields(it.Says))
	}
	return t.reading(words)
}

// Shown are the items of a screen that concern this person.
func (t *Teller) Shown(f Facts, s knowledge.Screen) []knowledge.ScreenItem {
	var out []knowledge.ScreenItem
	for _, it := range s.Items {
		v := charley.Unknown
		if !it.When.IsZero() {
			v = it.When.Eval(f.all)
		}
		if v == charley.No || it.Only && v != charley.Yes {
			continue
		}
		if f.all[it.Feature].Kind == rule.Absent {
			continue
		}
		out = append(out, it)
	}
	return out
}

// open says that an item has no answer yet.
func (t *Teller) open(f Facts, it knowledge.ScreenItem, skip map[string]bool) bool {
	if skip[it.Feature] || skip[it.Key()] {
		return false
	}
	v := f.all[it.Feature]
	if v.Kind == rule.List && it.Value != "" {
		return v.Named[it.Value] == 0 && !v.Complete && !slices.Contains(v.Denied, it.Value)
	}
	return v.Kind == rule.Unknown
}

// yesPrefix marks what is so, not what is not, where an item was not ticked: a
// calf that does not stay tender has settled.
const yesPrefix = "yes."

// deny says no to what an item that was not ticked names beside its own feature:
// yes/no features, and items of a list as list.item; and yes to what then is so.
func deny(out map[string]any, also []string) {
	for _, name := range also {
		if name, ok := strings.CutPrefix(name, yesPrefix); ok {
			out[name] = true
		} else if list, item, ok := strings.Cut(name, "."); ok {
			said, _ := out[list].([]string)
			out[list] = append(said, notPrefix+item)
		} else if _, said := out[name]; !said {
			out[name] = false
		}
	}
}

// Ticked turns a screen into answers: what was ticked is yes, and what was shown
// and not ticked is no; with dontKnow it is not known, and not asked again soon.
// The values are in the form in which answers are stored and read.
func (t *Teller) Ticked(s ScreenStep, ticked []string, dontKnow bool) map[string]any {
	out := map[string]any{}
	for _, it := range s.Items {
		tick := slices.Contains(ticked, it.Key())
		f := t.features[it.Feature]
		switch {
		case f.Kind == knowledge.ManyOf && !f.Complete:
			list, _ := out[it.Feature].([]string)
			switch {
			case tick:
				out[it.Feature] = append(list, it.Value)
			case dontKnow:
				out[it.Feature] = append(list, unsurePrefix+it.Value)
			default:
				out[it.Feature] = append(list, notPrefix+it.Value)
			}
		case tick && f.Kind == knowledge.OneWord:
			// Of two ticks the first counts: a screen lists the most urgent first.
			if said, _ := out[it.Feature].(string); said == "" || said == it.No || said == "none" || said == charley.DontKnow {
				out[it.Feature] = it.Value
			}
		case tick && f.Kind == knowledge.YesOrNo:
			out[it.Feature] = true
		case dontKnow:
			if _, said := out[it.Feature]; !said {
				out[it.Feature] = charley.DontKnow
			}
		case f.Kind == knowledge.OneWord:
			if _, said := out[it.Feature]; !said && it.No != "" {
				out[it.Feature] = it.No
			}
		case f.Kind == knowledge.YesOrNo:
			out[it.Feature] = false
		}
		if !tick && !dontKnow {
			deny(out, it.Also)
		}
	}
	return out
}
