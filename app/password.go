package app

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"runtime/debug"
	"strconv"
	"strings"
	"unicode/utf8"

	"charley"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// The cost of a password's hash, as OWASP recommends it for Argon2id: 19 MiB of
// memory, twice over. At most maxHashing are worked on at a time, so that many
// tries at once cannot take the machine's memory.
const (
	hashMemory = 19 << 10 // KiB
	hashTimes  = 2
	hashLanes  = 1
	hashBytes  = 32
	saltBytes  = 16
	maxHashing = 2
)

// How long a password can be, in characters. Nothing else is asked of it: rules
// about signs and figures make passwords worse.
const (
	minPassword = 8
	maxPassword = 128
)

// checkPassword refuses a password that is too short, too long or among the
// first that anybody would try.
func checkPassword(p string) error {
	wrong := func(why string) error { return &charley.FieldError{Field: "password", Why: why} }
	n := utf8.RuneCountInString(p)
	switch {
	case !utf8.ValidString(p):
		return wrong("must be text")
	case n < minPassword:
		return wrong(fmt.Sprintf("must have at least %d characters", minPassword))
	case n > maxPassword:
		return wrong(fmt.Sprintf("must have at most %d characters", maxPassword))
	case known(p):
		return wrong("is one of those that are tried first; take another")
	}
	return nil
}

// hash is the form in which a password is kept: a PHC string with everything
// that is needed to check it.
func (a *App) hash(ctx context.Context, password string) (string, error) {
	salt := random(saltBytes)
	sum, err := a.argon(ctx, password, salt, hashTimes, hashMemory, hashLanes, hashBytes)
	if err != nil {
		return "", err
	}
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, hashMemory, hashTimes, hashLanes, b64.EncodeToString(salt), b64.EncodeToString(sum)), nil
}

// errHash says that what is stored is no hash of a password.
var errHash = errors.New("the stored password cannot be read")

// verify is charley.ErrForbidden for another password than the one that is kept,
// and where none is kept.
func (a *App) verify(ctx context.Context, kept, password string) error {
	if kept == "" || utf8.RuneCountInString(password) > maxPassword {
		return charley.ErrForbidden
	}
	parts := strings.Split(kept, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return errHash
	}
	var memory, times uint32
	var lanes uint8
	if err := readCost(parts[3], &memory, &times, &lanes); err != nil {
		return err
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(parts[4])
	want, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	if err1 != nil || err2 != nil || len(want) < hashBytes/2 {
		return errHash
	}
	got, err := a.argon(ctx, password, salt, times, memory, lanes, uint32(len(want)))
	if err != nil {
		return err
	}
	if subtle.ConstantTimeCompare(got, want) != 1 {
		return charley.ErrForbidden
	}
	return nil
}

// argon works out a hash when it is its turn, and gives the memory back at once:
// left to itself the program would keep a hundred megabytes for minutes. The text
// is brought into one form first, because keyboards write the same letters in
// different bytes.
func (a *App) argon(ctx context.Context, password string, salt []byte, times, memory uint32, lanes uint8, length uint32) ([]byte, error) {
	select {
	case a.hashing <- true:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() {
		debug.FreeOSMemory()
		<-a.hashing
	}()
	return argon2.IDKey([]byte(norm.NFC.String(password)), salt, times, memory, lanes, length), nil
}

// The most memory and time that a stored hash can ask for, so that a
// database from elsewhere cannot stop the program.
const (
	maxMemory = 256 << 10 // KiB
	maxTimes  = 10
)

// readCost reads the third part of a PHC string: m=19456,t=2,p=1.
func readCost(s string, memory, times *uint32, lanes *uint8) error {
	fields := map[string]uint64{}
	for part := range strings.SplitSeq(s, ",") {
		name, value, _ := strings.Cut(part, "=")
		n, err := strconv.ParseUint(value, 10, 32)
		if err != nil {
			return errHash
		}
		fields[name] = n
	}
	m, t, p := fields["m"], fields["t"], fields["p"]
	if m < 8 || m > maxMemory || t < 1 || t > maxTimes || p < 1 || p > 8 {
		return errHash
	}
	*memory, *times, *lanes = uint32(m), uint32(t), uint8(p)
	return nil
}
