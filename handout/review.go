package handout

import (
	"slices"
	"time"

	"charley"
	"charley/knowledge"
	"charley/sheet"
	"charley/words"
)

// reviewOrder is the order in which a clinician reads what is known: what can do harm first, sources last. Kinds that are
// not named here come before the sources.
var reviewOrder = [...]string{
	"flags", "urgencies", "screens", "gates", "remedies", "reliefs", "conditions", "criteria", "findings", "priors", "causes", "exposures",
	"medicine_groups", "medicines", "standing", "intakes", "portions", "topics", "features", "contradictions", "countries", "method", "sources",
}

// An Edition is what is put before somebody who is to review it.
type Edition struct {
	Base    *knowledge.Base
	Items   []knowledge.Item // all of Base.Whole, or some of them
	Made    time.Time
	Program string // its version
}

// Review is a document in which a clinician reads what the program knows: every record with its claims and where they
// come from, its rules in words, its numbers, the sentences that people are shown, and a place to say what they think of
// it, for each record and for each group of them.
func Review(e Edition, w *words.Catalogue, o Options) sheet.Document {
	r := &review{Edition: e, w: w, names: map[string]string{}}
	for _, it := range e.Base.Whole() {
		r.names[it.Name()] = it.Title()
	}
	day := w.DayYear(charley.Night{Year: e.Made.Year(), Month: e.Made.Month(), Day: e.Made.Day()})
	doc := sheet.Document{
		Title: w.T("review.title"), Lang: w.Lang.String(), Paper: o.Paper, Upright: true, Made: e.Made,
		Foot: w.T("review.foot", e.Base.Version(), e.Base.Number(), day, e.Program), PageOf: w.T("report.page", "%d", "%d"),
	}
	groups := r.groups()
	doc.Blocks = r.front(groups)
	for _, g := range groups {
		doc.Blocks = append(doc.Blocks, sheet.NewPage{}, sheet.Heading{Level: 2, Text: w.T("review.group", r.kind(g[0].Kind), len(g))}, plain(w.T("review.ask."+g[0].Kind)))
		for _, it := range g {
			doc.Blocks = append(doc.Blocks, r.record(it)...)
		}
		doc.Blocks = append(doc.Blocks, r.sign(w.T("review.sign.group", r.kind(g[0].Kind))))
	}
	return doc
}

// A review is a document being made.
type review struct {
	Edition
	w     *words.Catalogue
	names map[string]string // what a record is called, by its name: "flags/RF20"
}

// kind is what a kind of record is called.
func (r *review) kind(kind string) string { return r.w.T("review.kind." + kind) }

// groups are the records by kind, in the order in which they are read.
func (r *review) groups() [][]knowledge.Item {
	by := map[string][]knowledge.Item{}
	for _, it := range r.Items {
		by[it.Kind] = append(by[it.Kind], it)
	}
	var out [][]knowledge.Item
	for _, kind := range reviewOrder {
		if len(by[kind]) > 0 {
			out = append(out, by[kind])
		}
	}
	return out
}

// front is the first page: what this is, how it is filled in, what the words mean, what is in it.
func (r *review) front(groups [][]knowledge.Item) []sheet.Block {
	w := r.w
	contents := sheet.Table{Caption: w.T("review.contents"), RowHeads: true, Columns: []sheet.Column{
		{Name: w.T("review.contents")}, {Name: w.T("review.records"), Right: true, Share: 0.2}, {Name: w.T("review.claims"), Right: true, Share: 0.2}}}
	records, claims := 0, 0
	for _, g := range groups {
		n := 0
		for _, it := range g {
			n += claimsIn(it.Fields())
		}
		contents.Rows = append(contents.Rows, []string{r.kind(g[0].Kind), w.Number(float64(len(g))), w.Number(float64(n))})
		records, claims = records+len(g), claims+n
	}
	contents.Rows = append(contents.Rows, []string{w.T("review.all"), w.Number(float64(records)), w.Number(float64(claims))})
	return []sheet.Block{
		sheet.Heading{Level: 1, Text: w.T("review.title")},
		sheet.Paragraph{Text: sheet.Plain(Reviewed(r.Base, w) + " " + w.T("review.patients")), Mark: true},
		plain(w.T("review.purpose")), plain(w.T("review.how")), plain(w.T("review.send")),
		fine(w.T("review.edition", r.Base.Version(), r.Base.Hash())),
		r.sign(w.T("review.sign.all")),
		contents,
		sheet.Heading{Level: 3, Text: w.T("review.grades")}, r.meanings(knowledge.Grades()),
		sheet.Heading{Level: 3, Text: w.T("review.marks")}, r.meanings(knowledge.Marks()),
	}
}

// claimsIn counts the claims of a record.
func claimsIn(fields []knowledge.Field) int {
	i := slices.IndexFunc(fields, func(f knowledge.Field) bool { return f.Key == "claim" })
	if i < 0 {
		return 0
	}
	blocks, _ := fields[i].Value.([][]knowledge.Field)
	return len(blocks)
}

func (r *review) meanings(list []knowledge.Word) sheet.Block {
	var out sheet.List
	for _, w := range list {
		out.Items = append(out.Items, said(words.Capital(spaced(w.Value)), w.Means))
	}
	return out
}

// sign is where somebody says by hand who they are and what they think.
func (r *review) sign(caption string) sheet.Block {
	t := sheet.Table{Caption: caption, Ruled: true, RowHeads: true, RowHeight: 30, Columns: []sheet.Column{{Name: r.w.T("review.sign"), Share: 0.3}, {Name: r.w.T("review.sign.here")}}}
	for _, key := range []string{"name", "role", "date", "verdict", "remarks", "signature"} {
		entry := ""
		if key == "verdict" {
			entry = r.w.T("review.boxes")
		}
		t.Rows = append(t.Rows, []string{r.w.T("review.sign." + key), entry})
	}
	return t
}
