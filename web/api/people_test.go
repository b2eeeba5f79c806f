package api

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/app"
)

// An apiHousehold is a diary whose person, the owner, shares a server with Ben and with Dr Sen.
type apiHousehold struct {
	*program
	people map[string]charley.Caller // by name; the header X-As of these tests says who asks
}

func openHousehold(t *testing.T) *apiHousehold {
	t.Helper()
	ctx := context.Background()
	h := &apiHousehold{program: openDiary(t), people: map[string]charley.Caller{}}
	owner, err := h.app.Owner(ctx)
	if err != nil {
		t.Fatal(err)
	}
	h.people["owner"] = owner
	for name, role := range map[string]charley.Role{"Ben": charley.RolePerson, "Dr Sen": charley.RoleClinician} {
		if _, _, err := h.app.AddAccount(ctx, owner, name, role); err != nil {
			t.Fatal(err)
		}
		c, err := h.app.PersonNamed(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		c.Admin, c.Device = false, "laptop of "+name
		h.people[name] = c
	}
	h.server.caller = func(r *http.Request) (charley.Caller, error) {
		c, known := h.people[r.Header.Get("X-As")]
		if !known {
			return c, charley.ErrUnauthorized
		}
		return c, nil
	}
	return h
}

// as asks as somebody, in the diary of somebody; "" is their own.
func (h *apiHousehold) as(who, whose, method, path, body string) answer {
	h.t.Helper()
	header := []string{"X-As", who}
	if whose != "" {
		header = append(header, personHeader, string(h.people[whose].Person))
	}
	return h.send(method, Root+path, body, header...)
}

// letIn has the owner let somebody in, and is the grant.
func (h *apiHousehold) letIn(body string) string {
	h.t.Helper()
	id, _ := h.as("owner", "", "POST", "/grants", body).want(201)["id"].(string)
	return id
}

func TestAHouseholdMemberInAnothersDiary(t *testing.T) {
	h := openHousehold(t)
	id := charley.NewEntryID()
	at := "/entries/" + string(id)
	h.as("Ben", "owner", "PUT", at, cramp).wantProblem(403, "")
	grant := h.letIn(`{"to":"ben","role":"household"}`)
	h.as("Ben", "owner", "PUT", at, cramp).want(201)
	if got := h.as("owner", "", "GET", at, "").want(200); got["device"] != "Ben, laptop of Ben" {
		t.Errorf("the entry says that it was written on %v", got["device"])
	}
	h.as("Ben", "", "GET", at, "").wantProblem(404, "") // it is not in his own
	h.as("Ben", "owner", "GET", "/entries", "").wantProblem(403, "")
	h.as("Ben", "owner", "GET", "/export", "").wantProblem(403, "")
	h.as("Ben", "owner", "PUT", "/settings", `{"bad":{"bother":6,"sleep_lost":30},"night_start":480,"zone":"Asia/Tokyo"}`).wantProblem(403, "")
	h.as("Ben", "Dr Sen", "GET", at, "").wantProblem(403, "") // who let nobody in
	h.as("owner", "Ben", "GET", at, "").wantProblem(403, "")  // it does not go both ways

	h.as("Ben", "", "DELETE", "/grants/"+grant, "").wantProblem(404, "") // not his to end
	if got := h.as("owner", "", "DELETE", "/grants/"+grant, ""); got.status != 204 {
		t.Errorf("end = %d %s", got.status, got.text)
	}
	h.as("Ben", "owner", "GET", at, "").wantProblem(403, "")
	h.as("owner", "", "DELETE", "/grants/"+grant, "").wantProblem(404, "")
}

func TestAClinicianReadsUntilADay(t *testing.T) {
	h := openHousehold(t)
	id := charley.NewEntryID()
	h.as("owner", "", "PUT", "/entries/"+string(id), cramp).want(201)
	h.letIn(`{"to":"Dr Sen","role":"clinician","until":"2026-12-01T00:00:00Z"}`)
	h.as("Dr Sen", "owner", "GET", "/nights", "").want(403) // at this machine, so without a passkey
	strong(t, h, "Dr Sen")
	if got := h.as("Dr Sen", "owner", "GET", "/nights", "").want(200); len(got["items"].([]any)) != 1 {
		t.Errorf("nights = %v", got["items"])
	}
	h.as("Dr Sen", "owner", "PUT", "/entries/"+string(charley.NewEntryID()), cramp).wantProblem(403, "")
	h.as("Dr Sen", "owner", "DELETE", "/entries/"+string(id), "").wantProblem(403, "")
	h.as("Dr Sen", "", "GET", "/nights", "").wantProblem(403, "") // a clinician has no diary here
	entrusted := h.as("Dr Sen", "", "GET", "/entrusted", "").want(200)["items"].([]any)
	if len(entrusted) != 1 || entrusted[0].(map[string]any)["whose"] != "owner" {
		t.Errorf("entrusted = %v", entrusted)
	}
	for _, body := range []string{
		`{"to":"Dr Sen","role":"clinician"}`, `{"to":"Dr Sen","role":"clinician","until":null}`, `{"to":"Dr Sen","role":"clinician","until":"2026-11-01T00:00:00Z"}`,
		`{"to":"Dr Sen","role":"clinician","until":"2028-01-01T00:00:00Z"}`,
	} {
		h.as("owner", "", "POST", "/grants", body).wantProblem(422, "body.until")
	}
	h.as("owner", "", "POST", "/grants", `{"to":"Dr Sen","role":"household"}`).wantProblem(422, "body.role")
	h.as("owner", "", "POST", "/grants", `{"to":"nobody","role":"household"}`).wantProblem(422, "body.to")
}

// strong has somebody come in by a passkey.
func strong(t *testing.T, h *apiHousehold, name string) {
	t.Helper()
	ctx := context.Background()
	l, err := h.app.LinkFor(ctx, h.people["owner"], h.people[name].Person)
	if err != nil {
		t.Fatal(err)
	}
	s, err := h.app.UseLink(ctx, l.Secret, app.LinkSetup, "laptop")
	if err == nil {
		err = h.app.AddPasskey(ctx, s.Caller, app.Passkey{ID: []byte(name), PublicKey: []byte{1, 2, 3}, Name: "Key"})
	}
	if err == nil {
		err = h.app.ConfirmPasskey(ctx, s.Caller, []byte(name))
	}
	if err != nil {
		t.Fatal(err)
	}
	h.people[name] = s.Caller
}

// Every request in somebody else's diary stands in its person's log, with what it was for and nothing that it said.
func TestWhoHasLooked(t *testing.T) {
	h := openHousehold(t)
	h.letIn(`{"to":"Ben","role":"household"}`)
	id := charley.NewEntryID()
	h.as("Ben", "owner", "PUT", "/entries/"+string(id), cramp).want(201)
	h.as("Ben", "owner", "GET", "/entries/"+string(id), "").want(200)
	h.as("Ben", "owner", "GET", "/export", "").wantProblem(403, "") // what he tried, too
	var got []string
	for _, l := range h.as("owner", "", "GET", "/looked", "").want(200)["items"].([]any) {
		line := l.(map[string]any)
		if line["who"] != "Ben" || line["by"] != string(h.people["Ben"].Person) || line["via"] != "api" {
			t.Errorf("line = %v", line)
		}
		got = append(got, line["action"].(string))
	}
	want := []string{"enter GET /api/v1/export", "enter GET /api/v1/entries/{id}", "put", "enter PUT /api/v1/entries/{id}"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if items := h.as("Ben", "", "GET", "/looked", "").want(200)["items"].([]any); len(items) != 1 || items[0].(map[string]any)["action"] != "join" {
		t.Errorf("Ben sees %v in his own log, want that he was added", items)
	}
	if one := h.as("owner", "", "GET", "/looked?limit=1", "").want(200)["items"].([]any); len(one) != 1 {
		t.Errorf("limit=1: %d lines", len(one))
	}
}

func TestAHeaderThatNamesNobody(t *testing.T) {
	h := openHousehold(t)
	for name, header := range map[string][]string{
		"empty": {""}, "no id": {"Ben"}, "capitals": {strings.ToUpper(string(h.people["Ben"].Person))}, "two": {string(h.people["Ben"].Person), string(h.people["owner"].Person)},
		"several in one": {string(h.people["Ben"].Person) + ", " + string(h.people["owner"].Person)}, "none": {},
	} {
		r := httptest.NewRequest("GET", Root+"/nights", nil)
		r.Header[personHeader] = header
		r.Header.Set("X-As", "owner")
		w := httptest.NewRecorder()
		h.server.ServeHTTP(w, r)
		t.Run(name, func(t *testing.T) {
			answer{t: t, status: w.Code, header: w.Header(), text: w.Body.String()}.wantProblem(422, "header."+personHeader)
		})
	}
	h.send("GET", Root+"/nights", "", "X-As", "owner", personHeader, string(charley.NewPersonID())).wantProblem(403, "")
	h.as("owner", "owner", "GET", "/nights", "").want(200)
	h.as("owner", "Ben", "GET", "/account", "").wantProblem(422, "header."+personHeader) // which is about who asks
	h.as("owner", "Ben", "POST", "/tell", "{}").wantProblem(422, "header."+personHeader) // and this about nobody
	h.send("GET", Root+"/nights", "", personHeader, string(h.people["Ben"].Person)).wantProblem(401, "")
}

// A button is for one diary, also where its person may enter others.
func TestAButtonEntersNoOtherDiary(t *testing.T) {
	h := openHousehold(t)
	h.letIn(`{"to":"Ben","role":"household"}`)
	for _, scope := range []charley.Scope{charley.ScopeTap, charley.ScopeAppend} {
		secret, _, err := h.app.NewToken(context.Background(), h.people["Ben"], "Button", app.DeviceButton, scope)
		if err != nil {
			t.Fatal(err)
		}
		header := []string{"Authorization", "Bearer " + secret, personHeader, string(h.people["owner"].Person)}
		h.send("POST", Root+"/tap/cramp", "", header...).wantProblem(403, "")
		h.send("PUT", Root+"/entries/"+string(charley.NewEntryID()), cramp, header...).wantProblem(403, "")
	}
	if n := len(h.as("owner", "", "GET", "/entries", "").want(200)["items"].([]any)); n != 0 {
		t.Errorf("%d entries came in", n)
	}
}

func TestAnAdministratorLooksAfterAccounts(t *testing.T) {
	h := openHousehold(t)
	if own := h.as("Ben", "", "GET", "/account", "").want(200); own["name"] != "Ben" || own["role"] != "person" || own["administrator"] != false || own["ended"] != nil {
		t.Errorf("Ben is %v", own)
	}
	ben := "/accounts/" + string(h.people["Ben"].Person)
	for _, x := range []struct{ method, path, body string }{
		{"GET", "/accounts", ""}, {"POST", "/accounts", `{"name":"Eve","role":"person"}`}, {"POST", ben + "/link", ""},
		{"PUT", ben + "/administrator", `{"administrator":true}`}, {"DELETE", ben, ""},
	} {
		for _, who := range []string{"Ben", "Dr Sen"} {
			h.as(who, "", x.method, x.path, x.body).wantProblem(403, "")
		}
	}
	unset := h.as("owner", "", "POST", "/accounts", `{"name":"Eve","role":"person"}`).wantProblem(409, "")
	if detail, _ := unset["detail"].(string); !strings.Contains(detail, "Choose a password or add a passkey") {
		t.Errorf("without a password: %q", detail)
	}
	if n := len(h.as("owner", "", "GET", "/accounts", "").want(200)["items"].([]any)); n != 3 {
		t.Errorf("%d accounts after one was refused", n)
	}
	if _, err := h.app.SetPassword(context.Background(), h.people["owner"], "", "a goat on the staircase"); err != nil {
		t.Fatal(err)
	}
	added := h.as("owner", "", "POST", "/accounts", `{"name":"Eve","role":"person"}`).want(201)
	link := added["link"].(map[string]any)
	if path, _ := link["path"].(string); !strings.HasPrefix(path, "/setup/") || link["expires"] != now().Add(3*24*time.Hour).Format(time.RFC3339) {
		t.Errorf("link = %v", link)
	}
	h.as("owner", "", "POST", "/accounts", `{"name":"eve","role":"person"}`).wantProblem(409, "")
	if n := len(h.as("owner", "", "GET", "/accounts", "").want(200)["items"].([]any)); n != 4 {
		t.Errorf("%d accounts", n)
	}
	h.as("owner", "", "POST", ben+"/link", "").want(201)
	owner := "/accounts/" + string(h.people["owner"].Person)
	h.as("owner", "", "DELETE", owner, "").wantProblem(409, "")
	for _, x := range []struct {
		method, path, body string
		want               int
	}{
		{"PUT", ben + "/administrator", `{"administrator":true}`, 204}, {"PUT", ben + "/administrator", `{"administrator":false}`, 204},
		{"PUT", owner + "/administrator", `{"administrator":false}`, 409}, {"DELETE", ben, "", 204}, {"POST", ben + "/link", "", 409},
		{"DELETE", "/accounts/" + string(charley.NewPersonID()), "", 404},
	} {
		if got := h.as("owner", "", x.method, x.path, x.body); got.status != x.want {
			t.Errorf("%s %s = %d, want %d: %s", x.method, x.path, got.status, x.want, got.text)
		}
	}
}
