//go:build !unix

package charleytest

import "testing"

// Postgres skips the test: starting a server of one's own needs Unix.
func Postgres(t testing.TB) (dsn string) {
	t.Helper()
	t.Skip("PostgreSQL is not installed: tests start it on Unix only")
	return ""
}
