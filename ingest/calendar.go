package ingest

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// settle brings the rows of a trial into the order of its nights and fills in
// the nights that are absent. What was out of order or absent is warned about; a
// night that is there twice is an error.
func (t *Trial) settle() {
	if t.Err != nil {
		return
	}
	rows := t.Rows
	if late := t.disordered(rows); len(late) > 0 {
		first := rows[slices.IndexFunc(rows, func(r Row) bool { return r.Night == late[0] })]
		text := fmt.Sprintf("line %d, night %s, comes after a later night", first.Line, t.label(late[0]))
		if len(late) > 1 {
			text += fmt.Sprintf(", as do %d more: %s", len(late)-1, t.named(late[1:]))
		}
		t.warn("night_disorder", "The nights are not in order: %s. They were put in order.", text)
		slices.SortStableFunc(rows, func(a, b Row) int { return a.Night - b.Night })
	}
	if t.twice(rows) {
		return
	}
	rows = outside(rows)
	if len(rows) == 0 {
		t.Rows = nil
		return
	}
	if span := rows[len(rows)-1].Night - rows[0].Night + 1; span > MaxNights {
		last := rows[len(rows)-1]
		t.fail(last.Line, wrong("night", t.label(last.Night), fmt.Sprintf("is %d nights after the first; a trial has at most %d", span-1, MaxNights)))
		return
	}
	t.inside(rows)
	t.Rows = t.whole(rows)
	t.weekends()
}

// disordered are the nights of rows that come after one of a later night.
func (t *Trial) disordered(rows []Row) (late []int) {
	latest := math.MinInt
	for _, r := range rows {
		if r.Night < latest {
			late = append(late, r.Night)
		}
		latest = max(latest, r.Night)
	}
	return late
}

// twice fails the trial for nights that are there more than once, all of them named.
func (t *Trial) twice(rows []Row) bool {
	var again []int
	var first Row
	var line int
	for i := 1; i < len(rows); i++ {
		if rows[i-1].Night != rows[i].Night {
			continue
		}
		if len(again) == 0 {
			first, line = rows[i], rows[i-1].Line
		}
		again = append(again, rows[i].Night)
	}
	if len(again) == 0 {
		return false
	}
	why := fmt.Sprintf("is there twice, in lines %d and %d; a night has one row", line, first.Line)
	if others := slices.Compact(slices.DeleteFunc(slices.Clone(again), func(n int) bool { return n == first.Night })); len(others) > 0 {
		why += fmt.Sprintf("; so %s %s", plural(len(others), "is", "are"), t.named(others))
	}
	t.fail(first.Line, wrong("night", t.label(first.Night), why))
	t.BadLines = max(t.BadLines, len(again))
	return true
}

func (t *Trial) warn(code, format string, args ...any) {
	t.Warnings = append(t.Warnings, Warning{code, fmt.Sprintf(format, args...)})
}

// outside leaves out the rows before the first and after the last that has an
// arm: they are the diary around the trial.
func outside(rows []Row) []Row {
	has := func(r Row) bool { return r.Arm != unknown }
	first := slices.IndexFunc(rows, has)
	if first < 0 {
		return nil
	}
	last := len(rows) - 1
	for !has(rows[last]) {
		last--
	}
	return rows[first : last+1]
}

// inside warns about rows within the trial whose arm is empty. What was done is
// not known, so the outcome of such a night is not used.
func (t *Trial) inside(rows []Row) {
	var empty []int
	for i := range rows {
		if rows[i].Arm == unknown {
			empty = append(empty, rows[i].Night)
			rows[i].Y = math.NaN()
		}
	}
	if len(empty) > 0 {
		t.warn("arm_missing", "The arm of %s is empty, so %s left out.", t.named(empty), plural(len(empty), "it is", "they are"))
	}
}

// whole is every calendar night from first to last.
func (t *Trial) whole(rows []Row) []Row {
	var all []Row
	var absent []int
	for i, r := range rows {
		for n := len(all); i > 0 && all[n-1].Night+1 < r.Night; n = len(all) {
			before := all[n-1]
			gap := Row{Night: before.Night + 1, Arm: unknown, Y: math.NaN(), Weekend: unknown}
			if last := rows[i-1]; last.Arm == r.Arm && last.Period == r.Period && last.Block == r.Block && r.Period > 0 {
				gap.Arm, gap.Period, gap.Block = r.Arm, r.Period, r.Block // inside one period there is no doubt
			}
			all = append(all, gap)
			absent = append(absent, gap.Night)
		}
		all = append(all, r)
	}
	if len(absent) > 0 {
		t.warn("night_gap", "There is no row for %s, so %s missing.", t.named(absent), plural(len(absent), "it is", "they are"))
	}
	return all
}

// weekends says for every night whether its evening was one of a weekend: by
// the column, else by the date. Without either nobody knows.
func (t *Trial) weekends() {
	var empty []int
	for i := range t.Rows {
		r := &t.Rows[i]
		if r.Weekend == unknown && t.Dated {
			day := epoch.Add(r.Night).Weekday()
			r.Weekend = 0
			if day == time.Friday || day == time.Saturday {
				r.Weekend = 1
			}
		}
		if r.Weekend == unknown && t.Weekends && !r.Missing() {
			empty = append(empty, r.Night)
		}
	}
	if len(empty) > 0 {
		t.warn("weekend_unknown", "Whether %s at a weekend is empty; taken as no.", plural(len(empty), "night "+t.label(empty[0])+" was", t.named(empty)+" were"))
	}
}

// label is a night as the table writes it.
func (t *Trial) label(n int) string {
	if t.Dated {
		return epoch.Add(n).String()
	}
	return strconv.Itoa(n)
}

// mostRuns is how many runs of nights a warning names.
const mostRuns = 12

// named are nights in words: night 12; nights 12, 15 to 17 and 20.
func (t *Trial) named(nights []int) string {
	var runs []string
	left := 0
	for i := 0; i < len(nights); {
		j := i
		for j+1 < len(nights) && nights[j+1] == nights[j]+1 {
			j++
		}
		switch run := t.label(nights[i]); {
		case len(runs) == mostRuns:
			left += j - i + 1
		case j > i:
			runs = append(runs, run+" to "+t.label(nights[j]))
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
