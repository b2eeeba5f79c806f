package web

import (
	"bytes"
	"crypto/tls"
	"net/http"
	"strings"
	"testing"
)

var ownAuthority = &Trust{
	Certificate: []byte{0x30, 1}, Name: "Charley at charley.local, 2026-11-23", Names: "charley.local",
	Fingerprint: "8B:02:09:DE:D3:AE:1A:1E:86:44:FF:3E:25:36:A0:7B:22:1B:99:B1:A9:F3:54:D4:DD:09:EF:61:08:73:6E:F4",
}

// fromHome is a request by another machine in the same home.
func fromHome(address string, overTLS bool, agent string) *http.Request {
	r := getRequest(address)
	r.Host = "charley.local:8484"
	r.Header.Set("User-Agent", agent)
	if overTLS {
		r.TLS = &tls.ConnectionState{}
	}
	return r
}

func TestThePageOfTrust(t *testing.T) {
	for _, tc := range []struct {
		name      string
		config    Config
		overTLS   bool
		agent     string
		title     string
		says, not []string
		link      string // to the diary; "" if there is none
		unfolded  string
	}{
		{name: "an iPhone that does not know it", config: Config{TLS: true, Trust: ownAuthority}, agent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Safari/604.1", title: "Trust this Charley",
			says: []string{"Certificate Trust Settings", "8B02", "charley tls show", "It cannot vouch for any website"}, link: "https://charley.local:8484/", unfolded: "iPhone or iPad"},
		{name: "an Android phone", config: Config{TLS: true, Trust: ownAuthority}, agent: "Mozilla/5.0 (Linux; Android 15) Chrome/142 Mobile", title: "Trust this Charley", link: "https://charley.local:8484/", unfolded: "Android"},
		{name: "over HTTPS already", config: Config{TLS: true, Trust: ownAuthority}, overTLS: true, title: "Trust this Charley", says: []string{"This page came over HTTPS"}, link: "https://charley.local:8484/", unfolded: "Computer"},
		{name: "a certificate that all know", config: Config{TLS: true}, title: "Charley over HTTPS", not: []string{"Download"}, link: "https://charley.local:8484/"},
		{name: "no HTTPS", config: Config{SignIn: true}, title: "Charley without HTTPS", says: []string{"charley tls init", "passkeys", "could read"}, not: []string{"Download"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newPerson(t, morningOf)
			tc.config.App, tc.config.Knowledge, tc.config.Hosts = p.app, base(t), []string{"charley.local"}
			p.handler = Handler(tc.config)
			got := p.do(fromHome("/trust", tc.overTLS, tc.agent))
			if got.status != http.StatusOK {
				t.Fatalf("got %d", got.status)
			}
			got.says("h1", tc.title)
			for _, s := range tc.says {
				got.says("main", s)
			}
			for _, s := range tc.not {
				if strings.Contains(got.raw, s) {
					t.Errorf("got %q on the page", s)
				}
			}
			got.count("nav", 0)
			got.count(".plain-http", 0)
			if n := strings.Count(got.raw, `href="https:`); n != len(got.all(`a[href="`+tc.link+`"]`)) || (n == 1) != (tc.link != "") {
				t.Errorf("got %d links to HTTPS, want one to %q", n, tc.link)
			}
			if tc.unfolded != "" {
				got.says("details[open] summary", tc.unfolded)
				got.count("details[open]", 1)
			}
			file := p.do(fromHome(trustFile, tc.overTLS, tc.agent))
			if tc.config.Trust == nil && file.status != http.StatusNotFound {
				t.Errorf("got %d for a certificate that is not there", file.status)
			}
			if tc.config.Trust != nil && (file.header.Get("Content-Type") != caMedia || !bytes.Equal([]byte(file.raw), ownAuthority.Certificate)) {
				t.Errorf("got %q as %s", file.raw, file.header.Get("Content-Type"))
			}
		})
	}
}

// What cannot work without HTTPS is said on every page, and only there.
func TestPagesWithoutHTTPSSaySo(t *testing.T) {
	p := newPerson(t, morningOf)
	p.handler = Handler(Config{App: p.app, Knowledge: base(t), Hosts: []string{"charley.local"}})
	for _, r := range everyAddress(t) {
		if r.Method != http.MethodGet || r.URL.Path == "/shell" || r.URL.Path == "/away" || r.URL.Path == "/shell/clock" || r.URL.Path == "/clock" { // those come from a worker, that is, by HTTPS, and the last says nothing at all
			continue
		}
		for _, tc := range []struct {
			name, host string
			overTLS    bool
			want       int
		}{{"from a phone", "charley.local", false, 1}, {"from a phone over HTTPS", "charley.local", true, 0}, {"on this machine", "localhost:8484", false, 0}, {"on this machine, by address", "[::1]:8484", false, 0}} {
			r := r.Clone(t.Context())
			r.Host = tc.host
			if tc.overTLS {
				r.TLS = &tls.ConnectionState{}
			}
			got := p.do(r)
			if !strings.HasPrefix(got.header.Get("Content-Type"), "text/html") || got.status == http.StatusSeeOther || r.URL.Path == "/trust" ||
				strings.HasSuffix(r.URL.Path, "/report") { // a paper to be taken along says nothing of how it was fetched
				continue
			}
			if n := len(got.all(".plain-http")); n != tc.want {
				t.Errorf("%s, %s (%d): got %d banners, want %d", r.URL.Path, tc.name, got.status, n, tc.want)
			}
		}
	}
}
