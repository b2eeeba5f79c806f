package backup

import (
	"errors"
	"path/filepath"
	"testing"

	"charley"
	"charley/app"
	"charley/backup/proof"
	"charley/charleytest"
	"charley/store"
)

// lockedDiary is a folder with a diary, a password, a phone and a button that was
// revoked.
func lockedDiary(t *testing.T) (dir string, phone, revoked string) {
	t.Helper()
	dir = newDiary(t, 5)
	s, a := openDiary(t, store.Options{Dir: dir})
	c, err := a.Owner(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = a.SetPassword(ctx, c, "", "three wet grey herons"); err != nil {
		t.Fatal(err)
	}
	link, err := a.NewLink(ctx, c, app.LinkPair)
	if err != nil {
		t.Fatal(err)
	}
	paired, err := a.UseLink(ctx, link.Secret, app.LinkPair, "Phone")
	if err != nil {
		t.Fatal(err)
	}
	secret, d, err := a.NewToken(ctx, c, "Button", app.DeviceButton, charley.ScopeTap)
	if err == nil {
		err = a.Revoke(ctx, c, d.ID)
	}
	if err = errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	return dir, paired.Secret, secret
}

// Whoever could come in can come in after a restore, and whoever was shut out
// before the backup stays out.
func TestWhoMayComeInComesBack(t *testing.T) {
	dir, phone, revoked := lockedDiary(t)
	b, err := keeper(dir).Create(ctx, "")
	if err != nil || b.Manifest.Content.Account == "" {
		t.Fatalf("got %+v (%v)", b.Manifest, err)
	}
	if _, err := keeper(dir).Verify(ctx, b.Path); err != nil {
		t.Errorf("verify: %v", err)
	}
	to := store.Options{Dir: filepath.Join(t.TempDir(), "new")}
	if _, err := keeper(to.Dir).Restore(ctx, b.Path, false); err != nil {
		t.Fatal(err)
	}
	server := store.Options{DSN: charleytest.Postgres(t)}
	k := keeper(t.TempDir())
	k.DSN = server.DSN
	if _, err := k.Restore(ctx, b.Path, false); err != nil {
		t.Fatal(err)
	}
	for name, o := range map[string]store.Options{"in a folder": to, "on a server": server} {
		_, a := openDiary(t, o)
		if c, _, err := a.Authenticate(ctx, phone); err != nil || c.Scope != charley.ScopeAppend {
			t.Errorf("%s: the phone: %v", name, err)
		}
		if _, _, err := a.Authenticate(ctx, revoked); !errors.Is(err, charley.ErrUnauthorized) {
			t.Errorf("%s: the revoked button: %v, want ErrUnauthorized", name, err)
		}
		if _, err := a.SignIn(ctx, app.SignIn{Password: "three wet grey herons"}); err != nil {
			t.Errorf("%s: the password: %v", name, err)
		}
		want := app.AccountState{Set: true, Password: true, RecoveryLeft: 10}
		if state, err := a.Account(ctx); err != nil || state != want {
			t.Errorf("%s: got %+v (%v), want %+v", name, state, err, want)
		}
	}
}

// A token that became more than it was, on the way, is noticed.
func TestAnAccountThatWasAlteredIsNotTheOneBackedUp(t *testing.T) {
	dir, _, _ := lockedDiary(t)
	s, a := openDiary(t, store.Options{Dir: dir})
	before, err := proof.Claim(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	c, err := a.Owner(ctx)
	if err != nil {
		t.Fatal(err)
	}
	err = s.Update(ctx, func(w app.Writer) error {
		all, err := w.Devices(ctx, c.Person)
		if err != nil {
			return err
		}
		all[0].Scope = charley.ScopeAll
		return w.KeepDevice(ctx, all[0])
	})
	if err != nil {
		t.Fatal(err)
	}
	after, err := proof.Claim(ctx, s)
	if err != nil || before.Equal(after) {
		t.Errorf("got equal content (%v)", err)
	}
}
