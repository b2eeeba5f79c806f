//go:build !unix

package charleytest

import (
	"errors"
	"testing"
)

// Postgres skips the test: starting a server of one's own needs Unix.
func Postgres(t testing.TB) (dsn string) {
	t.Helper()
	t.Skip("PostgreSQL is not installed: tests start it on Unix only")
	return ""
}

// Database cannot start a server of one's own here either.
func Database() (dsn string, drop func() error, err error) {
	return "", nil, errors.New("PostgreSQL can be started on Unix only")
}
