package store

import (
	"context"
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"charley"
	"charley/app"
)

// Bytes are kept as base64url, so that every column is a text or a number.

func (r reader) Credential(ctx context.Context, p charley.PersonID) (app.Credential, error) {
	return one(ctx, r.session, "Credential", scanCredential, string(p))
}

func (r reader) RecoveryLeft(ctx context.Context, p charley.PersonID) (int, error) {
	n, err := one(ctx, r.session, "RecoveryLeft", scanNumber, string(p))
	return int(n), err
}

func (r reader) Passkeys(ctx context.Context, p charley.PersonID) ([]app.Passkey, error) {
	return many(ctx, r.session, "Passkeys", scanPasskey, string(p))
}

func (r reader) PasskeyByID(ctx context.Context, id []byte) (app.Passkey, error) {
	return one(ctx, r.session, "PasskeyByID", scanPasskey, bytesText(id))
}

func (r reader) Devices(ctx context.Context, p charley.PersonID) ([]app.KeptDevice, error) {
	return many(ctx, r.session, "Devices", scanDevice, string(p))
}

func (r reader) DeviceBySecret(ctx context.Context, secret app.Hash) (app.KeptDevice, error) {
	return one(ctx, r.session, "DeviceBySecret", scanDevice, string(secret))
}

func (r reader) DeviceByKnown(ctx context.Context, known app.Hash) (app.KeptDevice, error) {
	return one(ctx, r.session, "DeviceByKnown", scanDevice, string(known))
}

func (r reader) Link(ctx context.Context, secret app.Hash) (app.KeptLink, error) {
	return one(ctx, r.session, "Link", scanLink, string(secret))
}

func (w *writer) Credential(ctx context.Context, p charley.PersonID) (app.Credential, error) {
	return read(ctx, w, func(ctx context.Context) (app.Credential, error) { return w.reader.Credential(ctx, p) })
}

func (w *writer) RecoveryLeft(ctx context.Context, p charley.PersonID) (int, error) {
	return read(ctx, w, func(ctx context.Context) (int, error) { return w.reader.RecoveryLeft(ctx, p) })
}

func (w *writer) Passkeys(ctx context.Context, p charley.PersonID) ([]app.Passkey, error) {
	return read(ctx, w, func(ctx context.Context) ([]app.Passkey, error) { return w.reader.Passkeys(ctx, p) })
}

func (w *writer) PasskeyByID(ctx context.Context, id []byte) (app.Passkey, error) {
	return read(ctx, w, func(ctx context.Context) (app.Passkey, error) { return w.reader.PasskeyByID(ctx, id) })
}

func (w *writer) Devices(ctx context.Context, p charley.PersonID) ([]app.KeptDevice, error) {
	return read(ctx, w, func(ctx context.Context) ([]app.KeptDevice, error) { return w.reader.Devices(ctx, p) })
}

func (w *writer) DeviceBySecret(ctx context.Context, secret app.Hash) (app.KeptDevice, error) {
	return read(ctx, w, func(ctx context.Context) (app.KeptDevice, error) { return w.reader.DeviceBySecret(ctx, secret) })
}

func (w *writer) DeviceByKnown(ctx context.Context, known app.Hash) (app.KeptDevice, error) {
	return read(ctx, w, func(ctx context.Context) (app.KeptDevice, error) { return w.reader.DeviceByKnown(ctx, known) })
}

func (w *writer) Link(ctx context.Context, secret app.Hash) (app.KeptLink, error) {
	return read(ctx, w, func(ctx context.Context) (app.KeptLink, error) { return w.reader.Link(ctx, secret) })
}

func (w *writer) KeepCredential(ctx context.Context, c app.Credential) error {
	return w.write(ctx, "KeepCredential", string(c.Person), c.Password, millis(c.Changed))
}

