package web

import (
	"slices"
	"strings"

	"charley"
	"charley/knowledge"
	"charley/tell"
	"charley/words"
)

// A whatPage is the verdict: what it is, why, what speaks against it, what is
// not known, what would change it, and where that comes from.
type whatPage struct {
	Sentence []part
	Rows     []fitLine
	First    bool // warning signs are still to be asked: what to do has to wait
	Follow   bool // and all that is left of them are follow-up questions
	Urgency  knowledge.Urgency
	Raised   []raisedLine // why it is more than self care: flags that are not urgent
	Reasons  []reasonCard // of what fits
	Folded   []reasonCard // of the rest
	Criteria []criteriaCard
	Diary    []string // what the nights say
	Differ   []string // where they contradict what was remembered
	Again    []string // answers that contradict each other
	Open     []string // warning signs that are not checked
	Pressing bool     // and among them some that could not wait
	About    bool     // About you could check some of them
	Change   []string // what would change this
	Tests    []testLine
	Warnings []string
	Sources  []sourceLine
	Reviewed string
	Version  string
	More     bool          // there is something worth asking
	Revised  []revisedCard // what changes of the rules changed, lately
	Past     []string
	Said     []saidLine
}

// A part of the sentence; Kind is the colour of a condition, or "".
type part struct{ Text, Kind string }

// A saidLine leads to answers that were given at one time.
type saidLine struct {
	ID   charley.EntryID
	Text string
}

// A raisedLine is a red flag that is not urgent.
type raisedLine struct{ ID, Why, Worse string }

// A fitLine is one condition and how well it fits: a word and dots, no number.
type fitLine struct {
	ID, Name, Kind, Band, Dots string
}

type criteriaCard struct {
	Name, Tier string
	Lines      []criterionLine
}

type criterionLine struct{ Says, State, Mark string }

// A testLine is a question for a doctor; the first ones are shown unfolded.
type testLine struct {
	Ask, Why, Mark string
	First          bool
}

type sourceLine struct{ ID, Title, Link string }

