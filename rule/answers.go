package rule

import (
	"slices"

	"charley"
)

// A Kind is the form of a value.
type Kind int

// The forms of values.
const (
	Unknown Kind = iota // not answered
	Flag                // yes or no
	Word                // one of several words
	List                // any of several words, each with how often it was named
	Number              // a number
	Range               // from Low to High; Constant: without end
	Absent              // known not to apply: every comparison is no
)

// A Value is one answer. The zero Value is unknown.
type Value struct {
	Kind      Kind
	Yes       bool           // Flag
	Word      string         // Word
	Named     map[string]int // List: what was named, and by how many items
	Complete  bool           // List: what is not named is no
	Denied    []string       // List: said to be no, where the list is not complete
	Low, High float64        // Number: both; Range
	Constant  bool           // Range: it never stops
}

// YesNo is a Flag.
func YesNo(yes bool) Value { return Value{Kind: Flag, Yes: yes} }

// OneWord is a Word.
func OneWord(w string) Value { return Value{Kind: Word, Word: w} }

// Num is a Number.
func Num(n float64) Value { return Value{Kind: Number, Low: n, High: n} }

// Words is a complete List.
func Words(words ...string) Value {
	v := Value{Kind: List, Named: map[string]int{}, Complete: true}
	for _, w := range words {
		v.Named[w]++
	}
	return v
}

// Answers are what is known, by name. What is absent is unknown.
type Answers map[string]Value

// Known says that there is an answer at all.
func (a Answers) Known(name string) bool { return a[name].Kind != Unknown }

func (a Answers) flag(name string) charley.Tri {
	switch v := a[name]; v.Kind {
	case Flag:
		return charley.TriOf(v.Yes)
	case Absent:
		return charley.No
	}
	return charley.Unknown
}

func (a Answers) is(name string, words []string) charley.Tri {
	switch v := a[name]; v.Kind {
	case Word:
		return charley.TriOf(slices.Contains(words, v.Word))
	case Absent:
		return charley.No
	}
	return charley.Unknown
}

// isNot is yes for a known word that is none of these. It is not the negation
// of is for what does not apply: both are no then.
func (a Answers) isNot(name string, words []string) charley.Tri {
	if v := a[name]; v.Kind == Word {
		return charley.TriOf(!slices.Contains(words, v.Word))
	} else if v.Kind == Absent {
		return charley.No
	}
	return charley.Unknown
}

func (a Answers) has(name string, words []string) charley.Tri {
	v := a[name]
	if v.Kind == Absent {
		return charley.No
	}
	if v.Kind != List {
		return charley.Unknown
	}
	out := charley.No
	for _, w := range words {
		switch {
		case v.Named[w] > 0:
			return charley.Yes
		case !v.Complete && !slices.Contains(v.Denied, w):
			out = charley.Unknown
		}
	}
	return out
}

// only is yes for a list that names something and nothing but these.
func (a Answers) only(name string, words []string) charley.Tri {
	v := a[name]
	if v.Kind == Absent {
		return charley.No
	}
	if v.Kind != List {
		return charley.Unknown
	}
	for w, n := range v.Named {
		if n > 0 && !slices.Contains(words, w) {
			return charley.No
		}
	}
	if !v.Complete {
		return charley.Unknown
	}
	return charley.TriOf(len(v.Named) > 0)
}

// count says whether at least n items of a list belong to a group.
func (a Answers) count(name, group string, n float64) charley.Tri {
	v := a[name]
	switch {
	case v.Kind == Absent:
		return charley.No
	case v.Kind != List:
		return charley.Unknown
	case float64(v.Named[group]) >= n:
		return charley.Yes
	case v.Complete || slices.Contains(v.Denied, group):
		return charley.No
	}
	return charley.Unknown
}

// compare takes the low or the high end of a range; a range that never stops
// has no end that is low, and is longer than any number.
func (a Answers) compare(name, end, op string, n float64) charley.Tri {
	v := a[name]
	switch v.Kind {
	case Absent:
		return charley.No
	case Number, Range:
	default:
		return charley.Unknown
	}
	if v.Constant {
		return charley.TriOf(op == ">" || op == ">=")
	}
	if end == "" && v.High > v.Low { // a number that is only known to lie between two
		return between(v, op, n)
	}
	x := v.Low
	if end == "high" {
		x = v.High
	}
	switch op {
	case "<":
		return charley.TriOf(x < n)
	case "<=":
		return charley.TriOf(x <= n)
	case ">":
		return charley.TriOf(x > n)
	}
	return charley.TriOf(x >= n)
}

// between compares a number of which only the limits are known.
func between(v Value, op string, n float64) charley.Tri {
	low, high := Value{Kind: Number, Low: v.Low, High: v.Low}, Value{Kind: Number, Low: v.High, High: v.High}
	a, b := Answers{"x": low}.compare("x", "", op, n), Answers{"x": high}.compare("x", "", op, n)
	if a != b {
		return charley.Unknown
	}
	return a
}

// constant is said of a range that never stops, and of a word of that name.
func (a Answers) constant(name string) charley.Tri {
	switch v := a[name]; v.Kind {
	case Range, Number:
		return charley.TriOf(v.Constant)
	case Word:
		return charley.TriOf(v.Word == "constant")
	case Absent:
		return charley.No
	}
	return charley.Unknown
}
