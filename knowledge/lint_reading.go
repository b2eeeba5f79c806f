package knowledge

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// hardest is the reading grade that no text may pass: school years of reading,
// by the formula below. The reader in mind is about 13 years old, whose grade is
// 8; the formula misjudges single sentences by a grade or two, so that the guard
// stands a little above what the texts aim for.
const hardest = 10.0

// fewestWords are needed for a grade to mean anything.
const fewestWords = 13

func textRules() []promise[textPart] {
	return []promise[textPart]{
		{"words-never-used", func(t textPart, _ *index) string {
			if said := forbidden(t.text); said != "" {
				return t.at + " " + said
			}
			return ""
		}},
		{"plain-words", plainWords},
	}
}

// forThoseWhoAsk are fields that say how a number or a source came to be. They
// are shown to who looks a record up, not to who asks for help.
var forThoseWhoAsk = []string{"note", "source_note", "names", "brands"}

func plainWords(t textPart, _ *index) string {
	if t.clinician || slices.Contains(forThoseWhoAsk, t.key) {
		return ""
	}
	if g, ok := ReadingGrade(t.text); ok && g > hardest {
		return fmt.Sprintf("%s needs reading grade %.1f, at most %.0f: shorter sentences or shorter words", t.at, g, hardest)
	}
	return ""
}

// ReadingGrade is the Flesch-Kincaid grade of a text in English: how many years
// of school it takes to read it.
//
//	Range    about -3 to 20; ok is false below fewestWords words.
//	Formula  0.39 words a sentence + 11.8 syllables a word - 15.59.
//	Assumes  syllables are counted by groups of vowels, which is right for about
//	         nine English words of ten. A name that has no shorter word counts as
//	         two syllables, a number as one: what is read in one glance. Figures in
//	         brackets, such as the range of a number, are skipped, as readers do.
//	Source   Kincaid and others (1975), Naval Technical Training report 8-75.
func ReadingGrade(text string) (grade float64, ok bool) {
	text = figures.ReplaceAllString(text, "")
	words := wordPattern.FindAllString(text, -1)
	if len(words) < fewestWords {
		return 0, false
	}
	sounds := 0
	for _, w := range words {
		sounds += syllables(strings.ToLower(w))
	}
	sentences := max(1, len(sentenceEnd.FindAllString(strings.TrimSpace(text)+" ", -1)))
	n := float64(len(words))
	return 0.39*n/float64(sentences) + 11.8*float64(sounds)/n - 15.59, true
}

var (
	figures     = regexp.MustCompile(`\([^()]*\d[^()]*\)`)
	wordPattern = regexp.MustCompile(`[\p{L}\p{N}]+(?:['’.,][\p{L}\p{N}]+)*%?`)
	// A semicolon and a colon end a thought, as a full stop does.
	sentenceEnd  = regexp.MustCompile(`[.!?;:…]+["')\]]*\s`)
	vowelGroups  = regexp.MustCompile(`[aeiouy]+`)
	silentEnding = regexp.MustCompile(`([^aeiouyl]e|[^aeiouytd]ed|[^aeiouyscxzh]es)$`)
)

// syllables counts the groups of vowels of a word, without a silent ending.
func syllables(word string) int {
	if medicalName(word) {
		return 2
	}
	n := len(vowelGroups.FindAllString(silentEnding.ReplaceAllStringFunc(word, func(end string) string { return end[:1] }), -1))
	return max(1, n)
}

// medicalNames have no shorter word: who reads about them meets them anyway, on
// a packet, in a letter or in the name of what is asked about.
var medicalNames = []string{
	"magnesium", "potassium", "calcium", "sodium", "ferritin", "transferrin", "creatine", "vitamin", "dialysis", "diabetes", "pregnancy", "pregnant",
	"medicine", "medicines", "medical", "ambulance", "emergency", "department", "restlessness", "infection", "artery", "arteries", "thyroid",
	"dopamine", "antibiotic", "antibiotics", "fluoroquinolone", "statin", "statins", "gabapentin", "pregabalin", "quinine", "levodopa", "akathisia",
	"neuropathy", "parkinson's", "oestrogen", "hormone", "hormones", "cholesterol", "antidepressant", "antidepressants", "iron", "cirrhosis",
	"polysomnography", "electrolyte", "electrolytes", "compartment", "circulation", "laboratory", "guideline", "guidelines",
}

func medicalName(word string) bool { return slices.Contains(medicalNames, word) }
