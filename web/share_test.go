package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"charley"
)

// A report leaves in each of its forms, as a file with a safe name, and the page of it may do less than any other.
func TestTheReportLeaves(t *testing.T) {
	p := newPerson(t, morningOf).livedIn(40)
	p.press(p.open("/share"), "/share", "", url.Values{"name": {"Maria K."}, "questions": {"Can it be the water tablet?\r\nMay I take magnesium?"}}).says(".notice", "Saved")
	facts := p.entries(charley.KindFact)
	wantFields(t, facts[len(facts)-1], map[string]string{"about": `"visit"`, "name": `"Maria K."`})
	for _, tc := range []struct{ path, kind, name, holds string }{
		{"/share/report?days=30&named=yes", "text/html; charset=utf-8", "", "Can it be the water tablet?"},
		{"/share/report.txt?days=30&to=2026-11-20", "text/plain; charset=utf-8", "charley-report-2026-10-22-to-2026-11-20.txt", "Night leg symptoms"},
		{"/share/report.txt?from=2026-11-01&to=2026-11-20&named=yes", "text/plain; charset=utf-8", "charley-report-2026-11-01-to-2026-11-20.txt", "Maria K."},
		{"/share/report.pdf?paper=letter", "application/pdf", "charley-report-2026-10-14-to-2026-11-22.pdf", "%PDF-"},
		{"/share/paper.pdf?first=2026-11-23&paper=letter", "application/pdf", "charley-paper-2026-11-23.pdf", "%PDF-"},
		{"/share/report.fhir.json?days=all", "application/fhir+json", "charley-report-2026-10-14-to-2026-11-22.fhir.json", `"resourceType":"Bundle"`},
	} {
		g := p.do(getting(tc.path))
		h := g.header
		if g.status != http.StatusOK || h.Get("Content-Type") != tc.kind || h.Get("Cache-Control") != "no-store" || !strings.Contains(g.raw, tc.holds) {
			t.Errorf("%s: got %d, %s, %s", tc.path, g.status, h.Get("Content-Type"), h.Get("Cache-Control"))
		}
		if got, want := h.Get("Content-Disposition"), `attachment; filename="`+tc.name+`"`; tc.name != "" && got != want {
			t.Errorf("%s: got %s, want %s", tc.path, got, want)
		}
		if policy := h.Get("Content-Security-Policy"); tc.name == "" && (strings.Contains(policy, "script-src") || !strings.Contains(policy, "style-src 'sha256-") || !strings.Contains(policy, "frame-ancestors 'none'")) {
			t.Errorf("got the policy %s", policy)
		}
		if strings.Contains(g.raw, "Maria") != strings.Contains(tc.path, "named") && !strings.HasPrefix(g.raw, "%PDF") {
			t.Errorf("%s: the name is there or missing against what was ticked", tc.path)
		}
	}
}

func TestWhatIsWrongWithAReport(t *testing.T) {
	p := newPerson(t, morningOf)
	for query, where := range map[string]string{"from=2027-01-01": "#from-wrong", "from=2026-11-10&to=2026-11-01": "#to-wrong", "from=yesterday": "#from-wrong"} {
		g := p.do(getting("/share/report.pdf?" + query))
		if g.status != http.StatusSeeOther || g.location != "/share?"+query {
			t.Errorf("%s: got %d to %s", query, g.status, g.location)
		}
		p.do(getting("/share?"+query)).count(where, 1)
	}
	if g := p.do(getting("/share/paper.pdf?first=next+week&paper=a4")); g.location != "/share?first=next+week#paper" {
		t.Errorf("got %d to %s", g.status, g.location)
	}
	p.do(getting("/share?first=next+week")).count("#first-wrong", 1)
	if g := p.do(getting("/share/report")); g.status != http.StatusOK { // a diary without a night has a report too
		t.Errorf("an empty diary: got %d", g.status)
	}
	many := url.Values{"questions": {strings.Repeat("Why?\n", 11)}, "name": {"Maria K."}}
	kept := p.press(p.open("/share"), "/share", "", many)
	kept.says("#questions-wrong", "10 questions")
	if got := kept.first("#name").attr("value"); got != "Maria K." {
		t.Errorf("got the name %q kept", got)
	}
	p.press(p.open("/share"), "/share", "", nil).says(".alarm", "Nothing is filled in")
}

// Emptied is removed, and stays in the history.
func TestQuestionsAreTakenBack(t *testing.T) {
	p := newPerson(t, morningOf)
	p.press(p.open("/share"), "/share", "", url.Values{"questions": {"Why?"}})
	p.press(p.open("/share"), "/share", "", url.Values{"questions": {"Why me?"}})
	wantFields(t, p.one(charley.KindFact), map[string]string{"questions": `"Why me?"`})
	p.press(p.open("/share"), "/share", "", url.Values{"questions": {""}})
	if got := len(p.entries(charley.KindFact)); got != 0 {
		t.Errorf("got %d facts, want none", got)
	}
}

func getting(address string) *http.Request {
	return httptest.NewRequest(http.MethodGet, "http://localhost"+address, nil)
}
