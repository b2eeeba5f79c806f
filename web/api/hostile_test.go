package api

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"

	"charley"
)

// A hostileCase is one body that no well-meaning program would send. The list
// is that of test/harness/hostile.py (api_cases), and some more.
type hostileCase struct {
	name  string
	body  string
	field string // the field that the refusal must name; "" if the text as a whole is wrong
	any   bool   // either answer is right, so long as it is a sane one
}

// valid is the smallest honest entry; {id} is filled in.
func valid() map[string]any {
	return map[string]any{"id": "{id}", "kind": "episode", "what": "cramp", "start": "2026-11-22T21:00:00Z", "intensity": 5, "note": "honest"}
}

func hostileCases() []hostileCase {
	var out []hostileCase
	add := func(name, field string, value any, either bool) {
		o := maps.Clone(valid())
		o[field] = value
		body, err := json.Marshal(o)
		if err != nil {
			panic(err)
		}
		out = append(out, hostileCase{name: name, body: string(body), field: "body." + field, any: either})
	}
	literal := func(name, field, text string, either bool) {
		o := maps.Clone(valid())
		o[field] = "@@"
		body, _ := json.Marshal(o)
		out = append(out, hostileCase{name: name, body: strings.ReplaceAll(string(body), `"@@"`, text), field: "body." + field, any: either})
	}
	numberCases(add, literal)
	timeCases(add)
	textCases(add, literal)
	for i, v := range []any{"", " ", "../../etc/passwd", strings.Repeat("a", 100000), "' OR '1'='1", "x\x00y", "<b>", 7, nil, []any{}, "con", "%2e%2e%2f", true, "{id}0", "urn:uuid:{id}"} {
		add(fmt.Sprintf("id %d", i), "id", v, false)
	}
	wholeBodies := map[string]string{
		"empty": "", "spaces": " \n ", "a list": "[]", "null": "null", "a number": "42", "a word": `"cramp"`, "xml": "<xml/>", "half": `{"kind":"episode"`,
		"two objects": `{"kind":"episode"}{"kind":"episode"}`, "200,000 deep": strings.Repeat(`{"a":`, 200000) + "1" + strings.Repeat("}", 200000),
		"a thousand deep": strings.Repeat(`{"a":`, 1000) + "1" + strings.Repeat("}", 1000), "a byte-order mark": "\ufeff{}", "nothing in it": "{}",
	}
	for name, body := range wholeBodies {
		out = append(out, hostileCase{name: "body: " + name, body: body})
	}
	return append(out, otherCases()...)
}

func numberCases(add func(string, string, any, bool), literal func(string, string, string, bool)) {
	for i, v := range []any{-1, -0.0001, 1e308, 99, "5; DROP TABLE", []any{}, map[string]any{}, true, strings.Repeat("5", 5000), 10.0001, 3.5} {
		add(fmt.Sprintf("intensity %d", i), "intensity", v, false)
	}
	add("intensity null", "intensity", nil, true)
	for i, text := range []string{"NaN", "Infinity", "-Infinity", "1e999", "1e400", "-1e400", strings.Repeat("9", 5000), "0x10", "01", "+5", ".5", "5."} {
		literal(fmt.Sprintf("intensity as text %d: %.12s", i, text), "intensity", text, false)
		literal(fmt.Sprintf("minutes as text %d: %.12s", i, text), "minutes", text, text == "5.")
	}
	add("minutes over a day", "minutes", 1441, false)
	add("minutes below nothing", "minutes", -1, false)
}

func timeCases(add func(string, string, any, bool)) {
	for i, v := range []any{
		"0000-00-00T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "1582-10-10T00:00:00Z", "2026-02-30T03:00:00Z",
		"2026-13-01T03:00:00Z", "2026-01-01T25:00:00Z", "+275760-09-13T00:00:00Z", "-271821-04-20T00:00:00Z", "2026-01-01T03:00:00+99:00",
		"yesterday", "", "1e10", "<script>alert(1)</script>", "2026-01-01T03:00:00Z' OR 1=1 --", "2090-01-01T03:00:00Z", 5, nil, []any{},
		"1969-12-31T23:59:59Z", "2026-11-22T21:00:00", "2036-11-23T03:10:01Z",
	} {
		add(fmt.Sprintf("start %d: %.24v", i, v), "start", v, false)
	}
	add("a leap second", "start", "2016-12-31T23:59:60Z", true)
	add("a Unix time", "start", 253402300800000, true)
	add("client_time in the year 1", "client_time", "0001-01-01T00:00:00Z", false)
	add("sent_time in the year 9999", "sent_time", "9999-12-31T23:59:59Z", false)
	add("a night that does not exist", "night", "2026-02-30", false)
	add("a night in the year 1", "night", "0001-01-01", false)
}

