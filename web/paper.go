package web

import (
	"crypto/sha256"
	"net/http"
	"net/url"
	"slices"

	"charley"
	"charley/diary"
	"charley/handout"
	"charley/knowledge"
)

// A paperPage is where a diary kept on paper is typed in: the nights of one sheet of it, a row a night.
type paperPage struct {
	From   charley.Night // the first night on the sheet
	First  input
	Back   charley.Night // the first night of the sheet before, and of the one after; zero: there is none
	On     charley.Night
	ID     string // of this typing: the ids of its entries are made of it
	Rows   []paperRow
	Open   bool // some row can be filled in
	Before choice
	Wrong  string
	Wrongs []paperWrong
}

// A paperRow is one night of the sheet. What is written down for it already is shown, and not asked again.
type paperRow struct {
	Night      charley.Night
	Name       string
	There      string // what the diary holds of the night; "" if nothing
	Page       string // where that can be mended
	Nothing    *choice
	Fields     []input
	Sore       *choice
	Day        []paperField
	DayOpen    bool
	Wrong, Key string // what is wrong with the row as a whole, and the place of that on the page
}

// A paperField answers for an exposure: an amount is typed, a yes or a no chosen.
type paperField struct {
	Input  *input
	Choice *choice
}

// A paperWrong leads to a field that could not be read.
type paperWrong struct{ Link, Text string }

const (
	paperPath   = sharePath + "/paper"
	paperNights = handout.PaperNights // on a sheet
)

// A paperColumn is a column of the sheet that a morning keeps as a whole number.
type paperColumn struct {
	name, field, label string
	most               int
}

var paperColumns = [...]paperColumn{
	{"cramps", "cramps", "typed.cramps", diary.MaxCramps},
	{"worst", "cramp_worst", "typed.worst", 10},
	{"restless", "restless_bother", "typed.restless", 10},
	{"lost", "sleep_lost", "typed.lost", int(maxMinutes)},
}

// at is the name of a field of one night's row.
func (r paperRow) at(column string) string { return column + "-" + r.Night.String() }

func showPaper(v *visit) error {
	q := v.r.URL.Query()
	from, err := v.askedNight(q.Get("from"), v.lastNight().Add(1-paperNights))
	if err != nil {
		return err
	}
	return v.showPaper(http.StatusOK, from, v.site.newForm(url.Values{"id": {freshID()}}))
}

// paperRecords are the nights of the sheet that are over.
func (v *visit) paperRecords(from charley.Night) ([]diary.NightRecord, error) {
	last := from.Add(paperNights - 1)
	if v.lastNight().Before(last) {
		last = v.lastNight()
	}
	if last.Before(from) {
		return nil, nil
	}
	return v.site.app.Nights(v.r.Context(), v.caller, from, last)
}

func (v *visit) showPaper(status int, from charley.Night, f *form) error {
	records, err := v.paperRecords(from)
	if err != nil {
		return err
	}
	w := v.site.words
	p := paperPage{From: from, ID: f.get("id"), Wrong: f.wrong[""],
		First:  input{Name: "from", Label: w.T("typed.first"), Type: "date", Value: from.String(), Short: true},
		Before: f.choice("before", "typed.before", "typed.before.", []string{"yes"}),
		Back:   from.Add(-paperNights)}
	if next := from.Add(paperNights); !v.lastNight().Before(next) {
		p.On = next
	}
	asked := v.asks(diary.NightRecord{})
	for _, r := range records {
		row := v.paperRow(f, r, asked)
		p.Open = p.Open || row.Nothing != nil || len(row.Day) > 0
		p.Wrongs = append(p.Wrongs, row.wrongs()...)
		p.Rows = append(p.Rows, row)
	}
	return v.showStatus(status, "paper", frame{Title: w.T("typed.title"), Nav: "share", Page: p})
}