func showWhat(v *visit) error {
	told, err := v.site.app.Tell(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	title := v.site.words.T("what.title")
	switch {
	case told.Urgent():
		return v.showAlarm(told)
	case len(told.Said) == 0 && !told.Diary.Enough:
		return v.show("start", frame{Title: title, Nav: "answers"})
	}
	p := v.whatPage(told)
	if p.Said, err = v.saidLines(); err != nil {
		return err
	}
	p.Revised = v.revised(told)
	return v.show("what", frame{Title: title, Nav: "answers", Page: p})
}

func (v *visit) whatPage(told tell.Telling) whatPage {
	s, w := v.site, v.site.words
	p := whatPage{Sentence: s.sentence(told.Verdict), Version: told.Version, Reviewed: s.reviewed()}
	p.Urgency, _ = s.knowledge.Urgencies().Get(told.Urgency)
	for _, f := range told.Fired() {
		rec, _ := s.knowledge.Flags().Get(f.ID)
		p.Raised = append(p.Raised, raisedLine{f.ID, f.Why, rec.Worse})
	}
	fits := []string{}
	for _, c := range told.Conditions {
		rec, _ := s.knowledge.Conditions().Get(c.ID)
		p.Rows = append(p.Rows, fitLine{ID: c.ID, Name: rec.Name, Kind: kindOf(c.ID), Band: w.T("band." + c.Band), Dots: dots[c.Band]})
		card, named := s.reasons(rec, c), c.Band == tell.Strong || c.Band == tell.Possible
		switch {
		case len(card.Groups) == 0:
		case named && len(p.Reasons) < mostCards:
			p.Reasons = append(p.Reasons, card)
		case len(c.Reasons) > 0:
			p.Folded = append(p.Folded, card)
		}
		if named {
			fits = append(fits, c.ID)
			p.Tests = append(p.Tests, s.tests(rec)...)
		}
	}
	p.Criteria = s.criteria(told.Verdict, append(fits, "leg_cramps", "rls"))
	p.Diary, p.Differ = s.diaryWords(told)
	for _, c := range told.Contradictions {
		p.Again = append(p.Again, c.Says)
	}
	v.whatIsOpen(&p, told)
	for _, x := range told.Warnings {
		p.Warnings = append(p.Warnings, w.T("warning."+x.Code, x.Got))
	}
	p.Sources = s.sourceLines(told.Sources)
	for _, past := range told.Past {
		rec, _ := s.knowledge.Flags().Get(past.ID)
		p.Past = append(p.Past, w.T("flag.past."+past.How, rec.Name, w.Day(v.dayOf(past.Ended))))
	}
	return p
}

// mostSaid is how many entries of answers are listed.
const mostSaid = 20

// saidLines are the newest answers, by when they were given.
func (v *visit) saidLines() ([]saidLine, error) {
	facts, err := v.site.app.Facts(v.r.Context(), v.caller)
	if err != nil {
		return nil, err
	}
	var out []saidLine
	for _, f := range slices.Backward(facts) {
		if f.About != charley.FactAnswers || len(out) == mostSaid {
			continue
		}
		when := charley.MomentAt(f.Client, homeZone(v.settings))
		short := v.site.words.List(v.site.app.Counsel.Teller.Shorts(f.Answers.Keys(), 2))
		if len(f.Answers) > 2 {
			short += " …"
		}
		clock := v.site.words.T("history.when", v.site.words.Day(dateOf(when)), v.site.words.Clock(when.Wall()))
		out = append(out, saidLine{f.ID, v.site.words.T("what.said.line", clock, short)})
	}
	return out, nil
}

// mostCards is how many conditions are reasoned about unfolded.
const mostCards = 2

// mostOpen is how many warning signs that are not checked are named.
const mostOpen = 6

// whatIsOpen says which warning signs are not checked, what would change the
// verdict, and whether it is worth going on.
func (v *visit) whatIsOpen(p *whatPage, told tell.Telling) {
	teller, keys, urgent := v.site.app.Counsel.Teller, []string{}, []string{}
	for _, f := range told.Unchecked() {
		soon := f.Urgency == knowledge.EmergencyNow || f.Urgency == knowledge.SameDay
		p.Pressing = p.Pressing || soon
		for _, name := range f.Unknown {
			if soon {
				urgent = append(urgent, name)
			}
			if !slices.Contains(keys, name) {
				keys = append(keys, name)
			}
		}
	}
	step := v.next(told, asking{})
	p.More = step.Kind != tell.StepDone
	p.First = p.Pressing
	p.Follow = step.Kind == tell.StepQuestion && slices.Contains(urgent, step.Question.Feature.ID) &&
		!slices.ContainsFunc(urgent, func(name string) bool { return slices.Contains(told.Declined, name) })
	for _, key := range keys {
		if rec, _ := v.site.knowledge.Features().Get(key); rec.Part == "person" || key == "conditions" || key == "medications" {
			p.About = true
		} else if short := words.Capital(teller.Short(key)); len(p.Open) < mostOpen && !slices.Contains(p.Open, short) {
			p.Open = append(p.Open, short)
		}
	}
	rest := slices.DeleteFunc(slices.Clone(told.AskNext), func(n string) bool { return slices.Contains(keys, n) })
	p.Change = capitals(teller.Shorts(rest, 4))
}

// dots show a band; they are decoration beside its word.
var dots = map[string]string{tell.Strong: "●●●●", tell.Possible: "●●○○", tell.UnlikelyIs: "○○○○", tell.CannotTell: "?"}

// kindOf is the colour that a condition keeps everywhere.
func kindOf(id string) string {
	switch id {
	case "leg_cramps":
		return "cramp"
	case "rls":
		return "restless"
	}
	return ""
}

// sentence is a verdict in plain words, with what fits in its colour.
func (s *site) sentence(v tell.Verdict) []part {
	w, sum := s.words, s.app.Counsel.Teller.Summary(v)
	switch {
	case sum.None && v.Confidence != tell.Low:
		return []part{{Text: w.T("what.none")}}
	case sum.None || len(sum.Fits) == 0:
		return []part{{Text: w.T("what.cannot")}}
	}
	key := "what.possible"
	if sum.Strong {
		key = "what.strong"
	}
	out := s.coloured(w.T(key, w.ListAnd(sum.Fits)))
	if len(sum.Not) > 0 {
		out = append(out, part{Text: " " + w.T("what.not", w.ListOr(sum.Not))})
	}
	if len(sum.Open) > 0 {
		out = append(out, part{Text: " " + w.T("what.open", w.ListOr(sum.Open))})
	}
	return out
}

// coloured cuts a text into parts, so that the conditions that have a colour
// can be shown in it.
func (s *site) coloured(text string) []part {
	for _, rec := range s.knowledge.Conditions().All() {
		before, after, found := strings.Cut(text, rec.Phrase)
		if kind := kindOf(rec.ID); kind != "" && found {
			return slices.Concat(s.coloured(before), []part{{rec.Phrase, kind}}, s.coloured(after))
		}
	}
	return []part{{Text: text}}
}

// criteria are the published sets of the conditions that matter here.
func (s *site) criteria(v tell.Verdict, conditions []string) []criteriaCard {
	tiers := map[string]string{}
	for _, t := range s.app.Counsel.Teller.Tiers(v.Criteria) {
		tiers[t.Set] = t.Name
	}
	var out []criteriaCard
	for _, set := range s.knowledge.Criteria().All() {
		if set.Clinician || !slices.Contains(conditions, set.Condition) {
			continue
		}
		card := criteriaCard{Name: set.Name, Tier: tiers[set.ID]}
		for _, c := range v.Criteria {
			if c.Set == set.ID {
				card.Lines = append(card.Lines, criterionLine{Says: c.Says, State: c.State, Mark: s.words.T("criterion." + c.State)})
			}
		}
		out = append(out, card)
	}
	return out
}

// firstTests is how many questions for a doctor each condition shows unfolded.
const firstTests = 2

// tests are questions to bring to a doctor; those with thresholds for a
// clinician's eyes are left to the report.
func (s *site) tests(rec knowledge.Condition) []testLine {
	var out []testLine
	for _, x := range rec.Tests {
		if !x.Clinician {
			out = append(out, testLine{Ask: x.Ask, Why: x.Why, Mark: words.Capital(s.words.T("mark."+x.Mark)) + ".", First: len(out) < firstTests})
		}
	}
	return out
}

// diaryWords say what the nights show, with the counts behind it, and where
// they contradict what was remembered.
func (s *site) diaryWords(told tell.Telling) (says, differ []string) {
	w, teller := s.words, s.app.Counsel.Teller
	if !told.Diary.Enough {
		if told.Diary.Nights > 0 {
			says = append(says, w.N("diary.early", told.Diary.Nights))
		}
		return says, nil
	}
	for _, name := range []string{"duration_min", "wakes_from_sleep", "palpable_hardening", "relief_stretch", "residual_soreness", "location", "side"} {
		if a, ok := told.Diary.Answers[name]; ok {
			says = append(says, w.T("diary.says", words.Capital(teller.Phrase(name, a)), told.Diary.Counts[name].So, told.Diary.Counts[name].Said))
		}
	}
	for _, d := range told.Disagreement {
		differ = append(differ, w.T("diary.differs", teller.Phrase(d.Feature, d.Remembered), teller.Phrase(d.Feature, d.Diary), d.Count.So, d.Count.Said))
	}
	return says, differ
}

func (s *site) sourceLines(ids []string) []sourceLine {
	var out []sourceLine
	for _, id := range ids {
		if rec, ok := s.knowledge.Sources().Get(id); ok {
			out = append(out, sourceLine{ID: id, Title: rec.Title, Link: "/known/" + id})
		}
	}
	return out
}
