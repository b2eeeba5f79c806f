package cli

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"charley/homeca"
)

// A terminal shows what a running program says.
type terminalText struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *terminalText) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

func (s *terminalText) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// A served is charley serve while it runs.
type served struct {
	out, wrong terminalText
	url        string
}

// serving runs charley serve until the test ends, and waits for its address.
func serving(t *testing.T, args ...string) *served {
	t.Helper()
	s := &served{}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan int, 1)
	go func() {
		env := Env{Getenv: func(string) string { return "" }, Stdin: strings.NewReader(""), Stdout: &s.out, Stderr: &s.wrong, Now: time.Now}
		ended <- Run(ctx, append([]string{"serve"}, args...), env)
	}()
	t.Cleanup(func() {
		stop()
		if code := <-ended; code != exitWell {
			t.Errorf("got code %d: %s", code, s.wrong.String())
		}
	})
	for range 500 {
		if at := regexp.MustCompile(`charley listens on (\S+)`).FindStringSubmatch(s.out.String()); at != nil {
			s.url = at[1]
			return s
		}
		select {
		case code := <-ended:
			ended <- code
			t.Fatalf("got code %d: %s", code, s.wrong.String())
		case <-time.After(10 * time.Millisecond):
		}
	}
	t.Fatalf("got no address: %s", s.wrong.String())
	return nil
}

// With a certificate from files, one port speaks HTTPS, and without it only
// says so.
func TestServeWithACertificateFromFiles(t *testing.T) {
	dir, now := t.TempDir(), time.Now()
	names := homeca.Names{DNS: []string{"legs.example"}, IPs: []netip.Addr{netip.MustParseAddr("127.0.0.1")}}
	ca, err := homeca.New(names, now, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	pair, err := ca.Issue(names, now, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{"cert.pem": pair.Cert, "key.pem": pair.Key}
	for name, body := range files {
		if err := os.WriteFile(filepath.Join(dir, name), body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s := serving(t, "--data", filepath.Join(dir, "diary"), "--listen", "127.0.0.1:0", "--tls-cert", filepath.Join(dir, "cert.pem"), "--tls-key", filepath.Join(dir, "key.pem"))
	roots := x509.NewCertPool()
	root, err := x509.ParseCertificate(ca.DER())
	if err != nil {
		t.Fatal(err)
	}
	roots.AddCert(root)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	defer client.CloseIdleConnections()
	for _, tc := range []struct {
		address, host string
		want          int
	}{
		{s.url, "", http.StatusOK},
		{s.url, "legs.example", http.StatusOK}, // its name is in the certificate
		{s.url, "evil.example", http.StatusMisdirectedRequest},
		{strings.Replace(s.url, "https", "http", 1), "", http.StatusUpgradeRequired},
		{strings.Replace(s.url, "https", "http", 1) + "trust", "", http.StatusOK},
		{strings.Replace(s.url, "https", "http", 1) + "trust/charley-ca.crt", "", http.StatusNotFound}, // an authority that the world knows
	} {
		r, err := http.NewRequest(http.MethodGet, tc.address, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = tc.host
		resp, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != tc.want {
			t.Errorf("got %d for %s under %q, want %d", resp.StatusCode, tc.address, tc.host, tc.want)
		}
	}
	if said := s.wrong.String(); !strings.Contains(said, "chmod 600") {
		t.Errorf("got %q, want a word about the key that everybody may read", said)
	}
}
