package fhir

import (
	"crypto/sha1"

	"charley"
)

// report writes the report with its documents and the figures that stand at its head, if there is one.
func (b *bundle) report() {
	r := b.o.Report
	if r == nil {
		return
	}
	f := figures{b: b, r: *r}
	f.signs()
	if r.Kept.Nights > 0 {
		f.nights()
	}
	if !r.Warning.Urgent { // as on the report: nothing may look like advice then
		f.tests()
	}
	d := Diagnostic{
		Type: "DiagnosticReport", ID: b.id("report", r.From.String(), r.To.String(), instant(r.Made)), Status: "final", Subject: b.subject,
		Code: b.things[thingReport], Issued: instant(r.Made), Result: f.written,
	}
	if (r.From != charley.Night{}) {
		d.Period = &Period{r.From.String(), r.To.String()}
	}
	for _, form := range []struct {
		kind string
		data []byte
	}{{"application/pdf", b.o.PDF}, {"text/plain; charset=utf-8", []byte(b.o.Text)}} {
		if len(form.data) == 0 {
			continue
		}
		sum := sha1.Sum(form.data)
		d.Form = append(d.Form, Attachment{
			ContentType: form.kind, Language: b.o.Lang, Data: form.data, Size: len(form.data), Hash: sum[:], Title: b.o.Title, Creation: instant(r.Made),
		})
	}
	b.add(d.ID, d)
}
