package web

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"sync"
	"time"
)

// tlsHello is the first byte of everybody who speaks TLS; no HTTP begins with it.
const tlsHello = 0x16

// Secure makes a listener that speaks HTTPS, with the certificate that is good
// at the moment. Who begins in plain HTTP on the same port comes through, too,
// and is told by Handler (see Config.TLS) what to do: a browser that is typed a
// bare address tries that first, and must not see a broken page.
//
// Which of the two somebody speaks is known from their first byte. Waiting for
// it holds up nobody else, and ends after the time there is for headers.
func Secure(ln net.Listener, certificate func() *tls.Certificate) net.Listener {
	ctx, end := context.WithCancelCause(context.Background())
	s := &sorter{Listener: ln, sorted: make(chan net.Conn), ended: ctx.Done(), end: end, why: func() error { return context.Cause(ctx) }, config: &tls.Config{
		MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"},
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return certificate(), nil },
	}}
	s.waiting.Go(func() { s.run(ctx) })
	return s
}

// A sorter takes in connections and hands them on, of TLS where it is spoken.
type sorter struct {
	net.Listener
	config  *tls.Config
	sorted  chan net.Conn
	ended   <-chan struct{} // closed when nothing more comes
	end     func(error)
	why     func() error // it ended
	waiting sync.WaitGroup
}

// run takes in connections until there is no more listening.
func (s *sorter) run(ctx context.Context) {
	pause := time.Duration(0)
	for {
		conn, err := s.Listener.Accept()
		if err == nil {
			pause = 0
			s.waiting.Go(func() { s.sort(ctx, conn) })
			continue
		}
		if !passing(err) {
			s.end(err)
			return
		}
		pause = min(max(2*pause, 5*time.Millisecond), time.Second)
		select {
		case <-time.After(pause):
		case <-s.ended:
			return
		}
	}
}

// passing says that taking in a connection may work again in a moment, such as
// when too many files are open.
func passing(err error) bool {
	var t interface{ Temporary() bool }
	return !errors.Is(err, net.ErrClosed) && errors.As(err, &t) && t.Temporary()
}

// sort waits for the first byte and hands the connection on.
func (s *sorter) sort(ctx context.Context, conn net.Conn) {
	late := time.AfterFunc(headerLimit, func() { conn.Close() })
	keep := context.AfterFunc(ctx, func() { conn.Close() })
	begun := &begunConn{Conn: conn}
	n, err := conn.Read(begun.first[:])
	if !keep() || !late.Stop() || err != nil || n == 0 {
		conn.Close()
		return
	}
	var out net.Conn = begun
	if begun.first[0] == tlsHello {
		out = tls.Server(begun, s.config)
	}
	select {
	case s.sorted <- out:
	case <-s.ended:
		conn.Close()
	}
}

// Accept is the next connection that has begun to speak.
func (s *sorter) Accept() (net.Conn, error) {
	select {
	case conn := <-s.sorted:
		return conn, nil
	case <-s.ended:
		return nil, s.why()
	}
}

// Close ends the listening, and waits until nobody is being sorted any more.
func (s *sorter) Close() error {
	s.end(net.ErrClosed)
	err := s.Listener.Close()
	s.waiting.Wait()
	return err
}

// A begunConn is a connection whose first byte was read already.
type begunConn struct {
	net.Conn
	first [1]byte
	given bool
}

func (c *begunConn) Read(b []byte) (int, error) {
	if c.given || len(b) == 0 {
		return c.Conn.Read(b)
	}
	c.given = true
	b[0] = c.first[0]
	return 1, nil
}
