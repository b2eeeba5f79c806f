package web

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

// Who says for whom a request is passed on is believed only if it was named.
func TestWhoIsBelievedAboutARequest(t *testing.T) {
	proxies := proxyList{netip.MustParsePrefix("10.0.0.2/32"), netip.MustParsePrefix("10.0.9.0/24"), netip.MustParsePrefix("fd00::2/128")}
	for _, tc := range []struct {
		name   string
		from   string
		header map[string]string
		source string
		host   string
		secure bool
	}{
		{name: "nothing is passed on", from: "192.168.1.9:5000", source: "192.168.1.9", host: "charley.local"},
		{name: "a phone that makes it up", from: "192.168.1.9:5000", header: map[string]string{"X-Forwarded-For": "1.2.3.4", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example"}, source: "192.168.1.9", host: "charley.local"},
		{name: "the proxy", from: "10.0.0.2:5000", header: map[string]string{"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "legs.example"}, source: "192.0.2.7", host: "legs.example", secure: true},
		{name: "the proxy, by IPv6", from: "[fd00::2]:5000", header: map[string]string{"X-Forwarded-For": "2001:db8::7"}, source: "2001:db8::7", host: "charley.local"},
		{name: "the proxy, written as IPv6", from: "[::ffff:10.0.0.2]:5000", header: map[string]string{"X-Forwarded-For": "192.0.2.7"}, source: "192.0.2.7", host: "charley.local"},
		{name: "a proxy that adds to what the phone made up", from: "10.0.0.2:5000", header: map[string]string{"X-Forwarded-For": "1.2.3.4, 192.0.2.7"}, source: "192.0.2.7", host: "charley.local"},
		{name: "two proxies in a row", from: "10.0.0.2:5000", header: map[string]string{"X-Forwarded-For": "1.2.3.4, 192.0.2.7, 10.0.9.1"}, source: "192.0.2.7", host: "charley.local"},
		{name: "only proxies", from: "10.0.0.2:5000", header: map[string]string{"X-Forwarded-For": "10.0.9.5, 10.0.9.1"}, source: "10.0.9.5", host: "charley.local"},
		{name: "a hop that is no address", from: "10.0.0.2:5000", header: map[string]string{"X-Forwarded-For": "192.0.2.7, unknown"}, source: "10.0.0.2", host: "charley.local"},
		{name: "with a port", from: "10.0.0.2:5000", header: map[string]string{"X-Forwarded-For": "192.0.2.7:41000"}, source: "192.0.2.7", host: "charley.local"},
		{name: "two schemes", from: "10.0.0.2:5000", header: map[string]string{"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https, http"}, source: "192.0.2.7", host: "charley.local"},
		{name: "two hosts", from: "10.0.0.2:5000", header: map[string]string{"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Host": "evil.example, legs.example"}, source: "192.0.2.7", host: "charley.local"},
		{name: "RFC 7239", from: "10.0.0.2:5000", header: map[string]string{"Forwarded": `for=1.2.3.4, For="[2001:db8::7]:4711";proto=https;host="legs.example"`}, source: "2001:db8::7", host: "legs.example", secure: true},
		{name: "RFC 7239, hidden", from: "10.0.0.2:5000", header: map[string]string{"Forwarded": `for=_hidden;proto=https`}, source: "10.0.0.2", host: "charley.local", secure: true},
		{name: "RFC 7239, with a comma in quotation marks", from: "10.0.0.2:5000", header: map[string]string{"Forwarded": `for="1.2.3.4, for=5.6.7.8"`}, source: "10.0.0.2", host: "charley.local"},
		{name: "both kinds agree", from: "10.0.0.2:5000", header: map[string]string{"X-Forwarded-For": "192.0.2.7", "Forwarded": "for=192.0.2.7;proto=https"}, source: "192.0.2.7", host: "charley.local", secure: true},
		{name: "the phone made up the other kind", from: "10.0.0.2:5000", header: map[string]string{"X-Forwarded-For": "192.0.2.7", "Forwarded": "for=127.0.0.1;proto=https;host=evil.example"}, source: "10.0.0.2", host: "charley.local"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.RemoteAddr, r.Host = tc.from, "charley.local"
			for k, v := range tc.header {
				r.Header.Set(k, v)
			}
			proxies.arrivals(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				if source(r) != tc.source || r.Host != tc.host || secure(r) != tc.secure {
					t.Errorf("got %s asking %s, secure %v; want %s asking %s, secure %v", source(r), r.Host, secure(r), tc.source, tc.host, tc.secure)
				}
				for _, name := range forwardingHeaders {
					if r.Header.Get(name) != "" {
						t.Errorf("got %s passed on further in", name)
					}
				}
			})).ServeHTTP(httptest.NewRecorder(), r)
		})
	}
}

// A tunnel that somebody opens to a diary without a sign-in leads nowhere.
func TestATunnelNobodyNamedShowsNothing(t *testing.T) {
	p := newPerson(t, morningOf)
	for _, header := range forwardingHeaders {
		p.now = p.now.Add(time.Minute) // what is passed on is limited
		for _, r := range everyAddress(t) {
			r.Header.Set(header, "192.0.2.7")
			got := p.do(r)
			if got.status != http.StatusForbidden {
				t.Errorf("got %d for %s %s with %s, want 403", got.status, r.Method, r.URL.Path, header)
			}
		}
	}
	r := getRequest("/nights")
	r.Header.Set("X-Forwarded-Proto", "https")
	got := p.do(r)
	got.says("h1", "Not through there")
	if got.count("link", 0); got.header.Get("Strict-Transport-Security") != "" {
		t.Error("got HSTS on the word of somebody unknown")
	}
	p.handler = Handler(Config{App: p.app, Knowledge: base(t), SignIn: true})
	if got := p.do(r); strings.Contains(got.raw, "Not through there") {
		t.Error("got it refused although everybody signs in")
	}
}

// Only a program on this machine is this machine: not what a proxy there passes
// on, and not what a proxy says to come from it.
func TestWhatIsPassedOnIsNotThisMachine(t *testing.T) {
	proxies := proxyList{netip.MustParsePrefix("127.0.0.2/32"), netip.MustParsePrefix("10.0.0.2/32")}
	for _, tc := range []struct {
		from, header, value string
		own                 bool
	}{
		{"127.0.0.1:1", "", "", true}, {"[::1]:1", "", "", true}, {"192.168.1.9:1", "", "", false},
		{"127.0.0.1:1", "Via", "1.1 tunnel", false}, {"127.0.0.1:1", "X-Real-Ip", "192.0.2.7", false}, {"127.0.0.1:1", "Cf-Connecting-Ip", "192.0.2.7", false},
		{"127.0.0.2:1", "", "", false}, {"127.0.0.2:1", "Via", "1.1 proxy", false}, {"10.0.0.2:1", "X-Forwarded-For", "127.0.0.1", false},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = tc.from
		if tc.header != "" {
			r.Header.Set(tc.header, tc.value)
		}
		proxies.arrivals(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			if got := arrivalOf(r).own; got != tc.own {
				t.Errorf("%s with %s %s: got this machine %t", tc.from, tc.header, tc.value, got)
			}
		})).ServeHTTP(httptest.NewRecorder(), r)
	}
}

func FuzzForwarded(f *testing.F) {
	for _, s := range []string{`for=1.2.3.4`, `for="[::1]:80";proto=https, for="_x"`, `for="a\"b";;=,"`, `"`, `for=\`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		l := proxyList{netip.MustParsePrefix("10.0.0.0/8")}
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = "10.0.0.2:1"
		r.Header["Forwarded"], r.Header["X-Forwarded-For"] = []string{line}, []string{line}
		l.arrivals(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			if a := arrivalOf(r).source; !a.IsValid() || a.Zone() != "" {
				t.Errorf("got source %v", a)
			}
		})).ServeHTTP(httptest.NewRecorder(), r)
	})
}
