// Package fhir writes a diary down as one FHIR R4 Bundle that other programs can read: what the person logged and
// answered, as they said it, and the report with its PDF where there is one. It confirms nothing: a condition is one
// that the person reports, and what is unknown says so and is never a zero or a no.
//
//	err := fhir.Write(w, diary, fhir.Options{Base: base, Lang: "en"})
//
// Entries are written one by one, so that ten years need no more memory than one night. The codes, with where each
// was read, are one table in codes.go; docs/fhir.md is made from it. The package knows no store, no page and no clock.
package fhir
