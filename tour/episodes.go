package tour

import (
	"fmt"
	"slices"
	"strings"

	"charley"
	"charley/diary"
)

// episodes says when cramps come, how long and how strong they are, and what eased them.
func (p *page) episodes(records []diary.NightRecord) {
	cramps, restless := all(records, charley.Cramp), all(records, charley.Restless)
	if len(cramps) > 0 {
		p.wrap("When", hours(cramps))
		p.wrap("How long", figures(cramps, "minutes", length))
		p.wrap("How bad", figures(cramps, "of 10", func(e charley.Episode) *float64 { return e.Intensity }))
		p.wrap("Eased by", eased(cramps))
	}
	if len(restless) > 0 {
		p.wrap("Restless", counted(len(restless), "spell", "spells")+", "+figures(restless, "minutes", length))
	}
}

func length(e charley.Episode) *float64 { return (*float64)(e.Minutes) }

func all(records []diary.NightRecord, what string) (out []charley.Episode) {
	for _, r := range records {
		for _, e := range r.Episodes {
			if e.What == what {
				out = append(out, e)
			}
		}
	}
	return out
}

// hours counts the cramps in each two hours of the clock, in the order of a
// night that starts at noon.
func hours(cramps []charley.Episode) string {
	var slots [12]int
	for _, e := range cramps {
		slots[(e.Start.Wall().Hour()+12)%24/2]++
	}
	var parts []string
	for i, n := range slots {
		if n > 0 {
			from := (12 + 2*i) % 24
			parts = append(parts, fmt.Sprintf("%02d-%02d h: %d", from, from+2, n))
		}
	}
	return fmt.Sprintf("%s: %s.", counted(len(cramps), "cramp", "cramps"), strings.Join(parts, ", "))
}

// figures are the median and the range of something, with how often it was said.
func figures(episodes []charley.Episode, unit string, of func(charley.Episode) *float64) string {
	var said []float64
	for _, e := range episodes {
		if v := of(e); v != nil {
			said = append(said, *v)
		}
	}
	if len(said) == 0 {
		return "not said for any of them."
	}
	low, high := ends(said)
	return fmt.Sprintf("median %g %s, from %g to %g (said for %d of %d).", median(said), unit, low, high, len(said), len(episodes))
}

// eased counts what eased cramps, most often named first.
func eased(cramps []charley.Episode) string {
	times, said := map[string]int{}, 0
	for _, e := range cramps {
		if len(e.EasedBy) > 0 {
			said++
		}
		for _, what := range e.EasedBy {
			times[what]++
		}
	}
	if said == 0 {
		return "not said for any of them."
	}
	names := make([]string, 0, len(times))
	for what := range times {
		names = append(names, what)
	}
	slices.SortFunc(names, func(a, b string) int {
		if times[a] != times[b] {
			return times[b] - times[a]
		}
		return strings.Compare(a, b)
	})
	for i, what := range names {
		names[i] = fmt.Sprintf("%s %d", spoken(what), times[what])
	}
	return fmt.Sprintf("%s (%d of %d).", strings.Join(names, ", "), said, len(cramps))
}

// spoken is a word of the diary as a person would say it.
func spoken(eased string) string {
	switch eased {
	case "stretch":
		return "stretching"
	case "walk":
		return "walking"
	case "stand":
		return "standing up"
	case "rub":
		return "rubbing"
	case "position":
		return "another position"
	case "drink":
		return "a drink"
	case "time":
		return "just waiting"
	case "other":
		return "something else"
	}
	return eased
}
