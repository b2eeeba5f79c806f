package tabular_test

import (
	"bytes"
	"encoding/csv"
	"testing"
	"time"
	_ "time/tzdata"

	"charley"
	"charley/diary"
	"charley/knowledge"
	"charley/share"
	"charley/simulate"
	"charley/tabular"
	"charley/trial"
)

func baseOf(t testing.TB) *knowledge.Base {
	t.Helper()
	base, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	return base
}

// A written thing is an entry before it is kept.
type written struct {
	id   charley.EntryID
	kind charley.Kind
	body map[string]any
	at   time.Time
}

// diaryOf is the diary of what was written.
func diaryOf(t testing.TB, s charley.Settings, all []written) share.Diary {
	t.Helper()
	d := share.Diary{Person: "p", Settings: s, Hash: "00ff", Program: "test", Knowledge: "1"}
	var entries []charley.Entry
	for _, w := range all {
		draft, err := diary.NewDraft(w.kind, w.body)
		if err != nil {
			t.Fatalf("%v: %v", w.body, err)
		}
		step, err := draft.Put(w.id, nil, diary.Context{Now: w.at, Settings: s, Caller: charley.Caller{Person: "p", Name: "owner", Via: "test", Device: "phone"}})
		if err != nil {
			t.Fatalf("%v: %v", w.body, err)
		}
		e := step.Entry
		switch e.Kind {
		case charley.KindFact:
			d.Facts = append(d.Facts, e.Fact())
			continue
		case charley.KindTrial:
			d.Trials = append(d.Trials, e.Trial())
			continue
		case charley.KindAway:
			d.Aways = append(d.Aways, e.Away())
		case charley.KindSitTest:
			d.SitTests = append(d.SitTests, e.SitTest())
		}
		entries = append(entries, e)
		if d.From.IsZero() || e.Night.Before(d.From) {
			d.From = e.Night
		}
		if d.To.Before(e.Night) {
			d.To = e.Night
		}
	}
	d.Nights = func(yield func(diary.NightRecord, error) bool) {
		for _, n := range diary.Assemble(entries, d.From, d.To, s) {
			if !yield(n, nil) {
				return
			}
		}
	}
	return d
}

func simulated(t testing.TB, nights int, seed uint64) share.Diary {
	t.Helper()
	var all []written
	for it := range simulate.Person(simulate.Options{Nights: nights, Seed: seed}).Items() {
		all = append(all, written{it.ID, it.Kind, it.Body, it.At})
	}
	return diaryOf(t, charley.DefaultSettings("Europe/Berlin"), all)
}

// awkward is a diary that holds what tables are broken by.
func awkward(t testing.TB) share.Diary {
	t.Helper()
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	var id byte
	w := func(kind charley.Kind, body map[string]any) written {
		id++
		at = at.Add(time.Minute)
		return written{charley.EntryID("0193f9a0-5b0e-7c3a-8a44-6f1f6a3c2d" + string("0123456789abcdef"[id/16]) + string("0123456789abcdef"[id%16])), kind, body, at}
	}
	s := charley.DefaultSettings("Europe/Berlin")
	s.Own = []charley.Own{{ID: "own_1", Name: "=Gärtnern, im \"Beet\""}}
	return diaryOf(t, s, []written{
		w("episode", map[string]any{"what": "cramp", "start": "2026-11-20T02:47:10.120+01:00", "minutes": 0.5, "side": "left", "places": []string{"calf", "toes"},
			"intensity": 8, "hard": false, "tried": []string{}, "eased_by": []string{"walk"}, "note": "=cmd|' /C calc'!A0"}),
		w("episode", map[string]any{"what": "restless", "start": "2026-11-20T23:47:10-05:00", "zone": "America/New_York", "note": "+1\r\nzwei, \"drei\"\rvier 😀"}),
		w("morning", map[string]any{"night": "2026-11-19", "nothing_more": true, "sleep_lost": 0, "restless_bother": 0, "in_bed": "2026-11-19T23:00:00+01:00", "note": "'quoted"}),
		w("morning", map[string]any{"night": "2026-11-21", "soreness": "no", "extra": map[string]any{"mood": 3}}),
		w("morning", map[string]any{"night": "2026-11-22", "nothing_more": true, "note": " -2 spaced"}),
		w("evening", map[string]any{"night": "2026-11-21", "exposures": map[string]any{"alcohol": 2, "warm_bath": false, "own_1": true, "unheard_of": 0.25}}),
		w("fact", map[string]any{"about": "condition", "code": "diabetes", "answer": "yes", "name": "@Zucker"}),
		w("fact", map[string]any{"about": "answers", "answers": map[string]any{"urge_to_move": true, "duration_min": []float64{1, 6}, "location": []string{}, "onset": "dont_know"}}),
		w("sit_test", map[string]any{"night": "2026-11-22", "start": "2026-11-22T20:00:00+01:00", "ratings": []any{0, nil, 3.5}, "done": true}),
		w("away", map[string]any{"night": "2026-11-18", "until": "2026-11-18", "reason": "ill"}),
	})
}

// tested is a diary of somebody who tested a warm bath for sixteen nights, and what was drawn.
func tested(t testing.TB) (share.Diary, trial.Sealed) {
	t.Helper()
	start := charley.Night{Year: 2026, Month: 10, Day: 5}
	plan := trial.Plan{Remedy: "warm-bath", Measure: "cramps", Unit: trial.UnitNight, Start: start, Nights: 16, Period: 1, Block: 4, RunCap: 3, Blind: trial.Open}
	sealed, err := trial.Seal(plan, [32]byte{7})
	if err != nil {
		t.Fatal(err)
	}
	text, err := sealed.Text()
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 10, 5, 18, 0, 0, 0, time.UTC)
	all := []written{{charley.EntryID("0193f9a0-5b0e-7c3a-8a44-000000000001"), charley.KindTrial, map[string]any{"night": start.String(), "until": sealed.Last().String(), "remedy": plan.Remedy,
		"name": "Warm bath", "measure": plan.Measure, "blind": plan.Blind, "sealed": text, "seal": sealed.Hash, "looks": []string{"8-on_track"}}, at}}
	for k := range 12 { // the last four mornings were not written
		body := map[string]any{"night": start.Add(k).String(), "nothing_more": true, "followed": k%5 != 4}
		id := charley.EntryID("0193f9a0-5b0e-7c3a-8a44-1000000000" + string("0123456789abcdef"[k/16]) + string("0123456789abcdef"[k%16]))
		all = append(all, written{id, charley.KindMorning, body, at.AddDate(0, 0, k)})
	}
	return diaryOf(t, charley.DefaultSettings("Europe/Berlin"), all), sealed
}

func tableOf(t testing.TB, name string) tabular.Table {
	t.Helper()
	table, ok := tabular.Named(name)
	if !ok {
		t.Fatalf("there is no table %s", name)
	}
	return table
}

// csvOf is a table as CSV, read again with the reader of the standard library.
func csvOf(t testing.TB, d share.Diary, name string) (rows []map[string]string) {
	t.Helper()
	var out bytes.Buffer
	if err := tabular.CSV.Write(&out, tableOf(t, name), d, baseOf(t)); err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range all[1:] {
		row := map[string]string{}
		for i, v := range line {
			row[all[0][i]] = v
		}
		rows = append(rows, row)
	}
	return rows
}
