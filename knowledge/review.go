package knowledge

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"charley"
)

// A Review is what somebody said of some records on some day. Who they are is as they wrote it: nobody checks it.
type Review struct {
	By      string            `json:"by"`
	Role    string            `json:"role"`
	Date    string            `json:"date"` // civil date, like 2026-11-26
	Verdict string            `json:"verdict"`
	Remark  string            `json:"remark,omitempty"`
	Edition string            `json:"edition"` // version of the knowledge that was read
	Records map[string]string `json:"records"` // by "flags/RF20": the record's Hash as it was read
}

// What a reviewer can say of a record.
const (
	Agree  = "agree"
	Change = "change" // something should be changed
	Unsure = "unsure" // it cannot be judged by this reviewer
)

// Verdicts are what a reviewer can say of a record.
func Verdicts() []string { return []string{Agree, Change, Unsure} }

// How long what is written in a review may be, in letters, and a whole one in bytes.
const (
	mostName   = 80
	mostRemark = 2000
	mostReview = 1 << 20
)

var (
	recordName = regexp.MustCompile(`^[a-z_]+/[A-Za-z0-9_.-]+$`)
	hashForm   = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

// Check says what is wrong with a review. Errors are charley.ErrInvalid.
func (r Review) Check() error {
	wrong := func(format string, args ...any) error {
		return fmt.Errorf("a review %s: %w", fmt.Sprintf(format, args...), charley.ErrInvalid)
	}
	for _, f := range []struct {
		name, text string
		most       int
	}{{"by", r.By, mostName}, {"role", r.Role, mostName}, {"edition", r.Edition, mostName}} {
		switch {
		case strings.TrimSpace(f.text) == "":
			return wrong("needs %s", f.name)
		case len([]rune(f.text)) > f.most || strings.ContainsFunc(f.text, unicode.IsControl):
			return wrong("has a %s that is longer than %d letters or than a line", f.name, f.most)
		}
	}
	if _, err := time.Parse(time.DateOnly, r.Date); err != nil {
		return wrong("needs a date like 2026-11-26, not %q", charley.Clip(r.Date))
	}
	switch {
	case !slices.Contains(Verdicts(), r.Verdict):
		return wrong("has the verdict %q, which must be one of %s", charley.Clip(r.Verdict), strings.Join(Verdicts(), ", "))
	case r.Verdict == Change && strings.TrimSpace(r.Remark) == "":
		return wrong("that wants a change needs a remark that says which")
	case len([]rune(r.Remark)) > mostRemark:
		return wrong("has a remark of more than %d letters", mostRemark)
	case len(r.Records) == 0:
		return wrong("is of no record")
	}
	for name, hash := range r.Records {
		if !recordName.MatchString(name) || !hashForm.MatchString(hash) {
			return wrong("names a record as %q with the hash %q; it must be like flags/RF20, with 64 hexadecimal digits", charley.Clip(name), charley.Clip(hash))
		}
	}
	return nil
}

// Encode is a review as its file has it.
func (r Review) Encode() []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(r); err != nil {
		panic("knowledge: a review is not JSON: " + err.Error()) // it is made of texts
	}
	return b.Bytes()
}

// FileName is what the file of a review is called: when, by whom, and the beginning of the hash of what it holds, so that
// two reviews never share one.
func (r Review) FileName() string {
	who := strings.Join(strings.FieldsFunc(strings.ToLower(r.By), func(c rune) bool {
		return c > unicode.MaxASCII || !unicode.IsLetter(c) && !unicode.IsDigit(c)
	}), "-")
	return fmt.Sprintf("%s-%s-%.8x.json", r.Date, cmp.Or(who, "somebody"), sha256.Sum256(r.Encode()))
}

// DecodeReview reads the file of a review, strictly: a key that is unknown or comes twice, and whatever Check finds, are
// errors. They are charley.ErrInvalid.
func DecodeReview(file []byte) (Review, error) {
	if len(file) > mostReview {
		return Review{}, fmt.Errorf("a review holds more than %d bytes: %w", mostReview, charley.ErrInvalid)
	}
	var r Review
	texts := map[string]*string{"by": &r.By, "role": &r.Role, "date": &r.Date, "verdict": &r.Verdict, "remark": &r.Remark, "edition": &r.Edition}
	dec := json.NewDecoder(bytes.NewReader(file))
	err := eachKey(dec, func(key string) error {
		if key == "records" {
			r.Records = map[string]string{}
			return eachKey(dec, func(name string) error { return decodeText(dec, func(hash string) { r.Records[name] = hash }) })
		}
		into, ok := texts[key]
		if !ok {
			return fmt.Errorf("unknown key %q", charley.Clip(key))
		}
		return decodeText(dec, func(text string) { *into = text })
	})
	if err == nil {
		if _, more := dec.Token(); more != io.EOF {
			err = fmt.Errorf("something follows it")
		}
	}
	if err != nil {
		return Review{}, fmt.Errorf("a review cannot be read: %w: %w", err, charley.ErrInvalid)
	}
	return r, r.Check()
}

// eachKey reads an object, in which no key may come twice.
func eachKey(dec *json.Decoder, read func(key string) error) error {
	if tok, err := dec.Token(); err != nil || tok != json.Delim('{') {
		return fmt.Errorf("it is no object")
	}
	seen := map[string]bool{}
	for dec.More() {
		tok, err := dec.Token()
		if err != nil {
			return err
		}
		key, _ := tok.(string) // of an object it is always one
		if seen[key] {
			return fmt.Errorf("the key %q comes twice", charley.Clip(key))
		}
		seen[key] = true
		if err := read(key); err != nil {
			return err
		}
	}
	_, err := dec.Token()
	return err
}

// decodeText reads one text; null is none.
func decodeText(dec *json.Decoder, into func(string)) error {
	tok, err := dec.Token()
	text, ok := tok.(string)
	if err == nil && !ok {
		err = fmt.Errorf("a text is needed where there is %v", tok)
	}
	if err == nil {
		into(text)
	}
	return err
}
