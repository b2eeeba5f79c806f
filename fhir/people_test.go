package fhir_test

import (
	"crypto/sha256"
	"math"
	"testing"
	"time"

	"charley"
	"charley/cause"
	"charley/charleytest"
	"charley/fhir"
	"charley/measure"
	"charley/share"
	"charley/simulate"
	"charley/tell"
	"charley/trial"
)

// A handing is a diary and how it is written.
type handing struct {
	diary   share.Diary
	options fhir.Options
}

// people are three who differ: one as the demo has her, one who has said everything that can be said, and one who
// travels with little said, on a clock that changes by half an hour.
func people(t testing.TB) map[string]handing {
	said := charleytest.Diary(t, simulate.Options{Nights: 14, Seed: 3, Rate: 0.4}, everything()...)
	for i, trial := range said.Trials { // as the diary is taken out
		if trial.Ended.IsZero() {
			said.Trials[i].Sealed = ""
		}
	}
	said.Settings.Own = []charley.Own{{ID: "own_garden", Name: "Worked in the garden & dug"}}
	report := reported(said)
	away := charleytest.Diary(t, simulate.Options{Nights: 14, Seed: 5, Rate: 0.8, Start: charley.Night{Year: 2026, Month: 3, Day: 30}, Zone: "Australia/Lord_Howe"},
		fact(0, charley.Night{Year: 2026, Month: 3, Day: 30}, map[string]any{"about": "condition", "code": "rls", "answer": "yes"}))
	return map[string]handing{
		"demo":      {charleytest.Diary(t, simulate.Demo(14, 7)), fhir.Options{Lang: "en"}},
		"said":      {said, fhir.Options{Lang: "en", Patient: true, Notes: true, Report: report, PDF: []byte("%PDF-1.7 not really"), Text: "Report\n", Title: "Legs at night: report"}},
		"traveller": {away, fhir.Options{SNOMED: true}},
	}
}

// reported is a report with one of each figure.
func reported(d share.Diary) *share.Report {
	return &share.Report{
		From: d.From, To: d.To, Made: d.Made,
		Warning: share.Warning{Standing: []share.Sign{{RedFlag: tell.RedFlag{ID: "RF20"}, Since: d.Made.AddDate(0, 0, -3)}}},
		Kept:    share.Kept{Nights: 14, Recorded: 10, Complete: 8, Away: 2}, Bad: share.Of{So: 4, Said: 9},
		Cramps:    share.Spells{Nights: share.Of{So: 3, Said: 8}, Rate: &cause.Rate{PerWeek: 3.5, Lo: 1.1, Hi: 8.2, Level: 0.95, Count: 4, Nights: 8}},
		SleepLost: share.Spread{N: 9, Median: 10, Lo: 0, Hi: 25}, Bother: share.Spread{N: 9},
		Tested: []share.Tested{
			{ID: "t1", Remedy: "warm-bath", Measure: measure.Measure{ID: measure.Cramps}, Result: &trial.Result{N: 40, RateRatio: &trial.Interval{Median: 0.6, Lo: 0.4, Hi: 1.1, Level: 0.95}}},
			{ID: "t2", Remedy: "warm-bath", Measure: measure.Measure{ID: measure.SleepLost}, Result: &trial.Result{N: 30, Difference: &trial.Interval{Median: -6, Lo: -14, Hi: math.Inf(1), Level: 0.95}}},
			{ID: "t3", Remedy: "warm-bath", Measure: measure.Measure{ID: measure.Cramps}},
		},
	}
}

func item(n int, kind charley.Kind, night charley.Night, body map[string]any) simulate.Item {
	body["night"], body["zone"] = night.String(), "Europe/Berlin"
	at := time.Date(night.Year, night.Month, night.Day, 19, n, 0, 0, time.UTC)
	return simulate.Item{ID: charley.EntryIDFrom(sha256.Sum256([]byte{byte(n), byte(night.Day)})), Kind: kind, Body: body, At: at}
}

func fact(n int, night charley.Night, body map[string]any) simulate.Item {
	return item(n, charley.KindFact, night, body)
}

