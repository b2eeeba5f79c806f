package browser

import (
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"charley"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// dropped lets the pages answer and then cuts the line.
func dropped(w http.ResponseWriter, r *http.Request, next http.Handler) {
	next.ServeHTTP(httptest.NewRecorder(), r)
	panic(http.ErrAbortHandler)
}

func writes(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, "/api/v1/entries/") && r.Method != http.MethodGet
}

// Whatever goes wrong on the way, each tap arrives once.
func TestEveryTapArrivesOnce(t *testing.T) {
	t.Parallel()
	n := taps20()
	for _, tc := range []struct {
		name string
		run  func(h *house, b *tab)
	}{
		{"the server is dead", func(h *house, b *tab) {
			h.stop()
			for range n {
				b.begins("cramp")
			}
			h.start()
		}},
		{"every other answer is lost after the diary has it", func(h *house, b *tab) {
			chance := rand.New(rand.NewPCG(7, 7))
			var one sync.Mutex
			h.breaks(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
				one.Lock()
				drop := writes(r) && chance.IntN(2) == 0
				one.Unlock()
				if drop {
					dropped(w, r, next)
				}
				next.ServeHTTP(w, r)
			})
			for range n {
				b.begins("cramp")
				b.wakes()
			}
			h.breaks(nil)
		}},
		{"the network comes and goes", func(h *house, b *tab) {
			var up atomic.Bool
			h.breaks(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
				if !up.Load() {
					panic(http.ErrAbortHandler)
				}
				next.ServeHTTP(w, r)
			})
			for i := range n {
				up.Store(i%4 < 2)
				b.wakes()
				b.begins("cramp")
			}
			h.breaks(nil)
		}},
		{"the page is loaded again after each tap", func(h *house, b *tab) {
			h.stop()
			for i := range n {
				b.touches(".target.cramp")
				b.do(reload())
				b.touches(`body > nav a[href="/"]`)
				if i == n/2 {
					h.start()
				}
			}
		}},
		{"the tab is closed ten milliseconds after each tap", func(h *house, b *tab) {
			h.stop()
			for range n {
				other := b.beside(h)
				other.sees("/")
				other.awaits(`history.state && Array.from(document.querySelectorAll(".targets, .ends-bar")).some(e => e.checkVisibility())`)
				if evaluate[bool](other, `!document.querySelector(".targets").checkVisibility()`) {
					other.touches(`body > nav a[href="/"]`)
				}
				time.Sleep(500 * time.Millisecond)
				evaluate[any](other, `(() => { const t = document.querySelector(".target.cramp"), o = {bubbles: true, pointerType: "touch"}
					t.dispatchEvent(new PointerEvent("pointerdown", o)); t.dispatchEvent(new PointerEvent("pointerup", o)); })()`)
				time.Sleep(10 * time.Millisecond)
				other.close()
			}
			h.start()
			b.sees("/")
		}},
		{"two tabs at once", func(h *house, b *tab) {
			other := b.beside(h)
			other.sees("/")
			h.stop()
			for i := range n {
				if i%2 == 0 {
					b.begins("cramp")
				} else {
					other.begins("cramp")
				}
			}
			h.breaks(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
				if writes(r) {
					time.Sleep(50 * time.Millisecond)
				}
				next.ServeHTTP(w, r)
			})
			h.start()
			other.wakes()
		}},
		{"the database of the phone is full", func(h *house, b *tab) {
			h.stop()
			evaluate[any](b, `(() => { const put = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = function (...a) { const r = put.apply(this, a); this.transaction.abort(); return r } })()`)
			for range n {
				b.begins("cramp")
			}
			b.shows("[data-part=state]", "on this screen only")
			b.do(reload()) // there is room again
			h.start()
		}},
		{"the phone closes the database now and then", func(h *house, b *tab) {
			b.before(`(() => { const t = IDBDatabase.prototype.transaction; let n = 0
				IDBDatabase.prototype.transaction = function (...a) { if (!globalThis.whole && ++n % 3 === 0) throw new DOMException("closed", "InvalidStateError"); return t.apply(this, a) } })()`)
			h.stop()
			b.do(reload())
			for range n {
				b.begins("cramp")
			}
			h.start()
			b.wakes()
			time.Sleep(time.Second)
			evaluate[any](b, `globalThis.whole = true; undefined`)
		}},
		{"the phone's clock is two days ahead", func(h *house, b *tab) {
			b.before(later(48 * time.Hour))
			h.stop()
			b.do(reload())
			for range n {
				b.begins("cramp")
			}
			h.start()
		}},
		{"the phone's clock is two days behind", func(h *house, b *tab) {
			b.before(later(-48 * time.Hour))
			h.stop()
			b.do(reload())
			for range n {
				b.begins("cramp")
			}
			h.start()
		}},
		{"the server is killed in the middle of sending", func(h *house, b *tab) {
			h.stop()
			for range n {
				b.begins("cramp")
			}
			var sent atomic.Int64
			h.breaks(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
				switch {
				case !writes(r):
					next.ServeHTTP(w, r)
				case sent.Add(1) > int64(n/2):
					dropped(w, r, next)
				default:
					next.ServeHTTP(w, r)
				}
			})
			h.start()
			b.wakes()
			for sent.Load() <= int64(n/2) {
				time.Sleep(10 * time.Millisecond)
			}
			h.stop()
			h.breaks(nil)
			h.start()
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, "", 0)
			b := h.phone()
			tc.run(h, b)
			b.wakes()
			b.awaits(`document.visibilityState`)
			b.awaits(nothingWaits)
			h.hasOnce(n)
		})
	}
}

