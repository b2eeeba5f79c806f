package web

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"charley"
	"charley/app"
	"charley/diary"
	"charley/handout"
	"charley/knowledge"
	"charley/share"
	paper "charley/sheet"
	"charley/sheet/html"
)

// reportPath is the report as a page; with a format's ending, as a file.
const reportPath = sharePath + "/report"

// reportWish is what a report is to be about, as the page Share asks for it. Dates that are typed count before a period
// that is tapped.
//
// Errors: charley.ErrInvalid where the form says why.
func (v *visit) reportWish(f *form) (w app.ReportWish, err error) {
	w = app.ReportWish{From: f.date("from"), To: f.date("to"), Named: f.tick("named")}
	switch {
	case w.From.IsZero():
		last := v.lastNight()
		if !w.To.IsZero() && w.To.Before(last) {
			last = w.To
		}
		w.From, err = v.periodStart(f.one("days", sharePeriods[:]), last)
	case v.lastNight().Before(w.From):
		f.refuse("from", "share.future")
	case !w.To.IsZero() && w.To.Before(w.From):
		f.refuse("to", "wrong.until")
	}
	if err == nil && !f.ok() {
		err = charley.ErrInvalid
	}
	return w, err
}

// periodStart is the first night of a period that was tapped and ends with a night: no earlier than the diary is old.
// Zero is the usual one.
func (v *visit) periodStart(days string, last charley.Night) (charley.Night, error) {
	if days == "" {
		return charley.Night{}, nil
	}
	first, _, err := v.site.app.Extent(v.r.Context(), v.caller)
	if err != nil || first.IsZero() {
		return charley.Night{}, err
	}
	if n, err := strconv.Atoi(days); err == nil && first.Before(last.Add(1-n)) { // else all of it
		first = last.Add(1 - n)
	}
	if last.Before(first) { // the diary began tonight, or after it
		first = last
	}
	return first, nil
}

// A madeReport is a report as a value and in words.
type madeReport struct {
	share.Report
	doc paper.Document
}

// report makes the report that is asked for; nil where the page Share has to say first what is wrong.
func (v *visit) report() (*madeReport, error) {
	f := v.site.newForm(v.r.URL.Query())
	wish, err := v.reportWish(f)
	if err == nil {
		var r share.Report
		if r, err = v.site.app.Report(v.r.Context(), v.caller, wish); err == nil {
			doc := handout.Report(r, v.site.words, v.site.knowledge, handout.Options{Paper: f.paperOf()})
			return &madeReport{r, doc}, nil
		}
	}
	if errors.Is(err, charley.ErrInvalid) && !f.ok() {
		return nil, v.see(sharePath + "?" + v.r.URL.RawQuery)
	}
	return nil, err
}

// paperOf is the paper that was chosen: A4 unless it was the other.
func (f *form) paperOf() paper.Paper {
	if f.get("paper") == sharePapers[1] {
		return paper.Letter
	}
	return paper.A4
}

// showReport is the report as a page of its own, which looks the same when it is saved: its style is in it, and nothing
// else may be, so it has a policy of its own.
func showReport(v *visit) error {
	r, err := v.report()
	if r == nil || err != nil {
		return err
	}
	var page bytes.Buffer
	if err := handout.Write(&page, handout.HTML, r.doc); err != nil {
		return err
	}
	v.w.Header().Set("Content-Security-Policy", html.Policy(r.doc)+"; frame-ancestors 'none'")
	v.w.Header().Set("Content-Type", handout.HTML.Type())
	send(v.w, v.r, http.StatusOK, page.Bytes())
	return nil
}

// takeReport is the report as a file in a format of documents.
func takeReport(format handout.Format) handler {
	return func(v *visit) error {
		r, err := v.report()
		if r == nil || err != nil {
			return err
		}
		var file bytes.Buffer
		if err := handout.Write(&file, format, r.doc); err != nil {
			return err
		}
		v.give(v.reportFile(r.Report)+format.Extension(), format.Type(), file.Bytes())
		return nil
	}
}

// takeRecords is the period for other programs, with the report in it. That is the diary itself, so whoever takes it
// shows first who they are.
func takeRecords(v *visit) error {
	if err := v.confirmed(); err != nil && v.site.app.State().Writable {
		return err
	}
	r, err := v.report()
	if r == nil || err != nil {
		return err
	}
	d, err := v.site.app.TakeOutNights(v.r.Context(), v.caller, "fhir", r.From, r.To)
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if err := handout.Records(&file, r.Report, r.doc, d, v.site.knowledge, false); err != nil {
		return err
	}
	v.give(v.reportFile(r.Report)+".fhir.json", "application/fhir+json", file.Bytes())
	return nil
}

// reportFile is what a report is called on a disk, without its ending: by its nights, and by nobody's name. Only a guest,
// who may have reports of several people in one folder, finds in it whose it is, by the name under which they sign in here.
// Where letters of that were lost, and another's could read the same, their place among the people of this server follows.
func (v *visit) reportFile(r share.Report) string {
	whose := ""
	if g := v.grant; g.ID != "" {
		if whose = app.FileName(g.Whose); whose != app.FoldName(g.Whose) {
			whose = strings.TrimPrefix(fmt.Sprintf("%s-%d", whose, g.WhosePlace), "-")
		}
		whose += "-"
	}
	return fmt.Sprintf("charley-report-%s%s-to-%s", whose, r.From, r.To)
}

// give answers with a file to keep. Its name holds only letters, digits, - and a point.
func (v *visit) give(name, kind string, body []byte) {
	v.w.Header().Set("Content-Type", kind)
	v.w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	send(v.w, v.r, http.StatusOK, body)
}

// takePaper is a sheet of the paper diary to print, with what this person is asked in the evening.
func takePaper(v *visit) error {
	f := v.site.newForm(v.r.URL.Query())
	first := f.date("first")
	if !f.ok() {
		return v.see(sharePath + "?" + url.Values{"first": {f.get("first")}}.Encode() + "#paper")
	}
	if first.IsZero() {
		first = v.nextEvening()
	}
	var asked []handout.Asked
	for _, x := range v.asks(diary.NightRecord{}) {
		asked = append(asked, handout.Asked{ID: x.ID, Name: x.Name, Unit: x.Unit, Amount: x.Kind == knowledge.Amount})
	}
	var file bytes.Buffer
	if err := handout.Write(&file, handout.PDF, handout.PaperDiary(v.site.words, asked, first, handout.Options{Paper: f.paperOf()})); err != nil {
		return err
	}
	v.give("charley-paper-"+first.String()+handout.PDF.Extension(), handout.PDF.Type(), file.Bytes())
	return nil
}
