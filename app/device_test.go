package app_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/diary"
)

func TestHowLongADeviceMayStayAway(t *testing.T) {
	const day = 24 * time.Hour
	b := newBedside(t)
	ctx := context.Background()
	c, s, _ := signedIn(t, b)
	link, err := b.NewLink(ctx, c, app.LinkPair)
	if err != nil {
		t.Fatal(err)
	}
	phone, err := b.UseLink(ctx, link.Secret, app.LinkPair, "Phone")
	if err != nil {
		t.Fatal(err)
	}
	button, _, err := b.NewToken(ctx, c, "Button", app.DeviceButton, charley.ScopeTap)
	if err != nil {
		t.Fatal(err)
	}
	begin := b.clock
	for _, x := range []struct {
		name   string
		secret string
		days   int // after the first day
		in     bool
	}{
		{"the browser after 29 days", s.Secret, 29, true},
		{"the browser 29 days after that", s.Secret, 58, true},
		{"the browser 31 days after that", s.Secret, 89, false},
		{"the browser on the day after", s.Secret, 90, false},
		{"the phone after 300 days", phone.Secret, 300, true},
		{"the phone 300 days after that", phone.Secret, 600, true},
		{"the phone 366 days after that", phone.Secret, 966, false},
		{"the button after three years", button, 1100, true},
	} {
		b.clock = begin.Add(time.Duration(x.days) * day)
		if _, _, err := b.Authenticate(ctx, x.secret); (err == nil) != x.in {
			t.Errorf("%s: %v, want in: %v", x.name, err, x.in)
		} else if err != nil && !errors.Is(err, charley.ErrUnauthorized) {
			t.Errorf("%s: got %v, want ErrUnauthorized", x.name, err)
		}
	}
}

// Also a browser that is used every day is asked again after a year.
func TestASessionEndsAfterAYear(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	_, s, _ := signedIn(t, b)
	for day := 1; day <= 366; day++ {
		b.clock = b.clock.Add(24 * time.Hour)
		if _, _, err := b.Authenticate(ctx, s.Secret); (err == nil) != (day < 365) {
			t.Fatalf("day %d: %v", day, err)
		}
	}
}

// Reading must not write at every request.
func TestThatADeviceWasSeenIsWrittenOnceAnHour(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	c, s, _ := signedIn(t, b)
	before := b.store.Commits()
	for range 59 {
		b.clock = b.clock.Add(time.Minute)
		if _, _, err := b.Authenticate(ctx, s.Secret); err != nil {
			t.Fatal(err)
		}
	}
	if n := b.store.Commits() - before; n != 0 {
		t.Errorf("%d writes within an hour, want none", n)
	}
	for range 120 {
		b.clock = b.clock.Add(time.Minute)
		if _, _, err := b.Authenticate(ctx, s.Secret); err != nil {
			t.Fatal(err)
		}
	}
	if n := b.store.Commits() - before; n != 2 {
		t.Errorf("%d writes in three hours, want 2", n)
	}
	all, err := b.Devices(ctx, c)
	if err != nil || len(all) != 1 || b.clock.Sub(all[0].Seen) >= time.Hour {
		t.Errorf("got %+v (%v), want it seen in the last hour", all, err)
	}
}

func TestSecretsThatAreNone(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	_, s, _ := signedIn(t, b)
	for name, secret := range map[string]string{
		"nothing": "", "nonsense": "x", "only the beginning": "chl_", "cut short": s.Secret[:len(s.Secret)-1], "one letter more": s.Secret + "A",
		"without its beginning": strings.TrimPrefix(s.Secret, "chl_"), "the mark of a device": s.Known, "spaces around it": " " + s.Secret,
		"another": "chl_" + strings.Repeat("A", 43), "very long": "chl_" + strings.Repeat("A", 1<<20), "its own id": s.Device.ID,
	} {
		c, d, err := b.Authenticate(ctx, secret)
		if !errors.Is(err, charley.ErrUnauthorized) || c != (charley.Caller{}) || d != (app.Device{}) {
			t.Errorf("%s: got %+v, %+v, %v; want ErrUnauthorized", name, c, d, err)
		}
	}
}

