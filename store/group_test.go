package store

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"

	"charley"
	"charley/app"
)

// open opens the SQLite diary of a folder for the length of a test.
func open(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := Open(context.Background(), Options{Dir: dir})
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// addPerson is the smallest update that writes something.
func addPerson(w app.Writer) error {
	return w.AddPerson(context.Background(), charley.Person{ID: charley.NewPersonID()})
}

func TestUpdatesThatWaitShareACommit(t *testing.T) {
	const writers, each = 64, 20
	s := open(t, t.TempDir())
	var wait sync.WaitGroup
	for range writers {
		wait.Go(func() {
			for range each {
				if err := s.Update(context.Background(), addPerson); err != nil {
					t.Errorf("Update: %v", err)
				}
			}
		})
	}
	wait.Wait()
	if n, err := s.Count(context.Background()); err != nil || n.People != writers*each {
		t.Errorf("%d of %d updates were kept, %v", n.People, writers*each, err)
	}
	if shared := writers * each / int(s.Commits()); shared < 4 {
		t.Errorf("%d updates a commit, want at least 4", shared)
	}
}

func TestALoneUpdateIsCommittedAtOnce(t *testing.T) {
	s := open(t, t.TempDir())
	for range 5 {
		if err := s.Update(context.Background(), addPerson); err != nil {
			t.Fatal(err)
		}
	}
	if got := s.Commits(); got != 5 {
		t.Errorf("%d commits for 5 updates, want 5", got)
	}
	if err := s.Update(context.Background(), func(app.Writer) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if got := s.Commits(); got != 5 {
		t.Errorf("an update that wrote nothing was committed")
	}
}

func TestAnUpdateThatEndsItsGoroutine(t *testing.T) {
	s := open(t, t.TempDir())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		s.Update(context.Background(), func(w app.Writer) error {
			addPerson(w)
			runtime.Goexit()
			return nil
		})
		t.Error("Update returned after Goexit")
	}()
	<-ended
	if err := s.Update(context.Background(), addPerson); err != nil {
		t.Fatalf("the next update: %v", err)
	}
	if n, err := s.Count(context.Background()); err != nil || n.People != 1 {
		t.Errorf("%d people, %v; want the second only", n.People, err)
	}
}

func TestAnErrorThatAnUpdateHidesStillCounts(t *testing.T) {
	s := open(t, t.TempDir())
	p := charley.Person{ID: charley.NewPersonID()}
	err := s.Update(context.Background(), func(w app.Writer) error {
		if err := w.AddPerson(context.Background(), p); err != nil {
			return err
		}
		w.AddPerson(context.Background(), p) // cannot be, and is not looked at
		return nil
	})
	if !errors.Is(err, charley.ErrConflict) {
		t.Errorf("Update: %v, want ErrConflict", err)
	}
	if n, _ := s.Count(context.Background()); n.People != 0 {
		t.Errorf("half of an update was kept")
	}
}

func TestAClosedDiary(t *testing.T) {
	s := open(t, t.TempDir())
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Update(context.Background(), addPerson); !errors.Is(err, errClosed) {
		t.Errorf("Update: %v", err)
	}
	if err := s.View(context.Background(), func(app.Reader) error { return nil }); err == nil {
		t.Error("View of a closed diary worked")
	}
	if err := s.Close(); err != nil {
		t.Errorf("Close again: %v", err)
	}
}

func TestRevisionsAndAuditLinesAreNeverChanged(t *testing.T) {
	s := open(t, t.TempDir())
	fill(t, s, 3)
	refuseChanges(t, s)
}

// refuseChanges tries to rewrite history with the writer's own connection.
func refuseChanges(t *testing.T, s *Store) {
	t.Helper()
	err := s.Update(context.Background(), func(w app.Writer) error {
		p, err := w.Owner(context.Background())
		if err != nil {
			return err
		}
		return w.KeepTold(context.Background(), p.ID, app.Told{Number: 1})
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		"UPDATE revision SET patch = '{}'", "DELETE FROM revision", "UPDATE audit SET caller = 'x'", "DELETE FROM audit", "UPDATE told SET seq = 0", "DELETE FROM told",
	} {
		err := s.Update(context.Background(), func(w app.Writer) error {
			_, err := w.(*writer).conn.ExecContext(context.Background(), statement)
			return err
		})
		if err == nil || !strings.Contains(err.Error(), "never") && !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", statement, err)
		}
	}
	if err := s.IntegrityCheck(context.Background()); err != nil {
		t.Error(err)
	}
}

// fill writes a person and some entries with their audit lines.
func fill(t testing.TB, s *Store, entries int) charley.PersonID {
	t.Helper()
	ctx := context.Background()
	p := charley.Person{ID: charley.NewPersonID(), Settings: charley.DefaultSettings("Europe/Berlin")}
	err := s.Update(ctx, func(w app.Writer) error {
		if err := w.AddPerson(ctx, p); err != nil {
			return err
		}
		for i := range entries {
			if err := appendNight(ctx, w, p.ID, i); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatalf("fill: %v", err)
	}
	return p.ID
}

// appendNight writes a cramp of the night i nights after 1 January 1976.
func appendNight(ctx context.Context, w app.Writer, p charley.PersonID, i int) error {
	person, err := w.Person(ctx, p)
	if err != nil {
		return err
	}
	night := charley.Night{Year: 1976, Month: 1, Day: 1}.Add(i)
	fields := charley.Fields{}
	for key, v := range map[string]any{
		"what": "cramp", "start": night.Next().String() + "T03:10:00+01:00", "zone": "Europe/Berlin", "minutes": 3,
		"side": "left", "places": []string{"calf", "foot"}, "intensity": i % 11, "eased_by": []string{"stretch"}, "note": "as always",
	} {
		fields.Set(key, v)
	}
	id := charley.NewEntryID()
	r := charley.Revision{Person: p, Entry: id, Kind: charley.KindEpisode, Seq: person.Seq + 1, Rev: 1, Patch: fields, Author: "owner", Via: "cli"}
	e := charley.Entry{Person: p, ID: id, Kind: r.Kind, Night: night, Until: night, Fields: fields, Rev: 1, Seq: r.Seq}
	if err := w.Append(ctx, r, e, r.Link(person.Chain)); err != nil {
		return err
	}
	return w.Audit(ctx, app.AuditLine{Person: p, Caller: "owner", Via: "cli", Action: "put", Entry: id, Rev: 1})
}

// A disk that fails is imitated by taking the refusal of a trigger for one.
func TestAfterTheDiskFailedNothingIsWrittenAnyMore(t *testing.T) {
	for name, c := range map[string]struct {
		fault  fault
		want   error
		lasts  bool
		failed bool
	}{
		"the disk reports errors": {faultIO, charley.ErrStorage, true, true},
		"the file is damaged":     {faultDamaged, charley.ErrStorage, true, false},
		"the disk is full":        {faultFull, charley.ErrDiskFull, false, false},
		"the disk is read-only":   {faultReadOnly, charley.ErrReadOnly, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, t.TempDir())
			p := fill(t, s, 2)
			usual := s.engine.classify
			s.engine.classify = func(error) fault { return c.fault }
			err := s.Update(context.Background(), func(w app.Writer) error {
				appendNight(context.Background(), w, p, 3)
				return w.AddPerson(context.Background(), charley.Person{ID: p})
			})
			s.engine.classify = usual
			if !errors.Is(err, c.want) {
				t.Errorf("Update: %v, want %v", err, c.want)
			}
			if n, err := s.Count(context.Background()); err != nil || n.Revisions != 2 {
				t.Errorf("reading afterwards: %d revisions, %v", n.Revisions, err)
			}
			state := s.State()
			err = s.Update(context.Background(), addPerson)
			if c.lasts && (err == nil || state.Writable || state.Problem == "") {
				t.Errorf("the next update: %v; state %+v", err, state)
			}
			if !c.lasts && (err != nil || !s.State().Writable) {
				t.Errorf("the next update: %v; state %+v", err, s.State())
			}
			select {
			case <-s.Failed():
				if !c.failed {
					t.Error("Failed is closed")
				}
			default:
				if c.failed {
					t.Error("Failed is not closed")
				}
			}
		})
	}
}

// An update that was let in before the disk failed must not be acknowledged
// after it.
func TestUpdatesThatWaitedWhileTheDiskFailedAreRefused(t *testing.T) {
	s := open(t, t.TempDir())
	fill(t, s, 1)
	s.health.note(&failure{fault: faultIO, what: "commit", cause: errors.New("input/output error")}, true)
	err := s.group.do(context.Background(), addPerson) // past the check at the door
	if !errors.Is(err, charley.ErrReadOnly) {
		t.Errorf("got %v, want ErrReadOnly", err)
	}
}

// The first night counts: the program was killed after it, and then the file vanished.
func TestADiaryThatVanishesAfterItsFirstNight(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	fill(t, s, 1)
	m, err := readMarker(dir)
	if err != nil || m.Revisions != 1 {
		t.Fatalf("the marker knows of %d changes (%v), want 1", m.Revisions, err)
	}
	if err := m.compare(s.path, inspection{fresh: true}); !errors.Is(err, charley.ErrStorage) {
		t.Errorf("got %v, want a refusal", err)
	}
}
