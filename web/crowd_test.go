package web

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// from is a request by a machine.
func from(address, path string) *http.Request {
	r := getRequest(path)
	r.RemoteAddr = net.JoinHostPort(address, "40000")
	return r
}

// Who asks far more than a person could is told to wait, and nobody else is.
func TestWhoAsksTooOftenWaits(t *testing.T) {
	p := newPerson(t, morningOf)
	for i := range askBurst {
		if got := p.do(from("192.168.1.66", "/healthz")); got.status != http.StatusOK {
			t.Fatalf("got %d for request %d of a burst, want 200", got.status, i)
		}
	}
	page := p.do(from("192.168.1.66", "/nights"))
	if page.status != http.StatusTooManyRequests || page.header.Get("Retry-After") != "1" || page.header.Get("Cache-Control") != "no-store" {
		t.Errorf("got %d, Retry-After %q", page.status, page.header.Get("Retry-After"))
	}
	page.says("h1", "That was too often")
	program := p.do(from("192.168.1.66", "/api/v1/entries"))
	var problem struct{ Status int }
	if err := json.Unmarshal([]byte(program.raw), &problem); err != nil || problem.Status != http.StatusTooManyRequests || program.header.Get("Retry-After") == "" || program.header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("got %s, %v, for a program", program.raw, err)
	}
	for _, other := range []string{"192.168.1.67", "127.0.0.1", "::1", "fd00::66"} {
		for range 3 {
			if got := p.do(from(other, "/healthz")); got.status != http.StatusOK {
				t.Errorf("got %d for %s, which did not ask too often", got.status, other)
			}
		}
	}
	p.now = p.now.Add(time.Second)
	good := 0
	for range 2 * askRate {
		if p.do(from("192.168.1.66", "/healthz")).status == http.StatusOK {
			good++
		}
	}
	if good != askRate {
		t.Errorf("got %d answers after a second, want %d", good, askRate)
	}
}

// This machine may ask as often as it likes: it brings whole diaries in.
func TestThisMachineIsNotSlowedDown(t *testing.T) {
	p := newPerson(t, morningOf)
	for i := range 2 * askBurst {
		if got := p.do(from("127.0.0.1", "/healthz")); got.status != http.StatusOK {
			t.Fatalf("got %d for request %d", got.status, i)
		}
	}
}

// Every page there is, three times over and without a pause, is within the limit.
func TestAPersonNeverComesNearTheLimit(t *testing.T) {
	p := newPerson(t, morningOf)
	for range 3 { // all in one second
		for _, r := range everyAddress(t) {
			r.RemoteAddr = "192.168.1.5:40000"
			if got := p.do(r); got.status == http.StatusTooManyRequests {
				t.Fatalf("got 429 for %s", r.URL)
			}
		}
	}
}

// One home has very many addresses, and is one source; and however many sources
// there are, only some are remembered.
func TestSourcesAreBounded(t *testing.T) {
	c := newCrowd(func() time.Time { return time.Unix(0, 0) })
	if a, b := c.asker(netip.MustParseAddr("2001:db8::1")), c.asker(netip.MustParseAddr("2001:db8::ffff:1")); a != b {
		t.Error("got two sources for two addresses of one home")
	}
	if a, b := c.asker(netip.MustParseAddr("192.168.1.1")), c.asker(netip.MustParseAddr("192.168.1.2")); a == b {
		t.Error("got one source for two machines")
	}
	often := netip.MustParseAddr("192.168.1.1")
	was := c.asker(often)
	for i := range 20 * mostAsked {
		c.asker(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}))
		if c.asker(often) != was {
			t.Fatal("got a source forgotten that asks all the time")
		}
	}
	if n := len(c.young) + len(c.old); n > mostAsked {
		t.Errorf("got %d sources remembered, want %d at most", n, mostAsked)
	}
	if a := c.asker(netip.Addr{}); a == nil {
		t.Error("got no limit for a source that cannot be told")
	}
}

// stalled is a body that never comes, and a reader that never takes.
type stalled struct{ until chan struct{} }

func (s stalled) Read([]byte) (int, error) {
	<-s.until
	return 0, io.EOF
}

func (s stalled) Close() error { return nil }

func (s stalled) Header() http.Header { return http.Header{} }
func (s stalled) WriteHeader(int)     {}
func (s stalled) Write(b []byte) (int, error) {
	<-s.until
	return len(b), nil
}