func TestSigningOut(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	c, s, _ := signedIn(t, b)
	link, err := b.NewLink(ctx, c, app.LinkPair)
	if err != nil {
		t.Fatal(err)
	}
	phone, err := b.UseLink(ctx, link.Secret, app.LinkPair, "Phone")
	if err != nil {
		t.Fatal(err)
	}
	button, _, err := b.NewToken(ctx, c, "Button", app.DeviceButton, charley.ScopeTap)
	if err != nil {
		t.Fatal(err)
	}
	in := func(when string, want map[string]bool) {
		t.Helper()
		for secret, want := range want {
			if _, _, err := b.Authenticate(ctx, secret); (err == nil) != want {
				t.Errorf("%s: %v, want in: %v", when, err, want)
			}
		}
	}
	again, err := b.SignIn(ctx, app.SignIn{Password: secretWords, KnownDevice: s.Known, DeviceName: "Laptop"})
	if err != nil || again.Secret == s.Secret || again.Known == s.Known || again.Device.ID == s.Device.ID {
		t.Fatalf("got %+v (%v), want a new secret", again.Device, err)
	}
	in("signed in again on the same browser", map[string]bool{s.Secret: false, again.Secret: true})
	if err := b.SignOut(ctx, again.Caller); err != nil {
		t.Fatal(err)
	}
	in("signed out", map[string]bool{again.Secret: false, phone.Secret: true, button: true})
	third, err := b.SignIn(ctx, app.SignIn{Password: secretWords, KnownDevice: again.Known})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.SignOutEverywhere(ctx, third.Caller); err != nil {
		t.Fatal(err)
	}
	in("signed out everywhere", map[string]bool{third.Secret: false, phone.Secret: false, button: true})
	all, err := b.Devices(ctx, b.caller)
	if err != nil || len(all) != 1 || all[0].Kind != app.DeviceButton {
		t.Errorf("got %+v (%v), want only the button", all, err)
	}
}

func TestTokens(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	for name, x := range map[string]struct {
		name  string
		kind  app.DeviceKind
		scope charley.Scope
		field string
	}{
		"a button":                        {"Button", app.DeviceButton, charley.ScopeTap, ""},
		"a program that adds":             {"Watch", app.DeviceButton, charley.ScopeAppend, ""},
		"a calendar":                      {"Calendar", app.DeviceFeed, charley.ScopeFeed, ""},
		"a button that may do everything": {"Button", app.DeviceButton, charley.ScopeAll, "scope"},
		"a calendar that taps":            {"Calendar", app.DeviceFeed, charley.ScopeTap, "scope"},
		"a session made by hand":          {"Browser", app.DeviceSession, charley.ScopeAll, "scope"},
		"a kind that is none":             {"X", "admin", charley.ScopeTap, "scope"},
		"a scope that is none":            {"X", app.DeviceButton, "", "scope"},
		"no name":                         {"  ", app.DeviceButton, charley.ScopeTap, "name"},
		"a name of 41 letters":            {strings.Repeat("n", 41), app.DeviceButton, charley.ScopeTap, "name"},
		"a name that hides":               {"But\u202eton", app.DeviceButton, charley.ScopeTap, "name"},
		"a name with a bell":              {"But\aton", app.DeviceButton, charley.ScopeTap, "name"},
		"half a letter":                   {"But\xffton", app.DeviceButton, charley.ScopeTap, "name"},
	} {
		secret, d, err := b.NewToken(ctx, b.caller, x.name, x.kind, x.scope)
		var wrong *charley.FieldError
		if x.field != "" {
			if !errors.As(err, &wrong) || wrong.Field != x.field || secret != "" {
				t.Errorf("%s: got %v, want a word on %s", name, err, x.field)
			}
			continue
		}
		c, _, err2 := b.Authenticate(ctx, secret)
		if err != nil || err2 != nil || c.Scope != x.scope || c.Name != string(x.kind) || c.DeviceID != d.ID || !strings.HasPrefix(secret, "chl_") {
			t.Errorf("%s: got %+v (%v, %v)", name, c, err, err2)
		}
	}
}

