package api

import (
	"net/url"
	"strings"
	"testing"
)

// judging are the routes that take facts.
var judging = []string{"tell", "causes", "remedies", "foods/check"}

func TestFactsAreJudgedAndNothingIsKept(t *testing.T) {
	p := openDiary(t)
	const facts = `{"case":{"ward":4},"age_years":66,"sex":"F","conditions":["diabetes","numb feet"],"medications":["indapamide"],"portion_nuts":3}`
	for _, route := range judging {
		got := p.send("POST", "/api/v1/"+route, facts).want(200)
		if compact(t, got["case"]) != `{"ward":4}` || got["urgency"] != "self_care" || got["knowledge_version"] == "" {
			t.Errorf("%s: case %v, urgency %v, version %v", route, got["case"], got["urgency"], got["knowledge_version"])
		}
		p.send("POST", "/api/v1/"+route, "{}").want(200)
	}
	if n := len(p.all()); n != 0 {
		t.Errorf("%d entries were stored, want none", n)
	}
}

// named finds the object with an id in a list of an answer.
func named(t *testing.T, list any, id string) map[string]any {
	t.Helper()
	for _, one := range list.([]any) {
		if o := one.(map[string]any); o["id"] == id {
			return o
		}
	}
	t.Fatalf("there is no %s in %.300v", id, list)
	return nil
}

func TestRemediesOfNumbFeet(t *testing.T) {
	p := openDiary(t)
	got := p.send("POST", "/api/v1/remedies", `{"conditions":["numb feet"]}`).want(200)
	pad := named(t, got["remedies"], "heating-pad")
	if pad["status"] != "gated" || compact(t, pad["why"]) != `["numb feet"]` {
		t.Errorf("got %v, %v; want it gated by numb feet", pad["status"], pad["why"])
	}
	got = p.send("POST", "/api/v1/remedies", "{}").want(200)
	if pad := named(t, got["remedies"], "heating-pad"); pad["status"] != "ask_first" {
		t.Errorf("of somebody unknown: got %v, want ask_first", pad["status"])
	}
}

func TestWhileAFlagStandsNothingIsOffered(t *testing.T) {
	p := openDiary(t)
	const swollen = `{"swelling":"one_leg","palpable_hardening":true,"onset":"seconds","conditions":["diabetes"],"medications":[]}`
	got := p.send("POST", "/api/v1/remedies", swollen).want(200)
	for _, r := range got["remedies"].([]any) {
		if r := r.(map[string]any); r["status"] == "offered" || r["status"] == "ask_first" {
			t.Errorf("%v is %v", r["id"], r["status"])
		}
	}
	got = p.send("POST", "/api/v1/causes", swollen).want(200)
	if got["urgency"] != "same_day" || len(got["cramps"].([]any)) != 0 || len(got["restless"].([]any)) != 0 {
		t.Errorf("causes: got %v, %v, %v", got["urgency"], got["cramps"], got["restless"])
	}
	got = p.send("POST", "/api/v1/foods/check", swollen).want(200)
	for _, list := range got["best"].([]any) {
		if foods := list.(map[string]any)["foods"].([]any); len(foods) != 0 {
			t.Errorf("foods are named: %v", foods)
		}
	}
}

func TestCausesOfATablet(t *testing.T) {
	got := openDiary(t).send("POST", "/api/v1/causes", `{"medications":["indapamide"]}`).want(200)
	tablet := named(t, got["cramps"], "cramps_thiazide")
	if medicines := compact(t, tablet["medicines"]); !strings.Contains(medicines, `"id":"indapamide"`) {
		t.Errorf("medicines = %s", medicines)
	}
}

