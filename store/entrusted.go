package store

import (
	"context"

	"charley"
	"charley/app"
)

// peopleSchema is the first schema that knows several people.
const peopleSchema = 7

// knowsPeople says whether what is read has the tables about several people. A
// diary that can only be read may be older than they are.
func (r reader) knowsPeople() bool { return r.engine.schema >= peopleSchema }

// onlyOwner is the account of a diary from before there were any.
func (r reader) onlyOwner(ctx context.Context) (app.Account, error) {
	p, err := r.Owner(ctx)
	return app.Account{Person: p.ID, Name: app.FirstName, Role: charley.RolePerson, Admin: true, Place: 1}, err
}

func (r reader) Others(ctx context.Context, p charley.PersonID) (int, error) {
	n, err := one(ctx, r.session, "CountOthers", scanNumber, string(p))
	return int(n), err
}

func (r reader) Accounts(ctx context.Context) ([]app.Account, error) {
	if !r.knowsPeople() {
		a, err := r.onlyOwner(ctx)
		return []app.Account{a}, err
	}
	return many(ctx, r.session, "Accounts", scanAccount)
}

func (r reader) AccountOf(ctx context.Context, p charley.PersonID) (app.Account, error) {
	if !r.knowsPeople() {
		a, err := r.onlyOwner(ctx)
		if err == nil && a.Person != p {
			err = charley.ErrNotFound
		}
		return a, err
	}
	return one(ctx, r.session, "AccountOf", scanAccount, string(p))
}

func (r reader) AccountNamed(ctx context.Context, folded string) (app.Account, error) {
	return one(ctx, r.session, "AccountNamed", scanAccount, folded)
}

func (r reader) GrantsBy(ctx context.Context, p charley.PersonID) ([]app.Grant, error) {
	return many(ctx, r.session, "GrantsBy", scanGrant, string(p))
}

func (r reader) GrantsTo(ctx context.Context, p charley.PersonID) ([]app.Grant, error) {
	return many(ctx, r.session, "GrantsTo", scanGrant, string(p))
}

func (r reader) ByPasskey(ctx context.Context, p charley.PersonID, device string) (bool, error) {
	n, err := one(ctx, r.session, "ByPasskey", scanNumber, string(p), device)
	return n > 0, err
}

func (r reader) PasskeysHere(ctx context.Context) (int, error) {
	n, err := one(ctx, r.session, "CountPasskeys", scanNumber)
	return int(n), err
}

func (r reader) Looked(ctx context.Context, p charley.PersonID, limit int) ([]app.AuditLine, error) {
	return many(ctx, r.session, "Looked", scanLooked, string(p), atMost(limit))
}

func (w *writer) Others(ctx context.Context, p charley.PersonID) (int, error) {
	return read(ctx, w, func(ctx context.Context) (int, error) { return w.reader.Others(ctx, p) })
}

func (w *writer) Accounts(ctx context.Context) ([]app.Account, error) {
	return read(ctx, w, w.reader.Accounts)
}

func (w *writer) AccountOf(ctx context.Context, p charley.PersonID) (app.Account, error) {
	return read(ctx, w, func(ctx context.Context) (app.Account, error) { return w.reader.AccountOf(ctx, p) })
}

func (w *writer) AccountNamed(ctx context.Context, folded string) (app.Account, error) {
	return read(ctx, w, func(ctx context.Context) (app.Account, error) { return w.reader.AccountNamed(ctx, folded) })
}

func (w *writer) GrantsBy(ctx context.Context, p charley.PersonID) ([]app.Grant, error) {
	return read(ctx, w, func(ctx context.Context) ([]app.Grant, error) { return w.reader.GrantsBy(ctx, p) })
}

func (w *writer) GrantsTo(ctx context.Context, p charley.PersonID) ([]app.Grant, error) {
	return read(ctx, w, func(ctx context.Context) ([]app.Grant, error) { return w.reader.GrantsTo(ctx, p) })
}

func (w *writer) ByPasskey(ctx context.Context, p charley.PersonID, device string) (bool, error) {
	return read(ctx, w, func(ctx context.Context) (bool, error) { return w.reader.ByPasskey(ctx, p, device) })
}

func (w *writer) PasskeysHere(ctx context.Context) (int, error) {
	return read(ctx, w, w.reader.PasskeysHere)
}

func (w *writer) Looked(ctx context.Context, p charley.PersonID, limit int) ([]app.AuditLine, error) {
	return read(ctx, w, func(ctx context.Context) ([]app.AuditLine, error) { return w.reader.Looked(ctx, p, limit) })
}

func (w *writer) KeepAccount(ctx context.Context, a app.Account) error {
	return w.write(ctx, "KeepAccount", string(a.Person), a.Name, app.FoldName(a.Name), string(a.Role), bit(a.Admin), millis(a.Created), millis(a.Ended))
}

func (w *writer) KeepGrant(ctx context.Context, g app.Grant) error {
	return w.write(ctx, "KeepGrant", g.ID, string(g.Person), string(g.To), string(g.Role), millis(g.Created), millis(g.Until), millis(g.Revoked))
}

func (w *writer) KeepPasskeySession(ctx context.Context, p charley.PersonID, device string) error {
	return w.write(ctx, "KeepPasskeySession", string(p), device)
}

func scanAccount(r row) (a app.Account, err error) {
	var created, ended int64
	err = r.Scan(&a.Person, &a.Name, &a.Role, &a.Admin, &created, &ended, &a.Place)
	a.Created, a.Ended = orNever(created), orNever(ended)
	return a, err
}

func scanGrant(r row) (g app.Grant, err error) {
	var created, until, revoked int64
	err = r.Scan(&g.ID, &g.Person, &g.To, &g.Whose, &g.Who, &g.Role, &created, &until, &revoked, &g.WhosePlace, &g.WhoPlace)
	g.Created, g.Until, g.Revoked = orNever(created), orNever(until), orNever(revoked)
	return g, err
}

func scanLooked(r row) (l app.AuditLine, err error) {
	var at int64
	err = r.Scan(&l.Person, &at, &l.Caller, &l.Via, &l.Action, &l.Entry, &l.Rev, &l.By)
	l.At = fromMillis(at)
	return l, err
}
