package release

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// reach are the packages of the standard library with which a program could call out or start another.
var reach = []string{"os/exec", "net/http", "net", "net/smtp", "net/rpc", "net/rpc/jsonrpc", "plugin", "golang.org/x/crypto/ssh"}

// What Charley's own packages may import is held by test/importmap; these are those of others.
func TestWhoCouldCallOutIsWrittenDown(t *testing.T) {
	written := map[string]bool{}
	for _, row := range table(t, dependencies, "Who could call out or start a program") {
		written[row[0]+" "+row[1]] = false
	}
	for _, target := range targets {
		for _, p := range packages(t, target) {
			if p.Standard || p.Module.Main {
				continue
			}
			for _, i := range p.Imports {
				if !slices.Contains(reach, i) {
					continue
				}
				if _, known := written[p.ImportPath+" "+i]; !known {
					t.Errorf("%s, which is linked for %s, imports %s: write down in %s why that is all right", p.ImportPath, target, i, dependencies)
				}
				written[p.ImportPath+" "+i] = true
			}
		}
	}
	for row, seen := range written {
		if !seen {
			t.Errorf("%s says %q, which is not so any more", dependencies, row)
		}
	}
}

// gone are the names that no linked program may have: what starts a process, and what asks another computer over HTTP,
// by mail or by call. What only stands there as a variable, such as http.DefaultClient, can do nothing without them.
var gone = regexp.MustCompile(`^(os/exec\.|os\.(StartProcess|startProcess)|syscall\.(forkExec|StartProcess|Exec|CreateProcess)|` +
	`net/http\.\(\*(Client|Transport|http2Transport|http2ClientConn|persistConn)\)\.|net/http\.(Get|Head|Post|PostForm)$|` +
	`net/smtp\.|net/rpc\.|net\.(Dial|DialTimeout|DialTCP|DialUDP|DialUnix|DialIP)$|modernc\.org/libc\.X(system|popen|exec[a-z]*|posix_spawn)$)`)

// dials are the only names that open a connection, for the driver of PostgreSQL.
var dials = regexp.MustCompile(`^net\.\(\*Dialer\)\.[A-Z]\w*$`)

func TestTheProgramHasNothingToCallOutWith(t *testing.T) {
	names := symbols(run(t, nil, "go", "tool", "nm", built(t)))
	if len(names) < 10000 || !slices.Contains(names, "main.main") {
		t.Fatalf("the program has %d names; was it built without them?", len(names))
	}
	var openers []string
	for _, n := range names {
		if gone.MatchString(n) {
			t.Errorf("the program holds %s", n)
		}
		if dials.MatchString(n) {
			openers = append(openers, n)
		}
	}
	if !slices.Equal(openers, []string{"net.(*Dialer).DialContext"}) {
		t.Errorf("connections are opened by %q; only that of the database is expected", openers)
	}
}

func TestAProgramThatCallsOutIsFound(t *testing.T) {
	for _, name := range []string{"os/exec.Command", "os.StartProcess", "syscall.forkExec", "net/http.(*Client).do", "net/http.(*Transport).roundTrip", "net.Dial", "net/http.Get", "net/smtp.SendMail", "modernc.org/libc.Xsystem"} {
		if !gone.MatchString(name) {
			t.Errorf("%s would not be found", name)
		}
	}
	// They are the names that the linker really gives: this test starts programs, so it holds them itself.
	self := symbols(run(t, nil, "go", "tool", "nm", self(t)))
	if !slices.ContainsFunc(self, gone.MatchString) {
		t.Error("nothing was found in a program that starts others")
	}
}

// symbols are the names in the output of go tool nm.
func symbols(nm string) (names []string) {
	for line := range strings.Lines(nm) {
		if f := strings.Fields(line); len(f) >= 3 {
			names = append(names, strings.Join(f[2:], " "))
		} else if len(f) == 2 {
			names = append(names, f[1])
		}
	}
	return names
}
