package browser

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// presses presses a key and says which night has the focus then.
func (b *tab) presses(key string) string {
	b.t.Helper()
	b.do(chromedp.KeyEvent(key))
	return evaluate[string](b, `document.activeElement.getAttribute("href") ?? document.activeElement.tagName`)
}

// The nights are one stop for Tab, and the arrow keys move among them, over the
// night on which the clocks change and over the end of a month.
func TestNightsByKeyboard(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "2026-11-23T08:30:00+01:00", 500)
	b := h.open()
	for _, tc := range []struct {
		name, view string
		steps      [][2]string // a key, and the night that it leads to
	}{
		{"four weeks", "/nights", [][2]string{
			{kb.ArrowUp, "2026-11-21"}, {kb.ArrowDown, "2026-11-22"}, {kb.ArrowDown, "2026-11-22"}, {kb.PageUp, "2026-11-15"}, {kb.ArrowLeft, "2026-11-14"}, {kb.ArrowRight, "2026-11-15"},
			{kb.Home, "2026-10-26"}, {kb.PageUp, "2026-10-26"}, {kb.PageDown, "2026-11-02"}, {kb.End, "2026-11-22"},
		}},
		{"the month of the clock change", "/nights?month=2026-10", [][2]string{
			{kb.PageUp, "2026-10-24"}, {kb.ArrowDown, "2026-10-25"}, {kb.ArrowDown, "2026-10-26"}, {kb.ArrowUp, "2026-10-25"}, {kb.ArrowUp, "2026-10-24"},
		}},
		{"a year", "/nights?days=365", [][2]string{
			{kb.ArrowUp, "2026-11-15"}, {kb.ArrowLeft, "2026-11-14"}, {kb.PageUp, "2026-10-14"}, {kb.ArrowDown, "2026-10-21"}, {kb.ArrowDown, "2026-10-28"}, {kb.ArrowDown, "2026-11-04"},
			{kb.Home, "2025-12-01"}, {kb.ArrowUp, "2025-12-01"}, {kb.End, "2026-11-22"}, {kb.PageDown, "2026-11-22"},
		}},
		{"a year from its end", "/nights?year=2025", [][2]string{{kb.PageUp, "2025-11-30"}, {kb.PageDown, "2025-12-30"}, {kb.ArrowRight, "2025-12-31"}, {kb.ArrowRight, "2025-12-31"}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b.sees(tc.view)
			if n := evaluate[int](b, `document.querySelectorAll("[data-nights] [aria-label][href]:not([tabindex='-1'])").length`); n != 1 {
				t.Errorf("got %d stops for Tab in the picture, want 1", n)
			}
			evaluate[any](b, `document.querySelector("[data-nights] [tabindex='0']").focus(); undefined`)
			for _, s := range tc.steps {
				if got := b.presses(s[0]); got != "/nights/"+s[1] {
					t.Fatalf("got %s after %U, want %s", got, []rune(s[0]), s[1])
				}
			}
			if !evaluate[bool](b, `parseFloat(getComputedStyle(document.activeElement).outlineWidth) >= 2 && getComputedStyle(document.activeElement).outlineStyle === "solid"`) {
				t.Error("got no ring around the night that has the focus")
			}
			b.reads(".keys", "The arrow keys move")
			want := tc.steps[len(tc.steps)-1][1]
			if _, err := chromedp.Run(b.ctx, chromedp.WaitEvent(page.LoadEventFired, nil, chromedp.KeyEvent(kb.Enter))); err != nil {
				t.Fatal(err)
			}
			if got := evaluate[string](b, "location.pathname"); got != "/nights/"+want {
				t.Errorf("Enter led to %s, want the night of %s", got, want)
			}
		})
	}
}

// Whoever comes back from a night finds the focus where it was.
func TestBackToTheNightOneCameFrom(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "2026-11-23T08:30:00+01:00", 60)
	b := h.open()
	b.sees("/nights/2026-10-14")
	b.taps(`a[href="/nights?month=2026-10#n2026-10-14"]`)
	if got := evaluate[string](b, `document.querySelector("[data-nights] [tabindex='0']").id`); got != "n2026-10-14" {
		t.Errorf("got the stop at %s", got)
	}
}

// Nights are targets of at least 24 px on any screen, and no two overlap.
func TestNightsFitAThumb(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "2026-11-23T08:30:00+01:00", 400)
	b := h.open()
	for _, width := range []int64{320, 390, 480, 768, 1280} {
		b.size(width, 844)
		for _, view := range []string{"/nights", "/nights?month=2026-10", "/nights?days=365"} {
			b.sees(view)
			if got := evaluate[string](b, smallest); got != "" {
				t.Errorf("%s at %d: %s", view, width, got)
			}
		}
	}
}

// smallest names a night that is too small a target, or lies under another one.
const smallest = `(() => {
  for (const a of document.querySelectorAll("[data-nights] [aria-label][href]")) {
    a.scrollIntoView({block: "center"})
    const r = a.getBoundingClientRect(), at = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2)
    if (r.width < 24 || r.height < 24) return a.getAttribute("href") + " is " + r.width + " by " + r.height
    if (at.closest("a") !== a) return a.getAttribute("href") + " lies under " + at.outerHTML.slice(0, 100)
  }
  return ""
})()`

// Without script every night is a stop for Tab, and a link past them comes first.
func TestNightsWithoutScript(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "2026-11-23T08:30:00+01:00", 60)
	b := h.open()
	b.scriptless()
	b.sees("/nights")
	if n := evaluate[int](b, `document.querySelectorAll("[data-nights] a[tabindex='-1']").length`); n != 0 {
		t.Errorf("got %d nights that Tab does not reach", n)
	}
	evaluate[any](b, `document.querySelector(".skip-picture").focus(); undefined`)
	if got, want := b.presses(kb.Tab), "/nights/2026-10-26"; got != want {
		t.Errorf("got %s after the link past the picture, want %s", got, want)
	}
	if h := evaluate[float64](b, fmt.Sprintf(`(document.querySelector(%q).focus(), document.activeElement.getBoundingClientRect().height)`, ".skip-picture")); h < 24 {
		t.Errorf("got the link past the picture %g px high when it has the focus", h)
	}
}
