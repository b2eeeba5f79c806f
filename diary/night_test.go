package diary

import (
	"testing"
	"time"

	"charley"
)

// entries makes entries the way a diary does: by putting drafts.
func entries(t *testing.T, bodies ...map[string]any) []charley.Entry {
	t.Helper()
	var out []charley.Entry
	for i, b := range bodies {
		kind := charley.Kind(b["kind"].(string))
		delete(b, "kind")
		step, err := draft(t, kind, b).Put(charley.NewEntryID(), nil, testContext(threeAM.AddDate(0, 0, 10).Add(time.Duration(i)*time.Minute)))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, step.Entry)
	}
	return out
}

func TestBadNights(t *testing.T) {
	const n = "2026-11-22"
	aCramp := func() map[string]any {
		return map[string]any{"kind": "episode", "what": "cramp", "start": "2026-11-23T02:47:10+01:00"}
	}
	aSpell := func() map[string]any {
		return map[string]any{"kind": "episode", "what": "restless", "start": "2026-11-22T23:47:10+01:00"}
	}
	morning := func(more map[string]any) map[string]any {
		b := map[string]any{"kind": "morning", "night": n}
		for k, v := range more {
			b[k] = v
		}
		return b
	}
	cases := []struct {
		name       string
		bodies     []map[string]any
		bad, quiet charley.Tri
	}{
		{"nothing was written", nil, charley.Unknown, charley.Unknown},
		{"a cramp, and no morning", []map[string]any{aCramp()}, charley.Yes, charley.No},
		{"nothing happened, said so", []map[string]any{morning(map[string]any{"nothing_more": true})}, charley.No, charley.Yes},
		{"a morning that says nothing about the night", []map[string]any{morning(map[string]any{"soreness": "no"})}, charley.Unknown, charley.Unknown},
		{"restless bother of 4", []map[string]any{morning(map[string]any{"nothing_more": true, "restless_bother": 4})}, charley.Yes, charley.Yes},
		{"restless bother of 3", []map[string]any{morning(map[string]any{"nothing_more": true, "restless_bother": 3})}, charley.No, charley.Yes},
		{"15 minutes of sleep lost, even without a complete list", []map[string]any{morning(map[string]any{"sleep_lost": 15})}, charley.Yes, charley.Unknown},
		{"14 minutes of sleep lost", []map[string]any{morning(map[string]any{"nothing_more": true, "sleep_lost": 14})}, charley.No, charley.Yes},
		{"a restless spell, how much it bothered not said", []map[string]any{aSpell(), morning(map[string]any{"nothing_more": true})}, charley.Unknown, charley.Yes},
		{"a restless spell that did not bother or cost sleep", []map[string]any{aSpell(), morning(map[string]any{"nothing_more": true, "restless_bother": 1, "sleep_lost": 0})}, charley.No, charley.Yes},
		{"two cramps that were counted", []map[string]any{morning(map[string]any{"nothing_more": true, "cramps": 2, "restless_bother": 0, "sleep_lost": 0})}, charley.Yes, charley.No},
		{"no cramp that was counted, and no word of the rest", []map[string]any{morning(map[string]any{"nothing_more": true, "cramps": 0})}, charley.Unknown, charley.Yes},
		{"no cramp that was counted, and not restless", []map[string]any{morning(map[string]any{"nothing_more": true, "cramps": 0, "restless_bother": 0})}, charley.No, charley.Yes},
		{"only how bad the worst cramp was", []map[string]any{morning(map[string]any{"cramp_worst": 6})}, charley.Yes, charley.No},
		{"no cramp that was counted, and restless", []map[string]any{morning(map[string]any{"nothing_more": true, "cramps": 0, "restless_bother": 6})}, charley.Yes, charley.Yes},
		{"two mornings from two phones", []map[string]any{morning(map[string]any{"nothing_more": true}), morning(map[string]any{"sleep_lost": 60})}, charley.Yes, charley.Yes},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			night, _ := charley.ParseNight(n)
			r := Assemble(entries(t, c.bodies...), night, night, charley.DefaultSettings("Europe/Berlin"))[0]
			if r.Bad != c.bad || r.Quiet() != c.quiet {
				t.Errorf("got bad %s, quiet %s; want bad %s, quiet %s", r.Bad, r.Quiet(), c.bad, c.quiet)
			}
		})
	}
}

