package doctor

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"charley/store"
)

// readOnly makes a folder one on a disk that can only be read.
func readOnly(t *testing.T, dir string) {
	t.Helper()
	if err := syscall.Mount(dir, dir, "", syscall.MS_BIND, ""); err != nil {
		t.Skip("making a disk read-only needs root: ", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	if err := syscall.Mount("", dir, "", syscall.MS_BIND|syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skip("making a disk read-only: ", err)
	}
}

// A sound diary is well also where nothing can be written beside it, with its
// log or without, and a damaged one is not.
func TestADiaryOnADiskThatCanOnlyBeRead(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	closed := func(t *testing.T) string {
		dir := t.TempDir()
		s, a := openDiary(t, store.Options{Dir: dir})
		fillDiary(t, a, 20, 18)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	cases := []struct {
		name string
		dir  func(t *testing.T) string
		well bool
		says string
	}{
		{"closed in good order", closed, true, "read as it lies"},
		{"killed, with changes in the log", func(t *testing.T) string { return killedDiary(t, 20, 15) }, true, "wait in the log"},
		{"killed, and the log's index is gone", func(t *testing.T) string {
			dir := killedDiary(t, 20, 15)
			os.Remove(filepath.Join(dir, store.FileName+"-shm"))
			return dir
		}, true, "read from a copy"},
		{"damaged", func(t *testing.T) string {
			dir := closed(t)
			hurtPages(t, filepath.Join(dir, store.FileName), "pages")
			return dir
		}, false, "Nothing was changed"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := c.dir(t)
			readOnly(t, dir)
			r := examine(t, dir)
			if r.Well != c.well || c.well && r.Content == nil || !strings.Contains(r.String(), c.says) {
				t.Errorf("got\n%v", r)
			}
		})
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "charley-doctor-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
