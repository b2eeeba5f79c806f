package app_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"charley"
	"charley/app"
)

const (
	secretWords = "three wet grey herons"
	newWords    = "four dry brown herons"
)

// signedIn sets the account up by a link, as somebody does on the first day, and
// is the caller on that browser.
func signedIn(t testing.TB, b *bedside) (charley.Caller, app.Session, []string) {
	t.Helper()
	ctx := context.Background()
	l, err := b.NewLink(ctx, b.caller, app.LinkSetup)
	if err != nil {
		t.Fatal(err)
	}
	s, err := b.UseLink(ctx, l.Secret, app.LinkSetup, "Laptop")
	if err != nil {
		t.Fatal(err)
	}
	codes, err := b.SetPassword(ctx, s.Caller, "", secretWords)
	if err != nil {
		t.Fatal(err)
	}
	return s.Caller, s, codes
}

func TestTheFirstDay(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	if state, err := b.Account(ctx); err != nil || state != (app.AccountState{}) {
		t.Fatalf("got %+v (%v), want no account", state, err)
	}
	c, s, codes := signedIn(t, b)
	if len(codes) != 10 {
		t.Errorf("got %d recovery codes, want 10", len(codes))
	}
	want := app.AccountState{Set: true, Password: true, RecoveryLeft: 10}
	if state, err := b.Account(ctx); err != nil || state != want {
		t.Errorf("got %+v (%v), want %+v", state, err, want)
	}
	got, d, err := b.Authenticate(ctx, s.Secret)
	if err != nil || got != c || d.Name != "Laptop" || d.Kind != app.DeviceSession {
		t.Errorf("got %+v, %+v (%v), want %+v", got, d, err, c)
	}
	if _, err := b.SetPassword(ctx, b.caller, "", newWords); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("a second first password: got %v, want ErrForbidden", err)
	}
	// The phone at the bed.
	l, err := b.NewLink(ctx, c, app.LinkPair)
	if err != nil {
		t.Fatal(err)
	}
	phone, err := b.UseLink(ctx, l.Secret, app.LinkPair, "Phone")
	if err != nil || phone.Caller.Scope != charley.ScopeAppend || phone.Device.Kind != app.DevicePhone || phone.Known != "" {
		t.Fatalf("got %+v (%v)", phone, err)
	}
	if err := b.Revoke(ctx, c, phone.Device.ID); err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.Authenticate(ctx, phone.Secret); !errors.Is(err, charley.ErrUnauthorized) {
		t.Errorf("a revoked phone: %v, want ErrUnauthorized", err)
	}
	if _, _, err := b.Authenticate(ctx, s.Secret); err != nil {
		t.Errorf("the browser beside it: %v", err)
	}
}

func TestALinkWorksOnceAndNotForLong(t *testing.T) {
	ctx := context.Background()
	for _, c := range []struct {
		name string
		make app.LinkPurpose
		use  app.LinkPurpose
		wait time.Duration
		want error
	}{
		{"a link to pair after nine minutes", app.LinkPair, app.LinkPair, 9 * time.Minute, nil},
		{"a link to pair after ten minutes", app.LinkPair, app.LinkPair, 10 * time.Minute, charley.ErrForbidden},
		{"a link to set up after fifty-nine minutes", app.LinkSetup, app.LinkSetup, 59 * time.Minute, nil},
		{"a link to set up after an hour", app.LinkSetup, app.LinkSetup, time.Hour, charley.ErrForbidden},
		{"a link to pair is none to set up", app.LinkPair, app.LinkSetup, 0, charley.ErrForbidden},
		{"a link to set up is none to pair", app.LinkSetup, app.LinkPair, 0, charley.ErrForbidden},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBedside(t)
			l, err := b.NewLink(ctx, b.caller, c.make)
			if err != nil {
				t.Fatal(err)
			}
			b.clock = b.clock.Add(c.wait)
			for range 2 { // looking does not use it up
				if err := b.CheckLink(ctx, l.Secret, c.use); !errors.Is(err, c.want) {
					t.Errorf("check: got %v, want %v", err, c.want)
				}
			}
			if _, err := b.UseLink(ctx, l.Secret, c.use, ""); !errors.Is(err, c.want) {
				t.Errorf("use: got %v, want %v", err, c.want)
			}
			if _, err := b.UseLink(ctx, l.Secret, c.use, ""); !errors.Is(err, charley.ErrForbidden) {
				t.Errorf("use it again: got %v, want ErrForbidden", err)
			}
		})
	}
}