// What the person changes while nobody knows whether the last change arrived is
// neither lost nor undone by it: also what they said and took back.
func TestChangesWhileAnswersAreLost(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "", 0)
	b := h.phone()
	h.breaks(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if writes(r) {
			dropped(w, r, next)
		}
		next.ServeHTTP(w, r)
	})
	b.touches(".target.cramp")
	for _, answer := range []string{"left", "right"} {
		b.touches(`input[name="e.side"][value="` + answer + `"] + span`)
		b.wakes()
	}
	b.touches(`input[name="e.side"][value=""] + span`) // no answer, after all
	b.wakes()
	b.touches(`input[value="calf"] + span`)
	b.touches(`input[value="8"] + span`)
	b.wakes()
	b.touches(".target.eased")
	b.touches(`[data-by="stretch"]`)
	time.Sleep(500 * time.Millisecond)
	h.breaks(nil)
	b.wakes()
	b.awaits(nothingWaits)
	e := h.hasOnce(1)[0].Episode()
	if e.Side != "" || len(e.Places) != 1 || e.Intensity == nil || *e.Intensity != 8 || e.Open || e.Minutes == nil || len(e.EasedBy) != 1 {
		t.Errorf("got %v", e.Fields)
	}
}

// Two phones: what one began the other can end, and neither doubles anything.
func TestTwoPhones(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "", 0)
	b := h.phone()
	other := h.tab(chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext()))
	other.comes()
	b.touches(".target.cramp")
	b.shows("[data-part=where]", "on your server")
	other.sees("/")
	other.touches(`[data-do="open"]`) // it runs there too
	other.shows(".timer", "0:")
	h.stop()
	b.touches(`input[value="left"] + span`)
	other.touches(`input[value="calf"] + span`)
	other.touches(".target.eased")
	other.touches(`[data-do="skip"]`)
	h.start()
	other.wakes()
	other.awaits(nothingWaits)
	b.wakes()
	b.awaits(nothingWaits)
	e := h.hasOnce(1)[0].Episode()
	if e.Open || e.Minutes == nil || e.Side != "left" || len(e.Places) != 1 {
		t.Errorf("got %v, want what both said", e.Fields)
	}
	b.sees("/")
	b.shows(".targets", "Cramp") // it has ended here too
}

