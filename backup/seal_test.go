package backup

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"charley/store"

	"filippo.io/age"
)

func TestEncryptedBackup(t *testing.T) {
	dir := newDiary(t, 10)
	want := export(t, store.Options{Dir: dir})
	classic, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	hybrid, err := age.GenerateHybridIdentity()
	if err != nil {
		t.Fatal(err)
	}
	other, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	wrong := filepath.Join(t.TempDir(), "wrong.txt")
	if err := os.WriteFile(wrong, []byte(other.String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, pair := range map[string][2]string{
		"classic key":            {classic.Recipient().String(), classic.String()},
		"key for the far future": {hybrid.Recipient().String(), hybrid.String()},
	} {
		t.Run(name, func(t *testing.T) {
			key := filepath.Join(t.TempDir(), "key.txt")
			if err := os.WriteFile(key, []byte("# a comment\n"+pair[1]+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			k := keeper(dir)
			k.Recipients = []string{pair[0]}
			b, err := k.Create(ctx, "")
			if err != nil {
				t.Fatal(err)
			}
			if b.How != BeforeSealing || !b.Encrypted || !strings.HasSuffix(b.Path, ".backup.age") {
				t.Errorf("got %+v", b)
			}
			for what, identity := range map[string]string{"no key": "", "wrong key": wrong} {
				k := keeper(dir)
				k.Identity = identity
				if _, err := k.Verify(ctx, b.Path); !errors.Is(err, ErrKey) {
					t.Errorf("%s: got %v, want %v", what, err, ErrKey)
				}
			}
			k.Identity = key
			if b, err = k.Verify(ctx, b.Path); err != nil || b.How != Restored {
				t.Fatalf("with the key: %v %v", b.How, err)
			}
			to := keeper(filepath.Join(t.TempDir(), "new"))
			to.Identity = key
			if _, err := to.Restore(ctx, b.Path, false); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(export(t, store.Options{Dir: to.Dir}), want) {
				t.Error("the restored diary is another")
			}
		})
	}
}

func TestSecretKeyAsRecipientIsNotShown(t *testing.T) {
	dir := newDiary(t, 4)
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	k := keeper(dir)
	k.Recipients = []string{identity.String()}
	_, err = k.Create(ctx, "")
	if !errors.Is(err, ErrKey) || strings.Contains(err.Error(), identity.String()) {
		t.Errorf("got %v", err)
	}
}
