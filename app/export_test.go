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
)

func exported(t testing.TB, b *bedside, c charley.Caller) string {
	t.Helper()
	var out bytes.Buffer
	if err := b.Export(context.Background(), c, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// A line that breaks at once.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("the line broke") }

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