// everything is one of each thing that a diary can hold beside what is simulated, all on the first night.
func everything() []simulate.Item {
	first := charley.Night{Year: 2026, Month: 1, Day: 5}
	var out []simulate.Item
	for _, body := range []map[string]any{
		{"about": "condition", "code": "leg_cramps", "answer": "yes", "from": "2019-03", "note": "since the move"},
		{"about": "condition", "name": "Restless legs", "answer": "yes"},
		{"about": "condition", "name": "My uncle's gout <b>", "answer": "yes"},
		{"about": "condition", "code": "numb_feet", "answer": "unsure"},
		{"about": "condition", "code": "gout", "answer": "yes"},
		{"about": "condition", "code": "gout", "answer": "no"},
		{"about": "condition", "code": "pre_eclampsia", "answer": "yes", "from": "2001", "until": "2002"},
		{"about": "none", "group": "heart", "asked": []string{"heart_failure", "varicose_veins"}},
		{"about": "none", "group": "medicines"},
		{"about": "none", "group": "checked"},
		{"about": "medicine", "code": "as_written", "name": "the blue one"},
		{"about": "medicine", "name": "Magnesium", "dose": "half a tablet", "from": "2025", "until": "2025-11-30", "note": "for the cramps"},
		{"about": "pregnancy", "answer": "yes", "due": "2026-06-01"},
		{"about": "flag", "flag": "RF20", "ended": "seen"},
		{"about": "remedy", "code": "warm-bath", "answer": "unsure"},
		{"about": "remedy", "code": "acupuncture", "answer": "no", "note": "twice"},
		{"about": "answers", "answers": map[string]any{
			"onset": "seconds", "urge_to_move": true, "relief_heat": false, "relief_stretch": "dont_know", "location": []string{"calf", "foot"},
			"risk": []string{"not " + "pregnancy"}, "duration_min": []float64{1, 6}, "course_months": 6.5, "frequency_per_week": "dont_know",
			"conditions": []string{"gout", "something else"}, "retired_question": "a while ago", "portion_nuts": 2.0,
		}},
		{"about": "answers", "answers": map[string]any{"duration_min": "constant", "location": "dont_know", "onset": "dont_know", "timing": []string{}}},
		{"about": "answers", "answers": map[string]any{"duration_min": "dont_know"}},
		{"about": "lab", "code": "ferritin_ug_l", "value": 42.5, "from": "2025-12"},
		{"about": "lab", "code": "tsh_mu_l", "value": 2.0},
		{"about": "visit", "name": "Ada Example", "questions": "Could it be the water tablet?\nShould iron be checked?"},
	} {
		out = append(out, fact(len(out), first, body))
	}
	three := func(v ...any) []any { return v }
	return append(out,
		item(30, charley.KindSitTest, first, map[string]any{"start": "2026-01-05T20:00:00+01:00", "ratings": three(0.0, 2.0, nil, 5.0), "urge": true, "stopped": 20.0, "done": true}),
		item(31, charley.KindSitTest, first, map[string]any{"start": "2026-01-05T21:00:00+01:00", "ratings": three(nil)}),
		item(32, charley.KindEpisode, first, map[string]any{"what": "cramp", "start": "2026-01-05T23:10:00.250+01:00", "open": true, "not_easing": true, "note": "the worst <yet> & \"so\""}),
		item(33, charley.KindEpisode, first, map[string]any{"what": "cramp", "start": "2026-01-05T23:40:00+01:00", "minutes_about": true, "places": []string{}, "woke": false}),
		item(34, charley.KindEpisode, first, map[string]any{"what": "restless", "start": "2026-01-06T00:40:00+18:00", "minutes": 1.5, "minutes_about": true, "intensity": 0.0, "side": "right"}),
		item(35, charley.KindEpisode, first, map[string]any{"what": "other", "start": "2026-01-06T01:40:00Z", "about": true, "tried": []string{"nothing"}, "eased_by": []string{"time"}}),
		item(36, charley.KindEvening, first, map[string]any{"exposures": map[string]any{"own_garden": true, "sitting_posture": 0.5, "not_known_here": 3.5, "standing": 0.0}, "before_night": true, "note": "long day"}),
		item(37, charley.KindMorning, first, map[string]any{"soreness": "a_little", "followed": false, "cramps": 5.0, "cramp_worst": 7.0, "note": "tired"}),
		item(39, charley.KindTrial, first, map[string]any{"until": first.Add(9).String(), "remedy": "warm-bath", "name": "Warm bath", "measure": "count", "blind": "open",
			"sealed": "{}", "seal": "x", "ended": first.Add(9).String(), "ended_why": "done"}),
		item(40, charley.KindTrial, first, map[string]any{"until": first.Add(9).String(), "remedy": "warm-bath", "measure": "count", "blind": "helper", "sealed": "{}", "seal": "x"}),
		item(41, charley.KindFact, first, map[string]any{"about": "harm", "trial": string(charley.EntryIDFrom(sha256.Sum256([]byte{39, byte(first.Day)}))), "grade": "needed_help",
			"from": "2026-01-04", "told": "2026-01-05T19:41:00+01:00", "name": "fell on the stairs", "ended": "seen", "note": "with my sister"}),
		item(42, charley.KindFact, first, map[string]any{"about": "harm", "trial": "gone", "grade": "bothered", "from": "2026-01"}),
		item(38, charley.KindAway, first.Add(12), map[string]any{"until": first.Add(13).String()}),
	)
}
