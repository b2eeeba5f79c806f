package words

import (
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// An Original is an English text that every other language must say too.
type Original struct {
	Key     string
	Careful bool // a wrong word could do harm: two people must have read it
	forms   text
}

// Readers is how many people must have read a careful text in another language.
const Readers = 2

// OriginalOf is a text of the records.
func OriginalOf(key, says string, careful bool) Original {
	return Original{key, careful, text{"other": says}}
}

// Originals are the English texts of the pages.
func (c *Catalogue) Originals() []Original {
	var out []Original
	for _, key := range c.Keys() {
		out = append(out, Original{key, isCareful(key), c.texts[key]})
	}
	return out
}

// careful are the beginnings of keys whose texts warn, say how urgent something
// is, or ask for warning signs. Texts of the records say so themselves.
var careful = [...]string{"alarm.", "revised.", "harm.", "paused.", "easing.", "ways.not", "ways.gentle", "help.heading", "help.1", "help.2", "help.next", "help.first", "help.stop", "now.flag", "what.first", "what.follow", "what.net", "what.worse", "what.unchecked", "why.first", "sit.never", "sit.urgent", "food.caution.", "food.more.", "food.fluid.not", "food.fluid.ask", "food.warning.flagged", "start.not", "about.medicines.stop"}

func isCareful(key string) bool {
	return slices.ContainsFunc(careful[:], func(p string) bool { return strings.HasPrefix(key, p) })
}

// Faults are everything that is wrong with a translation of some texts: what is
// missing, too much, or says something that is English no more; a place to fill
// that was lost or made up; a plural form that the language needs; and a careful
// text that fewer than two people have read.
func (t Translation) Faults(of []Original) []string {
	var out []string
	wrong := func(key, format string, args ...any) { out = append(out, key+": "+fmt.Sprintf(format, args...)) }
	wanted := map[string]bool{}
	for _, o := range of {
		wanted[o.Key] = true
		one, there := t.texts[o.Key]
		switch {
		case !there || one.Is["other"] == "" && o.forms["other"] != "":
			wrong(o.Key, "is missing")
			continue
		case !maps.Equal(one.Of, o.forms):
			wrong(o.Key, "the English is another one now: %q", o.forms["other"])
		}
		for _, fault := range t.formFaults(o.forms, one.Is) {
			wrong(o.Key, "%s", fault)
		}
		if o.Careful && readers(one.By) < Readers {
			wrong(o.Key, "%d people must have read it, and be named", Readers)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(t.texts)) {
		if !wanted[key] {
			wrong(key, "is no text")
		}
	}
	return out
}

// Check reads every language of a folder and returns all faults, each with its
// file. records are the texts of the records.
func Check(fsys fs.FS, english *Catalogue, records []Original) ([]string, error) {
	tags, err := tagsIn(fsys)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, tag := range tags {
		pages, known, err := readTranslations(fsys, tag)
		if err != nil {
			return nil, err
		}
		for _, fault := range pages.Faults(english.Originals()) {
			out = append(out, tag+".json: "+fault)
		}
		for _, fault := range known.Faults(records) {
			out = append(out, tag+knownSuffix+": "+fault)
		}
	}
	return out, nil
}

// readers are how many different people are named.
func readers(names []string) int {
	seen := map[string]bool{}
	for _, n := range names {
		if n = strings.ToLower(strings.Join(strings.Fields(n), " ")); n != "" {
			seen[n] = true
		}
	}
	return len(seen)
}

// formFaults compares the forms of a text with those that the language has.
func (t Translation) formFaults(english, forms text) []string {
	var out []string
	counted := len(english) > 1
	numbers := numbersOf(t.Lang)
	for _, category := range slices.Sorted(maps.Keys(numbers)) {
		if counted && forms[category] == "" {
			out = append(out, fmt.Sprintf("the form for %q is missing", category))
		}
	}
	for _, category := range slices.Sorted(maps.Keys(forms)) {
		if category != "other" && (!counted || len(numbers[category]) == 0) {
			out = append(out, fmt.Sprintf("there is no form for %q here", category))
			continue
		}
		want := places(english["other"])
		if counted && len(numbers[category]) == 1 {
			want = slices.DeleteFunc(want, func(p string) bool { return p == "{n}" }) // "one more" needs no figure
			if got := slices.DeleteFunc(places(forms[category]), func(p string) bool { return p == "{n}" }); !slices.Equal(got, want) {
				out = append(out, fmt.Sprintf("the form for %q fills %v, want %v", category, got, want))
			}
			continue
		}
		if got := places(forms[category]); !slices.Equal(got, want) {
			out = append(out, fmt.Sprintf("the form for %q fills %v, want %v", category, got, want))
		}
	}
	return out
}

var placePattern = regexp.MustCompile(`\{(?:n|\d+)\}`)

// places are the places to fill of a text, each once, sorted.
func places(s string) []string {
	all := placePattern.FindAllString(s, -1)
	slices.Sort(all)
	return slices.Compact(all)
}

// numbersOf are the plural categories of the whole numbers of a language, each
// with the first few numbers that fall into it.
func numbersOf(lang language.Tag) map[string][]int {
	out := map[string][]int{}
	add := func(n int) {
		if c := category(lang, n); len(out[c]) < 2 {
			out[c] = append(out[c], n)
		}
	}
	for n := range 1001 {
		add(n)
	}
	add(1_000_000)
	return out
}