// Whoever is not signed in loses nothing: taps wait until they are.
func TestTapsWaitForTheSignIn(t *testing.T) {
	t.Parallel()
	h := startHouse(t, "", 0, true)
	l, err := h.app.NewLink(t.Context(), h.caller, "setup")
	if err != nil {
		t.Fatal(err)
	}
	in, err := h.app.UseLink(t.Context(), l.Secret, "setup", "phone")
	if err != nil {
		t.Fatal(err)
	}
	b := h.open()
	signIn := func() {
		b.do(call(network.SetCookie, network.SetCookieParams{Name: "charley", Value: in.Secret, URL: h.base}))
	}
	signIn()
	b.comes()
	b.do(call(network.ClearBrowserCookies, cdp.Empty{}))
	b.sees("/")
	for range 3 {
		b.begins("cramp")
	}
	b.shows("[data-part=state]", "Sign in in the morning; nothing is lost.")
	h.hasOnce(0)
	b.sees("/morning")
	b.shows(".unsent", "It is sent once you are signed in")
	signIn()
	b.sees("/")
	b.awaits(nothingWaits)
	h.hasOnce(3)
}

// What the server does not take stays in sight, with what it says, until the
// person has decided.
func TestWhatIsRefusedStaysInSight(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "", 0)
	b := h.phone()
	var wrong atomic.Bool
	wrong.Store(true)
	h.breaks(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if r.Method != http.MethodPut || !wrong.Load() {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(http.StatusUnprocessableEntity)
		_, _ = io.WriteString(w, `{"status":422,"detail":"start is days away from the night. Nothing was stored."}`)
	})
	b.begins("cramp")
	b.shows("[data-part=refused]", "One entry needs a look")
	b.shows("[data-part=refused]", "start is days away from the night. Nothing was stored.")
	b.shows("body > nav", "Now 1")
	b.sees("/")
	b.touches(`body > nav a[href="/"]`)
	b.shows("[data-part=refused]", "One entry needs a look")
	evaluate[any](b, `document.querySelector("[data-part=refused] details").open = true; undefined`)
	b.shows("[data-part=refused] pre", `"what": "cramp"`)
	wrong.Store(false)
	evaluate[any](b, `(() => { const time = document.querySelector("[data-part=refused] input"); const d = new Date(Date.now() - 7200e3)
		time.value = new Date(d - d.getTimezoneOffset() * 60e3).toISOString().slice(0, 16) })()`)
	b.touches(`[data-do="again"]`)
	b.awaits(nothingWaits)
	e := h.hasOnce(1)[0].Episode()
	if ago := time.Since(e.Start.Time); ago < 119*time.Minute || ago > 122*time.Minute {
		t.Errorf("got a start %s ago, want the time that was put right", ago)
	}
}

// A month without a network keeps the times of all its nights.
func TestAMonthWithoutANetwork(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "", 0)
	b := h.phone()
	h.stop()
	for _, days := range []int{-30, -20, -10, -1} {
		other := b.beside(h)
		other.before(later(time.Duration(days) * 24 * time.Hour))
		other.sees("/")
		other.touches(".target.cramp")
		other.touches(".target.eased")
		other.touches(`[data-by="stretch"]`)
		other.shows("[data-part=toast]", "Kept on this phone.")
		other.close()
	}
	h.start()
	b.sees("/")
	b.awaits(nothingWaits)
	nights := map[charley.Night]bool{}
	for _, e := range h.hasOnce(4) {
		nights[e.Night] = true
	}
	if len(nights) != 4 {
		t.Errorf("got %d nights, want 4", len(nights))
	}
}

// On a phone that keeps nothing, nothing is kept, and taps arrive all the same
// while the server answers.
func TestAPhoneThatKeepsNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "", 0)
	b := h.phone()
	b.sees("/settings")
	b.touches("#phone .tick")
	b.sees("/")
	b.touches(".target.cramp")
	b.shows("[data-part=where]", "on your server")
	b.touches(`body > nav a[href="/"]`)
	h.hasOnce(1)
	h.stop()
	b.begins("cramp")
	b.shows("[data-part=state]", "1 is on this screen only.")
	if got := evaluate[string](b, `indexedDB.databases().then(all => JSON.stringify([all.length, Object.keys(localStorage)]))`); got != `[0,["charley.keep"]]` {
		t.Errorf("got %s kept, want the choice alone", got)
	}
	h.start()
	b.wakes()
	b.awaits(noCount)
	h.hasOnce(2)
}

