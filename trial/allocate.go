package trial

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"

	"charley"
	"charley/stats"
)

// sealVersion names the way in which arms are drawn from a seed. A trial that
// was drawn in an older way must stay checkable: add a way, never change one.
const sealVersion = 1

// A Sealed plan is drawn and cannot be redrawn: its hash covers the plan, the
// seed, what was drawn, and what else could have been.
type Sealed struct {
	Version int `json:"version"`
	Plan
	Seed       string     `json:"seed"` // 64 hexadecimal digits
	Arms       []int      `json:"arms"` // a night each: 1 remedy, 0 comparison
	Admissible Admissible `json:"admissible"`
	Hash       string     `json:"hash"`
}

// Admissible is the set that the arms were drawn from, all as likely.
type Admissible struct {
	Scheme   string  `json:"scheme"`     // "nights in blocks of 4, at most 3 alike"
	Count    string  `json:"count"`      // decimal; too many for a number
	Smallest float64 `json:"smallest_p"` // two-sided p of the most telling outcome
}

// Seal draws a trial. The seed must come from a source of real chance, once:
// the caller may not draw until it likes what it sees.
func Seal(p Plan, seed [32]byte) (Sealed, error) {
	if err := p.Check(); err != nil {
		return Sealed{}, err
	}
	seq, err := p.Sequences()
	if err != nil {
		return Sealed{}, err
	}
	s := Sealed{Version: sealVersion, Plan: p, Seed: hex.EncodeToString(seed[:])}
	s.Arms = p.nightly(seq.Draw(rand.New(rand.NewChaCha8(seed))))
	s.Admissible = Admissible{Scheme: p.scheme(), Count: seq.Count().String(), Smallest: smallestP(seq.Count())}
	s.Hash, err = s.digest()
	return s, err
}

// Sequences are all ways in which the arms of the plan could have been drawn, a draw a period.
func (p Plan) Sequences() (*stats.Sequences, error) {
	seq, err := stats.NewSequences(p.Nights/p.Period, p.Block/p.Period, p.RunCap)
	if err != nil {
		return nil, fmt.Errorf("draw a trial: %w", err)
	}
	return seq, nil
}

// nightly spreads what was drawn for each period over its nights.
func (p Plan) nightly(drawn []int) []int {
	out := make([]int, 0, p.Nights)
	for _, arm := range drawn {
		for range p.Period {
			out = append(out, arm)
		}
	}
	return out
}

// scheme says how the arms were drawn, in words that need no code beside them.
func (p Plan) scheme() string {
	if p.Period == 1 {
		return fmt.Sprintf("nights in blocks of %d, at most %d alike", p.Block, p.RunCap)
	}
	return fmt.Sprintf("periods of %d nights in blocks of %d", p.Period, p.Block/p.Period)
}

// smallestP is reached by the sequence that fits best and its mirror image, and is no
// smaller than what so many draws can tell where not all sequences are looked at.
func smallestP(count *big.Int) float64 {
	f, _ := new(big.Float).SetInt(count).Float64()
	if f > stats.MostExact {
		return 1 / float64(1+stats.PermDraws)
	}
	return math.Min(1, 2/f)
}

// digest is the SHA-256 of everything but the hash.
func (s Sealed) digest() (string, error) {
	s.Hash = ""
	text, err := json.Marshal(s)
	if err != nil {
		return "", fmt.Errorf("seal a trial: %w", err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// Verify draws again and compares: a trial that was altered in any place is ErrInvalid.
func (s Sealed) Verify() error {
	raw, err := hex.DecodeString(s.Seed)
	if err != nil || len(raw) != 32 || s.Version != sealVersion {
		return fmt.Errorf("read the seal of a trial: %w", charley.ErrInvalid)
	}
	again, err := Seal(s.Plan, [32]byte(raw))
	if err != nil {
		return fmt.Errorf("draw the trial again: %w", err)
	}
	if again.Seed != s.Seed || again.Hash != s.Hash || again.Admissible != s.Admissible || !slices.Equal(again.Arms, s.Arms) {
		return fmt.Errorf("the trial is not what was sealed: %w", charley.ErrInvalid)
	}
	return nil
}

// Text is the sealed trial as it is kept: canonical JSON, the same bytes for the same trial.
func (s Sealed) Text() (string, error) {
	text, err := json.Marshal(s)
	if err != nil {
		return "", fmt.Errorf("write a sealed trial: %w", err)
	}
	return string(text), nil
}

// ParseSealed reads what Text wrote and verifies it. Any other text is
// ErrInvalid, even if it means the same.
func ParseSealed(text string) (Sealed, error) {
	var s Sealed
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return Sealed{}, fmt.Errorf("read a sealed trial: %w", charley.ErrInvalid)
	}
	if again, err := s.Text(); err != nil || again != text {
		return Sealed{}, fmt.Errorf("read a sealed trial: %w", charley.ErrInvalid)
	}
	if err := s.Verify(); err != nil {
		return Sealed{}, err
	}
	return s, nil
}
