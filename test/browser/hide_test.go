package browser

import (
	"testing"
	"time"

	"charley"

	"github.com/chromedp/chromedp"
)

// isClock waits until the page shows the time, and nothing else but the way back in.
func (b *tab) isClock(when string) {
	b.t.Helper()
	b.awaits(`document.title === "Clock" && /^\d\d:\d\d$/.test(document.querySelector(".time")?.innerText)`)
	if seen := evaluate[string](b, `document.querySelector("main").innerText.replace(/\d/g, "0").replace(/\s+/g, " ").trim() + document.querySelector("footer").innerText`); seen != "Clock 00:00 Open again" && seen != "00:00 Open again" {
		b.t.Errorf("%s: the page says %q", when, seen)
	}
}

// back is the browser's own way back.
func (b *tab) back() {
	b.t.Helper()
	b.leaves(`history.back()`)
}

// leaves does what takes a while to lead to another page.
func (b *tab) leaves(step string) {
	b.t.Helper()
	evaluate[any](b, `void setTimeout(() => { `+step+` })`)
	time.Sleep(700 * time.Millisecond)
}

// escapes presses the key so often, with a pause after each.
func (b *tab) escapes(times int, pause time.Duration) {
	b.t.Helper()
	for range times {
		b.do(chromedp.KeyEvent("\x1b"))
		time.Sleep(pause)
	}
}

// serverHides says that the server shows the clock too: this does not go by the worker.
const serverHides = `fetch("/nights").then(answer => answer.url.endsWith("/clock"))`

// Once everything was hidden, neither the way back nor a reload nor an address leads to
// it, with the server and without; the cramp that runs goes on being timed.
func TestHiddenIsHiddenUntilItIsOpened(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "", 20)
	b := h.phone()
	b.sees("/nights")
	b.sees("/")
	b.touches(".target.cramp")
	b.shows(".timer", "0:0")
	b.sees("/answers/what")
	beside := b.beside(h)
	beside.sees("/morning")

	b.touches(".hide button")
	b.isClock("hidden")
	beside.isClock("what was open beside")
	b.awaits(serverHides)                                                        // for when the worker is gone
	for _, when := range []string{"back", "back to the cramp", "back further"} { // of which a browser may have kept some as they were
		b.back()
		b.isClock(when)
	}
	b.do(reload())
	b.isClock("reloaded")
	for _, path := range []string{"/", "/nights", "/settings", "/sign-in", "/nope"} {
		b.sees(path)
		b.isClock(path)
	}
	h.stop()
	for _, path := range []string{"/", "/nights", "/clock"} {
		b.sees(path)
		b.isClock(path + ", without the server")
	}
	b.do(reload())
	b.isClock("reloaded, without the server")
	b.touches(".link")
	b.shows(".timer", "0:")
	b.escapes(2, 50*time.Millisecond)
	b.isClock("hidden without the server")
	b.back()
	b.isClock("back, without the server")
	h.start()
	b.sees("/nights")
	b.isClock("the server is back")
	b.touches(".link")
	b.shows(".timer", "0:")
	b.awaits(`fetch("/nights").then(answer => answer.url.endsWith("/nights"))`)
	b.touches(".target.eased")
	b.awaits(nothingWaits)
	h.hasOnce(len(h.entries(charley.KindEpisode)))
	b.sees("/nights")
	b.shows("h1", "Nights")
}

// One tap on Escape does nothing, nor do two that have nothing to do with each other.
func TestEscapeOnceHidesNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "", 20)
	b := h.phone()
	for _, path := range []string{"/", "/nights"} {
		b.sees(path)
		b.awaits(`document.querySelector(".hide")`)
		time.Sleep(300 * time.Millisecond)
		b.escapes(2, 900*time.Millisecond)
		b.do(chromedp.KeyEvent("\x1b"), chromedp.KeyEvent("\t"), chromedp.KeyEvent("\x1b"))
		time.Sleep(300 * time.Millisecond)
		if at := evaluate[string](b, `location.pathname + document.documentElement.className`); at != path && at != path+"night" && at != path+"night dim" {
			t.Errorf("%s: got %s", path, at)
		}
		b.escapes(2, 50*time.Millisecond)
		b.isClock(path)
		b.touches(".link")
		b.shows(".targets", "Cramp")
	}
}

// A browser may keep a page as it was left, and show it again on the way back without
// asking anybody. It is covered when it is left, and uncovered if nothing was hidden since.
func TestAPageThatTheBrowserKeptIsCovered(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "", 20)
	b := h.phone()
	for _, path := range []string{"/", "/nights"} {
		b.sees(path)
		b.awaits(`document.querySelector(".hide")`)
		time.Sleep(300 * time.Millisecond)
		const seen = `document.body.checkVisibility()`
		turns := func(what string) {
			evaluate[any](b, `void dispatchEvent(new PageTransitionEvent("`+what+`", { persisted: true }))`)
		}
		turns("pagehide")
		if evaluate[bool](b, seen) {
			t.Errorf("%s can be seen as it was left", path)
		}
		turns("pageshow")
		b.awaits(seen)
		turns("pagehide")
		evaluate[any](b, `caches.open("charley-choice").then(c => c.put("/hidden", new Response(""))).then(() => undefined)`)
		turns("pageshow")
		b.isClock(path)
		b.touches(".link")
		b.shows(".targets", "Cramp")
	}
}

// The button lies under nothing, on a phone and on a desk, at the top of a page and far below.
func TestHidingIsAlwaysInReach(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "2026-11-23T08:30:00+01:00", 40)
	b := h.open()
	const inReach = `(() => { const e = document.querySelector(".hide button"), r = e.getBoundingClientRect(); return document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2) === e })()`
	for _, width := range []int64{320, 390, 1280} {
		b.size(width, 844)
		for _, path := range []string{"/", "/morning", "/nights", "/settings"} {
			b.sees(path)
			for _, depth := range []string{"0", "document.body.scrollHeight / 2", "document.body.scrollHeight"} {
				evaluate[any](b, `void scrollTo(0, `+depth+`)`)
				if !evaluate[bool](b, inReach) {
					t.Errorf("%s at %d pixels, scrolled to %s: something lies over the button", path, width, depth)
				}
			}
		}
	}
}

// Without script a form does it, and the way back asks the server, which knows.
func TestHidingWithoutScript(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "2026-11-23T02:47:10+01:00", 20)
	b := h.open()
	b.scriptless()
	b.sees("/nights")
	b.sees("/answers/what")
	b.taps(".hide button")
	b.reads(".time", ":")
	for range 2 {
		b.do(chromedp.NavigateBack())
		b.reads("body", "Open again")
		b.reads("title", "Clock")
	}
	b.sees("/")
	b.reads(".time", ":")
	b.taps(".link")
	b.reads(".targets", "Cramp")
}

// The clock is as dark at night as everything beside a bed.
func TestNoFrameOfTheClockIsBright(t *testing.T) {
	h := newHouse(t, "", 0)
	b := h.phone(atNight())
	b.do(chromedp.Navigate(black))
	b.isDark("hiding, and the clock", b.films(func() {
		b.sees("/")
		b.touches(".hide button")
		b.isClock("hidden")
		time.Sleep(500 * time.Millisecond)
	}))
	if at := evaluate[string](b, `document.documentElement.className`); at != "night" {
		t.Errorf("the clock is worn as %q", at)
	}
}
