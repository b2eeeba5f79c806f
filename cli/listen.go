package cli

import (
	"errors"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"syscall"

	"charley/homeca"
)

// usualAddress is where serve listens if nothing is said.
const usualAddress = "127.0.0.1:8484"

// A listening is an address on this machine to be reached at.
type listening struct {
	ip   netip.Addr // unspecified: at all addresses of this machine
	port string
}

func (l listening) String() string { return net.JoinHostPort(l.ip.String(), l.port) }

// loopback says that only this machine itself can get there.
func (l listening) loopback() bool { return l.ip.IsLoopback() }

// homeAddresses are the addresses that others reach it at.
func (l listening) homeAddresses() homeca.Names {
	if l.ip.IsUnspecified() {
		return homeAddresses()
	}
	if l.ip.IsLinkLocalUnicast() || !homeca.AtHome(l.ip) {
		return homeca.Names{}
	}
	return homeca.Names{IPs: []netip.Addr{l.ip}}
}

// listenAddress is where to listen: from the flag, the environment, or the usual address.
func (p *program) listenAddress(flag, usual string) (listening, error) {
	addr := flag
	if addr == "" {
		addr = p.env.Getenv("CHARLEY_LISTEN")
	}
	if addr == "" {
		addr = usual
	}
	host, port, err := net.SplitHostPort(addr)
	if n, bad := strconv.Atoi(port); err != nil || bad != nil || n < 0 || n > 65535 {
		return listening{}, usage("%q is not an address to listen on. Type one like %s.", addr, usualAddress)
	}
	switch host {
	case "localhost":
		host = "127.0.0.1"
	case "", "*":
		host = "::" // IPv4 and IPv6, as other programs read it
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return listening{}, usage("%q is not an address of this machine. Type one like %s, or 0.0.0.0:%s for all its addresses.", host, usualAddress, port)
	}
	return listening{ip: ip.Unmap(), port: port}, nil
}

// loopbackAddress is listenAddress for what only this machine may reach.
func (p *program) loopbackAddress(flag, usual string) (listening, error) {
	l, err := p.listenAddress(flag, usual)
	if err == nil && !l.loopback() {
		return l, usage("%s could be reached from other machines, and what is made up needs no sign-in, so it is shown on this machine only. Type --listen 127.0.0.1:%s", l, l.port)
	}
	return l, err
}

// listen opens the port.
func listen(at listening) (net.Listener, error) {
	network := "tcp"
	if at.ip.Is4() {
		network = "tcp4" // 0.0.0.0 is not asked to be IPv6, too
	}
	ln, err := net.Listen(network, at.String())
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, failed(err, "Something else on this machine uses %s already. If it is not Charley, choose another port, such as --listen 127.0.0.1:8485", at)
	case errors.Is(err, syscall.EACCES):
		return nil, failed(err, "This user may not use %s. Choose a port above 1023, such as --listen 127.0.0.1:8484", at)
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return nil, failed(err, "This machine does not have the address %s. Type one of its own, or 0.0.0.0:%s for all of them.", at.ip, at.port)
	case err != nil:
		return nil, failed(err, "Charley cannot listen on %s: %v.", at, err)
	}
	return ln, nil
}

// hosts are the names to be reached by, from the flag or the environment.
func (p *program) hosts(typed []string) ([]string, error) {
	list := p.several(typed, "CHARLEY_HOSTS")
	for i, name := range list {
		list[i] = strings.ToLower(name)
		_, err := netip.ParseAddr(name)
		if err != nil && (strings.Trim(list[i], "abcdefghijklmnopqrstuvwxyz0123456789-_.") != "" || strings.HasPrefix(name, ".")) {
			return nil, usage("--host must be a name or an address that you type into the browser, like legs.example, without https:// and without a port. You typed %q.", name)
		}
	}
	return list, nil
}

// proxies are those who may say for whom they pass requests on.
func (p *program) proxies(typed []string) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, text := range p.several(typed, "CHARLEY_PROXIES") {
		prefix, err := netip.ParsePrefix(text)
		if a, bad := netip.ParseAddr(text); bad == nil {
			prefix, err = netip.PrefixFrom(a.Unmap(), a.Unmap().BitLen()), nil
		}
		if err != nil || prefix.Addr().Is4In6() {
			return nil, usage("--proxy must be an address like 10.0.0.2, or a range like 10.0.0.0/24. You typed %q.", text)
		}
		if prefix.Bits() == 0 {
			return nil, usage("--proxy %s would believe everybody who says that they are a proxy. Name the address of yours.", text)
		}
		out = append(out, prefix.Masked())
	}
	return out, nil
}

// several is what was typed, or a list in the environment with commas or spaces between.
func (p *program) several(typed []string, variable string) []string {
	if len(typed) > 0 {
		return typed
	}
	return strings.FieldsFunc(p.env.Getenv(variable), func(r rune) bool { return r == ',' || r == ' ' })
}
