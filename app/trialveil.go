package app

import (
	"errors"
	"maps"
	"slices"

	"charley"
	"charley/diary"
)

// Veiled stands in an answer for what a trial drew, while whoever knew it could choose
// by it. Sent back with an entry, it means what is stored.
const Veiled = "hidden until the trial is over"

// veiled says that what a trial drew is shown to nobody yet: it goes on or is to
// begin, its person is still to say what they believed, or it was stopped before a
// night of it was over, because started again it keeps its lot. One that was taken
// away can be brought back.
func veiled(t charley.Trial, tonight charley.Night) bool {
	over := !t.Last.Before(tonight)
	if !t.Ended.IsZero() {
		over = t.Ended.Before(t.First) || !t.Ended.Before(tonight)
	}
	return over || t.Blind == charley.BlindHelper && t.Guess == ""
}

// veil is an entry as an answer may hold it.
func (a *App) veil(e charley.Entry, s charley.Settings) charley.Entry {
	if tonight, _ := a.nightNow(s); e.Kind == charley.KindTrial && veiled(e.Trial(), tonight) {
		e.Fields = veilFields(e.Fields)
	}
	return e
}

func veilFields(f charley.Fields) charley.Fields {
	if _, there := f["sealed"]; !there {
		return f
	}
	out := maps.Clone(f)
	out["sealed"] = charley.Value(Veiled)
	return out
}

// veilHistory is the history of a trial as an answer may hold it.
func (a *App) veilHistory(revs []charley.Revision, lost []diary.Lost, s charley.Settings) ([]charley.Revision, []diary.Lost) {
	e, ok := diary.Rebuild(revs)
	if tonight, _ := a.nightNow(s); !ok || e.Kind != charley.KindTrial || !veiled(e.Trial(), tonight) {
		return revs, lost
	}
	revs, lost = slices.Clone(revs), slices.Clone(lost)
	for i := range revs {
		revs[i].Patch = veilFields(revs[i].Patch)
	}
	for i := range lost {
		if lost[i].Field == "sealed" {
			lost[i].Value = charley.Value(Veiled)
		}
	}
	return revs, lost
}

// veilConflict is an error as an answer may hold it: a conflict shows what is stored.
func (a *App) veilConflict(err error, s charley.Settings) error {
	if other := (*charley.ConflictError)(nil); errors.As(err, &other) {
		shown := *other
		shown.Current = a.veil(shown.Current, s)
		return &shown
	}
	return err
}

// unveiled is a draft in which what its writer was not shown is what is stored.
func unveiled(d diary.Draft, history []charley.Revision) diary.Draft {
	if d.Kind != charley.KindTrial || d.Fields.Text("sealed") != Veiled {
		return d
	}
	if stored, ok := diary.Rebuild(history); ok && stored.Kind == d.Kind {
		d.Fields = maps.Clone(d.Fields)
		d.Fields["sealed"] = stored.Fields["sealed"]
	}
	return d
}
