package share

import (
	"slices"
	"time"

	"charley"
	"charley/cause"
	"charley/diary"
	"charley/knowledge"
	"charley/rule"
	"charley/tell"
)

// A Material is everything that a report is put together from.
type Material struct {
	From, To  charley.Night // the period, both included
	Made      time.Time     // on the clock of the person's zone
	Settings  charley.Settings
	Named     bool                // the person's name goes on it
	Nights    []diary.NightRecord // every night of the period, in order
	Facts     []charley.Fact      // all of them, oldest first
	Told      tell.Telling
	Answers   rule.Answers // what causes rest on: with usual days
	Standing  cause.Standing
	Medicines []charley.Fact // those that are taken
	Tested    []Tested
	Patterns  Patterns
	Program   string
	Hash      string
	Changes   int64
}

// An Assembler is the knowledge, made ready. It does not change.
type Assembler struct {
	base   *knowledge.Base
	teller *tell.Teller
	finder *cause.Finder
}

// New makes the knowledge ready.
func New(base *knowledge.Base, teller *tell.Teller, finder *cause.Finder) *Assembler {
	return &Assembler{base: base, teller: teller, finder: finder}
}

// Assemble is the report on some material.
//
//	Missing  a night that is not complete has no count; what a morning or a spell
//	         does not say is left out of the figure, whose n says how many did.
//	Cost     linear in the nights.
func (a *Assembler) Assemble(m Material) Report {
	r := Report{From: m.From, To: m.To, Made: m.Made, Limits: m.Settings.Bad, Own: m.Settings.Own, Rows: m.Nights, Tested: m.Tested, Patterns: m.Patterns,
		Version: a.base.Version(), Program: m.Program, Hash: m.Hash, Changes: m.Changes}
	r.Who, r.Questions = who(m)
	r.Warning = a.warning(m.Told)
	a.nights(&r, m.Nights)
	r.Verdict = a.verdict(m.Told)
	if !r.Warning.Urgent {
		r.Causes = a.causes(m.Standing)
	}
	r.Medicines = a.medicines(m.Medicines)
	r.Conditions = named(m.Answers["conditions"])
	r.Labs = a.labs(m.Facts)
	r.Sources = a.sources(r, m.Told)
	return r
}

// who is who it is about, and what they want to ask.
func who(m Material) (w Who, questions []string) {
	if visit, ok := charley.LatestVisit(m.Facts); ok {
		questions = visit.Questions
		if m.Named {
			w.Name = visit.Name
		}
	}
	if v := m.Told.Facts.Answers()["age_years"]; v.Kind == rule.Number {
		years := int(v.Low)
		w.Age = &years
	}
	w.Sex = m.Told.Facts.Answers()["sex"].Word
	switch v := m.Told.Facts.Answers()["pregnant_weeks"]; v.Kind {
	case rule.Number:
		w.Pregnant = v.Low > 0 // who says no is in week 0
	case rule.Range: // without a due date
		w.Pregnant = true
	}
	return w, questions
}

// warning says what of the warning signs stands, is not checked, and was denied.
func (a *Assembler) warning(t tell.Telling) Warning {
	w := Warning{Urgency: t.Urgency, Urgent: t.Urgent(), NotChecked: t.Unchecked()}
	told := map[string]bool{}
	for _, f := range t.RedFlags {
		told[f.ID] = true
		if f.State == tell.Fired {
			w.Standing = append(w.Standing, Sign{RedFlag: f, Since: t.Standing[f.ID]})
		}
	}
	for _, p := range t.Past { // newest first
		if !told[p.ID] {
			told[p.ID] = true
			w.Past = append(w.Past, p)
		}
	}
	for _, f := range a.base.Flags().All() {
		if !told[f.ID] {
			w.Denied = append(w.Denied, f.ID)
		}
	}
	return w
}

// verdict is what it looks like, with the sets of criteria that were published for
// cramps, for restless legs, and for what else fits.
func (a *Assembler) verdict(t tell.Telling) Verdict {
	v := Verdict{Conditions: t.Conditions, Confidence: t.Confidence, Contradictions: t.Contradictions, Nights: t.Diary.Nights, AskNext: t.AskNext, Said: t.Changed}
	if t.Main != nil {
		v.Main = *t.Main
	}
	if t.Urgent() {
		return v
	}
	v.Summary = a.teller.Summary(t.Verdict)
	tiers := map[string]string{}
	for _, tier := range a.teller.Tiers(t.Criteria) {
		tiers[tier.Set] = tier.Name
	}
	for _, set := range a.base.Criteria().All() {
		if !slices.ContainsFunc(t.Conditions, func(c tell.Condition) bool { return c.ID == set.Condition }) {
			continue
		}
		if one := criteriaSet(set, tiers[set.ID], t.Criteria); len(one.Criteria) > 0 {
			v.Sets = append(v.Sets, one)
		}
	}
	return v
}

// criteriaSet is one set. Criteria that speak against it are told of and not counted.
func criteriaSet(set knowledge.CriteriaSet, tier string, all []tell.Criterion) CriteriaSet {
	out := CriteriaSet{ID: set.ID, Condition: set.Condition, Tier: tier}
	for _, c := range all {
		if c.Set != set.ID {
			continue
		}
		out.Criteria = append(out.Criteria, c)
		switch against := slices.ContainsFunc(set.Tiers, func(t knowledge.Tier) bool { return slices.Contains(t.None, c.ID) }); {
		case against: // it speaks against the whole and is none of those that are counted
		case c.State == tell.Met:
			out.Met++
		case c.State == tell.NotMet:
			out.NotMet++
		default:
			out.Unknown++
		}
	}
	return out
}
