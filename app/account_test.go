package app_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/store"
)

func TestWhatAPasswordMustBe(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	for name, c := range map[string]struct {
		password string
		ok       bool
	}{
		"nothing":                         {"", false},
		"seven letters":                   {"zwrkbdq", false},
		"eight letters":                   {"zwrkbdqx", true},
		"eight letters of another kind":   {"ночьюсон", true},
		"a sentence":                      {"The heron stands on one leg at night.", true},
		"128 letters":                     {strings.Repeat("zw", 64), true},
		"129 letters":                     {strings.Repeat("zw", 64) + "z", false},
		"one of the commonest":            {"password", false},
		"one of the commonest, in shouts": {"PassWord", false},
		"another of the commonest":        {"iloveyou", false},
		"the name of this":                {"charley123", false},
		"one letter over and over":        {"zzzzzzzzzzzz", false},
		"two words of the list":           {"password\niloveyou", false},
		"half a letter":                   {"zwrkbdqx\xff", false},
		"spaces count":                    {" zwrkbd ", true},
	} {
		_, err := b.SetPassword(ctx, b.caller, secretWords, c.password)
		var wrong *charley.FieldError
		switch {
		case c.ok && err != nil && !errors.Is(err, charley.ErrForbidden):
			t.Errorf("%s: %v", name, err)
		case !c.ok && (!errors.As(err, &wrong) || wrong.Field != "password" || wrong.Got != ""):
			t.Errorf("%s: got %v, want it refused, and not shown", name, err)
		}
		b.clock = b.clock.Add(time.Hour) // each is a stranger's try
	}
}

// A keyboard may write é as one sign or as two.
func TestAPasswordTypedOnAnotherKeyboard(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	if _, err := b.SetPassword(ctx, b.caller, "", "héron gris"); err != nil {
		t.Fatal(err)
	}
	for _, typed := range []string{"héron gris", "he\u0301ron gris"} {
		if _, err := b.SignIn(ctx, app.SignIn{Password: typed, Source: "10.0.0.1"}); err != nil {
			t.Errorf("%q: %v", typed, err)
		}
	}
	for _, typed := range []string{"", "heron gris", "Héron gris", "héron gris ", strings.Repeat("x", 1<<20)} {
		if _, err := b.SignIn(ctx, app.SignIn{Password: typed, Source: "10.0.0.1"}); !errors.Is(err, charley.ErrForbidden) {
			t.Errorf("%.20q: got %v, want ErrForbidden", typed, err)
		}
	}
}

func TestNobodySignsInWhereThereIsNoAccount(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	for name, in := range map[string]app.SignIn{"no password": {}, "any": {Password: secretWords}, "any code": {Recovery: "0000-0000-0000-0000"}} {
		if _, err := b.SignIn(ctx, in); !errors.Is(err, charley.ErrForbidden) {
			t.Errorf("%s: got %v, want ErrForbidden", name, err)
		}
	}
	if _, err := b.SignInPasskey(ctx, []byte("x"), ""); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("any passkey: got %v, want ErrForbidden", err)
	}
	if err := b.Confirm(ctx, b.caller, "", ""); err != nil {
		t.Errorf("there is nothing to confirm: %v", err)
	}
}

func TestChangingThePassword(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	c, s, _ := signedIn(t, b)
	other, err := b.SignIn(ctx, app.SignIn{Password: secretWords, DeviceName: "Tablet"})
	if err != nil {
		t.Fatal(err)
	}
	link, err := b.NewLink(ctx, c, app.LinkPair)
	if err != nil {
		t.Fatal(err)
	}
	phone, err := b.UseLink(ctx, link.Secret, app.LinkPair, "Phone")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.SetPassword(ctx, c, "", newWords); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("without the old one: got %v, want ErrForbidden", err)
	}
	codes, err := b.SetPassword(ctx, c, secretWords, newWords)
	if err != nil || codes != nil {
		t.Fatalf("got %d codes (%v), want the old ones to stay", len(codes), err)
	}
	for name, x := range map[string]struct {
		secret string
		in     bool
	}{"this browser": {s.Secret, true}, "the other browser": {other.Secret, false}, "the phone": {phone.Secret, true}} {
		if _, _, err := b.Authenticate(ctx, x.secret); (err == nil) != x.in {
			t.Errorf("%s: %v, want in: %v", name, err, x.in)
		}
	}
	if _, err := b.SignIn(ctx, app.SignIn{Password: secretWords}); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("the old password: got %v, want ErrForbidden", err)
	}
	if _, err := b.SignIn(ctx, app.SignIn{Password: newWords}); err != nil {
		t.Errorf("the new password: %v", err)
	}
}

