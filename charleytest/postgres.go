//go:build unix

package charleytest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Postgres is the address of an empty PostgreSQL database that is thrown away
// with the test. All tests of a program share one server, which only they can
// reach, by a socket in a temporary folder; both are gone when the program has
// ended, however it ended. Where PostgreSQL is not installed the test is skipped.
func Postgres(t testing.TB) (dsn string) {
	t.Helper()
	dsn, drop, err := Database()
	if missing := (*notInstalled)(nil); errors.As(err, &missing) {
		t.Skip(missing.Error())
	} else if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := drop(); err != nil {
			t.Errorf("drop a database: %v", err)
		}
	})
	return dsn
}

// Database is Postgres for a tool, which has no test to end with: drop throws the
// database away.
func Database() (dsn string, drop func() error, err error) {
	c, err := server()
	if err != nil {
		return "", nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	name := fmt.Sprintf("diary%d", databases.Add(1))
	if err := manage(c.dir, "CREATE DATABASE "+name); err != nil {
		return "", nil, fmt.Errorf("make a database: %w", err)
	}
	return address(c.dir, name), func() error { return manage(c.dir, "DROP DATABASE "+name+" WITH (FORCE)") }, nil
}

// A cluster is a running server.
type cluster struct {
	dir  string
	hold io.WriteCloser // while it is open, the server runs; held for as long as the program lives
}

// server starts PostgreSQL once for a test program.
var server = sync.OnceValues(startServer)

// databases numbers the databases of a test program.
var databases atomic.Int64

// notInstalled says which program of PostgreSQL is not there.
type notInstalled struct{ program string }

func (e *notInstalled) Error() string {
	return "PostgreSQL is not installed: " + e.program + " was not found"
}

// startServer makes a cluster in a temporary folder and waits until it answers.
func startServer() (c cluster, err error) {
	initdb, err := program("initdb")
	if err != nil {
		return c, err
	}
	postgres, err := program("postgres")
	if err != nil {
		return c, err
	}
	who, err := ordinaryUser()
	if err != nil {
		return c, err
	}
	if c.dir, err = serverFolder(who); err != nil {
		return c, err
	}
	if c.hold, err = serve(c.dir, initdb, postgres, who); err != nil {
		return c, errors.Join(err, os.RemoveAll(c.dir))
	}
	if err := answers(c.dir, 20*time.Second); err != nil {
		return c, errors.Join(err, c.hold.Close()) // which removes the folder
	}
	return c, nil
}

// program finds one of PostgreSQL's programs, on the path or where Debian keeps
// them; of several versions the newest.
func program(name string) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if err != nil {
		return "", err
	}
	if len(found) == 0 {
		return "", &notInstalled{name}
	}
	version := func(path string) int {
		n, _ := strconv.Atoi(strings.Split(path, "/")[4]) // 0 for a name that is no number
		return n
	}
	return slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) }), nil
}

// ordinaryUser is who runs the server: PostgreSQL refuses to run as root.
func ordinaryUser() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, &notInstalled{"its user postgres"}
	}
	uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, errors.Join(err1, err2)
}

// longestFolder leaves room for the socket's name: its whole path may have 107 bytes.
const longestFolder = 80

func serverFolder(who *syscall.Credential) (string, error) {
	parent := os.TempDir()
	if len(parent) > longestFolder {
		parent = "/tmp"
	}
	dir, err := os.MkdirTemp(parent, "charley-postgres-")
	if err == nil && who != nil {
		err = os.Chown(dir, int(who.Uid), int(who.Gid))
	}
	return dir, err
}

// keeper runs the server for as long as its standard input is open, that is,
// until the test program ends; then it stops the server and removes the folder.
const keeper = `
dir=$1 postgres=$2
"$postgres" -D "$dir/data" -k "$dir" -c listen_addresses= -c max_connections=200 >"$dir/log" 2>&1 &
read -r _
kill -INT $!
wait
rm -rf "$dir"
`

// serve makes a cluster in dir and starts its server.
func serve(dir, initdb, postgres string, who *syscall.Credential) (hold io.WriteCloser, err error) {
	make := exec.Command(initdb, "-D", filepath.Join(dir, "data"), "-U", "charley", "-A", "trust", "-E", "UTF8", "--locale=C", "--data-checksums", "--no-sync")
	make.Dir, make.SysProcAttr = dir, &syscall.SysProcAttr{Credential: who}
	if out, err := make.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	run := exec.Command("/bin/sh", "-c", keeper, "keeper", dir, postgres)
	run.Dir, run.SysProcAttr = "/", &syscall.SysProcAttr{Credential: who, Setsid: true} // Ctrl-C is not for it
	if hold, err = run.StdinPipe(); err != nil {
		return nil, err
	}
	if err := run.Start(); err != nil {
		return nil, fmt.Errorf("start the server: %w", err)
	}
	return hold, nil
}

// answers waits until the server takes connections.
func answers(dir string, patience time.Duration) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for {
		c, err := pgx.Connect(ctx, address(dir, "postgres"))
		if err == nil {
			return c.Close(ctx)
		}
		select {
		case <-ctx.Done():
			log, _ := os.ReadFile(filepath.Join(dir, "log")) // says why, if it is there
			return fmt.Errorf("the server does not answer: %w: %s", err, log)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// manage runs a statement in the server's own database.
func manage(dir, statement string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	c, err := pgx.Connect(ctx, address(dir, "postgres"))
	if err != nil {
		return err
	}
	_, err = c.Exec(ctx, statement)
	return errors.Join(err, c.Close(ctx))
}

// address is the connection string of a database.
func address(dir, database string) string {
	q := url.Values{"host": {dir}, "user": {"charley"}, "sslmode": {"disable"}}
	return "postgres:///" + database + "?" + q.Encode()
}
