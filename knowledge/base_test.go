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

// shipped is a file of the records that ship with the program.
func shipped(t testing.TB, name string) []byte {
	t.Helper()
	text, err := data.ReadFile("data/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
