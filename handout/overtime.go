package handout

import (
	"math"
	"strconv"

	"charley/share"
	"charley/sheet"
)

// The pictures of severity over time, in points.
const (
	timeHeight = 44.0
	timeLeft   = 20.0 // room for the scale
	timeFoot   = 12.0 // room for dates
	timeTop    = 4.0
	weekNights = 7
)

// overTime is how cramps and restless legs went, stretch by stretch. Nothing is compared: a stretch of which too little is
// known is a gap.
func (p *report) overTime() []sheet.Block {
	if len(p.r.Stretches) < 2 {
		return nil
	}
	return []sheet.Block{p.crampsOverTime(), p.botherOverTime()}
}

// byWeek says that stretches are weeks, of which cramps are counted; of longer ones there are rates.
func (p *report) byWeek() bool {
	for _, s := range p.r.Stretches {
		if s.Nights > weekNights {
			return false
		}
	}
	return true
}

// A plot is where stretches and values lie.
type plot struct {
	sheet.Picture
	slots int
	top   float64 // the greatest value of the scale
}

func (p *report) newPlot(top float64) *plot {
	l := &plot{Picture: sheet.Picture{Width: picWidth, Height: timeHeight}, slots: len(p.r.Stretches), top: top}
	for _, v := range []float64{0, top / 2, top} {
		y := l.y(v)
		l.add(sheet.Line{X1: timeLeft, Y1: y, X2: picWidth, Y2: y, Width: 0.3, Ink: 0.3},
			sheet.Label{X: timeLeft - 3, Y: y + 2.5, Size: typeSmall, Text: p.w.Figure(v), Anchor: sheet.End})
	}
	labelled := -math.MaxFloat64
	for i, s := range p.r.Stretches {
		if x := l.x(i); x-labelled >= 36 && x < picWidth-16 {
			l.add(sheet.Label{X: x, Y: timeHeight - 3, Size: typeSmall, Text: p.stretchName(s), Anchor: sheet.Middle},
				sheet.Line{X1: x, Y1: l.y(0), X2: x, Y2: l.y(0) + 2, Width: 0.5, Ink: 0.6})
			labelled = x
		}
	}
	return l
}

func (l *plot) add(shapes ...sheet.Shape) { l.Shapes = append(l.Shapes, shapes...) }

func (l *plot) slot() float64 { return (picWidth - timeLeft) / float64(l.slots) }

// x is the middle of a stretch.
func (l *plot) x(i int) float64 { return timeLeft + (float64(i)+0.5)*l.slot() }

func (l *plot) y(v float64) float64 {
	return timeHeight - timeFoot - min(max(v/l.top, 0), 1)*(timeHeight-timeFoot-timeTop)
}

// gap is a stretch of which too little is known: a dash, and no value.
func (l *plot) gap(i int) {
	wide := min(l.slot()*0.4, 4)
	l.add(sheet.Line{X1: l.x(i) - wide, Y1: l.y(0) - 4, X2: l.x(i) + wide, Y2: l.y(0) - 4, Width: 0.9, Ink: 0.5, Dashed: true})
}

// whisker is a value with its range.
func (l *plot) whisker(i int, lo, mid, hi float64) {
	x := l.x(i)
	l.add(sheet.Line{X1: x, Y1: l.y(lo), X2: x, Y2: l.y(hi), Width: min(1.2, l.slot()*0.4), Ink: 0.55}, sheet.Dot{X: x, Y: l.y(mid), R: min(2.2, l.slot()*0.42), Ink: 1})
}

// crampsOverTime are the cramps of each week as a bar, hatched where there may have been more; of months and years the rate with
// its range.
func (p *report) crampsOverTime() sheet.Figure {
	top, weeks := 1.0, p.byWeek()
	for _, s := range p.r.Stretches {
		switch {
		case weeks:
			top = max(top, float64(s.Cramps))
		case s.Rate != nil:
			top = max(top, s.Rate.Hi)
		}
	}
	l := p.newPlot(rounded(top))
	for i, s := range p.r.Stretches {
		switch {
		case weeks && s.Complete > 0:
			wide := min(l.slot()*0.7, 12)
			l.add(sheet.Box{X: l.x(i) - wide/2, Y: l.y(float64(s.Cramps)), Width: wide, Height: l.y(0) - l.y(float64(s.Cramps)), Fill: 0.5, Hatched: s.Complete < s.Nights, Border: 0.6})
			if s.Cramps == 0 {
				l.add(sheet.Label{X: l.x(i), Y: l.y(0) - 2, Size: typeSmall, Text: "0", Anchor: sheet.Middle})
			}
		case !weeks && s.Rate != nil:
			l.whisker(i, s.Rate.Lo, s.Rate.PerWeek, s.Rate.Hi)
		default:
			l.gap(i)
		}
	}
	key := "report.time.cramps"
	if !weeks {
		key = "report.time.rates"
	}
	return sheet.Figure{Picture: l.Picture, Caption: p.w.T(key), Alt: p.w.T("report.time.alt", len(p.r.Stretches))}
}

