package words

import (
	"strings"
	"unicode"

	"golang.org/x/text/language"
)

// PseudoTag names a language that nobody speaks: English with every letter
// changed, in brackets and two fifths longer. Whatever stands on a page of it in
// plain letters did not come through the catalogue, and whatever is cut off by
// it would be cut off in German.
const PseudoTag = "qps"

// Pseudo is the catalogue in the language that nobody speaks. It is made as it
// is needed, for tests and previews, and never offered to a person.
func (c *Catalogue) Pseudo() *Catalogue {
	out := &Catalogue{Lang: language.MustParse(PseudoTag), texts: map[string]text{}}
	for key, forms := range c.texts {
		other := text{}
		for category, s := range forms {
			other[category] = s
			if !strings.HasPrefix(key, "language.") {
				other[category] = Pseudo(s)
			}
		}
		out.texts[key] = other
	}
	return out
}

var pseudoLetters = strings.NewReplacer(
	"a", "á", "b", "ƀ", "c", "ç", "d", "đ", "e", "é", "f", "ƒ", "g", "ǵ", "h", "ĥ", "i", "í", "j", "ĵ", "k", "ķ", "l", "ĺ", "m", "ɱ",
	"n", "ñ", "o", "ó", "p", "þ", "q", "ɋ", "r", "ŕ", "s", "š", "t", "ţ", "u", "ú", "v", "ṽ", "w", "ŵ", "x", "ẋ", "y", "ý", "z", "ž",
	"A", "Á", "B", "Ɓ", "C", "Ç", "D", "Đ", "E", "É", "F", "Ƒ", "G", "Ǵ", "H", "Ĥ", "I", "Í", "J", "Ĵ", "K", "Ķ", "L", "Ĺ", "M", "Ḿ",
	"N", "Ñ", "O", "Ó", "P", "Þ", "Q", "Ɋ", "R", "Ŕ", "S", "Š", "T", "Ţ", "U", "Ú", "V", "Ṽ", "W", "Ŵ", "X", "Ẋ", "Y", "Ý", "Z", "Ž",
)

// Pseudo is one text in the language that nobody speaks. The places to fill stay
// as they are, and so does a text without a letter.
func Pseudo(s string) string {
	parts, at := []string{}, 0
	letters := 0
	for _, m := range placePattern.FindAllStringIndex(s, -1) {
		parts = append(parts, pseudoLetters.Replace(s[at:m[0]]), s[m[0]:m[1]])
		at = m[1]
	}
	parts = append(parts, pseudoLetters.Replace(s[at:]))
	for _, r := range placePattern.ReplaceAllString(s, "") {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters == 0 {
		return s
	}
	return "⟦" + strings.Join(parts, "") + " " + strings.Repeat("ẋ", letters*2/5) + "⟧"
}
