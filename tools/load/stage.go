package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"charley"
	"charley/app"
	"charley/charleytest"
	"charley/store"
)

// A stage is what a plan is tried on: a database, its servers, and the people who have come in.
type stage struct {
	plan    plan
	dir     string
	dsn     string
	servers []*server
	writers []person
	readers []person
	drop    func() error
}

// A server is one running charley.
type server struct {
	base    string // http://127.0.0.1:PORT
	process *exec.Cmd
}

func newStage(ctx context.Context, p plan) (st *stage, err error) {
	st = &stage{plan: p, drop: func() error { return nil }}
	defer func() {
		if err != nil {
			err = errors.Join(err, st.close())
		}
	}()
	if st.dir, err = os.MkdirTemp("", "charley-load-"); err != nil {
		return st, err
	}
	if p.postgres {
		if st.dsn, st.drop, err = charleytest.Database(); err != nil {
			return st, err
		}
	}
	for i := range p.servers {
		s, err := st.start(ctx, i)
		if err != nil {
			return st, fmt.Errorf("start server %d: %w", i+1, err)
		}
		st.servers = append(st.servers, s)
	}
	return st, st.people(ctx)
}

// folder is that of a server's own files; with SQLite it holds the diaries too.
func (st *stage) folder(i int) string { return filepath.Join(st.dir, fmt.Sprintf("server%d", i+1)) }

// charley is one call of the program on the folder of a server.
func (st *stage) charley(ctx context.Context, i int, args ...string) *exec.Cmd {
	all := append(append([]string{}, st.plan.program[1:]...), args...)
	c := exec.CommandContext(ctx, st.plan.program[0], append(all, "--data", st.folder(i))...)
	c.Env = append(append(os.Environ(), "CHARLEY_DATABASE="+st.dsn), st.plan.env...)
	return c
}

// start starts a server and waits until it is ready. That it is told a name makes everybody sign in, as where others can
// reach it.
func (st *stage) start(ctx context.Context, i int) (*server, error) {
	if err := os.MkdirAll(st.folder(i), 0o700); err != nil {
		return nil, err
	}
	log, err := os.Create(filepath.Join(st.dir, fmt.Sprintf("server%d.log", i+1)))
	if err != nil {
		return nil, err
	}
	defer log.Close() // the server has its own hold on it
	s := &server{process: st.charley(context.WithoutCancel(ctx), i, "serve", "--listen", "127.0.0.1:0", "--host", "load.example", "--setup", "--zone", home)}
	s.process.Stdout, s.process.Stderr = log, log
	if err := s.process.Start(); err != nil {
		return nil, err
	}
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end) && ctx.Err() == nil; time.Sleep(20 * time.Millisecond) {
		where, _ := os.ReadFile(filepath.Join(st.folder(i), "charley.serving")) // not there yet
		if s.base = strings.TrimRight(strings.TrimSpace(string(where)), "/"); s.base == "" {
			continue
		}
		if r, err := http.Get(s.base + "/readyz"); err == nil {
			r.Body.Close()
			if r.StatusCode == http.StatusOK {
				return s, nil
			}
		}
	}
	said, _ := os.ReadFile(log.Name())
	return nil, errors.Join(fmt.Errorf("it was not ready within 20 s: %s", said), s.stop())
}

// stop ends a server in good order.
func (s *server) stop() error {
	if err := s.process.Process.Signal(os.Interrupt); err != nil {
		return errors.Join(err, s.process.Process.Kill())
	}
	return s.process.Wait()
}

// home is the time zone of everybody.
const home = "Europe/Berlin"

// people makes everybody, by the use cases themselves and beside the servers, and lets each in at a server with the
// one-time link, as a browser comes in.
func (st *stage) people(ctx context.Context) error {
	s, err := store.Open(ctx, store.Options{Dir: st.folder(0), DSN: st.dsn})
	if err != nil {
		return err
	}
	a := app.New(s, time.Now)
	a.HomeZone = home
	defer a.Rest()
	for i := range st.plan.writers + st.plan.readers {
		p, err := newPerson(ctx, a, st.servers[i%len(st.servers)], i)
		if err == nil && i >= st.plan.writers {
			err = live(ctx, a, p.caller, st.plan.nights, uint64(i))
		}
		if err != nil {
			return errors.Join(fmt.Errorf("let person %d in: %w", i+1, err), s.Close())
		}
		if i < st.plan.writers {
			st.writers = append(st.writers, p)
		} else {
			st.readers = append(st.readers, p)
		}
	}
	return s.Close()
}

// doctor has the program itself check every entry and every chain.
func (st *stage) doctor(ctx context.Context) error {
	said, err := st.charley(ctx, 0, "doctor").CombinedOutput()
	if err != nil {
		return fmt.Errorf("charley doctor: %w: %s", err, said)
	}
	return nil
}

// close ends the servers, and throws the database and the folders away.
func (st *stage) close() error {
	var errs []error
	for _, s := range st.servers {
		errs = append(errs, s.stop())
	}
	errs = append(errs, st.drop())
	if st.dir != "" {
		errs = append(errs, os.RemoveAll(st.dir))
	}
	return errors.Join(errs...)
}

// newPerson adds an account, as an administrator does, and lets its person in.
func newPerson(ctx context.Context, a *app.App, at *server, i int) (person, error) {
	admin, err := a.Owner(ctx)
	if err != nil {
		return person{}, err
	}
	name := fmt.Sprintf("Person %d", i+1)
	_, link, err := a.AddAccount(ctx, admin, name, charley.RolePerson)
	if err != nil {
		return person{}, err
	}
	p := person{client: newClient()}
	if p.caller, err = a.PersonNamed(ctx, name); err != nil {
		return p, err
	}
	return p, p.comeIn(ctx, at, link.Secret)
}
