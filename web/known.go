package web

import (
	"slices"
	"time"

	"charley"
	"charley/knowledge"
)

// A knownPage is what is known, for somebody who only wants to read.
type knownPage struct {
	Topics   []knowledge.Topic
	Reviewed string
	Version  string
	Flag     string // a warning sign that stands, in words; "" if none does
}

// A claimLine is one statement with its footing.
type claimLine struct {
	Says, Grade, Mark, Reviewed string
	Sources                     []sourceLine
}

func showKnown(v *visit) error {
	p := knownPage{Topics: v.site.knowledge.Topics().All(), Reviewed: v.site.words.T("known.reviewed"), Version: v.site.knowledge.Version()}
	var err error
	if p.Flag, err = v.standingFlag(); err != nil {
		return err
	}
	if p.Flag != "" { // while it stands, nothing to try is shown
		p.Topics = slices.DeleteFunc(p.Topics, func(t knowledge.Topic) bool { return slices.Contains(topicsOfHelp[:], t.ID) })
	}
	return v.show("known", frame{Title: v.site.words.T("known.title"), Nav: "answers", Page: p})
}

// topicsOfHelp are the topics that say what may help.
var topicsOfHelp = [...]string{"what_helps_cramps", "what_helps_restless"}

// standingFlag is the headline of an urgent warning sign that stands, or "".
func (v *visit) standingFlag() (string, error) {
	told, err := v.site.app.Tell(v.r.Context(), v.caller)
	if err != nil || !told.Urgent() {
		return "", err
	}
	urgency, _ := v.site.knowledge.Urgencies().Get(told.Urgency)
	return urgency.Headline, nil
}

func (s *site) claims(list []knowledge.Claim) []claimLine {
	var out []claimLine
	for _, c := range list {
		out = append(out, claimLine{Says: c.Says, Grade: capital(s.words.T("grade." + c.Grade)), Mark: s.words.T("mark." + c.Mark), Reviewed: s.words.DayYear(charley.Night{Year: c.Reviewed.Year, Month: time.Month(c.Reviewed.Month), Day: c.Reviewed.Day}), Sources: s.sourceLines(c.Sources)})
	}
	return out
}

// A recordPage is one topic, condition, red flag or source, with all that it rests on.
type recordPage struct {
	Heading  string
	Lead     string
	Texts    []textPart
	Tests    []testLine
	Rows     []knowledge.Row // of a topic: two things side by side
	Claims   []claimLine
	Version  string
	Facts    []fact
	Reviewed string
	Flag     string // as on knownPage
}

type textPart struct{ Heading, Text string }

func showRecord(v *visit) error {
	s, w, id := v.site, v.site.words, v.r.PathValue("id")
	p := recordPage{Reviewed: w.T("known.reviewed")}
	part := func(key, text string) {
		if text != "" {
			p.Texts = append(p.Texts, textPart{w.T("record." + key), text})
		}
	}
	if c, ok := s.knowledge.Conditions().Get(id); ok {
		p.Heading, p.Lead, p.Claims = c.Name, c.What, s.claims(c.Claims)
		part("feels", c.Feels)
		part("apart", c.Apart)
		p.Tests = s.tests(c)
	} else if topic, ok := s.knowledge.Topics().Get(id); ok {
		p.Heading, p.Lead, p.Rows, p.Claims, p.Version = topic.Title, topic.Lead, topic.Rows, s.claims(topic.Claims), s.knowledge.Version()
	} else if f, ok := s.knowledge.Flags().Get(id); ok {
		p.Heading, p.Lead, p.Claims = f.Name, f.Why, s.claims(f.Claims)
		part("until", f.UntilThen)
		part("rule", f.When.String())
	} else if x, ok := s.knowledge.Sources().Get(id); ok {
		p.Heading, p.Lead = x.Title, x.Note
		p.Facts = append(p.Facts, fact{w.T("source.year"), number(float64(x.Year))}, fact{w.T("source.mark"), w.T("mark." + x.Mark)})
		for _, where := range []struct{ key, text string }{{"source.doi", x.DOI}, {"source.pmid", x.PMID}, {"source.address", x.Address}} {
			if where.text != "" {
				p.Facts = append(p.Facts, fact{w.T(where.key), where.text})
			}
		}
	} else {
		return charley.ErrNotFound
	}
	var err error
	if p.Flag, err = v.standingFlag(); err != nil {
		return err
	}
	if p.Flag != "" && slices.Contains(topicsOfHelp[:], id) {
		p.Rows, p.Claims = nil, nil
	}
	return v.show("record", frame{Title: p.Heading, Nav: "answers", Page: p})
}
