package report

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// What a screen reader is given of the PDF, through its structure, is what stands on the page in HTML, word for word
// and in the same order. Pictures are left out: their words are places on an axis, and what they show is told in text.
func TestThePDFIsReadAsThePageIs(t *testing.T) {
	if _, err := exec.LookPath("pdfinfo"); err != nil {
		t.Skip("pdfinfo (poppler-utils) is not installed")
	}
	for _, p := range people {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			dir := p.lives(t)
			want := wordsOfHTML(t, p.reports(t, dir, "html"))
			file := filepath.Join(t.TempDir(), "report.pdf")
			if err := os.WriteFile(file, []byte(p.reports(t, dir, "pdf")), 0o600); err != nil {
				t.Fatal(err)
			}
			got := wordsOfPDF(t, file)
			if i := firstDifference(got, want); i >= 0 {
				t.Errorf("of %d words, want %d; from word %d on it reads %q, want %q", len(got), len(want), i, got[i:min(i+12, len(got))], want[i:min(i+12, len(want))])
			}
			if len(want) < 200 {
				t.Errorf("the page has %d words", len(want))
			}
			for _, what := range []string{"Tagged:          yes", "Title:           Night leg symptoms"} {
				if out, err := exec.Command("pdfinfo", file).Output(); err != nil || !strings.Contains(string(out), what) {
					t.Errorf("pdfinfo does not say %q (%v): %s", what, err, out)
				}
			}
		})
	}
}

func firstDifference(a, b []string) int {
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			return min(i, len(a), len(b))
		}
	}
	return -1
}

// quoted is a piece of text in what pdfinfo says of a structure.
var quoted = regexp.MustCompile(`^(\s*)"(.*)"$`)

// wordsOfPDF are the words of the structure tree, figures left out.
func wordsOfPDF(t testing.TB, file string) []string {
	t.Helper()
	out, err := exec.Command("pdfinfo", "-struct-text", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	figure := -1 // how far in the figure stands that is passed over
	for line := range strings.Lines(string(out)) {
		line = strings.TrimRight(line, "\n")
		in := len(line) - len(strings.TrimLeft(line, " "))
		if figure >= 0 && in > figure {
			continue
		}
		figure = -1
		if strings.HasPrefix(strings.TrimSpace(line), "Figure") {
			figure = in
		} else if m := quoted.FindStringSubmatch(line); m != nil {
			words = append(words, strings.Fields(strings.TrimPrefix(m[2], "•"))...)
		}
	}
	return words
}

// wordsOfHTML are the words of a page, figures left out.
func wordsOfHTML(t testing.TB, page string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && slices.Contains([]string{"svg", "style", "head", "footer"}, n.Data) || n.Data == "caption" && len(n.Attr) > 0 { // a caption that is only read out is the summary of a PDF's table
			return
		}
		if n.Type == html.TextNode {
			words = append(words, strings.Fields(n.Data)...)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	return words
}