// Senders and readers that stall take no place from anybody.
func TestStalledSendersAndReadersTakeNoPlace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(time.Now)
		until := make(chan struct{})
		var waiting sync.WaitGroup
		h := c.guard(status(429), status(503), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			_, _ = io.WriteString(w, "done")
		}))
		for i := range 10 * allAtOnce {
			waiting.Go(func() {
				r := httptest.NewRequest(http.MethodPost, "/", nil)
				r.RemoteAddr = fmt.Sprintf("192.168.%d.%d:1", 1+i%2*i/250, i%250)
				var w http.ResponseWriter = httptest.NewRecorder()
				if i%2 == 0 {
					r.Body = stalled{until}
				} else {
					w = stalled{until}
				}
				h.ServeHTTP(w, r)
			})
		}
		synctest.Wait()
		began := time.Now()
		for range 3 * allAtOnce {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, from("192.168.9.9", "/"))
			if w.Code != http.StatusOK || w.Body.String() != "done" {
				t.Fatalf("got %d beside those that stall", w.Code)
			}
		}
		if took := time.Since(began); took > 0 {
			t.Errorf("got an answer after %v, want no wait", took)
		}
		close(until)
		waiting.Wait()
		if len(c.room) != 0 {
			t.Errorf("got %d places not given back", len(c.room))
		}
	})
}

// When all places are taken by work, who waits too long is told so.
func TestWhoFindsNoPlaceIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(time.Now)
		until := make(chan struct{})
		var working sync.WaitGroup
		h := c.guard(status(429), status(503), http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/long" {
				<-until
			}
		}))
		ask := func(address, path string) int {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, from(address, path))
			if w.Code == http.StatusServiceUnavailable && w.Header().Get("Retry-After") != strconv.Itoa(int(waitLimit/time.Second)) {
				t.Errorf("got Retry-After %q", w.Header().Get("Retry-After"))
			}
			return w.Code
		}
		for range 2 * askAtOnce { // one machine takes only a part
			working.Go(func() { ask("192.168.1.1", "/long") })
		}
		synctest.Wait()
		if got := ask("192.168.1.1", "/"); got != http.StatusServiceUnavailable {
			t.Errorf("got %d for a machine that has too much going on, want 503", got)
		}
		if got := ask("192.168.1.2", "/"); got != http.StatusOK {
			t.Errorf("got %d for another machine, want 200", got)
		}
		for i := range 6 {
			for range askAtOnce {
				working.Go(func() { ask(fmt.Sprintf("192.168.2.%d", i), "/long") })
			}
		}
		synctest.Wait()
		began := time.Now()
		if got := ask("192.168.1.3", "/"); got != http.StatusServiceUnavailable || time.Since(began) != waitLimit {
			t.Errorf("got %d after %v when all places are taken", got, time.Since(began))
		}
		close(until)
		working.Wait()
		if got := ask("192.168.1.3", "/"); got != http.StatusOK || len(c.room) != 0 {
			t.Errorf("got %d afterwards, and %d places not given back", got, len(c.room))
		}
	})
}

// status answers with nothing else.
func status(code int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) })
}

// A machine that opens connections without end gets no more of them, and no
// other machine loses any.
func TestConnectionsAreBounded(t *testing.T) {
	b := &bounded{trusted: proxyList{netip.MustParsePrefix("10.0.0.2/32")}, open: map[netip.Prefix]int{}}
	enter := func(address string, times int) (in int) {
		for range times {
			if b.enter(netip.MustParseAddr(address)) {
				in++
			}
		}
		return in
	}
	for _, tc := range []struct {
		from string
		open int
		want int
	}{
		{"192.168.1.66", 500, perSource}, {"192.168.1.67", 6, 6}, {"2001:db8::1", perSource, perSource}, {"2001:db8::2", 1, 0},
		{"127.0.0.1", 200, 200}, {"10.0.0.2", 200, 200}, {"127.0.0.1", allConnections, allConnections - 2*perSource - 406}, {"192.168.1.68", 1, 0},
	} {
		if got := enter(tc.from, tc.open); got != tc.want {
			t.Errorf("got %d connections from %s, want %d", got, tc.from, tc.want)
		}
	}
	b.leave(netip.MustParseAddr("192.168.1.66"))
	if got := enter("192.168.1.66", 5); got != 1 {
		t.Errorf("got %d connections after one was closed, want 1", got)
	}
}

func TestAConnectionIsCountedUntilItIsClosed(t *testing.T) {
	plain, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ln := Bounded(plain, nil)
	defer ln.Close()
	for range 3 {
		out, err := net.Dial("tcp", ln.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		in, err := ln.Accept()
		if err != nil {
			t.Fatal(err)
		}
		if n := ln.(*bounded).all; n != 1 {
			t.Errorf("got %d connections counted, want 1", n)
		}
		in.Close()
		in.Close()
		out.Close()
	}
	if b := ln.(*bounded); b.all != 0 || len(b.open) != 0 {
		t.Errorf("got %d connections and %d sources counted at the end", b.all, len(b.open))
	}
}
