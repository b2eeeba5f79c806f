package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"charley"
	"charley/app"
)

// A Count is how many rows a diary has.
type Count struct {
	People, Revisions, Entries, Audit int64
	Told                              int64 // what people were told under each edition of the records
	Account                           int64 // credentials, recovery codes, passkeys, devices and links; accounts, grants and sessions by passkey
}

// accountSchema is the first schema with the tables of Count.Account.
const accountSchema = 4

// Count counts the rows of every table.
func (s *Store) Count(ctx context.Context) (n Count, err error) {
	err = s.read(ctx, func(c *session) (err error) {
		n, err = countRows(ctx, c)
		return err
	})
	return n, err
}

func countRows(ctx context.Context, c *session) (Count, error) {
	n, err := one(ctx, c, "CountRows", func(r row) (n Count, err error) {
		err = r.Scan(&n.People, &n.Revisions, &n.Entries, &n.Audit)
		return n, err
	})
	if err != nil {
		return n, err
	}
	schema, err := one(ctx, c, "Schema", scanNumber)
	if err == nil && schema >= accountSchema {
		n.Account, err = one(ctx, c, "CountAccount", scanNumber)
	}
	if err == nil && schema >= peopleSchema {
		var more int64
		more, err = one(ctx, c, "CountPeople", scanNumber)
		n.Account += more
	}
	if err == nil && schema >= toldSchema {
		n.Told, err = one(ctx, c, "CountTold", scanNumber)
	}
	return n, err
}

// IntegrityCheck reads the whole database and reports the first damage it
// finds: by the engine's own check, by the chain over all revisions, and by
// comparing what tables say about each other. It is charley.ErrStorage.
func (s *Store) IntegrityCheck(ctx context.Context) error {
	if s.path != "" {
		err := s.read(ctx, func(c *session) error { return checkFile(ctx, c, "integrity_check") })
		if err != nil {
			return err
		}
	}
	return s.View(ctx, func(r app.Reader) error {
		c := r.(reader).session
		people, err := many(ctx, c, "People", c.scanPerson)
		if err != nil {
			return err
		}
		for _, p := range people {
			if err := checkChain(ctx, r, p); err != nil {
				return err
			}
		}
		return checkEntries(ctx, c)
	})
}

// pageSize is how many revisions are read at once.
const pageSize = 500

// checkChain works out a person's chain anew from what is stored.
func checkChain(ctx context.Context, r app.Reader, p charley.Person) error {
	chain, seq := "", int64(0)
	for {
		page, err := r.Revisions(ctx, p.ID, seq, pageSize)
		if err != nil {
			return err
		}
		if len(page) == 0 {
			break
		}
		for _, v := range page {
			if v.Seq != seq+1 {
				return &failure{fault: faultDamaged, what: "check the chain", cause: fmt.Errorf("revision %d is missing", seq+1)}
			}
			chain, seq = v.Link(chain), v.Seq
		}
	}
	if seq != p.Seq || chain != p.Chain {
		return &failure{fault: faultDamaged, what: "check the chain", cause: errors.New("the revisions are not the ones that were written")}
	}
	return nil
}

// checkEntries compares entries with their revisions.
func checkEntries(ctx context.Context, c *session) error {
	n, err := one(ctx, c, "StrayEntries", scanNumber)
	if err == nil && n > 0 {
		err = &failure{fault: faultDamaged, what: "check the entries", cause: fmt.Errorf("%d do not go with their revisions", n)}
	}
	return err
}

// sameRows verifies a copied file: SQLite's full check, and as many rows in
// every table as the original.
func sameRows(ctx context.Context, original, copied string) error {
	var counts [2]Count
	for i, path := range []string{original, copied} {
		db, err := openSQLite(path, "ro", safety[:])
		if err != nil {
			return err
		}
		defer db.Close()
		if counts[i], err = soundRows(ctx, db, path, i == 1); err != nil {
			return err
		}
	}
	if counts[0] != counts[1] {
		return fmt.Errorf("%s has other numbers of rows than its original: %w", copied, charley.ErrStorage)
	}
	return nil
}

// soundRows counts the rows of a file, after checking it if full is set.
func soundRows(ctx context.Context, db *sql.DB, path string, full bool) (n Count, err error) {
	e, err := sqliteEngine(ctx, db, "")
	if err != nil {
		return n, err
	}
	c, err := newSession(ctx, e, db)
	if err != nil {
		return n, wrapPath(path, e, err)
	}
	defer c.close()
	if full {
		if err := checkFile(ctx, c, "integrity_check"); err != nil {
			return n, wrapPath(path, e, err)
		}
	}
	return countRows(ctx, c)
}
