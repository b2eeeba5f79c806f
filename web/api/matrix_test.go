package api

import (
	"context"
	"slices"
	"strings"
	"testing"

	"charley"
)

// A right is who may use an operation in the diary of somebody who let them in.
type right string

const (
	rightLogs   right = "the household"
	rightReads  right = "a clinician"
	rightBoth   right = "both"
	rightNobody right = "the person alone"
	rightNone   right = "no diary: it is about whoever asks, or about nobody"
)

// rights are the operations of the API, each with who may use it in the diary of
// somebody else. One that is not here fails.
var rights = map[string]right{
	"put-entry": rightLogs, "delete-entry": rightLogs, "restore-entry": rightLogs, "undo": rightLogs, "tap": rightLogs,
	"get-entry": rightBoth, "entry-history": rightBoth, "list-nights": rightBoth, "get-settings": rightBoth, "running-trial": rightBoth,
	"list-trials": rightReads, "get-trial": rightReads, "trial-result": rightReads, "rule-changes": rightReads, "patterns": rightReads, "report": rightReads,
	"list-entries": rightNobody, "put-settings": rightNobody, "export": rightNobody,
	"plan-trial": rightNobody, "start-trial": rightNobody, "look-at-trial": rightNobody, "stop-trial": rightNobody, "guess-trial": rightNobody, "tell-harm": rightNobody, "end-harm": rightNobody, "helper-list": rightNobody,
	"openapi-json": rightNone, "openapi-yaml": rightNone, "tell": rightNone, "causes": rightNone, "remedies": rightNone, "foods-check": rightNone,
	"get-remedy": rightNone, "find-medicines": rightNone, "find-foods": rightNone,
	"get-account": rightNone, "list-accounts": rightNone, "add-account": rightNone, "new-way-in": rightNone, "set-administrator": rightNone, "end-account": rightNone,
	"list-grants": rightNone, "let-in": rightNone, "end-grant": rightNone, "list-entrusted": rightNone, "looked": rightNone,
}

const apiCanary = "canary of the night"

// Every operation in the diary of somebody else, by those who were let in and those
// who were not, or no more. Whoever is answered has left one line in its log.
func TestWhoMayUseWhatInAnothersDiary(t *testing.T) {
	h := openHousehold(t)
	ctx := context.Background()
	for _, name := range []string{"Eve", "Cy", "Dr Ro"} {
		role := charley.RolePerson
		if name == "Dr Ro" {
			role = charley.RoleClinician
		}
		if _, _, err := h.app.AddAccount(ctx, h.people["owner"], name, role); err != nil {
			t.Fatal(err)
		}
		c, err := h.app.PersonNamed(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		c.Admin = false
		h.people[name] = c
	}
	h.letIn(`{"to":"Ben","role":"household"}`)
	h.letIn(`{"to":"Dr Sen","role":"clinician","until":"2026-12-01T00:00:00Z"}`)
	h.letIn(`{"to":"Dr Ro","role":"clinician","until":"2026-12-01T00:00:00Z"}`)
	if got := h.as("owner", "", "DELETE", "/grants/"+h.letIn(`{"to":"Cy","role":"household"}`), ""); got.status != 204 {
		t.Fatalf("take a grant back: %d", got.status)
	}
	strong(t, h, "Dr Sen")
	for _, op := range h.operations() {
		may, known := rights[op.OperationID]
		if !known {
			t.Errorf("%s: say in rights who may use it in the diary of somebody else", op.OperationID)
		}
		for who, in := range map[string]bool{
			"Ben": may == rightLogs || may == rightBoth, "Dr Sen": may == rightReads || may == rightBoth,
			"Dr Ro": false, "Cy": false, "Eve": false, // without a passkey; let in no more; never let in
		} {
			h.tries(who, op, may, in)
		}
	}
}

// tries has somebody use one operation in the owner's diary, on an entry of just now.
func (h *apiHousehold) tries(who string, op operation, may right, in bool) {
	h.t.Helper()
	id := string(charley.NewEntryID())
	h.as("owner", "", "PUT", "/entries/"+id, strings.Replace(cramp, "woke me", apiCanary, 1)).want(201)
	body := map[string]string{
		"put-entry": cramp, "restore-entry": `{"rev":1}`, "put-settings": `{"bad":{"bother":6,"sleep_lost":30},"night_start":480,"zone":"Asia/Tokyo"}`,
		"tell": "{}", "causes": "{}", "remedies": "{}", "foods-check": "{}", "plan-trial": `{"remedy":"warm-bath"}`, "start-trial": `{"id":"` + id + `","remedy":"warm-bath"}`,
		"stop-trial": `{"why":"stopped"}`, "guess-trial": `{"guess":"remedy"}`, "tell-harm": `{"id":"` + id + `","grade":"kept"}`, "end-harm": `{"ended":"seen"}`, "add-account": `{"name":"Fay","role":"person"}`, "set-administrator": `{"administrator":true}`, "let-in": `{"to":"Ben","role":"household"}`,
	}[op.OperationID]
	at := id
	if op.OperationID == "put-entry" {
		at = string(charley.NewEntryID())
	}
	path := strings.NewReplacer("/remedies/{id}", "/remedies/heating-pad", "{id}", at, "{harm}", at, "{what}", "restless").Replace(strings.TrimPrefix(op.path, Root))
	if op.OperationID == "list-nights" { // the last two are all that the household sees
		path += "?from=2026-11-21&to=2026-11-22"
	}
	before := h.lines()
	got := h.as(who, "owner", op.method, path, body)
	entered := slices.DeleteFunc(h.lines()[len(before):], func(l string) bool { return !strings.HasPrefix(l, "enter ") })
	switch {
	case may == rightNone && strings.HasPrefix(op.OperationID, "openapi"):
	case may == rightNone && got.status != 422 && got.status != 403:
		h.t.Errorf("%s by %s: got %d for a header that does not go with it", op.OperationID, who, got.status)
	case may != rightNone && !in && (got.status != 403 || strings.Contains(got.text, apiCanary)):
		h.t.Errorf("%s by %s: got %d, want 403 and nothing of the diary: %.200s", op.OperationID, who, got.status, got.text)
	case in && (got.status == 401 || got.status == 403 || got.status >= 500):
		h.t.Errorf("%s by %s: got %d, want it answered: %.200s", op.OperationID, who, got.status, got.text)
	case in && !slices.Equal(entered, []string{"enter " + op.method + " " + op.path}):
		h.t.Errorf("%s by %s: got the lines %q", op.OperationID, who, entered)
	}
}

// lines are what others did in the owner's diary, the oldest first.
func (h *apiHousehold) lines() (out []string) {
	h.t.Helper()
	all, err := h.app.Looked(context.Background(), h.people["owner"], 100000)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, l := range slices.Backward(all) {
		out = append(out, l.Action)
	}
	return out
}
