package knowledge

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

//go:embed reviews
var shippedReviews embed.FS

// A Reviewed is what a review says of one record.
type Reviewed struct {
	Review
	Current bool // the record is still as it was read
}

// Whole are all records, and the files of numbers and phrases as records of the kind "method": everything that says or
// decides something.
func (b *Base) Whole() []Item {
	return append(b.Items(),
		Item{methodKind, "weighing", b.weighing}, Item{methodKind, "advice", b.advice}, Item{methodKind, "patterns", b.patterns},
		Item{methodKind, "graph", b.graph}, Item{methodKind, "phrases", b.phrases})
}

const methodKind = "method"

// Name is what a review calls a record: "flags/RF20".
func (it Item) Name() string { return it.Kind + "/" + it.ID }

// Hash is SHA-256 of all that a record says, in hexadecimal digits. It is the same for the same words and rules, however
// the file is laid out.
func (it Item) Hash() string {
	text, err := it.MarshalJSON()
	if err != nil {
		panic("knowledge: a record is not JSON: " + err.Error()) // it was read from values that are
	}
	sum := sha256.Sum256(append([]byte(it.Name()+"\n"), text...))
	return hex.EncodeToString(sum[:])
}

// NumberDigits is how many digits of a hash make a number: enough to tell two texts of a record apart, few enough to
// type. Who names a text types at least so many.
const NumberDigits = 12

// Number is the beginning of Hash, as people see it.
func (it Item) Number() string { return it.Hash()[:NumberDigits] }

// Number is the beginning of Hash, as people see it.
func (b *Base) Number() string { return b.Hash()[:NumberDigits] }

// Hash is SHA-256 over the hashes of all records: of this edition as a whole.
func (b *Base) Hash() string {
	h := sha256.New()
	for _, it := range b.Whole() {
		fmt.Fprintf(h, "%s %s\n", it.Name(), it.Hash())
	}
	return hex.EncodeToString(h.Sum(nil))
}

// ReadReviews reads a folder of reviews, one JSON file a review. Beside them a README.md may lie.
func ReadReviews(fsys fs.FS) ([]Review, error) {
	files, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("read the reviews: %w", err)
	}
	var out []Review
	for _, f := range files {
		if f.Name() == "README.md" {
			continue
		}
		if f.IsDir() || path.Ext(f.Name()) != ".json" {
			return nil, fmt.Errorf("%s: only reviews belong here, as .json files", f.Name())
		}
		text, err := fs.ReadFile(fsys, f.Name())
		if err != nil {
			return nil, fmt.Errorf("read the review %s: %w", f.Name(), err)
		}
		r, err := DecodeReview(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name(), err)
		}
		out = append(out, r)
	}
	return out, nil
}

// readShipped reads the reviews that come with the program.
func readShipped() ([]Review, error) {
	sub, err := fs.Sub(shippedReviews, "reviews")
	if err != nil {
		return nil, fmt.Errorf("open the embedded reviews: %w", err)
	}
	return ReadReviews(sub)
}

// WithReviews is the same knowledge with more reviews of it. What is current is told by these records, so that it must be
// asked of the records as they were read, before In.
func (b *Base) WithReviews(all ...Review) *Base {
	out := *b
	out.reviews = maps.Clone(b.reviews)
	if out.reviews == nil {
		out.reviews = map[string][]Reviewed{}
	}
	for _, r := range all {
		for name, hash := range r.Records {
			it, there := b.item(name)
			out.reviews[name] = append(slices.Clone(out.reviews[name]), Reviewed{r, there && it.Hash() == hash})
		}
	}
	for _, list := range out.reviews {
		slices.SortStableFunc(list, func(x, y Reviewed) int { return cmp.Or(strings.Compare(y.Date, x.Date), strings.Compare(x.By, y.By)) })
	}
	return &out
}

// item finds a record by the name that a review calls it.
func (b *Base) item(name string) (Item, bool) {
	found := b.Find(name)
	if len(found) != 1 || found[0].Name() != name {
		return Item{}, false
	}
	return found[0], true
}

// Reviews are what was said of a record, newest first; nil where nobody reviewed it.
func (b *Base) Reviews(it Item) []Reviewed { return b.reviews[it.Name()] }

// Agreed says that somebody agreed with a record as it stands and nobody wants it changed. Unknown is never yes: what
// nobody reviewed, or only before it was changed, is not agreed.
func (b *Base) Agreed(it Item) bool { return agreed(b.reviews[it.Name()]) }

func agreed(list []Reviewed) bool {
	yes := false
	for _, r := range list {
		if r.Current && r.Verdict == Change {
			return false
		}
		yes = yes || r.Current && r.Verdict == Agree
	}
	return yes
}

// AgreedCount is how many records are agreed, of how many.
func (b *Base) AgreedCount() (agrees, of int) {
	for _, list := range b.reviews {
		if agreed(list) {
			agrees++
		}
	}
	return agrees, len(b.Whole())
}
