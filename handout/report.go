package handout

import (
	"charley"
	"charley/knowledge"
	"charley/share"
	"charley/sheet"
	"charley/words"
)

// Options are how a document is to be handed out.
type Options struct {
	Paper sheet.Paper // A4 where empty
}

// Report is a report in words: on the first page what a doctor reads in a minute, behind it the figures in full, how
// they came about, what is missing, and where it comes from. While a warning sign stands, that is first, and nothing
// that could look like an explanation or an advice comes with it.
func Report(r share.Report, w *words.Catalogue, base *knowledge.Base, o Options) sheet.Document {
	p := &report{paper: o.Paper, r: r, w: w, base: base, exposures: base.ExposuresOf(charley.Settings{Own: r.Own})}
	doc := sheet.Document{
		Title: p.title(), Lang: w.Lang.String(), Paper: o.Paper, Upright: true, Made: r.Made,
		Foot: w.T("report.foot", p.title(), p.span(), w.DayYear(p.day()), r.Program), PageOf: w.T("report.page", "%d", "%d"),
	}
	doc.Blocks = append(doc.Blocks, p.head()...)
	doc.Blocks = append(doc.Blocks, p.signs()...)
	doc.Blocks = append(doc.Blocks, sheet.Columns{Left: p.inShort(), Right: p.nights(), Share: 0.53}, p.figures(), p.mornings())
	doc.Blocks = append(doc.Blocks, p.setsTable()...)
	doc.Blocks = append(doc.Blocks, p.worthALook()...)
	doc.Blocks = append(doc.Blocks, p.tested()...)
	doc.Blocks = append(doc.Blocks, p.bringsOn()...)
	doc.Blocks = append(doc.Blocks, p.questions()...)
	doc.Blocks = append(doc.Blocks, fine(w.T("report.not")), sheet.NewPage{})
	doc.Blocks = append(doc.Blocks, p.second()...)
	return doc
}

// A report is one on its way into words.
type report struct {
	paper     sheet.Paper
	r         share.Report
	w         *words.Catalogue
	base      *knowledge.Base
	exposures []knowledge.Exposure // that this person can be asked about
}

// second is what stands behind the first page.
func (p *report) second() []sheet.Block {
	out := []sheet.Block{sheet.Heading{Level: 2, Text: p.w.T("report.behind")}}
	for _, part := range [][]sheet.Block{p.methods(), p.criteria(), p.stretches(), p.testsInFull(), p.harmInFull(), p.patternsInFull(), p.causesInFull(), p.missing(), p.sources(), p.versions()} {
		out = append(out, part...)
	}
	return out
}

func (p *report) heading(key string, args ...any) sheet.Block {
	return sheet.Heading{Level: 2, Text: p.w.T(key, args...)}
}

func (p *report) lower(key string, args ...any) sheet.Block {
	return sheet.Heading{Level: 3, Text: p.w.T(key, args...)}
}

func plain(text string) sheet.Block { return sheet.Paragraph{Text: sheet.Plain(text)} }

func fine(text string) sheet.Block { return sheet.Paragraph{Text: sheet.Plain(text), Fine: true} }

// said is a line that begins with what it is about.
func said(about, text string) []sheet.Run {
	return []sheet.Run{{Text: about + ". ", Bold: true}, {Text: text}}
}
