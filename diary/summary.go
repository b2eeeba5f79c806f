package diary

import "charley"

// A Summary is what a run of nights adds up to. Every figure has its n beside
// it: a share is of the nights on which it is known, never of all nights.
type Summary struct {
	Nights        int      // nights looked at
	Recorded      int      // nights on which something is known
	Complete      int      // nights on which counts are exact
	Quiet         int      // complete nights without a cramp
	KnownQuiet    int      // nights on which it is known whether a cramp came
	Bad           int      // bad nights
	KnownBad      int      // nights known to be bad or not bad
	Away          int      // nights away or ill
	Cramps        int      // cramps on all recorded nights
	CrampsPerWeek *float64 // on complete nights; nil if there are fewer than MinWeek
}

// MinWeek is the number of complete nights below which no weekly rate is given:
// less than a week says nothing about a week.
const MinWeek = 7

// Summarise adds up nights.
func Summarise(records []NightRecord) Summary {
	var s Summary
	exact := 0
	for _, r := range records {
		s.Nights++
		cramps := r.Count(charley.Cramp)
		s.Cramps += cramps
		if r.Recorded() {
			s.Recorded++
		}
		if r.Complete {
			s.Complete++
			exact += cramps
		}
		if r.Away != nil {
			s.Away++
		}
		if q := r.Quiet(); q != charley.Unknown {
			s.KnownQuiet++
			if q == charley.Yes {
				s.Quiet++
			}
		}
		if r.Bad != charley.Unknown {
			s.KnownBad++
			if r.Bad == charley.Yes {
				s.Bad++
			}
		}
	}
	if s.Complete >= MinWeek {
		perWeek := 7 * float64(exact) / float64(s.Complete)
		s.CrampsPerWeek = &perWeek
	}
	return s
}
