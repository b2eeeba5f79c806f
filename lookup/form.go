package lookup

import (
	"slices"
	"strings"

	"charley/knowledge"
)

// forms are words for what a medicine comes as and when it is taken. At the end
// of what was typed they are passed over, and alone they name nothing.
var forms = strings.Fields(`
	tablet tablets tab tabs capsule capsules cap caps pill pills patch patches drops syrup solution liquid sachet sachets
	injection injections infusion inhaler spray cream gel ointment supplement supplements
	sr mr xr xl er cr la ec pr retard modified slow release forte mite
	od bd tds qds prn x once twice daily nightly nocte mane a an as at per each every in the needed
	day night morning evening bedtime mg g mcg ug ml iu unit units`)

// withoutForm leaves out forms, times of day and bare amounts at the end:
// "furosemide" of "furosemide 40 tablets daily".
func withoutForm(written string) string {
	words := strings.Fields(knowledge.PlainName(written))
	for n := len(words) - 1; n > 0; n-- {
		number := isNumber(words[n])
		if !number && !slices.Contains(forms, words[n]) || number && len(words[n]) <= 2 && len(words[n-1]) == 1 {
			break // a word of the name, or the number of "vitamin B 12"
		}
		words = words[:n]
	}
	return strings.Join(words, " ")
}

func isNumber(word string) bool { return strings.Trim(word, "0123456789") == "" }

// leastWord is how long a word must be to stand for a name by itself.
const leastWord = 5

// says that a word can stand for a name: it is long, or has a number as in "B6".
func says(word string) bool {
	if slices.Contains(forms, word) || isNumber(word) {
		return false
	}
	return len(word) >= leastWord || len(word) > 1 && strings.ContainsAny(word, "0123456789")
}
