package browser

import (
	"net/http"
	"testing"

	"charley"
)

// A warning sign that is told without a network stands for the next spell too, and
// after the page was closed, until the server has it and says what to do.
func TestAWarningSignToldOfflineIsNotForgotten(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "", 0)
	b := h.phone()
	h.stop()
	b.sees("/")
	b.touches(".target.cramp")
	b.touches(".not-easing")
	b.touches(`input[value="swelling"]`)
	b.touches(`[data-sign="ticked"]`)
	b.shows("[data-part=some]", "Get medical help now")
	b.touches(".target.eased")
	b.shows("[data-view=now] [data-part=flag]", "do not stretch, rub or heat the leg")

	b.sees("/")
	b.touches(".target.cramp")
	b.shows("[data-part=some]", "Get medical help now")
	b.awaits(`!document.querySelector(".relief").checkVisibility()`)

	h.start()
	b.wakes()
	b.shows("[data-view=spell] [data-part=flag]", "There is something that a doctor should see.")
	b.awaits(`!document.querySelector(".relief").checkVisibility()`)
	b.forgive()
}

// An answer of the server that was made before a tap does not take the tap away.
func TestASlowAnswerDoesNotEndWhatWasJustTapped(t *testing.T) {
	h := newHouse(t, "", 0)
	b := h.phone()
	hold := make(chan struct{})
	h.breaks(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if r.URL.Path != "/now/pack" {
			next.ServeHTTP(w, r)
			return
		}
		made := &late{header: http.Header{}}
		next.ServeHTTP(made, r)
		<-hold
		for k, v := range made.header {
			w.Header()[k] = v
		}
		w.WriteHeader(http.StatusOK)
		_, _ = w.Write(made.body)
	})
	b.sees("/")
	b.touches(".target.cramp")
	b.shows("[data-part=where]", "on your server")
	close(hold)
	b.awaits(`new Promise(done => setTimeout(() => done(document.querySelector(".timer") != null), 1500))`)
	if n := len(h.entries(charley.KindEpisode)); n != 1 {
		t.Errorf("got %d cramps, want 1", n)
	}
	b.forgive()
}

// late keeps an answer that goes out later.
type late struct {
	header http.Header
	body   []byte
}

func (l *late) Header() http.Header         { return l.header }
func (l *late) Write(b []byte) (int, error) { l.body = append(l.body, b...); return len(b), nil }
func (l *late) WriteHeader(int)             {}