func TestANightThatSpansAFlightKeepsItsFirstZone(t *testing.T) {
	got := Assemble(entries(t,
		map[string]any{"kind": "episode", "what": "cramp", "start": "2026-11-23T04:00:00-05:00", "zone": "America/New_York"},
		map[string]any{"kind": "episode", "what": "cramp", "start": "2026-11-22T23:30:00+01:00", "zone": "Europe/Berlin"},
	), charley.Night{Year: 2026, Month: 11, Day: 22}, charley.Night{Year: 2026, Month: 11, Day: 22}, charley.DefaultSettings("Asia/Tokyo"))
	if got[0].Zone != "Europe/Berlin" || len(got[0].Episodes) != 2 || !got[0].Episodes[0].Start.Time.Before(got[0].Episodes[1].Start.Time) {
		t.Errorf("got zone %s with %d episodes", got[0].Zone, len(got[0].Episodes))
	}
}

func TestSeveralEpisodesAwayAndGaps(t *testing.T) {
	first := charley.Night{Year: 2026, Month: 11, Day: 20}
	es := entries(t,
		map[string]any{"kind": "episode", "what": "cramp", "start": "2026-11-22T23:30:00+01:00"},
		map[string]any{"kind": "episode", "what": "cramp", "start": "2026-11-23T03:30:00+01:00"},
		map[string]any{"kind": "episode", "what": "restless", "start": "2026-11-23T01:30:00+01:00"},
		map[string]any{"kind": "away", "night": "2026-11-18", "until": "2026-11-21", "reason": "ill"},
		map[string]any{"kind": "evening", "night": "2026-11-23", "exposures": map[string]any{"alcohol": 2, "warm_bath": false}},
		map[string]any{"kind": "fact", "about": "sex", "sex": "F"},
	)
	got := Assemble(es, first, first.Add(3), charley.DefaultSettings("Europe/Berlin"))
	if len(got) != 4 || got[0].Away == nil || got[1].Away == nil || got[2].Away != nil {
		t.Fatalf("away nights are wrong: %d nights", len(got))
	}
	if n := got[2]; n.Count(charley.Cramp) != 2 || n.Count(charley.Restless) != 1 || n.Complete || !n.Recorded() {
		t.Errorf("got %d cramps, %d spells, complete %v", n.Count(charley.Cramp), n.Count(charley.Restless), n.Complete)
	}
	ev := got[3].Evening
	if ev == nil || *ev.Exposures["alcohol"].Amount != 2 || ev.Exposures["warm_bath"].Said != charley.No || ev.Exposures["sitting"].Said != charley.Unknown {
		t.Errorf("got %+v", ev)
	}
	if got[3].Recorded() {
		t.Error("an evening alone says nothing about the night")
	}
}

// Two check-ins of one night, the first from a phone whose clock is years ahead.
func TestAPhoneSetTo2030DoesNotHaveTheLastWord(t *testing.T) {
	es := entries(t,
		map[string]any{"kind": "morning", "night": "2026-11-22", "sleep_lost": 90, "soreness": "yes", "client_time": "2030-01-01T00:00:00Z"},
		map[string]any{"kind": "morning", "night": "2026-11-22", "sleep_lost": 10},
	)
	es[1].Client, es[1].Received = es[1].Client.Add(time.Hour), es[1].Received.Add(time.Hour)
	night := charley.Night{Year: 2026, Month: 11, Day: 22}
	m := Assemble(es, night, night, charley.DefaultSettings("Europe/Berlin"))[0].Morning
	if m == nil || *m.SleepLost != 10 || m.Soreness != "yes" {
		t.Errorf("got %+v, want the later 10 minutes and the first one's soreness", m)
	}
}

func TestNoWeeklyRateFromLessThanAWeek(t *testing.T) {
	first := charley.Night{Year: 2026, Month: 11, Day: 10}
	var bodies []map[string]any
	for i := range 6 {
		bodies = append(bodies, map[string]any{"kind": "morning", "night": first.Add(i).String(), "nothing_more": true})
	}
	es := entries(t, bodies...)
	s := charley.DefaultSettings("Europe/Berlin")
	if got := Summarise(Assemble(es, first, first.Add(6), s)); got.CrampsPerWeek != nil || got.Complete != 6 || got.Nights != 7 {
		t.Errorf("got %+v", got)
	}
	es = append(es, entries(t, map[string]any{"kind": "morning", "night": first.Add(6).String(), "nothing_more": true},
		map[string]any{"kind": "episode", "what": "cramp", "start": "2026-11-16T23:30:00+01:00"})...)
	if got := Summarise(Assemble(es, first, first.Add(6), s)); got.CrampsPerWeek == nil || *got.CrampsPerWeek != 1 || got.Quiet != 6 || got.KnownQuiet != 7 || got.Bad != 1 || got.KnownBad != 7 {
		t.Errorf("got %+v", got)
	}
}

