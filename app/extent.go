package app

import (
	"context"

	"charley"
)

// Extent are the first and last night of the diary with an entry that is not a
// fact; both zero if there is none.
func (a *App) Extent(ctx context.Context, c charley.Caller) (first, last charley.Night, err error) {
	err = a.view(ctx, c, needRead, func(r Reader) error {
		first, last, err = r.Extent(ctx, c.Person)
		return err
	})
	return first, last, err
}
