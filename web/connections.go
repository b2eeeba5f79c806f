package web

import (
	"net"
	"net/netip"
	"sync"
)

// How many connections may be open. A browser opens about six.
const (
	allConnections = 1024
	perSource      = 64 // from one machine; this one and named proxies may open more
)

// Bounded makes a listener that closes at once what goes beyond the number of
// connections there may be, so that one machine in the network cannot use up
// what there is for all.
func Bounded(ln net.Listener, proxies []netip.Prefix) net.Listener {
	return &bounded{Listener: ln, trusted: proxies, open: map[netip.Prefix]int{}}
}

// A bounded is a listener that counts.
type bounded struct {
	net.Listener
	trusted proxyList

	mu   sync.Mutex
	all  int
	open map[netip.Prefix]int // connections by where they come from
}

// Accept is the next connection there is room for.
func (b *bounded) Accept() (net.Conn, error) {
	for {
		conn, err := b.Listener.Accept()
		if err != nil {
			return nil, err
		}
		from := theirEnd(conn)
		if b.enter(from) {
			return &countedConn{Conn: conn, leave: sync.OnceFunc(func() { b.leave(from) })}, nil
		}
		conn.Close()
	}
}

// theirEnd is where a connection comes from.
func theirEnd(conn net.Conn) netip.Addr {
	end, _ := conn.RemoteAddr().(*net.TCPAddr)
	if end == nil {
		return netip.Addr{}
	}
	return end.AddrPort().Addr().Unmap().WithZone("")
}

func (b *bounded) enter(from netip.Addr) bool {
	key := household(from)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.all >= allConnections || b.open[key] >= perSource && !from.IsLoopback() && !b.trusted.has(from) {
		return false
	}
	b.all++
	b.open[key]++
	return true
}

func (b *bounded) leave(from netip.Addr) {
	key := household(from)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.all--
	if b.open[key]--; b.open[key] == 0 {
		delete(b.open, key)
	}
}

// A countedConn is a connection that is counted until it is closed.
type countedConn struct {
	net.Conn
	leave func()
}

// Close closes the connection and makes room for another.
func (c *countedConn) Close() error {
	c.leave()
	return c.Conn.Close()
}
