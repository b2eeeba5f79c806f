package tell

import (
	"cmp"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"time"

	"charley"
	"charley/diary"
	"charley/knowledge"
	"charley/rule"
)

// A History is what one person has told the diary: the facts about them, the
// answers and their dates, and the nights.
type History struct {
	Now    time.Time      // on the clock of the person's home
	Facts  []charley.Fact // all of them: about the person, answers, flags that ended
	Nights []diary.NightRecord
	Tests  []charley.SitTest
}

// A Telling is a person's verdict with what it was made of.
type Telling struct {
	Verdict
	Facts        Facts                // that the verdict rests on
	Remembered   Facts                // without what the nights say
	Diary        Evidence             // what the nights say
	Disagreement []Disagreement       // where the two differ
	Standing     map[string]time.Time // when a flag that stands fired
	Past         []PastFlag           // flags that ended, newest first
	Declined     []string             // asked, and the person did not know
	Stale        []string             // answered too long ago, to be asked again
	Said         map[string]time.Time // when each feature was last answered
	Changed      time.Time            // when anything was last answered
}

// A PastFlag is a red flag that has ended.
type PastFlag struct {
	ID    string
	Since time.Time // when it fired; zero if that is not known
	Ended time.Time
	How   string // charley.FlagSeen or FlagGone
}

// Tell is the verdict on a person. Flags that fired stand until they are ended,
// also where the answers have changed since; warning signs that were answered
// long ago, or before a new pattern of the nights, are unknown again.
func (t *Teller) Tell(h History) Telling {
	out := Telling{Standing: map[string]time.Time{}, Said: map[string]time.Time{}}
	events := t.events(h)
	given := t.about(h, out.Said)
	ended := map[string]time.Time{}
	standing := map[string]RedFlag{}
	declined := map[string]bool{}
	for _, e := range events {
		out.Changed = e.at
		if e.flag != "" {
			_, stood := standing[e.flag]
			if _, again := ended[e.flag]; stood || !again {
				out.Past = append(out.Past, PastFlag{ID: e.flag, Since: out.Standing[e.flag], Ended: e.at, How: e.how})
			}
			ended[e.flag] = e.at
			delete(standing, e.flag)
			delete(out.Standing, e.flag)
			continue
		}
		for name, v := range e.answers {
			out.Said[name] = e.at
			given[name] = merged(given[name], v)
			declined[name] = v.Kind == rule.Unknown
			for _, item := range e.unsure[name] {
				declined[name+"."+item] = true
			}
		}
		for _, f := range t.redFlags(t.follow(Facts{given: known(given)}).all) {
			since := newest(f.Because, out.Said)
			if at, over := ended[f.ID]; f.State != Fired || over && !since.After(at) {
				continue
			}
			before, stood := standing[f.ID]
			if stood && t.higher(before.Urgency, f.Urgency) == before.Urgency {
				continue // as urgent as ever; what raised it is not taken back
			}
			standing[f.ID] = f
			if !stood {
				out.Standing[f.ID] = since
			}
		}
	}
	out.Diary = t.evidence(h)
	out.Stale = t.stale(h, out, given)
	for _, name := range out.Stale {
		delete(given, name)
	}
	out.Remembered = t.follow(Facts{given: known(given)})
	with, differ := t.overlay(out.Remembered, out.Diary)
	out.Facts, out.Disagreement = with, differ
	out.Verdict = t.verdict(with, t.flagsOf(out.Remembered, with, standing, ended, out.Said))
	for name := range declined {
		if declined[name] {
			out.Declined = append(out.Declined, name)
		}
	}
	slices.Sort(out.Declined)
	slices.Reverse(out.Past)
	return out
}

// Ended are the flags that would fire on the answers and have ended.
func (t Telling) Ended() []string {
	var out []string
	for _, p := range t.Past {
		if !slices.ContainsFunc(t.Fired(), func(f RedFlag) bool { return f.ID == p.ID }) {
			out = append(out, p.ID)
		}
	}
	return out
}

// known leaves out what was asked and not known.
func known(given rule.Answers) rule.Answers {
	out := rule.Answers{}
	for name, v := range given {
		if v.Kind != rule.Unknown {
			out[name] = v
		}
	}
	return out
}

func newest(names []string, said map[string]time.Time) time.Time {
	var at time.Time
	for _, n := range names {
		if said[n].After(at) {
			at = said[n]
		}
	}
	return at
}

