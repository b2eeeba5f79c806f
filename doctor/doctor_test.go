package doctor

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/backup"
	"charley/charleytest"
	"charley/diary"
	"charley/simulate"
	"charley/store"
)

var ctx = context.Background()

// noon is when the clock of these tests stands.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return noon }

func openDiary(t testing.TB, o store.Options) (*store.Store, *app.App) {
	t.Helper()
	s, err := store.Open(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, app.New(s, clock)
}

// fillDiary writes the first nights of a simulated person; what is there already
// does no harm. From the night single on, each entry is a transaction of its
// own, so that there is a log with many changes.
func fillDiary(t testing.TB, a *app.App, nights, single int) {
	t.Helper()
	c, err := a.Owner(ctx)
	if err != nil {
		t.Fatal(err)
	}
	c.Via = "cli"
	var many []app.Item
	first := charley.Night{}
	for it := range simulate.Person(simulate.Demo(30, 7)).Items() {
		d, err := diary.NewDraft(it.Kind, it.Body)
		if err != nil {
			t.Fatal(err)
		}
		n := d.Fields.Night("night")
		if first.IsZero() && !n.IsZero() {
			first = n
		}
		if !n.IsZero() && n.Sub(first) >= nights {
			break
		}
		if n.IsZero() || n.Sub(first) < single {
			many = append(many, app.Item{ID: it.ID, Draft: d, At: it.At})
			continue
		}
		if many != nil {
			if _, err := a.PutMany(ctx, c, many); err != nil {
				t.Fatal(err)
			}
			many = nil
		}
		if _, err := a.Put(ctx, c, it.ID, d); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := a.PutMany(ctx, c, many); err != nil {
		t.Fatal(err)
	}
}

// killedDiary is a folder as a killed server leaves it: with a log that holds
// the latest changes, and the log's index.
func killedDiary(t testing.TB, nights, single int) (dir string) {
	t.Helper()
	live := t.TempDir()
	_, a := openDiary(t, store.Options{Dir: live})
	fillDiary(t, a, nights, single)
	dir = filepath.Join(t.TempDir(), "killed")
	copyDiary(t, live, dir)
	if info, err := os.Stat(filepath.Join(dir, store.FileName+"-wal")); err != nil || info.Size() == 0 {
		t.Fatalf("there is no log: %v", err)
	}
	return dir
}

// copyDiary copies the files of a diary with another program: opening and
// closing them here would drop this program's locks on them.
func copyDiary(t testing.TB, from, to string) {
	t.Helper()
	if out, err := exec.Command("cp", "-r", from, to).CombinedOutput(); err != nil {
		t.Fatalf("cp: %v %s", err, out)
	}
}

func export(t testing.TB, dir string) ([]byte, error) {
	t.Helper()
	s, err := store.Open(ctx, store.Options{Dir: dir, ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	a := app.New(s, clock)
	c, err := a.Owner(ctx)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = a.Export(ctx, c, &b)
	return b.Bytes(), err
}

func examine(t testing.TB, dir string) Report {
	t.Helper()
	r, err := Examine(ctx, Patient{Dir: dir, Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestHealthyDiary(t *testing.T) {
	dir := t.TempDir()
	s, a := openDiary(t, store.Options{Dir: dir})
	fillDiary(t, a, 20, 18)
	s.Close()
	k := backup.Keeper{Dir: dir, Now: clock}
	if r := examine(t, dir); !r.Well || r.worst() != Warning {
		t.Errorf("without a backup:\n%v", r)
	}
	if _, err := k.Create(ctx, ""); err != nil {
		t.Fatal(err)
	}
	if r := examine(t, dir); r.worst() != Fine || r.Backup == nil {
		t.Errorf("with a backup:\n%v", r)
	}
	if r, _ := Examine(ctx, Patient{Dir: dir, Now: func() time.Time { return noon.AddDate(0, 0, 5) }}); !r.Well || r.worst() != Warning {
		t.Errorf("five days after the backup:\n%v", r)
	}
}

func TestKilledDiaryIsWellAndNotChanged(t *testing.T) {
	dir := killedDiary(t, 20, 15)
	before := map[string][]byte{}
	for _, end := range []string{"", "-wal"} {
		before[end], _ = os.ReadFile(filepath.Join(dir, store.FileName+end))
	}
	if r := examine(t, dir); !r.Well {
		t.Errorf("got\n%v", r)
	}
	for end, want := range before {
		if got, _ := os.ReadFile(filepath.Join(dir, store.FileName+end)); !bytes.Equal(got, want) {
			t.Errorf("the examination changed %s", store.FileName+end)
		}
	}
}

func TestAdviceNamesTheBackup(t *testing.T) {
	dir := t.TempDir()
	s, a := openDiary(t, store.Options{Dir: dir})
	fillDiary(t, a, 20, 20)
	s.Close()
	b, err := backup.Keeper{Dir: dir, Now: clock}.Create(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	hurtPages(t, filepath.Join(dir, store.FileName), "pages")
	r := examine(t, dir)
	text := r.String()
	for _, want := range []string{"Nothing was changed", b.Path, "--salvage", "--replace", dir} {
		if r.Well || !strings.Contains(text, want) {
			t.Errorf("the report does not say %q:\n%s", want, text)
		}
	}
	unlock, err := store.LockExclusive(dir, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	short, cancel := context.WithTimeout(ctx, 100*time.Millisecond)
	defer cancel()
	if r, _ := Examine(short, Patient{Dir: dir, Now: clock}); !r.restoring() {
		t.Errorf("while a restore is at work:\n%v", r)
	}
}

func TestMissingDiary(t *testing.T) {
	empty := t.TempDir()
	if r := examine(t, empty); r.Well {
		t.Error("an empty folder is said to be well")
	}
	dir := t.TempDir()
	s, a := openDiary(t, store.Options{Dir: dir})
	fillDiary(t, a, 10, 10)
	s.Close()
	if err := os.Remove(filepath.Join(dir, store.FileName)); err != nil {
		t.Fatal(err)
	}
	if r := examine(t, dir); r.Well || !strings.Contains(r.String(), "changes in this folder") {
		t.Errorf("got\n%v", r)
	}
}

func TestOlderCopyPutBack(t *testing.T) {
	dir := t.TempDir()
	s, a := openDiary(t, store.Options{Dir: dir})
	fillDiary(t, a, 10, 10)
	s.Close()
	old, err := os.ReadFile(filepath.Join(dir, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	s, a = openDiary(t, store.Options{Dir: dir})
	fillDiary(t, a, 12, 12)
	s.Close()
	if err := os.WriteFile(filepath.Join(dir, store.FileName), old, 0o600); err != nil {
		t.Fatal(err)
	}
	if r := examine(t, dir); r.Well {
		t.Errorf("got\n%v", r)
	}
}

// Bits are flipped, and pieces cut off or zeroed, at random places of the file
// and of its log. Either the examination says so, or the diary is the same.
func TestDamageIsFoundOrHarmless(t *testing.T) {
	dir := killedDiary(t, 12, 6)
	want, err := export(t, dir)
	if err != nil {
		t.Fatal(err)
	}
	dice := rand.New(rand.NewPCG(5, 6))
	found, harmless := 0, 0
	for i := range 200 {
		hurt := filepath.Join(t.TempDir(), "hurt")
		copyDiary(t, dir, hurt)
		what := damage(t, hurt, i, dice)
		r := examine(t, hurt)
		if r.worst() == Problem || logWarning(r) {
			found++
			continue
		}
		if got, err := export(t, hurt); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: not found, and the diary is another (%v)\n%v", what, err, r)
		}
		harmless++
	}
	t.Logf("of 200: %d found, %d harmless", found, harmless)
}

// logWarning says that the end of the log is reported to be broken.
func logWarning(r Report) bool {
	for _, c := range r.Checks {
		if c.Name == "log" && c.State != Fine {
			return true
		}
	}
	return false
}

// damage hurts one file of a diary.
func damage(t *testing.T, dir string, i int, dice *rand.Rand) string {
	t.Helper()
	name := store.FileName + []string{"", "-wal"}[i%2]
	path := filepath.Join(dir, name)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := dice.IntN(len(raw))
	what := fmt.Sprintf("%s: bit flipped at %d of %d", name, at, len(raw))
	switch i % 10 {
	case 8:
		what = fmt.Sprintf("%s: page zeroed at %d of %d", name, at, len(raw))
		clear(raw[at/4096*4096 : min(len(raw), at/4096*4096+4096)])
	case 9, 6:
		what = fmt.Sprintf("%s: cut off at %d of %d", name, at, len(raw))
		raw = raw[:at]
	default:
		raw[at] ^= 1 << dice.IntN(8)
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return what
}

func TestSalvage(t *testing.T) {
	for _, c := range []struct {
		name     string
		backedUp int    // nights in a backup; 0 = none
		hurt     string // how the file is hurt
		proved   bool
		missing  int // entries that may be missing
	}{
		{"a sound diary comes out whole", 0, "", true, 0},
		{"a sound diary with a backup comes out whole", 10, "", true, 0},
		{"damaged pages, no backup", 0, "pages", false, 5},
		{"damaged pages, with a backup", 10, "pages", false, 5},
		{"nothing left but the backup", 10, "all", false, 1 << 20},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			s, a := openDiary(t, store.Options{Dir: dir})
			if c.backedUp > 0 {
				fillDiary(t, a, c.backedUp, c.backedUp)
				if _, err := (backup.Keeper{Dir: dir, Now: clock}).Create(ctx, ""); err != nil {
					t.Fatal(err)
				}
			}
			backedUp, _ := s.Count(ctx)
			fillDiary(t, a, 30, 30)
			n, err := s.Count(ctx)
			if err != nil {
				t.Fatal(err)
			}
			s.Close()
			want, err := export(t, dir)
			if err != nil {
				t.Fatal(err)
			}
			hurtPages(t, filepath.Join(dir, store.FileName), c.hurt)
			var out bytes.Buffer
			got, err := Salvage(ctx, Patient{Dir: dir, Now: clock}, &out)
			if err != nil {
				t.Fatal(err)
			}
			if got.Proved != c.proved || (got.Backup != "") != (c.backedUp > 0) {
				t.Errorf("got %+v", got)
			}
			if c.hurt == "" && !bytes.Equal(out.Bytes(), want) {
				t.Error("a sound diary does not come out as its export")
			}
			entries := importCount(t, &out)
			if entries < n.Entries-int64(c.missing) || entries < backedUp.Entries {
				t.Errorf("saved %d of %d entries (%d in the backup); lost: %v", entries, n.Entries, backedUp.Entries, got.Lost)
			}
			if c.hurt != "" && len(got.Lost) == 0 {
				t.Error("nothing is said to be lost")
			}
			t.Logf("%d of %d entries, %d from the backup, %d from the file, %d lost", entries, n.Entries, got.FromBackup, got.FromFile, len(got.Lost))
		})
	}
}

// hurtPages overwrites some pages, or all, of a database.
func hurtPages(t *testing.T, path, how string) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	switch how {
	case "all":
		clear(raw)
	case "pages":
		pages := changePages(raw)
		for _, page := range [][]byte{pages[len(pages)/2], pages[len(pages)-1]} {
			copy(page, bytes.Repeat([]byte{0xA5}, len(page)))
		}
	default:
		return
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

// changePages are the leaves of the table of changes: pages of an index, as
// SQLite keeps it, that hold the author's name.
func changePages(raw []byte) (pages [][]byte) {
	const size, leaf = 4096, 0x0A
	for ; len(raw) >= size; raw = raw[size:] {
		if raw[0] == leaf && bytes.Contains(raw[:size], []byte("ownercli")) {
			pages = append(pages, raw[:size])
		}
	}
	return pages
}

// importCount reads an export into an empty diary and counts its entries.
func importCount(t *testing.T, r *bytes.Buffer) int64 {
	t.Helper()
	s, a := openDiary(t, store.Options{Dir: t.TempDir()})
	c, err := a.Owner(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Import(ctx, c, bytes.NewReader(r.Bytes())); err != nil {
		t.Fatalf("what was saved cannot be read into a new diary: %v", err)
	}
	n, err := s.Count(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return n.Entries
}

func TestPostgres(t *testing.T) {
	dsn := charleytest.Postgres(t)
	_, a := openDiary(t, store.Options{DSN: dsn})
	fillDiary(t, a, 10, 10)
	r, err := Examine(ctx, Patient{DSN: dsn, Dir: t.TempDir(), Now: clock})
	if err != nil || !r.Well || r.Content == nil || r.Content.Entries == 0 {
		t.Errorf("got %v\n%v", err, r)
	}
}
