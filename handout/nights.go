package handout

import (
	"fmt"
	"math"

	"charley"
	"charley/actogram"
	"charley/diary"
	"charley/sheet"
	"charley/words"
)

// The picture of the nights, in points. It is as wide as the narrower half of a page, and a phone.
const (
	picWidth  = 232.0
	picHeight = 144.0 // of the rows, at most
	picLetter = 124.0 // on the lower sheet
	picLeft   = 42.0  // room for dates
	picRight  = 10.0  // room for what has no time
	picTop    = 13.0  // room for hours
	typeSmall = 7.0
	rowMost   = 10.0 // height of a row, at most
)

// mostRows is how many rows a picture holds that a reader still tells apart: with more nights a row is a week, with
// more weeks a month, with more months a year.
const mostRows = 112

// nights draws every night of the period as a row from evening to morning; a long period in rows of several nights.
func (p *report) nights() []sheet.Block {
	out := []sheet.Block{p.heading("report.nights")}
	if len(p.r.Rows) == 0 {
		return append(out, plain(p.w.T("report.nights.none")))
	}
	if len(p.r.Rows) <= mostRows {
		return append(out, p.nightByNight())
	}
	return append(out, p.manyNights())
}

// A grid is where the rows and hours of a picture lie.
type grid struct {
	*sheet.Picture
	window actogram.Window
	left   float64
	right  float64
	row    float64 // height of a row
}

func (p *report) newGrid(rows int) *grid {
	most := picHeight
	if p.paper == sheet.Letter {
		most = picLetter
	}
	height := min(rowMost, most/float64(rows))
	g := &grid{Picture: &sheet.Picture{Width: picWidth}, window: actogram.Fit(p.r.Rows), left: picLeft, right: picWidth - picRight, row: height}
	g.Height = picTop + height*float64(rows) + 2
	return g
}

func (g *grid) add(shapes ...sheet.Shape) { g.Shapes = append(g.Shapes, shapes...) }

// x is where an hour of the night lies.
func (g *grid) x(hour float64) float64 {
	share := (hour - g.window.From) / (g.window.To - g.window.From)
	return g.left + min(max(share, 0), 1)*(g.right-g.left)
}

// y is the middle of a row.
func (g *grid) y(row int) float64 { return picTop + (float64(row)+0.5)*g.row }

// hours writes clock times above the rows, with a fine line down from each.
func (g *grid) hours(start float64) {
	for h := math.Ceil(g.window.From); h <= g.window.To; h++ {
		clock := math.Mod(start+h, 24)
		if int(math.Round(clock*60))%(2*60) != 0 || g.window.To-g.window.From > 16 && int(math.Round(clock))%4 != 0 {
			continue
		}
		x := g.x(h)
		g.add(sheet.Line{X1: x, Y1: picTop - 2, X2: x, Y2: g.Height, Width: 0.3, Ink: 0.25})
		g.add(sheet.Label{X: x, Y: picTop - 5, Size: typeSmall, Text: fmt.Sprintf("%02d", int(math.Round(clock))%24), Anchor: sheet.Middle})
	}
}

// startHour is the clock time at which nights begin, in hours.
func (p *report) startHour() float64 {
	first := p.r.Rows[0]
	start := first.From
	if zone, err := charley.LoadZone(first.Zone); err == nil {
		start = start.In(zone)
	}
	return float64(start.Hour()) + float64(start.Minute())/60
}

// nightByNight is the picture with a row a night.
func (p *report) nightByNight() sheet.Figure {
	g := p.newGrid(len(p.r.Rows))
	g.hours(p.startHour())
	labelled := -math.MaxFloat64 // where the last date stands
	for i, row := range actogram.Rows(p.r.Rows, g.window) {
		y := g.y(i)
		if i == 0 || row.Night.Day == 1 || row.Night.Day == 15 || len(p.r.Rows) <= 31 {
			if y-labelled >= typeSmall+1 {
				g.add(sheet.Label{X: 0, Y: y + typeSmall*0.36, Size: typeSmall, Text: p.w.Short(row.Night)})
				labelled = y
			}
		}
		g.night(row, y)
		g.untimed(p.r.Rows[i], y)
	}
	return sheet.Figure{Picture: *g.Picture, Caption: p.legend(), Alt: p.nightsWords()}
}

// night draws one night: the time in bed as a bar, cramps as dots, restless spells as short bars, anything else as
// rings. A night of which nothing is known is a dashed line, and one away or ill a fine one.
func (g *grid) night(row actogram.Row, y float64) {
	switch {
	case row.State == actogram.Missing:
		g.add(sheet.Line{X1: g.left, Y1: y, X2: g.right, Y2: y, Width: 0.5, Ink: 0.5, Dashed: true})
	case row.State == actogram.Away || row.State == actogram.Ill:
		g.add(sheet.Line{X1: g.left, Y1: y, X2: g.right, Y2: y, Width: 0.4, Ink: 0.6})
	}
	if row.Bed != nil {
		h := max(g.row-0.6, 0.8)
		g.add(sheet.Box{X: g.x(row.Bed.From), Y: y - h/2, Width: g.x(row.Bed.To) - g.x(row.Bed.From), Height: h, Fill: 0.14})
	}
	r := min(max(g.row*0.48, 1.1), 2.6)
	for _, m := range row.Marks {
		x := g.x(m.At)
		switch m.Kind {
		case charley.Cramp:
			g.add(sheet.Dot{X: x, Y: y, R: r, Ink: 1})
		case charley.Restless:
			long := max(g.x(m.At+m.Length)-x, 3)
			g.add(sheet.Box{X: min(x, g.right-long), Y: y - r*0.7, Width: long, Height: r * 1.4, Fill: 0.55})
		default:
			g.add(sheet.Dot{X: x, Y: y, R: r, Ink: 0.7, Hollow: true})
		}
	}
}

// legend explains the shapes that come up, and no others.
func (p *report) legend() string {
	seen := map[string]bool{}
	for _, n := range p.r.Rows {
		for _, e := range n.Episodes {
			seen[e.What] = true
		}
		seen["bed"] = seen["bed"] || n.Morning != nil && !n.Morning.InBed.IsZero() && !n.Morning.OutOfBed.IsZero()
		seen["missing"] = seen["missing"] || !n.Recorded() && n.Away == nil
		seen["away"] = seen["away"] || n.Away != nil
		seen["untimed"] = seen["untimed"] || n.Untimed() > 0
	}
	var out []string
	for _, shape := range [...]string{"bed", charley.Cramp, charley.Restless, charley.Other, "untimed", "missing", "away"} {
		if seen[shape] {
			out = append(out, p.w.T("report.legend."+shape))
		}
	}
	return words.Capital(p.w.Set(out)) + "."
}

// untimed marks at the edge that cramps were counted whose time nobody wrote down.
func (g *grid) untimed(n diary.NightRecord, y float64) {
	if n.Untimed() > 0 {
		g.add(sheet.Dot{X: g.right + picRight/2, Y: y, R: min(max(g.row*0.45, 1), 2), Ink: 1, Hollow: true})
	}
}

// nightsWords say what the picture shows to who cannot see it.
func (p *report) nightsWords() string {
	if p.r.Kept.Recorded == 0 {
		return p.w.T("report.nights.empty", p.w.N("chart.nights", p.r.Kept.Nights))
	}
	return p.w.T("report.nights.alt", p.w.N("chart.nights", p.r.Kept.Nights), p.r.Kept.Recorded,
		p.w.N("row.cramp", p.r.Cramps.Count), p.w.N("row.restless", p.r.Restless.Count), p.hourWords())
}
