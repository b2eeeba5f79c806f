package backup

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
)

// The members of a backup, in this order and no others. By hand:
// tar -xf FILE && sha256sum -c SHA256SUMS && gunzip charley.db.gz
const (
	manifestMember = "manifest.json"
	databaseMember = "charley.db.gz"
	sumsMember     = "SHA256SUMS"
)

const (
	blockSize   = 512     // of a tar
	maxManifest = 1 << 20 // bytes; it grows with the number of people
	maxRatio    = 1100    // gzip cannot inflate more than 1032 times
)

// pack writes a backup of a compressed database.
func pack(w io.Writer, m Manifest, compressed string) error {
	raw, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	db, err := os.Open(compressed)
	if err != nil {
		return err
	}
	defer db.Close()
	info, err := db.Stat()
	if err != nil {
		return err
	}
	out := tar.NewWriter(w)
	raw = append(raw, '\n')
	manifestSum, dbSum := sha256.New(), sha256.New()
	if err := writeMember(out, manifestMember, int64(len(raw)), io.TeeReader(bytes.NewReader(raw), manifestSum)); err != nil {
		return err
	}
	if err := writeMember(out, databaseMember, info.Size(), io.TeeReader(db, dbSum)); err != nil {
		return err
	}
	sums := sumsText(manifestSum, dbSum)
	if err := writeMember(out, sumsMember, int64(len(sums)), bytes.NewReader(sums)); err != nil {
		return err
	}
	return out.Close()
}

func writeMember(out *tar.Writer, name string, size int64, r io.Reader) error {
	if err := out.WriteHeader(memberHeader(name, size)); err != nil {
		return err
	}
	_, err := io.Copy(out, r)
	return err
}

// memberHeader has nothing in it that may vary, so that every bit can be checked.
func memberHeader(name string, size int64) *tar.Header {
	return &tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: 0o600, Size: size, Format: tar.FormatUSTAR}
}

// sumsText is what the program sha256sum reads.
func sumsText(manifest, database hash.Hash) []byte {
	return fmt.Appendf(nil, "%x  %s\n%x  %s\n", manifest.Sum(nil), manifestMember, database.Sum(nil), databaseMember)
}

// An unpacker reads a backup and believes nothing: every byte of the file has
// exactly one value that it accepts.
type unpacker struct{ r io.Reader }

// unpack writes the database of a backup to a new file at path and returns what
// the backup says it is. Errors of the backup itself are ErrDamaged.
func unpack(r io.Reader, path string) (Manifest, error) {
	u := unpacker{r}
	m, manifestSum, err := u.manifest()
	if err != nil {
		return m, err
	}
	dbSum, err := u.database(m.Database, path)
	if err != nil {
		return m, err
	}
	want := sumsText(manifestSum, dbSum)
	size, err := u.header(sumsMember, int64(len(want)))
	if err != nil {
		return m, err
	}
	got := make([]byte, size)
	if err := u.full(got); err != nil {
		return m, err
	}
	if !bytes.Equal(got, want) {
		return m, damaged("its checksums do not match")
	}
	return m, u.end(size)
}

// manifest reads the first member.
func (u unpacker) manifest() (m Manifest, sum hash.Hash, err error) {
	size, err := u.header(manifestMember, maxManifest)
	if err != nil {
		return m, nil, err
	}
	raw := make([]byte, size)
	if err := u.full(raw); err != nil {
		return m, nil, err
	}
	if err := u.padding(size); err != nil {
		return m, nil, err
	}
	sum = sha256.New()
	sum.Write(raw)
	m, err = readManifest(raw)
	return m, sum, err
}

// database inflates the second member into a file.
func (u unpacker) database(want DatabaseFile, path string) (sum hash.Hash, err error) {
	size, err := u.header(databaseMember, maxDatabase)
	if err != nil {
		return nil, err
	}
	if want.Size > size*maxRatio {
		return nil, damaged("it would grow beyond reason")
	}
	out, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	sum = sha256.New()
	packed := &source{r: io.TeeReader(io.LimitReader(u.r, size), sum)}
	err = errors.Join(inflate(packed, out, want), out.Close()) // made durable with the rest: see Unfold
	if err != nil {
		return nil, err
	}
	return sum, u.padding(size)
}

// inflate writes what is packed to out and holds it to its size and hash.
func inflate(packed *source, out io.Writer, want DatabaseFile) error {
	buffered := bufio.NewReaderSize(packed, 64<<10)
	gz, err := gzip.NewReader(buffered)
	if err != nil {
		return packed.explain(err)
	}
	gz.Multistream(false)
	inner := sha256.New()
	// A byte more than announced is asked for, to notice that there is one.
	n, err := io.Copy(io.MultiWriter(sink{out}, inner), io.LimitReader(gz, want.Size+1))
	if failed := (*sinkError)(nil); errors.As(err, &failed) {
		return failed.err
	}
	if err != nil {
		return packed.explain(err)
	}
	if n != want.Size || hex.EncodeToString(inner.Sum(nil)) != want.SHA256 {
		return damaged("the diary in it is not the one that was put in")
	}
	if rest, err := io.Copy(io.Discard, buffered); err != nil || rest > 0 {
		return damaged("there is something between its parts")
	}
	return nil
}

// header reads a tar header, which must be the one that pack writes.
func (u unpacker) header(name string, most int64) (size int64, err error) {
	block := make([]byte, blockSize)
	if err := u.full(block); err != nil {
		return 0, err
	}
	h, err := tar.NewReader(bytes.NewReader(block)).Next()
	if err != nil {
		return 0, damaged("it is not a Charley backup")
	}
	var want bytes.Buffer
	if err := tar.NewWriter(&want).WriteHeader(memberHeader(name, h.Size)); err != nil || !bytes.Equal(want.Bytes(), block) {
		return 0, damaged("its part %s is not where it should be", name)
	}
	if h.Size > most {
		return 0, damaged("its part %s is too large", name)
	}
	return h.Size, nil
}

// padding reads the zeros that fill the last block of a member.
func (u unpacker) padding(size int64) error {
	return u.zeros(int((blockSize - size%blockSize) % blockSize))
}

// end reads what comes after the last member: two blocks of zeros, and nothing.
func (u unpacker) end(size int64) error {
	if err := u.padding(size); err != nil {
		return err
	}
	if err := u.zeros(2 * blockSize); err != nil {
		return err
	}
	switch _, err := io.ReadFull(u.r, make([]byte, 1)); {
	case err == nil:
		return damaged("it goes on after its end")
	case errors.Is(err, io.EOF):
		return nil
	default:
		return readFailure(err)
	}
}

func (u unpacker) zeros(n int) error {
	got := make([]byte, n)
	if err := u.full(got); err != nil {
		return err
	}
	if !bytes.Equal(got, make([]byte, n)) {
		return damaged("there is something between its parts")
	}
	return nil
}

// full reads exactly len(b) bytes.
func (u unpacker) full(b []byte) error {
	if _, err := io.ReadFull(u.r, b); err != nil {
		return readFailure(err)
	}
	return nil
}
