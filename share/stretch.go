package share

import (
	"charley"
	"charley/diary"
)

// Up to how many nights a period is told by the week, and up to how many by the month: longer ones would need more
// lines than anybody reads.
const (
	byWeek  = 26 * 7
	byMonth = 3*366 + 31
)

// stretches cut the period into weeks, months or years, whichever gives few enough to read. Weeks are counted back
// from the last night, so that the latest is whole; the first may be shorter, as may the first and last month.
func (a *Assembler) stretches(nights []diary.NightRecord) []Stretch {
	var out []Stretch
	for from := 0; from < len(nights); {
		to := from + 1
		for to < len(nights) && same(nights[from].Night, nights[to].Night, nights[len(nights)-1].Night, len(nights)) {
			to++
		}
		out = append(out, a.stretch(nights[from:to]))
		from = to
	}
	return out
}

// same says that two nights fall in one stretch of a period of so many nights.
func same(a, b, last charley.Night, nights int) bool {
	switch {
	case nights <= byWeek:
		return last.Sub(a)/7 == last.Sub(b)/7
	case nights <= byMonth:
		return a.Year == b.Year && a.Month == b.Month
	}
	return a.Year == b.Year
}

func (a *Assembler) stretch(nights []diary.NightRecord) Stretch {
	s := Stretch{From: nights[0].Night, To: nights[len(nights)-1].Night, Nights: len(nights), Rate: a.finder.Weekly(nights, charley.Cramp)}
	var worst []float64
	for _, n := range nights {
		if n.Exact(charley.Cramp) {
			s.Complete++
			s.Cramps += n.Count(charley.Cramp)
		}
		if n.Exact(charley.Restless) {
			s.Counted++
			s.Spells += n.Count(charley.Restless)
		}
		worst = add(worst, n.Worst(charley.Cramp))
	}
	s.Worst, s.Bother, s.SleepLost = spreadOf(worst), spreadOf(mornings(nights, bother)), spreadOf(mornings(nights, sleepLost))
	return s
}
