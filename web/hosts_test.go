package web

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// goodHosts lead to the diary; hostileHosts are what somebody's trick, or a
// mistake of a router, would send.
var (
	goodHosts = []string{
		"localhost", "localhost:8080", "LOCALHOST:1", "localhost.", "127.0.0.1:8080", "[::1]:8080", "[::1]", "[0:0:0:0:0:0:0:1]:80", "[::ffff:127.0.0.1]",
		"charley.local", "charley.local:80", "charley.local.", "CHARLEY.local:8484", "192.168.1.7", "192.168.1.7:8484", "[fd00::7]:8484",
	}
	hostileHosts = []string{
		"", ".", ":8484", "evil.example", "evil.example:8484", "evil.example.",
		"localhost.evil.example", "127.0.0.1.evil.example", "charley.local.evil.example", "evil.charley.local", "charley.local..", // rebinding by names that look right
		"192.168.1.8", "0.0.0.0", "[::]", "127.0.0.2", "127.1", "2130706433", "0x7f000001", "017700000001", // addresses that are not ours, or odd forms of it
		"[fd00::8]", "[::1", "::1", "[::1%25lo]", "[::1]evil", "[127.0.0.1]", "[localhost]", // forms of IPv6 that are none
		"localhost:80:80", "localhost:8o80", "localhost:-1", "localhost:123456", "localhost:80@evil.example", "127.0.0.1@evil.example", "evil@localhost", // ports and users
		"xn--lcalhost-n4a", "lоcalhost", "ｌｏｃａｌｈｏｓｔ", "charley\u212a.local", "localhost\u3002evil", "ſharley.local", // other scripts
		"localhost,evil.example", "localhost evil.example", "localhost/evil", "localhost#", "localhost?x", "localhost\\evil", "http://localhost", "*", "localhost\x00", "localhost\r\nX: y",
	}
)

func TestHostileNamesReachNothing(t *testing.T) {
	p := newPerson(t, morningOf)
	p.handler = Handler(Config{App: p.app, Knowledge: base(t), Hosts: []string{"Charley.local", "192.168.1.7:8080", "fd00::7"}})
	for _, host := range goodHosts {
		for _, address := range []string{"/", "/healthz", "/api/v1/openapi.json"} {
			r := getRequest(address)
			r.Host = host
			if got := p.do(r); got.status != http.StatusOK {
				t.Errorf("got %d for host %q on %s, want 200", got.status, host, address)
			}
		}
	}
	asked := everyAddress(t)
	for _, host := range hostileHosts {
		for _, r := range asked {
			r := r.Clone(t.Context())
			r.Host = host
			if got := p.do(r); got.status != http.StatusMisdirectedRequest {
				t.Errorf("got %d for host %q on %s %s, want 421", got.status, host, r.Method, r.URL.Path)
			}
		}
	}
	if len(hostileHosts) < 12 {
		t.Errorf("got %d hostile names", len(hostileHosts))
	}
	r := getRequest("/nights")
	r.Host = "evil.example"
	got := p.do(r)
	got.says("h1", "Not under this name")
	if got.count("link", 0); strings.Contains(got.raw, "evil") {
		t.Error("got the other name on the page")
	}
}

// An address is good where a connection really came to it, and nowhere else.
func TestTheAddressThatAConnectionCameToIsGood(t *testing.T) {
	p := newPerson(t, morningOf)
	p.handler = Handler(Config{App: p.app, Knowledge: base(t), SignIn: true})
	for _, tc := range []struct {
		host, ours string
		want       int
	}{
		{"192.168.1.5:8484", "192.168.1.5", 200}, {"192.168.1.5", "192.168.1.5", 200}, {"[fd00::5]:8484", "fd00::5", 200}, {"192.168.1.5", "::ffff:192.168.1.5", 200}, {"[fd00:0::5]", "fd00::5", 200},
		{"192.168.1.6", "192.168.1.5", 421}, {"192.168.1.5.evil.example", "192.168.1.5", 421}, {"0.0.0.0", "192.168.1.5", 421}, {"[fe80::5%25eth0]", "fe80::5%eth0", 421}, {"192.168.1.5", "", 421},
	} {
		r := getRequest("/healthz")
		r.Host = tc.host
		if tc.ours != "" {
			at, err := net.ResolveTCPAddr("tcp", net.JoinHostPort(tc.ours, "8484"))
			if err != nil {
				at = &net.TCPAddr{IP: net.ParseIP("fe80::5"), Zone: "eth0", Port: 8484}
			}
			r = r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, at))
		}
		if got := p.do(r); got.status != tc.want {
			t.Errorf("got %d for %q on a connection to %s, want %d", got.status, tc.host, tc.ours, tc.want)
		}
	}
}

