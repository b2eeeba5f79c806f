package browser

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A state is one that pages can be in: it is brought about, and where it is looked at.
type state struct {
	name   string
	arrive func(h *house, b *tab) (page string)
}

// lookRight holds each state to what every page promises: it is clean to axe-core,
// fits a narrow phone and large type, and its targets fit a thumb.
func lookRight(t *testing.T, states []state) {
	t.Helper()
	lookRightIn(t, states, func(t *testing.T) *house { return newHouse(t, "2026-11-23T08:30:00+01:00", 0) })
}

// lookRightIn is lookRight for states of another house.
func lookRightIn(t *testing.T, states []state, start func(*testing.T) *house) {
	t.Helper()
	axe, err := os.ReadFile(filepath.FromSlash("node_modules/axe-core/axe.min.js"))
	if err != nil {
		t.Log("axe-core is not installed (npm ci in test/browser): the pages are not checked for accessibility")
	}
	for _, s := range states {
		t.Run(s.name, func(t *testing.T) {
			h := start(t)
			b := h.open()
			page := s.arrive(h, b)
			if len(axe) > 0 {
				b.passesAxe(string(axe), page)
			}
			for _, width := range []int64{320, 390, 1280} {
				b.size(width, 844)
				b.fits(page, width, width == 320)
			}
			const targets = "main button:not(.unseen, .link), main .button, main .tick"
			if evaluate[bool](b, `!!document.querySelector("`+targets+`")`) {
				b.wantTall(targets, 44)
			}
			for _, c := range b.forgive() {
				if !strings.Contains(c, "a status of 4") { // a page that says no says it with its status too
					t.Errorf("the browser complains: %s", c)
				}
			}
		})
	}
}
