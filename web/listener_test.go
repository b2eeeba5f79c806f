package web

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"charley/homeca"
)

// A wire is a server on one port that speaks HTTPS with an authority of its own.
type wire struct {
	t     *testing.T
	at    string // host and port
	roots *x509.CertPool
	trust *Trust
}

// newWire serves a person's pages over HTTPS on this machine, under its name and address.
func newWire(t *testing.T, c Config) *wire {
	t.Helper()
	now := time.Now()
	names := homeca.Names{DNS: []string{"charley.local"}, IPs: []netip.Addr{netip.MustParseAddr("127.0.0.1")}}
	ca, err := homeca.New(names, now, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	pair, err := ca.Issue(names, now, rand.Reader)
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
	w := &wire{t: t, at: ln.Addr().String(), roots: x509.NewCertPool(), trust: &Trust{Certificate: ca.DER(), Fingerprint: ca.Fingerprint(), Name: ca.Name(), Names: names.String()}}
	root, err := x509.ParseCertificate(ca.DER())
	if err != nil {
		t.Fatal(err)
	}
	w.roots.AddCert(root)
	c.TLS, c.Trust, c.Hosts = true, w.trust, names.DNS
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, Secure(ln, func() *tls.Certificate { return &cert }), Handler(c)) }()
	t.Cleanup(func() {
		cancel()
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(10 * time.Second):
			t.Error("the server did not end")
		}
	})
	return w
}

