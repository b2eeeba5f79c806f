package app_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/cause"
	"charley/diary"
)

// walks is the diary of somebody who has three times as many cramps after days on hard
// floors, up to the night before that of the clock. Warm baths and late meals change
// nothing. Every tenth morning and evening nobody wrote anything.
func (b *bedside) walks(t testing.TB, nights int) {
	t.Helper()
	random := rand.New(rand.NewPCG(20261126, 7))
	var items []app.Item
	add := func(kind charley.Kind, n charley.Night, hour int, body map[string]any) {
		body["night"] = n.String()
		d, err := diary.NewDraft(kind, body)
		if err != nil {
			t.Fatal(err)
		}
		items = append(items, app.Item{ID: charley.NewEntryID(), Draft: d, At: time.Date(n.Year, n.Month, n.Day, hour, 0, 0, 0, time.UTC)})
	}
	for i := range nights {
		n := night(nights - 1 - i)
		floor := random.Float64() < .4
		if random.Float64() < .9 {
			add(charley.KindEvening, n, 20, map[string]any{"exposures": map[string]any{"hard_floor": floor, "warm_bath": random.Float64() < .5, "late_meal": random.Float64() < .3}})
		}
		chance := .3
		if floor {
			chance = .75
		}
		cramps := random.Float64() < chance
		if random.Float64() < .1 {
			continue
		}
		if cramps {
			add(charley.KindEpisode, n, 26, map[string]any{"what": "cramp", "start": n.Next().String() + "T02:00:00+01:00"})
		}
		add(charley.KindMorning, n, 32, map[string]any{"nothing_more": true})
	}
	if _, err := b.PutMany(context.Background(), b.caller, items); err != nil {
		t.Fatal(err)
	}
}

func TestATriggerIsFoundOnceThereAreEnoughNights(t *testing.T) {
	shown := func(nights int) app.PatternsView {
		t.Helper()
		b := newClinic(t)
		b.clock = time.Date(2026, 11, 23, 20, 0, 0, 0, time.UTC)
		b.healthy(t)
		b.walks(t, nights)
		b.Patience = time.Minute
		t.Cleanup(b.Rest)
		v, err := b.Patterns(context.Background(), b.caller, "")
		if err != nil || v.Working || v.Failed {
			t.Fatalf("got %+v, %v", v, err)
		}
		return v
	}
	short := shown(30).Patterns
	need := counsel().Base.Patterns()
	if !short.TooEarly || short.Lacks.Nights != need.Nights-short.Nights || short.Nights+short.Missing != 30 || len(short.Found) != 3 {
		t.Errorf("after 30 nights: got %+v", short)
	}
	for _, f := range short.Found {
		if f.Tier != cause.CannotTell || f.Why != cause.WhyTooEarly || f.Probability != nil {
			t.Errorf("after 30 nights: got %+v", f)
		}
	}
	v := shown(160)
	first := v.Patterns.Found[0]
	if v.Patterns.TooEarly || first.Exposure != "hard_floor" || first.Tier != cause.VeryLikely || first.Direction != cause.More || first.Per20With == nil || first.NotAsked == 0 {
		t.Errorf("after 160 nights: got %+v", first)
	}
	if slices.ContainsFunc(v.Patterns.Found[1:], func(f cause.Pattern) bool { return f.Tier.Named() }) {
		t.Errorf("after 160 nights something is named that changes nothing: %+v", v.Patterns.Found[1:])
	}
	if test := v.Test["hard_floor"]; test.Remedy != "supportive-shoes" {
		t.Errorf("got the test %+v", test)
	}
	again := shown(160)
	if *again.Patterns.Found[0].Probability != *first.Probability || *again.Patterns.Found[0].Ratio != *first.Ratio {
		t.Error("the same days in another diary say something else")
	}
}