// At home, before there is an account, a browser that came by the link asks as
// somebody at this machine: its session must live on past the first password.
func TestTheFirstPasswordSignsNobodyOut(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	link, err := b.NewLink(ctx, b.caller, app.LinkSetup)
	if err != nil {
		t.Fatal(err)
	}
	s, err := b.UseLink(ctx, link.Secret, app.LinkSetup, "Laptop")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.SetPassword(ctx, b.caller, "", secretWords); err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.Authenticate(ctx, s.Secret); err != nil {
		t.Errorf("got %v, want it still in", err)
	}
}

// The paper with the codes is what there is when the password is lost.
func TestALostPassword(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	c, _, codes := signedIn(t, b)
	if err := b.AddPasskey(ctx, c, aPasskey("a")); err != nil {
		t.Fatal(err)
	}
	typed := strings.ToUpper(strings.ReplaceAll(codes[3], "-", " "))
	s, err := b.SignIn(ctx, app.SignIn{Recovery: typed, DeviceName: "Laptop"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.SignIn(ctx, app.SignIn{Recovery: codes[3]}); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("the same code again: got %v, want ErrForbidden", err)
	}
	if again, err := b.SetPassword(ctx, s.Caller, "", newWords); err != nil || again != nil {
		t.Fatalf("got %d codes (%v), want a new password and the old codes", len(again), err)
	}
	want := app.AccountState{Set: true, Password: true, Passkeys: 1, RecoveryLeft: 9}
	if state, err := b.Account(ctx); err != nil || state != want {
		t.Errorf("got %+v (%v), want %+v", state, err, want)
	}
	if _, err := b.SetPassword(ctx, s.Caller, "", secretWords); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("a second one without the old: got %v, want ErrForbidden", err)
	}
	if _, err := b.SignIn(ctx, app.SignIn{Password: secretWords}); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("the lost password: got %v, want ErrForbidden", err)
	}
	fresh, err := b.NewRecovery(ctx, s.Caller)
	if err != nil || len(fresh) != 10 {
		t.Fatalf("got %d new codes (%v)", len(fresh), err)
	}
	if _, err := b.SignIn(ctx, app.SignIn{Recovery: codes[0]}); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("a code of the old set: got %v, want ErrForbidden", err)
	}
	if _, err := b.SignIn(ctx, app.SignIn{Recovery: fresh[0]}); err != nil {
		t.Errorf("a code of the new set: %v", err)
	}
}

// A link or a code opens the way to a new password for an hour.
func TestTheWayToANewPasswordCloses(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	_, _, codes := signedIn(t, b)
	s, err := b.SignIn(ctx, app.SignIn{Recovery: codes[0]})
	if err != nil {
		t.Fatal(err)
	}
	b.clock = b.clock.Add(time.Hour)
	if _, err := b.SetPassword(ctx, s.Caller, "", newWords); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("got %v, want ErrForbidden", err)
	}
}

