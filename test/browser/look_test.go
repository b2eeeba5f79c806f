package browser

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// unfold opens everything that can be unfolded, so that it is looked at too.
const unfold = `for (const d of document.querySelectorAll("details")) d.open = true`

// A finding is what axe-core has to say about one rule.
type finding struct {
	ID, Impact, Help string
	Nodes            []string
}

const runAxe = `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.map(v =>
  ({ID: v.id, Impact: v.impact, Help: v.help, Nodes: v.nodes.map(n => n.target.join(" ") + ": " + n.failureSummary)})))`

// passesAxe fails the test for whatever axe-core finds on a page, in both palettes.
func (b *tab) passesAxe(axe, page string) {
	b.t.Helper()
	for _, palette := range []string{"day", "night"} {
		b.palette(palette)
		b.sees(page)
		b.accessible(axe, page+" by "+palette)
	}
}

// accessible fails the test for whatever axe-core finds on the page that is open.
func (b *tab) accessible(axe, name string) {
	b.t.Helper()
	evaluate[any](b, unfold)
	evaluate[any](b, axe+"; undefined")
	for _, f := range evaluate[[]finding](b, runAxe) {
		b.t.Errorf("%s: %s (%s): %s\n%s", name, f.Help, f.ID, f.Impact, strings.Join(f.Nodes, "\n"))
	}
}

// axeSource is axe-core itself, or a reason to skip the test.
func axeSource(t *testing.T) string {
	t.Helper()
	axe, err := os.ReadFile(filepath.FromSlash("node_modules/axe-core/axe.min.js"))
	if err != nil {
		t.Skip("axe-core is not installed (npm ci in test/browser): the pages are not checked for accessibility")
	}
	return string(axe)
}

// fits fails the test if a page is wider than the screen.
func (b *tab) fits(page string, width int64, large bool) {
	b.t.Helper()
	b.sees(page)
	b.fitsNow(page, width, large)
}

// fitsNow is fits for the page that is open.
func (b *tab) fitsNow(page string, width int64, large bool) {
	b.t.Helper()
	evaluate[any](b, unfold)
	if large {
		evaluate[any](b, `document.documentElement.style.fontSize = "200%"; undefined`)
	}
	if wide := evaluate[int64](b, "document.documentElement.scrollWidth"); wide > width {
		b.t.Errorf("%s is %d wide on a screen of %d:\n%s", page, wide, width, evaluate[string](b, widest))
	}
}

// widest names what sticks out.
const widest = `Array.from(document.querySelectorAll("body *")).filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .slice(-3).map(e => e.outerHTML.slice(0, 120)).join("\n")`

func TestTargetsFitAThumb(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "2026-11-23T02:47:00+01:00", 28)
	b := h.open()
	b.sees("/")
	for selector, least := range map[string]float64{".target.cramp": 120, ".target.restless": 120, ".target.other": 120, "body > nav a": 44} {
		b.wantTall(selector, least)
	}
	b.do(tap(".target.cramp"), chromedp.WaitVisible(chromedp.CSS(".target.eased")))
	b.wantTall(".ends-bar button", 120)
	for _, page := range []string{"/morning", "/evening", "/about-you", "/settings"} {
		b.sees(page)
		b.wantTall(".chip:not(.quiet)", 44)
		b.wantTall("main button:not(.unseen)", 44)
	}
}

