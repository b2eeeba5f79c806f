package preview

import (
	"bytes"
	"context"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"charley/app"
	"charley/knowledge"
	"charley/store"
	"charley/web"
)

func studio(t *testing.T) Studio {
	t.Helper()
	base, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	return Studio{Counsel: app.NewCounsel(base), Open: func(ctx context.Context) (Diary, error) {
		return store.Open(ctx, store.Options{Dir: t.TempDir()})
	}}
}

// rendered are all files of a preview, by path.
func rendered(t *testing.T) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := studio(t).Render(t.Context(), States(), func(f File) error {
		if _, twice := out[f.Path]; twice {
			t.Errorf("got %s twice", f.Path)
		}
		out[f.Path] = f.Body
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// notPages are the routes that nobody looks at, with the reason.
var notPages = map[string]string{
	"/healthz": "for programs", "/readyz": "for programs", "/static/": "files that pages refer to", "/trust/charley-ca.crt": "a file to be installed", "/settings/charley.ics": "a file for a calendar", "/feed/{file}": "for calendars",
	"/now/pack": "for the script of the first page", "/sw.js": "a script", "/shell": "the first page as a phone keeps it, see /", "/shell/clock": "the clock as a phone keeps it, see /clock", "/manifest.webmanifest": "for the phone's own first screen",
	"/share/report": "a document that stands for itself, see package handout", "/share/report.pdf": "a file", "/share/report.txt": "a file", "/share/report.fhir.json": "a file", "/share/paper.pdf": "a file",
}

// A page without a preview is a page that nobody looks at before it is released.
func TestEveryPageHasAState(t *testing.T) {
	addresses := web.Addresses()
	for _, a := range addresses {
		has := slices.ContainsFunc(States(), func(s State) bool { return s.Page == a })
		_, not := notPages[a]
		if has == not {
			t.Errorf("%s: got a state: %v, and that it is no page: %v; add a row to the states, or a reason to notPages", a, has, not)
		}
	}
	for _, s := range States() {
		if s.Page != problemPage && !slices.Contains(addresses, s.Page) {
			t.Errorf("%q is a state of %s, which is no route", s.Name, s.Page)
		}
	}
}

var mainName = regexp.MustCompile(`<main id="main" class="page-(\w+)`)

func TestThePreviewIsWhole(t *testing.T) {
	files := rendered(t)
	shown := map[string]bool{}
	for path, body := range files {
		if m := mainName.FindSubmatch(body); m != nil {
			shown[string(m[1])] = true
		}
		for _, m := range regexp.MustCompile(`(?:href|src)="([^"#]+)`).FindAllStringSubmatch(string(body), -1) {
			to := m[1]
			if !strings.HasSuffix(path, ".html") || strings.HasPrefix(to, "tel:") || strings.HasPrefix(to, "https://"+homeName+"/") {
				continue
			}
			if path != "index.html" && !strings.HasPrefix(to, "../") {
				to = path[:strings.Index(path, "/")+1] + to
			}
			if _, there := files[strings.TrimPrefix(to, "../")]; !there {
				t.Errorf("%s leads to %s, which is not there", path, m[1])
			}
		}
	}
	templates, err := os.ReadDir("../web/templates/page")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range templates {
		if name := strings.TrimSuffix(f.Name(), ".html"); !shown[name] {
			t.Errorf("no state shows the template %s", name)
		}
	}
	again := rendered(t)
	for path, body := range files {
		if !bytes.Equal(body, again[path]) {
			t.Errorf("%s is not the same the second time", path)
		}
	}
}
