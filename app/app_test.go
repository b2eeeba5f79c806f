package app_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/diary"
	"charley/store"
)

// A bedside is a home diary in a folder, with a clock that the test moves.
type bedside struct {
	*app.App
	store  *store.Store
	clock  time.Time
	caller charley.Caller
}

func newBedside(t testing.TB) *bedside {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, store.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	b := &bedside{store: s, clock: time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)}
	b.App = app.New(s, func() time.Time { return b.clock })
	b.HomeZone = "Europe/Berlin"
	if b.caller, err = b.Owner(ctx); err != nil {
		t.Fatal(err)
	}
	b.caller.Via = "test"
	return b
}

func (b *bedside) put(t testing.TB, body map[string]any) app.Saved {
	t.Helper()
	kind := charley.Kind(body["kind"].(string))
	delete(body, "kind")
	d, err := diary.NewDraft(kind, body)
	if err != nil {
		t.Fatal(err)
	}
	saved, err := b.Put(context.Background(), b.caller, charley.NewEntryID(), d)
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func cramp() map[string]any {
	return map[string]any{"kind": "episode", "what": "cramp", "start": "2026-11-23T02:47:10+01:00"}
}

func TestNobodyReadsOrWritesAnotherPersonsDiary(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	id := b.put(t, cramp()).Entry.ID
	strangers := map[string]charley.Caller{
		"nobody":                 {},
		"somebody without name":  {Person: b.caller.Person, Scope: charley.ScopeAll},
		"somebody without scope": {Person: b.caller.Person, Name: "owner"},
	}
	for name, c := range strangers {
		calls := map[string]func() error{
			"entry":    func() error { _, err := b.Entry(ctx, c, id); return err },
			"history":  func() error { _, _, err := b.History(ctx, c, id); return err },
			"list":     func() error { _, _, _, err := b.List(ctx, c, 0, 10); return err },
			"nights":   func() error { _, err := b.Nights(ctx, c, charley.Night{}, charley.Night{}); return err },
			"extent":   func() error { _, _, err := b.Extent(ctx, c); return err },
			"tonight":  func() error { _, _, err := b.Tonight(ctx, c); return err },
			"facts":    func() error { _, err := b.Facts(ctx, c); return err },
			"aways":    func() error { _, err := b.Aways(ctx, c); return err },
			"settings": func() error { _, err := b.Settings(ctx, c); return err },
			"save":     func() error { return b.SaveSettings(ctx, c, charley.DefaultSettings("UTC")) },
			"put":      func() error { _, err := b.Put(ctx, c, id, diary.Draft{}); return err },
			"change":   func() error { _, err := b.Change(ctx, c, id, nil); return err },
			"delete":   func() error { _, err := b.Delete(ctx, c, id, 0); return err },
			"restore":  func() error { _, err := b.RestoreRev(ctx, c, id, 1); return err },
			"undo":     func() error { _, err := b.Undo(ctx, c); return err },
			"many":     func() error { _, err := b.PutMany(ctx, c, []app.Item{{}}); return err },
			"export":   func() error { return b.Export(ctx, c, &bytes.Buffer{}) },
			"import":   func() error { _, err := b.Import(ctx, c, strings.NewReader("")); return err },
		}
		for what, call := range calls {
			if err := call(); !errors.Is(err, charley.ErrForbidden) {
				t.Errorf("%s, %s: got %v, want ErrForbidden", name, what, err)
			}
		}
	}
}

// Two people in one store: neither meets anything of the other's.
func TestTheNeighboursDiaryIsAnother(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	mine := b.put(t, cramp()).Entry
	b.put(t, map[string]any{"kind": "fact", "about": "sex", "sex": "F"})
	b.put(t, map[string]any{"kind": "away", "night": "2026-11-01", "until": "2026-11-02"})
	before := exported(t, b, b.caller)
	other := charley.Caller{Person: charley.NewPersonID(), Name: "neighbour", Via: "test", Scope: charley.ScopeAll}
	err := b.store.Update(ctx, func(w app.Writer) error {
		return w.AddPerson(ctx, charley.Person{ID: other.Person, Settings: charley.DefaultSettings("Asia/Tokyo")})
	})
	if err != nil {
		t.Fatal(err)
	}
	refused := map[string]func() error{
		"entry":   func() error { _, err := b.Entry(ctx, other, mine.ID); return err },
		"history": func() error { _, _, err := b.History(ctx, other, mine.ID); return err },
		"change":  func() error { _, err := b.Change(ctx, other, mine.ID, map[string]any{"note": "x"}); return err },
		"delete":  func() error { _, err := b.Delete(ctx, other, mine.ID, 0); return err },
		"restore": func() error { _, err := b.RestoreRev(ctx, other, mine.ID, 1); return err },
		"undo":    func() error { _, err := b.Undo(ctx, other); return err },
	}
	for what, call := range refused {
		if err := call(); !errors.Is(err, charley.ErrNotFound) {
			t.Errorf("%s: got %v, want ErrNotFound", what, err)
		}
	}
	items, _, _, err := b.List(ctx, other, 0, 10)
	facts, factsErr := b.Facts(ctx, other)
	aways, awaysErr := b.Aways(ctx, other)
	nights, nightsErr := b.Nights(ctx, other, mine.Night, mine.Night)
	if err := errors.Join(err, factsErr, awaysErr, nightsErr); err != nil || len(items)+len(facts)+len(aways) > 0 || nights[0].Recorded() {
		t.Errorf("the neighbour sees %d entries, %d facts, %d stays away, %+v (%v)", len(items), len(facts), len(aways), nights, err)
	}
	d, err := diary.NewDraft(charley.KindMorning, map[string]any{"night": "2026-11-22"})
	if err != nil {
		t.Fatal(err)
	}
	if saved, err := b.Put(ctx, other, mine.ID, d); err != nil || saved.Outcome != diary.Created { // the same id is another entry there
		t.Errorf("got %s (%v), want created", saved.Outcome, err)
	}
	if err := b.SaveSettings(ctx, other, charley.DefaultSettings("UTC")); err != nil {
		t.Fatal(err)
	}
	if after := exported(t, b, b.caller); after != before {
		t.Errorf("what the neighbour wrote changed my diary:\n%s\nwant\n%s", after, before)
	}
}

// Every use case that changes or hands out the diary leaves one line.
func TestTheAuditLogKnowsEveryChange(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	id := charley.NewEntryID()
	d, err := diary.NewDraft(charley.KindMorning, map[string]any{"night": "2026-11-22"})
	if err != nil {
		t.Fatal(err)
	}
	empty := newBedside(t)
	whole := exported(t, empty, empty.caller)
	for _, c := range []struct {
		what string
		do   func() error
		want int64
	}{
		{"import", func() error { _, err := b.Import(ctx, b.caller, strings.NewReader(whole)); return err }, 1},
		{"put", func() error { _, err := b.Put(ctx, b.caller, id, d); return err }, 1},
		{"put again", func() error { _, err := b.Put(ctx, b.caller, id, d); return err }, 0},
		{"change", func() error { _, err := b.Change(ctx, b.caller, id, map[string]any{"soreness": "no"}); return err }, 1},
		{"refused", func() error { b.Change(ctx, b.caller, id, map[string]any{"soreness": "?"}); return nil }, 0},
		{"delete", func() error { _, err := b.Delete(ctx, b.caller, id, 0); return err }, 1},
		{"restore", func() error { _, err := b.RestoreRev(ctx, b.caller, id, 1); return err }, 1},
		{"undo", func() error { _, err := b.Undo(ctx, b.caller); return err }, 1},
		{"settings", func() error { return b.SaveSettings(ctx, b.caller, charley.DefaultSettings("UTC")) }, 1},
		{"export", func() error { return b.Export(ctx, b.caller, &bytes.Buffer{}) }, 1},
		{"export that breaks off", func() error { b.Export(ctx, b.caller, broken{}); return nil }, 1},
		{"many", func() error {
			_, err := b.PutMany(ctx, b.caller, []app.Item{{ID: charley.NewEntryID(), Draft: d}})
			return err
		}, 1},
	} {
		before, err := b.store.Count(ctx)
		if err == nil {
			err = c.do()
		}
		if err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		after, err := b.store.Count(ctx)
		if err != nil || after.Audit-before.Audit != c.want {
			t.Errorf("%s: %d audit lines (%v), want %d", c.what, after.Audit-before.Audit, err, c.want)
		}
	}
}

func TestChangingWhatThisVersionDoesNotKnow(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	body := cramp()
	body["dream"], body["surprise"] = "old", 1.50
	id := b.put(t, body).Entry.ID
	saved, err := b.Change(ctx, b.caller, id, map[string]any{"dream": "new"})
	if err != nil || string(saved.Entry.Fields["extra.dream"]) != `"new"` || string(saved.Entry.Fields["extra.surprise"]) != "1.5" {
		t.Fatalf("got %s (%v)", charley.Value(saved.Entry.Fields), err)
	}
	saved, err = b.Change(ctx, b.caller, id, map[string]any{"dream": nil})
	if _, there := saved.Entry.Fields["extra.dream"]; err != nil || there {
		t.Errorf("got %s (%v), want it gone", charley.Value(saved.Entry.Fields), err)
	}
}

// One device said how long it lasted, another that it goes on: what both said
// stands, and must not keep the person from changing anything else.
func TestAMergedEntryCanStillBeChanged(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	id := b.put(t, cramp()).Entry.ID
	for _, more := range []map[string]any{{"minutes": 4}, {"open": true}} {
		body := cramp()
		delete(body, "kind")
		for k, v := range more {
			body[k] = v
		}
		body["parent"] = 1
		d, err := diary.NewDraft(charley.KindEpisode, body)
		if err == nil {
			_, err = b.Put(ctx, b.caller, id, d)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	saved, err := b.Change(ctx, b.caller, id, map[string]any{"note": "left calf"})
	if e := saved.Entry.Episode(); err != nil || e.Note != "left calf" || e.Open || e.Minutes == nil {
		t.Errorf("got %s (%v)", charley.Value(saved.Entry.Fields), err)
	}
}

func TestChangingAPartKeepsTheRest(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	body := cramp()
	body["open"], body["note"], body["surprise"] = true, "left", map[string]any{"a": 1}
	id := b.put(t, body).Entry.ID
	saved, err := b.Change(ctx, b.caller, id, map[string]any{"minutes": 4, "intensity": 7})
	if err != nil {
		t.Fatal(err)
	}
	e := saved.Entry.Episode()
	if *e.Minutes != 4 || e.Open || e.Note != "left" || string(e.Fields["extra.surprise"]) != `{"a":1}` {
		t.Errorf("got %s", charley.Value(e.Fields))
	}
	if saved, err = b.Change(ctx, b.caller, id, map[string]any{"note": nil, "start": "2026-11-22T03:00:00+01:00"}); err != nil {
		t.Fatal(err)
	}
	if e := saved.Entry; e.Night.String() != "2026-11-21" || e.Fields.Text("note") != "" || e.Rev != 3 {
		t.Errorf("got night %s, %s", e.Night, charley.Value(e.Fields))
	}
	ev := b.put(t, map[string]any{"kind": "evening", "night": "2026-11-22", "exposures": map[string]any{"alcohol": 2, "warm_bath": true}}).Entry
	saved, err = b.Change(ctx, b.caller, ev.ID, map[string]any{"exposures": map[string]any{"warm_bath": nil, "sitting": false}})
	if err != nil {
		t.Fatal(err)
	}
	got := saved.Entry.Evening().Exposures
	if *got["alcohol"].Amount != 2 || got["warm_bath"].Said != charley.Unknown || got["sitting"].Said != charley.No {
		t.Errorf("got %+v", got)
	}
}

func TestPagingMeetsEveryEntryOnceWhileOthersWrite(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	const before = 60
	for range before {
		b.put(t, cramp())
	}
	stop := make(chan struct{})
	var writing sync.WaitGroup
	writing.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				b.put(t, cramp())
			}
		}
	})
	seen := map[charley.EntryID]int{}
	for after, more := int64(0), true; more && len(seen) < 500; {
		var items []charley.Entry
		var err error
		items, after, more, err = b.List(ctx, b.caller, after, 7)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range items {
			seen[e.ID]++
		}
	}
	close(stop)
	writing.Wait()
	if len(seen) < before {
		t.Errorf("saw %d entries, want at least %d", len(seen), before)
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("%s came %d times", id, n)
		}
	}
}

func TestSettingsThatMakeNoSense(t *testing.T) {
	b := newBedside(t)
	ok := charley.DefaultSettings("Europe/Berlin")
	cases := map[string]func(*charley.Settings){
		"zone":           func(s *charley.Settings) { s.Zone = "Mars" },
		"night_start":    func(s *charley.Settings) { s.NightSpan = 1440 },
		"bad.bother":     func(s *charley.Settings) { s.Bad.Bother = 0 },
		"bad.sleep_lost": func(s *charley.Settings) { s.Bad.SleepLost = -1 },
		"asked":          func(s *charley.Settings) { s.Asked = []string{strings.Repeat("x", 65)} },
	}
	for field, spoil := range cases {
		s := ok
		spoil(&s)
		err := b.SaveSettings(context.Background(), b.caller, s)
		var fe *charley.FieldError
		if !errors.As(err, &fe) || fe.Field != field {
			t.Errorf("%s: got %v", field, err)
		}
	}
}
