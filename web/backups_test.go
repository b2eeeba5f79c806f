package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/app"
)

// A shelf is a keeper of backups that a test fills.
type shelf struct {
	all    []Backup
	err    error
	asked  int
	held   int
	stays  []string
	status *Backups // says Busy when one is asked for
}

func (s *shelf) List(context.Context) ([]Backup, error) { return s.all, s.err }
func (s *shelf) Make()                                  { s.asked++; s.status.Busy = true }
func (s *shelf) Hold() func()                           { s.held++; return func() { s.held-- } }
func (s *shelf) Folder() string                         { return "/srv/diary/backups" }
func (s *shelf) Restore(b Backup) string {
	return "charley backup restore --from " + b.Path + " --data NEWFOLDER"
}
func (s *shelf) Stays(context.Context) ([]string, error) { return s.stays, nil }

// withShelf is a person whose diary is backed up.
func withShelf(t *testing.T) (*person, *shelf) {
	t.Helper()
	p := newPerson(t, morningOf)
	s := &shelf{status: &p.backups}
	p.handler = Handler(Config{App: p.app, Knowledge: base(t), Version: "test", Backups: func() Backups { return p.backups }, Keeper: s})
	return p, s
}

func TestTheLastVerifiedBackupIsShown(t *testing.T) {
	p := newPerson(t, morningOf)
	p.open("/settings").says("#backups .facts", "none yet")
	p.backups = Backups{Verified: time.Date(2026, 11, 21, 23, 30, 0, 0, time.UTC), Overdue: true, Problem: "the disk is full", Trouble: "full"}
	page := p.open("/settings")
	page.says("#backups .facts", "22 November 2026, 00:30") // half past midnight in Berlin
	page.says("#backups .wrong", "the disk of the server is full")
	ready := p.do(getRequest("/readyz"))
	for _, want := range []string{`"verified":"2026-11-21T23:30:00Z"`, `"overdue":true`, `"problem":"the disk is full"`} {
		if !strings.Contains(ready.raw, want) {
			t.Errorf("got %s, want %s in it", ready.raw, want)
		}
	}
	p.backups = Backups{Trouble: "nothing"}
	page = p.open("/settings")
	page.says("#backups", "Nothing is written yet")
	page.count("#backups .wrong", 0)
	p.backups.Problem, p.backups.Trouble = "something new", "unheard of"
	p.open("/settings").says("#backups .wrong", "The diary itself is all right")
}

func TestABackupIsAskedForAndListed(t *testing.T) {
	p, s := withShelf(t)
	page := p.open("/settings")
	page.count("#backups .rows", 0)
	page.count("#backups pre", 0)
	waiting := p.press(page, "/settings/backup", "", nil)
	waiting.says("#backups .notice", "It takes a moment")
	waiting.says("#backups [role=\"status\"]", "A backup is being made now")
	waiting.count(`form[action="/settings/backup"]`, 0)
	if s.asked != 1 {
		t.Errorf("asked for %d backups, want 1", s.asked)
	}
	made := time.Date(2026, 11, 23, 7, 31, 0, 0, time.UTC)
	p.backups = Backups{Verified: made}
	s.all = []Backup{
		{Path: "/srv/diary/backups/c.backup", Made: made, Verified: made, Size: 34 << 10},
		{Path: "/srv/diary/backups/b.backup.age", Made: made.AddDate(0, 0, -1), Verified: made, Size: 3<<20 + 500<<10, Locked: true},
		{Path: "/mnt/usb/a.backup", Made: made.AddDate(0, 0, -2), Size: 5},
		{Path: "/srv/diary/backups/0.backup", Made: made.AddDate(0, 0, -3), Size: 5, Problem: true},
	}
	done := p.open(waiting.first(`#backups a`).attr("href"))
	done.says("#backups .facts", "23 November 2026, 08:31")
	done.count(`form[action="/settings/backup"]`, 1)
	done.says("#backups summary", "4 backups are kept")
	for _, want := range []string{
		"23 November 2026, 08:31 34 kB, came back well", "22 November 2026, 08:31 3.4 MB, came back well, locked with a key",
		"21 November 2026, 08:31 1 kB, not tried here", "20 November 2026, 08:31 1 kB, not good",
	} {
		done.says("#backups .kept", want)
	}
	done.says("#backups pre", "charley backup restore --from /srv/diary/backups/c.backup --data NEWFOLDER")
	done.says("#backups code", "/srv/diary/backups")
}

// What is shown of backups is true also where none are made.
func TestWhereNoBackupsAreMade(t *testing.T) {
	p, s := withShelf(t)
	p.handler = Handler(Config{App: p.app, Knowledge: base(t)}) // as in the demo
	page := p.open("/settings")
	page.says("#backups", "No backups are made of this diary")
	page.count("#backups dl", 0)
	page.count("#backups button", 0)
	if got := p.post("/settings/backup", nil); got.status != http.StatusNotFound {
		t.Errorf("got %d for asking all the same", got.status)
	}
	p, sick := newSickPerson(t)
	sick.state = &app.State{Problem: "The disk can only be read.", Engine: "SQLite"}
	s.all = []Backup{{Path: "/srv/diary/backups/c.backup", Made: time.Date(2026, 11, 23, 7, 31, 0, 0, time.UTC), Verified: p.now}}
	p.handler = Handler(Config{App: p.app, Knowledge: base(t), Keeper: s})
	page = p.open("/settings")
	page.says("#backups", "While the diary can only be read, no new backup is made")
	page.says("#backups .kept", "came back well") // it is needed most just then
	page.says("#backups pre", "charley backup restore --from /srv/diary/backups/c.backup")
	page.count("#backups button", 0)
	s.err = errors.New("permission denied")
	p.open("/settings").says("#backups .wrong", "cannot be looked at")
}

