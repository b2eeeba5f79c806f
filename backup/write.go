package backup

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

	"filippo.io/age"
)

// compress writes a gzip of a file.
func compress(from, to string) (d DatabaseFile, err error) {
	in, err := os.Open(from)
	if err != nil {
		return d, err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return d, err
	}
	gz, err := gzip.NewWriterLevel(out, gzip.BestSpeed)
	if err != nil {
		return d, errors.Join(err, out.Close())
	}
	sum := sha256.New()
	d.Size, err = io.Copy(io.MultiWriter(gz, sum), in)
	d.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return d, errors.Join(err, gz.Close(), out.Close())
}

// write makes the file of a backup, durable, and verifies it. It returns the
// SHA-256 of the file.
func (k Keeper) write(ctx context.Context, b *Backup, to []age.Recipient, work *scratch, file string) ([]byte, error) {
	plain := file
	if b.Encrypted {
		plain = work.path("plain")
	}
	hash, err := fill(plain, func(w io.Writer) error { return pack(w, *b.Manifest, work.path(databaseMember)) })
	if err != nil {
		return nil, err
	}
	b.How = Restored
	if b.Encrypted {
		if hash, err = sealFile(plain, file, to); err != nil {
			return nil, err
		}
	}
	check := file
	if b.Encrypted && k.Identity == "" {
		b.How, check = BeforeSealing, plain
		if again, err := fileHash(file); err != nil || !bytes.Equal(again, hash) {
			return nil, errors.Join(err, damaged("it cannot be read back as it was written"))
		}
	}
	if _, err := k.rehearse(ctx, check, work); errors.Is(err, errContent) {
		return nil, fmt.Errorf("%w: %w", ErrUnsound, err) // the file is what was put in; so it was put in like that
	} else if err != nil {
		return nil, fmt.Errorf("verify the new backup: %w", err)
	}
	return hash, nil
}

func sealFile(plain, sealed string, to []age.Recipient) ([]byte, error) {
	in, err := os.Open(plain)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return fill(sealed, func(w io.Writer) error { return seal(w, in, to) })
}

// fill writes a new file, durable, and returns its SHA-256.
func fill(path string, content func(io.Writer) error) ([]byte, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	if err := errors.Join(content(io.MultiWriter(f, sum)), f.Sync(), f.Close()); err != nil {
		return nil, fmt.Errorf("write the backup: %w", err)
	}
	return sum.Sum(nil), nil
}

func fileHash(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	return sum.Sum(nil), err
}
