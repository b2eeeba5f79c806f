package web

import (
	"fmt"
	"math"
	"strconv"

	"charley"
	"charley/actogram"
	"charley/diary"
)

// A chart is the actogram as the template draws it. Across, places are shares of
// the width, so that the picture fits any screen; down, every night is one row of
// the page, as high as a thumb needs it and larger where the type is larger.
// Colours and thicknesses come from the stylesheet.
type chart struct {
	Desc   string
	Hours  []chartHour
	Rows   []chartRow
	Legend []legendItem
	Marked bool // days are marked beside their nights
}

// A legendItem explains a shape of a picture.
type legendItem struct{ Shape, Text string }

// A chartRow is one night, and the link to it.
type chartRow struct {
	Night   charley.Night
	Heading string // the month, above the first of its nights
	Label   string // "Tue 3"
	Name    string // the night and what the row shows, in words
	Class   string // the state of the night
	Bed     *chartBar
	Marks   []chartMark
	Note    string // "away", "ill", "2 cramps"
	Test    string // what a test had drawn for the night, as a class
	Day     string // how the day before is marked, as a class
}

type chartBar struct{ X, Width string }

// A chartMark is a dot for a cramp, a bar for a restless spell, a square for anything else.
type chartMark struct {
	Kind  string
	About bool // its time is a guess: it is drawn hollow
	X     string
	R     string // of a dot
	Width string // of a bar
}

type chartHour struct{ X, Text string }

func (s *site) chart(records []diary.NightRecord, span charley.Span, tested map[charley.Night]testNight, days *dayMarks) chart {
	window := actogram.Fit(records)
	across := chartScale{window}
	c := chart{Desc: s.chartWords(records), Hours: across.hours(span), Legend: s.legend(shownIn(records, tested))}
	for i, row := range actogram.Rows(records, window) {
		out := s.chartRow(row, across)
		out.Name = s.rowName(records[i])
		if t, ok := tested[row.Night]; ok {
			out.Name, out.Test = s.words.T("row.test", out.Name, s.drawnWords(t)), drawnClass(t)
		}
		if days != nil {
			out.Day = days.class(i)
			out.Name = s.words.T("row.marked", out.Name, days.Name, days.words(i))
		}
		if i == 0 || row.Night.Day == 1 {
			out.Heading = s.words.Month(row.Night.Month)
		}
		c.Rows = append(c.Rows, out)
	}
	if c.Marked = days != nil; c.Marked {
		c.Legend = append(c.Legend, days.legend()...)
	}
	return c
}

// shownIn are the shapes that come up in the picture of some nights.
func shownIn(records []diary.NightRecord, tested map[charley.Night]testNight) map[string]bool {
	seen := map[string]bool{}
	for _, t := range tested {
		seen[drawnClass(t)] = true
	}
	for _, r := range records {
		for _, e := range r.Episodes {
			seen[e.What] = true
			seen["about"] = seen["about"] || e.About
		}
		seen["bed"] = seen["bed"] || r.Morning != nil && !r.Morning.InBed.IsZero() && !r.Morning.OutOfBed.IsZero()
		seen[shapeMissing] = seen[shapeMissing] || !r.Recorded() && r.Away == nil
	}
	return seen
}

// legend explains the shapes that come up, and no others.
func (s *site) legend(seen map[string]bool) []legendItem {
	var out []legendItem
	for _, shape := range [...]string{charley.Cramp, shapeMild, shapeMiddling, shapeStrong, charley.Restless, shapeBad, charley.Other,
		"about", "bed", shapeQuiet, shapePartly, shapeMissing, shapeAway, shapeIll, bandWith, bandWithout, bandHidden} {
		if seen[shape] {
			out = append(out, legendItem{shape, s.words.T("legend." + shape)})
		}
	}
	return out
}

// chartWords say what the picture shows, for those who do not see it.
func (s *site) chartWords(records []diary.NightRecord) string {
	sum := diary.Summarise(records)
	w := s.words
	return w.T("chart.desc", w.N("chart.nights", sum.Nights), sum.Recorded, w.N("row.cramp", sum.Cramps))
}

func (s *site) chartRow(r actogram.Row, across chartScale) chartRow {
	out := chartRow{Night: r.Night, Class: string(r.State), Label: s.words.WeekdayDay(r.Night)}
	if r.Bed != nil {
		out.Bed = &chartBar{X: ofWidth(across.share(r.Bed.From)), Width: ofWidth(across.share(r.Bed.To) - across.share(r.Bed.From))}
	}
	for _, m := range r.Marks {
		out.Marks = append(out.Marks, across.mark(m))
	}
	switch {
	case r.State == actogram.Away || r.State == actogram.Ill:
		out.Note = s.words.T("chart." + string(r.State))
	case r.Untimed > 0 && len(r.Marks) > 0:
		out.Note = "+" + strconv.Itoa(r.Untimed)
	case r.Untimed > 0: // without a time they have no place on the line, and the night must not look quiet
		out.Note = s.words.N("row.cramp", r.Untimed)
	}
	return out
}

// A chartScale turns hours of the night into shares of the width.
type chartScale struct{ window actogram.Window }

func (d chartScale) share(hour float64) float64 {
	return (hour - d.window.From) / (d.window.To - d.window.From)
}

// shortest is the least width of a bar, as a share: a spell of a minute is seen too.
const shortest = 0.036

// middling is how bad a cramp is drawn that nobody rated.
const middling = 5.0

// mark draws an episode: larger is worse for a cramp, longer is longer for a
// restless spell.
func (d chartScale) mark(m actogram.Mark) chartMark {
	x := d.share(m.At)
	out := chartMark{Kind: m.Kind, About: m.Episode.About, X: ofWidth(x)}
	switch m.Kind {
	case charley.Cramp:
		bad := middling
		if m.Intensity != nil {
			bad = *m.Intensity
		}
		out.R = tenth(3 + bad*0.45)
	case charley.Restless:
		long := max(d.share(m.At+m.Length)-x, shortest)
		x = min(x, 1-shortest)
		out.X, out.Width = ofWidth(x), ofWidth(min(long, 1-x))
	}
	return out
}

// hours are the clock times above and below the picture, four hours apart; none
// so near to an edge that it would be cut.
func (d chartScale) hours(span charley.Span) []chartHour {
	var out []chartHour
	for h := math.Ceil(d.window.From); h <= d.window.To; h++ {
		minute := (int(span) + int(h)*60) % (24 * 60)
		if minute/60%4 != 2 || d.share(h) < 0.04 || d.share(h) > 0.96 {
			continue
		}
		out = append(out, chartHour{X: ofWidth(d.share(h)), Text: fmt.Sprintf("%02d:%02d", minute/60, minute%60)})
	}
	return out
}

// ofWidth is a share as the picture writes it: at most one decimal.
func ofWidth(share float64) string { return tenth(share*100) + "%" }

func tenth(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) }