// An event is one thing that was said about legs: answers, or that a flag ended.
type event struct {
	at      time.Time
	seq     int64
	answers rule.Answers
	unsure  map[string][]string // of lists: items that were asked and not known
	flag    string
	how     string
}

// events are what was said, oldest first.
func (t *Teller) events(h History) []event {
	var out []event
	for _, f := range h.Facts {
		e := event{at: f.Client, seq: f.Seq}
		switch f.About {
		case charley.FactAnswers:
			e.answers, e.unsure = t.answers(f.Answers), map[string][]string{}
			for name := range f.Answers {
				for _, word := range f.Answers.List(name) {
					if item, unsure := strings.CutPrefix(word, unsurePrefix); unsure {
						e.unsure[name] = append(e.unsure[name], item)
					}
				}
			}
		case charley.FactFlag:
			e.flag, e.how = f.Flag, f.Ended
		default:
			continue
		}
		out = append(out, e)
	}
	slices.SortStableFunc(out, func(a, b event) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.seq, b.seq)) })
	return out
}

// answers reads stored answers. What the codebook does not know (any more) says
// nothing; what was asked and not known is kept as unknown.
func (t *Teller) answers(stored charley.Fields) rule.Answers {
	out := rule.Answers{}
	for name, raw := range stored {
		f, ok := t.features[name]
		if !ok {
			continue
		}
		if stored.Text(name) == charley.DontKnow {
			out[name] = rule.Value{}
			continue
		}
		if f.Kind == knowledge.Span && stored.Text(name) == Constant {
			raw = json.RawMessage("null")
		}
		if namesSome(f) {
			out[name] = t.partial(f, stored.List(name))
			continue
		}
		if v, _, err := t.value(f, raw); err == nil {
			out[name] = v
		}
	}
	return out
}

// Marks in the stored answer of a list that is not complete: what was said to be
// no, and what was asked and not known.
const (
	notPrefix    = "not "
	unsurePrefix = "unsure "
)

// partial reads the stored answer of a list that names what is so and, by
// notPrefix, what is not.
func (t *Teller) partial(f knowledge.Feature, words []string) rule.Value {
	v := rule.Value{Kind: rule.List, Named: map[string]int{}}
	for _, w := range words {
		word, no := strings.CutPrefix(w, notPrefix)
		if slices.Contains(f.Words(), word) {
			v = withItem(v, word, !no)
		}
	}
	return v
}

// merged is an answer with a later one: the later one counts, but for a list
// that is not complete, where it only adds.
func merged(was, is rule.Value) rule.Value {
	if was.Kind != rule.List || is.Kind != rule.List || is.Complete {
		return is
	}
	out := was
	for word := range is.Named {
		out = withItem(out, word, true)
		out.Denied = slices.DeleteFunc(out.Denied, func(d string) bool { return d == word })
	}
	for _, word := range is.Denied {
		out = withItem(out, word, false)
		delete(out.Named, word)
	}
	return out
}

// Constant is the stored answer of a spell that never stops.
const Constant = "constant"

// flagsOf are the flags of a person: those that stand from before, and those
// that fire or cannot be checked now, by what was remembered or with what the
// nights say. A flag that has ended does not fire again on answers from before.
func (t *Teller) flagsOf(remembered, with Facts, standing map[string]RedFlag, ended, said map[string]time.Time) []RedFlag {
	out := []RedFlag{}
	for _, f := range t.flags {
		if s, ok := standing[f.ID]; ok {
			out = append(out, s)
			continue
		}
		r, told := t.redFlag(f, with.all)
		if before, also := t.redFlag(f, remembered.all); also && before.State == Fired && r.State != Fired {
			r, told = before, true
		}
		if at, over := ended[f.ID]; over && r.State == Fired && !newest(r.Because, said).After(at) {
			continue
		}
		if told {
			out = append(out, r)
		}
	}
	return t.sortFlags(out)
}