// paperRow makes the fields of a night. Where the diary has a morning already there are none for it, and the same for
// the day, unless somebody typed into them: what is typed stays until they take it out.
func (v *visit) paperRow(f *form, r diary.NightRecord, exposures []knowledge.Exposure) paperRow {
	w := v.site.words
	row := paperRow{Night: r.Night, Name: w.ShortNight(r.Night), Key: "row-" + r.Night.String()}
	row.Wrong = f.wrong[row.Key]
	if r.Recorded() || r.Away != nil {
		row.There, row.Page = w.List(append(v.site.countWords(r, false), v.site.nightWords(r))), "/nights/"+r.Night.String()
	}
	if r.Morning == nil || f.typedNight(row) {
		nothing := f.choice(row.at("nothing"), "typed.nothing", "typed.nothing.", []string{"yes"})
		row.Nothing = &nothing
		for _, c := range paperColumns {
			row.Fields = append(row.Fields, f.input("text", row.at(c.name), c.label).short().numeric())
		}
		sore := f.choice(row.at("sore"), "typed.sore", "sore.", soreWords[:])
		sore.Options = append([]option{{Label: w.T("typed.unsaid")}}, sore.Options...)
		row.Sore = &sore
	}
	if r.Evening == nil || f.typedDay(row, exposures) {
		for _, x := range exposures {
			row.Day = append(row.Day, v.paperField(f, row, x))
		}
		row.DayOpen = f.typedDay(row, exposures)
	}
	return row
}

// paperField is the field for one exposure of the day before a night.
func (v *visit) paperField(f *form, row paperRow, x knowledge.Exposure) paperField {
	name := row.at(asked + x.ID)
	if x.Kind == knowledge.Amount {
		label := x.Name
		if x.Unit != "" {
			label = v.site.words.T("typed.unit", x.Name, x.Unit)
		}
		return paperField{Input: &input{Name: name, Label: label, Type: "text", Mode: "decimal", Value: f.get(name), Wrong: f.wrong[name], Short: true}}
	}
	c := choice{Name: name, Legend: x.Name, Wrong: f.wrong[name], Options: []option{{Label: v.site.words.T("typed.unsaid")}}}
	for _, o := range x.Choices {
		c.Options = append(c.Options, option{Value: choiceValue(o), Label: o.Label, On: f.get(name) == choiceValue(o)})
	}
	return paperField{Choice: &c}
}

// typedNight says that something was typed into a row about its night; typedDay, about the day before it.
func (f *form) typedNight(r paperRow) bool {
	return f.tick(r.at("nothing")) || f.get(r.at("sore")) != "" ||
		slices.ContainsFunc(paperColumns[:], func(c paperColumn) bool { return f.get(r.at(c.name)) != "" })
}

func (f *form) typedDay(r paperRow, exposures []knowledge.Exposure) bool {
	return slices.ContainsFunc(exposures, func(x knowledge.Exposure) bool { return f.get(r.at(asked+x.ID)) != "" })
}

// wrongs are what is wrong in a row, in the order of its fields.
func (r paperRow) wrongs() (out []paperWrong) {
	add := func(id, label, why string) {
		if why != "" {
			out = append(out, paperWrong{"#" + id, r.Name + ", " + label + ": " + why})
		}
	}
	if r.Wrong != "" {
		out = append(out, paperWrong{"#" + r.Key, r.Name + ": " + r.Wrong})
	}
	for _, i := range r.Fields {
		add(i.Name, i.Label, i.Wrong)
	}
	if r.Sore != nil {
		add(r.Sore.Name, r.Sore.Legend, r.Sore.Wrong)
	}
	for _, d := range r.Day {
		if d.Input != nil {
			add(d.Input.Name, d.Input.Label, d.Input.Wrong)
		} else {
			add(d.Choice.Name, d.Choice.Legend, d.Choice.Wrong)
		}
	}
	return out
}

// paperID is the id of an entry that a typing makes: the same form sent twice makes it once.
func paperID(typing charley.EntryID, night charley.Night, kind charley.Kind) charley.EntryID {
	return charley.EntryIDFrom(sha256.Sum256([]byte(string(typing) + " " + night.String() + " " + string(kind))))
}
