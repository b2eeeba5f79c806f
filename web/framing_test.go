package web

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// Where one message ends and the next begins is read in one way only, or a proxy and the program could disagree about
// whose request it is. After such a message nothing more is read from the connection.
func TestNoMessageIsSmuggled(t *testing.T) {
	p := newPerson(t, morningOf)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, ln, p.handler) }()
	defer func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}()
	const next = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
	for _, tc := range []struct {
		name, headers, body string
		answers             int // with that of the second request; 1: the first was refused, and the second not read
	}{
		{"as it should be", "Content-Length: 4\r\n", "a=bc", 2},
		{"in pieces", "Transfer-Encoding: chunked\r\n", "4\r\na=bc\r\n0\r\n\r\n", 2},
		{"two lengths", "Content-Length: 4\r\nContent-Length: 5\r\n", "a=bc", 1},
		{"a length and a list of them", "Content-Length: 4, 5\r\n", "a=bc", 1},
		{"a length with a sign", "Content-Length: +4\r\n", "a=bc", 1},
		{"a length with a space before the colon", "Content-Length : 4\r\n", "a=bc", 1},
		{"pieces of another kind", "Transfer-Encoding: xchunked\r\n", "4\r\na=bc\r\n0\r\n\r\n", 1},
		{"pieces twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "4\r\na=bc\r\n0\r\n\r\n", 1},
		{"pieces, then something else", "Transfer-Encoding: chunked, identity\r\n", "4\r\na=bc\r\n0\r\n\r\n", 1},
		{"a piece of a size that is none", "Transfer-Encoding: chunked\r\n", "4x\r\na=bc\r\n0\r\n\r\n", 1},
		{"pieces and a length, which does not count", "Content-Length: 200\r\nTransfer-Encoding: chunked\r\n", "4\r\na=bc\r\n0\r\n\r\n", 2},
	} {
		conn, err := net.DialTimeout("tcp", ln.Addr().String(), 5*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		if err := conn.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(conn, "POST /palette HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"+tc.headers+"\r\n"+tc.body+next)
		got := statuses(conn)
		conn.Close()
		if len(got) > tc.answers || tc.answers == 2 && len(got) != 2 || tc.answers == 1 && len(got) == 1 && got[0] < 400 {
			t.Errorf("%s: got the answers %v, want %d", tc.name, got, tc.answers)
		}
	}
}

// statuses are those of all answers on a connection.
func statuses(conn io.Reader) (out []int) {
	in := bufio.NewReader(conn)
	for {
		resp, err := http.ReadResponse(in, nil)
		if err != nil {
			return out
		}
		_, err = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		if out = append(out, resp.StatusCode); err != nil {
			return out
		}
	}
}

// TLS of today only, the newest where both can, and no cipher whose sessions open later with the certificate's key.
func TestOnlyNewTLS(t *testing.T) {
	p := newPerson(t, morningOf)
	w := newWire(t, Config{App: p.app, Knowledge: base(t)})
	for _, tc := range []struct {
		name   string
		config *tls.Config
		want   uint16 // 0: refused
	}{
		{"all that a client of today can", &tls.Config{}, tls.VersionTLS13},
		{"TLS 1.2", &tls.Config{MaxVersion: tls.VersionTLS12}, tls.VersionTLS12},
		{"TLS 1.1", &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}, 0},
		{"TLS 1.2 without forward secrecy", &tls.Config{MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{tls.TLS_RSA_WITH_AES_128_CBC_SHA, tls.TLS_RSA_WITH_AES_256_GCM_SHA384}}, 0},
		{"TLS 1.2 with RC4 or triple DES", &tls.Config{MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{tls.TLS_ECDHE_RSA_WITH_RC4_128_SHA, tls.TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA}}, 0},
	} {
		tc.config.RootCAs = w.roots
		conn, err := tls.Dial("tcp", w.at, tc.config)
		got := uint16(0)
		if err == nil {
			got = conn.ConnectionState().Version
			conn.Close()
		}
		if got != tc.want {
			t.Errorf("%s: got %#x (%v), want %#x", tc.name, got, err, tc.want)
		}
	}
}

// There is no TRACE, no list of files, and nothing meant for developers.
func TestNothingIsShownThatNobodyMeantTo(t *testing.T) {
	p := newPerson(t, morningOf)
	for _, address := range []string{"/static/", "/static", "/debug/pprof/", "/debug/vars", "/metrics", "/.git/HEAD", "/.env", "/go.mod", "/docs", "/api/docs", "/api/v1/docs", "/api/v1/schemas", "/openapi.json", "/static/../go.mod", "/backups/", "/charley.db"} {
		if got := p.do(getRequest(address)); got.status < 300 {
			t.Errorf("GET %s: got %d", address, got.status)
		}
	}
	for _, r := range everyAddress(t) {
		r.Method = http.MethodTrace
		r.Header.Set("X-Secret", "echoed")
		if got := p.do(r); got.status < 300 || strings.Contains(got.raw, "echoed") {
			t.Errorf("TRACE %s: got %d", r.URL.Path, got.status)
		}
	}
}
