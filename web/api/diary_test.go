package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"charley"
	"charley/app"
	"charley/diary"
)

func TestHistoryKeepsEveryRevisionAndRestoreGoesBack(t *testing.T) {
	p, id := openDiary(t), charley.NewEntryID()
	at := "/api/v1/entries/" + string(id)
	p.put(id, cramp).want(201)
	p.put(id, with(`"intensity":8`, `"intensity":2`, `,"note":"woke me"`, ``, `"parent":null`, `"parent":1,"device":"phone"`)).want(200)
	p.put(id, with(`"intensity":8`, `"intensity":9`, `"parent":null`, `"parent":1,"device":"clock","client_time":"2026-11-23T03:00:00Z"`)).want(200)

	h := p.send("GET", at+"/history", "").want(200)
	revs := h["revisions"].([]any)
	if len(revs) != 3 || h["id"] != string(id) {
		t.Fatalf("history = %v, want three revisions", h)
	}
	second := revs[1].(map[string]any)
	if want := `{"intensity":2,"note":null}`; compact(t, second["patch"]) != want {
		t.Errorf("patch = %s, want %s", compact(t, second["patch"]), want)
	}
	for k, want := range map[string]any{"rev": 2.0, "parent": 1.0, "author": "owner", "via": "api", "device": "phone", "received_time": "2026-11-23T03:10:00Z", "deleted": false} {
		if second[k] != want {
			t.Errorf("%s = %v, want %v", k, second[k], want)
		}
	}
	if lost := h["lost"].([]any); len(lost) != 1 || lost[0].(map[string]any)["value"] != 9.0 {
		t.Errorf("lost = %v, want the clock's 9", h["lost"])
	}
	if got := p.send("POST", at+"/restore", `{"rev":1}`).want(200); got["intensity"] != 8.0 || got["note"] != "woke me" || got["rev"] != 4.0 {
		t.Errorf("restored = %v, want it as at first, as revision 4", got)
	}
	p.send("GET", "/api/v1/entries/"+string(charley.NewEntryID())+"/history", "").wantProblem(404, "")
	p.send("GET", "/api/v1/entries/x/history", "").wantProblem(422, "path.id")
}

func TestRestoreRefusesWhatMakesNoSense(t *testing.T) {
	p, id := openDiary(t), charley.NewEntryID()
	p.put(id, cramp).want(201)
	for name, c := range map[string]struct {
		body, field string
		want        int
	}{
		"a revision that is none": {`{"rev":5}`, "", 404},
		"revision zero":           {`{"rev":0}`, "body.rev", 422},
		"half a revision":         {`{"rev":1.5}`, "body.rev", 422},
		"a word":                  {`{"rev":"one"}`, "body.rev", 422},
		"nothing said":            {`{}`, "", 422},
		"something else said":     {`{"rev":1,"force":true}`, "body.force", 422},
		"twice":                   {`{"rev":1,"rev":1}`, "body", 400},
		"not JSON":                {`rev=1`, "body", 400},
		"too great":               {`{"rev":1e30}`, "body.rev", 422},
		"a list":                  {`[1]`, "body", 400},
	} {
		t.Run(name, func(t *testing.T) {
			p.t = t
			p.send("POST", "/api/v1/entries/"+string(id)+"/restore", c.body).wantProblem(c.want, c.field)
		})
	}
	if got := p.send("GET", "/api/v1/entries/"+string(id), "").want(200); got["rev"] != 1.0 {
		t.Errorf("rev = %v, want nothing to have happened", got["rev"])
	}
}

func TestUndoTakesBackTheLastChange(t *testing.T) {
	p, id := openDiary(t), charley.NewEntryID()
	if got := p.send("POST", "/api/v1/undo", "").wantProblem(404, ""); got["detail"] != "There is nothing to undo." {
		t.Errorf("detail = %q", got["detail"])
	}
	p.put(id, cramp).want(201)
	p.put(id, with(`"intensity":8`, `"intensity":2`, `"parent":null`, `"parent":1`)).want(200)
	got := p.send("POST", "/api/v1/undo", "").want(200)
	if e := got["entry"].(map[string]any); got["what"] != "changed back" || e["intensity"] != 8.0 {
		t.Errorf("undo = %v, want intensity 8 back", got)
	}
	got = p.send("POST", "/api/v1/undo", "{}").want(200)
	if e := got["entry"].(map[string]any); got["what"] != "removed" || e["deleted"] != true {
		t.Errorf("undo = %v, want the entry removed", got)
	}
}

