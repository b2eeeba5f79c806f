package web

import (
	"strings"

	"charley"
)

// A revisionLine is one edit, as the history shows it.
type revisionLine struct {
	Rev     int
	When    string
	By      string
	Changes []fact
	Gone    bool // it took the entry away
	Here    bool // it is how the entry is now
}

// A lostLine is a value that another device's edit won over.
type lostLine struct {
	Name, Value string
	By          string
}

// addHistory shows every revision, newest first.
func (v *visit) addHistory(p *entryPage, e charley.Entry) error {
	revs, lost, err := v.site.app.History(v.r.Context(), v.caller, e.ID)
	if err != nil {
		return err
	}
	for i := range revs {
		p.History = append(p.History, v.revisionLine(revs[len(revs)-1-i], e))
	}
	for _, l := range lost {
		p.Lost = append(p.Lost, lostLine{
			Name: v.site.fieldName(l.Field), Value: v.site.fieldWords(e, l.Field, l.Value), By: v.site.deviceName(l.Device),
		})
	}
	return nil
}

// revisionLine is one edit in words, of an entry as it stands now.
func (v *visit) revisionLine(r charley.Revision, e charley.Entry) revisionLine {
	w, at := v.site.words, r.Client.In(homeZone(v.settings))
	line := revisionLine{
		Rev: r.Rev, Gone: r.Deleted, Here: r.Rev == e.Rev, By: v.site.writtenBy(r),
		When: w.T("history.when", w.DayYear(dateOf(charley.MomentAt(r.Client, homeZone(v.settings)))), w.Clock(at)),
	}
	line.Changes = v.site.fieldFacts(e, r.Patch)
	return line
}

// writtenBy says how a revision came into the diary, and on which device where
// that says more.
func (s *site) writtenBy(r charley.Revision) string {
	by := s.label("via.", strings.Fields(r.Via + " ?")[0])
	if r.Stamp.Device != "" && r.Stamp.Device != browser {
		by += " (" + r.Stamp.Device + ")"
	}
	return by
}

// deviceName is a device in words.
func (s *site) deviceName(device string) string {
	switch device {
	case "":
		return s.words.T("device.unknown")
	case browser:
		return s.words.T("via.web")
	}
	return device
}
