package web

import (
	"context"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// An arrival is how a request got here.
type arrival struct {
	source  netip.Addr // who asks: the machine itself, or the one that a named proxy names
	secure  bool       // the browser spoke HTTPS, with us or with a named proxy
	own     bool       // a program on this machine asks, and nobody passes it on, as far as can be told
	relayed bool       // something that was not named to us says that it passes the request on
}

type arrivalKey struct{}

// arrivalOf is how a request got here. What was not looked at by arrivals is
// taken as it comes off the line.
func arrivalOf(r *http.Request) arrival {
	if a, ok := r.Context().Value(arrivalKey{}).(arrival); ok {
		return a
	}
	end := lineEnd(r)
	return arrival{source: end, secure: r.TLS != nil, own: end.IsLoopback()}
}

// source is who asks, as a key for limits; it is nobody's name.
func source(r *http.Request) string { return arrivalOf(r).source.String() }

// secure says that nobody on the way could read the request or change it.
func secure(r *http.Request) bool { return arrivalOf(r).secure }

// lineEnd is the machine at the other end of the connection.
func lineEnd(r *http.Request) netip.Addr {
	end, _ := netip.ParseAddrPort(r.RemoteAddr) // the zero address stands for one that cannot be told
	return end.Addr().Unmap().WithZone("")
}

// A proxyList holds the proxies that were named to us. Anybody can write the
// headers that say for whom a request is passed on; only these are believed.
type proxyList []netip.Prefix

func (l proxyList) has(a netip.Addr) bool {
	return slices.ContainsFunc(l, func(p netip.Prefix) bool { return p.Contains(a) })
}

// forwardingHeaders are what a proxy may say about a request. The last three are
// believed of nobody; they only give away that there is one.
var forwardingHeaders = [...]string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Via", "X-Real-Ip", "Cf-Connecting-Ip"}

// passedOn says that a header gives a proxy away.
func passedOn(h http.Header) bool {
	return slices.ContainsFunc(forwardingHeaders[:], func(name string) bool { return h[name] != nil })
}

// arrivals finds out how each request got here, puts the host that the browser
// asked for into it, and takes the headers away, so that nothing further in can
// believe the wrong one.
func (l proxyList) arrivals(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := arrival{source: lineEnd(r), secure: r.TLS != nil}
		host := r.Host
		if l.has(a.source) {
			a, host = l.believe(a, host, forwardingOf(r.Header))
		} else {
			a.relayed = passedOn(r.Header)
			a.own = a.source.IsLoopback() && !a.relayed
		}
		for _, name := range forwardingHeaders {
			r.Header.Del(name)
		}
		r = r.WithContext(context.WithValue(r.Context(), arrivalKey{}, a))
		r.Host = host
		next.ServeHTTP(w, r)
	})
}

// A forwarding is what the headers of one kind say: for whom, nearest to us
// last, and what the browser asked for.
type forwarding struct {
	hops        []string
	proto, host string // "" if they say nothing, or more than one thing
}

// forwardingOf reads both kinds of headers; nil if there are none.
func forwardingOf(h http.Header) []forwarding {
	var out []forwarding
	if h["X-Forwarded-For"] != nil || h["X-Forwarded-Host"] != nil || h["X-Forwarded-Proto"] != nil {
		out = append(out, forwarding{hops: listed(h["X-Forwarded-For"]), proto: only(listed(h["X-Forwarded-Proto"])), host: only(listed(h["X-Forwarded-Host"]))})
	}
	if h["Forwarded"] != nil {
		out = append(out, readForwarded(strings.Join(h["Forwarded"], ",")))
	}
	return out
}

// believe takes over what a named proxy says. If the two kinds of headers name
// different machines, one of them comes from the asker and neither is believed.
func (l proxyList) believe(a arrival, host string, said []forwarding) (arrival, string) {
	if len(said) == 0 {
		return a, host
	}
	from := l.asker(a.source, said[0].hops)
	for _, f := range said[1:] {
		if l.asker(a.source, f.hops) != from {
			return a, host
		}
	}
	a.source = from
	for _, f := range said {
		if f.proto != "" {
			a.secure = strings.EqualFold(f.proto, "https")
		}
		if f.host != "" {
			host = f.host
		}
	}
	return a, host
}

// asker is the last hop that is not one of our proxies: what stands before it in
// the list, the asker may have made up.
func (l proxyList) asker(nearest netip.Addr, hops []string) netip.Addr {
	for _, hop := range slices.Backward(hops) {
		a, ok := hopAddress(hop)
		if !ok {
			return nearest
		}
		if nearest = a; !l.has(a) {
			return a
		}
	}
	return nearest
}

// hopAddress reads an address with or without port and brackets.
func hopAddress(s string) (netip.Addr, bool) {
	if at, err := netip.ParseAddrPort(s); err == nil {
		return at.Addr().Unmap().WithZone(""), true
	}
	a, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(s, "["), "]"))
	return a.Unmap().WithZone(""), err == nil
}

// listed are the values of a header that may hold several, over several lines.
func listed(lines []string) []string {
	var out []string
	for _, line := range lines {
		for v := range strings.SplitSeq(line, ",") {
			if v = strings.TrimSpace(v); v != "" {
				out = append(out, v)
			}
		}
	}
	return out
}

// only is the one value of a list, or "": of two, one may be the asker's own.
func only(list []string) string {
	if len(list) != 1 {
		return ""
	}
	return list[0]
}

// readForwarded reads the header of RFC 7239.
func readForwarded(line string) forwarding {
	var f forwarding
	var protos, hosts []string
	for _, element := range splitQuoted(line, ',') {
		for _, pair := range splitQuoted(element, ';') {
			key, value, _ := strings.Cut(strings.TrimSpace(pair), "=")
			if value = unquoted(value); value == "" {
				continue
			}
			switch strings.ToLower(key) {
			case "for":
				f.hops = append(f.hops, value)
			case "proto":
				protos = append(protos, value)
			case "host":
				hosts = append(hosts, value)
			}
		}
	}
	f.proto, f.host = only(protos), only(hosts)
	return f
}

// splitQuoted splits at sep, but not inside quotation marks.
func splitQuoted(s string, sep byte) []string {
	var out []string
	from, quoted := 0, false
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quoted:
			i++
		case s[i] == '"':
			quoted = !quoted
		case s[i] == sep && !quoted:
			out, from = append(out, s[from:i]), i+1
		}
	}
	return append(out, s[from:])
}

// unquoted is a value without its quotation marks. Addresses and names need no
// escapes, so a value with one is read as none.
func unquoted(s string) string {
	if len(s) >= 2 && s[0] == '"' && s[len(s)-1] == '"' {
		s = s[1 : len(s)-1]
	}
	if strings.ContainsAny(s, `"\`) {
		return ""
	}
	return s
}

// unrelayed refuses what somebody unknown passes on. Where nobody has to sign
// in, a tunnel that was opened to this machine would open the diary to everyone.
func unrelayed(refused, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if arrivalOf(r).relayed {
			refused.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}
