package actogram

import (
	"fmt"
	"strconv"
	"strings"

	"charley"
)

// Words say what a row shows in one line, such as "bad: 2 cramps (02:47 05:10)".
// A count from a night that was not finished is "at least".
func (r Row) Words() string { return phrases(r)[0] }

// phrases are the words of a row, the fullest first and shorter ones after it.
func phrases(r Row) []string {
	full, brief := []string{}, []string{}
	for _, k := range []struct{ kind, one, many string }{
		{charley.Cramp, "cramp", "cramps"},
		{charley.Restless, "restless spell", "restless spells"},
		{charley.Other, "other", "other"},
	} {
		times := r.times(k.kind)
		n := len(times)
		if k.kind == charley.Cramp && r.Untimed > 0 {
			if n > 0 {
				times[n-1] += ","
			}
			n += r.Untimed
			times = append(times, strconv.Itoa(r.Untimed)+" not timed")
		}
		if n > 0 {
			what := counted(n, k.one, k.many)
			full = append(full, what+" ("+strings.Join(times, " ")+")")
			brief = append(brief, what)
		}
	}
	lead := ""
	if len(full) > 0 && !r.Complete {
		lead = "at least "
	}
	said := func(parts []string) string { return r.opening(len(parts) > 0) + lead + strings.Join(parts, ", ") }
	return []string{said(full) + r.change(), said(full), said(brief)}
}

// opening names the state, with a colon if something follows.
func (r Row) opening(more bool) string {
	word := map[State]string{
		Quiet: "quiet", Bad: "bad", Missing: "not recorded", Away: "away", Ill: "ill", Logged: "",
	}[r.State]
	switch {
	case r.State == Logged && !more:
		return "partly recorded"
	case r.State == Bad && !more:
		return "bad: sleep lost or restless"
	case more && word != "":
		return word + ": "
	}
	return word
}

// change tells of the two nights a year in which clocks change.
func (r Row) change() string {
	switch {
	case r.Hours > 24:
		return ", clocks went back"
	case r.Hours > 0 && r.Hours < 24:
		return ", clocks went forward"
	}
	return ""
}

// times are the clock times of the marks of one kind; a guessed time has a "~".
func (r Row) times(kind string) []string {
	var out []string
	for _, m := range r.Marks {
		if m.Kind != kind {
			continue
		}
		clock := m.Episode.Start.Wall().Format("15:04")
		if m.Episode.About {
			clock = "~" + clock
		}
		out = append(out, clock)
	}
	return out
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// fitted is the fullest phrase that fits, else the shortest, cut.
func fitted(phrases []string, width int) string {
	for _, p := range phrases {
		if len(p) <= width {
			return p
		}
	}
	last := phrases[len(phrases)-1]
	return last[:max(0, min(len(last), width))]
}
