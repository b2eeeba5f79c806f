package web

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// BenchmarkGuards is what everything around the routes costs a request, beside a
// handler that stands alone.
func BenchmarkGuards(b *testing.B) {
	answer := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok") })
	c := newCrowd(time.Now)
	refused := status(http.StatusTeapot)
	guarded := c.guard(refused, refused, newHostList(nil, nil).guard(refused, unrelayed(refused, sameOrigin(refused, answer))))
	for name, h := range map[string]http.Handler{"bare": answer, "guarded": proxyList(nil).arrivals(withHeaders(true, guarded))} {
		b.Run(name, func(b *testing.B) {
			r := getRequest("/")
			r.RemoteAddr = "127.0.0.1:40000"
			b.ReportAllocs()
			for b.Loop() {
				h.ServeHTTP(httptest.NewRecorder(), r)
			}
		})
	}
}
