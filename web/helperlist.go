package web

import (
	"net/http"

	"charley"
	"charley/app"
	"charley/trial"
)

// A helperPage is the list of a test that is hidden from its person: for the helper
// alone. It is given out in answer to a button, never by following a link, so that
// nobody comes upon it by chance, and nothing of it is on any other page.
type helperPage struct {
	ID   charley.EntryID
	Name string
	Rows []helperRow // none until the helper asked for them
}

type helperRow struct{ Bottle, In, Nights string }

// hiddenTrial is the test of the address, if it has a list.
func (v *visit) hiddenTrial() (app.TrialView, error) {
	t, err := v.trialOf()
	if err == nil && t.Sealed.Blind != trial.Helper {
		err = charley.ErrNotFound
	}
	return t, err
}

func showHelper(v *visit) error {
	t, err := v.hiddenTrial()
	if err != nil {
		return err
	}
	return v.show("helper", frame{Title: v.site.words.T("helper.title"), Nav: "tests", Page: helperPage{ID: t.ID}})
}

func openHelper(v *visit) error {
	t, err := v.hiddenTrial()
	if err != nil {
		return err
	}
	list, err := v.site.app.HelperList(v.r.Context(), v.caller, t.ID)
	if err != nil {
		return err
	}
	w := v.site.words
	p := helperPage{ID: t.ID, Name: t.Name}
	for _, l := range list {
		in := w.T("helper.dummy")
		if l.Arm == 1 {
			in = t.Name
		}
		nights := w.ShortDay(l.From)
		if l.To != l.From {
			nights = w.T("nights.span", w.ShortDay(l.From), w.ShortDay(l.To))
		}
		p.Rows = append(p.Rows, helperRow{l.Bottle, in, nights})
	}
	return v.showStatus(http.StatusOK, "helper", frame{Title: w.T("helper.title.list"), Nav: "tests", Page: p})
}
