package api

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/diary"
)

// atHome is a diary at a house where people must sign in: whoever shows no token
// is nobody.
func atHome(t testing.TB) *program {
	t.Helper()
	p := openDiary(t)
	p.server.caller = func(*http.Request) (charley.Caller, error) { return charley.Caller{}, charley.ErrUnauthorized }
	return p
}

// token lets something in and returns its secret.
func (p *program) token(kind app.DeviceKind, scope charley.Scope) (secret string, d app.Device) {
	p.t.Helper()
	ctx := context.Background()
	owner, err := p.app.Owner(ctx)
	if err == nil {
		secret, d, err = p.app.NewToken(ctx, owner, "Button", kind, scope)
	}
	if err != nil {
		p.t.Fatal(err)
	}
	return secret, d
}

func TestAPressOverTheNet(t *testing.T) {
	p := atHome(t)
	secret, d := p.token(app.DeviceButton, charley.ScopeTap)
	auth := []string{"Authorization", "Bearer " + secret}
	first := p.send("POST", "/api/v1/tap/cramp", "", auth...).want(201)
	if first["night"] != "2026-11-22" || first["start"] != "2026-11-23T04:10:00+01:00" || len(first) != 3 {
		t.Errorf("got %v, want id, night and start", first)
	}
	if again := p.send("POST", "/api/v1/tap/cramp", "", auth...).want(200); again["id"] != first["id"] {
		t.Errorf("pressed twice: got %v, want %v", again, first)
	}
	keyed := append(auth, "Idempotency-Key", "press 7")
	other := p.send("POST", "/api/v1/tap/other", "", keyed...).want(201)
	if again := p.send("POST", "/api/v1/tap/other", "", keyed...).want(200); again["id"] != other["id"] {
		t.Errorf("the same key: got %v, want %v", again, other)
	}
	p.send("POST", "/api/v1/tap/moon", "", auth...).wantProblem(422, "path.what")
	p.send("POST", "/api/v1/tap/cramp", "", append(auth, "Idempotency-Key", strings.Repeat("k", 256))...).wantProblem(422, "header.Idempotency-Key")
	p.send("GET", "/api/v1/tap/cramp", "", auth...).wantProblem(405, "")
	owner, err := p.app.Owner(context.Background())
	if err == nil {
		err = p.app.Revoke(context.Background(), owner, d.ID)
	}
	if err != nil {
		t.Fatal(err)
	}
	refused := p.send("POST", "/api/v1/tap/cramp", "", auth...)
	refused.wantProblem(401, "")
	if refused.header.Get("WWW-Authenticate") != "Bearer" {
		t.Errorf("WWW-Authenticate = %q, want Bearer", refused.header.Get("WWW-Authenticate"))
	}
}

