package browser

import "testing"

// cramping is somebody whose cramps are told apart and whose warning signs are answered.
func cramping(h *house, b *tab) {
	about(h)
	noneOfThese(b)
	h.says(map[string]any{"onset": "seconds", "pain": "severe", "palpable_hardening": true, "location": []string{"calf"}, "relief_stretch": true, "residual_soreness": "next_day", "urge_to_move": false, "triggered_by_rest": false})
}

// noneOfTheRest says no, on the page about the person, to all that is not ticked.
func noneOfTheRest(b *tab) {
	b.sees("/about-you")
	evaluate[any](b, `for (const t of document.querySelectorAll("input[name^='none.']")) t.checked = true; document.querySelector("input[name='alone.numb_feet'][value=no]").checked = true; undefined`)
	b.taps(`form[action="/about-you"] button.primary`)
}

// The first run without a diary, by thumb and without script: about you, the
// warning signs, what it is, what may help, one remedy.
func TestFromAboutYouToARemedyByThumb(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "2026-11-23T08:30:00+01:00", 0)
	b := h.open()
	about(h)
	cramping(h, b)
	noneOfTheRest(b)
	b.sees("/answers/what")
	b.sees("/answers/help")
	b.taps("#offered .remedy a")
	if !evaluate[bool](b, `document.querySelectorAll("ol.steps li").length > 0 && document.querySelectorAll(".claims li").length > 0`) {
		t.Error("the first remedy that is offered shows no steps, or no sources")
	}
	b.do(tap(`input[name="helped"][value="yes"] + span`))
	b.taps(`form[action$="/tried"] button`)
}
