package web

import (
	"fmt"
	"net/http"
	"time"

	"charley/web/api"
)

// maxForm is the most bytes a form may have: a note of 4,000 characters, each
// written with up to twelve bytes, and everything else on the page.
const maxForm = 64 << 10

// limitForm cuts off forms that are larger than a person could have filled in.
func limitForm(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		next.ServeHTTP(w, r)
	})
}

// A Limit is how much there may be of something on one way in.
type Limit struct {
	Way    string // the way in
	What   string // what is limited
	Most   string // in words
	Beyond string // what happens beyond it
}

// Limits are all limits of what others can send or ask over the network, from
// the values that hold, for the manual.
func Limits() []Limit {
	const closed, tooLarge, tooMany, busy = "closed at once", "413", "429 with Retry-After", "503 with Retry-After"
	return []Limit{
		{"connections", "open at once, in all", fmt.Sprint(allConnections), closed},
		{"connections", "open at once, from one source¹", fmt.Sprint(perSource), closed},
		{"every request", "time for the first byte and the greeting of TLS, each", inSeconds(headerLimit), "cut"},
		{"every request", "time for the headers", inSeconds(headerLimit), "cut"},
		{"every request", "time for all of it", inSeconds(readLimit), "cut, or 408"},
		{"every request", "size of the headers", size(maxHeader), "431"},
		{"every request", "requests of one source¹", fmt.Sprintf("%d a second, %d at once", askRate, askBurst), tooMany},
		{"every request", "worked on at the same time, of one source¹", fmt.Sprintf("%d; others wait up to %s", askAtOnce, inSeconds(waitLimit)), busy},
		{"every request", "worked on at the same time, in all", fmt.Sprintf("%d; others wait up to %s", allAtOnce, inSeconds(waitLimit)), busy},
		{"every answer", "time to take it", inSeconds(writeLimit), "cut"},
		{"every answer", "time until the next request on the same connection", inSeconds(idleLimit), "closed"},
		{"HTTP/2", "requests at once on a connection", fmt.Sprint(maxStreams), "refused by the protocol"},
		{"forms", "size", size(maxForm), tooLarge},
		{"forms", "a note", fmt.Sprintf("%d characters", maxNote), "shown again, with the reason"},
		{"API", "size of a body, which is JSON", size(api.MaxBody), tooLarge},
		{"API", "size of a page of entries, about", size(api.MaxPage), "goes on with the next page"},
		{"API, long answers", "time to take each piece", inSeconds(api.MaxStall), "cut"},
		{"the end of the program", "time for requests that are under way", inSeconds(shutdownLimit), "cut"},
	}
}

func inSeconds(d time.Duration) string { return fmt.Sprintf("%d s", d/time.Second) }

func size(bytes int) string {
	if bytes >= 1<<20 {
		return fmt.Sprintf("%d MB", bytes>>20)
	}
	return fmt.Sprintf("%d KB", bytes>>10)
}
