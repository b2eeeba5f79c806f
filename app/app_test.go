package app_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
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
		"nobody":                {},
		"somebody without name": {Person: b.caller.Person},
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
	other := charley.Caller{Person: charley.NewPersonID(), Name: "neighbour", Via: "test"}
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

func exported(t testing.TB, b *bedside, c charley.Caller) string {
	t.Helper()
	var out bytes.Buffer
	if err := b.Export(context.Background(), c, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
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

// A line that breaks at once.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("the line broke") }

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

func TestUndoGoesBackStepByStep(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	undo := func(want string) charley.Entry {
		t.Helper()
		u, err := b.Undo(ctx, b.caller)
		if err != nil || u.What != want {
			t.Fatalf("got %q (%v), want %q", u.What, err, want)
		}
		return u.Entry
	}
	first := b.put(t, cramp()).Entry.ID
	if _, err := b.Change(ctx, b.caller, first, map[string]any{"intensity": 9}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Delete(ctx, b.caller, first, 0); err != nil {
		t.Fatal(err)
	}
	b.put(t, cramp())
	undo("removed")
	if e := undo("brought back"); *e.Fields.Number("intensity") != 9 {
		t.Error("the intensity did not come back")
	}
	if e := undo("changed back"); e.Fields.Number("intensity") != nil {
		t.Error("the intensity is still there")
	}
	undo("removed")
	if _, err := b.Undo(ctx, b.caller); !errors.Is(err, charley.ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
	b.put(t, cramp())
	undo("removed")
	revs, _, err := b.History(ctx, b.caller, first)
	if err != nil || len(revs) != 6 {
		t.Errorf("got %d revisions (%v), want all 6: nothing is forgotten", len(revs), err)
	}
}

// A deletion that an edit won over has no effect to take back; undo must not
// stop there for good.
func TestUndoPassesOverWhatHadNoEffect(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	id := b.put(t, cramp()).Entry.ID
	if _, err := b.Change(ctx, b.caller, id, map[string]any{"note": "keep me"}); err != nil {
		t.Fatal(err)
	}
	if saved, err := b.Delete(ctx, b.caller, id, 1); err != nil || saved.Entry.Deleted {
		t.Fatalf("got deleted %v (%v), want the edit to win", saved.Entry.Deleted, err)
	}
	for _, want := range []string{"changed back", "removed"} {
		if u, err := b.Undo(ctx, b.caller); err != nil || u.What != want {
			t.Fatalf("got %q (%v), want %q", u.What, err, want)
		}
	}
	if _, err := b.Undo(ctx, b.caller); !errors.Is(err, charley.ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
}

// Every kind, every field, odd contents, a wrong clock, merges, tombstones and
// more than a megabyte come through an export and an import to the byte.
func TestAWholeDiaryMovesHouse(t *testing.T) {
	a := newBedside(t)
	ctx := context.Background()
	odd := "a<b>&c \u2028\u2029 \"\\ 😀 é\tx\n" + strings.Repeat("ü", 3900)
	ids := map[string]charley.EntryID{}
	for name, body := range map[string]map[string]any{
		"episode": {"kind": "episode", "what": "restless", "start": "2026-10-25T02:30:00.120+01:00", "minutes": 0.1, "side": "both", "places": []string{"calf", "toes"},
			"intensity": 0, "hard": false, "about": true, "tried": []string{}, "eased_by": []string{"walk"}, "not_easing": true, "device": "phone \u2028",
			"client_time": "2029-01-01T00:00:00Z", "sent_time": "2029-01-01T00:00:00Z"},
		"morning": {"kind": "morning", "night": "2026-11-22", "nothing_more": true, "soreness": "a_little", "sleep_lost": 1439.9999999999998, "restless_bother": 10,
			"in_bed": "2026-11-22T23:00:00+00:00", "out_of_bed": "2026-11-23T07:00:00Z"},
		"evening": {"kind": "evening", "night": "2026-11-22", "asked": []string{"a", "b"}, "none_of_these": true, "exposures": map[string]any{"alcohol": 0.1, "c": true}},
		"fact":    {"kind": "fact", "about": "none", "group": "medicines", "asked": []string{"iron", "quinine"}, "from": "2026-06"},
		"away":    {"kind": "away", "night": "2026-11-01", "until": "2026-11-09", "reason": "ill"},
	} {
		body["note"] = odd
		body["extra"] = map[string]any{"\u2028 <k> \"": []any{1e21, 0.1, math.Copysign(0, -1), 1e-7, "\u2029", map[string]any{"z": nil, "a": true}}}
		ids[name] = a.put(t, body).Entry.ID
	}
	for i := range 260 { // more than one page, and more than a megabyte
		a.put(t, map[string]any{"kind": "morning", "night": "2026-11-20", "note": fmt.Sprint(i, odd)})
	}
	for _, name := range []string{"episode", "morning", "evening", "fact", "away"} {
		a.clock = a.clock.Add(time.Minute)
		for _, change := range []map[string]any{{"note": nil, "extra": nil}, {"note": "two"}} {
			if _, err := a.Change(ctx, a.caller, ids[name], change); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := a.Delete(ctx, a.caller, ids[name], 1); err != nil { // the edits win
			t.Fatal(err)
		}
	}
	for _, do := range []func() error{
		func() error { _, err := a.Delete(ctx, a.caller, ids["away"], 0); return err },
		func() error { _, err := a.RestoreRev(ctx, a.caller, ids["away"], 1); return err }, // an empty or full patch
		func() error { _, err := a.Delete(ctx, a.caller, ids["fact"], 0); return err },
		func() error { _, err := a.Undo(ctx, a.caller); return err },
	} {
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
	before := exported(t, a, a.caller)
	b := newBedside(t)
	if _, err := b.Import(ctx, b.caller, strings.NewReader(before)); err != nil {
		t.Fatal(err)
	}
	if after := exported(t, b, b.caller); after != before {
		t.Error("the second export differs")
	}
	x, _, _, err := a.List(ctx, a.caller, 0, 1000)
	y, _, _, errY := b.List(ctx, b.caller, 0, 1000)
	if err := errors.Join(err, errY); err != nil || len(x) != 265 || string(charley.Value(x)) != string(charley.Value(y)) {
		t.Errorf("the entries differ: %d and %d (%v)", len(x), len(y), err)
	}
	if err := b.store.IntegrityCheck(ctx); err != nil {
		t.Error(err)
	}
}

func TestExportAndImportGiveTheSameBytes(t *testing.T) {
	a := newBedside(t)
	ctx := context.Background()
	id := a.put(t, map[string]any{"kind": "morning", "night": "2026-11-22", "note": "a<b & \"ü\" 😀\n", "x": 1.50}).Entry.ID
	a.put(t, cramp())
	a.clock = a.clock.Add(time.Hour)
	if _, err := a.Change(ctx, a.caller, id, map[string]any{"sleep_lost": 20.5, "note": nil}); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Delete(ctx, a.caller, id, 1); err != nil {
		t.Fatal(err)
	}
	s := charley.DefaultSettings("Asia/Tokyo")
	s.Asked = []string{"alcohol"}
	if err := a.SaveSettings(ctx, a.caller, s); err != nil {
		t.Fatal(err)
	}
	var one, two bytes.Buffer
	if err := a.Export(ctx, a.caller, &one); err != nil {
		t.Fatal(err)
	}
	b := newBedside(t)
	n, err := b.Import(ctx, b.caller, bytes.NewReader(one.Bytes()))
	if err != nil || n != 4 {
		t.Fatalf("imported %d (%v), want 4", n, err)
	}
	if err := b.Export(ctx, b.caller, &two); err != nil {
		t.Fatal(err)
	}
	if one.String() != two.String() {
		t.Errorf("got\n%s\nwant\n%s", two.String(), one.String())
	}
	x, _ := a.Nights(ctx, a.caller, charley.Night{}, charley.Night{})
	y, _ := b.Nights(ctx, b.caller, charley.Night{}, charley.Night{})
	if len(x) != 1 || len(y) != 1 || fmt.Sprint(x[0].Morning.SleepLost != nil, x[0].Bad) != fmt.Sprint(y[0].Morning.SleepLost != nil, y[0].Bad) {
		t.Errorf("the nights differ: %d and %d", len(x), len(y))
	}
	if _, err := b.Import(ctx, b.caller, bytes.NewReader(one.Bytes())); !errors.Is(err, charley.ErrConflict) {
		t.Errorf("into a diary that is not empty: got %v, want ErrConflict", err)
	}
}

// A reader that stands still, as a phone in a lift does.
type standing struct{ goOn chan struct{} }

func (s standing) Write(p []byte) (int, error) { <-s.goOn; return len(p), nil }

func TestSlowExportsKeepNobodyFromReading(t *testing.T) {
	b := newBedside(t)
	for range 100 {
		b.put(t, map[string]any{"kind": "morning", "night": "2026-11-20", "note": strings.Repeat("x", 3000)})
	}
	slow := standing{make(chan struct{})}
	var exports sync.WaitGroup
	for range 10 {
		exports.Go(func() {
			if err := b.Export(context.Background(), b.caller, slow); err != nil {
				t.Error(err)
			}
		})
	}
	time.Sleep(50 * time.Millisecond)
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if items, _, _, err := b.List(ctx, b.caller, 0, 3); err != nil || len(items) != 3 {
		t.Errorf("got %d entries (%v)", len(items), err)
	}
	close(slow.goOn)
	exports.Wait()
}

func TestABrokenFileIsImportedWhollyOrNotAtAll(t *testing.T) {
	a := newBedside(t)
	ctx := context.Background()
	a.put(t, cramp())
	a.put(t, map[string]any{"kind": "morning", "night": "2026-11-22", "nothing_more": true})
	var good bytes.Buffer
	if err := a.Export(ctx, a.caller, &good); err != nil {
		t.Fatal(err)
	}
	whole := good.String()
	cases := map[string]string{
		"nothing":              "",
		"another kind of file": `{"hello":1}`,
		"cut off":              whole[:len(whole)-20],
		"cut off early":        whole[:30],
		"goes on after":        whole + "{}",
		"a newer format":       strings.Replace(whole, `"version":1`, `"version":2`, 1),
		"no format version":    strings.Replace(whole, `"version":1,`, ``, 1),
		"two lists of changes": strings.Replace(whole, "\n]}", "\n],\"revisions\":[]}", 1),
		"a value changed":      strings.Replace(whole, `"what":"cramp"`, `"what":"dream"`, 1),
		"a number for a text":  strings.Replace(whole, `"kind":"morning"`, `"kind":7`, 1),
		"a revision missing":   strings.Replace(whole, `"rev":1`, `"rev":2`, 1),
		"the same twice":       strings.Replace(whole, "\n]}", ",\n"+strings.Split(whole, "\n")[2]+"\n]}", 1),
		"a zone that is none":  strings.Replace(whole, `"zone":"Europe/Berlin","night_start"`, `"zone":"Mars/X","night_start"`, 1),
		"a revision of 3 MB":   strings.Replace(whole, `"via":"test"`, `"via":"`+strings.Repeat("x", 3<<20)+`"`, 1),
	}
	for name, text := range cases {
		t.Run(name, func(t *testing.T) {
			b := newBedside(t)
			if n, err := b.Import(ctx, b.caller, strings.NewReader(text)); !errors.Is(err, charley.ErrInvalid) || n != 0 {
				t.Errorf("got %d, %v; want ErrInvalid", n, err)
			}
			if items, _, _, err := b.List(ctx, b.caller, 0, 10); err != nil || len(items) != 0 {
				t.Errorf("%d entries are there after a refused import (%v)", len(items), err)
			}
		})
	}
}

// Whatever the file, an import says so in one of two ways or succeeds.
func FuzzImport(f *testing.F) {
	f.Add([]byte(`{"format":"charley-diary","version":1,"settings":{"zone":"UTC","night_start":720,"asked":null,"bad":{"bother":4,"sleep_lost":15}},"revisions":[` +
		`{"id":"0193f9a0-5b0e-7c3a-8a44-6f1f6a3c2d10","kind":"morning","rev":1,"parent":0,"patch":{"night":"2026-11-22","zone":"UTC"},"stamp_ms":1,"author":"o","via":"t","client_ms":1,"received_ms":1}]}`))
	f.Add([]byte(`{"format":"charley-diary","version":1,"settings":{},"revisions":[]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		b := newBedside(t)
		_, err := b.Import(context.Background(), b.caller, bytes.NewReader(data))
		if err != nil && !errors.Is(err, charley.ErrInvalid) {
			t.Fatalf("got %v, want ErrInvalid", err)
		}
	})
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
