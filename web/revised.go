package web

import (
	"slices"
	"time"

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

const (
	revisedFor  = 60 * 24 * time.Hour // how long a change is shown
	mostRevised = 12                  // lines of it
)

// revised is the latest change of the rules that changed what this person is told; nil
// if there was none lately. A warning sign that the person has ended themselves since is
// not put down to the rules.
func (v *visit) revised(now tell.Telling) (*revisedCard, error) {
	all, err := v.site.app.Revised(v.r.Context(), v.caller)
	if err != nil || len(all) == 0 || v.site.app.Now().Sub(all[0].At) > revisedFor {
		return nil, err
	}
	w, last := v.site.words, all[0]
	c := &revisedCard{Lead: w.T("revised.lead", w.Day(v.dayOf(last.At))), Editions: w.T("revised.editions", last.New.Edition, last.Old.Edition)}
	if last.Wrote {
		c.Lead = w.T("revised.wrote", w.Day(v.dayOf(last.At)))
	}
	var gone []string
	for _, m := range last.Lifted() {
		if !slices.ContainsFunc(now.Past, func(f tell.PastFlag) bool { return f.ID == m.ID && f.Ended.After(last.Before) }) {
			gone = append(gone, v.site.signName(m))
		}
	}
	if len(gone) > 0 {
		c.Lifted = w.T("revised.lifted", w.List(gone))
	}
	c.Lines = v.site.revisedLines(last.Change)
	if more := len(c.Lines) - mostRevised; more > 0 {
		c.Lines = append(c.Lines[:mostRevised], w.N("revised.more", more))
	}
	return c, nil
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
