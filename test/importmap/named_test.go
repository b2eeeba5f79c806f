package importmap

import (
	"os"
	"regexp"
	"testing"
)

// Whoever looks for a place finds it in docs/ARCHITECTURE.md: it names every package, by its whole path.
func TestTheDocumentNamesEveryPackage(t *testing.T) {
	const file = "docs/ARCHITECTURE.md"
	text, err := os.ReadFile("../../" + file)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list(t) {
		if name := p.short(); name != "." && !regexp.MustCompile(`(?:^|[^\w/])`+regexp.QuoteMeta(name)+`(?:[^\w/]|$)`).Match(text) {
			t.Errorf("%s does not name %s: say there what it is", file, name)
		}
	}
}
