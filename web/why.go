package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"charley"
	"charley/app"
	"charley/cause"
	"charley/knowledge"
	"charley/rule"
	"charley/words"
)

// A whyPage is what may stand behind the cramps and the restlessness: links
// between people, each with how sure it is and what to do.
type whyPage struct {
	Heading  string
	Patterns *patterns
	Pressing bool // warning signs are not checked
	Lists    []causeList
	Dry      *causeCard
	Daily    []exposureLine
	Usual    *usualForm
	Version  string
	Reviewed string
	About    bool // nothing is known about the person yet
}

// A causeList are the causes of cramps, or of restless legs.
type causeList struct {
	ID, Heading string
	Kind        string // its colour
	There       []causeCard
	Fixed       []causeCard // there, and not to be changed
	Not         []causeCard // there, and studied and not supported
	Unknown     int         // how many are not known
}

// A causeCard is one cause.
type causeCard struct {
	ID, Name, Strength, Effect, Do string
	First                          bool // warning signs come first
	Medicines                      []string
	Looks                          []string
}

// An exposureLine is something that varies by day.
type exposureLine struct{ ID, Name, Says, Strength, Do, Usual string }

func showWhy(v *visit) error { return v.showWhy(nil) }

func (v *visit) showWhy(f *form) error {
	told, urgent, err := v.advised()
	if err != nil || urgent {
		return err
	}
	s, w := v.site, v.site.words
	p := whyPage{Pressing: told.Telling.Pressing(), Version: told.Standing.Version, Reviewed: s.reviewed(), About: len(told.Telling.Said) == 0}
	if p.Patterns, err = v.patterns(); err != nil {
		return err
	}
	p.Heading = w.T("pattern.title")
	if p.Patterns.State == "" {
		p.Heading = w.N("pattern.heading", p.Patterns.Nights)
	}
	for _, list := range []struct {
		id, kind string
		findings []cause.Finding
	}{{"cramps", "cramp", told.Standing.Cramps}, {"restless", "restless", told.Standing.Restless}} {
		p.Lists = append(p.Lists, s.causeList(list.id, list.kind, list.findings, told))
	}
	if told.Advice.Sure && len(told.Advice.Aims) == 1 && told.Advice.Aims[0] == "rls" { // what fits comes first
		p.Lists[0], p.Lists[1] = p.Lists[1], p.Lists[0]
	}
	if d := told.Standing.Dry; d.State == cause.Present || d.State == cause.Likely {
		card := s.causeCard(d, told, charley.Cramp)
		card.Name = w.T("dry." + d.State)
		card.Medicines = s.app.Counsel.Teller.Phrases(d.Because, told.Facts.Answers())
		p.Dry = &card
	}
	p.Daily = s.daily(told, v.settings)
	if f == nil {
		f = s.newForm(s.usualValues(told.Telling.Remembered.Answers()))
	}
	p.Usual = s.usualForm(f)
	status := http.StatusOK
	if !f.ok() {
		status = http.StatusUnprocessableEntity
	}
	return v.showStatus(status, "why", frame{Title: w.T("pattern.title"), Nav: "answers", Page: p})
}

func (s *site) causeList(id, kind string, findings []cause.Finding, told app.Advised) causeList {
	list := causeList{ID: id, Heading: s.words.T("why.list." + id), Kind: kind}
	for _, c := range findings {
		switch c.State {
		case cause.Unknown:
			list.Unknown++
		case cause.NotSupported:
			list.Not = append(list.Not, s.causeCard(c, told, kind))
		default:
			if rec, _ := s.knowledge.Causes().Get(c.ID); rec.Fixed {
				list.Fixed = append(list.Fixed, s.causeCard(c, told, kind))
			} else if c.ID != told.Standing.Dry.ID { // it has a card of its own
				list.There = append(list.There, s.causeCard(c, told, kind))
			}
		}
	}
	return list
}

func (s *site) causeCard(c cause.Finding, told app.Advised, what string) causeCard {
	w := s.words
	card := causeCard{ID: c.ID, Name: c.Name, Strength: w.T("strength." + c.Grade), Effect: c.Effect, Do: c.Do, First: c.State == cause.CheckFirst}
	for _, m := range c.Medicines {
		line := m.Name
		if m.From != "" {
			line = w.T("why.since", m.Name, w.Partial(m.From))
		}
		if m.Timing != "" {
			line += ": " + w.T("timing."+m.Timing, s.knowledge.Advice().SuspectDays/daysAMonth)
		}
		card.Medicines = append(card.Medicines, line)
		for _, look := range told.Looks {
			if look.Entry == m.Entry && look.What == what && c.State != cause.CheckFirst {
				card.Looks = append(card.Looks, s.lookWords(look))
			}
		}
	}
	return card
}

// daysAMonth is how many days a month has, to say a length of time in words.
const daysAMonth = 30

// lookWords are the rate before and after a medicine began, with their widths,
// or why that cannot be said.
func (s *site) lookWords(m app.MedicineLook) string {
	w := s.words
	if m.Look == nil {
		if errors.Is(m.Why, cause.ErrNoStart) {
			return w.T("look.year")
		}
		return w.T("look.few", s.knowledge.Advice().LookLeast)
	}
	rate := func(r cause.Rate) string { return w.T("look.rate", one(r.PerWeek), one(r.Lo), one(r.Hi), r.Nights) }
	return w.T("look."+m.Look.What, rate(m.Look.Before), rate(m.Look.After))
}

