package web

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// Pages are asserted by what they hold and never as a whole: a selector is tag,
// #id, .class and [attribute="value"] in any mix, and a space means "inside".

var selectorPart = regexp.MustCompile(`^([a-z0-9]+)|^#([\w.-]+)|^\.([\w-]+)|^\[([\w-]+)(?:="([^"]*)")?\]`)

// matches says that a node fits one part of a selector.
func (g page) matches(part string) bool {
	if g.Type != html.ElementNode {
		return false
	}
	for part != "" {
		m := selectorPart.FindStringSubmatch(part)
		if m == nil {
			g.t.Fatalf("cannot read the selector %q", part)
		}
		part = part[len(m[0]):]
		switch {
		case m[1] != "" && g.Data != m[1],
			m[2] != "" && g.attr("id") != m[2],
			m[3] != "" && !strings.Contains(" "+g.attr("class")+" ", " "+m[3]+" "),
			m[4] != "" && !g.has(m[4]),
			m[4] != "" && strings.Contains(m[0], "=") && g.attr(m[4]) != m[5]:
			return false
		}
	}
	return true
}

// unseen says that a node is only for script: nobody sees it without.
func unseen(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.Data == "template" || (page{Node: n}).has("hidden") {
			return true
		}
	}
	return false
}

// all are the nodes inside g that fit a selector, in reading order, as somebody
// meets them whose browser runs no script.
func (g page) all(selector string) []page {
	part, rest, deeper := strings.Cut(selector, " ")
	var out []page
	for n := range g.Descendants() {
		in := page{Node: n, t: g.t}
		if !in.matches(part) || unseen(n) {
			continue
		}
		if !deeper {
			out = append(out, in)
			continue
		}
		out = append(out, in.all(rest)...)
	}
	return out
}

// first is the first such node; its Node is nil if there is none.
func (g page) first(selector string) page {
	for _, n := range g.all(selector) {
		return n
	}
	return page{t: g.t}
}

func (g page) has(attribute string) bool {
	for _, a := range g.Attr {
		if a.Key == attribute {
			return true
		}
	}
	return false
}

func (g page) attr(attribute string) string {
	for _, a := range g.Attr {
		if a.Key == attribute {
			return a.Val
		}
	}
	return ""
}

// text is what can be read inside a node, with single spaces.
func (g page) text() string {
	if g.Node == nil {
		return ""
	}
	var b strings.Builder
	for n := range g.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// says fails the test unless a part of the page holds some words.
func (g page) says(selector, want string) {
	g.t.Helper()
	var got []string
	for _, n := range g.all(selector) {
		got = append(got, n.text())
	}
	if !strings.Contains(strings.Join(got, "\n"), want) {
		g.t.Errorf("got %s %q, want %q in it", selector, got, want)
	}
}

// count fails the test unless the page holds a number of such nodes.
func (g page) count(selector string, want int) {
	g.t.Helper()
	if got := len(g.all(selector)); got != want {
		g.t.Errorf("got %d of %s, want %d", got, selector, want)
	}
}

// lacks fails the test if a text stands in what a selector finds.
func (g page) lacks(selector, never string) {
	g.t.Helper()
	for _, found := range g.all(selector) {
		if got := found.text(); strings.Contains(got, never) {
			g.t.Errorf("%s says %q", selector, got)
		}
	}
}