// stale are warning signs whose answers are too old to go by: asked longer ago
// than the records allow, or before a new pattern of the nights.
func (t *Teller) stale(h History, told Telling, given rule.Answers) []string {
	if h.Now.IsZero() {
		return nil
	}
	month := h.Now.AddDate(0, 0, -t.weigh.AskAgain)
	var out []string
	for name := range given {
		f := t.features[name]
		at, said := told.Said[name]
		switch {
		case !f.Warning || !said:
		case at.Before(month), at.Before(told.Diary.OneSided):
			out = append(out, name)
		case slices.Contains(t.weigh.NotEasingAsk, name) && at.Before(told.Diary.NotEasing):
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// about are the answers that the facts about a person give.
func (t *Teller) about(h History, said map[string]time.Time) rule.Answers {
	out := rule.Answers{}
	conditions := rule.Value{Kind: rule.List, Named: map[string]int{}}
	var medicines []string
	told := map[string]bool{}
	latest := func(name string, at time.Time) {
		if at.After(said[name]) {
			said[name] = at
		}
	}
	for _, f := range h.Facts {
		switch f.About {
		case charley.FactAge:
			if f.Born != nil {
				out["age_years"] = rule.Num(max(0, float64(h.Now.Year())-*f.Born))
				latest("age_years", f.Client)
			}
		case charley.FactSex:
			if f.Sex != "" {
				out["sex"] = rule.OneWord(f.Sex)
				latest("sex", f.Client)
			}
		case charley.FactPregnancy:
			t.pregnancy(f, h.Now, out)
			latest("pregnant_weeks", f.Client)
		case charley.FactCondition:
			t.condition(f, &conditions)
			told["conditions"] = true
			latest("conditions", f.Client)
		case charley.FactMedicine:
			if current(f, h.Now) {
				medicines = append(medicines, cmp.Or(f.Code, f.Name))
			}
			told["medications"] = true
			latest("medications", f.Client)
		case charley.FactNone:
			if f.Group == "medicines" {
				told["medications"] = true
				latest("medications", f.Client)
			} else if f.Group == "conditions" {
				told["conditions"] = true
				t.noneOf(f.Asked, &conditions)
				latest("conditions", f.Client)
			}
		}
	}
	if told["conditions"] {
		for id := range conditions.Named { // what is not known here may be any of them
			conditions.Complete = conditions.Complete && len(t.names.conditions[plainName(id)]) > 0
		}
		out["conditions"] = conditions
	}
	if told["medications"] {
		out["medications"], _ = t.names.list("medications", medicines)
	}
	return out
}

// condition adds one standing condition to the list; a later fact about it
// counts more. Yes to one says yes to what it implies, no says no to it alone.
func (t *Teller) condition(f charley.Fact, list *rule.Value) {
	written := cmp.Or(f.Code, f.Name)
	ids, known := t.names.conditions[plainName(written)]
	if !known {
		ids = []string{written}
	}
	switch f.Answer {
	case "no":
		delete(list.Named, ids[0])
		list.Denied = append(list.Denied, ids[0])
	case "yes":
		for _, id := range ids {
			list.Named[id] = 1
		}
		list.Denied = slices.DeleteFunc(list.Denied, func(d string) bool { return slices.Contains(ids, d) })
	}
}

// noneOf says no to the conditions that were shown, and to those that imply one
// of them; to all where it was not written down which were shown.
func (t *Teller) noneOf(shown []string, list *rule.Value) {
	if len(shown) == 0 {
		list.Complete = true
	}
	for _, ids := range t.names.conditions {
		if slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(shown, id) }) && !slices.Contains(list.Denied, ids[0]) {
			list.Denied = append(list.Denied, ids[0])
		}
	}
}

// current says that a medicine is being taken.
func current(f charley.Fact, now time.Time) bool {
	return f.Until == "" || f.Until >= now.Format("2006-01-02")[:len(f.Until)]
}

const days = 24 * time.Hour

// pregnancy turns a due date, or a plain answer, into weeks.
func (t *Teller) pregnancy(f charley.Fact, now time.Time, out rule.Answers) {
	if f.Answer == "no" {
		out["pregnant_weeks"] = rule.Num(0)
		return
	}
	if f.Due.IsZero() {
		if f.Answer == "yes" { // taken for late: what could be dangerous then must not be missed
			out["pregnant_weeks"] = rule.Value{Kind: rule.Range, Low: t.weigh.PregnancyAtLeast, High: t.weigh.PregnancyLongest}
		}
		return
	}
	y, m, d := now.Date()
	left := f.Due.Sub(charley.Night{Year: y, Month: m, Day: d})
	weeks := t.weigh.PregnancyWeeks - float64(left)/7
	switch {
	case weeks < 0:
	case weeks <= t.weigh.PregnancyLongest:
		out["pregnant_weeks"] = rule.Num(math.Floor(weeks))
	default:
		out["pregnant_weeks"] = rule.Num(0)
		out["postpartum_weeks"] = rule.Num(math.Floor(weeks - t.weigh.PregnancyWeeks))
	}
}
