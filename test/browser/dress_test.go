package browser

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"charley/preview"
)

// asByDay turns what a page wears by night into what it wears by day: the layout
// has it in four places, and part/look.ts changes the same ones.
var asByDay = [...][2]string{
	{` class="night" data-look="night"`, ` data-look="day"`},
	{`<meta name="color-scheme" content="dark">`, `<meta name="color-scheme" content="light">`},
	{`<meta name="theme-color" content="#000000">`, `<meta name="theme-color" content="#faf7f1">`},
}

// sameButForDress says that two pages are the same, but for what they wear. A page
// that wears nothing, as bare ones do, cannot be dressed.
func sameButForDress(day, night preview.Answer) bool {
	worn := night.Body
	for _, d := range asByDay {
		if !bytes.Contains(worn, []byte(d[0])) {
			return false
		}
		worn = bytes.Replace(worn, []byte(d[0]), []byte(d[1]), 1)
	}
	return day.Status == night.Status && maps.EqualFunc(day.Header, night.Header, slices.Equal) && bytes.Equal(worn, day.Body)
}

// wears puts the page that is open into a palette, as its own script does when the
// hour comes, and waits until nothing changes any more. It is touched too, so that
// it is not dim.
func (s *stage) wears(palette string) {
	s.t.Helper()
	evaluate[any](s.tab, fmt.Sprintf(`(async night => {
  document.documentElement.classList.toggle("night", night)
  document.documentElement.dataset.look = night ? "night" : "day"
  document.querySelector("meta[name=color-scheme]").content = night ? "dark" : "light"
  document.querySelector("meta[name=theme-color]").content = night ? "#000000" : "#faf7f1"
  document.body.dispatchEvent(new Event("pointerdown"))
  await Promise.all(document.getAnimations().filter(a => a instanceof CSSTransition).map(a => a.finished.catch(() => undefined)))
})(%t)`, palette == "night"))
}

// inBothPalettes lets axe-core look at a state by night and by day, and leaves it
// open by day. Where the two pages are the same but for what they wear, the one by
// day is dressed for the night, which saves opening it twice; where they are not,
// each is opened.
func (s *stage) inBothPalettes(scene preview.Scene, axe, name string) {
	s.t.Helper()
	day, night := s.looks(scene, "day"), s.looks(scene, "night")
	if sameButForDress(day, night) {
		s.opensWith(axe, scene, day, "day")
		s.wears("night")
		found := evaluate[[]finding](s.tab, runAxeColours)
		if s.isWorn("night") { // else its script has dressed it for the day again
			s.finds(name+" by night", found)
			s.wears("day")
			s.finds(name+" by day", evaluate[[]finding](s.tab, runAxe))
			return
		}
	}
	s.opensWith(axe, scene, night, "night")
	s.finds(name+" by night", evaluate[[]finding](s.tab, runAxeColours))
	s.opensWith(axe, scene, day, "day")
	s.finds(name+" by day", evaluate[[]finding](s.tab, runAxe))
}

// opensWith opens the page of a state with axe-core in it.
func (s *stage) opensWith(axe string, scene preview.Scene, page preview.Answer, palette string) {
	s.t.Helper()
	s.opens(scene, page, palette)
	evaluate[any](s.tab, axe+"; undefined")
}

// isWorn says whether the page that is open is in a palette.
func (s *stage) isWorn(palette string) bool {
	s.t.Helper()
	return evaluate[bool](s.tab, `document.documentElement.classList.contains("night")`) == (palette == "night")
}

// finds fails the test for what axe-core has found.
func (s *stage) finds(name string, found []finding) {
	s.t.Helper()
	for _, f := range found {
		s.t.Errorf("%s: %s (%s): %s\n%s", name, f.Help, f.ID, f.Impact, strings.Join(f.Nodes, "\n"))
	}
}
