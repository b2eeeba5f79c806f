package browser

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"charley"
)

// isClean fails the test for whatever axe-core finds on the page as it stands,
// for pages that answer a form and cannot be opened again.
func (b *tab) isClean(what string) {
	b.t.Helper()
	axe, err := os.ReadFile(filepath.FromSlash("node_modules/axe-core/axe.min.js"))
	if err != nil {
		b.t.Logf("axe-core is not installed (npm ci in test/browser): %s is not checked for accessibility", what)
		return
	}
	evaluate[any](b, unfold)
	evaluate[any](b, string(axe)+"; undefined")
	for _, f := range evaluate[[]finding](b, runAxe) {
		b.t.Errorf("%s: %s (%s): %s\n%s", what, f.Help, f.ID, f.Impact, strings.Join(f.Nodes, "\n"))
	}
}

// Reminders, a private address, and the end of it all, by thumb, in both palettes.
func TestRemindersAndErasingByThumb(t *testing.T) {
	t.Parallel()
	for _, palette := range []string{"day", "night"} {
		t.Run(palette, func(t *testing.T) {
			h := newHouse(t, "2026-11-23T08:30:00+01:00", 3)
			b := h.open()
			b.palette(palette)
			b.sees("/settings")
			b.do(tap(`#reminders label.tick`))
			b.taps(`form[action="/settings/reminders"] button`)
			b.reads("#reminders .notice", "Saved")
			b.isClean("reminders that are on")
			b.taps(`form[action="/settings/feed"] button`)
			b.reads("#address", "/feed/chl_")
			b.isClean("the private address")
			if wide := evaluate[int64](b, "document.documentElement.scrollWidth"); wide > 390 {
				t.Errorf("the private address is %d wide on a screen of 390", wide)
			}
			address := evaluate[string](b, `document.querySelector("#address").textContent.trim()`)
			if got := evaluate[string](b, `fetch("`+address+`", {credentials: "omit"}).then(r => r.text())`); !strings.Contains(got, "SUMMARY:Charley: morning") {
				t.Errorf("a calendar reads %q", got)
			}
			b.sees("/settings/erase")
			b.taps("button.danger")
			b.reads("#word-wrong", "Nothing was erased")
			b.isClean("other words")
			b.do(setValue("#word", "erase everything"))
			b.taps("button.danger")
			b.reads("h1", "Everything is erased")
			b.isClean("erased")
			if left := h.app.State(); !left.Writable {
				t.Errorf("got %+v", left)
			}
			b.sees("/")
			c, err := h.app.Owner(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if h.caller = c; len(h.entries(charley.KindMorning)) > 0 {
				t.Error("there are mornings left")
			}
			for _, said := range b.forgive() {
				if !strings.Contains(said, "422") {
					t.Errorf("the browser complains: %s", said)
				}
			}
		})
	}
}
