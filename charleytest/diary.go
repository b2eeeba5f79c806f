package charleytest

import (
	"iter"
	"testing"
	"time"

	"charley"
	"charley/diary"
	"charley/share"
	"charley/simulate"
)

// Diary is a simulated diary as it is handed out, without a store: its nights are made while they are read, so that a
// century of them needs no more memory than one. More items, such as facts, are added to those of the first night.
func Diary(t testing.TB, o simulate.Options, more ...simulate.Item) share.Diary {
	t.Helper()
	person := simulate.Person(o)
	settings := charley.DefaultSettings(person.Options.Zone)
	d := share.Diary{
		Person: "0f0e0d0c-0b0a-7908-8706-050403020100", Settings: settings,
		From: person.Nights[0].Night, To: person.Nights[len(person.Nights)-1].Night,
		Hash: "5eed", Program: "test", Knowledge: "test",
	}
	zone, err := charley.LoadZone(settings.Zone)
	if err != nil {
		t.Fatalf("a simulated diary: %v", err)
	}
	_, d.Made = settings.NightSpan.Bounds(d.To, zone)
	entries := func(yield func(charley.Entry) bool) {
		for _, item := range more {
			if !yield(entry(t, item, settings, d)) {
				return
			}
		}
		for item := range person.Items() {
			if !yield(entry(t, item, settings, d)) {
				return
			}
		}
	}
	for e := range entries {
		switch e.Kind {
		case charley.KindFact:
			d.Facts = append(d.Facts, e.Fact())
		case charley.KindAway:
			d.Aways = append(d.Aways, e.Away())
		case charley.KindSitTest:
			d.SitTests = append(d.SitTests, e.SitTest())
		case charley.KindTrial:
			d.Trials = append(d.Trials, e.Trial())
		}
	}
	d.Nights = nights(entries, d)
	return d
}

// entry is an item as the diary keeps it.
func entry(t testing.TB, item simulate.Item, s charley.Settings, d share.Diary) charley.Entry {
	draft, err := diary.NewDraft(item.Kind, item.Body)
	if err != nil {
		t.Fatalf("a simulated %s: %v", item.Kind, err)
	}
	draft.Client = item.At
	step, err := draft.Put(item.ID, nil, diary.Context{Now: item.At.Add(time.Second), Settings: s, Caller: charley.Caller{Person: d.Person}})
	if err != nil {
		t.Fatalf("a simulated %s: %v", item.Kind, err)
	}
	return step.Entry
}

// nights puts entries that come night by night together, one night at a time.
func nights(entries iter.Seq[charley.Entry], d share.Diary) iter.Seq2[diary.NightRecord, error] {
	return func(yield func(diary.NightRecord, error) bool) {
		var held, away []charley.Entry
		night := d.From
		upTo := func(next charley.Night) bool {
			for ; night.Before(next); night = night.Next() {
				for _, r := range diary.Assemble(append(held, away...), night, night, d.Settings) {
					if !yield(r, nil) {
						return false
					}
				}
				held = held[:0]
			}
			return true
		}
		for e := range entries {
			if e.Kind != charley.KindFact && !upTo(e.Night) {
				return
			}
			if e.Kind == charley.KindAway {
				away = append(away, e)
			} else {
				held = append(held, e)
			}
		}
		upTo(d.To.Next())
	}
}