func TestConfirmingCountsForFiveMinutes(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	c, _, _ := signedIn(t, b)
	ben, eve := b.joins(t, "Ben", charley.RolePerson), b.joins(t, "Eve", charley.RolePerson)
	needs := map[string]func() error{
		"new recovery codes": func() error { _, err := b.NewRecovery(ctx, c); return err },
		"a link to pair":     func() error { _, err := b.NewLink(ctx, c, app.LinkPair); return err },
		"a passkey":          func() error { return b.AddPasskey(ctx, c, aPasskey(string(charley.NewEntryID()))) },
		"an export":          func() error { return b.Export(ctx, c, &bytes.Buffer{}) },
		"a token that reads": func() error {
			_, _, err := b.NewToken(ctx, c, "Program", app.DeviceButton, charley.ScopeAppend)
			return err
		},
		"letting somebody in":   func() error { _, err := b.LetIn(ctx, c, "Ben", charley.RoleHousehold, time.Time{}); return err },
		"somebody new":          func() error { return third(b.AddAccount(ctx, c, string(charley.NewEntryID()), charley.RolePerson)) },
		"a way in for somebody": func() error { _, err := b.LinkFor(ctx, c, ben.Person); return err },
		"another administrator": func() error { return b.SetAdmin(ctx, c, ben.Person, true) },
		"somebody who is to go": func() error { return b.EndAccount(ctx, c, eve.Person) },
	}
	try := func(when string, want error) {
		t.Helper()
		if err := b.Confirmed(ctx, c); !errors.Is(err, want) {
			t.Errorf("%s: Confirmed: got %v, want %v", when, err, want)
		}
		for name, do := range needs {
			if err := do(); !errors.Is(err, want) {
				t.Errorf("%s, %s: got %v, want %v", when, name, err, want)
			}
		}
	}
	try("just signed in", nil)
	b.clock = b.clock.Add(5 * time.Minute)
	try("later", charley.ErrUnconfirmed)
	if _, _, err := b.NewToken(ctx, c, "Button", app.DeviceButton, charley.ScopeTap); err != nil {
		t.Errorf("a token that reads nothing: %v", err)
	}
	if err := b.Confirm(ctx, c, "not the right words", ""); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("wrong: got %v, want ErrForbidden", err)
	}
	try("after a wrong password", charley.ErrUnconfirmed)
	if err := b.Confirm(ctx, c, secretWords, ""); err != nil {
		t.Fatal(err)
	}
	try("after the right one", nil)
	b.clock = b.clock.Add(5 * time.Minute)
	if err := b.ConfirmPasskey(ctx, c, []byte("nobody's")); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("a passkey that is not there: got %v, want ErrForbidden", err)
	}
	all, err := b.Passkeys(ctx, c)
	if err != nil || len(all) == 0 {
		t.Fatal(err)
	}
	if err := b.ConfirmPasskey(ctx, c, all[0].ID); err != nil {
		t.Fatal(err)
	}
	try("after a passkey", nil)
	if !errors.Is(charley.ErrUnconfirmed, charley.ErrForbidden) {
		t.Error("ErrUnconfirmed is not ErrForbidden")
	}
}

func TestPasskeys(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	link, err := b.NewLink(ctx, b.caller, app.LinkSetup)
	if err != nil {
		t.Fatal(err)
	}
	s, err := b.UseLink(ctx, link.Secret, app.LinkSetup, "Laptop")
	if err != nil {
		t.Fatal(err)
	}
	key := aPasskey("first")
	key.Flags = app.PasskeyFlags{BackupEligible: true}
	if err := b.AddPasskey(ctx, s.Caller, key); err != nil {
		t.Fatal(err)
	}
	got, err := b.PasskeyByID(ctx, []byte("first"))
	key.Person, key.Created = b.caller.Person, b.clock
	if err != nil || !samePasskey(got, key) {
		t.Errorf("got %+v (%v), want %+v", got, err, key)
	}
	want := app.AccountState{Set: true, Passkeys: 1}
	if state, err := b.Account(ctx); err != nil || state != want {
		t.Errorf("got %+v (%v), want %+v", state, err, want)
	}
	for name, bad := range map[string]app.Passkey{
		"no id": {PublicKey: []byte{1}}, "no key": {ID: []byte("x")}, "a key too long": {ID: []byte("x"), PublicKey: make([]byte, 1<<20)},
		"an odd transport": {ID: []byte("x"), PublicKey: []byte{1}, Transports: []string{"usb,nfc"}},
	} {
		if err := b.AddPasskey(ctx, s.Caller, bad); !errors.Is(err, charley.ErrInvalid) {
			t.Errorf("%s: got %v, want ErrInvalid", name, err)
		}
	}
	if err := b.AddPasskey(ctx, s.Caller, aPasskey("first")); !errors.Is(err, charley.ErrConflict) {
		t.Errorf("the same again: got %v, want ErrConflict", err)
	}
	if err := b.RemovePasskey(ctx, s.Caller, []byte("first")); !errors.Is(err, charley.ErrConflict) {
		t.Errorf("the only way in was removed: %v", err)
	}
	// Signing in: the count must move on, and what it is must stay.
	for _, x := range []struct {
		name  string
		count uint32
		flags app.PasskeyFlags
		want  error
	}{
		{"the next count", 2, app.PasskeyFlags{BackupEligible: true, BackupState: true}, nil},
		{"the same count", 2, app.PasskeyFlags{BackupEligible: true}, charley.ErrForbidden},
		{"an older count", 1, app.PasskeyFlags{BackupEligible: true}, charley.ErrForbidden},
		{"another sort of key", 9, app.PasskeyFlags{}, charley.ErrForbidden},
		{"a later count", 4, app.PasskeyFlags{BackupEligible: true}, nil},
	} {
		if err := b.UsedPasskey(ctx, []byte("first"), x.count, x.flags); !errors.Is(err, x.want) {
			t.Errorf("%s: got %v, want %v", x.name, err, x.want)
		}
	}
	in, err := b.SignInPasskey(ctx, []byte("first"), "Tablet")
	if err != nil || in.Caller.Scope != charley.ScopeAll || in.Caller.Person != b.caller.Person {
		t.Fatalf("got %+v (%v)", in.Caller, err)
	}
	if err := b.Confirmed(ctx, in.Caller); err != nil {
		t.Errorf("just signed in: %v", err)
	}
	// A password beside it wants one of them shown lately, and then the passkey can go.
	b.clock = b.clock.Add(time.Hour)
	if _, err := b.SetPassword(ctx, in.Caller, "", secretWords); !errors.Is(err, charley.ErrUnconfirmed) {
		t.Errorf("got %v, want ErrUnconfirmed", err)
	}
	if err := b.ConfirmPasskey(ctx, in.Caller, []byte("first")); err != nil {
		t.Fatal(err)
	}
	if codes, err := b.SetPassword(ctx, in.Caller, "", secretWords); err != nil || len(codes) != 10 {
		t.Fatalf("got %d codes (%v)", len(codes), err)
	}
	if err := b.RemovePasskey(ctx, in.Caller, []byte("first")); err != nil {
		t.Error(err)
	}
	if _, err := b.SignInPasskey(ctx, []byte("first"), "Tablet"); !errors.Is(err, charley.ErrForbidden) {
		t.Errorf("a removed passkey: got %v, want ErrForbidden", err)
	}
}

