package web

import (
	"math"
	"strings"
)

// An effectPicture shows how large an effect may be: a hill over the sizes that
// fit the nights, the likely range below it, and the place where nothing changes.
type effectPicture struct {
	Desc           string
	Hill           string // the outline, in a box of 100 by 60 that is stretched
	Better, Worse  string // the two parts of its inside
	Lo, Hi, Middle string // shares of the width
	None           string
	Ticks          []effectTick
}

type effectTick struct{ X, Text, Anchor string }

// An effectScale is what the picture is drawn over: sizes on a line, and which
// of them is no change at all.
type effectScale struct {
	from, to    float64
	lowerBetter bool
	ticks       []effectMark
}

type effectMark struct {
	at   float64
	text string
}

const (
	hillHeight = 56.0 // of the box of 60
	hillSteps  = 60
)

// draw makes the picture of a middle with its likely range. The hill is drawn from
// these three alone, with a half of a bell curve on either side: it shows where the
// likely sizes are, and nobody should read more digits from it.
func (s effectScale) draw(lo, middle, hi float64) effectPicture {
	const halfWidth = 1.96 // standard deviations from the middle to the end of a range of 95 in 100
	left, right := max((middle-lo)/halfWidth, 1e-6), max((hi-middle)/halfWidth, 1e-6)
	height := func(v float64) float64 {
		sd := left
		if v > middle {
			sd = right
		}
		return hillHeight * math.Exp(-(v-middle)*(v-middle)/(2*sd*sd))
	}
	p := effectPicture{
		Hill: s.outline(s.from, s.to, height), Lo: ofWidth(s.share(lo)), Hi: ofWidth(s.share(hi)), Middle: ofWidth(s.share(middle)), None: ofWidth(s.share(0)),
	}
	below, above := s.outline(s.from, 0, height)+s.close(0), s.outline(0, s.to, height)+s.close(s.to)
	if p.Better, p.Worse = below, above; !s.lowerBetter {
		p.Better, p.Worse = above, below
	}
	p.Ticks = s.axis()
	return p
}

// axis are the marks below the picture.
func (s effectScale) axis() []effectTick {
	var out []effectTick
	for _, t := range s.spread() {
		tick := effectTick{X: ofWidth(s.share(t.at)), Text: t.text, Anchor: "middle"}
		switch x := s.share(t.at); {
		case x < 0.08:
			tick.Anchor = "start"
		case x > 0.92:
			tick.Anchor = "end"
		}
		out = append(out, tick)
	}
	return out
}

func (s effectScale) share(v float64) float64 {
	return min(1, max(0, (v-s.from)/(s.to-s.from)))
}

// outline is the upper edge of the hill between two sizes.
func (s effectScale) outline(from, to float64, height func(float64) float64) string {
	var b strings.Builder
	for i := range hillSteps + 1 {
		v := from + (to-from)*float64(i)/hillSteps
		if i == 0 {
			b.WriteString("M")
		} else {
			b.WriteString("L")
		}
		b.WriteString(tenth(100*s.share(v)) + " " + tenth(60-height(v)))
	}
	return b.String()
}

// close leads an outline that ends at a size down to the ground and back.
func (s effectScale) close(to float64) string {
	start := s.from
	if to != 0 {
		start = 0
	}
	return "L" + tenth(100*s.share(to)) + " 60L" + tenth(100*s.share(start)) + " 60z"
}

// leastApart is how far apart two labels must be, as a share of the width.
const leastApart = 0.22

// middle is where the middle of a label is: one at an edge is written inwards.
func (s effectScale) middle(v float64) float64 { return min(0.89, max(0.11, s.share(v))) }

// spread are the marks that have room: no change first, then the others from
// there outwards.
func (s effectScale) spread() []effectMark {
	var out []effectMark
	for _, m := range s.ticks {
		if m.at < s.from || m.at > s.to {
			continue
		}
		room := true
		for _, o := range out {
			room = room && math.Abs(s.middle(m.at)-s.middle(o.at)) >= leastApart
		}
		if room {
			out = append(out, m)
		}
	}
	return out
}

// ratios is the scale of a ratio, by its logarithm.
func (s *site) ratios(lo, hi float64) effectScale {
	w := s.words
	out := effectScale{from: max(min(lo-0.25, math.Log(0.45)), math.Log(0.05)), to: min(max(hi+0.25, math.Log(1.6)), math.Log(20)), lowerBetter: true}
	for _, t := range []struct {
		ratio float64
		key   string
	}{{1, "none"}, {0.5, "half"}, {2, "twice"}, {0.25, "quarter"}, {1.5, "more"}, {4, "four"}, {0.1, "tenth"}, {10, "ten"}} {
		out.ticks = append(out.ticks, effectMark{math.Log(t.ratio), w.T("effect.axis." + t.key)})
	}
	return out
}

// differences is the scale of a difference in what was counted.
func (s *site) differences(lo, hi float64, lowerBetter bool) effectScale {
	reach := max(math.Abs(lo), math.Abs(hi), 1e-9)
	out := effectScale{from: min(lo-0.15*reach, -0.35*reach), to: max(hi+0.15*reach, 0.35*reach), lowerBetter: lowerBetter}
	out.ticks = append(out.ticks, effectMark{0, s.words.T("effect.axis.none")})
	step := math.Pow(10, math.Floor(math.Log10(reach)))
	if reach/step < 2 {
		step /= 2
	}
	for k := 1.0; k <= 20; k++ {
		out.ticks = append(out.ticks, effectMark{-k * step, s.words.T("effect.axis.less", s.words.Figure(k*step))}, effectMark{k * step, s.words.T("effect.axis.plus", s.words.Figure(k*step))})
	}
	return out
}
