package backup

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"filippo.io/age"
)

// sealedHead is how every age file begins.
const sealedHead = "age-encryption.org/v1\n"

// recipients reads the keys that backups are encrypted to.
func recipients(keys []string) ([]age.Recipient, error) {
	var out []age.Recipient
	for _, key := range keys {
		got, err := age.ParseRecipients(strings.NewReader(key))
		if err != nil {
			return nil, fmt.Errorf("%q is not an age recipient (age1…); the file with AGE-SECRET-KEY is not wanted here: %w", clip(key), ErrKey)
		}
		out = append(out, got...)
	}
	return out, nil
}

// clip shows the kind of key that was given and never a whole one: it may be a secret.
func clip(key string) string {
	if len(key) > 12 {
		return key[:12] + "…"
	}
	return key
}

// seal encrypts what is read.
func seal(w io.Writer, r io.Reader, to []age.Recipient) error {
	out, err := age.Encrypt(w, to...)
	if err != nil {
		return fmt.Errorf("encrypt the backup: %w", err)
	}
	if _, err := io.Copy(out, r); err != nil {
		return fmt.Errorf("encrypt the backup: %w", err)
	}
	return out.Close()
}

// opened is what is in a backup file, decrypted if need be. sealed says that it
// was encrypted. Reading it to its end proves that it is whole if sealed.
func opened(f io.Reader, identityFile string) (r io.Reader, sealed bool, err error) {
	in := bufio.NewReaderSize(f, 64<<10)
	head, err := in.Peek(len(sealedHead))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, false, fmt.Errorf("read the backup: %w", err)
	}
	if string(head) != sealedHead {
		return in, false, nil
	}
	if identityFile == "" {
		return nil, true, fmt.Errorf("give the file with the age identity: %w", ErrKey)
	}
	keys, err := identities(identityFile)
	if err != nil {
		return nil, true, err
	}
	out, err := age.Decrypt(in, keys...)
	if noMatch := (*age.NoIdentityMatchError)(nil); errors.As(err, &noMatch) {
		return nil, true, fmt.Errorf("open it with %s, unless its first lines were changed: %w", identityFile, ErrKey)
	} else if err != nil {
		return nil, true, damaged("its encryption was changed since it was made")
	}
	return out, true, nil
}

// identities reads the file with secret keys that age-keygen writes.
func identities(path string) ([]age.Identity, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read the age identity: %w", err)
	}
	defer f.Close()
	keys, err := age.ParseIdentities(f)
	if err != nil {
		return nil, fmt.Errorf("%s holds no age identity (AGE-SECRET-KEY-…): %w", path, ErrKey)
	}
	return keys, nil
}

// isSealed says that a file begins as an encrypted one.
func isSealed(f io.ReaderAt) bool {
	head := make([]byte, len(sealedHead))
	n, _ := f.ReadAt(head, 0)
	return string(head[:n]) == sealedHead
}
