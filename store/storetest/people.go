package storetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"charley"
	"charley/app"
)

// joins makes somebody with an account.
func joins(t *testing.T, s app.Store, name string, role charley.Role) app.Account {
	t.Helper()
	a := app.Account{Person: newPerson(t, s), Name: name, Role: role, Created: start}
	update(t, s, func(w app.Writer) error { return w.KeepAccount(context.Background(), a) })
	return a
}

func accountKept(t *testing.T, s app.Store) {
	ctx := context.Background()
	ana, sen := joins(t, s, "Ána", charley.RolePerson), joins(t, s, "Dr Sen", charley.RoleClinician)
	ana.Place, sen.Place = 1, 2 // as they came
	look := func(r app.Reader) error {
		all, err1 := r.Accounts(ctx)
		same(t, "accounts", all, []app.Account{ana, sen})
		found, err2 := r.AccountNamed(ctx, app.FoldName("ÁNA"))
		same(t, "found by name", found, ana)
		own, err3 := r.AccountOf(ctx, sen.Person)
		same(t, "found by person", own, sen)
		others, err4 := r.Others(ctx, ana.Person)
		same(t, "others", others, 1)
		if _, err := r.AccountNamed(ctx, "bea"); !errors.Is(err, charley.ErrNotFound) {
			t.Errorf("nobody's name: %v, want ErrNotFound", err)
		}
		return errors.Join(err1, err2, err3, err4)
	}
	view(t, s, look)
	sen.Name, sen.Admin, sen.Ended = "Dr Sen-Weber", true, start.Add(time.Hour)
	update(t, s, func(w app.Writer) error {
		if err := w.KeepAccount(ctx, sen); err != nil {
			return err
		}
		return look(w)
	})
	view(t, s, look)
}

func grantKept(t *testing.T, s app.Store) {
	ctx := context.Background()
	ana, ben := joins(t, s, "Ana", charley.RolePerson), joins(t, s, "Ben", charley.RolePerson)
	old := app.Grant{ID: charley.NewDeviceID(), Person: ana.Person, To: ben.Person, Whose: "Ana", Who: "Ben", WhosePlace: 1, WhoPlace: 2, Role: charley.RoleHousehold, Created: start, Revoked: start.Add(time.Hour)}
	now := app.Grant{ID: charley.NewDeviceID(), Person: ana.Person, To: ben.Person, Whose: "Ana", Who: "Ben", WhosePlace: 1, WhoPlace: 2, Role: charley.RoleClinician, Created: start.Add(time.Hour), Until: start.Add(48 * time.Hour)}
	update(t, s, func(w app.Writer) error { return errors.Join(w.KeepGrant(ctx, old), w.KeepGrant(ctx, now)) })
	seen := func(what string, want ...app.Grant) {
		t.Helper()
		view(t, s, func(r app.Reader) error {
			by, err1 := r.GrantsBy(ctx, ana.Person)
			same(t, what+", by Ana", by, []app.Grant{now, old})
			to, err2 := r.GrantsTo(ctx, ben.Person)
			same(t, what+", to Ben", len(to), len(want))
			for i := range want {
				same(t, what+", to Ben", to[i], want[i])
			}
			none, err3 := r.GrantsTo(ctx, ana.Person)
			same(t, what+", to Ana", len(none), 0)
			return errors.Join(err1, err2, err3)
		})
	}
	seen("kept", now, old)
	now.Revoked = start.Add(2 * time.Hour)
	update(t, s, func(w app.Writer) error { return w.KeepGrant(ctx, now) })
	seen("taken back", now, old)
	ana.Ended = start.Add(3 * time.Hour)
	update(t, s, func(w app.Writer) error { return w.KeepAccount(ctx, ana) })
	seen("Ana has left")
	if err := s.Erase(ctx, ben.Person); err != nil {
		t.Fatal(err)
	}
	view(t, s, func(r app.Reader) error {
		by, err := r.GrantsBy(ctx, ana.Person)
		same(t, "grants after Ben is erased", len(by), 0)
		return err
	})
}

func lookedKept(t *testing.T, s app.Store) {
	ctx := context.Background()
	ana, ben := joins(t, s, "Ana", charley.RolePerson), joins(t, s, "Ben", charley.RolePerson)
	line := func(of, by charley.PersonID, action string) app.AuditLine {
		return app.AuditLine{At: start, Person: of, By: by, Caller: "Ben", Via: "web", Action: action}
	}
	update(t, s, func(w app.Writer) error {
		return errors.Join(w.Audit(ctx, line(ana.Person, "", "put")), w.Audit(ctx, line(ana.Person, ben.Person, "enter GET /nights")),
			w.Audit(ctx, line(ben.Person, ana.Person, "join")), w.Audit(ctx, line(ana.Person, ben.Person, "tap")))
	})
	view(t, s, func(r app.Reader) error {
		all, err1 := r.Looked(ctx, ana.Person, 10)
		same(t, "in Ana's diary", all, []app.AuditLine{line(ana.Person, ben.Person, "tap"), line(ana.Person, ben.Person, "enter GET /nights")})
		last, err2 := r.Looked(ctx, ana.Person, 1)
		same(t, "the last of them", last, all[:1])
		return errors.Join(err1, err2)
	})
}

func passkeySessionKept(t *testing.T, s app.Store) {
	ctx := context.Background()
	ana, ben := joins(t, s, "Ana", charley.RolePerson), joins(t, s, "Ben", charley.RolePerson)
	d := device(ana.Person, "Phone")
	known := func(p charley.PersonID, want bool) {
		t.Helper()
		view(t, s, func(r app.Reader) error {
			is, err := r.ByPasskey(ctx, p, d.ID)
			same(t, "shown by a passkey", is, want)
			return err
		})
	}
	update(t, s, func(w app.Writer) error { return w.KeepDevice(ctx, d) })
	known(ana.Person, false)
	for range 2 {
		update(t, s, func(w app.Writer) error { return w.KeepPasskeySession(ctx, ana.Person, d.ID) })
	}
	known(ana.Person, true)
	known(ben.Person, false)
	update(t, s, func(w app.Writer) error { return w.DropDevice(ctx, ana.Person, d.ID) })
	known(ana.Person, false)
}
