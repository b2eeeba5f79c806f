package browser

import (
	"testing"

	"charley"
	"charley/knowledge"
	"charley/trial"
)

// seals puts a test into the diary that has been going on for two nights. Its
// remedy is safe for everybody, so that nothing pauses it.
func (h *house) seals() {
	h.t.Helper()
	base, err := knowledge.Default()
	if err != nil {
		h.t.Fatal(err)
	}
	rec, _ := base.Remedies().Get("loose-covers")
	tonight, _, err := h.app.Tonight(h.t.Context(), h.caller)
	if err != nil {
		h.t.Fatal(err)
	}
	before := trial.RunIn{Nights: 14, Logged: 14, EventNights: 7, Events: 7, Mean: 0.5, SD: 0.5}
	plan, err := trial.PlanFor(trial.Wish{Remedy: rec, Offered: true, Pregnant: charley.No, Nights: 28, Start: tonight.Add(-2)}, before)
	if err != nil {
		h.t.Fatal(err)
	}
	s, err := trial.Seal(plan, [32]byte{5})
	if err != nil {
		h.t.Fatal(err)
	}
	text, err := s.Text()
	if err != nil {
		h.t.Fatal(err)
	}
	h.keeps(charley.KindTrial, map[string]any{
		"night": s.Start.String(), "until": s.Last().String(), "remedy": s.Remedy, "name": rec.Name, "measure": s.Measure, "blind": s.Blind, "sealed": text, "seal": s.Hash,
	})
}

// What was drawn for tonight is on the phone when the server is off, and gone as
// soon as a warning sign stands.
func TestTonightsLineWithoutTheServer(t *testing.T) {
	t.Parallel()
	const line, gone = "[data-part=tonight]", `!document.querySelector("[data-part=tonight]").checkVisibility()`
	h := newHouse(t, "", 0)
	h.seals()
	b := h.phone()
	b.shows(line, "of 28 in your test.")
	told := evaluate[string](b, `document.querySelector("[data-part=tonight]").textContent.trim()`)
	h.stop()
	b.sees("/")
	b.shows(line, told)

	h.start()
	h.says(map[string]any{"swelling": "one_leg"})
	b.sees("/")
	b.shows("[data-part=flag]", "Get this looked at")
	b.awaits(gone)
	h.stop()
	b.sees("/")
	b.shows("[data-part=flag]", "Get this looked at")
	b.awaits(gone)
}
