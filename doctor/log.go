package doctor

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
)

// SQLite's write-ahead log, as https://sqlite.org/walformat.html describes it.
// SQLite itself takes a frame that does not add up for the end of the log, and
// then the changes behind it are gone without a word. So it is read here too.
const (
	logHead    = 32
	frameHead  = 24
	logMagic   = 0x377f0682 // the last bit says in which byte order sums are made
	maxPage    = 64 << 10
	indexHead  = 48 // of the index beside the log, which is there twice
	backfillAt = 2 * indexHead
)

// A logState is what a log turned out to be.
type logState struct {
	there     bool
	headBad   bool   // its head does not add up
	salts     []byte // of its current generation
	frames    int    // that add up, from the start
	committed int    // of these, up to the last that ends a change
	broken    bool   // a frame of this generation does not add up
	behind    int    // ends of changes at and behind the broken frame
}

// readLog reads a log from start to end.
func readLog(path string) (s logState, err error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	} else if err != nil {
		return s, err
	}
	defer f.Close()
	head := make([]byte, logHead)
	n, err := io.ReadFull(f, head)
	if n == 0 {
		return s, nil
	}
	s.there = true
	if err != nil {
		s.headBad = true
		return s, nil
	}
	order, page := logOrder(head)
	if order == nil {
		s.headBad = true
		return s, nil
	}
	sum := checksum{order: order}
	sum.add(head[:24])
	if !sum.is(head[24:32]) {
		s.headBad = true
		return s, nil
	}
	s.salts = bytes.Clone(head[16:24])
	return s, s.readFrames(f, page, sum)
}

// logOrder is the byte order of the sums and the size of a page; nil if the
// head makes no sense.
func logOrder(head []byte) (binary.ByteOrder, int) {
	magic, page := binary.BigEndian.Uint32(head), int(binary.BigEndian.Uint32(head[8:]))
	if magic&^1 != logMagic || page < 512 || page > maxPage || page&(page-1) != 0 {
		return nil, 0
	}
	if magic&1 == 1 {
		return binary.BigEndian, page
	}
	return binary.LittleEndian, page
}

func (s *logState) readFrames(r io.Reader, page int, sum checksum) error {
	frame := make([]byte, frameHead+page)
	for {
		if _, err := io.ReadFull(r, frame); errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil
		} else if err != nil {
			return err
		}
		ends := binary.BigEndian.Uint32(frame[4:]) != 0
		ours := bytes.Equal(frame[8:16], s.salts)
		sum.add(frame[:8])
		sum.add(frame[frameHead:])
		switch {
		case !s.broken && ours && sum.is(frame[16:24]):
			if s.frames++; ends {
				s.committed = s.frames
			}
		case ours, bytes.Equal(frame[8:12], s.salts[:4]), bytes.Equal(frame[12:16], s.salts[4:]):
			// Frames of an older generation, which may lie behind the end, have
			// neither half of the salt.
			s.broken = true
			if ends {
				s.behind++
			}
		case !s.broken:
			// The end, or a broken frame: later ones of this generation will tell.
			sum = checksum{order: sum.order}
		}
	}
}

// A checksum is that of the log: two sums that depend on each other.
type checksum struct {
	order  binary.ByteOrder
	s0, s1 uint32
}

func (c *checksum) add(b []byte) {
	for ; len(b) >= 8; b = b[8:] {
		c.s0 += c.order.Uint32(b) + c.s1
		c.s1 += c.order.Uint32(b[4:]) + c.s0
	}
}

func (c *checksum) is(b []byte) bool {
	return binary.BigEndian.Uint32(b) == c.s0 && binary.BigEndian.Uint32(b[4:]) == c.s1
}

// An indexState is what the index beside the log remembers of the log. It is
// written after the log is safe on the disk, so the log is never shorter.
type indexState struct {
	salts   []byte // nil if the index says nothing
	frames  int    // in the log
	secured int    // of these, the database file has
}

func readIndex(path string) (s indexState, err error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	} else if err != nil {
		return s, err
	}
	defer f.Close()
	b := make([]byte, backfillAt+4)
	if _, err := io.ReadFull(f, b); err != nil {
		return s, nil // not yet written
	}
	native := binary.NativeEndian
	sum := checksum{order: nativeOrder()}
	sum.add(b[:40])
	if !bytes.Equal(b[:indexHead], b[indexHead:2*indexHead]) || native.Uint32(b[40:]) != sum.s0 || native.Uint32(b[44:]) != sum.s1 || b[12] == 0 {
		return s, nil
	}
	return indexState{salts: bytes.Clone(b[32:40]), frames: int(native.Uint32(b[16:])), secured: int(native.Uint32(b[backfillAt:]))}, nil
}

func nativeOrder() binary.ByteOrder {
	if binary.NativeEndian.Uint16([]byte{1, 0}) == 1 {
		return binary.LittleEndian
	}
	return binary.BigEndian
}