// A certificate with other names is taken over while the program runs.
func TestTheNamesOfACertificateMayChange(t *testing.T) {
	p := newPerson(t, morningOf)
	names := []string{"Charley.local"}
	p.handler = Handler(Config{App: p.app, Knowledge: base(t), Names: func() []string { return names }})
	status := func(host string) int {
		r := getRequest("/healthz")
		r.Host = host
		return p.do(r).status
	}
	if one, two := status("charley.local:8484"), status("two.local"); one != http.StatusOK || two != http.StatusMisdirectedRequest {
		t.Errorf("got %d and %d, want 200 and 421", one, two)
	}
	names = []string{"two.local"}
	if one, two := status("charley.local:8484"), status("two.local"); one != http.StatusMisdirectedRequest || two != http.StatusOK {
		t.Errorf("got %d and %d after the names changed, want 421 and 200", one, two)
	}
}

// On the line a request can name its host in more than one place.
func TestHostileNamesOnTheLine(t *testing.T) {
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
	_, port, err := net.SplitHostPort(ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name, request string
		want          int
	}{
		{"as a browser does", "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n", 200},
		{"another host", "GET /nights HTTP/1.1\r\nHost: evil.example\r\n", 421},
		{"no host", "GET /nights HTTP/1.1\r\n", 400},
		{"an empty host", "GET /nights HTTP/1.1\r\nHost:\r\n", 421},
		{"no host, as of old", "GET /nights HTTP/1.0\r\n", 421},
		{"two hosts", "GET /nights HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n", 400},
		{"a host with a line in it", "GET /nights HTTP/1.1\r\nHost: localhost\r\n evil.example\r\n", 400},
		{"a whole address of another host", "GET http://evil.example/nights HTTP/1.1\r\nHost: localhost\r\n", 421},
		{"a whole address of another host with ours as its user", "GET http://localhost@evil.example/nights HTTP/1.1\r\nHost: localhost\r\n", 421},
		{"a whole address of ours, for another host", "GET http://localhost/healthz HTTP/1.1\r\nHost: evil.example\r\n", 200}, // the address wins, by RFC 9112
		{"a tunnel to another host", "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n", 421},
		{"a forwarded host", "GET /nights HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: localhost\r\n", 421},
		{"a path that looks like a host", "GET //evil.example/nights HTTP/1.1\r\nHost: localhost\r\n", 307},
	} {
		conn, err := net.DialTimeout("tcp", ln.Addr().String(), 5*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := fmt.Fprint(conn, tc.request+"Connection: close\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatalf("%s: %v", tc.name, err)
		}
		resp.Body.Close()
		conn.Close()
		if to := resp.Header.Get("Location"); strings.HasPrefix(to, "//") || strings.Contains(to, ":") {
			t.Errorf("%s: got sent on to %s", tc.name, to)
		}
		if resp.StatusCode != tc.want {
			t.Errorf("%s: got %d, want %d", tc.name, resp.StatusCode, tc.want)
		}
	}
}

func FuzzHostName(f *testing.F) {
	for _, h := range append(goodHosts, hostileHosts...) {
		f.Add(h)
	}
	list := newHostList([]string{"charley.local"}, nil)
	f.Fuzz(func(t *testing.T, host string) {
		name, ok := hostName(host)
		if ok && strings.ContainsAny(name, "@/\\[]% ,#?") || ok && name != strings.ToLower(name) {
			t.Errorf("got %q of %q", name, host)
		}
		if again, still := hostName(name); ok && !strings.Contains(name, ":") && (!still || strings.TrimSuffix(name, ".") != again) {
			t.Errorf("got %q, %v of the name %q", again, still, name)
		}
		r := getRequest("/")
		if r.Host = host; list.allows(r) && !ok {
			t.Errorf("got %q allowed, which cannot be read", host)
		}
	})
}
