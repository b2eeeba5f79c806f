package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"charley"
)

// A Policy says how many backups to keep: the newest of each of the last days,
// weeks and months that have one.
type Policy struct{ Daily, Weekly, Monthly int }

// DefaultPolicy is what the daily backup keeps; it reaches back a year.
func DefaultPolicy() Policy { return Policy{Daily: 7, Weekly: 5, Monthly: 12} }

// Prune removes backups in Folder that the policy does not keep, and returns
// them, newest first. With dry set it only says which would go.
//
// Only verified backups are counted and removed. The newest of them always
// stays, and so does whatever was never verified here: that is for a person to
// judge.
func (k Keeper) Prune(ctx context.Context, p Policy, dry bool) (gone []Backup, err error) {
	if p.Daily < 0 || p.Weekly < 0 || p.Monthly < 0 {
		return nil, fmt.Errorf("numbers of backups to keep cannot be negative: %w", charley.ErrInvalid)
	}
	all, err := k.ours(ctx)
	if err != nil {
		return nil, err
	}
	keep := p.keeps(all, k.Now().Location())
	for i, b := range all {
		if keep[i] {
			continue
		}
		if !dry {
			if err := errors.Join(os.Remove(b.Path), k.forget(b.Path, "")); err != nil {
				return gone, fmt.Errorf("remove an old backup: %w", err)
			}
		}
		gone = append(gone, b)
	}
	if !dry && len(gone) > 0 {
		err = syncFolder(k.Folder())
	}
	return gone, err
}

// ours are the verified backups in Folder, newest first.
func (k Keeper) ours(ctx context.Context) ([]Backup, error) {
	all, err := k.List(ctx)
	if err != nil {
		return nil, err
	}
	var ours []Backup
	for _, b := range all {
		if k.Inside(b.Path) && !b.Verified.IsZero() {
			ours = append(ours, b)
		}
	}
	return ours, nil
}

// keeps says which of some backups, newest first, stay. Days are those of a
// clock in loc.
func (p Policy) keeps(all []Backup, loc *time.Location) []bool {
	keep := make([]bool, len(all))
	if len(all) > 0 {
		keep[0] = true
	}
	for _, rule := range []struct {
		most   int
		period func(time.Time) string
	}{
		{p.Daily, func(t time.Time) string { return t.Format(time.DateOnly) }},
		{p.Weekly, func(t time.Time) string { y, w := t.ISOWeek(); return fmt.Sprintf("%d-W%02d", y, w) }},
		{p.Monthly, func(t time.Time) string { return t.Format("2006-01") }},
	} {
		last, kept := "", 0
		for i, b := range all {
			period := rule.period(b.Made.In(loc))
			if kept == rule.most {
				break
			}
			if period != last {
				keep[i], last = true, period
				kept++
			}
		}
	}
	return keep
}
