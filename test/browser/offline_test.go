package browser

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"charley"

	"github.com/chromedp/cdproto/input"
)

// A night with the server off, from the tap to what eased it, and the morning
// after, when it is back.
func TestANightWithoutTheServer(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "", 0)
	b := h.phone()
	h.stop()

	b.sees("/")
	b.touches(".target.cramp")
	b.shows("[data-part=where]", "on this phone")
	b.shows(".relief h2", "Pull your toes towards your shin")
	b.touches(`input[value="left"] + span`)
	b.touches(`input[value="foot"] + span`)
	b.shows(".relief h2", "Pull your toes up with your hand")
	b.touches(`input[value="8"] + span`)
	b.sees("/") // the phone goes to sleep and forgets the page
	b.shows(".timer", "0:")
	b.awaits(`document.querySelector("input[value=left]").checked && document.querySelector("input[value=foot]").checked`)
	b.touches(".target.eased")
	b.shows("h1", "What eased it?")
	b.shows("[data-part=toast]", "Kept on this phone.")
	b.touches(`[data-by="stretch"]`)
	b.shows("[data-part=state]", "1 is on this phone.")
	b.shows("body > nav", "Now 1")

	b.touches(".target.restless")
	b.touches(".not-easing")
	b.shows("[data-part=signs]", "Restlessness that stays is not dangerous by itself.")
	b.awaits(`!document.querySelector(".relief").checkVisibility()`)
	b.touches(`[data-sign="none"]`)
	b.shows(".denied", "You said no to each warning sign.")
	b.touches(`[data-do="morning"]`)
	b.shows("[data-part=toast]", "Left until morning.")
	b.awaits(`!document.querySelector(".still").checkVisibility()`)

	b.touches(".target.other")
	b.touches(`[data-do="undo"]`)
	b.shows("[data-part=toast]", "Removed.")

	b.sees("/morning")
	b.shows("h1", "Your server is not reached just now")
	b.shows(".unsent", "on this phone only")

	h.start()
	b.sees("/morning") // what waits is sent before the page is asked for
	b.awaits(nothingWaits)
	all := h.hasOnce(2)
	cramp, restless := all[0].Episode(), all[1].Episode()
	if cramp.Minutes == nil || cramp.Open || cramp.Side != "left" || len(cramp.Places) != 1 || *cramp.Intensity != 8 || len(cramp.EasedBy) != 1 {
		t.Errorf("got %v", all[0].Fields)
	}
	if restless.Open || restless.Minutes != nil || !restless.NotEasing {
		t.Errorf("got %v", all[1].Fields)
	}
	if said := h.entries(charley.KindFact); len(said) != 1 || len(said[0].Fields.Under(charley.AnswerPrefix)) != 4 {
		t.Errorf("got the answers %v", said)
	}
}

// Whoever has an urgent warning sign sees it, and whom to call, also without the
// server, and nothing to try.
func TestAWarningSignStandsOfflineToo(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "", 0)
	about(h)
	h.says(map[string]any{"swelling": "one_leg", "calf_tender": true})
	b := h.phone()
	h.stop()
	b.sees("/")
	b.shows("[data-part=flag]", "Get this looked at today.")
	b.shows("[data-part=flag]", "Call 112")
	b.touches(".target.cramp")
	b.shows("[data-part=flag]", "Get this looked at today.")
	b.awaits(`!document.querySelector(".relief").checkVisibility() && !document.querySelector("[data-part=calm]").checkVisibility()`)
	b.touches(".target.eased")
	b.shows(".targets", "Cramp") // nobody is asked what eased it
}

// A phone that never heard from the server what is safe for this person shows
// nothing to try, and when to get help.
func TestNothingToTryIsShownThatNobodyKnowsToBeSafe(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "", 0)
	h.breaks(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if r.URL.Path == "/now/pack" {
			http.Error(w, "", http.StatusBadGateway)
			return
		}
		next.ServeHTTP(w, r)
	})
	b := h.open()
	b.cut = true
	b.sees("/")
	b.touches(".target.cramp")
	b.shows("[data-part=calm]", "Breathe out slowly")
	b.shows("[data-part=calm]", "When to get medical help")
	b.awaits(`!document.querySelector(".relief").checkVisibility()`)
}

// What was written for a fortnight ago is not shown any more.
func TestOldStepsAreNotShown(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "", 0)
	b := h.phone()
	h.stop()
	b.before(later(15 * 24 * time.Hour))
	b.sees("/")
	b.touches(".target.cramp")
	b.shows("[data-part=calm]", "Breathe out slowly")
}

// later sets the clock of the pages.
func later(d time.Duration) string {
	return fmt.Sprintf(`(() => { const Real = Date, by = %d; const now = () => Real.now() + by
		globalThis.Date = class extends Real { constructor(...a) { a.length ? super(...a) : super(now()) } static now() { return now() } } })()`, d.Milliseconds())
}

// A double tap is one cramp, and does not end it.
func TestADoubleTapIsOneCramp(t *testing.T) {
	h := newHouse(t, "", 0)
	b := h.phone()
	for range 3 {
		b.awaits(`document.querySelector(".target.cramp").checkVisibility()`)
		time.Sleep(500 * time.Millisecond)
		evaluate[any](b, `(() => { const t = document.querySelector(".target.cramp"), o = {bubbles: true, pointerType: "touch"}
			for (const what of ["pointerdown", "pointerup"]) t.dispatchEvent(new PointerEvent(what, o))
			t.click(); document.querySelector(".target.eased").click(); document.querySelector("[data-do=undo]").click(); t.click() })()`)
		b.shows("[data-part=where]", "on your server")
		if e := h.hasOnce(1)[0].Episode(); !e.Open {
			t.Error("got it ended by the second tap")
		}
		b.touches(`[data-do="undo"]`)
		b.awaits(nothingWaits)
	}
}

