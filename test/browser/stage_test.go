package browser

import (
	"context"
	"flag"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	"charley/app"
	"charley/knowledge"
	"charley/preview"
	"charley/store"
	"charley/web"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"
)

// A stage shows the states of the preview in a browser, one after the other: each
// at the address where it came about, with what is around it.
type stage struct {
	*tab
	mu      sync.Mutex
	address string
	answer  preview.Answer
	around  http.Handler
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	go func() { done <- web.Serve(ctx, ln, s) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	s.tab = openTab(t, "http://"+ln.Addr().String())
	s.do(
		call(network.SetBypassServiceWorker, network.SetBypassServiceWorkerParams{Bypass: true}),
		call(emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}),
	)
	return s
}

// ServeHTTP answers with the state where it is asked for, and with the pages
// around it elsewhere.
func (s *stage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.URL.RequestURI() != s.address {
		s.around.ServeHTTP(w, r)
		return
	}
	for key, values := range s.answer.Header {
		w.Header()[key] = values
	}
	w.Header().Del("Content-Length")
	w.Header().Del("Set-Cookie")
	w.WriteHeader(s.answer.Status)
	_, _ = w.Write(s.answer.Body)
}

// shows opens a state in a palette, in a browser that remembers nothing.
func (s *stage) shows(scene preview.Scene, palette string) {
	s.t.Helper()
	answer, err := scene.Look(palette)
	if err != nil {
		s.t.Fatal(err)
	}
	address, _, _ := strings.Cut(scene.Address, "#")
	s.mu.Lock()
	s.address, s.answer, s.around = address, answer, scene.Handler
	s.mu.Unlock()
	s.do(call(storage.ClearDataForOrigin, storage.ClearDataForOriginParams{Origin: s.base, StorageTypes: "all"}))
	s.palette(palette)
	s.sees(address)
	evaluate[any](s.tab, unfold)
}

// media tells the pages what the person prefers; nothing ends that.
func (s *stage) media(features ...string) {
	s.t.Helper()
	p := emulation.SetEmulatedMediaParams{}
	for i := 0; i < len(features); i += 2 {
		p.Features = append(p.Features, &emulation.MediaFeature{Name: features[i], Value: features[i+1]})
	}
	s.do(call(emulation.SetEmulatedMedia, p))
}

var only = flag.String("state", "", "look only at the states whose page and name hold this")

// shards is how many browsers look at once; each at a part of the states.
const shards = 2

