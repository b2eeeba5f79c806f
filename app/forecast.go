package app

import (
	"charley"
	"charley/diary"
)

// A forecast is a decision made before waiting for the store, on the guess that
// the entry is new and the settings are those last seen, which is so for nearly
// every tap. The store has one writer; what many callers can work out at the
// same time must not wait for it. A wrong guess costs nothing but the time.
type forecast struct {
	ok   bool
	zone string       // of the settings that it was made with
	span charley.Span // and their night; Put looks at nothing else of them
	step diary.Step
}

// forecast guesses what Put will decide.
func (a *App) forecast(c charley.Caller, id charley.EntryID, d diary.Draft) forecast {
	seen, ok := a.settings.Load(c.Person)
	if !ok {
		return forecast{}
	}
	s := seen.(charley.Settings)
	step, err := d.Put(id, nil, diary.Context{Now: a.now(), Settings: s, Caller: c})
	if err != nil {
		return forecast{} // whatever is wrong is found again where it counts
	}
	step.Line = charley.Value(step.Revision)
	return forecast{ok: true, zone: s.Zone, span: s.NightSpan, step: step}
}

// holds says that the guess was right.
func (f forecast) holds(history []charley.Revision, dc diary.Context) bool {
	return f.ok && len(history) == 0 && dc.Settings.Zone == f.zone && dc.Settings.NightSpan == f.span
}
