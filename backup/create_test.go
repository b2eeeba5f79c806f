package backup

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"charley"
	"charley/store"
)

func TestRoundTripWhileWriting(t *testing.T) {
	dir := t.TempDir()
	_, a := openDiary(t, store.Options{Dir: dir})
	c := fillDiary(t, a, 30)
	var writers sync.WaitGroup
	stop := make(chan struct{})
	for range 3 {
		writers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
					if _, err := writeOne(a, c, noon); err != nil {
						t.Error(err)
						return
					}
				}
			}
		})
	}
	for i := range 3 {
		before, err := writeOne(a, c, noon.Add(-time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		b, err := keeper(dir).Create(ctx, "")
		if err != nil {
			t.Fatal(err)
		}
		if b.Verified.IsZero() || b.How != Restored {
			t.Errorf("got verified %v %q", b.Verified, b.How)
		}
		to := filepath.Join(t.TempDir(), fmt.Sprint("restored", i))
		if _, err := keeper(to).Restore(ctx, b.Path, false); err != nil {
			t.Fatal(err)
		}
		_, restored := openDiary(t, store.Options{Dir: to})
		if _, err := restored.Entry(ctx, c, before); err != nil {
			t.Errorf("an entry saved before the backup began: %v", err)
		}
	}
	close(stop)
	writers.Wait()
	all, err := keeper(dir).List(ctx)
	if err != nil || len(all) != 3 {
		t.Fatalf("list: got %d %v, want 3", len(all), err)
	}
	for _, b := range all {
		if b.Verified.IsZero() || b.Manifest == nil {
			t.Errorf("%s is not listed as verified", b.Path)
		}
	}
}

func TestCreateRefusesToOverwrite(t *testing.T) {
	dir := newDiary(t, 4)
	out := filepath.Join(t.TempDir(), "precious")
	if err := os.WriteFile(out, []byte("something else"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := keeper(dir).Create(ctx, out); !errors.Is(err, charley.ErrConflict) {
		t.Errorf("got %v, want %v", err, charley.ErrConflict)
	}
	if _, err := keeper(t.TempDir()).Create(ctx, ""); !errors.Is(err, charley.ErrNotFound) {
		t.Errorf("of a folder without a diary: got %v, want %v", err, charley.ErrNotFound)
	}
}

func TestLostRecordsComeBack(t *testing.T) {
	dir := newDiary(t, 4)
	k := keeper(dir)
	b, err := k.Create(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(k.Folder(), recordsName)); err != nil {
		t.Fatal(err)
	}
	all, err := k.List(ctx)
	if err != nil || len(all) != 1 || !all[0].Verified.IsZero() || all[0].Manifest == nil {
		t.Fatalf("without records: got %+v %v", all, err)
	}
	if _, err := k.Verify(ctx, b.Path); err != nil {
		t.Fatal(err)
	}
	if all, err = k.List(ctx); err != nil || all[0].Verified.IsZero() {
		t.Errorf("after verifying: got %+v %v", all, err)
	}
}
