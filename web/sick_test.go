package web

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"charley"
	"charley/app"
	"charley/store"
)

// A sickStore refuses writes as a disk would.
type sickStore struct {
	app.Store
	err   error // what every write answers; nil if it works
	gone  error // what every read answers; nil if it works
	erase error // what erasing answers; nil if it works
	state *app.State
}

func (s *sickStore) Update(ctx context.Context, fn func(app.Writer) error) error {
	if s.err != nil {
		return s.err
	}
	return s.Store.Update(ctx, fn)
}

func (s *sickStore) View(ctx context.Context, fn func(app.Reader) error) error {
	if s.gone != nil {
		return s.gone
	}
	return s.Store.View(ctx, fn)
}

func (s *sickStore) Erase(ctx context.Context, p charley.PersonID) error {
	if s.erase != nil {
		return s.erase
	}
	return s.Store.Erase(ctx, p)
}

func (s *sickStore) State() app.State {
	if s.state != nil {
		return *s.state
	}
	return s.Store.State()
}

func newSickPerson(t *testing.T) (*person, *sickStore) {
	t.Helper()
	st, err := store.Open(t.Context(), store.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	sick := &sickStore{Store: st}
	p := personOver(t, sick, morningOf)
	p.owner() // the person is there before the disk falls ill
	return p, sick
}

func TestWhatWasTypedSurvivesAFullDisk(t *testing.T) {
	for _, tc := range []struct {
		err    error
		status int
		says   string
	}{
		{charley.ErrDiskFull, http.StatusInsufficientStorage, "the disk of the server is full"},
		{charley.ErrReadOnly, http.StatusServiceUnavailable, "can only be read"},
		{charley.ErrStorage, http.StatusServiceUnavailable, "can only be read"},
	} {
		p, sick := newSickPerson(t)
		for address, fill := range map[string]url.Values{
			"/morning": {"soreness": {"yes"}, "note": {"keep this"}}, "/evening": {"x.alcohol": {"2"}, "note": {"keep this"}},
			"/about-you": {"m.name": {"keep this"}}, "/settings": {"zone": {"Europe/Paris"}},
		} {
			page := p.open(address)
			button := ""
			if address == "/morning" || address == "/evening" {
				button = "do=done"
			}
			sick.err = tc.err
			got := p.submit(page, address, button, fill)
			sick.err = nil
			if got.status != tc.status {
				t.Errorf("got %d for %s on %v, want %d", got.status, address, tc.err, tc.status)
			}
			got.says(".alarm", tc.says)
			if kept := got.form(address, button, nil); address != "/settings" && kept.Get("note")+kept.Get("m.name") != "keep this" {
				t.Errorf("got %s without what was typed", address)
			}
			if p.press(got, address, button, nil).status != http.StatusOK {
				t.Errorf("got %s not saved once there was room", address)
			}
		}
		sick.err = tc.err
		if got := p.submit(p.open("/"), "/now", "what=cramp", nil); got.status != tc.status {
			t.Errorf("got %d for a tap on %v, want %d", got.status, tc.err, tc.status)
		}
	}
}

// How the diary is doing is for those who may read it.
func TestStrangersAreNotToldHowTheDiaryIsDoing(t *testing.T) {
	p, sick := newSickPerson(t)
	p.locks()
	ctx, c := p.owner()
	if _, err := p.app.SetPassword(ctx, c, "", goodPassword); err != nil {
		t.Fatal(err)
	}
	sick.state = &app.State{Problem: "The file of the diary is damaged.", Engine: "SQLite"}
	if page := p.open("/sign-in"); strings.Contains(page.raw, "damaged") {
		t.Error("got a stranger told that the diary is damaged")
	}
	p.signIn(goodPassword)
	p.open("/nights").says(`[role="alert"]`, "The file of the diary is damaged.")
}

func TestADiaryThatCanOnlyBeReadSaysSoEverywhere(t *testing.T) {
	p, sick := newSickPerson(t)
	sick.err, sick.state = charley.ErrReadOnly, &app.State{Problem: "The file of the diary is damaged.", Engine: "SQLite"}
	for _, address := range []string{"/", "/morning", "/evening", "/nights", "/nights/2026-11-20", "/about-you", "/settings", "/share"} {
		page := p.open(address)
		page.says(`[role="alert"]`, "The file of the diary is damaged.")
		page.says(`[role="alert"]`, "Everything that was saved is still there")
	}
	ready := p.do(getRequest("/readyz"))
	var got struct {
		Status, Problem string
		Writable        bool
	}
	if err := json.Unmarshal([]byte(ready.raw), &got); err != nil || ready.status != http.StatusOK || got.Status != "ready" || got.Writable || got.Problem == "" {
		t.Errorf("got %d %+v, %v", ready.status, got, err)
	}
}

// A database server that is away can be neither written nor read.
func TestADatabaseThatDoesNotAnswer(t *testing.T) {
	p, sick := newSickPerson(t)
	sick.err, sick.gone, sick.state = charley.ErrStorage, charley.ErrStorage, &app.State{Problem: "The database server does not answer."}
	for address, status := range map[string]int{"/nights": http.StatusServiceUnavailable, "/readyz": http.StatusServiceUnavailable, "/healthz": http.StatusOK} {
		if got := p.do(getRequest(address)); got.status != status {
			t.Errorf("got %d for %s, want %d", got.status, address, status)
		}
	}
	nights := p.do(getRequest("/nights"))
	nights.says("h1", "The diary cannot be read at the moment")
	if strings.Contains(nights.raw, "you can read all of it") {
		t.Error("got the promise that it can be read, though it cannot")
	}
}

func TestHealth(t *testing.T) {
	p := newPerson(t, morningOf)
	for _, address := range []string{"/healthz", "/readyz"} {
		if got := p.open(address); got.header.Get("Content-Type") != "application/json" {
			t.Errorf("got %s for %s", got.header.Get("Content-Type"), address)
		}
	}
}