func samePasskey(a, b app.Passkey) bool {
	return a.Person == b.Person && bytes.Equal(a.ID, b.ID) && bytes.Equal(a.PublicKey, b.PublicKey) && a.SignCount == b.SignCount && a.Flags == b.Flags &&
		strings.Join(a.Transports, " ") == strings.Join(b.Transports, " ") && a.Name == b.Name && a.Created.Equal(b.Created) && a.Used.Equal(b.Used)
}

// What people and chance made up is nowhere in the folder of the diary, nor in
// an export of it.
func TestNoSecretIsKept(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	c, s, codes := signedIn(t, b)
	pair, err := b.NewLink(ctx, c, app.LinkPair)
	if err != nil {
		t.Fatal(err)
	}
	setup, err := b.NewLink(ctx, c, app.LinkSetup)
	if err != nil {
		t.Fatal(err)
	}
	phone, err := b.UseLink(ctx, pair.Secret, app.LinkPair, "Phone")
	if err != nil {
		t.Fatal(err)
	}
	token, _, err := b.NewToken(ctx, c, "Button", app.DeviceButton, charley.ScopeTap)
	if err != nil {
		t.Fatal(err)
	}
	guess(t, b, app.SignIn{Source: "10.0.0.1"})
	if _, err := b.SignIn(ctx, app.SignIn{Recovery: codes[0], Source: "10.0.0.1"}); err != nil {
		t.Fatal(err)
	}
	secrets := map[string]string{
		"password": secretWords, "a wrong password": "not the right words", "session": s.Secret, "mark": s.Known, "phone": phone.Secret, "token": token,
		"link to pair": pair.Secret, "link to set up": setup.Secret, "recovery code": codes[1], "used recovery code": codes[0],
		"recovery code without hyphens": strings.ReplaceAll(codes[1], "-", ""),
	}
	text := exported(t, b, b.caller)
	if strings.Contains(text, "argon2id") || strings.Contains(text, "Phone") || strings.Contains(text, phone.Device.ID) {
		t.Errorf("the export tells of the account: %s", text)
	}
	where := map[string][]byte{"the export": []byte(text)}
	dir := filepath.Dir(b.store.Path())
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if where[f.Name()], err = os.ReadFile(filepath.Join(dir, f.Name())); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Contains(bytes.Join([][]byte{where[store.FileName], where[store.FileName+"-wal"]}, nil), []byte("argon2id")) {
		t.Error("the password was looked for where it is not")
	}
	for what, secret := range secrets {
		for name, text := range where {
			if bytes.Contains(text, []byte(secret)) {
				t.Errorf("%s holds the %s", name, what)
			}
		}
	}
}

