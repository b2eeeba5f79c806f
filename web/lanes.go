package web

import (
	"math"

	"charley"
)

// A laneNight is one night of a test as its picture shows it.
type laneNight struct {
	Night charley.Night
	With  bool     // it was drawn for the remedy
	Value *float64 // what was counted; nil: nobody knows
	Out   bool     // it is left out, because the nights before still act
}

// A laneKind is how the nights of a measure are drawn.
type laneKind string

const (
	laneCount laneKind = "count" // a dot each
	laneBar   laneKind = "bar"   // a bar as high as the value
	laneYes   laneKind = "yes"   // a dot for yes
	lanePoint laneKind = "point" // a dot as high as the value, which may be below zero
)

// A lane is the nights of one side of a test, in their order. Across, places are
// shares of the width; up, they are pixels, so that dots stay round on any screen.
type lane struct {
	Label, Desc string
	Class       string // with, without
	Height      string
	Marks       []laneMark
}

// A laneMark is a dot, or a bar from Y down to Y2.
type laneMark struct{ X, Y, R, Y2, Class string }

// mostDots is how many dots are stacked; where a night has more, all nights are bars.
const mostDots = 6

const (
	laneTop   = 8.0  // pixels above the highest mark
	laneSpan  = 52.0 // for bars and points
	laneFloor = 10.0 // below the lowest
)

// A laneScale is what both lanes are drawn by.
type laneScale struct {
	kind      laneKind
	low, high float64
	radius    float64 // of a dot
}

// scaleOf fits the scale to the nights of both sides.
func scaleOf(kind laneKind, nights []laneNight) laneScale {
	s := laneScale{kind: kind}
	sides := [2]int{}
	for _, n := range nights {
		sides[side(n.With)]++
		if n.Value == nil {
			continue
		}
		s.high = max(s.high, *n.Value)
		s.low = min(s.low, *n.Value)
	}
	if kind == laneCount && s.high > mostDots {
		s.kind = laneBar
	}
	if s.high == s.low {
		s.high++
	}
	s.radius = min(4.6, 140/float64(max(sides[0], sides[1], 1)))
	return s
}

func side(with bool) int {
	if with {
		return 1
	}
	return 0
}

// draw makes one lane of its nights.
func (s laneScale) draw(nights []laneNight) lane {
	floor := laneTop + laneSpan
	if s.kind == laneCount {
		floor = laneTop + (s.high-1)*s.step() + s.radius
	}
	if s.kind == laneYes {
		floor = laneTop + s.radius
	}
	l := lane{Height: tenth(floor + laneFloor)}
	for i, n := range nights {
		x := ofWidth((float64(i) + 0.5) / float64(len(nights)))
		l.Marks = append(l.Marks, s.marks(n, x, floor)...)
	}
	return l
}

// step is from one stacked dot to the next.
func (s laneScale) step() float64 { return 2*s.radius + 2.5 }

// marks draw one night at a place; floor is where zero stands.
func (s laneScale) marks(n laneNight, x string, floor float64) []laneMark {
	out := ""
	if n.Out {
		out = " out"
	}
	switch {
	case n.Value == nil:
		return []laneMark{{X: x, Y: tenth(floor), R: "2.4", Class: "missing"}}
	case s.kind == lanePoint:
		return []laneMark{{X: x, Y: tenth(floor - s.height(*n.Value)), R: tenth(s.radius), Class: "event" + out}}
	case *n.Value <= 0:
		return []laneMark{{X: x, Y: tenth(floor), R: "1.6", Class: "none"}}
	case s.kind == laneBar:
		return []laneMark{{X: x, Y: tenth(floor - max(3, s.height(*n.Value))), Y2: tenth(floor), R: tenth(s.radius), Class: "event" + out}}
	}
	var dots []laneMark
	for i := range int(math.Ceil(*n.Value)) {
		dots = append(dots, laneMark{X: x, Y: tenth(floor - float64(i)*s.step()), R: tenth(s.radius), Class: "event" + out})
	}
	return dots
}

func (s laneScale) height(v float64) float64 { return (v - s.low) / (s.high - s.low) * laneSpan }
