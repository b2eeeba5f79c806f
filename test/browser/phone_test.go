package browser

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"time"

	"charley"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// phone is a browser that has been here before: the first page lies on it, and
// what the server knows for the night.
func (h *house) phone(more ...chromedp.ExecAllocatorOption) *tab {
	h.t.Helper()
	b := h.openWith(more...)
	b.comes()
	return b
}

// comes opens the first page once with a network.
func (b *tab) comes() {
	b.t.Helper()
	b.sees("/")
	evaluate[any](b, `navigator.serviceWorker.ready.then(() => undefined)`)
	b.awaits(`navigator.serviceWorker.controller && caches.keys().then(all => all.some(name => /^charley-[0-9a-f]/.test(name)))`)
	b.awaits(`new Promise((yes, no) => { const r = indexedDB.open("charley"); r.onerror = no; r.onsuccess = () => {
		const db = r.result; if (!db.objectStoreNames.contains("things")) { db.close(); return yes(false) }
		const g = db.transaction("things").objectStore("things").count(); g.onsuccess = () => { db.close(); yes(g.result > 0) } } })`)
	b.cut = true
}

// beside is another tab of the same browser.
func (b *tab) beside(h *house) *tab {
	b.t.Helper()
	other := h.tab(chromedp.NewContext(b.ctx))
	other.cut = b.cut
	return other
}

// before runs a script in every page before its own.
func (b *tab) before(script string) {
	b.t.Helper()
	b.do(call(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script}))
}

// awaits waits for something to become true in the page.
func (b *tab) awaits(expression string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 40*time.Second)
	defer cancel()
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`Promise.resolve(`+expression+`).then(x => !!x)`, chromedp.EvalAwaitPromise))
		if err == nil && ok {
			return
		}
		select {
		case <-ctx.Done():
			seen, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.body.innerText`))
			b.t.Fatalf("waited in vain for %s (%v); the page says:\n%s", expression, err, seen)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// shows waits until a part of the page holds some words.
func (b *tab) shows(selector, want string) {
	b.t.Helper()
	b.awaits(fmt.Sprintf(`Array.from(document.querySelectorAll(%q)).some(e => e.checkVisibility() && e.innerText.replace(/\s+/g, " ").includes(%q))`, selector, want))
}

// touches taps something once it can be tapped; for a moment after the page has
// changed, taps do nothing.
func (b *tab) touches(selector string) {
	b.t.Helper()
	b.awaits(fmt.Sprintf(`document.querySelector(%q)?.checkVisibility()`, selector))
	time.Sleep(500 * time.Millisecond)
	b.do(tap(selector))
}

// begins taps a kind of spell on the first page, and comes back to it.
func (b *tab) begins(what string) {
	b.t.Helper()
	b.touches(".target." + what)
	b.touches(`body > nav a[href="/"]`)
}

// nothingWaits says that all that is kept on the phone has arrived.
const nothingWaits = `indexedDB.databases().then(all => all.some(x => x.name === "charley") && new Promise((yes, no) => { const r = indexedDB.open("charley"); r.onerror = no
	r.onsuccess = () => { const g = r.result.transaction("entries").objectStore("entries").getAll(); g.onsuccess = () => { r.result.close(); yes(g.result.every(row => !row.due)) } } }))
	.then(done => done && !Object.keys(localStorage).some(name => name.startsWith("charley.tap.")) && !Array.from(document.querySelectorAll("[data-count]")).some(e => !e.hidden))`

// noCount is what can be seen of it.
const noCount = `!Array.from(document.querySelectorAll("[data-count]")).some(e => !e.hidden)`

// taps20 is how many taps a scenario makes; CHARLEY_TAPS asks for more.
func taps20() int {
	if n, err := strconv.Atoi(os.Getenv("CHARLEY_TAPS")); err == nil && n > 0 {
		return n
	}
	return 20
}

// hasOnce fails the test unless the diary holds so many episodes, each once and
// in the night in which the phone's clock stood when it was tapped.
func (h *house) hasOnce(want int) []charley.Entry {
	h.t.Helper()
	all := h.entries(charley.KindEpisode)
	if len(all) != want {
		h.t.Errorf("got %d episodes, want %d", len(all), want)
	}
	starts := map[string]bool{}
	for _, e := range all {
		start := e.Episode().Start
		if starts[start.String()] {
			h.t.Errorf("got two episodes that began at %s", start)
		}
		starts[start.String()] = true
		if night := charley.Noon.NightOf(start); e.Night != night {
			h.t.Errorf("got the night of %s for %s, want %s", e.Night, start, night)
		}
	}
	slices.SortFunc(all, func(a, b charley.Entry) int { return a.Episode().Start.Time.Compare(b.Episode().Start.Time) })
	return all
}