// Whatever opens or closes the door leaves a line, and none holds a secret.
func TestTheAuditLogKnowsWhoCameIn(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	var s app.Session
	var link app.Link
	var codes []string
	var d app.Device
	for _, x := range []struct {
		what string
		do   func() error
		want int64
	}{
		{"a link to set up", func() (err error) { link, err = b.NewLink(ctx, b.caller, app.LinkSetup); return err }, 1},
		{"a link that is wrong", func() error { b.UseLink(ctx, "x", app.LinkSetup, ""); return nil }, 0},
		{"the link used", func() (err error) { s, err = b.UseLink(ctx, link.Secret, app.LinkSetup, "Laptop"); return err }, 1},
		{"the first password and its codes", func() (err error) { codes, err = b.SetPassword(ctx, s.Caller, "", secretWords); return err }, 2},
		{"a refused sign-in", func() error { guess(t, b, app.SignIn{Source: "10.0.0.1"}); return nil }, 1},
		{"a sign-in", func() error { _, err := b.SignIn(ctx, app.SignIn{Password: secretWords}); return err }, 1},
		{"a sign-in by a code", func() error { _, err := b.SignIn(ctx, app.SignIn{Recovery: codes[0]}); return err }, 2},
		{"confirming", func() error { return b.Confirm(ctx, s.Caller, secretWords, "") }, 1},
		{"confirming wrongly", func() error { b.Confirm(ctx, s.Caller, "wrong words", ""); return nil }, 1},
		{"coming in", func() error { _, _, err := b.Authenticate(ctx, s.Secret); return err }, 0},
		{"a token", func() (err error) {
			_, d, err = b.NewToken(ctx, s.Caller, "Button", app.DeviceButton, charley.ScopeTap)
			return err
		}, 1},
		{"taking the diary out", func() error { _, err := b.TakeOut(ctx, s.Caller, "csv"); return err }, 1},
		{"a tap", func() error { _, err := b.Tap(ctx, s.Caller, "cramp", ""); return err }, 1},
		{"the same tap", func() error { _, err := b.Tap(ctx, s.Caller, "cramp", ""); return err }, 0},
		{"a token revoked", func() error { return b.Revoke(ctx, s.Caller, d.ID) }, 1},
		{"a passkey", func() error { return b.AddPasskey(ctx, s.Caller, aPasskey("a")) }, 1},
		{"a sign-in by it", func() error { _, err := b.SignInPasskey(ctx, []byte("a"), ""); return err }, 1},
		{"the passkey removed", func() error { return b.RemovePasskey(ctx, s.Caller, []byte("a")) }, 1},
		{"new codes", func() error { _, err := b.NewRecovery(ctx, s.Caller); return err }, 1},
		{"another password", func() error { _, err := b.SetPassword(ctx, s.Caller, secretWords, newWords); return err }, 1},
		{"signed out", func() error { return b.SignOut(ctx, s.Caller) }, 1},
		{"signed out everywhere", func() error { return b.SignOutEverywhere(ctx, b.caller) }, 1},
	} {
		before, err := b.store.Count(ctx)
		if err == nil {
			err = x.do()
		}
		if err != nil {
			t.Fatalf("%s: %v", x.what, err)
		}
		after, err := b.store.Count(ctx)
		if err != nil || after.Audit-before.Audit != x.want {
			t.Errorf("%s: %d audit lines (%v), want %d", x.what, after.Audit-before.Audit, err, x.want)
		}
	}
}

// ASVS 6.5.2: a code that is kept without a salt of its own has 112 bits or more.
func TestRecoveryCodesAreLongEnoughForAPlainHash(t *testing.T) {
	_, _, codes := signedIn(t, newBedside(t))
	const bits = 5 // of each letter
	seen := map[string]bool{}
	for _, code := range codes {
		plain := strings.ReplaceAll(code, "-", "")
		if len(plain)*bits < 112 || strings.Trim(plain, "0123456789abcdefghjkmnpqrstvwxyz") != "" {
			t.Errorf("got the code %s, want 112 bits or more in letters that can be told apart", code)
		}
		seen[plain[:8]], seen[plain[16:]] = true, true
	}
	if len(seen) != 2*len(codes) {
		t.Errorf("got %d different parts of %d codes", len(seen), len(codes))
	}
}
