package handout

import (
	"strconv"

	"charley"
	"charley/actogram"
	"charley/diary"
	"charley/sheet"
)

// A bundle is the nights of one row of a picture.
type bundle struct {
	label string // written beside it, or empty
	known int    // nights on which counts are exact
	hours []int  // cramps and restless spells of its nights in each hour of the window
}

// manyNights is the picture with several nights a row: the darker an hour, the more often something began in it, for
// each night that is known completely. A row with a dash holds none.
func (p *report) manyNights() sheet.Figure {
	window := actogram.Fit(p.r.Rows)
	rows, key := p.bundles(window)
	g := p.newGrid(len(rows))
	g.hours(p.startHour())
	most := 0.0
	for _, b := range rows {
		for _, n := range b.hours {
			if b.known > 0 {
				most = max(most, float64(n)/float64(b.known))
			}
		}
	}
	labelled := -g.Height
	for i, b := range rows {
		y := g.y(i)
		if b.label != "" && y-labelled >= typeSmall+1 {
			g.add(sheet.Label{X: 0, Y: y + typeSmall*0.36, Size: typeSmall, Text: b.label})
			labelled = y
		}
		if b.known == 0 {
			g.add(sheet.Line{X1: g.left, Y1: y, X2: g.right, Y2: y, Width: 0.5, Ink: 0.5, Dashed: true})
			continue
		}
		for h, n := range b.hours {
			if n == 0 {
				continue
			}
			from := g.x(window.From + float64(h))
			ink := 0.15 + 0.85*float64(n)/float64(b.known)/most
			g.add(sheet.Box{X: from, Y: y - g.row*0.46, Width: g.x(window.From+float64(h+1)) - from, Height: g.row * 0.92, Fill: sheet.Ink(ink)})
		}
	}
	return sheet.Figure{Picture: *g.Picture, Caption: p.w.T("report.nights.many", p.w.T(key)), Alt: p.nightsWords()}
}

// bundles puts the nights into rows of a week, a month or a year, whichever gives few enough of them.
func (p *report) bundles(window actogram.Window) (rows []bundle, key string) {
	nights := p.r.Rows
	last := nights[len(nights)-1].Night
	same := func(a, b charley.Night) bool { return last.Sub(a)/7 == last.Sub(b)/7 }
	label := func(n charley.Night) string { return p.w.Short(n) + " " + strconv.Itoa(n.Year%100) }
	key = "report.nights.week"
	switch months := (last.Year-nights[0].Night.Year)*12 + int(last.Month-nights[0].Night.Month) + 1; {
	case len(nights) <= 7*mostRows:
	case months <= mostRows+12:
		same, key = func(a, b charley.Night) bool { return a.Year == b.Year && a.Month == b.Month }, "report.nights.month"
		label = func(n charley.Night) string {
			return p.w.T("date.monthyear", p.w.T("month.short."+strconv.Itoa(int(n.Month))), n.Year)
		}
	default:
		same, key = func(a, b charley.Night) bool { return a.Year == b.Year }, "report.nights.year"
		label = func(n charley.Night) string { return strconv.Itoa(n.Year) }
	}
	for i, row := range actogram.Rows(nights, window) {
		if i == 0 || !same(nights[i-1].Night, row.Night) {
			rows = append(rows, bundle{label: label(row.Night), hours: make([]int, int(window.To-window.From))})
		}
		rows[len(rows)-1].add(row, nights[i], window)
	}
	return rows, key
}

func (b *bundle) add(row actogram.Row, n diary.NightRecord, window actogram.Window) {
	if !n.Complete { // what was written down of it is the least there was
		return
	}
	b.known++
	for _, m := range row.Marks {
		if m.Kind == charley.Other {
			continue
		}
		b.hours[min(len(b.hours)-1, int(m.At-window.From))]++
	}
}

// hourWords say in which hour of the night more cramps began than in any other, of those with a time.
func (p *report) hourWords() string {
	if len(p.r.Rows) == 0 || p.r.Cramps.Count == 0 {
		return ""
	}
	window := actogram.Fit(p.r.Rows)
	all := make([]int, int(window.To-window.From))
	for _, row := range actogram.Rows(p.r.Rows, window) {
		for _, m := range row.Marks {
			if m.Kind == charley.Cramp {
				all[min(len(all)-1, int(m.At-window.From))]++
			}
		}
	}
	best, timed := 0, 0
	for h, n := range all {
		timed += n
		if n > all[best] {
			best = h
		}
	}
	if all[best] == 0 {
		return ""
	}
	clock := (int(p.startHour()+window.From) + best) % 24
	return p.w.T("report.nights.hour", strconv.Itoa(clock), strconv.Itoa((clock+1)%24), all[best], timed)
}
