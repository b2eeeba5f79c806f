package preview

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strings"
)

// A File is one file of a preview, by its slash path in the folder.
type File struct {
	Path string
	Body []byte
}

// palettes are how each state is looked at.
var palettes = [...]string{"day", "night"}

// Render makes states in both palettes, the files that they refer to, and an index
// of them, and hands each to write. It ends with the first error, of write or of a
// state that cannot be come to.
func (s Studio) Render(ctx context.Context, all []State, write func(File) error) error {
	assets := map[string]bool{}
	for _, state := range all {
		err := s.Visit(ctx, state, func(scene Scene) error {
			for _, palette := range palettes {
				answer, err := scene.Look(palette)
				if err != nil {
					return err
				}
				if err := write(File{fileName(state, palette), onDisk(answer.Body, all, palette)}); err != nil {
					return err
				}
				if err := scene.assets(answer.Body, assets, write); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return write(index(all))
}

// A Scene is a state that came about and can be looked at.
type Scene struct {
	State   State
	Address string       // where it is looked at
	Handler http.Handler // the pages of its house
	Script  bool         // script may run
	house   *house
}

// Visit lets a state come about, hands it over, and clears it away.
func (s Studio) Visit(ctx context.Context, state State, with func(Scene) error) (err error) {
	h, err := s.newHouse(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.close()) }()
	for _, step := range state.steps {
		if step(h); h.err != nil {
			return fmt.Errorf("bring about %q of %s: %w", state.Name, state.Page, h.err)
		}
	}
	return with(Scene{State: state, Address: h.look.address, Handler: h.handler, Script: !h.bare, house: h})
}

// Look is the page as it looks by day or by night. Ids that the pages make up
// are numbered, so that the bytes are the same each time.
func (s Scene) Look(palette string) (Answer, error) {
	s.house.palette = palette
	answer, err := s.house.ask(s.house.look)
	if err == nil && answer.Status == http.StatusSeeOther {
		err = fmt.Errorf("%q of %s leads on to %s", s.State.Name, s.State.Page, answer.Header.Get("Location"))
	}
	if err != nil {
		return answer, err
	}
	answer.Body = withoutSecrets(numbered(answer.Body))
	if s.house.bare {
		answer.Body = scripts.ReplaceAll(answer.Body, nil)
	}
	return answer, nil
}

var (
	uuids   = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`)
	scripts = regexp.MustCompile(`(?s)<script\b.*?</script>`)
	refers  = regexp.MustCompile(`<(\w+)\b([^>]*?)\b(href|src|action)="(/[^"]*)"`)
	files   = regexp.MustCompile(`<(?:link|script|img)\b[^>]*\b(?:href|src)="(/[^"]*)"`)
)

// numbered replaces ids by their place among those of the page.
func numbered(body []byte) []byte {
	seen := map[string]int{}
	return uuids.ReplaceAllFunc(body, func(id []byte) []byte {
		n, known := seen[string(id)]
		if !known {
			n = len(seen) + 1
			seen[string(id)] = n
		}
		return fmt.Appendf(nil, "00000000-0000-7000-8000-%012d", n)
	})
}

// assets hands over the files that a page refers to, each once.
func (s Scene) assets(body []byte, done map[string]bool, write func(File) error) error {
	for _, m := range files.FindAllSubmatch(body, -1) {
		address := string(m[1])
		if done[address] {
			continue
		}
		done[address] = true
		answer, err := s.house.ask(request{method: http.MethodGet, address: address})
		if err != nil {
			return err
		}
		if answer.Status != http.StatusOK {
			return fmt.Errorf("%q of %s refers to %s, which answers %d", s.State.Name, s.State.Page, address, answer.Status)
		}
		if err := write(File{strings.TrimPrefix(address, "/"), answer.Body}); err != nil {
			return err
		}
	}
	return nil
}

// fileName is where a state lies: "day/nights--a-year.html".
func fileName(s State, palette string) string {
	return path.Join(palette, slug(s.Page)+"--"+slug(s.Name)+".html")
}

var notInNames = regexp.MustCompile(`[^a-z0-9]+`)

// slug is a text as part of a file's name.
func slug(text string) string {
	if s := strings.Trim(notInNames.ReplaceAllString(strings.ToLower(text), "-"), "-"); s != "" {
		return s
	}
	return "now"
}

// onDisk makes a page's references relative: to files beside it, and to the first
// state of the page that a link leads to, or the index. Forms lead nowhere.
func onDisk(body []byte, all []State, palette string) []byte {
	return refers.ReplaceAllFunc(body, func(found []byte) []byte {
		m := refers.FindSubmatch(found)
		tag, name, address := string(m[1]), string(m[3]), string(m[4])
		bare, place, _ := strings.Cut(address, "#")
		bare, _, _ = strings.Cut(bare, "?")
		to := ".." + bare
		switch i := slices.IndexFunc(all, func(s State) bool { return leadsTo(bare, s.Page) }); {
		case tag == "form":
			to = "#"
		case tag != "a":
		case i < 0:
			to = "../index.html"
		default:
			to = path.Base(fileName(all[i], palette))
			if place != "" {
				to += "#" + place
			}
		}
		return fmt.Appendf(nil, `<%s%s%s="%s"`, tag, m[2], name, to)
	})
}

// leadsTo says that an address belongs to a route.
func leadsTo(address, route string) bool {
	a, r := strings.Split(address, "/"), strings.Split(strings.TrimSuffix(route, "{$}"), "/")
	if len(a) != len(r) {
		return false
	}
	for i, part := range r {
		if part != a[i] && (!strings.HasPrefix(part, "{") || a[i] == "") {
			return false
		}
	}
	return true
}

// index is a page with all states, page by page.
func index(all []State) File {
	var b bytes.Buffer
	b.WriteString("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>Every state of every page</title>\n<h1>Every state of every page</h1>\n")
	page := ""
	for _, s := range all {
		if s.Page != page {
			page = s.Page
			fmt.Fprintf(&b, "<h2>%s</h2>\n", page)
		}
		fmt.Fprintf(&b, "<p>%s: <a href=\"%s\">day</a>, <a href=\"%s\">night</a></p>\n", s.Name, fileName(s, palettes[0]), fileName(s, palettes[1]))
	}
	return File{"index.html", b.Bytes()}
}