func TestNightsShowWhatIsKnownAndWhatIsNot(t *testing.T) {
	p := openDiary(t)
	if got := p.send("GET", "/api/v1/nights", "").want(200); len(got["items"].([]any)) != 0 {
		t.Errorf("an empty diary has nights: %v", got)
	}
	p.put(charley.NewEntryID(), cramp).want(201)
	p.put(charley.NewEntryID(), `{"kind":"morning","night":"2026-11-22","nothing_more":true,"sleep_lost":5}`).want(201)
	p.put(charley.NewEntryID(), `{"kind":"evening","night":"2026-11-20","exposures":{"alcohol":0}}`).want(201)
	p.put(charley.NewEntryID(), `{"kind":"away","night":"2026-11-18","until":"2026-11-19"}`).want(201)
	got := p.send("GET", "/api/v1/nights", "").want(200)
	if compact(t, got["bad_limits"]) != `{"bother":4,"sleep_lost":15}` {
		t.Errorf("bad_limits = %v", got["bad_limits"])
	}
	items := got["items"].([]any)
	if len(items) != 5 {
		t.Fatalf("nights = %d, want 18 to 22 November", len(items))
	}
	last := items[4].(map[string]any)
	for k, want := range map[string]string{
		"night": `"2026-11-22"`, "zone": `"Europe/Berlin"`, "hours": "24", "complete": "true", "bad": "true", "recorded": "true",
		"counts": `{"cramp":1,"other":0,"restless":0}`, "from": `"2026-11-22T12:00:00+01:00"`, "to": `"2026-11-23T12:00:00+01:00"`,
	} {
		if compact(t, last[k]) != want {
			t.Errorf("%s = %s, want %s", k, compact(t, last[k]), want)
		}
	}
	if e := last["episodes"].([]any)[0].(map[string]any); e["what"] != "cramp" || last["morning"].(map[string]any)["sleep_lost"] != 5.0 {
		t.Errorf("the night = %v, want the cramp and the morning", last)
	}
	empty := items[3].(map[string]any)
	if v, there := empty["bad"]; !there || v != nil || empty["complete"] != false || empty["morning"] != nil {
		t.Errorf("an unknown night = %v, want bad null", empty)
	}
	if first := items[0].(map[string]any); first["away"].(map[string]any)["until"] != "2026-11-19" {
		t.Errorf("the first night = %v, want away", first)
	}
}

func TestNightsOfARange(t *testing.T) {
	p := openDiary(t)
	p.put(charley.NewEntryID(), cramp).want(201)
	count := func(query string) int {
		return len(p.send("GET", "/api/v1/nights?"+query, "").want(200)["items"].([]any))
	}
	for query, want := range map[string]int{
		"from=2026-11-01&to=2026-11-30": 30, "from=2026-11-20": 3, "to=2026-11-24": 3, "from=2026-12-01": 0, "to=2026-01-01": 0,
		"from=2026-01-01&to=2026-12-31": 365, "from=1970-01-01&to=2026-11-22": 20780,
	} {
		if got := count(query); got != want {
			t.Errorf("%s: %d nights, want %d", query, got, want)
		}
	}
	long := p.send("GET", "/api/v1/nights?from=2026-01-01&to=2026-12-31", "").want(200)["items"].([]any)
	for i, item := range long {
		want := charley.Night{Year: 2026, Month: 1, Day: 1}.Add(i).String()
		if got := item.(map[string]any)["night"]; got != want {
			t.Fatalf("night %d = %v, want %s", i, got, want)
		}
	}
	for query, field := range map[string]string{
		"from=yesterday": "query.from", "to=2026-02-30": "query.to", "from=2026-11-02&to=2026-11-01": "query.to",
		"from=0001-01-01&to=9999-12-31": "query.from", "from=0001-01-01": "query.from", "since=2026-11-01": "query.since",
	} {
		p.send("GET", "/api/v1/nights?"+query, "").wantProblem(422, field)
	}
}

