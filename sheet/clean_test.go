package sheet

import "testing"

func TestClean(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"plain", "Wade links, 3×", "Wade links, 3×"},
		{"a new line of another system", "one\r\ntwo", "one\ntwo"},
		{"a tab", "one\ttwo", "one two"},
		{"a command to a terminal", "\x1b[2Jgone", "\uFFFD[2Jgone"},
		{"half a character", "a\xffb", "a\uFFFDb"},
		{"text that turns round what follows", "a\u202Eb", "a\uFFFDb"},
		{"Hebrew is as it is", "שלום", "שלום"},
	} {
		if got := Clean(tc.text); got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.want)
		}
	}
}