func textCases(add func(string, string, any, bool), literal func(string, string, string, bool)) {
	add("note with a NUL", "note", "a\x00b", true)
	add("note of 5 MB", "note", strings.Repeat("x", 5<<20), false)
	add("note of 4,001 characters", "note", strings.Repeat("é", 4001), false)
	add("note from right to left", "note", strings.Repeat("\u202egnp.exe\u202c \ufdfd", 50), true)
	add("note with 5,000 accents", "note", "o"+strings.Repeat("\u0301", 5000), true)
	add("note with HTML", "note", `<img src=x onerror=alert(1)>"'><script>alert(1)</script>`, true)
	add("note is an object", "note", map[string]any{"a": 1}, false)
	literal("note with bad UTF-8", "note", "\"\xff\xfe\xc3(\"", false)
	literal("note with half a character", "note", `"\ud83d"`, false)
}

func otherCases() []hostileCase {
	entry := `{"kind":"episode","what":"cramp","start":"2026-11-22T21:00:00Z",%s}`
	return []hostileCase{
		{name: "a key twice", body: fmt.Sprintf(entry, `"note":"first","note":"second"`), field: "body.note"},
		{name: "kind twice", body: fmt.Sprintf(entry, `"kind":"morning"`), field: "body.kind"},
		{name: "a key twice, deep down", body: fmt.Sprintf(entry, `"later":{"x":1,"x":2}`), field: "body.later.x"},
		{name: "no kind", body: `{"what":"cramp"}`, field: "body.kind"},
		{name: "an unknown kind", body: `{"kind":"dream","what":"cramp"}`, field: "body.kind"},
		{name: "kind is a number", body: `{"kind":1}`, field: "body.kind"},
		{name: "no what", body: `{"kind":"episode","start":"2026-11-22T21:00:00Z"}`, field: "body.what"},
		{name: "a place that is none", body: fmt.Sprintf(entry, `"places":["calf","moon"]`), field: "body.places[1]"},
		{name: "places is a word", body: fmt.Sprintf(entry, `"places":"calf"`), field: "body.places"},
		{name: "a zone that is none", body: fmt.Sprintf(entry, `"zone":"Mars/Olympus"`), field: "body.zone"},
		{name: "a zone that is a path", body: fmt.Sprintf(entry, `"zone":"../../etc/passwd"`), field: "body.zone"},
		{name: "hard is a word", body: fmt.Sprintf(entry, `"hard":"yes"`), field: "body.hard"},
		{name: "open and ended", body: fmt.Sprintf(entry, `"open":true,"minutes":4`), field: "body.minutes"},
		{name: "parent below nothing", body: fmt.Sprintf(entry, `"parent":-1`), field: "body.parent"},
		{name: "parent is half", body: fmt.Sprintf(entry, `"parent":1.5`), field: "body.parent"},
		{name: "deleted by hand", body: fmt.Sprintf(entry, `"deleted":true`), field: "body.deleted"},
		{name: "a long device", body: fmt.Sprintf(entry, `"device":"`+strings.Repeat("d", 65)+`"`), field: "body.device"},
		{name: "100 KB of unknown fields", body: fmt.Sprintf(entry, `"later":"`+strings.Repeat("x", 100<<10)+`"`), field: "body.later"},
		{name: "an amount that is a text", body: `{"kind":"evening","night":"2026-11-22","exposures":{"alcohol":"two"}}`, field: "body.exposures.alcohol"},
		{name: "an amount below nothing", body: `{"kind":"evening","night":"2026-11-22","exposures":{"alcohol":-2}}`, field: "body.exposures.alcohol"},
		{name: "away that ends before it begins", body: `{"kind":"away","night":"2026-11-22","until":"2026-11-20"}`, field: "body.until"},
		{name: "away for a thousand years", body: `{"kind":"away","night":"1970-01-01","until":"2970-01-01"}`, field: "body.until"},
		{name: "born next century", body: `{"kind":"fact","about":"age","born":2126}`, field: "body.born"},
		{name: "a morning without a night", body: `{"kind":"morning","nothing_more":true}`, field: "body.night"},
	}
}

func TestHostileBodiesAreRefusedWithTheFieldAndLeaveNothing(t *testing.T) {
	p := openDiary(t)
	p.put(charley.NewEntryID(), cramp).want(201)
	stored := len(p.all())
	for _, c := range hostileCases() {
		t.Run(c.name, func(t *testing.T) {
			p.t = t
			id := charley.NewEntryID()
			got := p.put(id, strings.ReplaceAll(c.body, "{id}", string(id)))
			if got.status < 300 {
				if !c.any {
					t.Fatalf("status = %d, want a refusal", got.status)
				}
				stored++
			} else if got.status >= 500 {
				t.Fatalf("status = %d: %.200s", got.status, got.text)
			} else if got.status == 413 || c.any {
				got.wantProblem(got.status, "")
			} else {
				got.wantProblem(got.status, c.field)
			}
			if n := len(p.all()); n != stored {
				t.Fatalf("entries = %d, want %d: a refused entry left something", n, stored)
			}
		})
	}
}

func TestTheHonestEntryOfTheHostileCasesIsTaken(t *testing.T) {
	p, id := openDiary(t), charley.NewEntryID()
	p.put(id, strings.ReplaceAll(compact(t, valid()), "{id}", string(id))).want(201)
}
