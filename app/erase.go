package app

import (
	"context"
	"errors"
	"fmt"

	"charley"
)

// Erase removes everything that was ever kept of the caller: their diary with
// its history, the log of what was done, their settings, their account and all
// that may come in; and, where theirs is the only diary, its backups. There is
// no way back. Whoever is at home next begins anew.
//
// Errors: charley.ErrUnconfirmed if they must show first who they are: see
// Confirm; charley.ErrConflict if another program has the diary open;
// charley.ErrUnfinished if everything is erased, but traces may be left until
// the next start; and those of Store.Update. But for ErrUnfinished, nothing is
// erased then.
func (a *App) Erase(ctx context.Context, c charley.Caller) error {
	if err := a.Confirmed(ctx, c); err != nil {
		return err
	}
	if err := a.othersStayInOrder(ctx, c); err != nil {
		return err
	}
	err := a.store.Erase(ctx, c.Person)
	if err == nil || errors.Is(err, charley.ErrUnfinished) {
		a.settings.Delete(c.Person)
		a.admitted.forget()
		a.forgetWork()
	}
	if err != nil {
		return fmt.Errorf("erase the diary: %w", err)
	}
	return nil
}

// othersStayInOrder refuses to leave the other people of a server to nobody.
func (a *App) othersStayInOrder(ctx context.Context, c charley.Caller) error {
	return a.store.View(ctx, func(r Reader) error {
		all, err := r.Accounts(ctx)
		if err != nil || len(all) <= 1 {
			return err
		}
		return othersLookAfter(ctx, r, Account{Person: c.Person, Ended: a.now()})
	})
}

// forgetWork forgets what was worked out from nights and plans, and what was drawn.
func (a *App) forgetWork() {
	for _, b := range []*bench{a.quick, a.watches, a.results, a.chances, a.advice, a.days, a.searches, a.mornings} {
		b.clear()
	}
	a.worse.Clear()
	a.seals.clear()
}
