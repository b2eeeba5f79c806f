package browser

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// slows holds back what is sent to an address for a while, as a slow network does.
func slows(address string, after time.Duration) fault {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if r.Method == http.MethodPost && r.URL.Path == address {
			time.Sleep(after)
		}
		next.ServeHTTP(w, r)
	}
}

// workerless is the same without a service worker, as at the first visit.
func workerless(then fault) fault {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if r.URL.Path == "/sw.js" {
			http.NotFound(w, r)
			return
		}
		then(w, r, next)
	}
}

// serverShows says that the server hides nothing.
const serverShows = `fetch("/nights").then(answer => answer.url.endsWith("/nights"))`

// Nobody is shut out of their own help: what was opened stays open, however slow the
// network is, and though the server could not be told when it was.
func TestWhatWasOpenedStaysOpen(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "", 20)
	b := h.phone()
	hides := func() {
		t.Helper()
		b.sees("/")
		b.touches(".hide button")
		b.isClock("hidden")
		b.awaits(serverHides)
	}
	hides()
	h.breaks(slows("/clock", 3*time.Second))
	b.touches(".link")
	b.shows(".targets", "Cramp")
	b.sees("/answers/what") // the server does not know yet that it may be seen
	b.at("/answers/what")
	b.awaits(serverShows)
	h.breaks(nil)

	hides()
	h.stop()
	b.touches(".link")
	b.shows(".targets", "Cramp")
	h.start()
	b.sees("/answers/what")
	b.at("/answers/what")

	hides()
	h.stop()
	b.touches(".link")
	b.shows(".targets", "Cramp")
	h.start()
	b.sees("/clock") // whoever comes upon it meanwhile did not hide anything
	b.shows(".targets", "Cramp")
	b.awaits(serverShows)
}

// What is said of hiding does not arrive after that it was opened, and hide it again.
func TestHidingThatIsSaidLateHidesNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "", 20)
	b := h.phone()
	h.breaks(slows("/hide", 3*time.Second))
	b.touches(".hide button")
	b.isClock("hidden")
	b.touches(".link")
	b.shows(".targets", "Cramp")
	time.Sleep(3500 * time.Millisecond)
	b.awaits(serverShows)
	b.sees("/answers/what")
	b.at("/answers/what")
}

// Without a worker only the server can hide and open, so that both wait for it.
func TestHidingOnASlowNetworkWithoutTheWorker(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "", 20)
	trusted, plain := h.base, strings.Replace(h.base, "127.0.0.1", plainName, 1)
	for _, slow := range []struct{ base, address string }{{trusted, "/hide"}, {trusted, "/clock"}, {plain, "/hide"}, {plain, "/clock"}} {
		h.base = slow.base
		h.breaks(workerless(slows(slow.address, 3*time.Second)))
		b := h.open()
		b.sees("/nights")
		b.touches(".hide button")
		b.isClock("hidden")
		if !evaluate[bool](b, serverHides) {
			t.Error("the clock is seen before the server hides anything")
		}
		b.sees("/nights")
		b.isClock("another address")
		b.touches(".link")
		b.shows(".targets", "Cramp")
		b.sees("/answers/what")
		b.at("/answers/what")
		b.forgive() // it remarks that there is no worker
	}
	// The server was never told, and shows what it is asked for.
	h.base = trusted
	h.breaks(workerless(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if r.URL.Path == "/hide" {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	}))
	b := h.open()
	b.cut = true
	b.sees("/nights")
	b.touches(".hide button")
	b.awaits(`!document.body.checkVisibility()`)
	h.breaks(workerless(slows("/nowhere", 0)))
	b.sees("/nights")
	b.isClock("the server did not know")
	b.awaits(serverHides) // and is told now
	b.forgive()
}

// A clock that is shown after something was sent and not taken says so.
func TestTheClockOfThePhoneSaysWhatIsNotSaved(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "", 0)
	b := h.phone()
	b.touches(".hide button")
	b.isClock("hidden")
	b.sees("/clock?unsaved")
	b.shows("main", "What was sent last is not saved.")
}
