package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"

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

// AccountHash is a SHA-256, in hex, over everything that says who may come in; ""
// if there is nothing. The chain does not cover it, so backups compare this.
func (s *Store) AccountHash(ctx context.Context) (string, error) {
	sum, rows := sha256.New(), 0
	err := s.read(ctx, func(c *session) error {
		schema, err := one(ctx, c, "Schema", scanNumber)
		if err != nil {
			return err
		}
		for _, t := range accountTables(schema) {
			if t.read == "AllAccounts" {
				t.read = "AccountsMade" // a backup from before there were any must tell the same after it is brought up to date
			}
			values, into := make([]any, t.columns), make([]any, t.columns)
			for i := range values {
				into[i] = &values[i]
			}
			err := c.query(ctx, t.read, func(r *sql.Rows) error {
				rows++
				if err := r.Scan(into...); err != nil {
					return err
				}
				fmt.Fprintf(sum, "%s %s\n", t.read, charley.Value(values))
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || rows == 0 {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
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
