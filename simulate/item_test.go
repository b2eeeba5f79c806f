package simulate

import (
	"testing"
	"time"

	"charley"
	"charley/diary"
	"pgregory.net/rapid"
)

// Whatever the person, zone and start, every entry is one that the diary takes,
// lies in its night, and is written before the last night ends.
func TestItemsAreGoodEntries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := Options{
			Nights: rapid.IntRange(1, 200).Draw(t, "nights"),
			Seed:   rapid.Uint64().Draw(t, "seed"),
			Start:  charley.Night{Year: 2026, Month: 1, Day: 1}.Add(rapid.IntRange(-9000, 9000).Draw(t, "start")),
			Zone:   rapid.SampledFrom([]string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"}).Draw(t, "zone"),
			Rate:   rapid.Float64Range(0, 4).Draw(t, "rate"),
		}
		d := Person(o)
		zone, _ := charley.LoadZone(o.Zone)
		_, end := charley.Noon.Bounds(o.Start.Add(o.Nights-1), zone)
		seen := map[charley.EntryID]bool{}
		for item := range d.Items() {
			draft, err := diary.NewDraft(item.Kind, item.Body)
			if err != nil {
				t.Fatalf("%s %v: %v", item.Kind, item.Body, err)
			}
			if _, err := charley.ParseEntryID(string(item.ID)); err != nil || item.ID[14] != '7' || seen[item.ID] {
				t.Fatalf("id %s: %v, or not version 7, or seen before", item.ID, err)
			}
			seen[item.ID] = true
			if item.At.After(end) {
				t.Fatalf("%s written at %s, after the end %s", item.Kind, item.At, end)
			}
			inItsNight(t, draft, zone)
		}
	})
}

func inItsNight(t *rapid.T, d diary.Draft, zone *time.Location) {
	night := d.Fields.Night("night")
	for _, name := range []string{"start", "in_bed", "out_of_bed"} {
		text := d.Fields.Text(name)
		if text == "" {
			continue
		}
		m, err := charley.ParseMoment(text, zone)
		if err != nil || charley.Noon.NightOf(m) != night {
			t.Fatalf("%s %s is not in the night of %s: %v", name, text, night, err)
		}
	}
}

// The entries and the file tell of the same nights.
func TestItemsMatchTheFile(t *testing.T) {
	d := Person(Demo(400, 11))
	type told struct {
		cramps, minutes int
		worst           float64
		mornings, bare  int
		evenings        int
	}
	nights := map[string]*told{}
	for _, n := range d.Nights {
		nights[n.Night.String()] = &told{}
	}
	kinds := map[charley.Kind]int{}
	for item := range d.Items() {
		kinds[item.Kind]++
		n := nights[item.Body["night"].(string)]
		switch {
		case item.Kind == charley.KindMorning:
			n.mornings++
		case item.Kind == charley.KindEvening:
			n.evenings++
		case item.Kind == charley.KindEpisode && item.Body["what"] == charley.Cramp:
			n.cramps++
			if item.Body["minutes"] == nil {
				n.bare++
				continue
			}
			n.minutes += int(item.Body["minutes"].(float64))
			n.worst = max(n.worst, item.Body["intensity"].(float64))
		}
	}
	for _, n := range d.Nights {
		got := *nights[n.Night.String()]
		if n.Missing {
			if got.mornings != 0 || got.cramps > 1 || got.evenings > 1 || (n.Gap > 0 && got != told{}) {
				t.Errorf("%s is missing but got %+v", n.Night, got)
			}
			continue
		}
		if got.mornings != 1 || got.evenings != 1 || got.cramps != n.Count {
			t.Errorf("%s: got %+v, want %d cramps, a morning and an evening", n.Night, got, n.Count)
		}
		if got.bare == 0 && (got.minutes != n.Minutes || int(got.worst) != n.Severity) {
			t.Errorf("%s: got %+v, want %d minutes, worst %d", n.Night, got, n.Minutes, n.Severity)
		}
	}
	if kinds[charley.KindFact] != 5 || kinds[charley.KindAway] < 4 {
		t.Errorf("got %v, want 5 facts and some nights away and ill", kinds)
	}
}

func TestItemsCanBeRunAgain(t *testing.T) {
	d := Person(Demo(60, 4))
	var first []Item
	for item := range d.Items() {
		first = append(first, item)
	}
	i := 0
	for item := range d.Items() {
		if item.ID != first[i].ID || !item.At.Equal(first[i].At) {
			t.Fatalf("item %d differs", i)
		}
		if i++; i == len(first)/2 {
			break // stopping early must be safe
		}
	}
}

// Fifty years with three episodes a night, as the benchmarks of the store use it.
func BenchmarkFiftyYears(b *testing.B) {
	for b.Loop() {
		n := 0
		for range Person(Busy(18250, 1)).Items() {
			n++
		}
		b.ReportMetric(float64(n), "entries")
	}
}
