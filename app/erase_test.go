package app_test

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"

	"charley"
)

// After erasing, whoever is at home begins anew, with the settings of a new diary.
func TestAnErasedDiaryBeginsAnew(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	b.put(t, cramp())
	set := charley.DefaultSettings("Asia/Tokyo")
	if err := b.SaveSettings(ctx, b.caller, set); err != nil {
		t.Fatal(err)
	}
	b.put(t, cramp())
	if err := b.Erase(ctx, b.caller); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Settings(ctx, b.caller); !errors.Is(err, charley.ErrNotFound) {
		t.Errorf("the settings of an erased diary: %v, want ErrNotFound", err)
	}
	again, err := b.Owner(ctx)
	if err != nil || again.Person == b.caller.Person {
		t.Fatalf("the new owner: %v, %v", again, err)
	}
	b.caller = again
	s, err := b.Settings(ctx, again)
	if err != nil || s.Zone != "Europe/Berlin" {
		t.Errorf("got %+v, %v; want the settings of a new diary", s, err)
	}
	if e := b.put(t, cramp()).Entry; e.Seq != 1 {
		t.Errorf("the first entry: %+v", e)
	}
}

// Taking the diary along and erasing it want somebody who came in by a browser
// to show again who they are; a stolen session cannot do either.
func TestTakingAlongAndErasingAreConfirmed(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	b.put(t, cramp())
	session, _, _ := signedIn(t, b)
	b.clock = b.clock.Add(time.Hour)
	for name, do := range map[string]func(charley.Caller) error{
		"export":   func(c charley.Caller) error { return b.Export(ctx, c, &bytes.Buffer{}) },
		"take out": func(c charley.Caller) error { _, err := b.TakeOut(ctx, c, "csv"); return err },
		"erase":    func(c charley.Caller) error { return b.Erase(ctx, c) },
	} {
		if err := do(session); !errors.Is(err, charley.ErrUnconfirmed) {
			t.Errorf("%s: got %v, want ErrUnconfirmed", name, err)
		}
		for _, scope := range []charley.Scope{charley.ScopeAppend, charley.ScopeTap, charley.ScopeFeed, ""} {
			less := b.caller
			less.Scope = scope
			if err := do(less); !errors.Is(err, charley.ErrForbidden) {
				t.Errorf("%s with scope %q: got %v, want ErrForbidden", name, scope, err)
			}
		}
	}
	if err := b.Confirm(ctx, session, secretWords, "test"); err != nil {
		t.Fatal(err)
	}
	if err := b.Export(ctx, session, &bytes.Buffer{}); err != nil {
		t.Errorf("export: %v", err)
	}
	if err := b.Erase(ctx, session); err != nil {
		t.Errorf("erase: %v", err)
	}
	if state, err := b.Account(ctx); err != nil || state.Set {
		t.Errorf("the account afterwards: %+v, %v", state, err)
	}
}
