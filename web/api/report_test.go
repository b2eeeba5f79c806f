package api

import (
	"strings"
	"testing"

	"charley"
)

// The report of a diary of two nights, in each of its forms.
func TestReport(t *testing.T) {
	p := openDiary(t)
	for _, night := range []string{"2026-11-20", "2026-11-21"} {
		p.send("PUT", "/api/v1/entries/"+string(charley.NewEntryID()), `{"kind":"morning","night":"`+night+`","nothing_more":true}`).want(201)
	}
	for _, tc := range []struct{ format, kind, begins, name string }{
		{"html", "text/html; charset=utf-8", "<!doctype html>", ".html"},
		{"pdf", "application/pdf", "%PDF-1.7", ".pdf"},
		{"text", "text/plain; charset=utf-8", "Night leg symptoms", ".txt"},
		{"fhir", "application/fhir+json", `{"resourceType":"Bundle"`, ".fhir.json"},
	} {
		got := p.send("GET", "/api/v1/report?from=2026-11-20&to=2026-11-21&paper=letter&format="+tc.format, "")
		if got.status != 200 || got.header.Get("Content-Type") != tc.kind || !strings.HasPrefix(strings.ToLower(got.text), strings.ToLower(tc.begins)) {
			t.Errorf("%s: got %d, %s, %.80q", tc.format, got.status, got.header.Get("Content-Type"), got.text)
		}
		if want := `attachment; filename="charley-report-2026-11-20-2026-11-21` + tc.name + `"`; got.header.Get("Content-Disposition") != want {
			t.Errorf("%s: got the name %s, want %s", tc.format, got.header.Get("Content-Disposition"), want)
		}
	}
}

func TestAReportThatCannotBe(t *testing.T) {
	p := openDiary(t)
	p.send("GET", "/api/v1/report?format=word", "").wantProblem(422, "query.format")
	p.send("GET", "/api/v1/report?from=2026-02-30", "").wantProblem(422, "query.from")
	p.send("GET", "/api/v1/report?from=2026-11-21&to=2026-11-20", "").wantProblem(422, "body.from")
}
