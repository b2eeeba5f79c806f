package knowledge

import "testing"

// base are the records that ship with the program.
func base(t testing.TB) *Base {
	t.Helper()
	b, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return b
}
