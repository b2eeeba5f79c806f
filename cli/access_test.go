package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"charley/app"
	"charley/store"

	"github.com/rogpeppe/go-internal/testscript"
)

// locked gives the diary of the script a password: locked PASSWORD
func locked(ts *testscript.TestScript, _ bool, args []string) {
	ctx := context.Background()
	s, err := store.Open(ctx, store.Options{Dir: ts.Getenv("CHARLEY_DATA")})
	ts.Check(err)
	defer s.Close()
	a := app.New(s, func() time.Time {
		now, err := time.Parse(time.RFC3339, ts.Getenv("TEST_NOW"))
		ts.Check(err)
		return now
	})
	c, err := a.Owner(ctx)
	ts.Check(err)
	_, err = a.SetPassword(ctx, c, "", args[0])
	ts.Check(err)
}

// typed runs a command on a folder and returns what it shows.
func typed(t *testing.T, dir string, args ...string) string {
	t.Helper()
	var out, remarks bytes.Buffer
	env := Env{Getenv: func(string) string { return "" }, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &remarks, Now: time.Now}
	if code := Run(t.Context(), append(args, "--data", dir), env); code != 0 {
		t.Fatalf("charley %s: code %d: %s", strings.Join(args, " "), code, remarks.String())
	}
	return strings.TrimSpace(out.String())
}

// What the command line lets in counts at once for the server that runs on the same
// folder, and what it shuts out within the five seconds that a server remembers.
func TestTheCommandLineOpensAndClosesTheDoorOfAServer(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "diary")
	base := strings.TrimSuffix(serving(t, "--listen", "127.0.0.1:0", "--data", dir).url, "/")
	token := typed(t, dir, "token", "new", "--name", "Bed button", "--scope", "tap")
	press := func(want int) (answer map[string]any) {
		t.Helper()
		r, err := http.NewRequest(http.MethodPost, base+"/api/v1/tap/cramp", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+token)
		got, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer got.Body.Close()
		text, err := io.ReadAll(got.Body)
		if err == nil {
			err = json.Unmarshal(text, &answer)
		}
		if err != nil || got.StatusCode != want {
			t.Errorf("got %d %s (%v), want %d", got.StatusCode, text, err, want)
		}
		return answer
	}
	first := press(http.StatusCreated)
	if again := press(http.StatusOK); again["id"] != first["id"] {
		t.Errorf("pressed twice: %v and %v", first, again)
	}
	var link linkShown
	if err := json.Unmarshal([]byte(typed(t, dir, "account", "setup", "--json")), &link); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(link.Link, base+"/setup/") {
		t.Errorf("got %s, want a link of %s", link.Link, base)
	}
	for at, works := range map[string]bool{link.Link: true, base + "/setup/" + strings.Repeat("0", 32): false} {
		got, err := http.Get(at)
		if err != nil {
			t.Fatal(err)
		}
		got.Body.Close()
		if (got.StatusCode == http.StatusOK) != works {
			t.Errorf("%s: got %d, want it to work: %v", at, got.StatusCode, works)
		}
	}
	typed(t, dir, "token", "revoke", "Bed button")
	time.Sleep(5 * time.Second)
	press(http.StatusUnauthorized)
}

// A server that was killed leaves its address behind; nobody is there any more.
func TestWhatAKilledServerLeftIsNoAddress(t *testing.T) {
	dir := t.TempDir()
	if at := servedAt(dir); at != "" {
		t.Errorf("got %q of an empty folder", at)
	}
	if err := os.WriteFile(filepath.Join(dir, servedName), []byte("http://127.0.0.1:1/\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if at := servedAt(dir); at != "" {
		t.Errorf("got %q, want none", at)
	}
	release, err := holdServing(dir, "http://127.0.0.1:2/")
	if err != nil {
		t.Fatalf("asking must not keep a server off: %v", err)
	}
	defer release()
	if at := servedAt(dir); at != "http://127.0.0.1:2/" {
		t.Errorf("got %q of a server that runs", at)
	}
}
