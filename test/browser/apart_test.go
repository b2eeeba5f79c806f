package browser

import (
	"testing"

	"charley"
)

// about says what rules need to know about a person.
func about(h *house) {
	h.keeps(charley.KindFact, map[string]any{"about": "age", "born": 1959, "night": "2026-11-22"})
	h.keeps(charley.KindFact, map[string]any{"about": "sex", "sex": "F", "night": "2026-11-22"})
}

// noneOfThese taps through the warning signs.
func noneOfThese(b *tab) {
	b.sees("/answers/what/ask")
	for evaluate[bool](b, `!!document.querySelector("button[value=none]")`) {
		b.taps(`button[value="none"]`)
	}
}

// Whoever has to call somebody sees whom without scrolling.
func TestTheCallIsOnTheFirstScreen(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"see somebody today", "an emergency", "thoughts of suicide"} {
		t.Run(name, func(t *testing.T) {
			onStage(t, "/answers/what", name, func(s *stage) {
				for _, part := range []string{"h1", ".call"} {
					if !evaluate[bool](s.tab, `document.querySelector("`+part+`").getBoundingClientRect().bottom <= document.querySelector("body > nav").getBoundingClientRect().top`) {
						t.Errorf("%s is not on the first screen", part)
					}
				}
			})
		})
	}
}

// The first run by thumb, without script: from nothing to a verdict.
func TestTellingApartByThumb(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "2026-11-23T08:30:00+01:00", 0)
	b := h.open()
	b.scriptless()
	b.sees("/")
	b.taps(`.first a[href="/answers/what"]`)
	b.reads("h1", "What is it?")
	b.taps(`a[href="/answers/what/ask"]`)
	b.reads("h1", "About you")
	b.do(setValue("#born", "1959"), tap(`input[value="F"] + span`))
	b.taps("button.primary")
	b.reads("main", "Warning signs 1 of")
	for range 40 {
		button := evaluate[string](b, `["none", "no", "dont_know"].find(v => document.querySelector("button[value=" + v + "]")) ?? ""`)
		if button == "" {
			break
		}
		b.taps(`button[value="` + button + `"]`)
	}
	b.reads("h1", "What it is")
	b.reads("main", "It is no examination.")
}

// Ticking turns "None of these" into "What I ticked, nothing else".
func TestATickChangesTheButton(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "2026-11-23T08:30:00+01:00", 0)
	b := h.open()
	about(h)
	b.sees("/answers/what/ask")
	shown := func(button string) bool {
		return evaluate[bool](b, `document.querySelector("button[value=`+button+`]").checkVisibility()`)
	}
	if !shown("none") || shown("ticked") {
		t.Error("got the wrong button before a tick")
	}
	b.do(tap(".tick"))
	if shown("none") || !shown("ticked") {
		t.Error("got the wrong button after a tick")
	}
}