// botherOverTime is how much restless legs bothered: the middle of the mornings that say, with their middle half.
func (p *report) botherOverTime() sheet.Figure {
	const worst = 10
	l := p.newPlot(worst)
	for i, s := range p.r.Stretches {
		if s.Bother.N == 0 {
			l.gap(i)
			continue
		}
		l.add(sheet.Line{X1: l.x(i), Y1: l.y(s.Bother.Least), X2: l.x(i), Y2: l.y(s.Bother.Most), Width: 0.5, Ink: 0.55})
		l.whisker(i, s.Bother.Lo, s.Bother.Median, s.Bother.Hi)
	}
	return sheet.Figure{Picture: l.Picture, Caption: p.w.T("report.time.bother", p.spread(p.r.Bother)), Alt: p.w.T("report.time.bother.alt", len(p.r.Stretches))}
}

// rounded is the end of a scale that holds a value: even, so that its half is a whole number.
func rounded(top float64) float64 {
	step := 2.0
	for step*5 < top {
		step *= 2
	}
	return math.Ceil(top/step) * step
}

// stretchName is what a stretch is called: a week by its first day, a month by its name, a year by its number.
func (p *report) stretchName(s share.Stretch) string {
	switch {
	case p.byWeek():
		return p.w.Short(s.From)
	case s.Nights > 31 || s.From.Year != s.To.Year || len(p.r.Stretches) > 1 && p.r.Stretches[1].Nights > 31:
		return strconv.Itoa(s.To.Year)
	}
	return p.w.T("date.monthyear", p.w.T("month.short."+strconv.Itoa(int(s.To.Month))), s.To.Year)
}

// stretches are the figures behind the pictures.
func (p *report) stretches() []sheet.Block {
	if len(p.r.Stretches) == 0 {
		return nil
	}
	w := p.w
	t := sheet.Table{Caption: w.T("report.time.table"), Bare: true, RowHeads: true, Columns: []sheet.Column{
		{Name: w.T("report.time.from"), Share: 0.16}, {Name: w.T("report.time.known"), Share: 0.09}, {Name: w.T("report.time.count"), Share: 0.09}, {Name: w.T("report.time.week"), Share: 0.14},
		{Name: w.T("report.time.worst"), Share: 0.15}, {Name: w.T("report.time.spells"), Share: 0.1}, {Name: w.T("report.time.bothered"), Share: 0.13}, {Name: w.T("report.time.lost")}}}
	for _, s := range p.r.Stretches {
		t.Rows = append(t.Rows, p.stretchRow(s))
	}
	return []sheet.Block{p.lower("report.time"), t, fine(w.T("report.time.note"))}
}

func (p *report) stretchRow(s share.Stretch) []string {
	w := p.w
	name, count, rate, spells := p.stretchName(s), "", "", ""
	if p.byWeek() {
		name = w.T("nights.span", w.Short(s.From), w.Short(s.To))
	}
	if s.Complete > 0 {
		count = strconv.Itoa(s.Cramps)
	}
	switch {
	case s.Counted == s.Complete && s.Counted > 0:
		spells = strconv.Itoa(s.Spells)
	case s.Counted > 0: // of fewer nights than the cramps beside it
		spells = w.T("report.rate", strconv.Itoa(s.Spells), s.Counted)
	}
	if s.Rate != nil {
		rate = p.rate(*s.Rate)
	}
	return []string{name, w.T("figure.of", s.Complete, s.Nights), count, rate, p.values(s.Worst), spells, p.values(s.Bother), p.values(s.SleepLost)}
}

// values are the middle of some values, the middle half of them, and of how many; nothing where nobody said.
func (p *report) values(s share.Spread) string {
	if s.N == 0 {
		return ""
	}
	return p.spread(s)
}