// Every route, with every sort of token: a token opens only what it is for.
func TestWhatATokenOpens(t *testing.T) {
	p := atHome(t)
	taps, _ := p.token(app.DeviceButton, charley.ScopeTap)
	appends, _ := p.token(app.DeviceButton, charley.ScopeAppend)
	feed, _ := p.token(app.DeviceFeed, charley.ScopeFeed)
	id := string(charley.NewEntryID())
	p.send("PUT", "/api/v1/entries/"+id, cramp, "Authorization", "Bearer "+appends).want(201)
	// What each operation answers to each: a token that taps, one that appends, one of a calendar, none.
	type row struct{ tap, append, feed, none int }
	free, owners := row{200, 200, 200, 200}, row{403, 403, 401, 401}
	want := map[string]row{
		"put-entry": {403, 200, 401, 401}, "list-entries": {403, 403, 401, 401}, "get-entry": {403, 200, 401, 401}, "delete-entry": {403, 200, 401, 401},
		"entry-history": {403, 200, 401, 401}, "restore-entry": {403, 200, 401, 401}, "undo": {403, 200, 401, 401}, "tap": {201, 201, 401, 401},
		"list-nights": {403, 200, 401, 401}, "get-settings": {403, 200, 401, 401}, "put-settings": {403, 403, 401, 401}, "export": {403, 403, 401, 401},
		"openapi-json": free, "openapi-yaml": free,
		// What a phone at the bed needs of a trial is what was drawn for tonight.
		"running-trial": {403, 200, 401, 401}, "list-trials": owners, "rule-changes": owners, "get-trial": owners, "plan-trial": owners, "start-trial": owners,
		"look-at-trial": owners, "stop-trial": owners, "guess-trial": owners, "tell-harm": owners, "end-harm": owners, "report": owners, "helper-list": owners, "trial-result": owners, "patterns": owners,
		// A token is for one diary, and says nothing of people.
		"get-account": owners, "list-accounts": owners, "add-account": owners, "new-way-in": owners, "set-administrator": owners, "end-account": owners,
		"list-grants": owners, "let-in": owners, "end-grant": owners, "list-entrusted": owners, "looked": owners,
		// These judge what they are sent and read nothing of the diary, but they are for nobody on the net.
		"tell": {403, 200, 401, 401}, "causes": {403, 200, 401, 401}, "remedies": {403, 200, 401, 401}, "foods-check": {403, 200, 401, 401},
		"get-remedy": {403, 200, 401, 401}, "find-medicines": {403, 200, 401, 401}, "find-foods": {403, 200, 401, 401},
	}
	bodies := map[string]string{
		"put-entry": cramp, "restore-entry": `{"rev":1}`, "put-settings": `{"bad":{"bother":6,"sleep_lost":30},"night_start":480,"zone":"Asia/Tokyo"}`,
		"tell": "{}", "causes": "{}", "remedies": "{}", "foods-check": "{}",
		"plan-trial": `{"remedy":"warm-bath"}`, "start-trial": `{"id":"` + id + `","remedy":"warm-bath"}`, "stop-trial": `{"why":"stopped"}`, "guess-trial": `{"guess":"remedy"}`, "tell-harm": `{"id":"` + id + `","grade":"kept"}`, "end-harm": `{"ended":"seen"}`,
		"add-account": `{"name":"Ben","role":"person"}`, "set-administrator": `{"administrator":true}`, "let-in": `{"to":"Ben","role":"household"}`,
	}
	queries := map[string]string{"list-nights": "?from=2026-11-21&to=2026-11-22", "find-medicines": "?q=x", "find-foods": "?q=x"}
	for _, op := range p.operations() {
		said, known := want[op.OperationID]
		if !known {
			t.Errorf("%s: say here what each token may do with it", op.OperationID)
			continue
		}
		at := op.path
		if at == Root+"/remedies/{id}" {
			at = Root + "/remedies/heating-pad"
		}
		at = strings.NewReplacer("{id}", id, "{harm}", id, "{what}", "restless").Replace(at) + queries[op.OperationID]
		for _, x := range []struct {
			token string
			want  int
		}{{feed, said.feed}, {"", said.none}, {taps, said.tap}, {appends, said.append}} {
			var header []string
			if x.token != "" {
				header = []string{"Authorization", "Bearer " + x.token}
			}
			got := p.send(op.method, at, bodies[op.OperationID], header...)
			if got.status != x.want && !(op.OperationID == "tap" && got.status == 200 && x.want == 201) {
				t.Errorf("%s with %.8s…: got %d, want %d: %.200s", op.OperationID, x.token, got.status, x.want, got.text)
			}
		}
	}
}

func TestHeadersThatAreNoToken(t *testing.T) {
	p := openDiary(t) // without a header it is the owner; a wrong one must not fall back on that
	ctx := context.Background()
	owner, err := p.app.Owner(ctx)
	if err != nil {
		t.Fatal(err)
	}
	link, err := p.app.NewLink(ctx, owner, app.LinkSetup)
	if err != nil {
		t.Fatal(err)
	}
	session, err := p.app.UseLink(ctx, link.Secret, app.LinkSetup, "Laptop")
	if err != nil {
		t.Fatal(err)
	}
	secret, _ := p.token(app.DeviceButton, charley.ScopeAppend)
	for name, header := range map[string][]string{
		"empty": {""}, "only the word": {"Bearer"}, "another scheme": {"Basic " + secret}, "no scheme": {secret}, "nonsense": {"Bearer x"},
		"another token": {"Bearer chl_" + strings.Repeat("A", 43)}, "two of them": {"Bearer " + secret, "Bearer " + secret},
		"a session's secret": {"Bearer " + session.Secret}, "the mark of a device": {"Bearer " + session.Known}, "a link": {"Bearer " + link.Secret},
		"very long": {"Bearer " + strings.Repeat("A", 20000)}, "a line break": {"Bearer " + secret + "\r\nX: y"},
	} {
		r := httptest.NewRequest("GET", "/api/v1/settings", nil)
		r.Header["Authorization"] = header
		w := httptest.NewRecorder()
		p.server.ServeHTTP(w, r)
		t.Run(name, func(t *testing.T) {
			answer{t: t, status: w.Code, header: w.Header(), text: w.Body.String()}.wantProblem(401, "")
		})
	}
	for name, header := range map[string]string{"as written": "Bearer " + secret, "in small letters": "bearer " + secret, "with spaces": "Bearer   " + secret + " "} {
		if got := p.send("GET", "/api/v1/settings", "", "Authorization", header); got.status != 200 {
			t.Errorf("%s: got %d, want 200", name, got.status)
		}
	}
	// A token in the address is none.
	if got := atHome(t).send("POST", "/api/v1/tap/cramp?token="+secret, ""); got.status != 401 {
		t.Errorf("in the address: got %d, want 401", got.status)
	}
}

