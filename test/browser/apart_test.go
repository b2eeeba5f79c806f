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

var bothAnswers = map[string]any{
	"onset": "seconds", "pain": "severe", "palpable_hardening": true, "location": []string{"calf"}, "side": "one_either", "relief_stretch": true,
	"residual_soreness": "next_day", "urge_to_move": true, "triggered_by_rest": true, "relief_movement": "partial", "worse_evening_night": true, "returns_on_rest": true, "family_rls": true,
}

var states = []state{
	{"the start", func(*house, *tab) string { return "/answers/what" }},
	{"a screen", func(h *house, _ *tab) string { about(h); return "/answers/what/ask" }},
	{"a question", func(h *house, b *tab) string { about(h); noneOfThese(b); return "/answers/what/ask" }},
	{"a question of words", func(h *house, b *tab) string {
		about(h)
		noneOfThese(b)
		b.sees("/answers/what/ask?order=fixed")
		for !evaluate[bool](b, `!!document.querySelector(".chip, .verdict")`) {
			b.taps(`button[value="dont_know"]`)
		}
		return evaluate[string](b, "location.pathname + location.search")
	}},
	{"today", func(h *house, _ *tab) string {
		about(h)
		h.says(map[string]any{"swelling": "one_leg", "joint_hot": true})
		return "/answers/what"
	}},
	{"an emergency", func(h *house, _ *tab) string {
		about(h)
		h.says(map[string]any{"swelling": "one_leg", "chest_pain": true, "dark_urine": true})
		return "/answers/what"
	}},
	{"thoughts of suicide", func(h *house, _ *tab) string {
		about(h)
		h.says(map[string]any{"suicidal_thoughts": true})
		return "/answers/what"
	}},
	{"warning signs first", func(h *house, _ *tab) string { about(h); h.says(bothAnswers); return "/answers/what" }},
	{"both", func(h *house, b *tab) string {
		h.livesThrough(60)
		about(h)
		noneOfThese(b)
		h.says(bothAnswers)
		return "/answers/what"
	}},
	{"sitting still", func(h *house, b *tab) string {
		b.sees("/answers/what/sit")
		b.taps(`button[value="begin"]`)
		return "/answers/what/sit"
	}},
	{"waiting", func(h *house, b *tab) string {
		b.sees("/answers/what/sit")
		b.taps(`button[value="begin"]`)
		b.do(tap(`input[value="4"] + span`))
		b.taps(`button[value="rate"]`)
		return "/answers/what/sit"
	}},
	{"not easing", func(h *house, b *tab) string {
		running := b.starts("cramp")
		h.setClock("2026-11-23T08:45:00+01:00")
		return running
	}},
}

func TestTellingApartLooksRight(t *testing.T) { lookRight(t, states) }

// Whoever has to call somebody sees whom without scrolling.
func TestTheCallIsOnTheFirstScreen(t *testing.T) {
	for _, name := range []string{"today", "an emergency", "thoughts of suicide"} {
		for _, s := range states {
			if s.name != name {
				continue
			}
			t.Run(name, func(t *testing.T) {
				h := newHouse(t, "2026-11-23T08:30:00+01:00", 0)
				b := h.open()
				b.sees(s.arrive(h, b))
				for _, part := range []string{"h1", ".call"} {
					if !evaluate[bool](b, `document.querySelector("`+part+`").getBoundingClientRect().bottom <= document.querySelector("body > nav").getBoundingClientRect().top`) {
						t.Errorf("%s is not on the first screen", part)
					}
				}
			})
		}
	}
}

// The first run by thumb, without script: from nothing to a verdict.
func TestTellingApartByThumb(t *testing.T) {
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
