package web

import (
	"slices"
	"strconv"

	"charley"
	"charley/diary"
)

// rowName says what a row of the picture shows: "Night of Tue 3 to Wed 4
// November: 2 cramps, 02:47 and 05:10, bad night".
func (s *site) rowName(r diary.NightRecord) string {
	return s.words.T("row.name", s.words.ShortNight(r.Night), s.words.List(append(s.countWords(r, true), s.nightWords(r))))
}

// dayName is the same in fewer words, for a calendar: "Tue 3 November: 2 cramps, bad night".
func (s *site) dayName(r diary.NightRecord) string {
	return s.words.T("row.day", s.words.WeekdayDay(r.Night), s.words.Month(r.Night.Month), s.words.List(append(s.countWords(r, false), s.nightWords(r))))
}

// countWords are the episodes of a night in words, with or without their times.
// Of a night that is not complete there may have been more.
func (s *site) countWords(r diary.NightRecord, times bool) []string {
	var out []string
	for _, what := range whats {
		n := r.Count(what)
		if n == 0 {
			continue
		}
		text := s.words.N("row."+what, n)
		if !r.Exact(what) {
			text = s.words.T("row.atleast", text)
		}
		out = append(out, text)
		if times && slices.ContainsFunc(r.Episodes, func(e charley.Episode) bool { return e.What == what }) { // counted ones have no times
			out = append(out, s.words.ListAnd(s.timesOf(r, what)))
		}
	}
	return out
}

// timesOf are the clock times of the episodes of one sort.
func (s *site) timesOf(r diary.NightRecord, what string) []string {
	var out []string
	for _, e := range r.Episodes {
		if e.What == what {
			out = append(out, s.clockWords(e))
		}
	}
	return out
}

// clockWords are the time of an episode: "02:47", "about 02:47" for a guess, and
// "second 02:30" where the clock showed it twice.
func (s *site) clockWords(e charley.Episode) string {
	clock := s.words.Clock(e.Start.Wall())
	if which := whichOf(e.Start); which != "" {
		clock = s.words.T("line."+which, clock)
	}
	if e.About {
		return s.words.T("line.about", clock)
	}
	return clock
}

// nightWords say in a word or two what is known of a night.
func (s *site) nightWords(r diary.NightRecord) string {
	switch {
	case r.Away != nil:
		return s.words.T("reason." + r.Away.Reason)
	case !r.Recorded():
		return s.words.T("night.missing")
	case r.Bad == charley.Yes:
		return s.words.T("night.bad")
	case r.Quiet() == charley.Yes:
		return s.words.T("night.quiet")
	}
	return s.words.T("night.partly")
}

// bedWords are the times in bed, "22:40 to 06:50", as far as they are known;
// key is the text to put them in.
func (s *site) bedWords(r diary.NightRecord, key string) string {
	if r.Morning == nil || r.Morning.InBed.IsZero() && r.Morning.OutOfBed.IsZero() {
		return ""
	}
	from, to := clockText(r.Morning.InBed), clockText(r.Morning.OutOfBed)
	if from == "" {
		from = s.words.T("figure.unknown")
	}
	if to == "" {
		to = s.words.T("figure.unknown")
	}
	return s.words.T(key, from, to)
}

// badWords say what makes a night bad, with the person's limits.
func (s *site) badWords(b charley.BadLimits) string {
	return s.words.T("bad.definition", b.Bother, float64(b.SleepLost))
}

// count is a number of episodes, with a plus where there may have been more.
func (s *site) count(r diary.NightRecord, what string) string {
	n := strconv.Itoa(r.Count(what))
	if !r.Exact(what) {
		return s.words.T("count.atleast", n)
	}
	return n
}
