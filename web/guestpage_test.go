package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

const annas = "/people/anna"

// aGuest may look at the nights of Anna, and log in her diary.
func aGuest() guestPage {
	return guestPage{prefix: annas, path: "/nights", banner: []byte("<p>BANNER</p>"), may: func(method, address string) bool {
		path, _, _ := strings.Cut(address, "?")
		return method == "GET" && (path == "/nights" || strings.HasPrefix(path, "/nights/") || path == "/") || method == "POST" && path == "/now"
	}}
}

func TestAPageBecomesOneOfAnothersDiary(t *testing.T) {
	for name, c := range map[string]struct{ page, want string }{
		"a link":                        {`<a href="/nights/2026-11-22?x=1&amp;y=2#z">x</a>`, `<a href="/people/anna/nights/2026-11-22?x=1&amp;y=2#z">x</a>`},
		"the first page":                {`<a href="/">x</a>`, `<a href="/people/anna/">x</a>`},
		"written without care":          {"<A  class=x\n HREF = '/nights' id=y>x</A>", "<A  class=x\n href=\"/people/anna/nights\" id=y>x</A>"},
		"without quotes":                {`<a href=/nights>x</a>`, `<a href="/people/anna/nights">x</a>`},
		"written in entities":           {`<a href="&#47;nights">x</a>`, `<a href="/people/anna/nights">x</a>`},
		"a place on the page":           {`<a href="#main">x</a>`, `<a href="#main">x</a>`},
		"another view":                  {`<a href="?days=91">x</a>`, `<a href="?days=91">x</a>`},
		"a reload":                      {`<a href="">x</a>`, `<a href="">x</a>`},
		"a telephone":                   {`<a href="tel:112">x</a>`, `<a href="tel:112">x</a>`},
		"a paper":                       {`<a href="https://doi.org/10.1/x">x</a>`, `<a href="https://doi.org/10.1/x">x</a>`},
		"the way back":                  {`<a href="/people">x</a>`, `<a href="/people">x</a>`},
		"the stylesheet":                {`<link rel="stylesheet" href="/static/x.css">`, `<link rel="stylesheet" href="/static/x.css">`},
		"a page that is closed":         {`<li><a class="row" href="/settings">x</a></li>`, `<li><a class="row" >x</a></li>`},
		"a button to one":               {`<p><a class="big button" href="/settings">x</a></p>`, `<p></p>`},
		"a way to one":                  {`<nav><li><a href="/settings">x</a></li><li><a href="/nights">y</a></li></nav><a href="/settings">z</a>`, `<nav><li></li><li><a href="/people/anna/nights">y</a></li></nav><a >z</a>`},
		"into a second diary":           {`<a href="/people/ben/nights">x</a>`, `<a >x</a>`},
		"to another host":               {`<a href="//evil.example/">x</a>`, `<a >x</a>`},
		"to another host, by mistake":   {`<a href="/\evil.example/">x</a>`, `<a >x</a>`},
		"out of the diary":              {`<a href="/nights/../../../settings">x</a>`, `<a >x</a>`},
		"out of the diary, in percent":  {`<a href="/nights/%2E%2e/x">x</a>`, `<a >x</a>`},
		"a path that begins nowhere":    {`<a href="nights">x</a>`, `<a >x</a>`},
		"a script in an address":        {`<a href="javascript:x">x</a>`, `<a >x</a>`},
		"an address with a line in it":  {"<a href=\"/nig\nhts\">x</a>", `<a >x</a>`},
		"the same thing twice":          {`<a href="/nights" href="/settings">x</a>`, `<a href="/people/anna/nights" >x</a>`},
		"a form that may be sent":       {`<form method="post" action="/now"><button>x</button></form>`, `<form method="post" action="/people/anna/now"><button>x</button></form>`},
		"a form that may not":           {`a<form method="POST" action="/morning"><form><p>x</p></form>b`, `ab`},
		"a form without an address":     {`a<form method="post"><p>x</p></form>b`, `ab`},
		"a form that chooses a view":    {`<form action="/nights"><button formaction="/settings">x</button></form>`, `<form action="/people/anna/nights"><button formaction="/people/anna/settings">x</button></form>`},
		"a script":                      {`a<script src="/static/x.js">"</a>"</script>b<script>x`, `ab`},
		"what is for no script":         {`a<noscript><a href="/settings">x</a></noscript>b`, `ab`},
		"a page in a page":              {`a<iframe srcdoc="<a href=/>"></iframe>b<object data="/x"><object></object>c</object>d`, `abd`},
		"several sizes of a picture":    {`<img src="data:image/png;base64,x" srcset="/x 2x">`, `<img src="data:image/png;base64,x" >`},
		"an address for a script":       {`<b data-go="/nights" data-note="/ x">x</b>`, `<b data-go="/people/anna/nights" data-note="/ x">x</b>`},
		"what a phone keeps":            {`<link rel="manifest" href="/manifest.webmanifest"><link rel=icon href="/static/x.svg">`, `<link rel=icon href="/static/x.svg">`},
		"a page that goes on by itself": {`<meta http-equiv="Refresh" content="0; url=/settings"><meta charset="utf-8">`, `<meta charset="utf-8">`},
		"where addresses begin":         {`<base href="/x/">`, ``},
		"a drawing":                     {`<svg><a xlink:href="/nights"><path d="M0 0"/></a></svg>`, `<svg><a xlink:href="/people/anna/nights"><path d="M0 0"/></a></svg>`},
		"words":                         {`<p title='/settings'>/settings &amp; <!-- /x --> é</p><textarea>/x <a href="/x"></textarea>`, `<p title='/settings'>/settings &amp; <!-- /x --> é</p><textarea>/x <a href="/x"></textarea>`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := string(aGuest().of([]byte(c.page))); got != "<p>BANNER</p>"+c.want {
				t.Errorf("got  %s\nwant %s", got, "<p>BANNER</p>"+c.want)
			}
		})
	}
}

