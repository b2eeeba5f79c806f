package charleytest

import "testing"

func TestATestIsKnownByItsFolderAndName(t *testing.T) {
	n := TestsOf(t)
	for name, want := range map[string]bool{
		"charleytest.TestATestIsKnownByItsFolderAndName": true,
		"TestATestIsKnownByItsFolderAndName":             false,
		"web.TestATestIsKnownByItsFolderAndName":         false,
		"test/harness/crash.py":                          true,
		"test/harness/nothing.py":                        false,
	} {
		if got := n.Has(name); got != want {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
}
