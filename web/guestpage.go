package web

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// A guestPage says how a page of one's own becomes one of another's diary: every
// address in it leads to a page of that diary, and what the guest may not do there
// is not in it. A form that is sent in another tab can so never write to this
// diary, and one that is sent here never to another.
type guestPage struct {
	prefix string                            // what the addresses of the diary begin with
	path   string                            // of the page itself, without it
	may    func(method, address string) bool // whether the guest may use a page of the diary
	banner []byte                            // says whose diary it is; it stands before all else that is read
}

// addressed are the attributes that hold an address.
var addressed = []string{"href", "src", "action", "formaction", "xlink:href", "poster", "data", "cite", "background", "longdesc", "ping"}

// crammed are attributes that hold several addresses, or a page of their own.
var crammed = []string{"srcset", "imagesrcset", "srcdoc", "manifest", "archive"}

// dropped are elements that go with all that is in them: what runs, what is there
// for when nothing runs, and what loads something into the page. The phone's own
// outbox must never be drawn in the diary of somebody else.
var dropped = []string{"script", "noscript", "iframe", "object", "embed", "applet", "frame", "frameset", "portal"}

// of is a page with all of that done.
func (g guestPage) of(page []byte) []byte {
	var out bytes.Buffer
	out.Grow(len(page) + len(page)/8)
	w := &guestWriter{guestPage: g, out: &out}
	for z := html.NewTokenizer(bytes.NewReader(page)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		raw := string(z.Raw()) // reading the name writes over it
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			w.start(raw, string(name))
		case html.EndTagToken:
			name, _ := z.TagName()
			w.end(raw, string(name))
		default:
			w.put(raw)
		}
	}
	if !w.named {
		return slices.Insert(out.Bytes(), w.body, g.banner...)
	}
	return out.Bytes()
}

// A guestWriter is one page on its way.
type guestWriter struct {
	guestPage
	out   *bytes.Buffer
	skip  string // the element that is left out up to its end; "" if none is
	depth int    // how many of that name are open within it
	nav   int    // how many lists of ways are open
	said  bool   // a paragraph is open
	body  int    // where the page begins to be seen
	named bool   // the banner stands
}

func (w *guestWriter) put(raw string) {
	if w.skip == "" {
		w.out.WriteString(raw)
	}
}

// end goes past the end of an element.
func (w *guestWriter) end(raw, name string) {
	if w.skip == name {
		if w.depth--; w.depth == 0 {
			w.skip = ""
		}
		return
	}
	switch {
	case name == "nav" && w.nav > 0:
		w.nav--
	case name == "p":
		w.said = false
	}
	w.put(raw)
}

// start goes past the start of an element.
func (w *guestWriter) start(raw, name string) {
	if w.skip != "" {
		if name == w.skip && nests(name) {
			w.depth++
		}
		return
	}
	all := attributesOf(raw)
	if w.unwanted(name, all) {
		if !slices.Contains(endless, name) {
			w.skip, w.depth = name, 1
		}
		return
	}
	if landmark(name) && !w.named { // behind the link that skips to the page, which must come first
		w.named = true
		w.out.Write(w.banner)
	}
	w.put(withAttributes(raw, all, w.change))
	switch {
	case name == "body":
		w.body = w.out.Len()
	case name == "nav":
		w.nav++
	case name == "p":
		w.said = true
	case name == "li", name == "td", name == "th", name == "div", name == "section":
		w.said = false // it ends a paragraph that was left open
	}
}

// landmark says that an element is a part of a page that is found by its kind.
func landmark(name string) bool {
	return slices.Contains([]string{"nav", "main", "header", "footer", "article", "section"}, name)
}

// nests says that an element can hold others of its name; in all others the first
// end is the end.
func nests(name string) bool {
	return !slices.Contains([]string{"a", "form", "button", "script", "noscript", "iframe"}, name)
}

// endless are the elements without an end.
var endless = []string{"link", "meta", "base", "embed", "frame"}

// unwanted says that an element goes, with all that is in it: also a link to where
// the guest may not go, where it asks to go there. In a list or a table its words are
// what the diary says, and stay: see change.
func (w *guestWriter) unwanted(name string, all []attribute) bool {
	switch name {
	case "base":
		return true
	case "meta":
		return strings.EqualFold(valueOf(all, "http-equiv"), "refresh")
	case "link":
		return !strings.EqualFold(valueOf(all, "rel"), "stylesheet") && !strings.Contains(strings.ToLower(valueOf(all, "rel")), "icon")
	case "form":
		return !w.allows(strings.ToUpper(valueOf(all, "method")), valueOf(all, "action"))
	case "a":
		asks := w.nav > 0 || w.said || slices.Contains(strings.Fields(valueOf(all, "class")), "button") // it says to do something
		return asks && hasAttribute(all, "href") && !w.allows("GET", valueOf(all, "href"))
	}
	return slices.Contains(dropped, name)
}

// allows says that the guest may go to, or send something to, an address.
func (w *guestWriter) allows(method, address string) bool {
	if method != "POST" {
		method = "GET"
	}
	switch addressOf(address) {
	case addressHouse, addressAway:
		return method == "GET"
	case addressHere:
		query, _, place := strings.Cut(address, "#")
		return place && query == "" && method == "GET" || w.may(method, w.path+query)
	case addressDiary:
		return w.may(method, address)
	}
	return false
}

// change is what becomes of an attribute. A link to where the guest may not go
// loses its address, and its words stay.
func (w *guestWriter) change(a attribute) (value string, keep bool) {
	switch {
	case slices.Contains(crammed, a.name):
		return "", false
	case strings.HasPrefix(a.name, "data-") && addressOf(a.value) == addressDiary: // read by a script, if at all
	case !slices.Contains(addressed, a.name):
		return a.value, true
	case a.name == "href" && !w.allows("GET", a.value):
		return "", false
	}
	return guestAddress(w.prefix, a.value)
}
