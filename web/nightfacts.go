package web

import (
	"strconv"
	"time"

	"charley"
	"charley/diary"
)

// A fact is one thing that is known, with its name.
type fact struct{ Name, Value string }

type awayLine struct {
	ID   charley.EntryID
	Text string
}

// whyBad are the reasons why a night counts as bad; none for any other.
func (s *site) whyBad(r diary.NightRecord, limits charley.BadLimits) []string {
	var out []string
	if r.Bad != charley.Yes {
		return nil
	}
	if n := r.Count(charley.Cramp); n > 0 {
		out = append(out, s.words.N("bad.cramps", n))
	}
	if m := r.Morning; m != nil && m.Bother != nil && *m.Bother >= float64(limits.Bother) {
		out = append(out, s.words.T("bad.bother", *m.Bother))
	}
	if m := r.Morning; m != nil && m.SleepLost != nil && *m.SleepLost >= limits.SleepLost {
		out = append(out, s.words.T("bad.sleep", s.minutes(float64(*m.SleepLost))))
	}
	return out
}

// late is how long after its night a morning counts as filled in late: past
// the next day's small hours.
const late = 16 * time.Hour

// lateness says how much of a check-in was filled in late.
type lateness struct {
	fields map[string]bool // those whose present value was given late
	All    bool
	Some   bool // but not all
}

// lateIn says which answers of a check-in were given after a moment.
func (v *visit) lateIn(e charley.Entry, at time.Time) (lateness, error) {
	revs, _, err := v.site.app.History(v.r.Context(), v.caller, e.ID)
	if err != nil {
		return lateness{}, err
	}
	out := lateness{fields: diary.GivenAfter(revs, at)}
	given, late := 0, 0
	for field := range e.Fields {
		if field == "night" || field == "zone" {
			continue
		}
		given++
		if out.fields[field] {
			late++
		}
	}
	out.All, out.Some = late > 0 && late == given, late > 0 && late < given
	return out, nil
}

// morningFacts are what a morning said, in words.
func (s *site) morningFacts(r diary.NightRecord) []fact {
	m, w := r.Morning, s.words
	var out []fact
	add := func(key, value string) { out = append(out, fact{Name: w.T(key), Value: value}) }
	if r.Complete {
		add("fact.complete", w.T("fact.complete.yes"))
	} else {
		add("fact.complete", w.T("fact.complete.no"))
	}
	if m.Cramps != nil {
		add("field.cramps", s.words.Number(*m.Cramps))
	}
	if m.CrampWorst != nil {
		add("field.cramp_worst", w.T("line.intensity", *m.CrampWorst))
	}
	if m.Soreness != "" {
		add("field.soreness", w.T("sore."+m.Soreness))
	}
	if m.SleepLost != nil {
		add("field.sleep_lost", s.minutes(float64(*m.SleepLost)))
	}
	if m.Bother != nil {
		add("field.restless_bother", w.T("line.intensity", *m.Bother))
	}
	if bed := s.bedWords(r, "bed.times"); bed != "" {
		add("fact.bed", bed)
	}
	if m.Note != "" {
		add("label.note", m.Note)
	}
	return out
}

// eveningFacts are what an evening said, in the order of the questions. Where only
// some of it was filled in late, that is said of each of those.
func (s *site) eveningFacts(e charley.Evening, late lateness) []fact {
	var out []fact
	for _, x := range s.knowledge.Exposures().All() {
		a, ok := e.Exposures[x.ID]
		if !ok {
			continue
		}
		value := s.answerWords(x.ID, a)
		if late.Some && late.fields[charley.ExposurePrefix+x.ID] {
			value = s.words.T("fact.late", value)
		}
		out = append(out, fact{Name: x.Name, Value: value})
	}
	if e.Note != "" {
		out = append(out, fact{Name: s.words.T("label.note"), Value: e.Note})
	}
	return out
}

// answerWords are an answer about an exposure as its choice is labelled.
func (s *site) answerWords(id string, a charley.Answer) string {
	x, known := s.knowledge.Exposures().Get(id)
	if known {
		for _, c := range x.Choices {
			if choiceValue(c) == answerValue(x, a) {
				return c.Label
			}
		}
	}
	if a.Amount != nil {
		return s.words.T("evening.amount", *a.Amount, x.Unit)
	}
	return s.words.T("tri." + strconv.FormatBool(a.Said == charley.Yes))
}

// awayWords say why and how long: "Away from home, Sun 22 Nov to Tue 24 Nov".
func (s *site) awayWords(a charley.Away) string {
	if a.From == a.Until {
		return s.words.T("away.one", s.words.T("reason."+a.Reason), s.words.ShortDay(a.From))
	}
	return s.words.T("away.run", s.words.T("reason."+a.Reason), s.words.ShortDay(a.From), s.words.ShortDay(a.Until))
}
