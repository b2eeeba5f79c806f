package web

import (
	"charley/tell"
	"charley/told"
)

// A revisedCard says what a change of the records, or of the program, changed in what
// this person is told, so that nothing they were told turns round without a word.
type revisedCard struct {
	Lifted   string // warning signs that are not told any more; "" if there are none
	Lead     string
	Lines    []string
	Editions string
}

// mostRevised is how many lines of a change are shown.
const mostRevised = 12

// revised are the changes of the rules of late that changed what this person is told,
// newest first. A page that says what to do now does not fail for want of them.
func (v *visit) revised(now tell.Telling) (out []revisedCard) {
	all, err := v.site.app.RevisedLately(v.r.Context(), v.caller, now)
	if err != nil {
		v.site.log.Error("cannot read what changed with the rules", "error", err)
		return nil
	}
	w := v.site.words
	for _, one := range all {
		c := revisedCard{Lead: w.T("revised.lead", w.Day(v.dayOf(one.At))), Lines: v.site.revisedLines(one.Change), Editions: w.T("revised.editions", one.New.Edition, one.Old.Edition)}
		if !one.Clean() {
			c.Lead = w.T("revised.wrote", w.Day(v.dayOf(one.Before)), w.Day(v.dayOf(one.At)))
		}
		var gone []string
		for _, m := range one.Lifted() {
			gone = append(gone, v.site.signName(m))
		}
		if len(gone) > 0 {
			c.Lifted = w.T("revised.lifted", w.List(gone))
		}
		if more := len(c.Lines) - mostRevised; more > 0 {
			c.Lines = append(c.Lines[:mostRevised], w.N("revised.more", more))
		}
		out = append(out, c)
	}
	return out
}

// revisedLines say what changed, but for the signs that are not told any more.
func (s *site) revisedLines(c told.Change) (out []string) {
	w := s.words
	urgency := func(id string) string {
		u, _ := s.knowledge.Urgencies().Get(id)
		return u.Headline
	}
	for _, m := range c.Signs {
		switch {
		case m.Before == "":
			out = append(out, w.T("revised.new", s.signName(m)))
		case m.After != "":
			out = append(out, w.T("revised.sign", s.signName(m), urgency(m.After), urgency(m.Before)))
		}
	}
	if c.From != c.To {
		out = append(out, w.T("revised.urgency", urgency(c.To), urgency(c.From)))
	}
	for _, m := range c.Fits {
		if rec, ok := s.knowledge.Conditions().Get(m.ID); ok {
			m.Name = rec.Name
		}
		out = append(out, s.movedLine(m, "band."))
	}
	for _, m := range c.Remedies {
		if rec, ok := s.knowledge.Remedies().Get(m.ID); ok {
			m.Name = rec.Name
		}
		out = append(out, s.movedLine(m, "status."))
	}
	return out
}

// movedLine is one thing of which something else is told, in the words of a family of
// keys. A word that only another edition knew is shown as it was kept.
func (s *site) movedLine(m told.Moved, family string) string {
	w := s.words
	says := func(code string) string {
		if w.Has(family + code) {
			return w.T(family + code)
		}
		return code
	}
	switch {
	case m.Before == "":
		return w.T("revised.now", m.Name, says(m.After))
	case m.After == "":
		return w.T("revised.gone", m.Name, says(m.Before))
	}
	return w.T("revised.moved", m.Name, says(m.Before), says(m.After))
}

// signName is a warning sign as it is called now, or was called then.
func (s *site) signName(m told.Moved) string {
	if rec, ok := s.knowledge.Flags().Get(m.ID); ok {
		return rec.Name
	}
	return m.Name
}