func (w *writer) ReplaceRecovery(ctx context.Context, p charley.PersonID, codes []app.Hash) error {
	if _, err := w.drop(ctx, "DropRecovery", string(p)); err != nil {
		return err
	}
	for _, code := range codes {
		if err := w.write(ctx, "AddRecovery", string(p), string(code)); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) UseRecovery(ctx context.Context, p charley.PersonID, code app.Hash) error {
	n, err := w.drop(ctx, "UseRecovery", string(p), string(code))
	if err == nil && n == 0 {
		err = charley.ErrNotFound
	}
	return err
}

func (w *writer) KeepPasskey(ctx context.Context, k app.Passkey) error {
	return w.write(ctx, "KeepPasskey", string(k.Person), bytesText(k.ID), bytesText(k.PublicKey), int64(k.SignCount),
		bit(k.Flags.BackupEligible), bit(k.Flags.BackupState), strings.Join(k.Transports, ","), k.Name, millis(k.Created), millis(k.Used))
}

func (w *writer) DropPasskey(ctx context.Context, p charley.PersonID, id []byte) error {
	_, err := w.drop(ctx, "DropPasskey", string(p), bytesText(id))
	return err
}

func (w *writer) KeepDevice(ctx context.Context, d app.KeptDevice) error {
	return w.write(ctx, "KeepDevice", string(d.Person), d.ID, string(d.Kind), string(d.Scope), d.Name, string(d.Secret), string(d.Known),
		millis(d.Created), millis(d.Seen), millis(d.Expires), millis(d.Revoked), millis(d.Confirmed), millis(d.Renew))
}

func (w *writer) DropDevice(ctx context.Context, p charley.PersonID, id string) error {
	if _, err := w.drop(ctx, "DropPasskeySession", string(p), id); err != nil {
		return err
	}
	_, err := w.drop(ctx, "DropDevice", string(p), id)
	return err
}

func (w *writer) KeepLink(ctx context.Context, l app.KeptLink) error {
	return w.write(ctx, "KeepLink", string(l.Person), string(l.Secret), string(l.Purpose), millis(l.Created), millis(l.Expires))
}

func (w *writer) DropLink(ctx context.Context, p charley.PersonID, secret app.Hash) error {
	_, err := w.drop(ctx, "DropLink", string(p), string(secret))
	return err
}

func (w *writer) DropLinks(ctx context.Context, p charley.PersonID, purpose app.LinkPurpose, before time.Time) error {
	_, err := w.drop(ctx, "DropLinks", string(p), string(purpose), millis(before))
	return err
}

// drop runs a statement that removes any number of rows, and tells how many.
func (w *writer) drop(ctx context.Context, name string, args ...any) (int64, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	w.wrote = true
	n, err := w.exec(context.WithoutCancel(ctx), name, args...)
	return n, w.fail(err)
}

func scanCredential(r row) (c app.Credential, err error) {
	var changed int64
	err = r.Scan(&c.Person, &c.Password, &changed)
	c.Changed = orNever(changed)
	return c, err
}

func scanPasskey(r row) (k app.Passkey, err error) {
	var id, key, transports string
	var created, used int64
	err = r.Scan(&k.Person, &id, &key, &k.SignCount, &k.Flags.BackupEligible, &k.Flags.BackupState, &transports, &k.Name, &created, &used)
	if err != nil {
		return k, err
	}
	k.Created, k.Used = orNever(created), orNever(used)
	if transports != "" {
		k.Transports = strings.Split(transports, ",")
	}
	if k.ID, err = textBytes(id); err == nil {
		k.PublicKey, err = textBytes(key)
	}
	if err != nil {
		return k, unreadable(fmt.Sprintf("read a passkey of person %s", k.Person), err)
	}
	return k, nil
}

func scanDevice(r row) (d app.KeptDevice, err error) {
	var created, seen, expires, revoked, confirmed, renew int64
	err = r.Scan(&d.Person, &d.ID, &d.Kind, &d.Scope, &d.Name, &d.Secret, &d.Known, &created, &seen, &expires, &revoked, &confirmed, &renew)
	d.Created, d.Seen, d.Expires, d.Revoked = orNever(created), orNever(seen), orNever(expires), orNever(revoked)
	d.Confirmed, d.Renew = orNever(confirmed), orNever(renew)
	return d, err
}

func scanLink(r row) (l app.KeptLink, err error) {
	var created, expires int64
	err = r.Scan(&l.Person, &l.Secret, &l.Purpose, &created, &expires)
	l.Created, l.Expires = orNever(created), orNever(expires)
	return l, err
}

// millis is a column of an instant; 0 for never.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// orNever is the instant of such a column.
func orNever(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return fromMillis(ms)
}

func bytesText(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func textBytes(s string) ([]byte, error) { return base64.RawURLEncoding.DecodeString(s) }
