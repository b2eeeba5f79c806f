package web

import (
	"math"

	"charley/cause"
	"charley/measure"
)

// A forest shows by how much nights with each exposure differ from nights without it:
// a line for what fits, a mark in its middle, and the place where nothing differs.
type forest struct {
	Desc   string
	None   string // the place of no difference, as a share of the width
	Rows   []forestRow
	Ticks  []effectTick
	Legend []legendItem
	Left   int // findings that are in the table only
}

// A forestRow is one exposure. Its class says what the mark is, and not its colour
// alone: a disc for more, a square for fewer, both hollow where it is only possible,
// and grey for all that is not named.
type forestRow struct {
	Name, Class    string
	Lo, Middle, Hi string
	Before, Beyond bool // the line goes on at an edge
}

// Square and Upright are how the mark is drawn; others are round.
func (r forestRow) Square() bool {
	return r.Class == "fewer" || r.Class == "maybe-fewer" || r.Class == "after"
}
func (r forestRow) Upright() bool { return r.Class == "open" }

// mostRows is how many exposures the picture holds: more are not seen at a glance.
const mostRows = 12

// widestRatio is the ratio, or one over it, at which the picture ends: what lies beyond says
// only that nobody knows.
const widestRatio = 4

// forest draws all that has a ratio, in the order in which it is told.
func (p *patternPage) forest(found []cause.Pattern) *forest {
	w := p.site.words
	out := &forest{}
	scale := p.forestScale(found)
	seen := map[string]bool{}
	for _, f := range found {
		switch {
		case f.Ratio == nil:
			continue
		case len(out.Rows) == mostRows:
			out.Left++
			continue
		}
		lo, middle, hi := p.onScale(f.Ratio.Lo), p.onScale(f.Ratio.Median), p.onScale(f.Ratio.Hi)
		class := f.Mark()
		out.Rows = append(out.Rows, forestRow{
			Name: p.name(f.Exposure), Class: class, Lo: ofWidth(scale.share(lo)), Middle: ofWidth(scale.share(middle)), Hi: ofWidth(scale.share(hi)),
			Before: lo < scale.from, Beyond: hi > scale.to,
		})
		seen[class] = true
	}
	if len(out.Rows) == 0 {
		return nil
	}
	for _, class := range [...]string{"more", "maybe-more", "fewer", "maybe-fewer", "after", "harmless", "open"} {
		if seen[class] {
			out.Legend = append(out.Legend, legendItem{"mark-" + class, w.T("forest.mark." + class)})
		}
	}
	out.None, out.Ticks, out.Desc = ofWidth(scale.share(0)), scale.axis(), w.N("forest.desc", len(out.Rows))
	return out
}

// onScale is a ratio by its logarithm, and a difference as it is.
func (p *patternPage) onScale(v float64) float64 {
	if p.told.Outcome == measure.Value {
		return v
	}
	return math.Log(v)
}

// forestScale fits the scale to what is drawn.
func (p *patternPage) forestScale(found []cause.Pattern) effectScale {
	lo, hi := 0.0, 0.0
	for _, f := range found {
		if f.Ratio != nil {
			lo, hi = min(lo, p.onScale(f.Ratio.Lo)), max(hi, p.onScale(f.Ratio.Hi))
		}
	}
	edge := math.Log(widestRatio)
	s := p.site.ratios(max(lo, -edge), min(hi, edge))
	if s.from, s.to = max(s.from, -edge), min(s.to, edge); p.told.Outcome == measure.Value {
		s = p.site.differences(lo, hi, true)
	}
	s.ticks[0].text = p.site.words.T("forest.none") // there is less room than below a hill
	return s
}
