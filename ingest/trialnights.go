package ingest

import (
	"math"
	"slices"
)

// settle brings the rows of a trial into the order of its nights and fills in
// the nights that are absent. What was out of order or absent is warned about; a
// night that is there twice is an error.
func (t *Trial) settle() {
	rows := t.Rows
	if t.Rows = nil; t.Err != nil || !inOrder(&t.Sheet, rows) {
		return
	}
	rows = outside(rows)
	if len(rows) == 0 || !within(&t.Sheet, rows) {
		return
	}
	t.inside(rows)
	t.Rows = whole(&t.Sheet, rows, absentNight)
	weekends(&t.Sheet, t.Rows, t.Weekends)
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

// absentNight is a night of a trial that has no row. Inside one period there is no
// doubt about its arm.
func absentNight(n int, before, after Row) Row {
	gap := Row{Night: n, Arm: unknown, Y: math.NaN(), Weekend: unknown}
	if before.Arm == after.Arm && before.Period == after.Period && before.Block == after.Block && after.Period > 0 {
		gap.Arm, gap.Period, gap.Block = after.Arm, after.Period, after.Block
	}
	return gap
}
