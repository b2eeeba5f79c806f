package tell

import (
	"slices"
	"time"

	"charley"
	"charley/diary"
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
	ID      string
	Since   time.Time // when it fired; zero if that is not known
	Ended   time.Time
	How     string   // charley.FlagSeen or FlagGone
	Because []string // the features that had fired it
}

// Tell is the verdict on a person. Flags that fired stand until they are ended,
// also where the answers have changed since; warning signs that were answered
// long ago, before a new pattern of the nights, or before harm in a trial that needed
// help, are unknown again.
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
				out.Past = append(out.Past, PastFlag{ID: e.flag, Since: out.Standing[e.flag], Ended: e.at, How: e.how, Because: standing[e.flag].Because})
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
// than the records allow, before a new pattern of the nights, or before something bad
// in a trial that needed help.
func (t *Teller) stale(h History, told Telling, given rule.Answers) []string {
	if h.Now.IsZero() {
		return nil
	}
	month := h.Now.AddDate(0, 0, -t.weigh.AskAgain)
	harmed := neededHelp(h.Facts)
	var out []string
	for name := range given {
		f := t.features[name]
		at, said := told.Said[name]
		switch {
		case !f.Warning || !said:
		case at.Before(month), at.Before(told.Diary.OneSided), at.Before(harmed):
			out = append(out, name)
		case slices.Contains(t.weigh.NotEasingAsk, name) && at.Before(told.Diary.NotEasing):
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// Began is about when the legs began, from how many months it was said to have
// gone on and when that was said; zero if it is not known.
func (t Telling) Began() time.Time {
	months, at := t.Facts.Answers()["course_months"], t.Said["course_months"]
	if months.Kind != rule.Number || at.IsZero() {
		return time.Time{}
	}
	return at.AddDate(0, -int(months.Low), 0)
}

// Over are the warning signs of flags that have ended, as answers that are not
// known: what was so then need not be so now, and a remedy must ask again.
func (t Telling) Over() rule.Answers {
	out := rule.Answers{}
	for _, p := range t.Past {
		for _, name := range p.Because {
			if !t.Said[name].After(p.Ended) {
				out[name] = rule.Value{}
			}
		}
	}
	return out
}
