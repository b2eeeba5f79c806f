package doctor

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/diary"
	"charley/store"
)

// TestMain lets a test run this program again as one that keeps writing.
func TestMain(m *testing.M) {
	if dir := os.Getenv("CHARLEY_TEST_WRITE_TO"); dir != "" {
		if err := writeOn(dir); err != nil {
			os.Stderr.WriteString(err.Error())
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// writeOn writes entries until it is killed.
func writeOn(dir string) error {
	s, err := store.Open(context.Background(), store.Options{Dir: dir})
	if err != nil {
		return err
	}
	a := app.New(s, time.Now)
	c, err := a.Owner(context.Background())
	if err != nil {
		return err
	}
	d, err := diary.NewDraft(charley.KindEpisode, map[string]any{"what": "cramp", "start": "2026-11-23T02:47:10+01:00"})
	for n := 0; err == nil; n++ {
		if _, err = a.Put(context.Background(), c, charley.NewEntryID(), d); n == 20 {
			os.Stdout.WriteString("writing\n")
		}
	}
	return err
}

// The doctor comes while a server writes, and after it was killed: there is
// nothing wrong, and it must not say so.
func TestWhileAServerWritesAndAfterItWasKilled(t *testing.T) {
	dir := t.TempDir()
	for range 4 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "CHARLEY_TEST_WRITE_TO="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		line, err := bufio.NewReader(out).ReadString('\n')
		if err != nil || strings.TrimSpace(line) != "writing" {
			t.Fatalf("the writing program does not start: %v", err)
		}
		for range 8 {
			if r := examine(t, dir); !r.Well || logWarning(r) {
				t.Errorf("while a server writes:\n%v", r)
			}
		}
		cmd.Process.Kill()
		cmd.Wait()
		if r := examine(t, dir); !r.Well || logWarning(r) {
			t.Errorf("after it was killed:\n%v", r)
		}
	}
}