func TestAButtonThatIsStuck(t *testing.T) {
	p := atHome(t)
	clock := now()
	p.app = app.New(p.store, func() time.Time { return clock })
	p.app.Counsel = counsel()
	p.server.app = p.app
	stuck, _ := p.token(app.DeviceButton, charley.ScopeTap)
	other, _ := p.token(app.DeviceButton, charley.ScopeTap)
	press := func(secret string) answer {
		return p.send("POST", "/api/v1/tap/cramp", "", "Authorization", "Bearer "+secret)
	}
	taken := 0
	for range 200 {
		if got := press(stuck); got.status < 300 {
			taken++
		} else {
			got.wantProblem(429, "")
			if wait := got.header.Get("Retry-After"); wait != "1" {
				t.Fatalf("Retry-After = %q, want 1", wait)
			}
		}
	}
	if taken != 60 {
		t.Errorf("%d of 200 were taken, want 60", taken)
	}
	if got := press(other); got.status >= 300 {
		t.Errorf("another button: got %d", got.status)
	}
	clock = clock.Add(time.Second)
	if got := press(stuck); got.status >= 300 {
		t.Errorf("a second later: got %d", got.status)
	}
	clock = clock.Add(-time.Hour) // the clock was set back
	if got := press(stuck); got.status >= 300 {
		t.Errorf("after the clock was set back: got %d", got.status)
	}
}

// What docs/button.md says to type is typed here.
func TestTheManualOfTheButton(t *testing.T) {
	text, err := os.ReadFile("../../docs/button.md")
	if err != nil {
		t.Fatal(err)
	}
	p := atHome(t)
	secret, _ := p.token(app.DeviceButton, charley.ScopeTap)
	curl := regexp.MustCompile(`(?m)^    curl -X (\w+) -H "([\w-]+): (Bearer )\$CHARLEY_TOKEN" https?://[\w.:]+(/\S+)$`).FindSubmatch(text)
	if curl == nil {
		t.Fatal("there is no line of curl to be tried")
	}
	p.send(string(curl[1]), string(curl[4]), "", string(curl[2]), string(curl[3])+secret).want(201)

	yaml := regexp.MustCompile(`(?s)rest_command:\n  charley_cramp:\n    url: "https?://[\w.:]+(/[^"]+)"\n    method: (\w+)\n    headers:\n      ([\w-]+): !secret (\w+)\n`).FindSubmatch(text)
	kept := regexp.MustCompile(`(?m)^(\w+): "(Bearer )chl_…"$`).FindSubmatch(text)
	if yaml == nil || kept == nil || string(kept[1]) != string(yaml[4]) {
		t.Fatal("there is no rest_command to be tried, or its secret has another name")
	}
	p.send(strings.ToUpper(string(yaml[2])), string(yaml[1]), "", string(yaml[3]), string(kept[2])+secret).want(200) // pressed twice
}

// What a phone may lose says nothing of what a person has asked, or when they sleep.
func TestATokenThatAppendsReadsOnlyTheClockOfTheSettings(t *testing.T) {
	p := atHome(t)
	ctx := context.Background()
	owner, err := p.app.Owner(ctx)
	if err != nil {
		t.Fatal(err)
	}
	set := charley.DefaultSettings("Europe/Berlin")
	set.Own = []charley.Own{{ID: "own_bird", Name: "Bird"}}
	set.Asked = []string{"alcohol", "own_bird"}
	set.Reminders.Morning = charley.Reminder{On: true, At: 450}
	if err := p.app.SaveSettings(ctx, owner, set); err != nil {
		t.Fatal(err)
	}
	appends, _ := p.token(app.DeviceButton, charley.ScopeAppend)
	got := p.send("GET", "/api/v1/settings", "", "Authorization", "Bearer "+appends).want(200)
	if want := `{"asked":null,"bad":{"bother":4,"sleep_lost":15},"night_start":720,"zone":"Europe/Berlin"}`; compact(t, got) != want {
		t.Errorf("got %s, want %s", compact(t, got), want)
	}
}

// What was sent again is acknowledged in the words that the phone's outbox waits for.
func TestAnAcknowledgementHoldsTheIDAndTheRevAlone(t *testing.T) {
	p := atHome(t)
	appends, _ := p.token(app.DeviceButton, charley.ScopeAppend)
	owner, err := p.app.Owner(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	d, err := diary.NewDraft(charley.KindFact, map[string]any{"about": "condition", "code": "diabetes", "answer": "yes", "night": "2026-11-21"})
	if err != nil {
		t.Fatal(err)
	}
	id := charley.NewEntryID()
	if _, err := p.app.Put(context.Background(), owner, id, d); err != nil {
		t.Fatal(err)
	}
	got := p.send("PUT", "/api/v1/entries/"+string(id), `{"kind":"fact","about":"condition","code":"diabetes","answer":"yes","night":"2026-11-21"}`, "Authorization", "Bearer "+appends).want(200)
	if want := `{"id":"` + string(id) + `","rev":1}`; compact(t, got) != want {
		t.Errorf("got %s, want %s", compact(t, got), want)
	}
}
