package backup

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"charley/store"

	"filippo.io/age"
)

func TestDamagedBackupsAreRefused(t *testing.T) {
	dir := newDiary(t, 5)
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	key := filepath.Join(t.TempDir(), "key.txt")
	if err := os.WriteFile(key, []byte(identity.String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, sealed := range []bool{false, true} {
		k := keeper(dir)
		if sealed {
			k.Identity, k.Recipients = key, []string{identity.Recipient().String()}
		}
		b, err := k.Create(ctx, filepath.Join(t.TempDir(), "out"))
		if err != nil {
			t.Fatal(err)
		}
		whole, err := os.ReadFile(b.Path)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(fmt.Sprintf("encrypted %v", sealed), func(t *testing.T) { refuseDamage(t, k, whole) })
	}
}

// refuseDamage unpacks a backup with one bit flipped in each of many places, and
// cut off at many lengths. The file's format alone must notice every one.
func refuseDamage(t *testing.T, k Keeper, whole []byte) {
	path := filepath.Join(t.TempDir(), "db")
	try := func(what string, bad []byte) {
		t.Helper()
		r, _, err := opened(bytes.NewReader(bad), k.Identity)
		if err == nil {
			_, err = unpack(r, path)
		}
		if refused := errors.Is(err, ErrDamaged) || k.Identity != "" && errors.Is(err, ErrKey); !refused {
			t.Errorf("%s: got %v, want %v", what, err, ErrDamaged)
		}
		os.Remove(path)
	}
	dice := rand.New(rand.NewPCG(1, 2))
	places := []int{}
	for i := 0; i < min(3*blockSize, len(whole)); i++ {
		places = append(places, i) // header and manifest, every byte
	}
	for i := max(0, len(whole)-6*blockSize); i < len(whole); i++ {
		places = append(places, i) // the end of the data, sums, trailer
	}
	for range 300 {
		places = append(places, dice.IntN(len(whole)))
	}
	for _, at := range places {
		bad := bytes.Clone(whole)
		bad[at] ^= 1 << dice.IntN(8)
		try(fmt.Sprintf("bit flipped at %d of %d", at, len(whole)), bad)
	}
	for range 200 {
		n := dice.IntN(len(whole))
		try(fmt.Sprintf("cut off at %d of %d", n, len(whole)), whole[:n])
	}
	try("a byte added", append(bytes.Clone(whole), 0))
	try("a block of zeros added", append(bytes.Clone(whole), make([]byte, blockSize)...))
}

func TestDamagedBackupLeavesNothing(t *testing.T) {
	dir := newDiary(t, 5)
	b, err := keeper(dir).Create(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(b.Path)
	if err != nil {
		t.Fatal(err)
	}
	whole[len(whole)/2] ^= 4
	if err := os.WriteFile(b.Path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := keeper(dir).Verify(ctx, b.Path); !errors.Is(err, ErrDamaged) {
		t.Errorf("verify: got %v", err)
	}
	to := filepath.Join(t.TempDir(), "new")
	if _, err := keeper(to).Restore(ctx, b.Path, false); !errors.Is(err, ErrDamaged) {
		t.Errorf("restore: got %v", err)
	}
	left, _ := filepath.Glob(filepath.Join(to, "*"))
	if len(left) != 1 || filepath.Base(left[0]) != store.LockName || len(leftovers(t, to)) > 0 {
		t.Errorf("left behind: %v %v", left, leftovers(t, to))
	}
}

func TestDamagedDiaryIsNotBackedUp(t *testing.T) {
	dir := newDiary(t, 10)
	path := filepath.Join(dir, store.FileName)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.LastIndex(raw, []byte("calf"))
	copy(raw[at:], "half")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = keeper(dir).Create(ctx, "")
	if !errors.Is(err, ErrUnsound) {
		t.Errorf("got %v, want %v", err, ErrUnsound)
	}
	if got, _ := filepath.Glob(filepath.Join(dir, "backups", "charley-*")); len(got) > 0 {
		t.Errorf("there is a backup all the same: %v", got)
	}
}

// Once a backup was found damaged it is not shown, counted or thinned out as a
// verified one, until it comes back well again.
func TestABackupThatWasRefusedIsNoLongerVerified(t *testing.T) {
	dir := newDiary(t, 5)
	k := keeper(dir)
	b, err := k.Create(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(b.Path)
	if err != nil {
		t.Fatal(err)
	}
	bad := bytes.Clone(whole)
	bad[len(bad)/2] ^= 4
	if err := os.WriteFile(b.Path, bad, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Verify(ctx, b.Path); !errors.Is(err, ErrDamaged) {
		t.Fatalf("verify: got %v", err)
	}
	all, err := k.List(ctx)
	if err != nil || len(all) != 1 || !all[0].Verified.IsZero() || all[0].Problem == "" || all[0].Made != b.Made {
		t.Errorf("listed as %+v (%v)", all, err)
	}
	if last, ok, err := k.LastVerified(ctx); ok || err != nil {
		t.Errorf("the last verified one is %+v (%v), want none", last, err)
	}
	if gone, err := k.Prune(ctx, Policy{}, true); err != nil || len(gone) > 0 {
		t.Errorf("would be removed: %v (%v)", gone, err)
	}
	if err := os.WriteFile(b.Path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Verify(ctx, b.Path); err != nil {
		t.Fatal(err)
	}
	if last, ok, err := k.LastVerified(ctx); !ok || err != nil || last.Path != b.Path || last.Problem != "" {
		t.Errorf("put back and verified: got %+v %v (%v)", last, ok, err)
	}
}

// A copy on a stick, byte for byte and under the same name, has its own record.
func TestCopiesOfABackupAreVerifiedOnTheirOwn(t *testing.T) {
	dir := newDiary(t, 4)
	k := keeper(dir)
	k.Now = func() time.Time { return noon.AddDate(0, 0, -1) }
	b, err := k.Create(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(b.Path)
	if err != nil {
		t.Fatal(err)
	}
	copies := []string{filepath.Join(t.TempDir(), filepath.Base(b.Path)), filepath.Join(k.Folder(), "charley-20200101-000000.backup")}
	for _, path := range copies {
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := k.Verify(ctx, path); err != nil {
			t.Fatal(err)
		}
	}
	verified := func() (paths []string) {
		all, err := k.List(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range all {
			if !b.Verified.IsZero() {
				paths = append(paths, b.Path)
			}
		}
		return paths
	}
	if got := verified(); len(got) != 3 {
		t.Errorf("verified: got %v, want all three", got)
	}
	k.Now = clock
	if _, err := k.Create(ctx, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Prune(ctx, Policy{Daily: 1}, false); err != nil {
		t.Fatal(err)
	}
	if got := verified(); len(got) != 2 || !slices.Contains(got, copies[0]) {
		t.Errorf("after thinning out: got %v, want the newest and the copy on the stick", got)
	}
}
