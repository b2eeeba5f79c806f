package app_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/store"
)

// A countedStore counts how often it is read.
type countedStore struct {
	app.Store
	reads atomic.Int64
}

func (s *countedStore) View(ctx context.Context, fn func(app.Reader) error) error {
	s.reads.Add(1)
	return s.Store.View(ctx, fn)
}

// Who came in is looked up once for all that a page asks for, and not at all
// after being shut out.
func TestWhoCameInIsRememberedForAMoment(t *testing.T) {
	ctx := t.Context()
	st, err := store.Open(ctx, store.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	now := time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)
	counted := &countedStore{Store: st}
	clock := func() time.Time { return now }
	served := app.New(counted, clock)
	owner, err := served.Owner(ctx)
	if err != nil {
		t.Fatal(err)
	}
	pair := func() app.Session {
		l, err := served.NewLink(ctx, owner, app.LinkPair)
		if err != nil {
			t.Fatal(err)
		}
		s, err := served.UseLink(ctx, l.Secret, app.LinkPair, "Phone")
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	in := func(secret string) bool {
		t.Helper()
		_, _, err := served.Authenticate(ctx, secret)
		if err != nil && !errors.Is(err, charley.ErrUnauthorized) {
			t.Fatal(err)
		}
		return err == nil
	}
	phone, other := pair(), pair()
	before := counted.reads.Load()
	for range 10 {
		if !in(phone.Secret) {
			t.Fatal("got the phone shut out")
		}
	}
	if n := counted.reads.Load() - before; n != 1 {
		t.Errorf("got %d reads for ten requests, want 1", n)
	}
	if err := served.Revoke(ctx, owner, phone.Device.ID); err != nil {
		t.Fatal(err)
	}
	if in(phone.Secret) {
		t.Error("got a phone in that was just shut out")
	}
	if !in(other.Secret) {
		t.Error("got the other phone shut out with it")
	}
	command := app.New(st, clock) // beside the server, which is not told
	if err := command.Revoke(ctx, owner, other.Device.ID); err != nil {
		t.Fatal(err)
	}
	now = now.Add(5 * time.Second)
	if in(other.Secret) {
		t.Error("got a phone in that a command shut out five seconds ago")
	}
}
