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

// newRecoveryCode makes a code of 120 bits, in six groups of four letters: above the
// 112 that a hash without a salt of its own wants. Codes of 80 bits that were made
// before stay good until others take their place.
func newRecoveryCode() string {
	s := letters.EncodeToString(random(15))
	return strings.Join([]string{s[:4], s[4:8], s[8:12], s[12:16], s[16:20], s[20:]}, "-")
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
