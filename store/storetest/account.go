package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"charley"
	"charley/app"
)

// hash is a hash of nothing in particular.
func hash(s string) app.Hash { return app.Hash((strings.Repeat("0", 64) + s)[len(s):]) }

// device is a device of a person, with something in every field.
func device(p charley.PersonID, name string) app.KeptDevice {
	return app.KeptDevice{
		Device: app.Device{
			Person: p, ID: charley.NewDeviceID(), Kind: app.DevicePhone, Scope: charley.ScopeAppend, Name: name,
			Created: start, Seen: start.Add(time.Hour), Expires: start.Add(2 * time.Hour), Revoked: start.Add(3 * time.Hour),
			Confirmed: start.Add(4 * time.Hour), Renew: start.Add(5 * time.Hour),
		},
		Secret: hash("5ec" + fmt.Sprintf("%x", name)), Known: hash("1de" + fmt.Sprintf("%x", name)),
	}
}

func noAccount(t *testing.T, s app.Store) {
	ctx := context.Background()
	p := newPerson(t, s)
	look := func(r app.Reader) error {
		for name, ask := range map[string]func() error{
			"credential": func() error { _, err := r.Credential(ctx, p); return err },
			"passkey":    func() error { _, err := r.PasskeyByID(ctx, []byte("x")); return err },
			"device":     func() error { _, err := r.DeviceBySecret(ctx, hash("1")); return err },
			"known":      func() error { _, err := r.DeviceByKnown(ctx, hash("1")); return err },
			"no mark":    func() error { _, err := r.DeviceByKnown(ctx, ""); return err },
			"link":       func() error { _, err := r.Link(ctx, hash("1")); return err },
		} {
			if err := ask(); !errors.Is(err, charley.ErrNotFound) {
				t.Errorf("%s of a new person: %v, want ErrNotFound", name, err)
			}
		}
		left, err1 := r.RecoveryLeft(ctx, p)
		devices, err2 := r.Devices(ctx, p)
		keys, err3 := r.Passkeys(ctx, p)
		same(t, "codes, devices and passkeys", [3]int{left, len(devices), len(keys)}, [3]int{})
		return errors.Join(err1, err2, err3)
	}
	view(t, s, look)
	update(t, s, func(w app.Writer) error { // and dropping what is not there does no harm
		return errors.Join(look(w), w.DropDevice(ctx, p, "x"), w.DropPasskey(ctx, p, []byte("x")), w.DropLink(ctx, p, hash("1")), w.DropLinks(ctx, p, app.LinkPair, start))
	})
}

