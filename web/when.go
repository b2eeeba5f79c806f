package web

import (
	"fmt"
	"strconv"
	"time"

	"charley"
)

// A slot is a stretch of the night that somebody remembers who did not look at
// the clock: "between two and four".
type slot struct {
	Label string
	Value string         // the time of day it is kept as, in its middle: "03:00"
	Start charley.Moment // the same in this night
}

// The slots of a night, in hours from its start, and where in them an episode is
// kept that somebody remembers so. With nights from noon they are before
// midnight, two hours each until six, and after six.
var slotHours = [...]struct{ from, until, kept int }{{0, 12, 11}, {12, 14, 13}, {14, 16, 15}, {16, 18, 17}, {18, 24, 19}}

// slots are the stretches of a night that have begun. One whose middle a clock
// change skipped is kept at the next time that there was.
func (v *visit) slots(night charley.Night, zone *time.Location) []slot {
	var out []slot
	w, now := v.site.words, v.site.app.Now()
	for _, h := range slotHours {
		from, until := v.slotClock(h.from), v.slotClock(h.until)
		s := slot{Label: w.T("slot.between", from, until)}
		switch {
		case h.from == 0:
			s.Label = w.T("slot.before", until)
		case h.until == 24:
			s.Label = w.T("slot.after", from)
		}
		minute := v.nightMinute(h.kept)
		at := momentsIn(night, v.settings.NightSpan, minute, zone)
		for ; len(at) == 0; minute++ {
			at = momentsIn(night, v.settings.NightSpan, minute%(24*60), zone)
		}
		s.Start, s.Value = at[0], clockText(at[0])
		if !s.Start.Time.After(now) {
			out = append(out, s)
		}
	}
	return out
}

// nightMinute is the minute of the day some hours after the usual start of a night.
func (v *visit) nightMinute(hours int) int {
	return (int(v.settings.NightSpan) + hours*60) % (24 * 60)
}

// slotClock is where one slot ends and the next begins, in words.
func (v *visit) slotClock(hours int) string {
	minute := v.nightMinute(hours)
	switch minute {
	case 0:
		return v.site.words.T("slot.midnight")
	case 12 * 60:
		return v.site.words.T("slot.noon")
	}
	if minute%60 == 0 {
		return strconv.Itoa(minute / 60)
	}
	return fmt.Sprintf("%d:%02d", minute/60, minute%60)
}

// slotChoice asks about when it was.
func (f *form) slotChoice(slots []slot) choice {
	c := choice{Name: "e.slot", Legend: f.words.T("episode.slot"), Wrong: f.wrong["e.slot"]}
	for _, s := range slots {
		c.Options = append(c.Options, option{Value: s.Value, Label: s.Label, On: f.get(c.Name) == s.Value})
	}
	return c.orNone(f)
}

// whichChoice asks which of two moments a time of day means, in the night in
// which the clock showed it twice.
func (f *form) whichChoice(name, legend string, r repeat) *choice {
	c := f.ask(name+".which", legend, "which.", []string{whichFirst, whichSecond})
	c = c.hint(f.words.T("which.hint", r.From, r.To))
	return &c
}

// moment is the moment that a time of day means which was typed into a field, of
// those at which the clock showed it. What cannot be told is noted beside the field.
func (f *form) moment(name string, at []charley.Moment) (m charley.Moment, ok bool) {
	which := f.one(name+".which", []string{whichFirst, whichSecond})
	switch {
	case len(at) == 0:
		f.refuse(name, "wrong.skipped")
	case len(at) == 1, which == whichFirst:
		return at[0], true
	case which == whichSecond:
		return at[1], true
	default:
		f.refuse(name, "wrong.twice")
	}
	return charley.Moment{}, false
}
