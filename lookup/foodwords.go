package lookup

import (
	_ "embed"
	"slices"
	"strings"

	"charley/knowledge"
)

//go:embed food_words.tsv
var foodWordsFile string

// foodWords is what food_words.tsv says.
type foodWords struct {
	same  map[string][]sameFood // by the first word that the food holds
	words []sameWord
	shelf map[string]bool // first parts of names
	plain map[string]bool // words, as roots
}

// A sameWord is a British word, and the word of the table for it, as roots.
type sameWord struct{ british, table string }

// A sameFood is an everyday name of the foods that hold some words.
type sameFood struct {
	name  []string // roots
	holds []string // roots
	not   []string // roots
}

func readFoodWords(file string) foodWords {
	w := foodWords{same: map[string][]sameFood{}, shelf: map[string]bool{}, plain: map[string]bool{}}
	for line := range strings.Lines(file) {
		fields := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		switch {
		case fields[0] == "same" && len(fields) == 3:
			s := sameFood{name: roots(fields[1])}
			for _, word := range strings.Fields(fields[2]) {
				if not, found := strings.CutPrefix(word, "-"); found {
					s.not = append(s.not, root(not))
				} else {
					s.holds = append(s.holds, root(word))
				}
			}
			w.same[s.holds[0]] = append(w.same[s.holds[0]], s)
		case fields[0] == "word" && len(fields) == 3:
			w.words = append(w.words, sameWord{root(fields[1]), root(fields[2])})
		case fields[0] == "shelf" && len(fields) == 2:
			w.shelf[fields[1]] = true
		case fields[0] == "plain" && len(fields) == 2:
			for _, r := range roots(fields[1]) {
				w.plain[r] = true
			}
		case !strings.HasPrefix(line, "#"):
			panic("lookup: food_words.tsv: not understood: " + line) // a test reads it
		}
	}
	return w
}

// fits says that a food holds the words.
func (s sameFood) fits(all []string) bool {
	return !slices.ContainsFunc(s.holds, func(w string) bool { return !slices.Contains(all, w) }) &&
		!slices.ContainsFunc(s.not, func(w string) bool { return slices.Contains(all, w) })
}

// little are words that name no food.
var little = []string{"a", "an", "the", "of", "with", "and", "or", "in", "on", "for", "some", "my", "to"}

// roots are the words of a text without endings of the plural and little words.
func roots(s string) []string {
	var out []string
	for _, w := range strings.Fields(knowledge.PlainName(lower(s))) {
		if !slices.Contains(little, w) {
			out = append(out, root(w))
		}
	}
	return out
}

// root takes the ending of the plural off a word: berries, potatoes, peaches, oats.
func root(w string) string {
	n := len(w)
	switch {
	case n < 4 || !strings.HasSuffix(w, "s") || strings.HasSuffix(w, "ss") || strings.HasSuffix(w, "us"):
		return w
	case n > 4 && strings.HasSuffix(w, "ies"):
		return w[:n-3] + "y"
	case n > 5 && (strings.HasSuffix(w, "oes") || strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "shes") || strings.HasSuffix(w, "sses") || strings.HasSuffix(w, "xes")):
		return w[:n-2]
	}
	return w[:n-1]
}