func credentialKept(t *testing.T, s app.Store) {
	ctx := context.Background()
	p, other := newPerson(t, s), newPerson(t, s)
	for _, want := range []app.Credential{
		{Person: p, Password: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA", Changed: start},
		{Person: p, Password: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdB$aGFzaB", Changed: start.Add(time.Hour)},
		{Person: p, Password: "", Changed: start.Add(2 * time.Hour)},
	} {
		update(t, s, func(w app.Writer) error {
			if err := w.KeepCredential(ctx, want); err != nil {
				return err
			}
			seen, err := w.Credential(ctx, p)
			same(t, "password seen in the same update", seen, want)
			return err
		})
		view(t, s, func(r app.Reader) error {
			got, err := r.Credential(ctx, p)
			same(t, "password", got, want)
			if _, err := r.Credential(ctx, other); !errors.Is(err, charley.ErrNotFound) {
				t.Errorf("password of the other person: %v, want ErrNotFound", err)
			}
			return err
		})
	}
	// What is no hash is not kept, whatever the program does.
	err := s.Update(ctx, func(w app.Writer) error {
		return w.KeepCredential(ctx, app.Credential{Person: p, Password: "open sesame"})
	})
	if err == nil {
		t.Error("a password was kept as it was typed")
	}
}

func recoveryOnce(t *testing.T, s app.Store) {
	ctx := context.Background()
	p, other := newPerson(t, s), newPerson(t, s)
	left := func(want int) {
		t.Helper()
		view(t, s, func(r app.Reader) error {
			got, err := r.RecoveryLeft(ctx, p)
			same(t, "codes left", got, want)
			return err
		})
	}
	update(t, s, func(w app.Writer) error {
		return errors.Join(w.ReplaceRecovery(ctx, p, []app.Hash{hash("1"), hash("2"), hash("3")}), w.ReplaceRecovery(ctx, other, []app.Hash{hash("1")}))
	})
	left(3)
	update(t, s, func(w app.Writer) error { return w.UseRecovery(ctx, p, hash("2")) })
	left(2)
	for _, code := range []app.Hash{hash("2"), hash("9"), ""} {
		if err := s.Update(ctx, func(w app.Writer) error { return w.UseRecovery(ctx, p, code) }); !errors.Is(err, charley.ErrNotFound) {
			t.Errorf("code %q: %v, want ErrNotFound", code, err)
		}
	}
	update(t, s, func(w app.Writer) error { return w.ReplaceRecovery(ctx, p, []app.Hash{hash("4")}) })
	left(1)
	if err := s.Update(ctx, func(w app.Writer) error { return w.UseRecovery(ctx, p, hash("1")) }); !errors.Is(err, charley.ErrNotFound) {
		t.Errorf("a code of the old set: %v, want ErrNotFound", err)
	}
	update(t, s, func(w app.Writer) error { return w.UseRecovery(ctx, other, hash("1")) })
}

func passkeyKept(t *testing.T, s app.Store) {
	ctx := context.Background()
	p, other := newPerson(t, s), newPerson(t, s)
	every := make([]byte, 256)
	for i := range every {
		every[i] = byte(i)
	}
	key := app.Passkey{
		Person: p, ID: every, PublicKey: bytes.Repeat(every, 3), SignCount: 1<<32 - 1, Flags: app.PasskeyFlags{BackupEligible: true},
		Transports: []string{"usb", "internal"}, Name: "Key 🔑", Created: start,
	}
	plain := app.Passkey{Person: p, ID: []byte{0}, PublicKey: []byte{255}, Name: "Second", Created: start.Add(time.Second), Used: start.Add(time.Minute)}
	update(t, s, func(w app.Writer) error { return errors.Join(w.KeepPasskey(ctx, plain), w.KeepPasskey(ctx, key)) })
	check := func(want ...app.Passkey) {
		t.Helper()
		view(t, s, func(r app.Reader) error {
			got, err := r.Passkeys(ctx, p)
			same(t, "passkeys", got, want)
			for _, k := range want {
				one, err := r.PasskeyByID(ctx, k.ID)
				same(t, "passkey by its id", one, k)
				if err != nil {
					t.Error(err)
				}
			}
			return err
		})
	}
	check(key, plain)
	key.SignCount, key.Used, key.Flags.BackupState = 7, start.Add(time.Hour), true
	update(t, s, func(w app.Writer) error { return w.KeepPasskey(ctx, key) })
	check(key, plain)
	update(t, s, func(w app.Writer) error { return w.DropPasskey(ctx, other, key.ID) }) // it is not theirs
	check(key, plain)
	update(t, s, func(w app.Writer) error { return w.DropPasskey(ctx, p, key.ID) })
	check(plain)
	stolen := plain
	stolen.Person = other
	if err := s.Update(ctx, func(w app.Writer) error { return w.KeepPasskey(ctx, stolen) }); err == nil {
		t.Error("two people hold the same passkey")
	}
}

func deviceKept(t *testing.T, s app.Store) {
	ctx := context.Background()
	p, other := newPerson(t, s), newPerson(t, s)
	phone, button, theirs := device(p, "Phone"), device(p, "Button"), device(other, "Theirs")
	button.Kind, button.Scope, button.Known = app.DeviceButton, charley.ScopeTap, ""
	button.Created, button.Expires, button.Revoked, button.Confirmed, button.Renew = start.Add(time.Second), time.Time{}, time.Time{}, time.Time{}, time.Time{}
	update(t, s, func(w app.Writer) error {
		return errors.Join(w.KeepDevice(ctx, button), w.KeepDevice(ctx, phone), w.KeepDevice(ctx, theirs))
	})
	check := func(want ...app.KeptDevice) {
		t.Helper()
		view(t, s, func(r app.Reader) error {
			got, err := r.Devices(ctx, p)
			same(t, "devices", got, want)
			for _, d := range append(want, theirs) {
				one, err1 := r.DeviceBySecret(ctx, d.Secret)
				same(t, "device by its secret", one, d)
				if d.Known != "" {
					one, err2 := r.DeviceByKnown(ctx, d.Known)
					same(t, "device by its mark", one, d)
					err1 = errors.Join(err1, err2)
				}
				err = errors.Join(err, err1)
			}
			return err
		})
	}
	check(phone, button)
	old := phone
	phone.Name, phone.Secret, phone.Known, phone.Revoked, phone.Seen = "Old phone", hash("abc"), "", time.Time{}, start.Add(9*time.Hour)
	update(t, s, func(w app.Writer) error { return w.KeepDevice(ctx, phone) })
	check(phone, button)
	view(t, s, func(r app.Reader) error {
		_, err1 := r.DeviceBySecret(ctx, old.Secret)
		_, err2 := r.DeviceByKnown(ctx, old.Known)
		if !errors.Is(err1, charley.ErrNotFound) || !errors.Is(err2, charley.ErrNotFound) {
			t.Errorf("by what it was: %v, %v; want ErrNotFound", err1, err2)
		}
		return nil
	})
	update(t, s, func(w app.Writer) error { return w.DropDevice(ctx, other, phone.ID) }) // it is not theirs
	check(phone, button)
	update(t, s, func(w app.Writer) error { return w.DropDevice(ctx, p, phone.ID) })
	check(button)
	twin := device(p, "Twin")
	twin.Secret = button.Secret
	if err := s.Update(ctx, func(w app.Writer) error { return w.KeepDevice(ctx, twin) }); err == nil {
		t.Error("two devices hold the same secret")
	}
	for name, spoil := range map[string]func(*app.KeptDevice){
		"a kind": func(d *app.KeptDevice) { d.Kind = "admin" }, "a scope": func(d *app.KeptDevice) { d.Scope = "root" }, "a secret": func(d *app.KeptDevice) { d.Secret = "chl_plain" },
	} {
		d := device(p, "Odd")
		spoil(&d)
		if err := s.Update(ctx, func(w app.Writer) error { return w.KeepDevice(ctx, d) }); err == nil {
			t.Errorf("%s was kept that is none", name)
		}
	}
}

func linkKept(t *testing.T, s app.Store) {
	ctx := context.Background()
	p, other := newPerson(t, s), newPerson(t, s)
	link := func(of charley.PersonID, secret string, purpose app.LinkPurpose, minutes int) app.KeptLink {
		return app.KeptLink{Person: of, Secret: hash(secret), Purpose: purpose, Created: start, Expires: start.Add(time.Duration(minutes) * time.Minute)}
	}
	all := []app.KeptLink{link(p, "1", app.LinkPair, 5), link(p, "2", app.LinkPair, 10), link(p, "3", app.LinkSetup, 5), link(other, "4", app.LinkPair, 5)}
	update(t, s, func(w app.Writer) error {
		for _, l := range all {
			if err := w.KeepLink(ctx, l); err != nil {
				return err
			}
		}
		return nil
	})
	there := func(when, want string) {
		t.Helper()
		got := ""
		view(t, s, func(r app.Reader) error {
			for i, l := range all {
				found, err := r.Link(ctx, l.Secret)
				if err == nil {
					got += fmt.Sprint(i + 1)
					same(t, "link", found, l)
				} else if !errors.Is(err, charley.ErrNotFound) {
					return err
				}
			}
			return nil
		})
		same(t, when, got, want)
	}
	there("at first", "1234")
	update(t, s, func(w app.Writer) error { return w.DropLink(ctx, other, hash("1")) }) // it is not theirs
	there("after the other person dropped it", "1234")
	update(t, s, func(w app.Writer) error { return w.DropLinks(ctx, p, app.LinkPair, start.Add(5*time.Minute)) })
	there("those that end before five minutes", "1234")
	update(t, s, func(w app.Writer) error { return w.DropLinks(ctx, p, app.LinkPair, start.Add(6*time.Minute)) })
	there("those that end before six minutes", "234")
	update(t, s, func(w app.Writer) error { return w.DropLink(ctx, p, hash("2")) })
	there("after it was used", "34")
}

// usedOnce has many use one thing at the same moment: a link, then a code.
func usedOnce(t *testing.T, s app.Store) {
	const hands = 16
	ctx := context.Background()
	p := newPerson(t, s)
	update(t, s, func(w app.Writer) error {
		l := app.KeptLink{Person: p, Secret: hash("1"), Purpose: app.LinkPair, Created: start, Expires: start.Add(time.Hour)}
		return errors.Join(w.KeepLink(ctx, l), w.ReplaceRecovery(ctx, p, []app.Hash{hash("2")}))
	})
	for name, use := range map[string]func(app.Writer) error{
		"a link": func(w app.Writer) error {
			if _, err := w.Link(ctx, hash("1")); err != nil {
				return err
			}
			return w.DropLink(ctx, p, hash("1"))
		},
		"a code": func(w app.Writer) error { return w.UseRecovery(ctx, p, hash("2")) },
	} {
		var in atomic.Int64
		var wait sync.WaitGroup
		for range hands {
			wait.Go(func() {
				if err := s.Update(ctx, use); err == nil {
					in.Add(1)
				} else if !errors.Is(err, charley.ErrNotFound) {
					t.Errorf("%s: %v", name, err)
				}
			})
		}
		wait.Wait()
		same(t, name+": how many it let in", in.Load(), 1)
	}
}

func accountRolledBack(t *testing.T, s app.Store) {
	ctx := context.Background()
	p := newPerson(t, s)
	d := device(p, "Phone")
	update(t, s, func(w app.Writer) error {
		return errors.Join(w.KeepDevice(ctx, d), w.ReplaceRecovery(ctx, p, []app.Hash{hash("1")}))
	})
	err := s.Update(ctx, func(w app.Writer) error {
		return errors.Join(w.DropDevice(ctx, p, d.ID), w.UseRecovery(ctx, p, hash("1")), errRefused)
	})
	if !errors.Is(err, errRefused) {
		t.Errorf("Update: %v", err)
	}
	view(t, s, func(r app.Reader) error {
		got, err1 := r.Devices(ctx, p)
		left, err2 := r.RecoveryLeft(ctx, p)
		same(t, "what is there", [2]int{len(got), left}, [2]int{1, 1})
		return errors.Join(err1, err2)
	})
}
