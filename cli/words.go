package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"charley"
)

// date is a night's date as people say it: "28 March", with the year where it
// is not that of now.
func date(n charley.Night, now time.Time) string {
	s := fmt.Sprintf("%d %s", n.Day, n.Month)
	if n.Year != now.Year() {
		s += fmt.Sprintf(" %d", n.Year)
	}
	return s
}

// kindWords name what an entry is, in the middle of a sentence.
func kindWords(e charley.Entry) string {
	switch e.Kind {
	case charley.KindEpisode:
		return map[string]string{charley.Cramp: "cramp", charley.Restless: "restless spell", charley.Other: "other event"}[e.Episode().What]
	case charley.KindMorning:
		return "morning"
	case charley.KindEvening:
		return "evening"
	case charley.KindAway:
		return "nights away"
	case charley.KindSitTest:
		return "sit-still test"
	case charley.KindTrial:
		return "trial"
	}
	return "fact about you"
}

// entryWords say what an entry is and which night it belongs to: "cramp at
// 03:10, night of 28 March".
func entryWords(e charley.Entry, now time.Time) string {
	switch e.Kind {
	case charley.KindEpisode:
		return fmt.Sprintf("%s at %s, night of %s", kindWords(e), clock(e.Episode()), date(e.Night, now))
	case charley.KindAway:
		return fmt.Sprintf("nights away from %s to %s", date(e.Night, now), date(e.Until, now))
	case charley.KindMorning:
		return "morning after the night of " + date(e.Night, now)
	case charley.KindEvening:
		return "evening of " + date(e.Night, now)
	case charley.KindTrial:
		return fmt.Sprintf("trial of %s from %s to %s", e.Trial().Name, date(e.Night, now), date(e.Until, now))
	}
	return kindWords(e)
}

// clock is when an episode began; a guess has "about" before it.
func clock(e charley.Episode) string {
	s := e.Start.Wall().Format("15:04")
	if e.About {
		return "about " + s
	}
	return s
}

// details are what was said of an episode beside its time, in words.
func details(e charley.Episode) string {
	var parts []string
	if where := strings.Join(plainWords(e.Places), " and "); where != "" || e.Side != "" {
		if e.Side == "both" && where != "" {
			where = "both sides, " + where
		} else if e.Side == "both" {
			where = "both sides"
		} else {
			where = strings.TrimSpace(e.Side + " " + where)
		}
		parts = append(parts, where)
	}
	if e.Minutes != nil {
		long := counted(float64(*e.Minutes), "minute", "minutes")
		if e.Guess {
			long = "about " + long
		}
		parts = append(parts, long)
	}
	if e.Open {
		parts = append(parts, "still going on")
	}
	if e.Intensity != nil {
		parts = append(parts, number(*e.Intensity)+" of 10")
	}
	if e.Hard == charley.Yes {
		parts = append(parts, "muscle hard")
	}
	if len(e.Tried) > 0 {
		parts = append(parts, "tried: "+strings.Join(plainWords(e.Tried), ", "))
	}
	if len(e.EasedBy) > 0 {
		parts = append(parts, "eased by: "+strings.Join(plainWords(e.EasedBy), ", "))
	}
	if e.NotEasing {
		parts = append(parts, "was not easing")
	}
	return strings.Join(parts, "; ")
}

// plainWords turn ids such as thigh_front into words.
func plainWords(ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = strings.ReplaceAll(id, "_", " ")
	}
	return out
}

// number is a number without needless zeros.
func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

func counted(n float64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}
