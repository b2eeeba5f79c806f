package browser

import (
	"flag"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"charley/preview"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

var only = flag.String("state", "", "look only at the states whose page and name hold this")

// shards is how many browsers look at once; each takes the next state that nobody
// has taken. Three keep two processors busy, because a browser also waits.
const shards = 3

// Every state of every page is usable by whoever comes: axe-core finds nothing to
// mend in either palette, nothing is wider than a narrow phone or cut off in large
// type, whatever has the focus shows it, targets fit a thumb, nothing moves for
// who does not want it, and forced colours leave nothing unseen.
func TestEveryStateIsUsableByEverybody(t *testing.T) {
	t.Parallel()
	axe, studio, states := axeSource(t), newStudio(t), preview.States()
	var taken atomic.Int64
	for shard := range shards {
		t.Run(fmt.Sprintf("part %d", shard+1), func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			for i := taken.Add(1) - 1; i < int64(len(states)); i = taken.Add(1) - 1 {
				state := states[i]
				if !strings.Contains(state.Page+", "+state.Name, *only) {
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

// looksAt holds one state to everything that is promised.
func (s *stage) looksAt(scene preview.Scene, axe string) {
	s.t.Helper()
	name := scene.State.Page + ", " + scene.State.Name
	s.do(call(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: false}))
	s.inBothPalettes(scene, axe, name)
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
	s.fitsEverywhere(name)
	for _, c := range s.forgive() {
		if strings.HasPrefix(c, "refused by the policy") || strings.HasPrefix(c, "exception") || strings.HasPrefix(c, "loads ") {
			s.t.Errorf("%s: the browser complains: %s", name, c)
		}
	}
}

// fitsEverywhere fails the test if the page that is open is wider than a screen.
func (s *stage) fitsEverywhere(name string) {
	s.t.Helper()
	s.fitsNow(name, 390, false)
	s.fitsNow(name+" in large type", 390, true)
	s.size(320, 844)
	s.fitsNow(name+" in large type", 320, true)
	evaluate[any](s.tab, `document.documentElement.style.fontSize = ""; undefined`)
	s.fitsNow(name, 320, false)
	s.size(1280, 844)
	s.fitsNow(name, 1280, false)
	s.size(390, 844)
}