// A finger that scrolls has not tapped, and one that rests has.
func TestAScrollIsNoTap(t *testing.T) {
	h := newHouse(t, "", 0)
	b := h.phone()
	b.size(390, 300)
	b.do(call(input.SynthesizeScrollGesture, input.SynthesizeScrollGestureParams{X: 195, Y: 150, YDistance: -100, GestureSourceType: "touch"}))
	time.Sleep(300 * time.Millisecond)
	h.hasOnce(0)
	evaluate[any](b, `(() => { const t = document.querySelector(".target.cramp"), o = {bubbles: true, pointerType: "touch"}
		t.dispatchEvent(new PointerEvent("pointerdown", o)); t.dispatchEvent(new PointerEvent("pointercancel", o)); t.dispatchEvent(new PointerEvent("pointerup", o)) })()`)
	time.Sleep(300 * time.Millisecond)
	h.hasOnce(0)
	evaluate[any](b, `new Promise(done => { const t = document.querySelector(".target.cramp"), o = {bubbles: true, pointerType: "touch"}
		t.dispatchEvent(new PointerEvent("pointerdown", o)); setTimeout(() => { t.dispatchEvent(new PointerEvent("pointerup", o)); done() }, 1500) })`)
	b.shows("[data-part=where]", "on your server")
	e := h.hasOnce(1)[0]
	if wait := e.Received.Sub(e.Episode().Start.Time); wait < 1400*time.Millisecond {
		t.Errorf("got the start %s before it arrived, want the moment of touching down", wait)
	}
}

func TestTakingBackAndBringingBack(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "", 0)
	b := h.phone()
	for _, off := range []bool{false, true} {
		if off {
			h.stop()
		}
		b.touches(".target.cramp")
		b.shows("[data-part=where]", map[bool]string{false: "on your server", true: "on this phone"}[off])
		b.touches(`[data-do="undo"]`)
		b.touches(`.view:not([hidden]) [data-do="back"]`)
		b.shows(".timer", ":")
		b.touches(".target.eased")
		b.touches(`.view:not([hidden]) [data-do="back"]`) // it has not, after all
		b.shows(".timer", ":")
		b.touches(".target.eased")
		b.touches(`[data-do="skip"]`)
		h.start()
		b.wakes()
		b.awaits(nothingWaits)
	}
	for _, e := range h.hasOnce(2) {
		if ep := e.Episode(); ep.Open || ep.Minutes == nil {
			t.Errorf("got %v", e.Fields)
		}
	}
}

// What the script draws is held to the same looks as what the server makes: clean
// to axe-core in both palettes, as narrow as the narrowest phone, large enough to hit.
func TestWhatThePhoneDrawsLooksRight(t *testing.T) {
	t.Parallel()
	axe, err := os.ReadFile(filepath.FromSlash("node_modules/axe-core/axe.min.js"))
	if err != nil {
		t.Log("axe-core is not installed (npm ci in test/browser): the pages are not checked for accessibility")
	}
	h := newHouse(t, "", 0)
	b := h.phone()
	h.breaks(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if !writes(r) {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(http.StatusUnprocessableEntity)
		_, _ = io.WriteString(w, `{"status":422,"detail":"start is days away from the night. Nothing was stored."}`)
	})
	for _, state := range []struct {
		name string
		do   func()
	}{
		{"the targets", func() {}},
		{"a cramp runs", func() { b.touches(".target.cramp") }},
		{"it is not easing", func() { b.touches(".not-easing") }},
		{"a sign is ticked", func() { b.touches(".tick"); b.touches(`[data-sign="ticked"]`) }},
		{"it has eased", func() {
			h.stop()
			b.touches(`body > nav a[href="/"]`)
			b.begins("restless")
			b.touches(`[data-do="open"]`)
			b.touches(".target.eased")
		}},
		{"some are not sent", func() { b.touches(`body > nav a[href="/"]`) }},
		{"one is refused", func() { h.start(); b.wakes(); b.shows("[data-part=refused]", "need") }},
		{"a page that is not reached", func() { h.stop(); b.sees("/morning") }},
	} {
		state.do()
		t.Run(state.name, func(t *testing.T) {
			for _, night := range []bool{true, false} {
				evaluate[any](b, fmt.Sprintf(`document.documentElement.classList.toggle("night", %v); document.documentElement.classList.remove("dim"); undefined`, night))
				evaluate[any](b, unfold)
				if len(axe) > 0 {
					evaluate[any](b, string(axe)+"; undefined")
					for _, f := range evaluate[[]finding](b, runAxe) {
						t.Errorf("night %v: %s (%s): %s\n%s", night, f.Help, f.ID, f.Impact, strings.Join(f.Nodes, "\n"))
					}
				}
			}
			b.size(320, 844)
			evaluate[any](b, `document.documentElement.style.fontSize = "200%"; undefined`)
			if wide := evaluate[int64](b, "document.documentElement.scrollWidth"); wide > 320 {
				t.Errorf("got it %d wide on a screen of 320 in large type:\n%s", wide, evaluate[string](b, widest))
			}
			evaluate[any](b, `document.documentElement.style.fontSize = ""; undefined`)
			b.size(390, 844)
			small := evaluate[string](b, `Array.from(document.querySelectorAll("main button:not(.link), main .button, main .tick, main .chip:not(.quiet), main summary")).filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 90)).join("\n")`)
			if small != "" {
				t.Errorf("got targets under 44 px:\n%s", small)
			}
			if small := evaluate[string](b, `Array.from(document.querySelectorAll("main .target")).filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 120).map(e => e.className).join()`); small != "" {
				t.Errorf("got targets under 120 px: %s", small)
			}
		})
	}
}