func TestErasingIsExplainedAndAskedFor(t *testing.T) {
	p, s := withShelf(t)
	p.livedIn(3)
	s.all = []Backup{{Path: "/srv/diary/backups/c.backup"}}
	s.stays = []string{"/mnt/usb/a.backup", "/srv/diary/letter.txt"}
	page := p.open(p.open("/settings").first("#erase a").attr("href"))
	page.says("#goes", "All backups in this folder of the server: /srv/diary/backups")
	page.says("#stays", "/mnt/usb/a.backup")
	page.says("#stays", "Entries on a phone that were not sent yet")
	page.count(`#first a[href="/api/v1/export"]`, 1)
	for _, typed := range []string{"", "erase", "ERASE EVERYTHIN"} {
		wrong := p.submit(page, "/settings/erase", "", map[string][]string{"word": {typed}})
		wrong.says("#word-wrong", "Nothing was erased. Type “erase everything”")
		if wrong.status != http.StatusUnprocessableEntity || wrong.form("/settings/erase", "", nil).Get("word") != typed {
			t.Errorf("got %d for %q", wrong.status, typed)
		}
	}
	if len(p.entries(charley.KindMorning)) == 0 || s.held != 0 {
		t.Fatal("something is gone already")
	}
	done := p.submit(page, "/settings/erase", "", map[string][]string{"word": {" Erase  everything. "}})
	done.says("h1", "Everything is erased")
	done.says("#stays", "/srv/diary/letter.txt")
	if got := done.header.Get("Clear-Site-Data"); done.status != http.StatusOK || got != `"cache", "storage"` {
		t.Errorf("got %d, Clear-Site-Data %q", done.status, got)
	}
	if s.held != 0 {
		t.Error("backups are held off for ever")
	}
	p.open("/nights").count("tbody tr", 0)
	if left := p.entries(charley.KindMorning); len(left) > 0 {
		t.Errorf("%d mornings are left", len(left))
	}
	p.press(p.open("/"), "/now", "what=cramp", nil)
	p.one(charley.KindEpisode)
}

func TestErasingThatCannotBe(t *testing.T) {
	for name, tc := range map[string]struct {
		err    error
		status int
		says   string
	}{
		"another program reads it":   {charley.ErrConflict, http.StatusConflict, "another program has the diary open"},
		"the disk takes nothing":     {charley.ErrReadOnly, http.StatusServiceUnavailable, "cannot be written"},
		"erased, with a few traces":  {charley.ErrUnfinished, http.StatusOK, "Some traces may still be in the files"},
		"something that is no cause": {errors.New("no"), http.StatusInternalServerError, "Something went wrong here"},
	} {
		t.Run(name, func(t *testing.T) {
			p, sick := newSickPerson(t)
			page := p.open("/settings/erase")
			sick.erase = tc.err
			got := p.submit(page, "/settings/erase", "", map[string][]string{"word": {"erase everything"}})
			if got.says("main", tc.says); got.status != tc.status {
				t.Errorf("got %d, want %d", got.status, tc.status)
			}
		})
	}
	p, sick := newSickPerson(t)
	sick.state = &app.State{Problem: "The disk can only be read.", Engine: "SQLite"}
	page := p.open("/settings/erase")
	page.says(".alarm", "cannot be erased here")
	page.count("main form", 0)
}

// With an account, the whole diary leaves or goes only after the password.
func TestLeavingAndErasingWantThePassword(t *testing.T) {
	p := newPerson(t, morningOf)
	ctx, c := p.owner()
	if _, err := p.app.SetPassword(ctx, c, "", goodPassword); err != nil {
		t.Fatal(err)
	}
	p.handler = Handler(Config{App: p.app, Knowledge: base(t)})
	p.signIn(goodPassword)
	p.now = p.now.Add(time.Hour)
	settings := p.open("/settings")
	settings.says("#export", "show that it is you")
	settings.count(`a[href="/api/v1/export"]`, 0)
	page := p.open("/settings/erase")
	page.count(`form[action="/settings/erase"]`, 0)
	if got := p.post("/settings/erase", map[string][]string{"word": {"erase everything"}}); got.location != "/confirm?next=%2Fsettings%2Ferase" {
		t.Errorf("got %d to %q, want to be asked who it is", got.status, got.location)
	}
	if got := p.do(getRequest("/api/v1/export")); got.status != http.StatusForbidden {
		t.Errorf("got %d for the export, want 403", got.status)
	}
	asked := p.open(page.first("#erase a").attr("href"))
	again := p.press(asked, "/confirm", "", map[string][]string{"password": {goodPassword}})
	again.count(`form[action="/settings/erase"]`, 1)
	p.open("/settings").count(`#export a[href="/api/v1/export"]`, 1)
	if got := p.do(getRequest("/api/v1/export")); got.status != http.StatusOK {
		t.Errorf("got %d for the export", got.status)
	}
	done := p.submit(again, "/settings/erase", "", map[string][]string{"word": {"erase everything"}})
	done.says("h1", "Everything is erased")
	p.cookies = nil
	p.open("/").count(".target", 3) // at home, without an account, there is no lock any more
}
