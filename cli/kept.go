package cli

import (
	"context"
	"fmt"
	"path/filepath"

	"charley/backup"
	"charley/web"
)

// kept are the backups of the diary that is served, as the pages see them.
type kept struct {
	keeper backup.Keeper
	daily  *backup.Daily // nil: none are made
	home   *home
}

var _ web.Keeper = kept{}

// List is every backup that is known, newest first.
func (k kept) List(ctx context.Context) ([]web.Backup, error) {
	all, err := k.keeper.List(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]web.Backup, 0, len(all))
	for _, b := range all {
		out = append(out, web.Backup{Path: b.Path, Made: b.Made, Verified: b.Verified, Size: b.Size, Locked: b.Encrypted, Problem: b.Problem != ""})
	}
	return out, nil
}

// Make asks for one now.
func (k kept) Make() {
	if k.daily != nil {
		k.daily.Make()
	}
}

// Hold keeps others from beginning.
func (k kept) Hold() (release func()) {
	if k.daily == nil {
		return func() {}
	}
	return k.daily.Hold()
}

// Folder is where they are kept.
func (k kept) Folder() string {
	if dir, err := filepath.Abs(k.keeper.Folder()); err == nil {
		return dir
	}
	return k.keeper.Folder()
}

// Restore is the command that brings the diary back.
func (k kept) Restore(b web.Backup) string {
	to := "--data NEWFOLDER"
	if k.keeper.DSN != "" {
		to = "--database EMPTYDATABASE"
	}
	key := ""
	if b.Locked {
		key = " --identity KEYFILE"
	}
	return fmt.Sprintf("charley backup restore --from %s %s%s", b.Path, to, key)
}

// Stays are the files that are left when the diary is erased.
func (k kept) Stays(ctx context.Context) ([]string, error) {
	e, err := k.home.around(ctx, k.keeper)
	return e.stays(), err
}

// status is how the daily backups are doing.
func (k kept) status() web.Backups {
	s := k.daily.Status()
	return web.Backups{Verified: s.Verified, Overdue: s.Overdue(k.home.Now()), Problem: s.Problem, Trouble: string(s.Trouble), Busy: s.Busy}
}
