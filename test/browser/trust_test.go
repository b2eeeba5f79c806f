package browser

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"charley/homeca"
	"charley/web"

	"github.com/chromedp/chromedp"
)

// homeName is what a phone types to get to the house.
const homeName = "charley.local"

// A fortress is a house that speaks HTTPS with an authority of its own.
type fortress struct {
	*house
	authority homeca.Authority
	port      string
}

// newFortress serves a house again, over HTTPS and under a name; nobody has to sign in.
func newFortress(t *testing.T, names ...string) *fortress {
	t.Helper()
	h := newHouse(t, "", 0)
	now := time.Now()
	may := homeca.Names{DNS: []string{homeName}, IPs: []netip.Addr{netip.MustParseAddr("127.0.0.1")}}
	ca, err := homeca.New(may, now, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	pair, err := ca.Issue(may.And(homeca.Names{DNS: names}), now, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := tls.X509KeyPair(pair.Cert, pair.Key)
	if err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	f := &fortress{house: h, authority: ca}
	_, f.port, _ = net.SplitHostPort(ln.Addr().String())
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	pages := web.Handler(web.Config{App: h.app, Knowledge: h.app.Counsel.Base, TLS: true, Hosts: []string{homeName}, Trust: &web.Trust{
		Certificate: ca.DER(), Fingerprint: ca.Fingerprint(), Name: ca.Name(), Names: ca.Mine().String(),
	}})
	go func() { done <- web.Serve(ctx, web.Secure(ln, func() *tls.Certificate { return &cert }), pages) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return f
}

// phone is a browser somewhere else in the home, with folders of its own. One
// that trusts was told of the authority, as the page of trust says.
func (f *fortress) phone(scheme string, trusts bool) *tab {
	f.t.Helper()
	home := f.t.TempDir()
	if trusts {
		certutil, err := exec.LookPath("certutil")
		if err != nil {
			f.t.Skip("certutil is not installed (libnss3-tools): no browser is told to trust a home")
		}
		pair, err := f.authority.Pair()
		if err != nil {
			f.t.Fatal(err)
		}
		file := filepath.Join(home, "charley-ca.crt")
		if err := os.WriteFile(file, pair.Cert, 0o600); err != nil {
			f.t.Fatal(err)
		}
		for _, dir := range []string{filepath.Join(home, ".pki", "nssdb"), filepath.Join(home, ".local", "share", "pki", "nssdb")} {
			if err := os.MkdirAll(dir, 0o700); err != nil {
				f.t.Fatal(err)
			}
			for _, args := range [][]string{{"-N", "--empty-password"}, {"-A", "-n", "home", "-t", "C,,", "-i", file}} {
				if out, err := exec.Command(certutil, append([]string{"-d", "sql:" + dir}, args...)...).CombinedOutput(); err != nil {
					f.t.Fatalf("certutil %v: %v\n%s", args, err, out)
				}
			}
		}
	}
	b := f.openWith(chromedp.Env("HOME="+home, "XDG_DATA_HOME="+filepath.Join(home, ".local", "share")),
		chromedp.Flag("host-resolver-rules", "MAP "+homeName+" 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"))
	b.base = scheme + "://" + homeName + ":" + f.port
	return b
}

// A phone comes without HTTPS, learns how to trust, and is then where a browser
// gives everything.
func TestAPhoneLearnsToTrust(t *testing.T) {
	t.Parallel()
	f := newFortress(t)
	stranger := f.phone("http", false)
	stranger.sees("/nights")
	if at := evaluate[string](stranger, "location.pathname"); at != "/trust" {
		t.Errorf("got to %s, want /trust", at)
	}
	if secure := evaluate[bool](stranger, "isSecureContext || 'serviceWorker' in navigator"); secure {
		t.Error("got a secure context without HTTPS")
	}
	axe, err := os.ReadFile(filepath.FromSlash("node_modules/axe-core/axe.min.js"))
	if err == nil {
		stranger.passesAxe(string(axe), "/trust")
	}
	for _, width := range []int64{320, 390, 1280} {
		stranger.size(width, 844)
		stranger.fits("/trust", width, width == 320)
	}
	stranger.sees("/trust")
	stranger.wantTall("main .button, summary", 44)

	phone := f.phone("https", true)
	phone.sees("/")
	if got := evaluate[string](phone, "[location.protocol, isSecureContext, 'serviceWorker' in navigator, document.querySelectorAll('.plain-http').length].join(' ')"); got != "https: true true 0" {
		t.Errorf("got %q over HTTPS", got)
	}
	if got := evaluate[string](phone, `navigator.serviceWorker.ready.then(r => new URL(r.active.scriptURL).pathname)`); got != "/sw.js" {
		t.Errorf("got the worker %q", got)
	}
}

// The browser itself refuses what the authority may not vouch for, and a phone
// that was told nothing is not taken in.
func TestABrowserHoldsTheAuthorityToItsBounds(t *testing.T) {
	t.Parallel()
	f := newFortress(t)
	for _, tc := range []struct {
		name   string
		trusts bool
		host   string
		want   string
	}{
		{"a phone that was told nothing", false, homeName, "ERR_CERT_AUTHORITY_INVALID"},
		{"another name", true, "other.local", "ERR_CERT_COMMON_NAME_INVALID"},
	} {
		b := f.phone("https", tc.trusts)
		_, err := chromedp.Run(b.ctx, chromedp.Navigate("https://"+tc.host+":"+f.port+"/"))
		if err == nil || tc.host == homeName && !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %s", tc.name, err, tc.want)
		}
		b.forgive()
	}
}
