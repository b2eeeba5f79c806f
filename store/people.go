package store

import (
	"context"

	"charley"
)

// People are everybody whose diary is kept here, in the order in which they
// were made. Backups and checks look at all of them; people see only their own.
func (s *Store) People(ctx context.Context) (all []charley.Person, err error) {
	err = s.read(ctx, func(c *session) (err error) {
		all, err = many(ctx, c, "People", c.scanPerson)
		return err
	})
	return all, err
}

// CountNights counts the nights of all people with at least one entry that is
// not deleted; facts do not speak of a night.
func (s *Store) CountNights(ctx context.Context) (n int64, err error) {
	err = s.read(ctx, func(c *session) (err error) {
		n, err = one(ctx, c, "CountNights", scanNumber)
		return err
	})
	return n, err
}

// CheckPages runs the engine's own check of a whole SQLite file, and nothing
// for PostgreSQL, which checks its pages by itself. Damage is charley.ErrStorage.
// Unlike IntegrityCheck it does not look at what the rows say.
func (s *Store) CheckPages(ctx context.Context) error {
	if s.path == "" {
		return nil
	}
	return s.read(ctx, func(c *session) error { return checkFile(ctx, c, "integrity_check") })
}
