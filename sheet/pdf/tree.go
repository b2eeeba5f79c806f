package pdf

import (
	"fmt"
	"strings"
)

// An element is a node of the tree that says what the marks on the pages are: a heading, a cell, a picture. The tree
// is in reading order.
type element struct {
	kind  string // of the standard's: "H1", "TD"
	extra string // further entries of its dictionary
	kids  []kid
}

// A kid of an element is another one, or a stretch of a page's content.
type kid struct {
	element *element
	page    *page
	mark    int // number of the stretch on its page
}

func (e *element) child(kind string) *element {
	c := &element{kind: kind}
	e.kids = append(e.kids, kid{element: c})
	return c
}

// empty says that nothing on any page belongs to an element. A cell stays nevertheless: it keeps its row regular.
func (e *element) empty() bool {
	if e.kind == "TD" || e.kind == "TH" {
		return false
	}
	for _, k := range e.kids {
		if k.element == nil || !k.element.empty() {
			return false
		}
	}
	return true
}

// write puts the tree below an element into a file.
func (e *element) write(out *file, parent ref, refs map[*element]ref) ref {
	self := out.reserve()
	refs[e] = self
	var kids []string
	var home *page // where the first stretch stands; others on that page go by their number alone
	for _, k := range e.kids {
		switch {
		case k.element != nil && k.element.empty():
		case k.element != nil:
			kids = append(kids, k.element.write(out, self, refs).String())
		case home == nil || home == k.page:
			home = k.page
			kids = append(kids, fmt.Sprint(k.mark))
		default:
			kids = append(kids, fmt.Sprintf("<</Type/MCR/Pg %s/MCID %d>>", k.page.self, k.mark))
		}
	}
	at := ""
	if home != nil {
		at = "/Pg " + home.self.String()
	}
	out.set(self, "<</Type/StructElem/S/%s/P %s%s%s/K[%s]>>", e.kind, parent, at, e.extra, strings.Join(kids, " "))
	return self
}
