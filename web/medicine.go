package web

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"charley"
	"charley/cause"
	"charley/knowledge"
)

// factValues are the fields of a medicine, or of something bad in a test, as its form shows them.
func factValues(m charley.Fact) url.Values {
	if m.About == charley.FactHarm {
		return harmValues(m)
	}
	out := url.Values{"m.name": {m.Name}, "m.dose": {m.Dose}, "note": {m.Note}}
	for prefix, date := range map[string]string{"m.": m.From, "u.": m.Until} {
		year, month, _ := strings.Cut(date, "-")
		month, _, _ = strings.Cut(month, "-")
		out.Set(prefix+"year", year)
		out.Set(prefix+"month", strings.TrimPrefix(month, "0"))
	}
	return out
}

// factForm is the form that mends a medicine, or something bad in a test; other facts are mended on the
// page that asked for them.
func (v *visit) factForm(f *form, m charley.Fact) (fields *plainForm, page string) {
	switch m.About {
	case charley.FactMedicine:
	case charley.FactAnswers, charley.FactFlag:
		return nil, askPath
	case charley.FactHarm:
		return f.harmFields(), ""
	case charley.FactVisit:
		return nil, sharePath
	default:
		return nil, "/about-you"
	}
	since, until := f.months("m.month"), f.months("u.month")
	since.Legend, until.Legend = v.site.words.T("medicine.from.month"), v.site.words.T("medicine.until.month")
	note := f.input("text", "note", "label.note").lines(2)
	return &plainForm{
		Inputs: []input{
			f.input("text", "m.name", "about.medicine.name"), f.input("text", "m.dose", "about.medicine.dose").short(),
			f.input("text", "m.year", "medicine.from.year").short().numeric(), f.input("text", "u.year", "medicine.until.year").short().numeric(),
		},
		Choices: []choice{since, until}, Note: &note,
	}, ""
}

// medicineSheet reads a medicine that was mended. A date that was not touched
// keeps its day, which the form does not show.
func (f *form) medicineSheet(m charley.Fact) sheet {
	name := f.text("m.name", maxName)
	if name == "" && m.Code == "" {
		f.refuse("m.name", "wrong.medicine")
	}
	kept := factValues(m)
	date := func(prefix, stored string) any {
		if f.get(prefix+"year") == kept.Get(prefix+"year") && f.get(prefix+"month") == kept.Get(prefix+"month") {
			return orNil(stored)
		}
		return orNil(f.partial(prefix+"year", prefix+"month"))
	}
	rev := f.rev("rev")
	return sheet{ID: m.ID, Rev: rev, Kind: charley.KindFact, Body: map[string]any{
		"name": orNil(name), "dose": orNil(f.text("m.dose", maxName)), "note": orNil(f.text("note", maxNote)),
		"from": date("m.", m.From), "until": date("u.", m.Until),
	}}
}

// A medicineLine is one medicine in the list of the page about the person.
type medicineLine struct {
	ID          charley.EntryID
	Name, Since string
	Known       string // what it is, where the name that was written is another
	Effect      string // what it is linked with, in words
	Open        bool   // it is not settled which medicine it is
}

// medicines are the medicines, by name.
func (k standings) medicines() []charley.Fact {
	var out []charley.Fact
	for _, f := range k {
		if f.About == charley.FactMedicine {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b charley.Fact) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), a.Received.Compare(b.Received))
	})
	return out
}

func (s *site) medicineLine(m charley.Fact) medicineLine {
	line := medicineLine{ID: m.ID, Name: m.Name, Open: !s.settled(m)}
	if rec, ok := s.medicineOf(m); ok {
		if m.Name == "" {
			line.Name = rec.Name
		} else if !strings.EqualFold(m.Name, rec.Name) {
			line.Known = rec.Name
		}
		line.Effect = s.effectOf(rec.ID)
	}
	if m.Dose != "" {
		line.Name += " " + m.Dose
	}
	switch {
	case m.From != "" && m.Until != "":
		line.Since = s.words.T("medicine.run", s.words.Partial(m.From), s.words.Partial(m.Until))
	case m.From != "":
		line.Since = s.words.T("medicine.since", s.words.Partial(m.From))
	case m.Until != "":
		line.Since = s.words.T("medicine.until", s.words.Partial(m.Until))
	}
	return line
}

