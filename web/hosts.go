package web

import (
	"net"
	"net/http"
	"strings"
)

// A hostList holds the names under which the program may be addressed.
//
// A web page on the internet can point a name of its own at a machine at home
// and then counts as the same origin (DNS rebinding), which no check of the
// Origin header notices. Only the Host header gives it away.
type hostList map[string]bool

// newHostList allows this machine's own names and the given ones. A name may
// carry a port, which is ignored: ports do not help against rebinding.
func newHostList(names []string) hostList {
	list := hostList{"localhost": true, "127.0.0.1": true, "::1": true}
	for _, n := range names {
		list[hostName(n)] = true
	}
	return list
}

// hostName is a Host header without its port, brackets and final dot, in lower case.
func hostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if strings.HasPrefix(host, "[") && strings.HasSuffix(host, "]") {
		host = host[1 : len(host)-1]
	}
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

// guard answers every request for another name with refused, before routing.
func (l hostList) guard(refused, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !l[hostName(r.Host)] {
			refused.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}
