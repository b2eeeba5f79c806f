package handout

import (
	"io"

	"charley/fhir"
	"charley/knowledge"
	"charley/share"
	"charley/sheet"
)

// Records writes the diary of a report's period for other programs: as FHIR, with the report in it as a PDF and as text.
// Who the person is stands in it where their name stands on the report.
//
// Errors: those of w and of the nights. What was written before one must be thrown away.
func Records(w io.Writer, r share.Report, doc sheet.Document, d share.Diary, base *knowledge.Base, snomed bool) error {
	pdf, text, err := both(doc)
	if err != nil {
		return err
	}
	return fhir.Write(w, d, fhir.Options{Base: base, SNOMED: snomed, Patient: r.Who.Name != "", Report: &r, PDF: pdf, Text: text, Title: doc.Title, Lang: doc.Lang})
}
