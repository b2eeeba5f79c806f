package web

import (
	"net/http"
	"net/url"

	"charley"
)

// An entryPage mends one entry and shows everything it ever held.
type entryPage struct {
	ID      charley.EntryID
	Rev     int
	Heading string
	Where   string // what it belongs to, in words
	Back    string // address of the page it belongs to
	Deleted bool
	Episode *episodeForm
	Fields  *plainForm // for away and medicines
	Facts   []fact     // for what is mended on a page of its own
	Page    string     // address of that page; "" if it is mended here
	Asked   bool       // answers of the questionnaire: once removed, they are asked again
	Wrong   string
	History []revisionLine
	Lost    []lostLine
}

// A plainForm mends entries with a few fields.
type plainForm struct {
	Inputs  []input
	Choices []choice
	Note    *input
}

func showEntry(v *visit) error {
	e, err := v.entry()
	if err != nil {
		return err
	}
	return v.showEntry(http.StatusOK, e, v.site.newForm(entryValues(e)))
}

// entryValues are the fields of an entry as its form shows them.
func entryValues(e charley.Entry) url.Values {
	switch e.Kind {
	case charley.KindEpisode:
		return episodeValues(e.Episode())
	case charley.KindAway:
		a := e.Away()
		return url.Values{"from": {a.From.String()}, "until": {a.Until.String()}, "reason": {a.Reason}, "note": {a.Note}}
	case charley.KindFact:
		return factValues(e.Fact())
	}
	return url.Values{}
}

func (v *visit) showEntry(status int, e charley.Entry, f *form) error {
	w := v.site.words
	p := entryPage{
		ID: e.ID, Rev: e.Rev, Deleted: e.Deleted, Heading: w.T("entry." + string(e.Kind)), Wrong: f.wrong[""],
		Where: w.T("entry.night", w.NightDates(e.Night)), Back: "/nights/" + e.Night.String(),
	}
	nav := "nights"
	switch e.Kind {
	case charley.KindEpisode:
		ep := e.Episode()
		form := v.mendForm(f, ep)
		p.Episode, p.Heading = &form, w.T("what."+ep.What)
	case charley.KindMorning:
		p.Page = "/morning?night=" + e.Night.String()
	case charley.KindEvening:
		p.Page, p.Where = "/evening?night="+e.Night.String(), w.T("entry.day", w.Day(e.Night))
	case charley.KindAway:
		p.Fields, p.Where = f.awayForm(), v.site.awayWords(e.Away())
	case charley.KindTrial:
		p.Page, p.Back, nav = "/tests/"+string(e.ID), "/tests", "tests"
		p.Where = e.Trial().Name
	case charley.KindSitTest:
		p.Page, p.Back, nav = sitPath, "/answers/what", "answers"
	case charley.KindFact:
		p.Back, nav = "/about-you", "about"
		p.Where = w.T("entry.fact.when", w.DayYear(e.Night))
		switch m := e.Fact(); {
		case m.About == charley.FactMedicine && m.Name != "":
			p.Heading = m.Name
		case m.About == charley.FactLab:
			p.Heading = v.site.labName(m.Code)
		case m.About == charley.FactAnswers:
			p.Heading, p.Back, nav, p.Asked = w.T("entry.fact.answers"), "/answers/what", "answers", true
		case m.About == charley.FactFlag:
			p.Heading, p.Back, nav = w.T("field.flag"), "/answers/what", "answers"
		case m.About == charley.FactHarm:
			p.Heading, p.Back, nav = w.T("entry.fact.harm"), testsPath, "tests"
		case m.About == charley.FactVisit:
			p.Heading, p.Back, nav = w.T("entry.fact.visit"), sharePath, "share"
		}
		p.Fields, p.Page = v.factForm(f, e.Fact())
	}
	if p.Page != "" {
		p.Facts = v.site.fieldFacts(e, e.Fields)
	}
	if err := v.addHistory(&p, e); err != nil {
		return err
	}
	return v.showStatus(status, "entry", frame{Title: p.Heading, Nav: nav, Page: p})
}

