package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"charley"
	"charley/app"
)

// A sharePage is what leaves the house: a report for a doctor, the diary as files, and paper for the bed.
type sharePage struct {
	Days     choice
	From, To input
	Own      bool // the dates are typed, or wrong: they are unfolded
	Paper    choice
	Named    choice
	Unnamed  bool // no name was given that could stand on it

	ID, Rev   string // of what is kept for a visit
	Name      input
	Questions input
	EntryID   charley.EntryID
	Wrong     string

	Export exportPart
	Takes  []takeLink
	First  input // the night with which a sheet of paper begins
}

// A takeLink gives the whole diary in one form.
type takeLink struct{ Link, Text, Hint string }

// sharePath is the page on which the diary leaves the house.
const sharePath = "/share"

// The periods that can be chosen with one tap, and the papers.
var (
	sharePeriods = [...]string{"30", "90", "365", "all"}
	sharePapers  = [...]string{"a4", "letter"}
)

func showShare(v *visit) error {
	f := v.site.newForm(v.r.URL.Query())
	if _, err := v.reportWish(f); err != nil && !errors.Is(err, charley.ErrInvalid) {
		return err
	}
	f.date("first")
	status := http.StatusOK
	if !f.ok() {
		status = http.StatusUnprocessableEntity
	}
	kept, err := v.visitFact()
	if err != nil {
		return err
	}
	return v.showShare(status, kept, f, v.site.newForm(visitValues(kept)))
}

// visitFact is what is kept for a visit to a doctor; the zero fact where nothing is.
func (v *visit) visitFact() (charley.Fact, error) {
	facts, err := v.site.app.Facts(v.r.Context(), v.caller)
	kept, _ := charley.LatestVisit(facts)
	return kept, err
}

func visitValues(kept charley.Fact) url.Values {
	out := url.Values{"id": {freshID()}, "rev": {"0"}}
	if kept.ID != "" {
		out = url.Values{"id": {string(kept.ID)}, "rev": {strconv.Itoa(kept.Rev)}, "name": {kept.Name}, "questions": {kept.Fields.Text("questions")}}
	}
	return out
}

// showShare shows the page with what is kept for a visit, and the forms of the report and of the person's own words.
func (v *visit) showShare(status int, kept charley.Fact, report, own *form) (err error) {
	w := v.site.words
	wished := v.site.newForm(report.values)
	if !slices.Contains(sharePeriods[:], wished.get("days")) && wished.get("from")+wished.get("to") == "" {
		wished.values = with(wished.values, "days", strconv.Itoa(app.UsualReport))
	}
	if !slices.Contains(sharePapers[:], wished.get("paper")) {
		wished.values = with(wished.values, "paper", sharePapers[0])
	}
	if wished.get("first") == "" {
		wished.values = with(wished.values, "first", v.nextEvening().String())
	}
	wished.wrong = report.wrong
	p := sharePage{
		Days: wished.choice("days", "share.days", "share.days.", sharePeriods[:]), Own: wished.get("from")+wished.get("to") != "",
		From: wished.input("date", "from", "share.from").short(), To: wished.input("date", "to", "share.to").short(),
		Paper: wished.choice("paper", "share.paper", "share.paper.", sharePapers[:]),
		Named: wished.choice("named", "share.named", "share.named.", []string{"yes"}), Unnamed: kept.Name == "",
		ID: own.get("id"), Rev: own.get("rev"), EntryID: kept.ID, Wrong: own.wrong[""],
		Name:      own.input("text", "name", "share.name").hint(w.T("share.name.hint")),
		Questions: own.input("text", "questions", "share.questions").hint(w.T("share.questions.hint", charley.MostQuestions)).lines(4),
		First:     wished.input("date", "first", "typed.first").short(),
	}
	if p.Export, err = v.exportPart(sharePath + "#export"); err != nil {
		return err
	}
	for _, format := range exportFormats {
		link := p.Export.Link
		if !p.Export.First && format != exportFormats[0] {
			link += "?format=" + format
		}
		p.Takes = append(p.Takes, takeLink{link, w.T("share.take." + format), w.T("share.take.hint." + format)})
	}
	return v.showStatus(status, "share", frame{Title: w.T("share.title"), Nav: "share", Page: p})
}

// with is a copy of some values with one of them set.
func with(values url.Values, name, value string) url.Values {
	out := url.Values{name: {value}}
	for k, v := range values {
		if k != name {
			out[k] = v
		}
	}
	return out
}

// exportFormats are the forms in which the API gives the whole diary, the first without being asked.
var exportFormats = [...]string{"json", "csv", "parquet", "fhir"}

// saveShare keeps the name and the questions for a visit. Where both were emptied, what was kept is removed.
func saveShare(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	kept, err := v.visitFact()
	if err != nil {
		return err
	}
	name, questions := f.text("name", maxName), f.text("questions", maxNote)
	if n := len(charley.Questions(questions)); n > charley.MostQuestions {
		f.refuse("questions", "share.questions.many", charley.MostQuestions, n)
	}
	id, none := f.id("id"), name+questions == ""
	if none && kept.ID == "" {
		f.refuse("", "share.empty")
	}
	if !f.ok() {
		return v.showShare(http.StatusUnprocessableEntity, kept, v.site.newForm(nil), f)
	}
	what := didSave
	if none {
		_, err = v.site.app.Delete(v.r.Context(), v.caller, kept.ID, f.rev("rev"))
	} else {
		var saved app.Saved
		saved, err = v.save(visitSheet(id, f.rev("rev"), name, questions))
		what = didSaved(saved)
	}
	if err != nil {
		if status, ok := v.unsaved(f, err); ok {
			return v.showShare(status, kept, v.site.newForm(nil), f)
		}
		return err
	}
	return v.see(did(sharePath, what, ""))
}

func visitSheet(id charley.EntryID, rev int, name, questions string) sheet {
	return sheet{ID: id, Rev: rev, Kind: charley.KindFact, Body: map[string]any{"about": charley.FactVisit, "name": orNil(name), "questions": orNil(questions)}}
}
