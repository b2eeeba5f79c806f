package web

import (
	"net/http/httptest"
	"testing"
)

// How long a page takes the server over a long diary, packed for the wire. The
// table is in docs/performance.md:
//
//	go test -run NONE -bench Pages -count 5 ./web
func BenchmarkPages(b *testing.B) {
	p := newPerson(b, morningOf).livedIn(1800)
	for _, page := range []struct{ name, address string }{
		{"now", "/"}, {"morning", "/morning"}, {"evening", "/evening"},
		{"nights/weeks", "/nights"}, {"nights/month", "/nights?month=2026-10"}, {"nights/year", "/nights?days=365"}, {"nights/one", "/nights/2026-11-17"},
		{"answers/what", "/answers/what"}, {"answers/why", "/answers/why"}, {"answers/help", "/answers/help"}, {"answers/food", "/answers/food"},
		{"known", "/known"}, {"about-you", "/about-you"}, {"settings", "/settings"},
	} {
		b.Run(page.name, func(b *testing.B) {
			size := 0
			for b.Loop() {
				w := httptest.NewRecorder()
				p.handler.ServeHTTP(w, packed(page.address))
				if w.Code != 200 {
					b.Fatalf("got %d for %s", w.Code, page.address)
				}
				size = w.Body.Len()
			}
			b.ReportMetric(float64(size), "bytes")
		})
	}
}