// Only the link that skips to the page comes before it, because it must come first for who uses keys.
func TestTheBannerStandsBeforeAllElse(t *testing.T) {
	for page, want := range map[string]string{
		`<html><body class="x"><a href="#main">x</a><nav>z</nav><main>y</main>`: `<html><body class="x"><a href="#main">x</a><p>BANNER</p><nav>z</nav><main>y</main>`,
		`<title>x</title><main><h1>y</h1></main>`:                               `<title>x</title><p>BANNER</p><main><h1>y</h1></main>`,
		`<html><body class="x"><h1>y</h1></body>`:                               `<html><body class="x"><p>BANNER</p><h1>y</h1></body>`,
	} {
		if got := string(aGuest().of([]byte(page))); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestWhereAnAnswerSendsOnTo(t *testing.T) {
	for at, want := range map[string]string{
		"": "", "/": "/people/anna/", "/entries/x/running?did=saved": "/people/anna/entries/x/running?did=saved", "/confirm?next=%2Fpeople%2Fanna%2Fnights": "/confirm?next=%2Fpeople%2Fanna%2Fnights",
		"//evil.example": "/people/anna/", "/people/ben/": "/people/anna/", "/../settings": "/people/anna/", "nights": "/people/anna/",
	} {
		h := http.Header{}
		if at != "" {
			h.Set("Location", at)
		}
		if guestLocation(annas, h); h.Get("Location") != want {
			t.Errorf("%q: got %q, want %q", at, h.Get("Location"), want)
		}
	}
}

// A piece is a part of a page as it is written, and as it is understood.
type piece struct {
	html.Token
	raw string
}

func piecesOf(page string) (out []piece) {
	z := html.NewTokenizer(strings.NewReader(page))
	for z.Next() != html.ErrorToken {
		raw := string(z.Raw())
		out = append(out, piece{z.Token(), raw})
	}
	return out
}

// stray finds what must not be on a page of another's diary.
func stray(g guestPage, page string) (found []string) {
	for _, k := range piecesOf(page) {
		if k.Type != html.StartTagToken && k.Type != html.SelfClosingTagToken {
			continue
		}
		if slices.Contains(dropped, k.Data) {
			found = append(found, k.raw)
		}
		for _, a := range k.Attr {
			name := a.Key
			if a.Namespace != "" {
				name = a.Namespace + ":" + a.Key
			}
			if !slices.Contains(addressed, name) {
				continue
			}
			own := strings.HasPrefix(a.Val, g.prefix+"/") && addressOf(strings.TrimPrefix(a.Val, g.prefix)) == addressDiary
			if kind := addressOf(a.Val); !own && (kind == addressDiary || kind == addressOdd) {
				found = append(found, name+"="+a.Val)
			}
		}
	}
	return found
}

// changedOnlyThere says whether a page holds what another does in its order, with
// nothing else changed than attributes that may be, and perhaps less of it.
func changedOnlyThere(before, after string) bool {
	old, at := unchanging(before), 0
	for _, k := range unchanging(after) {
		for at < len(old) && old[at] != k {
			at++
		}
		if at++; at > len(old) {
			return false
		}
	}
	return true
}

// unchanging is a page cut up: its tags without the attributes that may change, and
// all else byte for byte, because words meet where something between them is gone.
func unchanging(page string) (out []string) {
	for _, k := range piecesOf(page) {
		switch k.Type {
		case html.StartTagToken, html.SelfClosingTagToken:
			out = append(out, withAttributes(k.raw, attributesOf(k.raw), func(a attribute) (string, bool) {
				changes := slices.Contains(addressed, a.name) || slices.Contains(crammed, a.name) || strings.HasPrefix(a.name, "data-")
				return a.value, !changes
			}))
		case html.TextToken:
			out = append(out, strings.Split(k.raw, "")...)
		default:
			out = append(out, k.raw)
		}
	}
	return out
}

// Every page of the program as it is read in another's diary.
func TestEveryPageCanBeOneOfAnothersDiary(t *testing.T) {
	p := newPerson(t, morningOf).livedIn(120)
	g := aGuest()
	g.banner = nil
	for _, address := range everyPage(p) {
		before := p.open(address).raw
		after := string(g.of([]byte(before)))
		if found := stray(g, after); found != nil {
			t.Errorf("%s: got %q", address, found)
		}
		if !changedOnlyThere(before, after) {
			t.Errorf("%s: more was changed than addresses", address)
		}
		for _, k := range piecesOf(before) { // what is taken away for being odd would be missed
			for _, a := range k.Attr {
				if slices.Contains(addressed, a.Key) && addressOf(a.Val) == addressOdd {
					t.Errorf("%s: %s=%q is odd", address, a.Key, a.Val)
				}
			}
		}
	}
}

// Whatever stands on a page, no address leads out of the diary, and what is not
// an address stays as it was. It is read back with the tokenizer that cut it up.
func FuzzPageOfAnothersDiary(f *testing.F) {
	for _, seed := range []string{
		`<a href="/nights">x</a>`, `<a href='/nights' =x / y=/settings>`, `<body><main><form method=post action=/now><input></form>`, `<script>"</script>`, `<!-- <a href="/x"> --><title>/x</title>`,
		"<a\thref\n=\n/nights>", `<a href="/settings&quot; x="y">`, `<svg><title><a href="/x"></title></svg>`, `<nav><a href="/x"><nav></a></nav>`, `<object><object></object>x`, "<A \xff>", "<a HREK=/x>", "<A \x00>", `<a href="/x" href="/y" HREF=/z>`, "<a href=\"/x\r\ny\">",
	} {
		f.Add(seed)
	}
	g := aGuest()
	g.banner = nil
	f.Fuzz(func(t *testing.T, page string) {
		for _, k := range piecesOf(page) {
			if k.Type == html.StartTagToken || k.Type == html.SelfClosingTagToken {
				sameAttributes(t, k)
			}
		}
		after := string(g.of([]byte(page)))
		if found := stray(g, after); found != nil {
			t.Errorf("got %q", found)
		}
		if !changedOnlyThere(page, after) {
			t.Errorf("more was changed than addresses:\n%q\n%q", page, after)
		}
		if again := string(g.of([]byte(after))); len(again) > len(after) {
			t.Errorf("got another page the second time: %q", again)
		}
	})
}

// sameAttributes holds attributesOf to what the tokenizer found in the same tag.
func sameAttributes(t *testing.T, k piece) {
	t.Helper()
	var got []attribute
	for _, a := range attributesOf(k.raw) {
		if !hasAttribute(got, a.name) { // the tokenizer leaves out what a browser does: a second of one name
			got = append(got, a)
		}
	}
	if len(got) != len(k.Attr) {
		t.Fatalf("%q: got %d attributes, want %d", k.raw, len(got), len(k.Attr))
	}
	// The tokenizer writes two signs anew that no page of ours has: the one with number 0, and a return without a new line.
	anew := strings.NewReplacer("\x00", "\ufffd", "\r\n", "\n", "\r", "\n").Replace
	for i, a := range got {
		if want := k.Attr[i]; anew(a.name) != want.Key || anew(a.value) != want.Val {
			t.Errorf("%q: got %q=%q, want %q=%q", k.raw, a.name, a.value, want.Key, want.Val)
		}
	}
}
