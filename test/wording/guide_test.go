package wording

import (
	"regexp"
	"strings"
	"testing"

	"charley/knowledge"
)

// hardestGuide is the school year for which the chapters of the user guide are written.
const hardestGuide = 8.0

var markup = regexp.MustCompile(`<img[^>]*>|\]\([^)]*\)|[*\[\]` + "`" + `|]`)

// The guide is read by somebody who slept badly: plain words, and none of those that no record may say.
func TestTheGuideIsPlain(t *testing.T) {
	for _, chapter := range strings.Split(read(t, guideFolder+"README.md"), "\n## ") {
		title, _, _ := strings.Cut(chapter, "\n")
		said := markup.ReplaceAllString(chapter, " ")
		if phrase := knowledge.Forbidden(said); phrase != "" {
			t.Errorf("%s: says %q", title, phrase)
		}
		if grade, ok := knowledge.ReadingGrade(said); !ok || grade > hardestGuide {
			t.Errorf("%s: needs reading grade %.1f, at most %.0f: shorter sentences or shorter words", title, grade, hardestGuide)
		}
	}
}
