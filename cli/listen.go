package cli

import (
	"errors"
	"net"
	"strconv"
	"syscall"
)

// usualAddress is where serve listens if nothing is said.
const usualAddress = "127.0.0.1:8484"

// listenAddress is the address to listen on: from the flag, the environment, or
// the usual one. Anything but this machine's own loopback is a usage error,
// because whoever can reach the pages can read the diary.
func (p *program) listenAddress(flag, usual string) (string, error) {
	addr := flag
	if addr == "" {
		addr = p.env.Getenv("CHARLEY_LISTEN")
	}
	if addr == "" {
		return usual, nil
	}
	host, port, err := net.SplitHostPort(addr)
	if n, bad := strconv.Atoi(port); err != nil || bad != nil || n < 0 || n > 65535 {
		return "", usage("%q is not an address to listen on. Type one like %s.", addr, usualAddress)
	}
	if host == "localhost" {
		host = "127.0.0.1"
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return "", usage("%s could be reached from other machines, and Charley has no sign-in yet, so it listens on this machine only. Type --listen 127.0.0.1:%s", addr, port)
	}
	return net.JoinHostPort(host, port), nil
}

// listen opens the port.
func listen(addr string) (net.Listener, error) {
	ln, err := net.Listen("tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, failed(err, "Something else on this machine uses %s already. If it is not Charley, choose another port, such as --listen 127.0.0.1:8485", addr)
	case errors.Is(err, syscall.EACCES):
		return nil, failed(err, "This user may not use %s. Choose a port above 1023, such as --listen 127.0.0.1:8484", addr)
	case err != nil:
		return nil, failed(err, "Charley cannot listen on %s: %v.", addr, err)
	}
	return ln, nil
}
