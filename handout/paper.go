package handout

import (
	"strings"

	"charley"
	"charley/sheet"
	"charley/words"
)

// PaperNights is how many nights a sheet of the paper diary holds: four weeks.
const PaperNights = 28

// Asked is an exposure that a person answers for each day.
type Asked struct {
	ID, Name string
	Unit     string // of an amount
	Amount   bool   // it is a number; otherwise yes or no
}

// PaperDiary is a sheet to be filled in by hand beside the bed: four weeks from a night on, a row a night, with the
// columns of the page on which it is typed in afterwards, under the same names. What is not asked on the first sheet
// for want of room is asked on another one for the same nights.
func PaperDiary(w *words.Catalogue, asked []Asked, first charley.Night, o Options) sheet.Document {
	d := paperDiary{w: w, first: first, paper: o.Paper, upright: len(asked) <= besideUpright}
	title := w.T("paper.title")
	span := w.T("nights.span", w.DayMonth(first), w.DayYear(first.Add(PaperNights-1)))
	doc := sheet.Document{
		Title: title, Lang: w.Lang.String(), Paper: o.Paper, Upright: d.upright,
		Foot: w.T("paper.foot"), PageOf: w.T("report.page", "%d", "%d"),
	}
	here := min(len(asked), besideUpright)
	if !d.upright {
		here = min(len(asked), besideOnItsSide)
	}
	doc.Blocks = append(doc.Blocks, sheet.Heading{Level: 1, Text: title + between + span})
	doc.Blocks = append(doc.Blocks, d.how(len(asked) > 0)...)
	doc.Blocks = append(doc.Blocks, d.form(title, d.nightColumns(), asked[:here]))
	for rest := asked[here:]; len(rest) > 0; rest = rest[here:] {
		here = min(len(rest), daysAlone)
		doc.Blocks = append(doc.Blocks, sheet.NewPage{},
			sheet.Heading{Level: 2, Text: w.T("paper.more") + between + span},
			sheet.Paragraph{Fine: true, Text: sheet.Plain(w.T("paper.how.day"))},
			d.form(w.T("paper.more"), nil, rest[:here]))
	}
	return doc
}

// How many exposures have a column that can be written into: beside the nights on a sheet that stands upright, on one
// that lies on its side, and on such a one without the nights.
const (
	besideUpright   = 4
	besideOnItsSide = 9
	daysAlone       = 12
)

// A paperDiary is one being made.
type paperDiary struct {
	w       *words.Catalogue
	first   charley.Night
	paper   sheet.Paper
	upright bool
}

// how is how the sheet is filled in, above it.
func (d *paperDiary) how(days bool) []sheet.Block {
	text := []sheet.Run{{Text: d.w.T("paper.how.night")}}
	if days {
		text = append(text, sheet.Run{Text: " " + d.w.T("paper.how.day")})
	}
	text = append(text, sheet.Run{Text: " " + d.w.T("paper.how.empty"), Bold: true})
	return []sheet.Block{sheet.Paragraph{Fine: true, Text: text}}
}

// nightColumns are the names of what is asked of a night.
func (d *paperDiary) nightColumns() []string {
	return []string{d.w.T("typed.nothing"), d.w.T("typed.cramps"), d.w.T("typed.worst"), d.w.T("typed.restless"), d.w.T("typed.lost"), d.w.T("typed.sore")}
}

// form is the table that is written into.
func (d *paperDiary) form(caption string, night []string, asked []Asked) sheet.Table {
	t := sheet.Table{Caption: caption, Bare: true, Ruled: true, RowHeads: true, RowHeight: d.rowHeight()}
	t.Columns = append(t.Columns, sheet.Column{Name: d.w.T("paper.evening"), Share: 0.12})
	for _, name := range night {
		t.Columns = append(t.Columns, sheet.Column{Name: name})
	}
	for _, a := range asked {
		name := short(a.Name)
		if a.Amount && a.Unit != "" {
			name = d.w.T("typed.unit", a.Name, a.Unit)
		}
		t.Columns = append(t.Columns, sheet.Column{Name: name})
	}
	for i := range PaperNights {
		row := make([]string, len(t.Columns))
		row[0] = strings.ReplaceAll(d.w.ShortDay(d.first.Add(i)), " ", "\u00a0") // on one line, however narrow
		t.Rows = append(t.Rows, row)
	}
	return t
}

// short is a name that fits over a narrow column: people may call their own exposures whatever they like.
func short(name string) string {
	const most = 24
	runes := []rune(name)
	if len(runes) <= most {
		return name
	}
	return strings.TrimSpace(string(runes[:most-1])) + "…"
}

// rowHeight lets four weeks fill what the sheet leaves below its title, its guidance and the names of the columns.
func (d *paperDiary) rowHeight() float64 {
	above := 226.0 // with the white at the edges, for names on six lines
	width, height := d.paper.Size()
	if !d.upright { // the guidance is a line less, and every point counts
		above, height = 200, width
	}
	return (height - above) / PaperNights
}
