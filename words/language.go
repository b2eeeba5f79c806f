package words

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

//go:embed *.json
var files embed.FS

// knownSuffix ends the name of the file with the texts of the records in a language.
const knownSuffix = ".known.json"

// A Language is one that the pages can speak: the texts of the pages, and those
// of the records by key. English needs none of the latter.
type Language struct {
	*Catalogue
	Known map[string]string
}

// Languages are all that come with the program, English first and the others by
// their tag. A language is two files: `de.json` and `de.known.json`.
func Languages() ([]Language, error) {
	english, err := English()
	if err != nil {
		return nil, err
	}
	all := []Language{{Catalogue: english}}
	tags, err := tagsIn(files)
	if err != nil {
		return nil, err
	}
	for _, tag := range tags {
		pages, records, err := readTranslations(files, tag)
		if err != nil {
			return nil, err
		}
		all = append(all, Language{pages.Catalogue(), records.plain()})
	}
	return all, nil
}

// tagsIn are the languages beside English of which there is a file.
func tagsIn(fsys fs.FS) ([]string, error) {
	names, err := fs.Glob(fsys, "*.json")
	var tags []string
	for _, name := range names {
		tag, _, _ := strings.Cut(name, ".")
		if tag != language.English.String() && !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	return tags, err
}

// readTranslations reads both files of a language.
func readTranslations(fsys fs.FS, tag string) (pages, records Translation, err error) {
	lang, err := language.Parse(tag)
	if err != nil {
		return pages, records, fmt.Errorf("read the language of %s.json: %w", tag, err)
	}
	if pages, err = readTranslation(fsys, lang, tag+".json"); err != nil {
		return pages, records, err
	}
	records, err = readTranslation(fsys, lang, tag+knownSuffix)
	return pages, records, err
}

// A Choice picks the language of a page.
type Choice struct {
	all     []Language
	matcher language.Matcher
}

// NewChoice is a choice among some languages, of which the first is taken where
// nothing better is known.
func NewChoice(all []Language) Choice {
	tags := make([]language.Tag, len(all))
	for i, l := range all {
		tags[i] = l.Lang
	}
	return Choice{all, language.NewMatcher(tags)}
}

// All are the languages to choose from.
func (c Choice) All() []Language { return c.all }

// Pick is the place of the language that somebody chose by its tag, or else of
// the one that their browser asks for (Accept-Language), or else 0.
func (c Choice) Pick(chosen, accepted string) int {
	for i, l := range c.all {
		if chosen == l.Lang.String() {
			return i
		}
	}
	wanted, _, err := language.ParseAcceptLanguage(accepted)
	if err != nil {
		return 0
	}
	_, i, sure := c.matcher.Match(wanted...)
	if sure == language.No {
		return 0
	}
	return i
}