// medicineOf is the record of a medicine: the one that was tapped, or the one
// whose name was written.
func (s *site) medicineOf(m charley.Fact) (knowledge.Medicine, bool) {
	if rec, ok := s.knowledge.Medicines().Get(m.Code); ok {
		return rec, true
	}
	return s.app.Counsel.Names.Medicine(m.Name)
}

// settled says that it is clear which medicine is meant: one was tapped, "as I
// wrote it" was, or the name is exactly that of one that looks like no other.
func (s *site) settled(m charley.Fact) bool {
	if m.Code != "" {
		return true
	}
	rec, ok := s.app.Counsel.Names.Medicine(m.Name)
	return ok && len(rec.ConfusedWith) == 0
}

// effectOf is what a medicine is linked with, in words; "" if with neither.
func (s *site) effectOf(id string) string {
	var out []string
	for _, what := range s.app.Counsel.Finder.Linked(cause.Medicine{ID: id, Groups: s.app.Counsel.Names.Groups(id)}) {
		out = append(out, s.words.T("medicine.effect."+what))
	}
	return s.words.List(out)
}

// A medicinePick asks which medicine a name means. Nothing is ever taken for
// another name without a tap.
type medicinePick struct {
	ID      charley.EntryID
	Rev     int
	Written string
	Options []medicineOption
	Nothing bool // no name is near
}

type medicineOption struct {
	Value, Name, Via, Plain string
}

// mostPicks is how many names are offered.
const mostPicks = 5

// pick asks about one medicine; nil where there is nothing to ask.
func (s *site) pick(known standings, which string) *medicinePick {
	m, ok := known[charley.FactMedicine+"."+which]
	if !ok {
		return nil
	}
	p := &medicinePick{ID: m.ID, Rev: m.Rev, Written: m.Name}
	seen := map[string]bool{}
	offer := func(rec knowledge.Medicine, via string) {
		if seen[rec.ID] {
			return
		}
		seen[rec.ID] = true
		o := medicineOption{Value: rec.ID, Name: rec.Name, Plain: s.plainGroups(rec.ID)}
		if via != "" && !strings.EqualFold(via, rec.Name) {
			o.Via = via
		}
		p.Options = append(p.Options, o)
	}
	for _, found := range s.app.Counsel.Medicines.Find(m.Name, mostPicks) {
		offer(found.Medicine, found.Via)
		for _, id := range found.Alike { // what it can be confused with, beside it
			if other, ok := s.knowledge.Medicines().Get(id); ok {
				offer(other, "")
			}
		}
	}
	p.Nothing = len(p.Options) == 0
	return p
}

// plainGroups say what a medicine is for, in plain words.
func (s *site) plainGroups(id string) string {
	for _, group := range s.app.Counsel.Names.Groups(id) {
		if g, ok := s.knowledge.Groups().Get(group); ok && g.Plain != "" {
			return g.Plain
		}
	}
	return ""
}

// savePick keeps which medicine a name means.
func savePick(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	known, err := v.standings()
	if err != nil {
		return err
	}
	m, ok := known[charley.FactMedicine+"."+f.get("id")]
	code := f.get("code")
	if !ok || code != charley.AsWritten && !v.site.knowledge.Medicines().Has(code) {
		return charley.ErrNotFound
	}
	if _, err := v.save(sheet{ID: m.ID, Rev: max(f.rev("rev"), 1), Kind: charley.KindFact, Body: map[string]any{"code": code}}); err != nil {
		return err
	}
	return v.see(did("/about-you", didSave, ""))
}

// months is a list of months to pick from, by number.
func (f *form) months(name string) choice {
	c := choice{Name: name, Legend: f.words.T("about.month"), Wrong: f.wrong[name]}
	c.Options = append(c.Options, option{Value: "", Label: f.words.T("about.month.none")})
	for m := time.January; m <= time.December; m++ {
		value := strconv.Itoa(int(m))
		c.Options = append(c.Options, option{Value: value, Label: f.words.Month(m), On: f.get(name) == value})
	}
	return c
}