func TestFactsThatCannotBeRead(t *testing.T) {
	p := openDiary(t)
	for _, route := range judging {
		for _, c := range []struct {
			body   string
			status int
			field  string
		}{
			{`{"moon":"full"}`, 422, "body.moon"},
			{`{"onset":"fast"}`, 422, "body.onset"},
			{`{"portion_nuts":-1}`, 422, "body.portion_nuts"},
			{`{"portion_nuts":"many"}`, 422, "body.portion_nuts"},
			{`{"age_years":400}`, 422, "body.age_years"},
			{`{"conditions":"diabetes"}`, 422, "body.conditions"},
			{`{"pain":"mild","pain":"severe"}`, 422, "body.pain"},
			{`[1]`, 400, "body"},
			{`{`, 400, "body"},
			{``, 400, ""},
		} {
			if c.body == "" { // without a body there is no Content-Type either
				p.send("POST", "/api/v1/"+route, " ", "Content-Type", "application/json").wantProblem(c.status, c.field)
				continue
			}
			got := p.send("POST", "/api/v1/"+route, c.body).wantProblem(c.status, c.field)
			if detail := got["detail"].(string); strings.Contains(detail, "The body the") {
				t.Errorf("%s: detail = %q", c.body, detail)
			}
		}
		p.send("POST", "/api/v1/"+route, "moon=full", "Content-Type", "text/plain").wantProblem(415, "")
		p.send("POST", "/api/v1/"+route+"?case=1", "{}").wantProblem(422, "query.case")
		p.send("PUT", "/api/v1/"+route, "{}").wantProblem(405, "")
	}
	got := p.send("POST", "/api/v1/remedies", `{"onset":"fast"}`).object()
	if allowed := got["errors"].([]any)[0].(map[string]any)["allowed"]; compact(t, allowed) != `["seconds","minutes","gradual","constant"]` {
		t.Errorf("allowed = %v", allowed)
	}
}

func TestOneRemedy(t *testing.T) {
	p := openDiary(t)
	got := p.send("GET", "/api/v1/remedies/heating-pad", "").want(200)
	if got["id"] != "heating-pad" || got["record"] != "remedies" || got["class"] != "B" || got["gate"] == nil || got["claim"] == nil {
		t.Errorf("got %.300v", got)
	}
	for _, id := range []string{"heating-pd", "RF20", "Heating-Pad", strings.Repeat("x", 3000)} {
		p.send("GET", "/api/v1/remedies/"+id, "").wantProblem(404, "")
	}
}

func (p *program) find(what, q, more string) []any {
	p.t.Helper()
	return p.send("GET", "/api/v1/"+what+"?q="+url.QueryEscape(q)+more, "").want(200)["items"].([]any)
}

func TestMedicinesAreFoundUnderWrongNames(t *testing.T) {
	p := openDiary(t)
	for typed, id := range map[string]string{"amlodipine": "amlodipine", "amlodipin 5 mg": "amlodipine", "Hidrochlorothiazide": "hydrochlorothiazide", "C10AA05": "atorvastatin"} {
		named(t, p.find("medicines", typed, ""), id)
	}
	first := p.find("medicines", "AMLODIPINE", "&limit=1")[0].(map[string]any)
	if first["exact"] != true || first["via"] == "" || first["name"] == "" || first["alike"] == nil {
		t.Errorf("got %v", first)
	}
	if got := p.find("medicines", "qqqqqqqqqq", ""); len(got) != 0 {
		t.Errorf("got %v, want nothing", got)
	}
}

func TestFoodsAndWhatTheyHold(t *testing.T) {
	p := openDiary(t)
	got := p.find("foods", "bannana", "&limit=2")
	first := got[0].(map[string]any)
	if len(got) > 2 || !strings.HasPrefix(first["name"].(string), "Bananas") || first["magnesium_mg"].(float64) <= 0 || len(first["portions"].([]any)) == 0 {
		t.Errorf("got %v", got)
	}
	if got := p.find("foods", "qqqqqqqqqq", ""); len(got) != 0 {
		t.Errorf("got %v, want nothing", got)
	}
}

func TestSearchesThatCannotBeDone(t *testing.T) {
	p := openDiary(t)
	for _, what := range []string{"medicines", "foods"} {
		at := "/api/v1/" + what
		for query, field := range map[string]string{
			"": "query.q", "?q=": "query.q", "?q=" + strings.Repeat("x", 101): "query.q",
			"?q=x&limit=0": "query.limit", "?q=x&limit=51": "query.limit", "?q=x&limit=many": "query.limit", "?q=x&most=3": "query.most",
		} {
			p.send("GET", at+query, "").wantProblem(422, field)
		}
		p.send("GET", at+"?q="+strings.Repeat("%C3%A9", 100)+"&limit=50", "").want(200)
		p.send("POST", at, "{}").wantProblem(405, "")
	}
}

func TestWithoutKnowledge(t *testing.T) {
	p := openDiary(t)
	p.app.Counsel = nil
	for _, route := range judging {
		p.send("POST", "/api/v1/"+route, "{}").wantProblem(503, "")
	}
	for _, path := range []string{"remedies/heating-pad", "medicines?q=x", "foods?q=x"} {
		p.send("GET", "/api/v1/"+path, "").wantProblem(503, "")
	}
}
