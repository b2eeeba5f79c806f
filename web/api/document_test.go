package api

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"charley"
	"charley/diary"

	"github.com/danielgtaylor/huma/v2"
)

var update = flag.Bool("update", false, "rewrite docs/openapi.json")

const documentFile = "../../docs/openapi.json"

func TestTheCommittedDocumentIsTheServedOne(t *testing.T) {
	served := openDiary(t).send("GET", "/api/v1/openapi.json", "")
	if served.status != 200 || served.header.Get("Content-Type") != "application/openapi+json" {
		t.Fatalf("status %d, type %q", served.status, served.header.Get("Content-Type"))
	}
	if *update {
		if err := os.WriteFile(documentFile, []byte(served.text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	committed, err := os.ReadFile(documentFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(committed, []byte(served.text)) {
		t.Error("docs/openapi.json is not what is served; go test ./web/api -run Document -update rewrites it")
	}
}

func TestTheDocumentIsSoundAndAsksNobodyElse(t *testing.T) {
	p := openDiary(t)
	text := p.send("GET", "/api/v1/openapi.json", "").text
	doc := p.send("GET", "/api/v1/openapi.json", "").want(200)
	if doc["openapi"] != "3.1.0" {
		t.Errorf("openapi = %v", doc["openapi"])
	}
	if strings.Contains(text, "http://") || strings.Contains(text, "https://") {
		t.Error("the document names an address on the net")
	}
	schemas := doc["components"].(map[string]any)["schemas"].(map[string]any)
	used := map[string]bool{}
	for _, part := range strings.Split(text, schemaPrefix)[1:] {
		name := part[:strings.IndexByte(part, '"')]
		if used[name] = true; schemas[name] == nil {
			t.Errorf("%s%s does not exist", schemaPrefix, name)
		}
	}
	for name := range schemas {
		if !used[name] {
			t.Errorf("schema %s is used nowhere", name)
		}
	}
	if y := p.send("GET", "/api/v1/openapi.yaml", ""); y.status != 200 || !strings.Contains(y.text, "operationId: put-entry") {
		t.Errorf("the YAML form = %d %.100s", y.status, y.text)
	}
}

// An operation is one entry of the document.
type operation struct {
	method, path string
	*huma.Operation
}

func (p *program) operations() []operation {
	var out []operation
	for path, item := range p.server.api.OpenAPI().Paths {
		for method, op := range map[string]*huma.Operation{"GET": item.Get, "PUT": item.Put, "POST": item.Post, "DELETE": item.Delete, "PATCH": item.Patch} {
			if op != nil {
				out = append(out, operation{method, path, op})
			}
		}
	}
	slices.SortFunc(out, func(a, b operation) int { return strings.Compare(a.OperationID, b.OperationID) })
	return out
}

func TestEveryRouteIsInTheDocument(t *testing.T) {
	p := openDiary(t)
	var documented []string
	for _, op := range p.operations() {
		documented = append(documented, op.method+" "+op.path)
	}
	live := slices.Clone(p.server.routes.patterns)
	slices.Sort(live)
	slices.Sort(documented)
	if !slices.Equal(live, documented) {
		t.Errorf("live routes\n %s\ndocumented\n %s", strings.Join(live, "\n "), strings.Join(documented, "\n "))
	}
}

// facts are what the operations that judge them are sent.
var facts = []string{`{"case":1,"conditions":["diabetes"],"medications":["indapamide"],"portion_nuts":3}`, "{}", `{"swelling":"one_leg"}`, `{"moon":1}`, "["}

// bodies are what the operations with a body are sent, good and bad.
var bodies = map[string][]string{
	"put-entry":         {cramp, `{"kind":"dream"}`, "[", `{"kind":"morning","night":"2026-11-22"}`},
	"restore-entry":     {`{"rev":1}`, `{"rev":0}`, `{"rev":99}`, "["},
	"tell":              facts,
	"causes":            facts,
	"remedies":          facts,
	"foods-check":       facts,
	"plan-trial":        {`{"remedy":"warm-bath"}`, `{"remedy":"no-such"}`, `{"remedy":"quinine","start":"2026-11-25"}`, `{"remedy":"warm-bath","start":"1999-01-01"}`, "["},
	"start-trial":       {`{"id":"01890000-0000-7000-8000-000000000001","remedy":"loose-covers"}`, `{"id":"x","remedy":"loose-covers"}`, "["},
	"stop-trial":        {`{"why":"stopped"}`, `{"why":"bored"}`, "["},
	"guess-trial":       {`{"guess":"remedy"}`, `{"guess":7}`, "["},
	"tell-harm":         {`{"id":"01890000-0000-7000-8000-000000000009","grade":"kept","what":"dizzy"}`, `{"id":"x","grade":"kept"}`, `{"id":"01890000-0000-7000-8000-000000000009","grade":"awful"}`, `{"id":"01890000-0000-7000-8000-00000000000a","grade":"kept","day":"2999-01-01"}`, "["},
	"end-harm":          {`{"ended":"seen"}`, `{"ended":"maybe"}`, "["},
	"add-account":       {`{"name":"Ben","role":"person"}`, `{"name":"","role":"person"}`, `{"name":"Ben","role":"king"}`, `{"name":"owner","role":"person"}`, "["},
	"let-in":            {`{"to":"Ben","role":"household"}`, `{"to":"Ben","role":"clinician","until":"2026-12-01T00:00:00Z"}`, `{"to":"Ben","role":"household","until":"soon"}`, "["},
	"set-administrator": {`{"administrator":true}`, `{"administrator":1}`, "["},
	"put-settings":      {`{"bad":{"bother":6,"sleep_lost":30},"night_start":480,"zone":"Asia/Tokyo"}`, `{"zone":1}`, "["},
}

// queries are what the operations with parameters are asked.
var queries = map[string][]string{
	"list-entries":   {"", "?limit=1", "?limit=0"},
	"list-nights":    {"", "?from=2026-11-20", "?from=x"},
	"find-medicines": {"", "?q=amlodipin", "?q=x&limit=0", "?q=diovan&limit=50"},
	"find-foods":     {"", "?q=bannana&limit=2", "?q=x&limit=x"},
	"report":         {"?format=text", "?format=fhir&snomed=true", "?from=x"},
	"looked":         {"", "?limit=5", "?limit=0"},
	"delete-entry":   {"?parent=9", "?parent=x", ""},
}

func TestEveryOperationAnswersAsTheDocumentSays(t *testing.T) {
	for _, op := range openDiary(t).operations() {
		t.Run(op.OperationID, func(t *testing.T) {
			p := openDiary(t)
			stored, merged := charley.NewEntryID(), charley.NewEntryID()
			for _, e := range examples() {
				p.put(charley.NewEntryID(), compact(t, e.Value)).want(201)
			}
			for _, id := range []charley.EntryID{stored, merged} {
				p.put(id, cramp).want(201)
			}
			p.put(merged, with(`"intensity":8`, `"intensity":2`, `"parent":null`, `"parent":1,"device":"phone"`)).want(200)
			p.put(merged, with(`"intensity":8`, `"intensity":9`, `"parent":null`, `"parent":1,"device":"clock"`)).want(200)
			for _, id := range []string{string(stored), string(merged), string(charley.NewEntryID()), "no-id", "heating-pad"} {
				for _, query := range orNone(queries[op.OperationID]) {
					for _, body := range orNone(bodies[op.OperationID]) {
						p.conforms(t, op, fill(op.path, id)+query, body)
					}
				}
			}
			if op.RequestBody != nil { // and what is refused before the body is read
				r := p.send(op.method, strings.NewReplacer("{id}", string(stored), "{harm}", string(stored)).Replace(op.path), cramp, "Content-Type", "text/plain")
				p.documented(t, op, r)
			}
		})
	}
}

// fill puts an id where the path has one, and a word that goes with it.
func fill(path, id string) string {
	what := charley.Cramp
	if id == "no-id" {
		what = "moon"
	}
	return strings.NewReplacer("{id}", id, "{harm}", id, "{what}", what).Replace(path)
}

// orNone is a list, or one empty text where there is none.
func orNone(list []string) []string {
	if list == nil {
		return []string{""}
	}
	return list
}

func (p *program) conforms(t *testing.T, op operation, path, body string) {
	t.Helper()
	got := p.send(op.method, path, body)
	if got.status == 405 || got.status == 404 && !strings.Contains(op.path, "{id}") && op.OperationID != "undo" {
		t.Errorf("%s %s = %d, want the operation to be there", op.method, path, got.status)
	}
	p.documented(t, op, got)
}

// documented checks an answer's status, type and shape against its operation.
func (p *program) documented(t *testing.T, op operation, got answer) {
	t.Helper()
	said := op.Responses[strconv.Itoa(got.status)]
	if said == nil {
		t.Errorf("%s answered %d, which the document does not have: %.200s", op.OperationID, got.status, got.text)
		return
	}
	media := said.Content[got.header.Get("Content-Type")]
	if media == nil {
		t.Errorf("%s %d: type %q is not in the document", op.OperationID, got.status, got.header.Get("Content-Type"))
		return
	}
	if !strings.Contains(got.header.Get("Content-Type"), "json") { // pages, tables and the like have no shape to hold them to
		return
	}
	for _, wrong := range p.misfits(media.Schema, []byte(got.text)) {
		t.Errorf("%s %d does not fit its schema: %s", op.OperationID, got.status, wrong)
	}
}

// misfits are the places where a text does not fit a schema.
func (p *program) misfits(s *huma.Schema, text []byte) (out []string) {
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		return []string{err.Error()}
	}
	res := &huma.ValidateResult{}
	huma.Validate(p.server.api.OpenAPI().Components.Schemas, s, huma.NewPathBuffer(nil, 0), huma.ModeReadFromServer, v, res)
	for _, err := range res.Errors {
		out = append(out, err.Error())
	}
	return out
}

func TestTheExamplesFitTheirSchemaAndAreTaken(t *testing.T) {
	p := openDiary(t)
	body := p.server.api.OpenAPI().Paths[Root+"/entries/{id}"].Put.RequestBody.Content["application/json"]
	kinds := map[any]bool{}
	for name, e := range body.Examples {
		text := compact(t, e.Value)
		kinds[e.Value.(map[string]any)["kind"]] = true
		if wrong := p.misfits(body.Schema, []byte(text)); len(wrong) > 0 {
			t.Errorf("%s does not fit: %v", name, wrong)
		}
		p.put(charley.NewEntryID(), text).want(201)
	}
	if len(kinds) != len(charley.Kinds) {
		t.Errorf("kinds with an example = %v, want all %d", kinds, len(charley.Kinds))
	}
}

// TestTheSchemaAndTheChecksAgree sends values at and beyond every limit of every
// field and holds the verdict of the schema against that of the live route.
func TestTheSchemaAndTheChecksAgree(t *testing.T) {
	p := openDiary(t)
	schema := p.server.api.OpenAPI().Paths[Root+"/entries/{id}"].Put.RequestBody.Content["application/json"].Schema
	tried := 0
	for _, kind := range charley.Kinds {
		for _, f := range diary.FieldsOf(kind) {
			for _, v := range valuesFor(f) {
				base := least(kind)
				base[f.Name] = v
				text := compact(t, base)
				wrong := p.misfits(schema, []byte(text))
				got := p.put(charley.NewEntryID(), text)
				if (got.status == 201) != (len(wrong) == 0) {
					t.Errorf("%.200s: the schema says %v, the route %d %.200s", text, wrong, got.status, got.text)
				}
				tried++
			}
		}
	}
	if tried < 200 {
		t.Errorf("only %d values tried", tried)
	}
}

// least is the smallest honest entry of a kind.
func least(kind charley.Kind) map[string]any {
	return map[charley.Kind]map[string]any{
		charley.KindEpisode: {"kind": kind, "what": "cramp", "start": "2026-11-22T21:00:00Z"},
		charley.KindMorning: {"kind": kind, "night": "2026-11-22"},
		charley.KindEvening: {"kind": kind, "night": "2026-11-22"},
		charley.KindFact: {"kind": kind, "about": "medicine", "group": "medicines", "name": "x", "born": 1950, "sex": "F", "due": "2027-01-01", "code": "x", "value": 1,
			"answers": map[string]any{"fever": false}, "flag": "RF20", "trial": "01890000-0000-7000-8000-000000000001", "grade": "bothered", "told": "2026-11-22T21:00:00Z"},
		charley.KindSitTest: {"kind": kind, "night": "2026-11-22", "start": "2026-11-22T21:00:00Z"},
		charley.KindTrial: {"kind": kind, "night": "2026-08-10", "until": "2026-11-24", "remedy": "warm-bath", "measure": "cramps",
			"sealed": "{}", "seal": "0f", "ended": "2026-11-22", "ended_why": "done"},
		charley.KindAway: {"kind": kind, "night": "2026-11-22", "until": "2026-11-22"},
	}[kind]
}

// valuesFor are values that a schema can judge: at, within and beyond the limits.
func valuesFor(f diary.Field) []any {
	out := []any{map[string]any{"a": map[string]any{}}}
	if !f.Required {
		out = append(out, nil)
	}
	switch f.Shape {
	case diary.ShapeText, diary.ShapeName:
		out = append(out, "a", strings.Repeat("é", int(f.Max)), strings.Repeat("é", int(f.Max)+1), 5)
	case diary.ShapeCode:
		out = append(out, "long_walk-2", "Long walk", "-x", true)
	case diary.ShapeWord:
		for _, w := range f.Words {
			out = append(out, w)
		}
		out = append(out, "moon", "", 1, strings.ToUpper(f.Words[0])+"X")
	case diary.ShapeWords:
		for _, w := range f.Words {
			out = append(out, []any{w})
		}
		out = append(out, []any{}, []any{f.Words[0], "moon"}, f.Words[0], []any{1})
	case diary.ShapeCodes:
		out = append(out, []any{}, []any{"a", "b_2"}, []any{"A"}, "a", []any{nil})
	case diary.ShapeNumber, diary.ShapeWhole:
		out = append(out, f.Min-1, f.Max+1, f.Min+0.5, "5", true)
		if f.Name != "born" { // its limits hang on the present year, which no schema knows
			out = append(out, f.Min, f.Max)
		}
	case diary.ShapeFlag:
		out = append(out, true, false, "yes", 1)
	case diary.ShapeDate:
		out = append(out, "yesterday", 20261122, "2026-02-30", fmt.Sprint(least(charley.KindAway)["until"]))
	case diary.ShapeTime:
		out = append(out, "2026-11-22T21:00:00Z", "2026-11-22T21:00:00+01:00", "yesterday", 5)
	case diary.ShapePartial:
		out = append(out, "2026", "2026-06", "2026-06-01", "June", 2026)
	case diary.ShapeNumbers:
		out = append(out, []any{}, []any{1, nil, 2.5}, []any{f.Max + 1}, []any{"1"}, 5)
	case diary.ShapeAnswers:
		out = append(out, map[string]any{"swelling": "none", "fever": false, "duration_min": []any{1, 6}}, []any{})
	case diary.ShapeExposures:
		out = append(out, map[string]any{"a": true}, map[string]any{"a": 2.5, "b": false, "c": nil}, map[string]any{"a": "two"}, map[string]any{"a": -1}, []any{})
	}
	return out
}
