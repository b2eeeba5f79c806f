package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"charley/charleytest"

	"filippo.io/age"
	"github.com/rogpeppe/go-internal/testscript"
)

// In these scripts charley is this test's own program with a clock that stands
// still at TEST_NOW, and somebody at the keyboard if TEST_TERMINAL is set; what it
// says of itself is kept for the search of the logs. The program itself knows none
// of these variables.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"charley": patient})
}

// patient is the program as the scripts call it.
func patient() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	env := Process(func() time.Time {
		now, err := time.Parse(time.RFC3339, os.Getenv("TEST_NOW"))
		if err != nil {
			panic(err)
		}
		return now
	})
	env.Terminal = os.Getenv("TEST_TERMINAL") != ""
	env.Stderr = io.MultiWriter(env.Stderr, charleytest.KeepLogs("cli"))
	code := Run(ctx, os.Args[1:], env)
	stop()
	os.Exit(code)
}

// The scripts read like sessions at a terminal, in the morning of 29 March 2026
// in Berlin. The clocks went forward in the night before.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("UPDATE") != "",
		Setup: func(e *testscript.Env) error {
			e.Setenv("CHARLEY_TEST_LOGS", os.Getenv("CHARLEY_TEST_LOGS"))
			e.Setenv("TEST_NOW", "2026-03-29T08:00:00+02:00")
			e.Setenv("TZ", "Europe/Berlin")
			e.Setenv("HOME", filepath.Join(e.WorkDir, "home"))
			e.Setenv("CHARLEY_DATA", filepath.Join(e.WorkDir, "diary"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"code": exitCode, "await": await, "flip": flip, "agekey": ageKey, "locked": locked,
		},
	})
}

// exitCode runs a command that must end with exactly that code: code 2 charley …
func exitCode(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: code N command …")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("got exit code %d, want %d", got, want)
	}
}

// await waits until a file has something in it: await FILE
func await(ts *testscript.TestScript, _ bool, args []string) {
	for range 1000 {
		if text, err := os.ReadFile(ts.MkAbs(args[0])); err == nil && strings.TrimSpace(string(text)) != "" {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	ts.Fatalf("%s stayed empty", args[0])
}

// flip damages a file: flip FILE FROM TO turns over every byte from one part of
// the file to another, in hundredths of its length.
func flip(ts *testscript.TestScript, _ bool, args []string) {
	name := ts.MkAbs(args[0])
	text, err := os.ReadFile(name)
	ts.Check(err)
	from, err := strconv.Atoi(args[1])
	ts.Check(err)
	to, err := strconv.Atoi(args[2])
	ts.Check(err)
	for i := len(text) * from / 100; i < len(text)*to/100; i++ {
		text[i] ^= 0xff
	}
	ts.Check(os.WriteFile(name, text, 0o600))
}

// ageKey makes a key for encrypted backups: agekey FILE writes the secret part
// to a file and puts the public one into $RECIPIENT.
func ageKey(ts *testscript.TestScript, _ bool, args []string) {
	id, err := age.GenerateX25519Identity()
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(id.String()+"\n"), 0o600))
	ts.Setenv("RECIPIENT", id.Recipient().String())
}
