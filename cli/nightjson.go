package cli

import (
	"charley"
	"charley/diary"
)

// nightsJSON is the answer of charley nights --json: the nights as the HTTP API
// shows them, and the figures beneath.
type nightsJSON struct {
	Bad     charley.BadLimits   `json:"bad_limits"`
	Items   []diary.NightRecord `json:"items"`
	Summary summaryJSON         `json:"summary"`
}

type summaryJSON struct {
	Nights        int      `json:"nights"`
	Recorded      int      `json:"recorded"`
	Complete      int      `json:"complete"`
	Quiet         int      `json:"quiet"`
	KnownQuiet    int      `json:"known_quiet"`
	Bad           int      `json:"bad"`
	KnownBad      int      `json:"known_bad"`
	Away          int      `json:"away"`
	Cramps        int      `json:"cramps"`
	CrampsPerWeek *float64 `json:"cramps_per_week"` // null: fewer than a week of complete nights
}

func nightsAnswer(records []diary.NightRecord, set charley.Settings) nightsJSON {
	return nightsJSON{Bad: set.Bad, Items: append([]diary.NightRecord{}, records...), Summary: summaryJSON(diary.Summarise(records))}
}
