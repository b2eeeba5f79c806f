package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"charley"
	"charley/charleytest"
)

// A sink takes in lines from several at once.
type sink struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *sink) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

func (s *sink) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// logged has all that is logged written to one place, by the pages and below them.
func logged(t *testing.T, p *person, signIn bool) *sink {
	t.Helper()
	s := &sink{}
	log, before := slog.New(slog.NewTextHandler(s, nil)), slog.Default()
	slog.SetDefault(log)
	t.Cleanup(func() { slog.SetDefault(before) })
	p.handler = Handler(Config{App: p.app, Knowledge: base(t), Version: "test", SignIn: signIn, Log: log})
	return s
}

// everywhere sends the canary to every address, in every field that its page has, in the address, and in the headers.
func everywhere(t *testing.T, p *person) {
	t.Helper()
	const word = charleytest.Canary
	pages := p.handler
	p.handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.RemoteAddr = "127.0.0.1:40000" // this machine, which may ask as often as it likes
		pages.ServeHTTP(w, r)
	})
	defer func() { p.handler = pages }()
	for _, r := range everyAddress(t) {
		q := r.Clone(t.Context())
		q.URL.RawQuery = url.Values{"q": {word}, "with": {word}, "next": {"/" + word}, "did": {word}, word: {word}}.Encode()
		q.Header.Set("User-Agent", word)
		q.Header.Set("Referer", "http://localhost/"+word)
		q.Header.Set("Accept-Language", word)
		page := p.do(q)
		for _, f := range page.all(`form[method="post"]`) {
			fill := f.values()
			for name := range fill {
				if name != "id" && name != "night" {
					fill[name] = []string{word + " with more words"}
				}
			}
			for _, name := range []string{"note", "name", "m.name", "m.dose", "other", "question", word} {
				fill.Set(name, word)
			}
			p.post(f.attr("action"), fill)
		}
		if r.Method == http.MethodGet || r.Method == http.MethodHead {
			continue
		}
		body, kind := url.Values{"note": {word}, "name": {word}, "password": {word}, "device": {word}, word: {word}}.Encode(), "application/x-www-form-urlencoded"
		if strings.HasPrefix(r.URL.Path, "/api/") {
			kind = "application/json"
			text, err := json.Marshal(map[string]any{"kind": "episode", "what": "cramp", "start": "2026-11-23T03:10:00+01:00", "note": word, "name": word, "device": word, word: word, "facts": map[string]any{word: word}})
			if err != nil {
				t.Fatal(err)
			}
			body = string(text)
		}
		q = httptest.NewRequest(r.Method, "http://localhost"+strings.ReplaceAll(r.URL.Path, "2026-11-22", word), strings.NewReader(body))
		q.Header.Set("Content-Type", kind)
		q.Header.Set("Authorization", "Bearer "+word)
		p.do(q)
	}
}

// Whatever people write, wherever it goes and whatever goes wrong meanwhile, the log does not have it.
func TestNothingThatIsWrittenIsLogged(t *testing.T) {
	p, sick := newSickPerson(t)
	p.setClock(threeAM)
	log := logged(t, p, false)
	p.press(p.open("/"), "/now", "what=cramp", nil)
	p.setClock(morningOf)
	p.press(p.open("/morning"), "/morning", "do=done", url.Values{"note": {charleytest.Canary}})
	p.press(p.open("/about-you"), "/about-you", "", url.Values{"m.name": {charleytest.Canary}})
	if !strings.Contains(p.open("/nights/2026-11-22").raw+p.open("/about-you").raw, charleytest.Canary) {
		t.Fatal("the word is not in the diary, so nothing can leak")
	}
	odd := errors.New("something that nobody thought of")
	for name, fall := range map[string]func(){
		"a full disk": func() { sick.err = charley.ErrDiskFull }, "an odd error on writing": func() { sick.err = odd }, "an odd error on reading": func() { sick.gone = odd },
	} {
		t.Run(name, func(t *testing.T) {
			fall()
			everywhere(t, p)
			sick.err, sick.gone = nil, nil
		})
	}
	everywhere(t, p) // last, because it sets a password too
	text := log.String()
	for _, word := range []string{charleytest.Canary, strings.Trim(fmt.Sprint([]byte(charleytest.Canary)), "[]"), fmt.Sprintf("%x", charleytest.Canary)} {
		if strings.Contains(strings.ToLower(text), word) {
			t.Errorf("got the word in the log: %s", linesWith(text, word))
		}
	}
	if n := strings.Count(text, odd.Error()); n < 20 {
		t.Errorf("got %d lines of what went wrong, so this was no look at the log: %s", n, text)
	}
}

// linesWith are the lines of a text that hold a word.
func linesWith(text, word string) string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		if strings.Contains(line, word) {
			out = append(out, line)
		}
	}
	return strings.Join(out[:min(len(out), 5)], "\n")
}

// Who is refused is heard of: once a minute of each kind, from where, and without what they wrote or asked for.
func TestRefusalsAreLoggedSeldomAndWithoutContent(t *testing.T) {
	p, _ := lockedOut(t)
	log := logged(t, p, true)
	try := func(status int, change func(*http.Request)) {
		t.Helper()
		r := httptest.NewRequest(http.MethodPost, "http://localhost/sign-in?"+charleytest.Canary, strings.NewReader("password=wrong+"+charleytest.Canary))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		change(r)
		if got := p.do(r); got.status != status {
			t.Errorf("got %d, want %d", got.status, status)
		}
	}
	refusals := map[int]func(*http.Request){
		http.StatusForbidden:          func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
		http.StatusMisdirectedRequest: func(r *http.Request) { r.Host = "evil.example" },
		http.StatusUnauthorized: func(r *http.Request) {
			r.Method, r.URL.Path = http.MethodGet, "/api/v1/entries"
			r.Header.Set("Authorization", "Bearer "+charleytest.Canary+"\nlevel=INFO msg=forged")
		},
	}
	for minute := range 2 {
		for status, change := range refusals {
			for range 3 {
				try(status, change)
			}
		}
		if n := strings.Count(log.String(), "msg=refused"); n != len(refusals)*(minute+1) {
			t.Errorf("got %d lines after minute %d, want one of each kind a minute: %s", n, minute+1, log)
		}
		p.now = p.now.Add(time.Minute)
	}
	for _, never := range []string{charleytest.Canary, "forged", "wrong", "sign-in"} {
		if strings.Contains(log.String(), never) {
			t.Errorf("got %q in the log: %s", never, log)
		}
	}
	if !strings.Contains(log.String(), "status=421") || !strings.Contains(log.String(), "from=192.0.2.1") {
		t.Errorf("got a log that does not say what and from where: %s", log)
	}
}
