package knowledge

import "testing"

// Reading all that ships with the program: docs/tell-apart.md.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Default(); err != nil {
			b.Fatal(err)
		}
	}
}
