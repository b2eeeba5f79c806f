package tabular

import (
	"iter"
	"maps"
	"slices"

	"charley"
	"charley/diary"
	"charley/knowledge"
)

func nightTable() Table {
	columns := slices.Concat(nightColumns(), countColumns(), morningColumns(), eveningColumns())
	return newTable("nights", "a row for every calendar night from the first that was written about to the last; nights of which nothing is known are in it", columns,
		func(m material) iter.Seq2[diary.NightRecord, error] { return m.Nights })
}

// nightColumns say which night it is and how much of it is known.
func nightColumns() []column[diary.NightRecord] {
	type night = diary.NightRecord
	return []column[night]{
		{Column{"night", Date, "", "", "", "civil date of the evening: the night of the 28th runs into the morning of the 29th"}, func(r night) Cell { return dateOf(r.Night) }},
		{Column{"zone", Text, "", "", "", "IANA time zone of what was first written of the night; the home zone where nothing was"}, func(r night) Cell { return textOf(r.Zone) }},
		{Column{"hours", Number, "h", "", "", "how long the night was by the clock of that zone, from one night's beginning to the next"}, func(r night) Cell { return numberOf(r.Hours) }},
		{Column{"recorded", Truth, "", "", "", "something of the night is known"}, func(r night) Cell { return truthOf(charley.TriOf(r.Recorded())) }},
		{Column{"complete", Truth, "", "", "", "the morning says that nothing more happened than was written down: the counts are exact, and a 0 is a 0"},
			func(r night) Cell { return truthOf(charley.TriOf(r.Complete)) }},
		{Column{"bad", Truth, "", "", "what was said does not decide it", "a bad night by the limits in the table about"}, func(r night) Cell { return truthOf(r.Bad) }},
		{Column{"away", Truth, "", "", "", "the person noted that they were away or ill; see the table away"}, func(r night) Cell { return truthOf(charley.TriOf(r.Away != nil)) }},
		{Column{"known_from", Stamp, "", "", "nothing is known of it", "from when on something was known of how the night went; what is said of the day after that is said by somebody who knows"},
			func(r night) Cell {
				if !r.Recorded() {
					return Cell{}
				}
				return instantOf(r.KnownFrom())
			}},
	}
}

// countColumns are how often something happened.
func countColumns() (out []column[diary.NightRecord]) {
	for _, c := range []struct{ name, what, doc string }{

		{"cramp_count", charley.Cramp, "cramps, written down one by one or counted in the morning, whichever is more; where complete is false, the least that it can have been"},
		{"restless_count", charley.Restless, "restless spells that were written down; where complete is false, the least that it can have been"},
		{"other_count", charley.Other, "other events that were written down; where complete is false, the least that it can have been"},
	} {
		out = append(out, column[diary.NightRecord]{
			Column{c.name, Whole, "", "from 0", "nobody said whether there were any", c.doc},
			func(r diary.NightRecord) Cell {
				if n := r.Count(c.what); n > 0 || r.Exact(c.what) {
					return wholeOf(n)
				}
				return Cell{} // a morning that does not say that nothing happened is no zero
			},
		})
	}
	return out
}

func morningColumns() []column[diary.NightRecord] {
	return checkIn("morning", charley.KindMorning, func(r diary.NightRecord) (e charley.Entry, ok bool) {
		if r.Morning != nil {
			return r.Morning.Entry, true
		}
		return e, false
	})
}

func eveningColumns() []column[diary.NightRecord] {
	return checkIn("evening", charley.KindEvening, func(r diary.NightRecord) (e charley.Entry, ok bool) {
		if r.Evening != nil {
			return r.Evening.Entry, true
		}
		return e, false
	})
}

// checkIn are the fields of a check-in in the row of its night.
func checkIn(which string, kind charley.Kind, of func(diary.NightRecord) (charley.Entry, bool)) []column[diary.NightRecord] {
	columns := fieldColumns(kind, of, "night", "zone")
	for i, c := range columns {
		if c.Name == "note" || c.Name == "extra" {
			columns[i].Name = which + "_" + c.Name
		}
		columns[i].Missing = notSaid
	}
	return append(columns, column[diary.NightRecord]{
		Column{which + "_written", Stamp, "", "", "no check-in", "when the " + which + "'s check-in was last written, by the clock of its writer"},
		func(r diary.NightRecord) Cell {
			if e, ok := of(r); ok {
				return instantOf(e.Client)
			}
			return Cell{}
		},
	})
}

// An exposure is what was said of one exposure of a day.
type exposure struct {
	night  charley.Night
	id     string
	answer charley.Answer
	known  knowledge.Exposure
	own    string // as the person called one of their own
}

func exposureTable() Table {
	columns := []column[exposure]{
		{Column{"night", Date, "", "", "", "civil date of the evening"}, func(x exposure) Cell { return dateOf(x.night) }},
		{Column{"exposure", Text, "", "", "", "id; those that begin with own_ are the person's own"}, func(x exposure) Cell { return textOf(x.id) }},
		{Column{"name", Text, "", "", "an exposure that this version does not know", "what it is called"}, func(x exposure) Cell {
			if x.own != "" {
				return textOf(x.own)
			}
			return textOf(x.known.Name)
		}},
		{Column{"answer", Truth, "", "", "", "whether there was any of it that day"}, func(x exposure) Cell { return truthOf(x.answer.Said) }},
		{Column{"amount", Number, "as unit says", "from 0", "no amount was said", "how much"}, func(x exposure) Cell { return maybeNumber(x.answer.Amount) }},
		{Column{"unit", Text, "", "", "it is a yes or no", "of the amount"}, func(x exposure) Cell { return textOf(x.known.Unit) }},
	}
	return newTable("exposures", "a row for each answer about a day, given in the evening; what has no row was not asked or not answered, and is unknown", columns,
		func(m material) iter.Seq2[exposure, error] { return m.exposures })
}

func (m material) exposures(yield func(exposure, error) bool) {
	own := map[string]string{}
	for _, o := range m.Settings.Own {
		own[o.ID] = o.Name
	}
	for n, err := range m.Nights {
		if err != nil {
			yield(exposure{}, err)
			return
		}
		if n.Evening == nil {
			continue
		}
		for _, id := range slices.Sorted(maps.Keys(n.Evening.Exposures)) {
			x := exposure{night: n.Night, id: id, answer: n.Evening.Exposures[id], own: own[id]}
			if m.base != nil {
				x.known, _ = m.base.Exposures().Get(id)
			}
			if x.answer.Said != charley.Unknown && !yield(x, nil) {
				return
			}
		}
	}
}