func TestTheNightThatAMorningMeans(t *testing.T) {
	berlin, err := charley.LoadZone("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct{ name, at, want string }{
		{"at seven, the night that is ending", "2026-11-23T07:00:00+01:00", "2026-11-22"},
		{"at three, still the one before", "2026-11-23T03:00:00+01:00", "2026-11-21"},
		{"at noon, the one that has ended", "2026-11-23T12:00:00+01:00", "2026-11-22"},
		{"in the evening, the one that has ended", "2026-11-23T20:00:00+01:00", "2026-11-22"},
	}
	for _, c := range cases {
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := LastNight(at, berlin, charley.Noon).String(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

// What was counted on paper counts, and what was not counted there is not taken for none.
func TestCountedWithoutTimes(t *testing.T) {
	const n = "2026-11-22"
	cramp := func(bad any) map[string]any {
		return map[string]any{"kind": "episode", "what": "cramp", "start": "2026-11-23T02:47:10+01:00", "intensity": bad}
	}
	spell := map[string]any{"kind": "episode", "what": "restless", "start": "2026-11-22T23:47:10+01:00"}
	morning := func(body map[string]any) map[string]any {
		body["kind"], body["night"] = "morning", n
		return body
	}
	nothing := -1.0
	for _, tc := range []struct {
		name     string
		bodies   []map[string]any
		cramps   int
		restless bool    // the number of restless spells is exact
		worst    float64 // of the cramps; nothing where it is not known
	}{
		{"a night without a word", nil, 0, false, nothing},
		{"one cramp, logged", []map[string]any{cramp(7)}, 1, false, 7},
		{"three cramps, counted", []map[string]any{morning(map[string]any{"nothing_more": true, "cramps": 3})}, 3, false, nothing},
		{"three cramps, the worst 8", []map[string]any{morning(map[string]any{"nothing_more": true, "cramps": 3, "cramp_worst": 8, "restless_bother": 0})}, 3, true, 8},
		{"three cramps, and restless", []map[string]any{morning(map[string]any{"nothing_more": true, "cramps": 3, "restless_bother": 5})}, 3, false, nothing},
		{"three cramps, and restless as was logged", []map[string]any{spell, morning(map[string]any{"nothing_more": true, "cramps": 3, "restless_bother": 5})}, 3, true, nothing},
		{"three counted, one of them logged", []map[string]any{cramp(4), morning(map[string]any{"nothing_more": true, "cramps": 3})}, 3, false, nothing},
		{"one counted, two logged", []map[string]any{cramp(4), cramp(6), morning(map[string]any{"nothing_more": true, "cramps": 1})}, 2, false, 6},
		{"logged without how bad, and the worst said", []map[string]any{cramp(nil), morning(map[string]any{"nothing_more": true, "cramps": 1, "cramp_worst": 6})}, 1, false, 6},
		{"logged without how bad", []map[string]any{cramp(nil), cramp(6)}, 2, false, nothing},
		{"the worst is given and no number", []map[string]any{morning(map[string]any{"nothing_more": true, "cramp_worst": 6})}, 1, false, 6},
		{"one logged, and the worst given", []map[string]any{cramp(4), morning(map[string]any{"nothing_more": true, "cramp_worst": 6})}, 1, true, 6},
		{"none, said so", []map[string]any{morning(map[string]any{"nothing_more": true})}, 0, true, nothing},
	} {
		t.Run(tc.name, func(t *testing.T) {
			night, _ := charley.ParseNight(n)
			r := Assemble(entries(t, tc.bodies...), night, night, charley.DefaultSettings("Europe/Berlin"))[0]
			worst := nothing
			if w := r.Worst(charley.Cramp); w != nil {
				worst = *w
			}
			if r.Count(charley.Cramp) != tc.cramps || r.Exact(charley.Restless) != tc.restless || worst != tc.worst {
				t.Errorf("got %d cramps, restless exact %v, worst %v; want %d, %v, %v", r.Count(charley.Cramp), r.Exact(charley.Restless), worst, tc.cramps, tc.restless, tc.worst)
			}
			if r.Exact(charley.Cramp) != r.Complete || r.Happened() != (len(r.Episodes) > 0 || tc.cramps > 0) {
				t.Errorf("got exact %v of a night that is complete: %v, and happened: %v", r.Exact(charley.Cramp), r.Complete, r.Happened())
			}
		})
	}
}
