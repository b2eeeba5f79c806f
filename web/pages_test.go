package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"charley"
	"charley/knowledge"

	"golang.org/x/net/html"
)

func base(t testing.TB) *knowledge.Base {
	t.Helper()
	b, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// everyPage is every page of a person with 120 nights, and their pages for
// entries of each kind.
func everyPage(p *person) []string {
	out := []string{
		"/", "/morning", "/morning?night=2026-11-18", "/evening", "/nights", "/nights?month=2026-10", "/nights?days=365", "/nights/2026-11-17", "/nights/2026-11-12",
		"/about-you", "/settings", "/share", "/known", "/known/rls", "/known/RF20", "/known/hening09",
		"/answers/what", "/answers/what/ask", "/answers/what/sit", "/answers/why", "/answers/help", "/answers/help/warm-bath", "/answers/food",
		"/known/warm-bath", "/known/cramps_diabetes", "/known/numb-feet", "/known/hydroxyzine", "/known/magnesium", "/known/sitting", "/known/dialysis",
	}
	p.press(p.open("/answers/what/sit"), "/answers/what/sit", "do=begin", nil)
	p.tested()
	for _, kind := range charley.Kinds {
		out = append(out, "/entries/"+string(p.entries(kind)[0].ID))
	}
	p.press(p.open("/"), "/now", "what=restless", nil)
	episodes := p.entries(charley.KindEpisode)
	return append(out, "/entries/"+string(episodes[len(episodes)-1].ID)+"/running")
}

// styling finds what the policy forbids and what would need script.
var styling = regexp.MustCompile(`^(style|on[a-z]+)$`)

func TestEveryPageIsWellMade(t *testing.T) {
	p := newPerson(t, morningOf).livedIn(120)
	titles := map[string]string{}
	for _, address := range everyPage(p) {
		g := p.open(address)
		wellMade(t, address, g)
		title := g.first("head title").text()
		if other := titles[title]; other != "" && !strings.Contains(address, "?") && !strings.Contains(other, "?") && !strings.HasPrefix(address, "/entries/") {
			t.Errorf("%s: got the title %q of %s", address, title, other)
		}
		titles[title] = address
	}
}

// wellMade fails the test unless a page has what every page has, and nothing
// that the policy forbids.
func wellMade(t *testing.T, address string, g page) {
	t.Helper()
	if g.first("html").attr("lang") != "en" {
		t.Errorf("%s: got no language", address)
	}
	for _, one := range []string{"h1", "main", "title", `meta[name="viewport"]`, `meta[name="color-scheme"]`} {
		if n := len(g.all(one)); n != 1 && one != "title" {
			t.Errorf("%s: got %d of %s, want 1", address, n, one)
		}
	}
	checkFields(t, address, g)
	for n := range g.Descendants() {
		for _, a := range n.Attr {
			if styling.MatchString(a.Key) || strings.HasPrefix(strings.ToLower(a.Val), "javascript:") {
				t.Errorf("%s: got %s=%q", address, a.Key, a.Val)
			}
			if (a.Key == "href" || a.Key == "src" || a.Key == "action") && strings.Contains(a.Val, "//") {
				t.Errorf("%s: got %s, which leads elsewhere", address, a.Val)
			}
		}
	}
	for _, script := range g.all("script") {
		if !strings.HasPrefix(script.attr("src"), "/static/") || !script.has("defer") || script.text() != "" {
			t.Errorf("%s: got a script that is not a file of ours, or that holds the page up", address)
		}
	}
	g.count("style", 0)
}

// checkFields wants a label on every field, a legend on every group, and no id twice.
func checkFields(t *testing.T, address string, g page) {
	t.Helper()
	seen := map[string]bool{}
	for n := range g.Descendants() {
		in := page{Node: n, t: t}
		if id := in.attr("id"); n.Type == html.ElementNode && id != "" {
			if seen[id] {
				t.Errorf("%s: got the id %s twice", address, id)
			}
			seen[id] = true
		}
	}
	for _, f := range slices.Concat(g.all("input"), g.all("textarea"), g.all("select")) {
		kind := f.attr("type")
		labelled := len(g.all(`label[for="`+f.attr("id")+`"]`)) == 1 && f.attr("id") != "" || f.Parent.Data == "label"
		if kind != "hidden" && !labelled {
			t.Errorf("%s: got the field %s without a label", address, f.attr("name"))
		}
		if kind == "radio" && !inside(f, "fieldset") {
			t.Errorf("%s: got the choice %s outside a group", address, f.attr("name"))
		}
		if by := f.attr("aria-describedby"); by != "" && !seen[by] {
			t.Errorf("%s: got %s described by %s, which is not there", address, f.attr("name"), by)
		}
	}
	for _, f := range g.all("fieldset") {
		if len(f.all("legend")) != 1 || f.first("legend").text() == "" {
			t.Errorf("%s: got a group without its question", address)
		}
	}
	for _, f := range g.all("form") {
		choosesAView := f.attr("role") == "search" || f.attr("class") == "marking" // what it sends is an address, and nothing is kept
		if !strings.EqualFold(f.attr("method"), "post") && !choosesAView {
			t.Errorf("%s: got a form that is not sent by POST", address)
		}
	}
}

func inside(g page, tag string) bool {
	for n := g.Parent; n != nil; n = n.Parent {
		if n.Data == tag {
			return true
		}
	}
	return false
}

// maxPage is what a page may weigh on the wire, its stylesheet included.
const maxPage = 40 << 10

func TestPagesAreLight(t *testing.T) {
	p := newPerson(t, morningOf).livedIn(400)
	sheet := p.do(packed(p.open("/").first(`link[rel="stylesheet"]`).attr("href")))
	for _, address := range everyPage(p) {
		p.isLight(address, len(sheet.raw))
	}
}

// isLight fails the test if a page with its stylesheet and scripts weighs too much.
func (p *person) isLight(address string, sheet int) {
	p.t.Helper()
	got, scripts := p.do(packed(address)), 0
	for _, s := range p.open(address).all("script") {
		scripts += len(p.do(packed(s.attr("src"))).raw)
	}
	if n := len(got.raw) + sheet + scripts; n > maxPage {
		p.t.Errorf("%s: got %d bytes with the stylesheet (%d) and scripts (%d), want at most %d", address, n, sheet, scripts, maxPage)
	}
	p.t.Logf("%s: %d bytes, %d of the stylesheet and %d of scripts", address, len(got.raw), sheet, scripts)
}

// maxAssets is what all files that pages refer to may weigh together.
const maxAssets = 150 << 10

func TestAssetsAreLight(t *testing.T) {
	files, err := loadAssets()
	if err != nil {
		t.Fatal(err)
	}
	sum := 0
	for address, file := range files.content {
		t.Logf("%6d %s", len(file.body), address)
		sum += len(file.body)
	}
	if sum > maxAssets {
		t.Errorf("got %d bytes, want at most %d", sum, maxAssets)
	}
	t.Logf("%d bytes together, unpacked", sum)
}

func packed(address string) *http.Request {
	r := getRequest(address)
	r.Header.Set("Accept-Encoding", "gzip")
	return r
}

func TestPackedPagesAreTheSame(t *testing.T) {
	p := newPerson(t, morningOf)
	w := httptest.NewRecorder()
	p.handler.ServeHTTP(w, packed("/settings"))
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(z)
	if err != nil || !bytes.Contains(body, []byte("<h1>Settings</h1>")) {
		t.Errorf("got %.100q, %v", body, err)
	}
}

// Whatever somebody writes stays words on every page that shows it.
func TestHostileWordsStayWords(t *testing.T) {
	const hostile = `"><script>alert(1)</script><img src=x onerror=alert(2)>{{.}}'` + "\u202e"
	p := newPerson(t, threeAM)
	p.press(p.open("/"), "/now", "what=cramp", nil)
	p.setClock(morningOf)
	episode := "/entries/" + string(p.one(charley.KindEpisode).ID)
	p.press(p.open(episode), episode, "", url.Values{"e.note": {hostile}})
	p.press(p.open("/morning"), "/morning", "do=done", url.Values{"note": {hostile}})
	p.press(p.open("/evening"), "/evening", "do=done", url.Values{"note": {hostile}})
	p.press(p.open("/about-you"), "/about-you", "", url.Values{"m.name": {hostile}, "m.dose": {hostile}})
	night := p.open("/nights/2026-11-22")
	p.press(night, "/nights/2026-11-22/away", "", url.Values{"reason": {"other"}, "note": {hostile}})
	ctx, c := p.owner()
	c.Device = hostile
	if _, err := p.app.Change(ctx, c, p.one(charley.KindMorning).ID, map[string]any{"soreness": "no", "device": hostile[:60], "extra": map[string]any{"<b>x</b>": hostile}}); err != nil {
		t.Fatal(err)
	}
	addresses := []string{"/", "/morning", "/evening", "/nights", "/nights/2026-11-22", "/about-you", "/settings?did=saved&entry=%22%3E%3Cscript%3E", episode}
	for _, kind := range charley.Kinds {
		for _, e := range p.entries(kind) {
			addresses = append(addresses, "/entries/"+string(e.ID))
		}
	}
	shown := 0
	for _, address := range addresses {
		g := p.open(address)
		g.count("main script", 0)
		g.count("img", 0)
		g.count("b script", 0)
		if strings.Contains(g.raw, "alert(1)") {
			shown++
		}
	}
	wrong := p.submit(p.open("/settings"), "/settings", "", url.Values{"zone": {hostile}, "bother": {hostile}})
	wrong.count("main script", 0)
	wrong.count("img", 0)
	if shown < 5 {
		t.Errorf("got the words on %d pages, want them shown where they were written", shown)
	}
}

func TestStaticFilesKeepTheirNames(t *testing.T) {
	p := newPerson(t, morningOf)
	address := p.open("/").first(`link[rel="stylesheet"]`).attr("href")
	if !regexp.MustCompile(`^/static/charley\.[0-9a-f]{8}\.css$`).MatchString(address) {
		t.Fatalf("got %s, want a name with a hash of the content", address)
	}
	if got := p.open(address); !strings.HasPrefix(got.header.Get("Content-Type"), "text/css") {
		t.Errorf("got %s", got.header.Get("Content-Type"))
	}
	for _, gone := range []string{"/static/charley.css", "/static/charley.00000000.css", "/static/../web.go"} {
		if got := p.do(getRequest(gone)); got.status == http.StatusOK {
			t.Errorf("got %d for %s", got.status, gone)
		}
	}
}
