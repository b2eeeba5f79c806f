// Package actogram lays nights out as rows: one row a night, evening to
// morning, with the time in bed as a bar and every episode as a mark.
//
// It is geometry only, shared by all faces: Text draws it with letters for the
// command line, the web page draws the same rows as SVG. It judges nothing and
// keeps nothing; what a night was comes from package diary.
//
//	fmt.Print(actogram.Text(records, 78))
package actogram

import (
	"time"

	"charley"
	"charley/diary"
)

// A State is what is known of a night as a whole.
type State string

// The states of a night. Missing is not Quiet: nobody said anything about it.
const (
	Quiet   State = "quiet"   // complete, no cramp, and not bad
	Bad     State = "bad"     // bad by the person's own limits
	Logged  State = "logged"  // something is known, but not enough to call it quiet or bad
	Missing State = "missing" // nothing recorded
	Away    State = "away"    // away from home, or any other reason; marks may still be there
	Ill     State = "ill"     // ill; marks may still be there
)

// A Row is one night. All positions are hours on the night's own clock, from
// the minute at which the night starts: with nights from noon, 14.5 is 02:30,
// also in the two nights a year in which the clocks change. So a column means
// the same time of day in every row; Hours says how long the night really was.
type Row struct {
	Night    charley.Night
	Label    string  // "Tue 3 Nov"
	Hours    float64 // 24, or 23 or 25 where clocks change
	State    State
	Complete bool   // the person said that nothing more happened: the marks are all there were
	Bed      *Bar   // time in bed, cut to the window; nil if it is not known
	Marks    []Mark // in order of time
	Untimed  int    // cramps that the morning counted, beside those that have a mark
}

// A Bar is a stretch of a row, in hours.
type Bar struct{ From, To float64 }

// A Mark is an episode on a row.
type Mark struct {
	At        float64  // hours, within the window
	Length    float64  // real hours that it lasted; 0 if not said
	Kind      string   // charley.Cramp, Restless or Other
	Intensity *float64 // 0 to 10; nil if not said
	Outside   bool     // it happened outside the window and is shown at its edge
	Episode   charley.Episode
}

// Rows lays out the records in their order. The zero window is Fit(records).
func Rows(records []diary.NightRecord, window Window) []Row {
	if window == (Window{}) {
		window = Fit(records)
	}
	rows := make([]Row, 0, len(records))
	for _, r := range records {
		rows = append(rows, row(r, window))
	}
	return rows
}

func row(r diary.NightRecord, w Window) Row {
	out := Row{
		Night: r.Night, Label: label(r.Night), Hours: r.Hours, State: state(r), Complete: r.Complete, Bed: bed(r), Untimed: r.Untimed(),
	}
	if out.Bed != nil {
		out.Bed.From, out.Bed.To = w.clamp(out.Bed.From), w.clamp(out.Bed.To)
		if out.Bed.From >= out.Bed.To {
			out.Bed = nil
		}
	}
	for _, e := range r.Episodes {
		at := hour(r, e.Start)
		m := Mark{At: w.clamp(at), Kind: e.What, Intensity: e.Intensity, Episode: e}
		m.Outside = m.At != at
		if e.Minutes != nil {
			m.Length = float64(*e.Minutes) / 60
		}
		out.Marks = append(out.Marks, m)
	}
	return out
}

// state puts being away or ill first: such a night is not an ordinary one,
// whatever happened in it.
func state(r diary.NightRecord) State {
	switch {
	case r.Away != nil && r.Away.Reason == "ill":
		return Ill
	case r.Away != nil:
		return Away
	case !r.Recorded():
		return Missing
	case r.Bad == charley.Yes:
		return Bad
	case r.Quiet() == charley.Yes:
		return Quiet
	}
	return Logged
}

// bed is the time in bed before it is cut to a window; nil unless both ends are known.
func bed(r diary.NightRecord) *Bar {
	if r.Morning == nil || r.Morning.InBed.IsZero() || r.Morning.OutOfBed.IsZero() {
		return nil
	}
	b := Bar{From: hour(r, r.Morning.InBed), To: hour(r, r.Morning.OutOfBed)}
	if b.From >= b.To {
		return nil
	}
	return &b
}

// hour is the clock time of a moment in hours from the clock time at which the
// night starts. It compares what clocks showed and not instants: a person
// remembers 02:30, and on the night the clocks go back both 02:30s are 02:30.
func hour(r diary.NightRecord, m charley.Moment) float64 {
	start := r.From
	if zone, err := charley.LoadZone(r.Zone); err == nil {
		start = start.In(zone)
	}
	begin := time.Date(r.Night.Year, r.Night.Month, r.Night.Day, start.Hour(), start.Minute(), 0, 0, time.UTC)
	wall := m.Wall()
	_, offset := wall.Zone()
	return wall.UTC().Add(time.Duration(offset) * time.Second).Sub(begin).Hours()
}

// label names a night by its evening.
func label(n charley.Night) string {
	return time.Date(n.Year, n.Month, n.Day, 0, 0, 0, 0, time.UTC).Format("Mon 2 Jan")
}
