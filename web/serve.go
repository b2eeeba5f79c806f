package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// The time limits of every phase of a request. Without them Go's server waits
// for ever for a client that stalls, and a few hundred of those stop it.
const (
	headerLimit   = 10 * time.Second // to send the headers
	readLimit     = 20 * time.Second // to send the whole request
	writeLimit    = 60 * time.Second // to take the answer; exports set their own
	idleLimit     = 60 * time.Second // to ask again on the same connection
	maxHeader     = 32 << 10         // bytes
	maxStreams    = 64               // requests at once on a connection of HTTP/2
	shutdownLimit = 5 * time.Second  // to finish what is under way at the end
)

// Serve answers requests on ln until ctx ends, then finishes what is under way
// for at most five seconds. It returns nil after such an end.
func Serve(ctx context.Context, ln net.Listener, handler http.Handler) error {
	srv := &http.Server{
		Handler: handler, ReadHeaderTimeout: headerLimit, ReadTimeout: readLimit, WriteTimeout: writeLimit,
		IdleTimeout: idleLimit, MaxHeaderBytes: maxHeader,
		HTTP2: &http.HTTP2Config{MaxConcurrentStreams: maxStreams},
		// What the server would say there is about what clients do, so that anybody
		// could fill the disk with it. Faults of ours are logged by recovered.
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelInfo),
	}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(ln) }()
	select {
	case err := <-done:
		return fmt.Errorf("serve pages on %s: %w", ln.Addr(), err)
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownLimit)
	defer cancel()
	if err := srv.Shutdown(ending); err != nil {
		srv.Close() // what is still open stalls; nothing acknowledged is lost by cutting it
	}
	if err := <-done; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve pages on %s: %w", ln.Addr(), err)
	}
	return nil
}
