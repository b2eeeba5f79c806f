package backup

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// FuzzUnpack reads anything as a backup. It must never panic or write more than
// is announced, and what it accepts it must not accept with a bit flipped.
func FuzzUnpack(f *testing.F) {
	whole := smallBackup(f)
	f.Add(whole)
	f.Add(whole[:blockSize])
	f.Add(append([]byte(sealedHead), whole...))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, raw []byte) {
		path := filepath.Join(t.TempDir(), "db")
		m, err := unpack(bytes.NewReader(raw), path)
		if info, statErr := os.Stat(path); statErr == nil && info.Size() > m.Database.Size+1 {
			t.Errorf("wrote %d bytes, %d announced", info.Size(), m.Database.Size)
		}
		if err != nil {
			return
		}
		bad := bytes.Clone(raw)
		bad[len(raw)/2] ^= 1
		if _, err := unpack(bytes.NewReader(bad), path+"2"); err == nil {
			t.Error("a flipped bit is not noticed")
		}
	})
}

// smallBackup is a backup of a few bytes instead of a database; unpacking does
// not look at what they are.
func smallBackup(t testing.TB) []byte {
	t.Helper()
	dir := t.TempDir()
	from, to := filepath.Join(dir, "db"), filepath.Join(dir, "db.gz")
	if err := os.WriteFile(from, bytes.Repeat([]byte("not a database. "), 40), 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := compress(from, to)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := pack(&b, Manifest{Format: format, Version: formatVersion, Made: noon, Database: d}, to); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
