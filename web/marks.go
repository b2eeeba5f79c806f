package web

import (
	"net/url"
	"slices"
	"strings"

	"charley"
	"charley/actogram"
	"charley/cause"
	"charley/diary"
	"charley/knowledge"
)

// dayMarks say of each night in a picture whether the day before held one thing.
type dayMarks struct {
	Name  string // of the exposure, with the amount from which it counts
	id    string
	days  []charley.Tri
	texts [3]string // unknown, no, yes
	keys  []legendItem
}

// A markForm chooses what is marked. What the page shows otherwise stays.
type markForm struct {
	With   choice
	Hidden map[string]string
	Wait   bool // what was chosen is an amount, and nobody knows yet from how much on it is marked
}

// markNone is the choice of no marks.
const markNone = "none"

// dayMarks are the days of what the address names, else of what is linked most likely
// with bad nights; nil for none. An amount is marked as the search divides its days, and
// not before that: so a day is marked alike in every window, and as it was counted.
func (v *visit) dayMarks(records []diary.NightRecord) (*dayMarks, error) {
	asked := v.r.URL.Query().Get("with")
	x, known := v.askable(asked)
	if asked != "" && !known {
		return nil, nil
	}
	above := 0.0
	if !known || x.Kind == knowledge.Amount {
		view, err := v.site.app.PatternsSoon(v.r.Context(), v.caller)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(view.Patterns.Found, func(f cause.Pattern) bool { return f.Exposure == x.ID || !known && f.Tier.Named() })
		if i < 0 {
			return nil, nil
		}
		x, known = v.askable(view.Patterns.Found[i].Exposure)
		if above = view.Patterns.Found[i].Cut; known && x.Kind == knowledge.Amount && !divides(view.Patterns.Found[i]) {
			return nil, nil
		}
	}
	if !known {
		return nil, nil
	}
	return v.site.dayMarks(x, above, records), nil
}

// askable finds an exposure that this person can be asked about.
func (v *visit) askable(id string) (knowledge.Exposure, bool) {
	all := v.site.knowledge.ExposuresOf(v.settings)
	i := slices.IndexFunc(all, func(x knowledge.Exposure) bool { return x.ID == id })
	if i < 0 {
		return knowledge.Exposure{}, false
	}
	return all[i], true
}

// divides says that the search told days with an exposure from days without it. It knows no
// amount to do that by where every day was alike, or no night was known.
func divides(f cause.Pattern) bool { return f.Amount || f.Exposed > 0 && f.Unexposed > 0 }

func (s *site) dayMarks(x knowledge.Exposure, above float64, records []diary.NightRecord) *dayMarks {
	w := s.words
	m := &dayMarks{Name: x.Name, id: x.ID, days: actogram.Days(records, actogram.Exposure{ID: x.ID, Amount: x.Kind == knowledge.Amount, Above: above, NoneMeansNo: x.NoneMeansNo}), texts: [3]string{w.T("lane.lost"), w.T("tri.false"), w.T("tri.true")}}
	if x.Kind == knowledge.Amount {
		m.Name = w.T("pattern.above", x.Name, number(above), x.Unit)
	}
	m.keys = []legendItem{{"day-yes", w.T("legend.day-yes", m.Name)}, {"day-no", w.T("legend.day-no")}, {"day-unknown", w.T("legend.day-unknown")}}
	return m
}

// class is how the stylesheet names the mark of a row; "" for none.
func (m *dayMarks) class(i int) string {
	return map[charley.Tri]string{charley.Yes: "day-yes", charley.No: "day-no"}[m.days[i]]
}

// words say the same.
func (m *dayMarks) words(i int) string {
	switch m.days[i] {
	case charley.Yes:
		return m.texts[2]
	case charley.No:
		return m.texts[1]
	}
	return m.texts[0]
}

// legend explains the marks.
func (m *dayMarks) legend() []legendItem { return m.keys }

// markForm offers what the evenings of this person tell, and what is marked now.
func (v *visit) markForm(records []diary.NightRecord, now *dayMarks) *markForm {
	w := v.site.words
	f := &markForm{With: choice{Name: "with", Legend: w.T("marks.legend")}, Hidden: map[string]string{}}
	f.With.Options = []option{{Value: markNone, Label: w.T("marks.none")}}
	told, asked := map[string]bool{}, v.r.URL.Query().Get("with")
	for _, r := range records {
		if r.Evening != nil {
			for id := range r.Evening.Exposures {
				told[id] = true
			}
		}
	}
	for _, x := range v.site.knowledge.ExposuresOf(v.settings) {
		here := now != nil && now.id == x.ID || now == nil && asked == x.ID
		f.Wait = f.Wait || here && now == nil
		if here || told[x.ID] {
			f.With.Options = append(f.With.Options, option{Value: x.ID, Label: x.Name, On: here})
		}
	}
	if len(f.With.Options) == 1 {
		return nil
	}
	f.With.Options[0].On = now == nil && !f.Wait
	for _, key := range [...]string{"to", "month"} {
		if said := v.r.URL.Query().Get(key); said != "" {
			f.Hidden[key] = said
		}
	}
	return f
}

// keep lets the links to other nights keep what was chosen to be marked.
func (p *nightsPage) keep(with string) {
	if with == "" {
		return
	}
	links := []*periodLink{p.Older, p.Newer}
	for i := range p.Views {
		links = append(links, &p.Views[i])
	}
	for _, l := range links {
		if l != nil {
			l.Link += map[bool]string{true: "&", false: "?"}[strings.Contains(l.Link, "?")] + "with=" + url.QueryEscape(with)
		}
	}
}
