package web

import (
	"net/url"
	"strconv"
	"strings"

	"charley"
)

// factValues are the fields of a medicine as its form shows them.
func factValues(m charley.Fact) url.Values {
	out := url.Values{"m.name": {m.Name}, "m.dose": {m.Dose}, "note": {m.Note}}
	for prefix, date := range map[string]string{"m.": m.From, "u.": m.Until} {
		year, month, _ := strings.Cut(date, "-")
		month, _, _ = strings.Cut(month, "-")
		out.Set(prefix+"year", year)
		out.Set(prefix+"month", strings.TrimPrefix(month, "0"))
	}
	return out
}

// factForm is the form that mends a medicine; other facts are mended on the
// page that asked for them.
func (v *visit) factForm(f *form, m charley.Fact) (fields *plainForm, page string) {
	switch m.About {
	case charley.FactMedicine:
	case charley.FactAnswers, charley.FactFlag:
		return nil, askPath
	default:
		return nil, "/about-you"
	}
	since, until := f.months("m.month"), f.months("u.month")
	since.Legend, until.Legend = v.site.words.T("medicine.from.month"), v.site.words.T("medicine.until.month")
	note := f.input("text", "note", "label.note").lines(2)
	return &plainForm{
		Inputs: []input{
			f.input("text", "m.name", "about.medicine.name"), f.input("text", "m.dose", "about.medicine.dose").short(),
			f.input("text", "m.year", "medicine.from.year").short(), f.input("text", "u.year", "medicine.until.year").short(),
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
	rev, _ := strconv.Atoi(f.get("rev"))
	return sheet{ID: m.ID, Rev: rev, Kind: charley.KindFact, Body: map[string]any{
		"name": orNil(name), "dose": orNil(f.text("m.dose", maxName)), "note": orNil(f.text("note", maxNote)),
		"from": date("m.", m.From), "until": date("u.", m.Until),
	}}
}