// Both answers to whether it has eased are on the first screen, wherever it hurts,
// and what has the focus is not under them.
func TestWhetherItHasEasedIsInReach(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "2026-11-23T02:47:00+01:00", 0)
	b := h.open()
	running := b.starts("cramp")
	for _, place := range []string{"", "foot", "thigh", "calf"} {
		for _, size := range [][2]int64{{390, 844}, {320, 568}} {
			b.size(size[0], size[1])
			b.sees(running)
			if place != "" {
				evaluate[any](b, fmt.Sprintf(`for (const c of document.querySelectorAll("[name='e.places']")) c.checked = c.value == %q; undefined`, place))
				b.taps(`#part button`)
			}
			if got := evaluate[float64](b, `Math.max(...Array.from(document.querySelectorAll(".target.eased, .not-easing"), e => e.getBoundingClientRect().bottom)) - document.querySelector("body > nav").getBoundingClientRect().top`); got > 0 {
				t.Errorf("%q on %v: the buttons are %g px below the first screen", place, size, got)
			}
			if hidden := evaluate[string](b, underTheBar); hidden != "" {
				t.Errorf("%q on %v: the focus is hidden on %s", place, size, hidden)
			}
		}
	}
}

// underTheBar moves the focus through the page and names what is then covered.
const underTheBar = `(() => {
  for (const e of document.querySelectorAll("main a, main summary, main button, main input:not([type=hidden])")) {
    if (!e.checkVisibility({visibilityProperty: true})) continue
    e.focus()
    const r = (e.matches(".chip input") ? e.nextElementSibling : e).getBoundingClientRect(), at = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2)
    if (at && at.closest(".ends-bar, body > nav") && !e.closest(".ends-bar")) return e.outerHTML.slice(0, 120)
  }
  return ""
})()`

// Scales and figures stand in even rows: no row has wider parts than another.
func TestScalesAndFiguresAreEven(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "2026-11-23T08:30:00+01:00", 60)
	b := h.open()
	for _, tc := range []struct {
		name           string
		width          int64
		scale, figures string
	}{
		{"the narrowest phone", 320, "4 4 3", "2 2"}, {"a phone", 390, "6 5", "2 2"}, {"a large phone", 480, "6 5", "2 2"}, {"a wide screen", 1280, "11", "2 2"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b.size(tc.width, 844)
			b.sees("/morning")
			evaluate[any](b, unfold)
			if got := evaluate[string](b, fmt.Sprintf(rows, ".add .scale .chip:not(.quiet)")); got != tc.scale {
				t.Errorf("got a scale in rows of %q, want %q", got, tc.scale)
			}
			b.sees("/nights")
			if got := evaluate[string](b, fmt.Sprintf(rows, ".figures > div")); got != tc.figures {
				t.Errorf("got figures in rows of %q, want %q", got, tc.figures)
			}
		})
	}
}

// rows counts what fits a selector by the row it stands in, as "6 5"; a part
// that is not as wide as the first one is named instead.
const rows = `(() => {
  const parts = Array.from(document.querySelectorAll(%q), e => e.getBoundingClientRect()), count = new Map()
  for (const p of parts) {
    if (Math.abs(p.width - parts[0].width) > 1) return p.width + " wide beside " + parts[0].width
    count.set(Math.round(p.top), (count.get(Math.round(p.top)) || 0) + 1)
  }
  return Array.from(count.values()).join(" ")
})()`

// wantTall fails the test unless everything that fits a selector has a height.
func (b *tab) wantTall(selector string, least float64) {
	b.t.Helper()
	got := evaluate[float64](b, fmt.Sprintf(`Math.min(...Array.from(document.querySelectorAll(%q), e => e.getBoundingClientRect().height || 999))`, selector))
	if got < least || got == 999 {
		b.t.Errorf("got %s %g px high, want at least %g", selector, got, least)
	}
}

// The first bytes of a page at night are black already: nothing flashes.
func TestNoFlashAtNight(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "2026-11-23T02:47:00+01:00", 0)
	b := h.openWith(atNight())
	b.sees("/")
	if got := evaluate[string](b, `[getComputedStyle(document.documentElement).backgroundColor, document.querySelector("meta[name=color-scheme]").content, getComputedStyle(document.documentElement).colorScheme].join(" ")`); got != "rgb(0, 0, 0) dark dark" {
		t.Errorf("got %q, want black from the start", got)
	}
}
