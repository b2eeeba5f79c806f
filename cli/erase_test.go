package cli

import (
	"bytes"
	"compress/gzip"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"charley"
	"charley/charleytest"

	"filippo.io/age"
)

// canary is written into everything that takes words.
const canary = "Kanarienvogel7f3a9b"

// heard are the files of a folder in which the canary can be read: as it is, in
// UTF-16, or in what is packed with gzip.
func heard(t *testing.T, dir string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		var raw []byte
		if err == nil && !d.IsDir() {
			raw, err = os.ReadFile(path)
		}
		if sings(raw) {
			files = append(files, path)
		}
		if errors.Is(err, fs.ErrNotExist) { // a backup clears its workplace away just now
			err = nil
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func sings(raw []byte) bool {
	var little, big []byte
	for _, unit := range utf16.Encode([]rune(canary)) {
		little, big = append(little, byte(unit), byte(unit>>8)), append(big, byte(unit>>8), byte(unit))
	}
	for _, song := range [][]byte{[]byte(canary), little, big} {
		if bytes.Contains(raw, song) {
			return true
		}
	}
	for at := 0; ; at++ {
		i := bytes.Index(raw[at:], []byte("\x1f\x8b\x08"))
		if i < 0 {
			return false
		}
		at += i
		if z, err := gzip.NewReader(bytes.NewReader(raw[at:])); err == nil {
			if inner, _ := io.ReadAll(z); sings(inner) { // it may end in what is not packed
				return true
			}
		}
	}
}

// A singer writes the canary into a diary through the program that serves it.
type singer struct {
	t *testing.T
	*served
}

func (s singer) ask(method, path, kind, body string, want int) string {
	s.t.Helper()
	r, err := http.NewRequest(method, strings.TrimSuffix(s.url, "/")+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	got, err := client.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer got.Body.Close()
	text, err := io.ReadAll(got.Body)
	if err != nil || got.StatusCode != want {
		s.t.Fatalf("%s %s: got %d, %v: %.300s", method, path, got.StatusCode, err, text)
	}
	return string(text)
}

func (s singer) api(method, path, body string, want int) string {
	s.t.Helper()
	return s.ask(method, "/api/v1"+path, "application/json", body, want)
}

func (s singer) form(path string, values url.Values, want int) string {
	s.t.Helper()
	return s.ask("POST", path, "application/x-www-form-urlencoded", values.Encode(), want)
}

// everywhere writes into notes, facts, exposures, names, settings and unknown
// fields, changes and removes some of it, searches, and takes the diary along.
func (s singer) everywhere() {
	s.t.Helper()
	zone := `{"zone":"Europe/Berlin","night_start":720,"asked":["alcohol","own_bird"],"own":[{"id":"own_bird","name":"` + canary + `"}],"bad":{"bother":4,"sleep_lost":15},"reminders":{"morning":{"on":true,"at":480},"evening":{"on":true,"at":1200}}}`
	s.api("PUT", "/settings", zone, 200)
	for i := range 40 {
		note := strings.Repeat(canary+" ", 1+i*4)
		night := fmt.Sprintf("2026-03-%02d", 1+i%28)
		for _, body := range []string{
			`{"kind":"episode","what":"cramp","start":"` + night + `T03:10:00+01:00","note":"` + note + `","device":"` + canary + `","extra_field":"` + canary + `"}`,
			`{"kind":"morning","night":"` + night + `","note":"` + note + `"}`,
			`{"kind":"evening","night":"` + night + `","note":"` + note + `","exposures":{"own_bird":true}}`,
			`{"kind":"fact","about":"medicine","name":"` + canary + `","dose":"` + canary + `"}`,
			`{"kind":"away","night":"` + night + `","until":"` + night + `","note":"` + note + `"}`,
		} {
			id := string(charley.NewEntryID())
			s.api("PUT", "/entries/"+id, body, 201)
			if i%5 == 0 {
				s.api("PUT", "/entries/"+id, strings.Replace(body, `{`, `{"parent":1,`, 1), 200)
				s.api("DELETE", "/entries/"+id+"?parent=1", "", 200)
			}
		}
	}
	s.form("/settings/button", url.Values{"name": {canary}}, 200)
	s.form("/settings/feed", nil, 200)
	s.ask("GET", "/answers/food?q="+canary, "", "", 200)
	s.api("GET", "/medicines?q="+canary, "", 200)
	s.api("GET", "/export", "", 200)
}

// copied asks for a backup on the page and waits until there is a new one.
func (s singer) copied(dir string) {
	s.t.Helper()
	there := func() []string {
		names, _ := filepath.Glob(filepath.Join(dir, "backups", "charley-*"))
		return names
	}
	before := there()
	for i := range 1500 {
		if i%300 == 0 { // one that was at work already, for the day, counts as the one asked for
			s.form("/settings/backup", nil, 303)
		}
		if slices.ContainsFunc(there(), func(name string) bool { return !slices.Contains(before, name) }) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.t.Fatalf("no backup was made: %s", s.wrong.String())
}

// runs types a command on a diary.
func runs(t *testing.T, getenv func(string) string, args ...string) {
	t.Helper()
	var out, wrong bytes.Buffer
	env := Env{Getenv: getenv, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &wrong, Now: time.Now}
	if code := Run(t.Context(), args, env); code != exitWell {
		t.Fatalf("charley %s: code %d: %s", strings.Join(args, " "), code, wrong.String())
	}
}

// Erased on its page, nothing of a diary can be found in any byte of its folder.
func TestNoWordIsLeftAfterErasing(t *testing.T) {
	dir := t.TempDir()
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	sealed := func(name string) string {
		return map[string]string{"CHARLEY_BACKUP_RECIPIENTS": key.Recipient().String()}[name]
	}
	plain := func(string) string { return "" }
	runs(t, plain, "log", "cramp", "--data", dir, "--note", canary, "--device", canary)
	runs(t, plain, "backup", "create", "--data", dir)
	old, err := filepath.Glob(filepath.Join(dir, "backups", "*.backup"))
	if err != nil || len(old) != 1 {
		t.Fatalf("got the backups %v, %v", old, err)
	}
	runs(t, plain, "backup", "restore", "--data", dir, "--from", old[0], "--replace") // keeps the diary that was there
	runs(t, sealed, "backup", "create", "--data", dir)

	s := singer{t, serving(t, "--data", dir, "--listen", "127.0.0.1:0")}
	s.everywhere()
	s.copied(dir)
	s.api("PUT", "/entries/"+string(charley.NewEntryID()), `{"kind":"episode","what":"cramp","start":"2026-04-20T03:10:00+02:00","note":"`+canary+`"}`, 201)
	before := heard(t, dir)
	for _, place := range []string{"charley.db", "charley.db-wal", "backups", "replaced-"} {
		if !slices.ContainsFunc(before, func(path string) bool { return strings.Contains(path, place) }) {
			t.Fatalf("the canary is heard in %v, want it in %s too", before, place)
		}
	}
	page := s.form("/settings/erase", url.Values{"word": {"erase everything"}}, 200)
	if !strings.Contains(page, "Everything is erased") || strings.Contains(page, "Some traces") {
		t.Errorf("got %.2000s", page)
	}
	if left := heard(t, dir); len(left) > 0 {
		t.Errorf("while it is served, the canary is still heard in %v", left)
	}
	wantOnly(t, dir, "charley.db", "charley.db-wal", "charley.db-shm", "charley.lock", "charley.marker", "charley.serving")

	// A fresh diary, in the zone of this machine, with nobody let in.
	if got := s.api("GET", "/entries", "", 200); !strings.Contains(got, `"items":[]`) {
		t.Errorf("got %.200s", got)
	}
	if got := s.api("GET", "/settings", "", 200); strings.Contains(got, "own") || strings.Contains(got, "reminders") {
		t.Errorf("got the settings %s", got)
	}
	s.api("PUT", "/entries/"+string(charley.NewEntryID()), `{"kind":"episode","what":"cramp","start":"2026-04-20T03:10:00+02:00"}`, 201)
	s.copied(dir)
	if left := heard(t, dir); len(left) > 0 {
		t.Errorf("after a first entry and backup, the canary is heard in %v", left)
	}
	if sings([]byte(s.out.String() + s.wrong.String())) {
		t.Error("the canary is heard in what the program says")
	}
}

// wantOnly wants no other files in a folder, and no folder.
func wantOnly(t *testing.T, dir string, names ...string) {
	t.Helper()
	all, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		if !slices.Contains(names, d.Name()) {
			t.Errorf("%s is left", d.Name())
		}
	}
}

// On a server no row holds a word any more, and neither does the folder beside it.
func TestNoRowIsLeftAfterErasingOnAServer(t *testing.T) {
	dsn, dir := charleytest.Postgres(t), t.TempDir()
	s := singer{t, serving(t, "--data", dir, "--database", dsn, "--listen", "127.0.0.1:0")}
	s.everywhere()
	s.copied(dir)
	if len(heard(t, dir)) == 0 || len(rowsThatSing(t, dsn)) < 4 {
		t.Fatalf("the canary is heard in %v and %v only", heard(t, dir), rowsThatSing(t, dsn))
	}
	s.form("/settings/erase", url.Values{"word": {"erase everything"}}, 200)
	if left := rowsThatSing(t, dsn); len(left) > 0 {
		t.Errorf("the canary is still heard in %v", left)
	}
	if left := heard(t, dir); len(left) > 0 {
		t.Errorf("the canary is still heard in %v", left)
	}
	if got := s.api("GET", "/entries", "", 200); !strings.Contains(got, `"items":[]`) {
		t.Errorf("got %.200s", got)
	}
}

// rowsThatSing are the tables with a row in which the canary can be read.
func rowsThatSing(t *testing.T, dsn string) (tables []string) {
	t.Helper()
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		all = append(all, name)
	}
	for _, name := range append(all, "pg_stats") {
		var n int
		if err := db.QueryRow(`SELECT count(*) FROM ` + name + ` t WHERE t::text LIKE '%` + canary + `%'`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		if n > 0 {
			tables = append(tables, name)
		}
	}
	return tables
}