// Edits made at the same moment on two devices are told apart by their names.
func TestTwoDevicesOfOneName(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	var names []string
	for range 3 {
		_, d, err := b.NewToken(ctx, b.caller, " Bed\t button ", app.DeviceButton, charley.ScopeTap)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, d.Name)
	}
	if got := strings.Join(names, ", "); got != "Bed button, Bed button 2, Bed button 3" {
		t.Errorf("got %s", got)
	}
}

func TestThereCannotBeTooManyDevices(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	for i := range 101 {
		_, d, err := b.NewToken(ctx, b.caller, "Button", app.DeviceButton, charley.ScopeTap)
		if i < 100 && err != nil || i == 100 && !errors.Is(err, charley.ErrTooLarge) {
			t.Fatalf("the %dth: %v", i+1, err)
		}
		if i == 99 {
			if err := b.Revoke(ctx, b.caller, d.ID); err != nil {
				t.Fatal(err)
			}
			if err := b.Revoke(ctx, b.caller, d.ID); !errors.Is(err, charley.ErrNotFound) {
				t.Errorf("revoked again: got %v, want ErrNotFound", err)
			}
			if _, _, err := b.NewToken(ctx, b.caller, "Button", app.DeviceButton, charley.ScopeTap); err != nil {
				t.Errorf("in the place of a revoked one: %v", err)
			}
		}
	}
}

// A name that the longest letters fill goes through an export and back.
func TestWhatAPhoneWroteMovesHouse(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	link, err := b.NewLink(ctx, b.caller, app.LinkPair)
	if err != nil {
		t.Fatal(err)
	}
	phone, err := b.UseLink(ctx, link.Secret, app.LinkPair, strings.Repeat("🦵", 60))
	if err != nil {
		t.Fatal(err)
	}
	body := cramp()
	delete(body, "kind")
	d, err := diary.NewDraft(charley.KindEpisode, body)
	if err != nil {
		t.Fatal(err)
	}
	saved, err := b.Put(ctx, phone.Caller, charley.NewEntryID(), d)
	if err != nil || saved.Entry.Device != strings.Repeat("🦵", 40) {
		t.Fatalf("got device %q (%v)", saved.Entry.Device, err)
	}
	before := exported(t, b, b.caller)
	other := newBedside(t)
	if _, err := other.Import(ctx, other.caller, strings.NewReader(before)); err != nil {
		t.Fatal(err)
	}
	if after := exported(t, other, other.caller); after != before {
		t.Errorf("got\n%s\nwant\n%s", after, before)
	}
}

// Somebody who may not come in any more may not do so in the moment between the
// check and the note that the device was seen.
func TestARevokedDeviceIsNotBroughtBackByBeingSeen(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	c, _, _ := signedIn(t, b)
	secret, d, err := b.NewToken(ctx, c, "Button", app.DeviceButton, charley.ScopeTap)
	if err != nil {
		t.Fatal(err)
	}
	b.clock = b.clock.Add(2 * time.Hour) // it will be noted as seen
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 20 {
			b.Authenticate(ctx, secret)
		}
	}()
	if err := b.Revoke(ctx, c, d.ID); err != nil {
		t.Fatal(err)
	}
	<-done
	if _, _, err := b.Authenticate(ctx, secret); !errors.Is(err, charley.ErrUnauthorized) {
		t.Errorf("got %v, want ErrUnauthorized", err)
	}
}
