package tour

import (
	"fmt"
	"time"

	"charley"
	"charley/diary"
)

// nights says how many nights there are, how much of them is known, and how
// they were.
func (p *page) nights(records []diary.NightRecord, settings charley.Settings) {
	s := diary.Summarise(records)
	text := fmt.Sprintf("%s, %s to %s: %d with something written down, %d without.", counted(s.Nights, "night", "nights"),
		date(records[0].Night), date(records[len(records)-1].Night), s.Recorded, s.Nights-s.Recorded)
	if s.Away > 0 {
		text += fmt.Sprintf(" Away or ill on %d.", s.Away)
	}
	p.wrap("Nights", text)
	p.wrap("Cramps", cramps(records, s))
	p.wrap("Quiet", fmt.Sprintf("%d of the %s had no cramp.", s.Quiet, counted(s.Complete, "complete night", "complete nights")))
	p.wrap("Bad", fmt.Sprintf("%d of %s: any cramp, restless bother of %d or more, or %g minutes or more of sleep lost.",
		s.Bad, counted(s.KnownBad, "night on which it is known", "nights on which it is known"), settings.Bad.Bother, float64(settings.Bad.SleepLost)))
}

// cramps is the weekly figure with its footing: the nights it rests on, and how
// much whole weeks differ.
func cramps(records []diary.NightRecord, s diary.Summary) string {
	if s.CrampsPerWeek == nil {
		return fmt.Sprintf("%d so far; %d complete nights are too few to speak of a week.", s.Cramps, s.Complete)
	}
	text := fmt.Sprintf("%.1f a week on %d complete nights, where the person said that nothing more happened.", *s.CrampsPerWeek, s.Complete)
	if weeks := wholeWeeks(records); len(weeks) >= fewestWeeks {
		low, high := ends(weeks)
		text += fmt.Sprintf(" The %d whole weeks among them held %g to %g.", len(weeks), low, high)
	}
	return text
}

// fewestWeeks is the number of whole weeks below which their range says nothing.
const fewestWeeks = 3

// wholeWeeks are the counts of cramps in stretches of seven complete nights,
// none of which overlap.
func wholeWeeks(records []diary.NightRecord) []float64 {
	var weeks []float64
	run, cramps := 0, 0
	for _, r := range records {
		if !r.Complete {
			run, cramps = 0, 0
			continue
		}
		run, cramps = run+1, cramps+r.Count(charley.Cramp)
		if run == 7 {
			weeks = append(weeks, float64(cramps))
			run, cramps = 0, 0
		}
	}
	return weeks
}

func date(n charley.Night) string {
	return time.Date(n.Year, n.Month, n.Day, 0, 0, 0, 0, time.UTC).Format("Mon 2 Jan 2006")
}
