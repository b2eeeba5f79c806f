package fhir

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"charley"
	"charley/knowledge"
	"charley/share"
)

// Options say what is written beside the diary.
type Options struct {
	Base    *knowledge.Base // the records, in the person's language; needed
	SNOMED  bool            // codes of SNOMED CT too, which needs a licence in many countries
	Patient bool            // who the person is: name, sex and year of birth, as far as the diary says
	Notes   bool            // what the person wrote to themselves

	Report *share.Report // nil: none
	PDF    []byte        // the report as a PDF; needs Report
	Text   string        // the report as plain text; needs Report
	Title  string        // of the report
	Lang   string        // of names and texts, such as "en"
}

// OwnCopy are the options of what a person takes along for themselves: who they are and their notes are in it.
func OwnCopy(base *knowledge.Base) Options {
	return Options{Base: base, Patient: true, Notes: true, Lang: "en"}
}

// Write writes a diary as one Bundle of type collection, an entry on a line. Nights are read and written one by one,
// so memory stays constant. The same diary and options give the same bytes, and every resource keeps its id from one
// Bundle to the next.
//
// After an error what was written is no JSON: the file must not be kept.
func Write(w io.Writer, d share.Diary, o Options) error {
	if o.Base == nil {
		return fmt.Errorf("write FHIR: the records are missing: %w", charley.ErrInvalid)
	}
	b := newBundle(w, d, o)
	b.begin()
	b.patient()
	b.facts()
	b.aways()
	b.sitTests()
	b.trials()
	if d.Nights != nil {
		for night, err := range d.Nights {
			if err = errors.Join(err, b.err); err != nil {
				return fmt.Errorf("write FHIR: %w", err)
			}
			b.night(night)
		}
	}
	b.report()
	b.end()
	if b.err != nil {
		return fmt.Errorf("write FHIR: %w", b.err)
	}
	return nil
}

// A bundle is one that is being written. The first error stays, and nothing is written after it.
type bundle struct {
	out   *bufio.Writer
	line  *json.Encoder
	err   error
	count int

	d         share.Diary
	o         Options
	things    map[string]Concept // our own table, ready
	exposures map[string]exposure
	words     map[string]Coding // by field and word
	subject   Reference
	by        []Reference // who performed: the person
}

func newBundle(w io.Writer, d share.Diary, o Options) *bundle {
	b := &bundle{d: d, o: o, things: map[string]Concept{}, exposures: map[string]exposure{}, words: map[string]Coding{}}
	b.out = bufio.NewWriterSize(w, 64<<10)
	b.line = json.NewEncoder(b.out)
	b.line.SetEscapeHTML(false)
	b.subject = Reference{"urn:uuid:" + b.id("patient")}
	b.by = []Reference{b.subject}
	for _, r := range table {
		b.things[r.Code] = b.concept(Coding{System: r.System, Code: r.Code, Display: r.Display}, "", r.Also)
	}
	for field, list := range words {
		for _, w := range list {
			b.words[field+"."+w[0]] = Coding{System: ownWord, Code: field + "." + w[0], Display: w[1]}
		}
	}
	for _, x := range o.Base.ExposuresOf(d.Settings) {
		b.exposures[x.ID] = exposureOf(x)
	}
	return b
}

// id is the id of a resource: the same for the same person and the same words about it, whenever it is written.
func (b *bundle) id(about ...string) string {
	whole := string(b.d.Person) + "\x00" + strings.Join(about, "\x00")
	return string(charley.EntryIDFrom(sha256.Sum256([]byte(whole))))
}

// concept is a meaning with our own code first and those of others after it.
func (b *bundle) concept(own Coding, text string, also []Foreign) Concept {
	c := Concept{Coding: []Coding{own}, Text: text}
	for _, f := range also {
		if !f.Licensed || b.o.SNOMED {
			c.Coding = append(c.Coding, Coding{System: f.System, Code: f.Code, Display: f.Display})
		}
	}
	return c
}

// A head is the Bundle without its entries.
type head struct {
	Type       string      `json:"resourceType"`
	ID         string      `json:"id"`
	Meta       meta        `json:"meta"`
	Language   string      `json:"language,omitempty"`
	Identifier *identifier `json:"identifier,omitempty"` // absent while nothing is written
	Kind       string      `json:"type"`
	Timestamp  string      `json:"timestamp"`
}

type meta struct {
	Tag []Coding `json:"tag"`
}

type identifier struct {
	System string `json:"system"`
	Value  string `json:"value"`
}

// begin writes the head, open at its end. The hash of the diary names what the Bundle is of.
func (b *bundle) begin() {
	var name *identifier
	if b.d.Hash != "" {
		name = &identifier{Home + "diary-hash", b.d.Hash}
	}
	whole, err := json.Marshal(head{
		Type: "Bundle", ID: b.id("bundle", b.d.Hash, instant(b.d.Made)), Language: b.o.Lang, Kind: "collection", Timestamp: instant(b.d.Made),
		Meta: meta{Tag: []Coding{
			{System: ownMade, Code: "charley", Version: b.d.Program, Display: "Charley"},
			{System: ownMade, Code: "records", Version: b.d.Knowledge, Display: "Charley's records"},
		}},
		Identifier: name,
	})
	b.fail(err)
	b.write(strings.TrimSuffix(string(whole), "}") + `,"entry":[` + "\n")
}

func (b *bundle) end() {
	b.write("]}\n")
	if b.err == nil {
		b.fail(b.out.Flush())
	}
}

func (b *bundle) write(s string) {
	if b.err == nil {
		_, err := b.out.WriteString(s)
		b.fail(err)
	}
}

// add writes one entry on a line of its own.
func (b *bundle) add(id string, resource any) {
	if b.err != nil {
		return
	}
	if b.count > 0 {
		b.write(",")
	}
	b.count++
	b.fail(b.line.Encode(struct {
		URL      string `json:"fullUrl"`
		Resource any    `json:"resource"`
	}{"urn:uuid:" + id, resource}))
}

func (b *bundle) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}
