package web

import (
	"log/slog"
	"net/http"
	"time"
)

// noticed are the refusals that say somebody tries what they may not, or too much of it.
var noticed = map[int]string{
	http.StatusUnauthorized:       "nobody is signed in",
	http.StatusForbidden:          "not allowed, or sent by another site",
	http.StatusMisdirectedRequest: "a name that is not ours",
	http.StatusTooManyRequests:    "too many requests",
	http.StatusServiceUnavailable: "no place, or the diary cannot be reached",
}

// A watch tells the log of refusals, once a minute of each kind: who is refused a thousand times must not fill the disk,
// and the first line says what to look at.
type watch struct {
	log    *slog.Logger
	now    func() time.Time
	seldom map[int]*seldom
}

func newWatch(log *slog.Logger, now func() time.Time) watch {
	w := watch{log, now, map[int]*seldom{}}
	for status := range noticed {
		w.seldom[status] = &seldom{}
	}
	return w
}

// over looks at what is answered. A line has the kind, the method and where it came from. It has no address: addresses
// may name a night, and the secret of a calendar.
func (w watch) over(next http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		answer := &answered{ResponseWriter: rw}
		next.ServeHTTP(answer, r)
		if why := noticed[answer.status]; why != "" && w.seldom[answer.status].now(w.now()) {
			w.log.Warn("refused", "status", answer.status, "why", why, "method", r.Method, "from", source(r))
		}
	})
}

// An answered remembers the status of an answer.
type answered struct {
	http.ResponseWriter
	status int
}

func (a *answered) WriteHeader(status int) {
	if a.status == 0 || a.status < http.StatusOK {
		a.status = status
	}
	a.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach what is inside.
func (a *answered) Unwrap() http.ResponseWriter { return a.ResponseWriter }