func TestSettingsAreCheckedAndKept(t *testing.T) {
	p := openDiary(t)
	before := p.send("GET", "/api/v1/settings", "").want(200)
	if want := `{"asked":null,"bad":{"bother":4,"sleep_lost":15},"night_start":720,"zone":"Europe/Berlin"}`; compact(t, before) != want {
		t.Errorf("settings = %s, want %s", compact(t, before), want)
	}
	p.send("PUT", "/api/v1/settings", compact(t, before)).want(200)
	const good = `{"asked":[],"bad":{"bother":6,"sleep_lost":30},"night_start":480,"reminders":{"evening":{"at":1230,"on":false},"morning":{"at":450,"on":true}},"zone":"Asia/Tokyo"}`
	p.send("PUT", "/api/v1/settings", good).want(200)
	if after := p.send("GET", "/api/v1/settings", "").want(200); compact(t, after) != good {
		t.Errorf("settings = %s, want %s", compact(t, after), good)
	}
	for name, c := range map[string]struct {
		from, to, field string
		want            int
	}{
		"no such zone":      {"Asia/Tokyo", "Asia/Atlantis", "body.zone", 422},
		"no zone":           {`"Asia/Tokyo"`, `""`, "body.zone", 422},
		"the local zone":    {"Asia/Tokyo", "Local", "body.zone", 422},
		"25 o'clock":        {"480", "1500", "body.night_start", 422},
		"half a minute":     {"480", "480.5", "body.night_start", 422},
		"bother of eleven":  {`"bother":6`, `"bother":11`, "body.bad.bother", 422},
		"bother of nothing": {`"bother":6`, `"bother":0`, "body.bad.bother", 422},
		"sleep lost, much":  {`"sleep_lost":30`, `"sleep_lost":1441`, "body.bad.sleep_lost", 422},
		"sleep lost, none":  {`"sleep_lost":30`, `"sleep_lost":0`, "body.bad.sleep_lost", 422},
		"1e400":             {`"sleep_lost":30`, `"sleep_lost":1e400`, "", 400},
		"asked is a word":   {`"asked":[]`, `"asked":"all"`, "body.asked", 422},
		"asked are numbers": {`"asked":[]`, `"asked":[1]`, "body.asked[0]", 422},
		"asked too much":    {`"asked":[]`, `"asked":["a"` + strings.Repeat(`,"a"`, 40) + `]`, "body.asked", 422},
		"an unknown choice": {`"asked":[]`, `"colour":"red"`, "body.colour", 422},
		"reminded at 25":    {`"at":450`, `"at":1500`, "body.reminders.morning.at", 422},
		"half a reminder":   {`"at":450,`, ``, "body.reminders.morning", 422},
		"limits missing":    {`"bad":{"bother":6,"sleep_lost":30},`, ``, "body", 422},
		"twice":             {`"asked":[]`, `"asked":[],"asked":[]`, "body", 400},
	} {
		t.Run(name, func(t *testing.T) {
			p.t = t
			p.send("PUT", "/api/v1/settings", strings.Replace(good, c.from, c.to, 1)).wantProblem(c.want, c.field)
		})
	}
	if after := p.send("GET", "/api/v1/settings", "").want(200); compact(t, after) != good {
		t.Errorf("after bad settings = %s, want %s still", compact(t, after), good)
	}
}

