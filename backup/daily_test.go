package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"charley"
	"charley/store"
)

// daily is a Daily over a diary with something in it, whose backups are counted
// and made, or not, by fail.
func daily(t *testing.T, dir string, fail func() error) (d *Daily, made *[]time.Time) {
	t.Helper()
	k := Keeper{Dir: dir, Version: "test", Now: time.Now}
	d = NewDaily(k, DefaultPolicy(), slog.New(slog.DiscardHandler))
	made = new([]time.Time)
	d.make = func(context.Context) (Backup, error) {
		if err := fail(); err != nil {
			return Backup{}, err
		}
		*made = append(*made, time.Now())
		return Backup{Path: "made", Made: time.Now(), Verified: time.Now()}, nil
	}
	return d, made
}

func well() error { return nil }

func TestDailyBackup(t *testing.T) {
	dir := newDiary(t, 4)
	synctest.Test(t, func(t *testing.T) {
		d, made := daily(t, dir, well)
		run, stop := context.WithCancel(ctx)
		go d.Run(run)
		time.Sleep(time.Minute)
		synctest.Wait()
		if len(*made) != 1 || d.Status().Verified.IsZero() {
			t.Errorf("after the start: got %d backups", len(*made))
		}
		time.Sleep(72 * time.Hour)
		synctest.Wait()
		if len(*made) != 4 || d.Status().Problem != "" || d.Status().Overdue(time.Now()) {
			t.Errorf("three days later: got %d backups, want 4; %+v", len(*made), d.Status())
		}
		stop()
		synctest.Wait()
	})
}

func TestDailyBackupFails(t *testing.T) {
	dir := newDiary(t, 4)
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("the disk is full")
		d, made := daily(t, dir, func() error { return broken })
		run, stop := context.WithCancel(ctx)
		go d.Run(run)
		time.Sleep(90 * time.Minute)
		synctest.Wait()
		if s := d.Status(); s.Problem == "" || !s.Overdue(time.Now()) || s.Tried.IsZero() {
			t.Errorf("after a failure: got %+v", s)
		}
		broken = nil
		time.Sleep(time.Hour)
		synctest.Wait()
		if s := d.Status(); s.Problem != "" || len(*made) != 1 {
			t.Errorf("an hour after the disk had room again: got %d backups, %+v", len(*made), s)
		}
		stop()
		synctest.Wait()
	})
}

func TestDailyBackupWaitsForTheFirstEntry(t *testing.T) {
	dir := t.TempDir()
	s, a := openDiary(t, store.Options{Dir: dir})
	if _, err := a.Owner(ctx); err != nil {
		t.Fatal(err)
	}
	s.Close()
	synctest.Test(t, func(t *testing.T) {
		d, made := daily(t, dir, well)
		run, stop := context.WithCancel(ctx)
		go d.Run(run)
		time.Sleep(3 * time.Hour)
		synctest.Wait()
		if len(*made) != 0 || d.Status().Problem != "" {
			t.Errorf("an empty diary: got %d backups, %+v", len(*made), d.Status())
		}
		stop()
		synctest.Wait()
	})
}

// The real thing: a backup made yesterday, found again at the start, and a new
// one when it is a day old.
func TestDailyBackupAfterARestart(t *testing.T) {
	dir := newDiary(t, 4)
	k := keeper(dir)
	if _, err := k.Create(ctx, ""); err != nil {
		t.Fatal(err)
	}
	k.Now = func() time.Time { return noon.Add(20 * time.Hour) }
	d := NewDaily(k, DefaultPolicy(), slog.New(slog.DiscardHandler))
	d.recall(ctx)
	if got, want := d.due(), 4*time.Hour; got != want {
		t.Errorf("due: got %v, want %v", got, want)
	}
	d.keeper.Now = func() time.Time { return noon.Add(-time.Hour) }
	if got, want := d.due(), every; got != want {
		t.Errorf("due after the clock was set back: got %v, want %v", got, want)
	}
	if !d.attempt(ctx) || d.Status().Problem != "" {
		t.Errorf("got %+v", d.Status())
	}
}

func TestADiaryBegunTodayIsNotOverdue(t *testing.T) {
	now := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name string
		s    Status
		want bool
	}{
		{"begun an hour ago, nothing to copy yet", Status{Since: now.Add(-time.Hour)}, false},
		{"running for three days without one", Status{Since: now.Add(-72 * time.Hour)}, true},
		{"the first one failed", Status{Since: now.Add(-time.Hour), Problem: "the disk is full"}, true},
		{"made yesterday", Status{Since: now, Verified: now.Add(-24 * time.Hour)}, false},
		{"made three days ago, started just now", Status{Since: now, Verified: now.Add(-72 * time.Hour)}, true},
		{"none are made", Status{}, true},
	} {
		if got := c.s.Overdue(now); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

// Asked for, a backup is made at once; asked twice, only one is.
func TestABackupIsMadeWhenAskedFor(t *testing.T) {
	dir := newDiary(t, 4)
	synctest.Test(t, func(t *testing.T) {
		d, made := daily(t, dir, well)
		run, stop := context.WithCancel(ctx)
		go d.Run(run)
		time.Sleep(time.Hour)
		synctest.Wait()
		d.Make()
		d.Make()
		if !d.Status().Busy {
			t.Error("it does not say that one is being made")
		}
		synctest.Wait()
		if s := d.Status(); len(*made) != 2 || s.Busy || s.Verified != time.Now() {
			t.Errorf("got %d backups, want 2; %+v", len(*made), s)
		}
		time.Sleep(23*time.Hour + 59*time.Minute)
		synctest.Wait()
		if len(*made) != 2 {
			t.Errorf("got %d backups, want the next one a day after the one that was asked for", len(*made))
		}
		stop()
		synctest.Wait()
	})
}

// Whoever holds backups off ends the one at work and lets none begin.
func TestBackupsAreHeldOff(t *testing.T) {
	dir := newDiary(t, 4)
	synctest.Test(t, func(t *testing.T) {
		d, _ := daily(t, dir, well)
		made := 0
		d.make = func(ctx context.Context) (Backup, error) {
			select {
			case <-ctx.Done():
				return Backup{}, ctx.Err()
			case <-time.After(time.Hour):
				made++
				return Backup{Made: time.Now()}, nil
			}
		}
		run, stop := context.WithCancel(ctx)
		go d.Run(run)
		time.Sleep(time.Minute)
		if !d.Status().Busy {
			t.Fatal("none is being made")
		}
		release := d.Hold()
		if s := d.Status(); s.Busy || s.Problem != "" {
			t.Errorf("got %+v", s)
		}
		d.Make()
		time.Sleep(10 * time.Hour)
		if made != 0 {
			t.Errorf("%d were made meanwhile", made)
		}
		release() // from now on the one that was asked for may begin at any moment
		time.Sleep(3 * time.Hour)
		synctest.Wait()
		if made != 1 {
			t.Errorf("%d were made afterwards, want 1", made)
		}
		stop()
		synctest.Wait()
	})
}

func TestWhatKindOfTrouble(t *testing.T) {
	for want, err := range map[Trouble]error{
		TroubleFull: charley.ErrDiskFull, TroubleDiary: ErrUnsound, TroubleKey: ErrKey, TroubleWrite: fs.ErrPermission, TroubleUnlike: ErrDamaged,
	} {
		if got := troubleOf(fmt.Errorf("make a backup: %w", err)); got != want {
			t.Errorf("%v: got %q, want %q", err, got, want)
		}
	}
}
