package web

import (
	"slices"

	"charley"
)

// An input is one line, or with Rows several, to type into.
type input struct {
	Name, Label, Hint string
	Type              string // text, number, time, date
	Mode              string // the keyboard that a phone shows: numeric, decimal; "" is that of the type
	Value, Wrong      string
	Min, Max, Step    string
	Rows              int    // above 1 it is a text area
	List              string // id of a datalist
	Short             bool   // a narrow field
}

// A choice is a question with its answers to tap.
type choice struct {
	Name, Legend, Hint string
	Options            []option
	Many               bool // several answers may be tapped
	Scale              bool // the answers are numbers in a row
	Beside             bool // the answers are short, and stand beside the question where there is room
	Wrong              string
}

type option struct {
	Value, Label string
	On           bool
	Quiet        bool // "no answer", which takes an answer back
}

// input makes a field of the form; label is a key of the catalogue.
func (f *form) input(kind, name, label string) input {
	return input{Name: name, Label: f.words.T(label), Type: kind, Value: f.values.Get(name), Wrong: f.wrong[name]}
}

func (i input) hint(text string) input { i.Hint = text; return i }
func (i input) short() input           { i.Short = true; return i }
func (i input) lines(n int) input      { i.Rows = n; return i }

// numeric and decimal fields are typed with digits, the second with a point or comma too.
func (i input) numeric() input { i.Mode = "numeric"; return i }
func (i input) decimal() input { i.Mode = "decimal"; return i }

func (i input) within(low, high, step string) input {
	i.Min, i.Max, i.Step = low, high, step
	return i
}

// ask makes a question with one answer; each word's label is the text of
// prefix+word. A quiet "no answer" comes last, to take back what was tapped.
func (f *form) ask(name, legend, prefix string, from []string) choice {
	c := f.choice(name, legend, prefix, from)
	return c.orNone(f)
}

// askMany makes a question with any number of answers.
func (f *form) askMany(name, legend, prefix string, from []string) choice {
	c := f.choice(name, legend, prefix, from)
	c.Many = true
	return c
}

func (f *form) choice(name, legend, prefix string, from []string) choice {
	c := choice{Name: name, Legend: f.words.T(legend), Wrong: f.wrong[name]}
	for _, w := range from {
		c.Options = append(c.Options, option{Value: w, Label: f.words.T(prefix + w), On: slices.Contains(f.values[name], w)})
	}
	return c
}

// askScale makes a question answered with a number.
func (f *form) askScale(name, legend string, numbers []string) choice {
	c := choice{Name: name, Legend: f.words.T(legend), Wrong: f.wrong[name], Scale: true}
	for _, n := range numbers {
		c.Options = append(c.Options, option{Value: n, Label: n, On: f.get(name) == n})
	}
	return c.orNone(f)
}

func (c choice) orNone(f *form) choice {
	c.Options = append(c.Options, option{Value: "", Label: f.words.T("choice.none"), Quiet: true})
	return c
}

func (c choice) hint(text string) choice { c.Hint = text; return c }

// Answered says that one of the answers is marked.
func (c choice) Answered() bool {
	return slices.ContainsFunc(c.Options, func(o option) bool { return o.On })
}

// A hidden field travels with a form: ids and revisions.
type hidden struct{ Name, Value string }

// freshID is the id of an entry that a form may make. It is made with the page,
// so that sending the form twice makes one entry.
func freshID() string { return string(charley.NewEntryID()) }

// zeroToTen are the answers of a scale.
var zeroToTen = [...]string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"}