func TestTheExportIsTheWholeDiary(t *testing.T) {
	p := openDiary(t)
	for i := range 5 {
		p.put(charley.NewEntryID(), with("woke me", fmt.Sprintf("night %d", i))).want(201)
	}
	got := p.send("GET", "/api/v1/export", "")
	if n := len(got.want(200)["revisions"].([]any)); n != 5 {
		t.Errorf("revisions = %d, want 5", n)
	}
	if d := got.header.Get("Content-Disposition"); d != `attachment; filename="charley-diary.json"` {
		t.Errorf("Content-Disposition = %q, want a file", d)
	}
	if again := p.send("GET", "/api/v1/export", ""); again.text != got.text {
		t.Error("two exports of one diary differ, want the same bytes")
	}
	other := openDiary(t)
	owner, err := other.app.Owner(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.app.Import(context.Background(), owner, strings.NewReader(got.text)); err != nil {
		t.Fatalf("import: %v", err)
	}
	if back := other.send("GET", "/api/v1/export", ""); back.text != got.text {
		t.Errorf("after import the export is %.200s, want the same bytes", back.text)
	}
}

// torn is a store whose reading breaks in the middle of a long answer.
type torn struct {
	app.Store
	good int // how many views still work
}

func (s *torn) View(ctx context.Context, fn func(app.Reader) error) error {
	if s.good--; s.good < 0 {
		return charley.ErrStorage
	}
	return s.Store.View(ctx, fn)
}

func TestALongAnswerThatBreaksIsCutAndNotEnded(t *testing.T) {
	healthy := openDiary(t)
	healthy.put(charley.NewEntryID(), cramp).want(201)
	s := &torn{Store: healthy.store, good: 1 << 30}
	p := programOver(t, s)
	srv := httptest.NewServer(p.server)
	defer srv.Close()
	read := func(good int) (int, error) {
		s.good = good
		r, err := http.Get(srv.URL + "/api/v1/nights?from=1990-01-01&to=2026-11-22")
		if err != nil {
			return 0, err
		}
		defer r.Body.Close()
		return r.StatusCode, json.NewDecoder(r.Body).Decode(&map[string]any{})
	}
	if status, err := read(1 << 30); status != 200 || err != nil {
		t.Fatalf("a healthy answer = %d, %v", status, err)
	}
	if status, err := read(3); status != 503 || err != nil {
		t.Errorf("broken at the start = %d, %v; want 503 and a problem", status, err)
	}
	if status, err := read(60); status == 200 && err == nil {
		t.Errorf("broken in the middle = %d, %v; want a cut line", status, err)
	}
}

func TestLongAnswersDoNotGrowWithTheDiary(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 3,000 long entries; run without -short")
	}
	p := openDiary(t)
	ctx := context.Background()
	owner, err := p.app.Owner(ctx)
	if err != nil {
		t.Fatal(err)
	}
	owner.Via = "api"
	note := strings.Repeat("é", 4000)
	first := charley.Night{Year: 2000, Month: 1, Day: 1}
	items := make([]app.Item, 3000)
	for i := range items {
		d, err := diary.NewDraft(charley.KindEpisode, map[string]any{"what": "cramp", "start": first.Add(i/2).String() + "T23:00:00Z", "note": note})
		if err != nil {
			t.Fatal(err)
		}
		items[i] = app.Item{ID: charley.NewEntryID(), Draft: d}
	}
	if _, err := p.app.PutMany(ctx, owner, items); err != nil {
		t.Fatal(err)
	}
	items = nil
	const most = 8 << 20
	for _, path := range []string{"/api/v1/export", "/api/v1/nights"} {
		runtime.GC()
		w := &gauge{header: http.Header{}, base: heap()}
		p.server.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.size < 20<<20 {
			t.Errorf("%s: %d bytes, want the whole diary", path, w.size)
		}
		if w.most > most {
			t.Errorf("%s: the heap grew by %d MB for an answer of %d MB, want at most %d MB", path, w.most>>20, w.size>>20, most>>20)
		}
		t.Logf("%s: %d MB, heap at most +%d MB", path, w.size>>20, w.most>>20)
	}
}

// A gauge is a reader that looks at the heap now and then.
type gauge struct {
	header     http.Header
	size, n    int
	base, most uint64
}

func (g *gauge) Header() http.Header { return g.header }
func (g *gauge) WriteHeader(int)     {}
func (g *gauge) Write(b []byte) (int, error) {
	g.size += len(b)
	if g.n++; g.n%32 == 0 {
		runtime.GC()
		if h := heap(); h > g.base {
			g.most = max(g.most, h-g.base)
		}
	}
	return len(b), nil
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// The other forms are files of their own kinds, and nothing of them stays in a browser's store.
func TestTheExportInOtherForms(t *testing.T) {
	p := openDiary(t)
	p.put(charley.NewEntryID(), with("woke me", "=1+1")).want(201)
	for _, tc := range []struct{ format, kind, name, begins string }{
		{"csv", "application/zip", "charley-diary-csv.zip", "PK"},
		{"parquet", "application/zip", "charley-diary-parquet.zip", "PK"},
		{"fhir", "application/fhir+json", "charley-diary.fhir.json", `{"resourceType":"Bundle"`},
	} {
		got := p.send("GET", "/api/v1/export?format="+tc.format, "")
		if got.status != 200 || got.header.Get("Content-Type") != tc.kind || got.header.Get("Content-Disposition") != `attachment; filename="`+tc.name+`"` || !strings.HasPrefix(got.text, tc.begins) {
			t.Errorf("%s: got %d, %v, %.60q", tc.format, got.status, got.header, got.text)
		}
		if again := p.send("GET", "/api/v1/export?format="+tc.format, ""); again.text != got.text {
			t.Errorf("%s: two exports of one diary differ", tc.format)
		}
	}
	if got := p.send("GET", "/api/v1/export?format=pdf", ""); got.status != 422 {
		t.Errorf("pdf: got %d, want 422", got.status)
	}
}
