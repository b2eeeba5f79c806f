package web

import (
	"context"
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

func TestServeEndsWithItsContext(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	under := make(chan struct{})
	done := make(chan error, 1)
	go func() {
		done <- Serve(ctx, ln, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			close(under)
			time.Sleep(50 * time.Millisecond)
			_, _ = io.WriteString(w, "whole")
		}))
	}()
	answer := make(chan string, 1)
	go func() {
		resp, err := http.Get("http://" + ln.Addr().String())
		if err != nil {
			answer <- err.Error()
			return
		}
		defer resp.Body.Close()
		body, _ := io.ReadAll(resp.Body)
		answer <- string(body)
	}()
	<-under
	cancel()
	if got := <-answer; got != "whole" {
		t.Errorf("got %q for a request that was under way, want it finished", got)
	}
	if err := <-done; err != nil {
		t.Errorf("got %v, want no error at the end", err)
	}
}

// Clients that stall are cut within 30 seconds in every phase of a request.
func TestStalledClientsAreCut(t *testing.T) {
	if testing.Short() {
		t.Skip("takes 20 seconds: left out by -short")
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		done <- Serve(ctx, ln, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.ReadAll(r.Body)
		}))
	}()
	defer func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("got %v at the end", err)
		}
	}()
	t.Run("phases", func(t *testing.T) {
		for name, sent := range map[string]string{
			"in the headers": "POST / HTTP/1.1\r\nHost: localhost\r\nX-a: b\r\n",
			"in the body":    "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{",
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				conn, err := net.Dial("tcp", ln.Addr().String())
				if err != nil {
					t.Fatal(err)
				}
				defer conn.Close()
				if _, err := io.WriteString(conn, sent); err != nil {
					t.Fatal(err)
				}
				began := time.Now()
				if err := conn.SetReadDeadline(began.Add(30 * time.Second)); err != nil {
					t.Fatal(err)
				}
				if _, err := io.Copy(io.Discard, conn); err != nil {
					t.Errorf("got %v after %v, want the connection closed within 30 s", err, time.Since(began))
				}
			})
		}
	})
}
