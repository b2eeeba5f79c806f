package app

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"charley"
)

// recoveryCodes is how many codes there are in a set.
const recoveryCodes = 10

// newRecoveryCode makes a code of 80 bits, in four groups of four letters.
func newRecoveryCode() string {
	s := letters.EncodeToString(random(10))
	return s[:4] + "-" + s[4:8] + "-" + s[8:12] + "-" + s[12:]
}

// recoveryHash is the hash of a code as somebody typed it from paper: without
// regard to case, spaces and hyphens, and with the letters that look like a
// figure taken for it.
func recoveryHash(typed string) Hash {
	plain := strings.NewReplacer(" ", "", "-", "", "i", "1", "l", "1", "o", "0").Replace(strings.ToLower(typed))
	return hashOf("recovery " + plain)
}

// replaceRecovery makes a new set of codes and forgets the old one.
func (a *App) replaceRecovery(ctx context.Context, w Writer, c charley.Caller) (codes []string, err error) {
	var hashes []Hash
	for range recoveryCodes {
		code := newRecoveryCode()
		codes, hashes = append(codes, code), append(hashes, recoveryHash(code))
	}
	if err := w.ReplaceRecovery(ctx, c.Person, hashes); err != nil {
		return nil, fmt.Errorf("keep the recovery codes: %w", err)
	}
	return codes, w.Audit(ctx, a.audit(c, "new recovery codes", "", 0))
}

// useRecovery takes a code away; charley.ErrForbidden if it is none.
func (a *App) useRecovery(ctx context.Context, w Writer, c charley.Caller, typed string) error {
	err := w.UseRecovery(ctx, c.Person, recoveryHash(typed))
	if errors.Is(err, charley.ErrNotFound) {
		return charley.ErrForbidden
	} else if err != nil {
		return err
	}
	return w.Audit(ctx, a.audit(c, "recovery code used", "", 0))
}
