package web

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// A hostList holds the names under which the program may be addressed.
//
// A web page on the internet can point a name of its own at a machine at home
// and then counts as the same origin (DNS rebinding), which no check of the
// Origin header notices. Only the Host header gives it away. A bare address
// cannot be pointed elsewhere, so the address that a connection really came to
// is always good.
type hostList struct {
	fixed map[string]bool
	more  func() []string // asked for each request, since a certificate may be taken over that has others; nil: none
}

// newHostList allows this machine's own names and the given ones. A name may
// carry a port, which is ignored: ports do not help against rebinding.
func newHostList(names []string, more func() []string) hostList {
	list := map[string]bool{"localhost": true, "127.0.0.1": true, "::1": true}
	for _, n := range names {
		if a, err := netip.ParseAddr(n); err == nil { // a bare IPv6 address reads like a name with a port
			list[a.Unmap().String()] = true
		} else if name, ok := hostName(n); ok {
			list[name] = true
		}
	}
	return hostList{list, more}
}

// hostName is a Host header without its port, brackets and final dot, in lower
// case; an address in its usual form. ok is false for what no browser sends:
// letters beyond ASCII, a port that is no number, a name with a user before it.
func hostName(host string) (name string, ok bool) {
	if inside, bracketed := strings.CutPrefix(host, "["); bracketed {
		literal, port, closed := strings.Cut(inside, "]")
		a, err := netip.ParseAddr(literal)
		return a.Unmap().String(), closed && err == nil && a.Is6() && a.Zone() == "" && (port == "" || port[0] == ':' && isPort(port[1:]))
	}
	name, port, hasPort := strings.Cut(host, ":")
	if hasPort && !isPort(port) {
		return "", false
	}
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	for _, c := range []byte(name) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '.' && c != '-' && c != '_' {
			return "", false
		}
	}
	return name, name != "" && name[0] != '.' && name[len(name)-1] != '.'
}

// isPort says that s is all digits; a URL may leave the port empty.
func isPort(s string) bool { return len(s) <= 5 && strings.Trim(s, "0123456789") == "" }

// allows says whether the program may be addressed as this request does.
func (l hostList) allows(r *http.Request) bool {
	name, ok := hostName(r.Host)
	if !ok {
		return false
	}
	if l.fixed[name] || l.more != nil && slices.ContainsFunc(l.more(), func(n string) bool {
		n, ok := hostName(n)
		return ok && n == name
	}) {
		return true
	}
	a, err := netip.ParseAddr(name)
	return err == nil && a == ourEnd(r)
}

// ourEnd is the address of ours that a connection came to; the zero address if
// that cannot be told.
func ourEnd(r *http.Request) netip.Addr {
	end, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	if !ok {
		return netip.Addr{}
	}
	return end.AddrPort().Addr().Unmap().WithZone("")
}

// guard answers every request for another name with refused, before routing.
func (l hostList) guard(refused, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !l.allows(r) {
			refused.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// isOwnMachine says that the browser runs where the program does, by the name
// it used: the names that browsers trust even without HTTPS.
func isOwnMachine(r *http.Request) bool {
	name, ok := hostName(r.Host)
	if a, err := netip.ParseAddr(name); err == nil {
		return ok && a.IsLoopback()
	}
	return ok && name == "localhost"
}