// client is a browser of a phone, one that trusts the authority or one that was
// not told of it yet. It follows nothing by itself.
func (w *wire) client(trusts bool) *http.Client {
	transport := &http.Transport{ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{RootCAs: x509.NewCertPool()}}
	if trusts {
		transport.TLSClientConfig.RootCAs = w.roots
	}
	w.t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, Timeout: 10 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func (w *wire) get(c *http.Client, address, accept string) (*http.Response, string) {
	w.t.Helper()
	r, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Accept", accept)
	resp, err := c.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return resp, string(body)
}

// One port: the diary over HTTPS, and without it only the way there.
func TestOnePortSpeaksBoth(t *testing.T) {
	p := newPerson(t, morningOf)
	w := newWire(t, Config{App: p.app, Knowledge: base(t)})
	phone := w.client(true)
	resp, body := w.get(phone, "https://"+w.at+"/morning", "text/html")
	if resp.StatusCode != http.StatusOK || resp.ProtoMajor != 2 || !strings.Contains(body, "Morning") || resp.Header.Get("Strict-Transport-Security") != "" || resp.TLS.Version < tls.VersionTLS12 {
		t.Errorf("got %d by %s with HSTS %q over HTTPS", resp.StatusCode, resp.Proto, resp.Header.Get("Strict-Transport-Security"))
	}
	if strings.Contains(body, "plain-http") {
		t.Error("got told what does not work, over HTTPS")
	}
	if _, err := w.client(false).Get("https://" + w.at + "/"); err == nil {
		t.Error("got a phone that trusts an authority it was never told of")
	}

	for _, tc := range []struct {
		name, path, accept string
		status             int
		to                 string
	}{
		{"the first page", "/", "text/html", http.StatusSeeOther, "/trust"},
		{"a bookmark", "/nights?days=91", "text/html,*/*", http.StatusSeeOther, "/trust"},
		{"the page of trust", "/trust", "text/html", http.StatusOK, ""},
		{"the certificate", trustFile, "*/*", http.StatusOK, ""},
		{"a program", "/api/v1/entries", "application/json", http.StatusUpgradeRequired, ""},
		{"a program that takes pages", "/api/v1/entries", "text/html", http.StatusUpgradeRequired, ""},
		{"health", "/healthz", "*/*", http.StatusUpgradeRequired, ""},
		{"an image of the diary that is not there", "/nights/x.svg", "image/*", http.StatusUpgradeRequired, ""},
	} {
		resp, body := w.get(phone, "http://"+w.at+tc.path, tc.accept)
		if resp.StatusCode != tc.status || resp.Header.Get("Location") != tc.to {
			t.Errorf("%s: got %d to %q, want %d to %q", tc.name, resp.StatusCode, resp.Header.Get("Location"), tc.status, tc.to)
		}
		if resp.Header.Get("Strict-Transport-Security") != "" || resp.Header.Get("Content-Security-Policy") != policy {
			t.Errorf("%s: got the wrong headers", tc.name)
		}
		if tc.path == trustFile && (body != string(w.trust.Certificate) || resp.Header.Get("Content-Type") != "application/x-x509-ca-cert") {
			t.Errorf("got another certificate, as %s", resp.Header.Get("Content-Type"))
		}
		if tc.path == "/trust" && (!strings.Contains(body, `href="https://`+w.at+`/"`) || strings.Contains(body, "plain-http") || strings.Contains(body, "<nav")) {
			t.Error("got a page of trust without the way on, or with others")
		}
	}
	posted, err := phone.Post("http://"+w.at+"/now", "application/x-www-form-urlencoded", strings.NewReader("what=cramp&id="+freshID()))
	if err != nil {
		t.Fatal(err)
	}
	posted.Body.Close()
	if posted.StatusCode != http.StatusUpgradeRequired || len(p.entries("episode")) != 0 {
		t.Errorf("got %d for a tap without HTTPS, and %d entries", posted.StatusCode, len(p.entries("episode")))
	}
}

// Whoever connects and says nothing, or half a greeting, holds up nobody else.
func TestTheSilentHoldUpNobody(t *testing.T) {
	if testing.Short() {
		t.Skip("takes 10 seconds: left out by -short")
	}
	p := newPerson(t, morningOf)
	w := newWire(t, Config{App: p.app, Knowledge: base(t)})
	var silent []net.Conn
	began := time.Now()
	for i := range 200 {
		conn, err := net.Dial("tcp", w.at)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if i%2 == 1 {
			if _, err := conn.Write([]byte{tlsHello, 3, 1}); err != nil {
				t.Fatal(err)
			}
		}
		silent = append(silent, conn)
	}
	for range 5 {
		asked := time.Now()
		if resp, _ := w.get(w.client(true), "https://"+w.at+"/", "text/html"); resp.StatusCode != http.StatusOK {
			t.Errorf("got %d beside the silent", resp.StatusCode)
		}
		if took := time.Since(asked); took > 2*time.Second {
			t.Errorf("got an answer after %v, want 2 s at most", took)
		}
	}
	for i, conn := range silent {
		if err := conn.SetReadDeadline(began.Add(30 * time.Second)); err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, conn); err != nil && strings.Contains(err.Error(), "timeout") {
			t.Fatalf("connection %d is open after %v", i, time.Since(began))
		}
	}
}

// A server that ends does not wait for those who say nothing.
func TestTheSilentDoNotHoldUpTheEnd(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, Secure(ln, func() *tls.Certificate { return nil }), http.NotFoundHandler()) }()
	conn, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	time.Sleep(20 * time.Millisecond)
	cancel()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(3 * time.Second):
		t.Error("the server waits for somebody who says nothing")
	}
}

// falteringListener fails a few times as if too many files were open.
type falteringListener struct {
	net.Listener
	left int
}

type tooManyFiles struct{ error }

func (tooManyFiles) Temporary() bool { return true }

func (l *falteringListener) Accept() (net.Conn, error) {
	if l.left > 0 {
		l.left--
		return nil, tooManyFiles{net.UnknownNetworkError("too many open files")}
	}
	return l.Listener.Accept()
}

func TestListeningSurvivesTooManyOpenFiles(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := Secure(&falteringListener{ln, 3}, func() *tls.Certificate { return nil })
	defer s.Close()
	conn, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET / HTTP/1.1\r\n"); err != nil {
		t.Fatal(err)
	}
	got, err := s.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer got.Close()
	first := make([]byte, 5)
	if _, err := io.ReadFull(got, first); err != nil || string(first) != "GET /" {
		t.Errorf("got %q, %v: the first byte was lost", first, err)
	}
}
