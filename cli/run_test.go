package cli

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
)

// A terminal that is not set to UTF-8 must not put question marks into a diary.
func TestLettersThatAreNotUTF8AreRefused(t *testing.T) {
	dir := t.TempDir()
	for _, tc := range []struct {
		name  string
		args  []string
		typed string // at the keyboard
		code  int
	}{
		{"a note at night", []string{"log", "cramp", "--note", "w\xe4rme"}, "", exitUsage},
		{"a note in the morning", []string{"morning", "--nothing", "--note=w\xe4rme"}, "", exitUsage},
		{"the name of the device", []string{"log", "cramp", "--device", "k\xfcche"}, "", exitUsage},
		{"a note that is asked for", []string{"morning"}, "\n\n\n\n\n\nw\xe4rme\n\n", exitWell},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var out, wrong bytes.Buffer
			env := Env{
				Getenv: func(string) string { return "" }, Stdin: strings.NewReader(tc.typed), Stdout: &out, Stderr: &wrong, Terminal: tc.typed != "",
				Now: func() time.Time { return time.Date(2026, 3, 29, 6, 0, 0, 0, time.UTC) },
			}
			code := Run(t.Context(), append([]string{"--data", dir}, tc.args...), env)
			if code != tc.code || out.Len() > 0 || !strings.Contains(wrong.String(), "letters that are not UTF-8") {
				t.Errorf("got code %d, %q and %q", code, out.String(), wrong.String())
			}
		})
	}
}

// fullFile is a file on a full disk.
type fullFile struct{}

func (fullFile) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// Half an answer must not look like a whole one to a script.
func TestAnAnswerThatIsCutShortIsAFailure(t *testing.T) {
	dir := t.TempDir()
	for _, args := range [][]string{{"log", "cramp"}, {"nights"}, {"nights", "--json"}, {"version"}, {"--help"}} {
		var wrong bytes.Buffer
		env := Env{
			Getenv: func(string) string { return "" }, Stdin: strings.NewReader(""), Stdout: fullFile{}, Stderr: &wrong,
			Now: func() time.Time { return time.Date(2026, 3, 29, 6, 0, 0, 0, time.UTC) },
		}
		code := Run(t.Context(), append(args, "--data", dir), env)
		if code != exitFailed || !strings.Contains(wrong.String(), "no space left on device") {
			t.Errorf("%v: got code %d and %q, want %d", args, code, wrong.String(), exitFailed)
		}
	}
}
