package handout

import (
	"math"

	"charley/cause"
	"charley/measure"
	"charley/sheet"
)

// The picture of what goes with bad nights, in points.
const (
	forestWidth = 204.0
	forestRow   = 17.0
	forestLeft  = 84.0 // room for names
	forestFoot  = 14.0 // room for the scale
	// widestRatio is the ratio, or one over it, at which the picture ends: what lies beyond says only that nobody knows.
	widestRatio = 4
)

// forest draws by how much nights with each exposure differ from nights without it: a line for what fits the nights,
// and a mark in its middle. A disc is for more and a square for fewer; both are hollow where that is only possible.
func (p *report) forest(list []cause.Pattern) sheet.Figure {
	s := p.forestScale(list)
	high := forestRow*float64(len(list)) + forestFoot
	pic := sheet.Picture{Width: forestWidth, Height: high}
	foot := high - forestFoot + 2
	for _, t := range s.ticks {
		x := s.x(t.at)
		pic.Shapes = append(pic.Shapes, sheet.Line{X1: x, Y1: 0, X2: x, Y2: foot, Width: 0.4, Ink: 0.3, Dashed: t.at != 0},
			sheet.Label{X: x, Y: high - 3, Size: typeSmall, Text: t.text, Anchor: sheet.Middle})
	}
	pic.Shapes = append(pic.Shapes, sheet.Line{X1: s.x(0), Y1: 0, X2: s.x(0), Y2: foot, Width: 0.9, Ink: 1})
	var told []string
	for i, f := range list {
		y := forestRow * (float64(i) + 0.5)
		pic.Shapes = append(pic.Shapes, sheet.Label{X: 0, Y: y + 2.6, Size: 7.5, Text: clipped(p.exposure(f.Exposure).Name, 21)})
		pic.Shapes = append(pic.Shapes, s.row(f, y)...)
		told = append(told, p.w.T("report.forest.row", p.name(f), p.w.Ranged(f.Ratio.Median, f.Ratio.Lo, f.Ratio.Hi)))
	}
	return sheet.Figure{Picture: pic, Alt: p.w.T("report.forest.alt", p.w.T("report.ratio."+p.ratioKind()), p.w.Set(told)), Caption: p.w.T("report.forest.caption", p.w.T("report.ratio."+p.ratioKind()))}
}

// clipped is a name that fits beside the picture; the table beside it has it whole.
func clipped(name string, most int) string {
	r := []rune(name)
	if len(r) <= most {
		return name
	}
	return string(r[:most-1]) + "…"
}

// A scale turns ratios, by their logarithm, or differences into places across the picture.
type scale struct {
	from, to float64
	linear   bool
	ticks    []tick
}

type tick struct {
	at   float64
	text string
}

// on is a value on the scale.
func (s scale) on(v float64) float64 {
	if s.linear {
		return v
	}
	return math.Log(max(v, 1e-9))
}

// x is the place of a value that is on the scale; what lies beyond is put at the edge.
func (s scale) x(at float64) float64 {
	const right = forestWidth - 8
	return forestLeft + (min(max(at, s.from), s.to)-s.from)/(s.to-s.from)*(right-forestLeft)
}

// row is the line and the mark of one exposure; an arrow's head says that the line goes on.
func (s scale) row(f cause.Pattern, y float64) []sheet.Shape {
	lo, mid, hi := s.on(f.Ratio.Lo), s.on(f.Ratio.Median), s.on(f.Ratio.Hi)
	out := []sheet.Shape{sheet.Line{X1: s.x(lo), Y1: y, X2: s.x(hi), Y2: y, Width: 1.4, Ink: 1}}
	if lo < s.from {
		out = append(out, sheet.Path{Points: [][2]float64{{s.x(lo) - 1, y}, {s.x(lo) + 4, y - 3}, {s.x(lo) + 4, y + 3}}, Ink: 1, Filled: true})
	}
	if hi > s.to {
		out = append(out, sheet.Path{Points: [][2]float64{{s.x(hi) + 1, y}, {s.x(hi) - 4, y - 3}, {s.x(hi) - 4, y + 3}}, Ink: 1, Filled: true})
	}
	x, maybe := s.x(mid), f.Tier != cause.VeryLikely
	if f.Direction != cause.Fewer {
		return append(out, sheet.Dot{X: x, Y: y, R: 3.4, Ink: 1, Hollow: maybe})
	}
	square := sheet.Box{X: x - 3.2, Y: y - 3.2, Width: 6.4, Height: 6.4, Fill: 1}
	if maybe {
		square.Fill, square.Border = 0, 1
	}
	return append(out, square)
}

// forestScale is wide enough for what is drawn, and ends where a ratio says only that nobody knows.
func (p *report) forestScale(list []cause.Pattern) scale {
	s := scale{linear: p.r.Patterns.Found.Outcome == measure.Value}
	for _, f := range list {
		s.from, s.to = min(s.from, s.on(f.Ratio.Lo)), max(s.to, s.on(f.Ratio.Hi))
	}
	if s.linear {
		reach := max(-s.from, s.to, 0.1)
		s.from, s.to = -1.1*reach, 1.1*reach
		step := niceStep(reach)
		s.ticks = []tick{{-step, "−" + p.w.Figure(step)}, {0, "0"}, {step, "+" + p.w.Figure(step)}}
		return s
	}
	edge := math.Log(widestRatio) + 0.05
	s.from, s.to = max(-edge, min(s.from-0.1, -math.Log(2)-0.1)), min(edge, max(s.to+0.1, math.Log(2)+0.1))
	for _, ratio := range [...]float64{0.25, 0.5, 1, 2, 4} {
		if at := math.Log(ratio); at >= s.from && at <= s.to {
			s.ticks = append(s.ticks, tick{at, p.w.Figure(ratio)})
		}
	}
	return s
}

// niceStep is the greatest of 1, 2 and 5 times a power of ten that is not above a length.
func niceStep(length float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(length)))
	for _, k := range [...]float64{5, 2} {
		if k*power <= length {
			return k * power
		}
	}
	return power
}