// Every state of every page is usable by whoever comes: axe-core finds nothing to
// mend in either palette, nothing is wider than a narrow phone or cut off in large
// type, whatever has the focus shows it, targets fit a thumb, nothing moves for
// who does not want it, and forced colours leave nothing unseen.
func TestEveryStateIsUsableByEverybody(t *testing.T) {
	axe, studio := axeSource(t), newStudio(t)
	for shard := range shards {
		t.Run(fmt.Sprintf("part %d", shard+1), func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			for i, state := range preview.States() {
				if i%shards != shard || !strings.Contains(state.Page+", "+state.Name, *only) {
					continue
				}
				if err := studio.Visit(t.Context(), state, func(scene preview.Scene) error {
					s.looksAt(scene, axe)
					return nil
				}); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func newStudio(t *testing.T) preview.Studio {
	t.Helper()
	base, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	return preview.Studio{Counsel: app.NewCounsel(base), Open: func(ctx context.Context) (preview.Diary, error) {
		return store.Open(ctx, store.Options{Dir: t.TempDir()})
	}}
}

// onStage shows one state by day, to be looked at by a test of its own.
func onStage(t *testing.T, page, name string, look func(*stage)) {
	t.Helper()
	s := newStage(t)
	for _, state := range preview.States() {
		if state.Page != page || state.Name != name {
			continue
		}
		if err := newStudio(t).Visit(t.Context(), state, func(scene preview.Scene) error {
			s.shows(scene, "day")
			look(s)
			return nil
		}); err != nil {
			t.Error(err)
		}
		return
	}
	t.Errorf("%s has no state %q", page, name)
}

// looksAt holds one state to everything that is promised.
func (s *stage) looksAt(scene preview.Scene, axe string) {
	s.t.Helper()
	name := scene.State.Page + ", " + scene.State.Name
	s.do(call(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: false}))
	s.shows(scene, "night")
	evaluate[any](s.tab, axe+"; undefined")
	s.finds(name+" by night", runAxeColours)
	s.shows(scene, "day")
	evaluate[any](s.tab, axe+"; undefined")
	s.finds(name+" by day", runAxe)
	s.do(chromedp.KeyEvent("\t")) // focus is shown to who uses keys
	for what, found := range map[string]string{"does not show the focus": unfocused, "is too small for a thumb": small} {
		for _, e := range evaluate[[]string](s.tab, found) {
			s.t.Errorf("%s: this %s: %s", name, what, e)
		}
	}
	s.media("prefers-reduced-motion", "reduce")
	for _, e := range evaluate[[]string](s.tab, moving) {
		s.t.Errorf("%s: this moves for somebody who does not want it: %s", name, e)
	}
	s.media("forced-colors", "active")
	for _, e := range evaluate[[]string](s.tab, lost) {
		s.t.Errorf("%s: this cannot be told apart in forced colours: %s", name, e)
	}
	s.media()
	for _, width := range []int64{1280, 320, 390} {
		s.size(width, 844)
		s.fitsNow(name, width, false)
	}
	s.fitsNow(name+" in large type", 390, true)
	s.size(320, 844)
	s.fitsNow(name+" in large type", 320, true)
	s.size(390, 844)
	for _, c := range s.forgive() {
		if strings.HasPrefix(c, "refused by the policy") || strings.HasPrefix(c, "exception") || strings.HasPrefix(c, "loads ") {
			s.t.Errorf("%s: the browser complains: %s", name, c)
		}
	}
}

// finds fails the test for what a run of axe-core finds.
func (s *stage) finds(name, run string) {
	s.t.Helper()
	for _, f := range evaluate[[]finding](s.tab, run) {
		s.t.Errorf("%s: %s (%s): %s\n%s", name, f.Help, f.ID, f.Impact, strings.Join(f.Nodes, "\n"))
	}
}

// runAxeColours looks only for what can differ between the palettes.
var runAxeColours = strings.Replace(runAxe, "{resultTypes:", `{runOnly: ["color-contrast", "link-in-text-block"], resultTypes:`, 1)

// focusable goes through all that can have the focus, with the part of it that is seen.
const focusable = `Array.from(document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]"))
  .filter(e => e.checkVisibility({visibilityProperty: true}) && e.tabIndex >= 0 && !e.disabled)
  .map(e => [e, e.matches(".chip input") ? e.nextElementSibling : e])`

const unfocused = `(() => {
  const look = e => { const s = getComputedStyle(e), c = e.firstElementChild ? getComputedStyle(e.firstElementChild) : s
    return [s.outlineStyle, s.outlineWidth, s.boxShadow, s.backgroundColor, s.borderColor, s.opacity, c.fill, c.stroke, c.strokeWidth, c.outlineStyle, c.opacity].join(" ") }
  const out = []
  for (const [e, seen] of ` + focusable + `) {
    document.activeElement?.blur()
    const before = look(seen)
    e.focus()
    if (document.activeElement !== e || look(seen) === before) out.push(e.outerHTML.replace(/\s+/g, " ").slice(0, 150))
  }
  document.activeElement?.blur()
  return out
})()`

// small are targets under 44 px. Links inside a sentence are as high as its lines,
// and the nights of a picture stand in a table below it, each as high as a thumb.
const small = `(() => {
  const out = []
  for (const [e, seen] of ` + focusable + `) {
    if (e.closest("svg, .plot, .days") || e.matches(".skip, .unseen") || getComputedStyle(e).display === "inline") continue
    const r = (e.closest("label.tick") ?? seen).getBoundingClientRect()
    if (r.height < 43.5 || r.width < 43.5) out.push(Math.round(r.width) + " x " + Math.round(r.height) + " " + e.outerHTML.replace(/\s+/g, " ").slice(0, 150))
  }
  return out
})()`

// moving are animations; the clock that counts seconds is no decoration.
const moving = `document.getAnimations().filter(a => a.playState === "running" && a.animationName !== "tick").map(a => (a.animationName ?? a.transitionProperty) + " of " + a.effect?.target?.outerHTML.slice(0, 120))`

// lost are answers that are given and look as if they were not, and marks in
// pictures that have no colour left.
const lost = `(() => {
  const out = []
  for (const c of document.querySelectorAll(".chip input:checked + span")) {
    const off = c.closest("fieldset").querySelector(".chip input:not(:checked) + span"), a = getComputedStyle(c)
    if (!c.checkVisibility() || c.closest(".quiet")) continue
    const b = off && getComputedStyle(off)
    if (b && a.outlineStyle === b.outlineStyle && a.backgroundColor === b.backgroundColor && a.borderColor === b.borderColor) out.push(c.outerHTML)
  }
  return out
})()`
