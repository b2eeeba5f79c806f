package web

import (
	"slices"
	"strconv"
	"strings"

	"charley"
	"charley/knowledge"
	"charley/words"
)

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
	Rule     string // in the language of rules, for who wants to check it
	Flag     string // as on knownPage
	Help     bool   // it says what may help: hidden while a flag stands
	Sources  []sourceLine
	More     string // address of what it means for this person
	MoreText string
}

type textPart struct{ Heading, Text string }

func showRecord(v *visit) error {
	s, id := v.site, v.r.PathValue("id")
	p, ok := s.record(v.r.URL.Query().Get("kind"), id)
	if !ok {
		return charley.ErrNotFound
	}
	var err error
	if p.Flag, err = v.standingFlag(); err != nil {
		return err
	}
	if p.Flag != "" && (slices.Contains(topicsOfHelp[:], id) || p.Help) {
		p.Rows, p.Claims, p.Texts = nil, nil, nil
	}
	return v.show("record", frame{Title: p.Heading, Nav: "answers", Page: p})
}

// record is the page of one record. Of several that share an id it is that of the
// kind that was asked for, or of the first kind here.
func (s *site) record(kind, id string) (recordPage, bool) {
	for _, of := range []struct {
		kind string
		page func(string) (recordPage, bool)
	}{
		{"conditions", s.conditionRecord}, {"topics", s.topicRecord}, {"flags", s.flagRecord}, {"remedies", s.remedyRecord}, {"causes", s.causeRecord},
		{"exposures", s.exposureRecord}, {"gates", s.gateRecord}, {"standing", s.standingRecord}, {"medicines", s.medicineRecord},
		{"intakes", s.intakeRecord}, {"sources", s.sourceRecord},
	} {
		if kind != "" && kind != of.kind {
			continue
		}
		if p, ok := of.page(id); ok {
			p.Reviewed, p.Version = s.reviewsOf(of.kind, id), s.knowledge.Version()
			return p, true
		}
	}
	return recordPage{}, false
}

func (p *recordPage) part(w *words.Catalogue, key, text string) {
	if text != "" {
		p.Texts = append(p.Texts, textPart{w.T("record." + key), text})
	}
}

func (s *site) conditionRecord(id string) (recordPage, bool) {
	c, ok := s.knowledge.Conditions().Get(id)
	p := recordPage{Heading: c.Name, Lead: c.What, Claims: s.claims(c.Claims), Tests: s.tests(c)}
	p.part(s.words, "feels", c.Feels)
	p.part(s.words, "apart", c.Apart)
	return p, ok
}

func (s *site) topicRecord(id string) (recordPage, bool) {
	t, ok := s.knowledge.Topics().Get(id)
	return recordPage{Heading: t.Title, Lead: t.Lead, Rows: t.Rows, Claims: s.claims(t.Claims)}, ok
}

func (s *site) flagRecord(id string) (recordPage, bool) {
	f, ok := s.knowledge.Flags().Get(id)
	p := recordPage{Heading: f.Name, Lead: f.Why, Claims: s.claims(f.Claims)}
	p.part(s.words, "until", f.UntilThen)
	if ok {
		p.Rule = f.When.String()
	}
	return p, ok
}

func (s *site) remedyRecord(id string) (recordPage, bool) {
	r, ok := s.knowledge.Remedies().Get(id)
	p := recordPage{Heading: r.Name, Lead: r.What, Claims: s.claims(r.Claims), Help: true, More: helpPath + "/" + id, MoreText: s.words.T("record.for_you")}
	for _, f := range r.For {
		if c, known := s.knowledge.Conditions().Get(f.Condition); known {
			p.Texts = append(p.Texts, textPart{s.conditionFor(c.Name, f), f.Says})
		}
	}
	p.part(s.words, "expect", r.Expect)
	p.part(s.words, "limits", strings.Join(r.Limits, " "))
	p.part(s.words, "interactions", strings.Join(r.Interactions, " "))
	p.part(s.words, "pregnancy", r.Pregnancy)
	return p, ok
}

func (s *site) causeRecord(id string) (recordPage, bool) {
	c, ok := s.knowledge.Causes().Get(id)
	p := recordPage{Heading: c.Name, Lead: c.Effect, Claims: s.claims(c.Claims), More: whyPath, MoreText: s.words.T("record.why_you")}
	p.part(s.words, "do", c.Do)
	if ok {
		p.Facts = []fact{{s.words.T("record.strength"), s.words.T("strength." + c.Grade)}, {s.words.T("source.mark"), s.words.T("mark." + c.Mark)}}
		p.Sources = s.sourceLines(c.Sources)
	}
	return p, ok
}

func (s *site) exposureRecord(id string) (recordPage, bool) {
	x, ok := s.knowledge.Exposures().Get(id)
	p := recordPage{Heading: x.Name, Lead: x.Question, Claims: s.claims(x.Claims), More: whyPath, MoreText: s.words.T("record.why_you")}
	p.part(s.words, "do", x.Do)
	return p, ok
}

func (s *site) gateRecord(id string) (recordPage, bool) {
	g, ok := s.knowledge.Gates().Get(id)
	p := recordPage{Heading: g.Name, Lead: g.Question, Claims: s.claims(g.Claims)}
	p.part(s.words, "who", g.Who)
	if ok {
		p.Rule = g.When.String()
	}
	return p, ok
}

func (s *site) standingRecord(id string) (recordPage, bool) {
	r, ok := s.knowledge.Standing().Get(id)
	return recordPage{Heading: r.Name, Lead: s.words.List(r.Names), Claims: s.claims(r.Claims)}, ok
}

func (s *site) medicineRecord(id string) (recordPage, bool) {
	m, ok := s.knowledge.Medicines().Get(id)
	p := recordPage{Heading: m.Name, Lead: s.words.List(slices.Concat(m.Brands, m.Names)), Claims: s.claims(m.Claims)}
	if ok {
		p.Facts = []fact{{s.words.T("record.atc"), s.words.List(m.ATC)}, {s.words.T("record.groups"), s.plainGroups(id)}}
		p.part(s.words, "stop", s.words.T("about.medicines.stop"))
	}
	return p, ok
}

func (s *site) intakeRecord(id string) (recordPage, bool) {
	i, ok := s.knowledge.Intakes().Get(id)
	p := recordPage{Heading: i.Name, Lead: i.Enough, Claims: s.claims(i.Claims), Help: true, More: foodPath, MoreText: s.words.T("help.food")}
	for _, l := range i.Levels {
		p.Facts = append(p.Facts, fact{words.Capital(l.Who), s.words.T("record.level", l.Amount, i.Unit, l.Kind)})
	}
	return p, ok
}

func (s *site) sourceRecord(id string) (recordPage, bool) {
	x, ok := s.knowledge.Sources().Get(id)
	if !ok {
		return recordPage{}, false
	}
	w := s.words
	p := recordPage{Heading: x.Title, Lead: x.Note, Facts: []fact{{w.T("source.year"), strconv.Itoa(x.Year)}, {w.T("source.mark"), w.T("mark." + x.Mark)}}}
	for _, where := range []struct{ key, text string }{{"source.doi", x.DOI}, {"source.pmid", x.PMID}, {"source.address", x.Address}} {
		if where.text != "" {
			p.Facts = append(p.Facts, fact{w.T(where.key), where.text})
		}
	}
	return p, true
}
