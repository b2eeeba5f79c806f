package cli

import "testing"

func TestTheNearestCommand(t *testing.T) {
	names := []string{"log", "morning", "evening", "nights", "undo", "serve", "demo", "export", "import", "backup", "doctor", "version"}
	for typed, want := range map[string]string{
		"night":     "nights",
		"mornign":   "morning", // two letters swapped
		"bakcup":    "backup",
		"Log":       "log",
		"ver":       "version", // a beginning
		"exprt":     "export",
		"undoo":     "undo",
		"cramp":     "",
		"x":         "",
		"something": "",
	} {
		if got := nearest(typed, names); got != want {
			t.Errorf("%s: got %q, want %q", typed, got, want)
		}
	}
}
