package cli

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"charley"
)

// A when is a time that somebody typed, understood.
type when struct {
	at     time.Time // with the offset as seen
	remark string    // what to tell the person about how it was understood; "" if nothing
}

// RFC 3339 and its usual shorter forms, and the forms without an offset.
var (
	withOffset = []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04Z07:00"}
	withDate   = []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04"}
	onlyClock  = []string{"15:04", "15:04:05"}
	agoPattern = regexp.MustCompile(`^(\d{1,4}) ?(m|min|minutes?|h|hours?) ago$`)
	// abbreviation is a short zone name after a wall time, as in "02:30 CET".
	abbreviation = regexp.MustCompile(`^(.*\d) ([A-Za-z]{2,5}|[+-]\d{2,4})$`)
)

const timeForms = `Type a time like 03:10, "2026-03-29 03:10", 2026-03-29T03:10+02:00 or "10 min ago".`

// parseWhen reads a time as people type it: with an offset, as the clock on the
// wall in zone showed it, as a time of day (the last time it was that, seen from
// now), or as some minutes ago.
//
// A wall time that comes twice, when clocks go back, is the first of the two
// unless a zone abbreviation says which; one that clocks skipped is a usage error.
func parseWhen(s string, zone *time.Location, now time.Time) (when, error) {
	s = strings.TrimSpace(s)
	if s == "" || s == "now" {
		return when{at: now.In(zone)}, nil
	}
	for _, layout := range withOffset {
		if t, err := time.Parse(layout, s); err == nil {
			return when{at: t}, nil
		}
	}
	if m := agoPattern.FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[1]) // four digits at most
		unit := time.Minute
		if m[2][0] == 'h' {
			unit = time.Hour
		}
		return when{at: now.Add(-time.Duration(n) * unit).In(zone)}, nil
	}
	text, abbrev := s, ""
	if m := abbreviation.FindStringSubmatch(s); m != nil {
		text, abbrev = m[1], m[2]
	}
	if t, ok := parseAny(withDate, text); ok {
		return resolve(wall{t}, abbrev, zone)
	}
	if t, ok := parseAny(onlyClock, text); ok {
		return lastTimeItWas(t, abbrev, zone, now)
	}
	return when{}, usage("%q is not a time. %s", s, timeForms)
}

func parseAny(layouts []string, s string) (time.Time, bool) {
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// lastTimeItWas is the latest day, today or before, on which the clock of the
// zone has shown a time of day already.
func lastTimeItWas(clock time.Time, abbrev string, zone *time.Location, now time.Time) (when, error) {
	today := wallOf(now.In(zone))
	for back := range 3 {
		w := wall{time.Date(today.Year(), today.Month(), today.Day()-back, clock.Hour(), clock.Minute(), clock.Second(), 0, time.UTC)}
		if len(w.in(zone)) == 0 && w.After(today.Time) {
			continue // skipped, and not even reached yet
		}
		got, err := resolve(w, abbrev, zone)
		if err != nil {
			return when{}, err
		}
		if !got.at.After(now) {
			return got, nil
		}
	}
	return when{}, usage("%q did not happen in the last days.", clock.Format("15:04"))
}

// resolve finds the instant of a wall time.
func resolve(w wall, abbrev string, zone *time.Location) (when, error) {
	found := w.in(zone)
	if len(found) == 0 {
		before, after := w.change(zone)
		return when{}, usage("%s did not exist in %s: the clocks went forward and skipped it. The nearest times are %s and %s.",
			w.Format("2006-01-02 15:04"), zone, before.Format("15:04"), after.Format("15:04"))
	}
	if abbrev != "" {
		return named(found, abbrev, zone)
	}
	if len(found) == 1 {
		return when{at: found[0]}, nil
	}
	first, second := found[0].Format("MST"), found[1].Format("MST")
	return when{at: found[0], remark: fmt.Sprintf("It was %s twice that night, because the clocks went back. The first (%s) was taken; for the second, add the zone: \"%s %s\".",
		w.Format("15:04"), first, w.Format("2006-01-02 15:04"), second)}, nil
}

// named picks the instant at which the zone went by an abbreviation.
func named(found []time.Time, abbrev string, zone *time.Location) (when, error) {
	var names []string
	for _, t := range found {
		if strings.EqualFold(t.Format("MST"), abbrev) {
			return when{at: t}, nil
		}
		names = append(names, t.Format("MST"))
	}
	return when{}, usage("The clocks in %s did not show %s then but %s. Type that, or the time alone.", zone, abbrev, strings.Join(names, " or "))
}

// parseInNight reads a time that belongs to a known night: a time of day is
// looked for inside the night, anything else is read as by parseWhen.
func parseInNight(s string, night charley.Night, span charley.Span, zone *time.Location, now time.Time) (when, error) {
	clock, ok := parseAny(onlyClock, strings.TrimSpace(s))
	if !ok {
		return parseWhen(s, zone, now)
	}
	if clock.Hour()*60+clock.Minute() < int(span) {
		night = night.Next()
	}
	return resolve(wall{time.Date(night.Year, night.Month, night.Day, clock.Hour(), clock.Minute(), clock.Second(), 0, time.UTC)}, "", zone)
}