// one is a number with one decimal.
func one(x float64) float64 { return float64(int(x*10+0.5)) / 10 }

// daily are the exposures that the person is asked about, with what is usual.
func (s *site) daily(told app.Advised, set charley.Settings) []exposureLine {
	var out []exposureLine
	for _, x := range s.asked(set) {
		line := exposureLine{ID: x.ID, Name: x.Name, Do: x.Do}
		if len(x.Claims) > 0 {
			line.Says, line.Strength = x.Claims[0].Says, s.words.T("strength."+x.Claims[0].Grade)
		}
		for _, u := range told.Usual {
			switch {
			case u.Exposure != x.ID:
			case u.Amount:
				line.Usual = s.words.T("usual.mean", one(u.Mean), x.Unit, u.Days)
			default:
				line.Usual = s.words.T("usual.share", u.So, u.Days)
			}
		}
		out = append(out, line)
	}
	return out
}

// A usualForm asks what most days are like, for who has no diary yet.
type usualForm struct {
	Days, None choice
	Amounts    []input
	Urine      choice
	Fresh      string
	Open       bool // it is not folded: something on it cannot be kept
}

// habits are the keys of the codebook that the form asks: those that take a tick,
// and amounts.
func (s *site) habits() (ticks, amounts []string) {
	for _, f := range s.knowledge.Features().All() {
		switch {
		case f.Part != "habit":
		case f.Kind == knowledge.YesOrNo:
			ticks = append(ticks, f.ID)
		case f.Kind == knowledge.Quantity:
			amounts = append(amounts, f.ID)
		}
	}
	return ticks, append(amounts, urineKey)
}

const urineKey = "urine_colour"

func (s *site) usualForm(f *form) *usualForm {
	w := s.words
	u := usualForm{Fresh: f.get("id"), Open: !f.ok(), Days: choice{Name: "day", Legend: w.T("usual.days"), Many: true}, None: f.askMany("none", "about.none", "about.none.", []string{"yes"})}
	ticks, amounts := s.habits()
	for _, key := range ticks {
		u.Days.Options = append(u.Days.Options, option{Value: key, Label: words.Capital(s.app.Counsel.Teller.Short(key)), On: slices.Contains(f.values["day"], key)})
	}
	for _, key := range amounts {
		rec, _ := s.knowledge.Features().Get(key)
		if key != urineKey {
			u.Amounts = append(u.Amounts, input{Name: key, Label: rec.Question, Hint: rec.Unit, Type: "text", Value: f.values.Get(key), Wrong: f.wrong[key], Short: true}.decimal())
			continue
		}
		u.Urine = choice{Name: key, Legend: rec.Question, Scale: true, Wrong: f.wrong[key]}
		for n := rec.Min; n <= rec.Max; n++ {
			u.Urine.Options = append(u.Urine.Options, option{Value: number(n), Label: number(n), On: f.get(key) == number(n)})
		}
		u.Urine = u.Urine.orNone(f)
	}
	return &u
}

// usualValues are the answers as the form shows them.
func (s *site) usualValues(known rule.Answers) url.Values {
	out := url.Values{"id": {freshID()}}
	ticks, amounts := s.habits()
	no := 0
	for _, key := range ticks {
		if v := known[key]; v.Yes {
			out.Add("day", key)
		} else if v.Kind == rule.Flag {
			no++
		}
	}
	if no > 0 && no+len(out["day"]) == len(ticks) {
		out.Set("none", "yes")
	}
	for _, key := range amounts {
		out.Set(key, testValue(known[key]))
	}
	return out
}

// saveWhy keeps what the person says of their usual days. A box that stayed empty
// is a no only where "none of these" was ticked; one that was emptied, and an
// amount that was, are not known any more.
func saveWhy(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	told, err := v.site.app.Tell(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	said, was := map[string]any{}, told.Remembered.Answers()
	ticks, amounts := v.site.habits()
	for _, key := range ticks {
		switch {
		case slices.Contains(f.values["day"], key):
			said[key] = true
		case f.tick("none"):
			said[key] = false
		case was[key].Yes:
			said[key] = charley.DontKnow
		}
	}
	for _, key := range amounts {
		rec, _ := v.site.knowledge.Features().Get(key)
		if n := f.number(key, rec.Min, rec.Max); n != nil {
			said[key] = *n
		} else if f.get(key) == "" && was.Known(key) {
			said[key] = charley.DontKnow
		}
	}
	id := f.id("id")
	if !f.ok() {
		return v.showWhy(f)
	}
	if len(said) > 0 {
		if err := v.keepAnswers(id, said); err != nil {
			return err
		}
	}
	return v.see(did(whyPath, didSave, ""))
}

// asked are the exposures that the person is asked about.
func (s *site) asked(set charley.Settings) []knowledge.Exposure {
	var out []knowledge.Exposure
	for _, x := range s.knowledge.ExposuresOf(set) {
		if set.Asked == nil && x.Default || slices.Contains(set.Asked, x.ID) {
			out = append(out, x)
		}
	}
	return out
}
