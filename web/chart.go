package web

import (
	"fmt"
	"math"
	"strconv"

	"charley"
	"charley/actogram"
	"charley/diary"
)

// A chart is the actogram as the template draws it: numbers in the units of
// the picture, which is chartWidth wide. Colours come from the stylesheet.
type chart struct {
	Width, Height int
	Dense         bool // rows are too thin for lines of the usual weight
	Desc          string
	Rows          []chartRow
	Hours         []chartLabel
	Dates         []chartLabel
	Taps          []chartTap // rows that can be tapped; none where they are too thin
	Top, Bottom   string     // of the grid
	LineLeft      string
	LineRight     string
}

type chartRow struct {
	Class string // the state of the night
	Y     string
	Bed   *chartBar
	Marks []chartMark
	Note  string // "away", "ill" where there is room
	NoteY string
}

type chartBar struct{ X, Y, Width, Height, Round string }

// A chartMark is a dot for a cramp, a bar for a restless spell, a square for anything else.
type chartMark struct {
	Kind          string
	Outside       bool
	X, Y, R       string
	Width, Height string // of a bar or square, whose corner is X, Y
}

type chartLabel struct{ X, Y, Text string }

type chartTap struct {
	Night     charley.Night
	Y, Height string
}

// The measures of the picture.
const (
	chartWidth = 360
	chartLeft  = 54 // room for the dates
	chartRight = 352
	chartTop   = 8
	chartFoot  = 26 // room for the hours
)

// pitch is the height of a row: fewer nights have more room.
func pitch(nights int) float64 {
	switch {
	case nights <= 31:
		return 20
	case nights <= 100:
		return 8.5
	}
	return 3.2
}

func (s *site) chart(records []diary.NightRecord, span charley.Span) chart {
	window := actogram.Fit(records)
	high := pitch(len(records))
	draw := chartScale{window: window, pitch: high}
	c := chart{
		Dense: high < 8, Width: chartWidth, Height: int(chartTop+high*float64(len(records))) + chartFoot, Desc: s.chartWords(records),
		Top: px(chartTop), Bottom: px(chartTop + high*float64(len(records))), LineLeft: px(chartLeft), LineRight: px(chartRight),
	}
	for i, row := range actogram.Rows(records, window) {
		y := chartTop + high*(float64(i)+0.5)
		c.Rows = append(c.Rows, s.chartRow(row, draw, y))
		if i%7 == 0 && (high > 4 || i%28 == 0) {
			c.Dates = append(c.Dates, chartLabel{X: "0", Y: px(y + 4), Text: s.words.Short(row.Night)})
		}
		if high >= 20 {
			c.Taps = append(c.Taps, chartTap{Night: row.Night, Y: px(y - high/2), Height: px(high)})
		}
	}
	c.Hours = draw.hours(span, float64(c.Height)-6)
	return c
}

// chartWords say what the picture shows, for those who do not see it.
func (s *site) chartWords(records []diary.NightRecord) string {
	sum := diary.Summarise(records)
	return s.words.T("chart.desc", sum.Nights, sum.Recorded, sum.Cramps)
}

func (s *site) chartRow(r actogram.Row, draw chartScale, y float64) chartRow {
	out := chartRow{Class: string(r.State), Y: px(y), NoteY: px(y + 4)}
	if r.Bed != nil {
		thick := draw.pitch * 0.36
		out.Bed = &chartBar{X: px(draw.x(r.Bed.From)), Y: px(y - thick/2), Width: px(draw.x(r.Bed.To) - draw.x(r.Bed.From)), Height: px(thick), Round: px(thick / 2)}
	}
	for _, m := range r.Marks {
		out.Marks = append(out.Marks, draw.mark(m, y))
	}
	if draw.pitch >= 20 && (r.State == actogram.Away || r.State == actogram.Ill) {
		out.Note = s.words.T("chart." + string(r.State))
	}
	return out
}

// A chartScale turns hours of the night into the units of the picture.
type chartScale struct {
	window actogram.Window
	pitch  float64
}

func (d chartScale) x(hour float64) float64 {
	return chartLeft + (hour-d.window.From)/(d.window.To-d.window.From)*(chartRight-chartLeft)
}

// mark draws an episode: larger is worse for a cramp, longer is longer for a
// restless spell. What nobody said is drawn in a middling size.
func (d chartScale) mark(m actogram.Mark, y float64) chartMark {
	x, size := d.x(m.At), d.pitch/20
	out := chartMark{Kind: m.Kind, Outside: m.Outside}
	switch m.Kind {
	case charley.Cramp:
		bad := 5.0
		if m.Intensity != nil {
			bad = *m.Intensity
		}
		out.X, out.Y, out.R = px(x), px(y), px(max(3+bad*0.45, 1)*math.Sqrt(size))
	case charley.Restless:
		thick := max(8*size, 2.4)
		long := max(d.x(m.At+m.Length)-x, 12*math.Sqrt(size))
		long = min(long, chartRight-x)
		out.X, out.Y, out.Width, out.Height, out.R = px(x), px(y-thick/2), px(max(long, 3)), px(thick), px(thick/2)
	default:
		side := max(8*size, 2.4)
		out.X, out.Y, out.Width, out.Height, out.R = px(x-side/2), px(y-side/2), px(side), px(side), "1"
	}
	return out
}

// hours are the clock times under the picture, four hours apart.
func (d chartScale) hours(span charley.Span, y float64) []chartLabel {
	var out []chartLabel
	for h := math.Ceil(d.window.From); h <= d.window.To; h++ {
		minute := (int(span) + int(h)*60) % (24 * 60)
		if minute/60%4 != 2 && d.window.To-d.window.From > 6 || d.x(h) > chartRight-6 || d.x(h) < chartLeft+4 {
			continue
		}
		out = append(out, chartLabel{X: px(d.x(h)), Y: px(y), Text: fmt.Sprintf("%02d:%02d", minute/60, minute%60)})
	}
	return out
}

// px is a measure as the picture writes it: at most one decimal.
func px(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) }
