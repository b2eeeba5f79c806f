package web

import (
	"strconv"

	"charley"
	"charley/diary"
)

// A yearChart is the year at a glance.
type yearChart struct {
	Leaves  []yearPart
	Weekday []string // the heads of its columns
	Legend  []legendItem
}

// A yearPart is one month of the year at a glance: a leaf of a calendar, a week a
// line, with the worst of every night in it.
type yearPart struct {
	Name     string
	Link     string // to the month's own page
	Blank    int    // days of the first week that are not shown: of the month before, or before the diary began
	Days     []yearDay
	Rate     string // cramps a week, or why there is none
	Complete string // how many nights that rests on
	Sum      diary.Summary
}

// A yearDay is one night in the calendar, under the day of its evening.
type yearDay struct {
	Night charley.Night
	Name  string // in words
	Mark  string // the worst of the night, by the name of its shape
	Under string // the shape beneath it: away or ill; "" on an ordinary night
}

// The shapes of a night. They differ in form and not in colour alone.
const (
	shapeMild     = "cramp-1"
	shapeMiddling = "cramp-2"
	shapeStrong   = "cramp-3"
	shapeBad      = "bad" // bad, and no episode is written down
	shapeQuiet    = "quiet"
	shapePartly   = "partly"
	shapeMissing  = "missing"
	shapeAway     = "away"
	shapeIll      = "ill"
)

// From how much on a cramp is drawn larger, of 10. They are thirds of the scale,
// and say nothing about what a cramp of that strength means.
const (
	middlingFrom = 4
	strongFrom   = 7
)

// worst is the shape for the worst that a night held.
func worst(r diary.NightRecord) string {
	switch {
	case r.Count(charley.Cramp) > 0:
		return worstCramp(r)
	case r.Count(charley.Restless) > 0:
		return charley.Restless
	case r.Bad == charley.Yes:
		return shapeBad
	case r.Count(charley.Other) > 0:
		return charley.Other
	case r.Quiet() == charley.Yes:
		return shapeQuiet
	case r.Recorded():
		return shapePartly
	case r.Away != nil:
		return ""
	}
	return shapeMissing
}

// worstCramp goes by the strongest cramp of a night; one that nobody rated is middling.
func worstCramp(r diary.NightRecord) string {
	most := middling
	if worst := r.Worst(charley.Cramp); worst != nil {
		most = *worst
	} else {
		for _, e := range r.Episodes {
			if e.What == charley.Cramp && e.Intensity != nil {
				most = max(most, *e.Intensity)
			}
		}
	}
	switch {
	case most >= strongFrom:
		return shapeStrong
	case most >= middlingFrom:
		return shapeMiddling
	}
	return shapeMild
}

// under is the shape for a night that was not an ordinary one.
func under(r diary.NightRecord) string {
	switch {
	case r.Away == nil:
		return ""
	case r.Away.Reason == "ill":
		return shapeIll
	}
	return shapeAway
}

// year lays nights out as the leaves of a calendar, whose columns are the days of
// the week. A leaf begins with the first week that has a night to show.
func (s *site) year(records []diary.NightRecord) yearChart {
	out, seen := yearChart{Weekday: s.words.WeekdayInitials()}, map[string]bool{}
	for len(records) > 0 {
		first := months(records[0].Night, 0)
		end, n := months(first, 1), 0
		for n < len(records) && records[n].Night.Before(end) {
			n++
		}
		leaf := s.yearPart(first, records[:n])
		for _, d := range leaf.Days {
			seen[d.Mark], seen[d.Under] = true, true
		}
		out.Leaves, records = append(out.Leaves, leaf), records[n:]
	}
	out.Legend = s.legend(seen)
	return out
}

func (s *site) yearPart(first charley.Night, records []diary.NightRecord) yearPart {
	w := s.words
	sum := diary.Summarise(records)
	p := yearPart{
		Name: w.MonthYear(first), Link: monthPath(first), Sum: sum,
		Blank: (int(records[0].Night.Weekday()) + 6) % weekNights, Rate: s.rate(sum), Complete: w.N("figure.complete", sum.Complete),
	}
	for _, r := range records {
		p.Days = append(p.Days, yearDay{Night: r.Night, Name: s.dayName(r), Mark: worst(r), Under: under(r)})
	}
	return p
}

// rate is how many cramps a week there were, or a sign that it is not known.
func (s *site) rate(sum diary.Summary) string {
	if sum.CrampsPerWeek == nil {
		return s.words.T("figure.unknown")
	}
	return strconv.FormatFloat(*sum.CrampsPerWeek, 'f', 1, 64)
}