func (f *form) awayForm() *plainForm {
	note := f.input("text", "note", "label.note").lines(2)
	return &plainForm{
		Choices: []choice{f.choice("reason", "away.reason", "reason.", reasons[:])},
		Inputs:  []input{f.input("date", "from", "away.from").short(), f.input("date", "until", "away.until").short()},
		Note:    &note,
	}
}

// saveEntry keeps what was mended.
func saveEntry(v *visit) error {
	e, err := v.entry()
	if err != nil {
		return err
	}
	f, err := v.posted()
	if err != nil {
		return err
	}
	var s sheet
	switch e.Kind {
	case charley.KindEpisode:
		s = v.mendedEpisode(f, e.Episode())
	case charley.KindAway:
		s = f.awaySheet(e)
	case charley.KindFact:
		if fact := e.Fact(); fact.About == charley.FactHarm {
			told := v.harmTold(f)
			if f.ok() && charley.WorseHarm(told.Grade, fact.Grade) {
				return v.tellWorse(f, e, told)
			}
			s = f.harmSheet(fact, told)
		} else {
			s = f.medicineSheet(fact)
		}
	default:
		return charley.ErrNotFound // mended on pages of their own
	}
	if !f.ok() {
		return v.showEntry(http.StatusUnprocessableEntity, e, f)
	}
	s.Rev = max(s.Rev, 1)
	saved, err := v.save(s)
	if err != nil {
		if status, ok := v.unsaved(f, err); ok {
			return v.showEntry(status, e, f)
		}
		return err
	}
	return v.see(did(entryPath(e.ID), didSaved(saved), ""))
}

func (f *form) awaySheet(e charley.Entry) sheet {
	from, until := f.date("from"), f.date("until")
	if from.IsZero() {
		f.refuse("from", "wrong.date")
	}
	if until.Before(from) {
		f.refuse("until", "wrong.until")
	}
	return sheet{ID: e.ID, Rev: f.rev("rev"), Kind: charley.KindAway, Body: map[string]any{
		"night": from.String(), "until": until.String(), "reason": orNil(f.one("reason", reasons[:])), "note": orNil(f.text("note", maxNote)),
	}}
}

// removeEntry takes an entry away. It stays in the history, and the next page
// offers to bring it back.
func removeEntry(v *visit) error {
	e, err := v.entry()
	if err != nil {
		return err
	}
	f, err := v.posted()
	if err != nil {
		return err
	}
	if _, err := v.site.app.Delete(v.r.Context(), v.caller, e.ID, f.rev("rev")); err != nil {
		return err
	}
	return v.see(did(backPath(f.get("back")), didRemove, e.ID))
}

// restoreEntry brings an entry back to how it was at a revision, or, where none
// is named, to how it was before it was removed.
func restoreEntry(v *visit) error {
	e, err := v.entry()
	if err != nil {
		return err
	}
	f, err := v.posted()
	if err != nil {
		return err
	}
	rev := f.rev("rev")
	if rev == 0 {
		revs, _, err := v.site.app.History(v.r.Context(), v.caller, e.ID)
		if err != nil {
			return err
		}
		for _, r := range revs {
			if !r.Deleted {
				rev = r.Rev
			}
		}
	}
	if _, err := v.site.app.RestoreRev(v.r.Context(), v.caller, e.ID, rev); err != nil {
		return err
	}
	return v.see(did(entryPath(e.ID), didBring, ""))
}

// backPath is a page of ours to go back to, without what was asked of it: what is
// not plainly one is the first page, so that no form can send a person elsewhere.
// It stays escaped, since "/%2Fexample.org" would become another host's address.
func backPath(path string) string {
	u, err := url.Parse(localPath(path))
	if err != nil {
		return "/"
	}
	return u.EscapedPath()
}
