package web

import (
	"crypto/tls"
	"net/http"
	"net/netip"
	"path"
	"regexp"
	"strings"
	"testing"
)

// wantHeaders are on every answer, whatever it is. They are written out here, so
// that a change of them is seen twice.
var wantHeaders = map[string]string{
	"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; " +
		"worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types charley",
	"X-Content-Type-Options":       "nosniff",
	"Referrer-Policy":              "same-origin",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Permissions-Policy": "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), " +
		"magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), xr-spatial-tracking=(), " +
		"publickey-credentials-create=(self), publickey-credentials-get=(self), screen-wake-lock=(self)",
}

// neverHeaders would open the diary to other sites, or tell what runs here.
var neverHeaders = []string{"Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Server", "X-Powered-By", "X-Aspnet-Version"}

// mayKeep are the addresses whose answers hold nothing of anybody, so that a
// browser may keep them, with what they say of that. All others are never kept.
var mayKeep = map[string]string{"/shell": "no-cache", "/away": "no-cache", "/shell/clock": "no-cache", "/sw.js": "no-cache", "/manifest.webmanifest": "no-cache"}

// staticFile is an address that changes with what the file holds.
var staticFile = regexp.MustCompile(`^/static/[\w-]+\.[0-9a-f]{8}\.\w+$`)

// wantCache is what an answer says of keeping it.
func wantCache(address string, status int) string {
	switch {
	case status != http.StatusOK && status != http.StatusNotModified:
		return "no-store"
	case staticFile.MatchString(address):
		return "public, max-age=31536000, immutable"
	case mayKeep[address] != "":
		return mayKeep[address]
	}
	return "no-store"
}

// ownStyle is the hash of a style that stands on a page itself.
var ownStyle = regexp.MustCompile(`sha256-[A-Za-z0-9+/]{43}=`)

func TestHeadersOnEveryAnswer(t *testing.T) {
	p := newPerson(t, morningOf)
	asked := everyAddress(t)
	files, err := loadAssets()
	if err != nil {
		t.Fatal(err)
	}
	for address := range files.content {
		asked = append(asked, getRequest(address))
	}
	for _, r := range asked {
		got := p.do(r)
		name := r.Method + " " + r.URL.Path
		for key, want := range wantHeaders {
			has := got.header.Get(key)
			if key == "Content-Security-Policy" && r.URL.Path == "/share/report" && got.status == http.StatusOK {
				// A paper may do less than a page: it has no script, and its style is known by its hash.
				has = ownStyle.ReplaceAllString(has, "HASH")
				want = "default-src 'none'; style-src 'HASH'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
			}
			if has != want {
				t.Errorf("%s (%d): got %s %q, want %q", name, got.status, key, has, want)
			}
		}
		for _, key := range neverHeaders {
			if v := got.header.Get(key); v != "" {
				t.Errorf("%s (%d): got %s %q", name, got.status, key, v)
			}
		}
		if cache, want := got.header.Get("Cache-Control"), wantCache(r.URL.Path, got.status); cache != want {
			t.Errorf("%s (%d): got Cache-Control %q, want %q", name, got.status, cache, want)
		}
		kind := got.header.Get("Content-Type")
		if got.status != http.StatusSeeOther && kind == "" {
			t.Errorf("%s (%d): got no Content-Type", name, got.status)
		}
		if strings.HasPrefix(kind, "text/") && !strings.HasSuffix(strings.ToLower(kind), "; charset=utf-8") {
			t.Errorf("%s (%d): got %q without its letters", name, got.status, kind)
		}
		if got.status >= 500 {
			t.Errorf("%s: got %d", name, got.status)
		}
		if hsts := got.header.Get("Strict-Transport-Security"); hsts != "" {
			t.Errorf("%s: got HSTS %q without HTTPS", name, hsts)
		}
	}
}

// A browser that came by HTTPS comes by nothing else for a year.
func TestHSTSOnEveryAnswerOverHTTPS(t *testing.T) {
	p := newPerson(t, morningOf)
	for _, r := range everyAddress(t) {
		r.TLS = &tls.ConnectionState{}
		if got := p.do(r); got.header.Get("Strict-Transport-Security") != "max-age=31536000" {
			t.Errorf("%s %s (%d): got HSTS %q", r.Method, r.URL.Path, got.status, got.header.Get("Strict-Transport-Security"))
		}
	}
}

// The home's own authority stands for a name that leads to other things too, on
// other ports; a proxy that was named stands for its name alone.
func TestWhoGetsHSTS(t *testing.T) {
	p := newPerson(t, morningOf)
	for _, tc := range []struct {
		name   string
		config Config
		tls    bool
		proto  string // what the proxy says
		want   string
	}{
		{"certificate files", Config{TLS: true}, true, "", onlyTLS},
		{"the home's own authority", Config{TLS: true, Trust: &Trust{}}, true, "", ""},
		{"a named proxy with HTTPS", Config{Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.2/32")}}, false, "https", onlyTLS},
		{"a named proxy without", Config{Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.2/32")}}, false, "http", ""},
	} {
		tc.config.App, tc.config.Knowledge, tc.config.SignIn = p.app, base(t), true
		p.handler = Handler(tc.config)
		r := from("10.0.0.2", "/sign-in")
		if tc.tls {
			r = byTLS(r)
		}
		if tc.proto != "" {
			r.Header.Set("X-Forwarded-Proto", tc.proto)
		}
		if got := p.do(r).header.Get("Strict-Transport-Security"); got != tc.want {
			t.Errorf("%s: got HSTS %q, want %q", tc.name, got, tc.want)
		}
	}
}

// What kind a file is must not depend on the machine that the program runs on.
func TestKindsOfFilesAreKnown(t *testing.T) {
	files, err := loadAssets()
	if err != nil {
		t.Fatal(err)
	}
	for address, file := range files.content {
		if want := fileKinds[path.Ext(address)]; file.kind != want || want == "" {
			t.Errorf("got %s as %q, want %q", address, file.kind, want)
		}
	}
}
