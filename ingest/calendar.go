package ingest

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A placed row knows its line and its night.
type placed interface{ place() (line, night int) }

// inOrder brings rows into the order of their nights and warns of those that were
// not. A night that is there twice is an error: false.
func inOrder[R placed](s *Sheet, rows []R) bool {
	if late := disordered(rows); len(late) > 0 {
		first := rows[slices.IndexFunc(rows, func(r R) bool { return nightOf(r) == late[0] })]
		line, n := first.place()
		text := fmt.Sprintf("line %d, night %s, comes after a later night", line, s.label(n))
		if len(late) > 1 {
			text += fmt.Sprintf(", as do %d more: %s", len(late)-1, s.named(late[1:]))
		}
		s.warn("night_disorder", "The nights are not in order: %s. They were put in order.", text)
		slices.SortStableFunc(rows, func(a, b R) int { return nightOf(a) - nightOf(b) })
	}
	return !twice(s, rows)
}

func nightOf(r placed) int {
	_, n := r.place()
	return n
}

// disordered are the nights of rows that come after one of a later night.
func disordered[R placed](rows []R) (late []int) {
	latest := math.MinInt
	for _, r := range rows {
		n := nightOf(r)
		if n < latest {
			late = append(late, n)
		}
		latest = max(latest, n)
	}
	return late
}

// twice fails a sheet for nights that are there more than once, all of them named.
func twice[R placed](s *Sheet, rows []R) bool {
	var again []int
	var first, second, line int // the first such night, and its lines
	for i := 1; i < len(rows); i++ {
		before, n := rows[i-1].place()
		this, m := rows[i].place()
		if n != m {
			continue
		}
		if len(again) == 0 {
			first, line, second = n, before, this
		}
		again = append(again, n)
	}
	if len(again) == 0 {
		return false
	}
	why := fmt.Sprintf("is there twice, in lines %d and %d; a night has one row", line, second)
	if others := slices.Compact(slices.DeleteFunc(slices.Clone(again), func(n int) bool { return n == first })); len(others) > 0 {
		why += fmt.Sprintf("; so %s %s", plural(len(others), "is", "are"), s.named(others))
	}
	s.fail(second, wrong("night", s.label(first), why))
	s.BadLines = max(s.BadLines, len(again))
	return true
}

// within fails a sheet whose rows, in order, are too far apart.
func within[R placed](s *Sheet, rows []R) bool {
	line, last := rows[len(rows)-1].place()
	span := last - nightOf(rows[0]) + 1
	if span <= MaxNights {
		return true
	}
	s.fail(line, wrong("night", s.label(last), fmt.Sprintf("is %d nights after the first; a %s has at most %d", span-1, s.kind, MaxNights)))
	return false
}

// whole is every calendar night from the first row to the last. A night that is
// absent is what gap makes of its number and the rows round it, and is warned about.
func whole[R placed](s *Sheet, rows []R, gap func(n int, before, after R) R) []R {
	all := make([]R, 0, len(rows))
	var absent []int
	for i, r := range rows {
		for n := len(all); i > 0 && nightOf(all[n-1])+1 < nightOf(r); n = len(all) {
			night := nightOf(all[n-1]) + 1
			all = append(all, gap(night, rows[i-1], r))
			absent = append(absent, night)
		}
		all = append(all, r)
	}
	if len(absent) > 0 {
		s.warn("night_gap", "There is no row for %s, so %s missing.", s.named(absent), plural(len(absent), "it is", "they are"))
	}
	return all
}

// weekendOf says whether the evening of a date was one of a weekend.
func weekendOf(n int) int {
	if day := epoch.Add(n).Weekday(); day == time.Friday || day == time.Saturday {
		return 1
	}
	return 0
}

// weekends says for every night whether its evening was one of a weekend: by the column, if
// the table has one, else by the date. Without either nobody knows, and where the column is
// empty that is warned about.
func weekends[R any, P interface {
	*R
	placed
	Missing() bool
	weekend() *int
}](s *Sheet, rows []R, column bool) {
	var empty []int
	for i := range rows {
		r := P(&rows[i])
		said := r.weekend()
		if *said == unknown && s.Dated {
			*said = weekendOf(nightOf(r))
		}
		if *said == unknown && column && !r.Missing() {
			empty = append(empty, nightOf(r))
		}
	}
	if len(empty) > 0 {
		s.warn("weekend_unknown", "Whether %s at a weekend is empty; taken as no.", plural(len(empty), "night "+s.label(empty[0])+" was", s.named(empty)+" were"))
	}
}

// label is a night as the table writes it.
func (s *Sheet) label(n int) string {
	if s.Dated {
		return epoch.Add(n).String()
	}
	return strconv.Itoa(n)
}

// mostRuns is how many runs of nights a warning names.
const mostRuns = 12

// named are nights in words: night 12; nights 12, 15 to 17 and 20.
func (s *Sheet) named(nights []int) string {
	var runs []string
	left := 0
	for i := 0; i < len(nights); {
		j := i
		for j+1 < len(nights) && nights[j+1] == nights[j]+1 {
			j++
		}
		switch run := s.label(nights[i]); {
		case len(runs) == mostRuns:
			left += j - i + 1
		case j > i:
			runs = append(runs, run+" to "+s.label(nights[j]))
		default:
			runs = append(runs, run)
		}
		i = j + 1
	}
	if left > 0 {
		runs = append(runs, fmt.Sprintf("%d more", left))
	}
	text := strings.Join(runs, ", ")
	if last := len(runs) - 1; last > 0 {
		text = strings.Join(runs[:last], ", ") + " and " + runs[last]
	}
	return plural(len(nights), "night ", "nights ") + text
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
