package knowledge

import (
	"errors"
	"fmt"
	"slices"
)

// The kinds of answer that a feature of the codebook takes.
const (
	YesOrNo  = "yes_no"
	OneWord  = "word"   // one of Values
	ManyOf   = "words"  // a list of Values, or of ids where Free
	Quantity = "number" // Min to Max in Unit
	Span     = "range"  // [low, high] in Unit, or constant
	LabTests = "labs"   // a map of named blood tests
)

// A Feature is one thing that can be known about a person or their legs: one
// key of the codebook, with the question that asks for it.
type Feature struct {
	ID       string   `toml:"id"`
	Kind     string   `toml:"kind"`                 // one of the kinds above
	Part     string   `toml:"part"`                 // one of Parts: where the codebook lists it
	Question string   `toml:"question" say:"plain"` // in our own words, up to 16 words
	Help     string   `toml:"help" say:"plain"`     // one more sentence under the question
	Short    string   `toml:"short" say:"plain"`    // what is asked, or what is so when the answer is yes
	Order    int      `toml:"order"`                // fixed order, each once
	Ask      bool     `toml:"ask"`                  // may be asked on its own by the questionnaire
	Warning  bool     `toml:"warning"`              // a warning sign of now: the answer goes stale
	Complete bool     `toml:"complete"`             // of a list: what is not named is no
	Free     bool     `toml:"free"`                 // of a list: ids of other records, names and codes
	Contains []string `toml:"contains"`             // an umbrella: yes means at least one of these
	When     Rule     `toml:"when"`                 // no: it does not apply to this person
	Min      float64  `toml:"min"`
	Max      float64  `toml:"max"`
	Unit     string   `toml:"unit" say:"plain"`
	Values   []Value  `toml:"value"`
}

// A Value is one answer that can be tapped.
type Value struct {
	Value  string `toml:"value"`
	Label  string `toml:"label" say:"plain"`  // on the tap
	Phrase string `toml:"phrase" say:"plain"` // inside a reason
	Rare   bool   `toml:"rare"`               // read and kept, but not among the taps: a screen has asked for it
}

// Parts are the parts of the codebook, in its order.
func Parts() []Word {
	return []Word{
		{"person", "who it is about"},
		{"attack", "how it comes and goes"},
		{"place", "where"},
		{"time", "when"},
		{"relief", "what eases it"},
		{"feeling", "what it feels like"},
		{"after", "afterwards"},
		{"look", "what can be seen and touched"},
		{"nerves", "strength and feeling"},
		{"general", "the rest of the body"},
		{"child", "children"},
		{"medicine", "medicines"},
		{"history", "what came before"},
		{"habit", "usual days"},
		{"food", "usual food, in portions a week"},
		{"diary", "worked out from the diary"},
	}
}

func (f *Feature) name() string { return f.ID }

func (f *Feature) check() error {
	switch {
	case f.Question == "":
		return errors.New("question is missing")
	case f.Short == "":
		return errors.New("short is missing")
	case !slices.Contains([]string{YesOrNo, OneWord, ManyOf, Quantity, Span, LabTests}, f.Kind):
		return fmt.Errorf("kind is %q, which is none", f.Kind)
	case f.Kind == OneWord && len(f.Values) < 2, f.Kind == ManyOf && len(f.Values) < 2 && !f.Free:
		return errors.New("a word needs at least two values")
	case (f.Kind == Quantity || f.Kind == Span) && (f.Max <= f.Min || f.Unit == ""):
		return errors.New("a number needs its range and unit")
	case len(f.Contains) > 0 && f.Kind != YesOrNo:
		return errors.New("only a yes_no can contain others")
	}
	for i, v := range f.Values {
		if v.Value == "" || v.Label == "" || v.Phrase == "" {
			return fmt.Errorf("value %d needs a value, a label and a phrase", i+1)
		}
	}
	return nil
}

// Value finds one of the answers.
func (f Feature) Value(word string) (Value, bool) {
	i := slices.IndexFunc(f.Values, func(v Value) bool { return v.Value == word })
	if i < 0 {
		return Value{}, false
	}
	return f.Values[i], true
}

// Words are the answers that a word or a list may hold; nil where it is free.
func (f Feature) Words() []string {
	var out []string
	for _, v := range f.Values {
		out = append(out, v.Value)
	}
	return out
}

// Taps are the answers that a question shows.
func (f Feature) Taps() []Value {
	var out []Value
	for _, v := range f.Values {
		if !v.Rare {
			out = append(out, v)
		}
	}
	return out
}
