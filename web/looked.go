package web

import (
	"slices"
	"strings"
	"time"

	"charley"
	"charley/app"
	"charley/web/api"
)

// A lookedRow is what one person did in the diary on one day.
type lookedRow struct {
	Day, Clock string
	Who        string
	Whats      []string // in words, each once
}

// How much of the log is shown, in lines.
const (
	lookedLines = 500
	lookedRows  = 60
)

// looked says who did what in this diary, the latest first; more says that there was
// more before.
func (v *visit) looked() (rows []lookedRow, more bool, err error) {
	lines, err := v.site.app.Looked(v.r.Context(), v.caller, lookedLines)
	if err != nil {
		return nil, false, err
	}
	zone := homeZone(v.settings)
	day := func(l app.AuditLine) charley.Night { return dateOf(charley.MomentAt(l.At, zone)) }
	for len(lines) > 0 {
		if len(rows) == lookedRows {
			return rows, true, nil
		}
		first := lines[0]
		n := slices.IndexFunc(lines, func(l app.AuditLine) bool {
			return l.By != first.By || l.Caller != first.Caller || day(l) != day(first)
		})
		if n < 0 {
			n = len(lines)
		}
		row := lookedRow{Day: v.site.words.DayYear(day(first)), Who: first.Caller, Clock: v.span(lines[n-1].At, first.At)}
		for _, l := range slices.Backward(lines[:n]) {
			if what := v.site.lookedAt(l.Action); !slices.Contains(row.Whats, what) {
				row.Whats = append(row.Whats, what)
			}
		}
		rows, lines = append(rows, row), lines[n:]
	}
	return rows, false, nil
}

// span is from when to when, or when, in the words of a clock.
func (v *visit) span(from, until time.Time) string {
	w, zone := v.site.words, homeZone(v.settings)
	first, last := w.Clock(from.In(zone)), w.Clock(until.In(zone))
	if first == last {
		return first
	}
	return w.T("looked.span", first, last)
}

// lookedAt is what somebody did, in words, by what the log says of it: a page by its
// route, or a deed by its name.
func (s *site) lookedAt(action string) string {
	what, page := strings.CutPrefix(action, "enter ")
	what = strings.Replace(what, " "+api.Root+"/", " /", 1) // a program reads the same
	key := deeds[action]
	switch {
	case page && seen[what] != "":
		key = seen[what]
	case page && strings.HasPrefix(what, "GET "):
		key = "look"
	case page: // what was kept has a line of its own
		key = "came"
	case key == "":
		key = "other"
	}
	return s.words.T("looked." + key)
}

// seen are the pages of a diary, by what they show; deeds are what can be done to
// one, or to its account.
var (
	seen = map[string]string{
		"GET /{$}": "now", "GET /entries/{id}/running": "spell", "GET /entries/{id}/eased": "spell",
		"GET /nights": "nights", "GET /nights/{night}": "night", "GET /answers/what": "what", "GET /answers/why": "why",
		"GET /answers/help": "help", "GET /answers/help/{id}": "help", "GET /tests": "tests", "GET /tests/{id}": "tests", "GET /known": "known", "GET /known/{id}": "known",
		"GET /report": "report", "GET /share/report": "report", "GET /share/report.pdf": "report", "GET /share/report.txt": "report", "GET /share/report.fhir.json": "records",
	}
	deeds = map[string]string{
		"put": "write", "delete": "remove", "restore": "restore", "undo": "remove", "export fhir": "records", "report": "report", "tap": "write",
		"join": "join", "new way in": "link", "administrator": "admin", "no administrator": "unadmin", "end account": "end",
	}
)
