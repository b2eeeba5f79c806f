package web

import (
	"time"

	"charley"
	"charley/app"
	"charley/diary"
)

// A tonightLine is what was drawn for one night of the test that runs, as the
// check-ins and the first page say it.
type tonightLine struct {
	ID    charley.EntryID
	Says  string // "Tonight: warm bath."
	Which string // "Night 23 of 56 in your test."
	K     int    // night 23
	How   string // the first thing to do
}

// tonightIn is the line for a night; nil where no test runs, or it does not reach
// the night.
func (v *visit) tonightIn(night charley.Night) (*tonightLine, error) {
	running, err := v.site.app.RunningTrial(v.r.Context(), v.caller)
	if err != nil || running == nil {
		return nil, err
	}
	if running.Paused != "" {
		return v.site.pausedLine(*running), nil
	}
	return v.site.tonightLine(*running, night), nil
}

// pausedLine is said in place of what was drawn while a test is paused: whoever did
// it out of habit must hear of it.
func (s *site) pausedLine(t app.TrialView) *tonightLine {
	w := s.words
	return &tonightLine{ID: t.ID, Says: w.T("tonight.paused"), Which: w.T("tonight.paused.off", t.Name), How: w.T("paused." + t.Paused)}
}

// nextEvening is the night whose evening is not over yet: from the small hours on,
// a morning looks forward to the one to come.
func (v *visit) nextEvening() charley.Night {
	return diary.NextEvening(v.site.app.Now(), homeZone(v.settings), v.settings.NightSpan)
}

// tonightLine is the line of a test for a night. While it is paused there is none:
// nobody is told to do what may harm them.
func (s *site) tonightLine(t app.TrialView, night charley.Night) *tonightLine {
	w := s.words
	drawn, ok := t.Sealed.Tonight(night)
	if !ok || t.Paused != "" || t.Tampered != nil || t.Over() {
		return nil
	}
	line := &tonightLine{ID: t.ID, K: drawn.K, Which: w.T("tonight.which", drawn.K, drawn.Of)}
	rec, _ := s.knowledge.Remedies().Get(t.Sealed.Remedy)
	switch {
	case drawn.Arm == nil:
		line.Says, line.How = w.T("tonight.bottle", drawn.Bottle), w.T("tonight.bottle.how")
	case *drawn.Arm == 1:
		line.Says = w.T("tonight.with", t.Name)
		if len(rec.Steps) > 0 {
			line.How = rec.Steps[0]
		}
	default:
		line.Says, line.How = w.T("tonight.without", t.Name), rec.Trial.Control
	}
	return line
}

// packDays is for how many evenings a phone is told what was drawn: this one and the
// next. More would tell ahead what is sealed, and a remedy that has become unsafe since
// would still be asked for.
const packDays = 2

// pausedDays is for how many evenings a phone says that a test is paused; while it is
// only not known yet whether it must be, for one.
const pausedDays = 14

// packNights are what was drawn for the evenings to come, for a phone that may be
// without a network then. Each is shown from the small hours before its evening to
// those after it.
func (v *visit) packNights() ([]packNight, error) {
	running, err := v.site.app.RunningTrial(v.r.Context(), v.caller)
	if err != nil || running == nil {
		return nil, err
	}
	zone, span := homeZone(v.settings), v.settings.NightSpan
	dawn := func(n charley.Night) time.Time {
		from, _ := span.Bounds(n, zone)
		return diary.NightRecord{From: from}.Dawn()
	}
	if running.Paused != "" {
		line, from := v.site.pausedLine(*running), v.nextEvening().Add(-1)
		days := pausedDays
		if running.Paused == app.PauseCheck {
			days = 1
		}
		return []packNight{{From: dawn(from), Until: dawn(from.Add(days)), Says: line.Says, Which: line.Which}}, nil
	}
	var out []packNight
	for i := range packDays {
		night := v.nextEvening().Add(i)
		if line := v.site.tonightLine(*running, night); line != nil {
			out = append(out, packNight{From: dawn(night.Add(-1)), Until: dawn(night), Says: line.Says, Which: line.Which})
		}
	}
	return out, nil
}