// What lies on the phone cannot be read without its key, and goes once it has
// arrived and ended.
func TestWhatIsKeptIsEncryptedAndGoes(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "", 0)
	b := h.phone()
	h.stop()
	b.sees("/")
	b.touches(".target.cramp")
	b.shows("[data-part=where]", "on this phone")
	rows := func() string {
		return evaluate[string](b, `new Promise(done => { const r = indexedDB.open("charley"); r.onsuccess = () => { const g = r.result.transaction("entries").objectStore("entries").getAll()
			g.onsuccess = () => { r.result.close(); done(g.result.map(x => [Object.keys(x).join(), new TextDecoder("latin1").decode(x.data)].join(" ")).join("\n")) } } })`)
	}
	if got := rows(); !strings.HasPrefix(got, "id,turn,due,iv,data ") || strings.Contains(got, "cramp") || strings.Contains(got, "episode") {
		t.Errorf("got %q", got)
	}
	if got := evaluate[string](b, `Object.entries(localStorage).filter(([name]) => name !== "charley.whose").join()`); got != "" {
		t.Errorf("got %s on the shelf, want it cleared once the database has it", got)
	}
	extractable := evaluate[string](b, `new Promise(done => { const r = indexedDB.open("charley"); r.onsuccess = () => { const g = r.result.transaction("keys").objectStore("keys").get("key")
		g.onsuccess = () => { r.result.close(); crypto.subtle.exportKey("raw", g.result).then(() => done("got out"), e => done(e.name)) } } })`)
	if extractable != "InvalidAccessError" {
		t.Errorf("the key %s", extractable)
	}
	h.start()
	b.wakes()
	b.awaits(nothingWaits)
	b.touches(".target.eased")
	b.touches(`[data-do="skip"]`)
	b.awaits(nothingWaits)
	b.awaits(`new Promise(done => { const r = indexedDB.open("charley"); r.onsuccess = () => { const g = r.result.transaction("entries").objectStore("entries").count(); g.onsuccess = () => { r.result.close(); done(g.result === 0) } } })`)
}

// An update brings the new first page and drops the old one. What waits to be sent
// is not touched by it.
func TestAnUpdateLosesNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "", 0)
	b := h.phone()
	h.stop()
	for range 3 {
		b.begins("cramp")
	}
	h.breaks(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if writes(r) {
			panic(http.ErrAbortHandler) // not yet
		}
		if r.URL.Path != "/sw.js" && r.URL.Path != "/shell" {
			next.ServeHTTP(w, r)
			return
		}
		got := httptest.NewRecorder()
		plain := r.Clone(r.Context())
		plain.Header.Del("Accept-Encoding")
		plain.Header.Del("If-None-Match")
		next.ServeHTTP(got, plain)
		body := regexp.MustCompile(`"name":"[0-9a-f]+"`).ReplaceAllString(got.Body.String(), `"name":"ffffffffffff"`)
		body = strings.Replace(body, "</main>", `<p class="newer">newer</p></main>`, 1)
		for _, name := range []string{"Content-Type", "Content-Security-Policy", "Cache-Control"} {
			w.Header().Set(name, got.Header().Get(name))
		}
		_, _ = io.WriteString(w, body)
	})
	h.start()
	evaluate[any](b, `navigator.serviceWorker.getRegistration().then(r => r.update()).then(() => undefined)`)
	b.awaits(`caches.keys().then(all => all.filter(name => /^charley-[0-9a-f]+$/.test(name)).join() === "charley-ffffffffffff")`)
	h.stop()
	b.sees("/")
	b.shows(".newer", "newer")
	h.breaks(nil)
	h.start()
	b.wakes()
	b.awaits(nothingWaits)
	h.hasOnce(3)
}
