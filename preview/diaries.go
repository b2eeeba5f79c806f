package preview

import (
	"time"

	"charley"
)

// cramp and restless are taps on Now; told is somebody who said who they are.
var (
	cramp    = taps("/now", fields{"what": "cramp"})
	restless = taps("/now", fields{"what": "restless"})
	eases    = taps("/entries/{last episode}/running", fields{"do": "eased", "e.side": "left", "e.places": "calf", "e.intensity": "8", "e.rev": "1"})
	stuck    = taps("/entries/{last episode}/running", fields{"do": "not_easing", "e.rev": "1"})
)

// nowStates are three in the morning: the two targets, what runs, what eased it.
func nowStates() []State {
	const now, running, eased = "/{$}", "/entries/{id}/running", "/entries/{id}/eased"
	return []State{
		on(now, "first run", at(threeAM), look("/")),
		on(now, "at night", at(threeAM), lived(28), look("/")),
		on(now, "no script", at(threeAM), lived(28), scriptless, look("/")),
		on(now, "one runs", at(threeAM), lived(28), cramp, later(80*time.Second), look("/")),
		on(now, "eased", at(threeAM), lived(28), cramp, later(86*time.Second), eases, taps("/entries/{last episode}/eased", fields{"by": "stretch", "e.rev": "2"})),
		on(now, "removed by mistake", at(threeAM), lived(28), cramp, taps("/entries/{last episode}/remove", fields{"back": "/", "rev": "1"})),
		on(now, "a warning sign stands", at(threeAM), aged, says(map[string]any{"swelling": "one_leg"}), look("/")),
		on(now, "nothing can be saved", at(threeAM), lived(28), readOnly, look("/")),
		on(running, "cramp, calf", at(threeAM), lived(28), cramp, later(86*time.Second), look("/entries/{last episode}/running")),
		on(running, "cramp, saved with its place", at(threeAM), lived(28), cramp, later(30*time.Second),
			taps("/entries/{last episode}/running", fields{"do": "save", "e.side": "left", "e.places": "foot", "e.intensity": "8", "e.rev": "1"})),
		on(running, "cramp, thigh", at(threeAM), lived(28), cramp,
			taps("/entries/{last episode}/running", fields{"do": "save", "e.places": "thigh_front", "e.rev": "1"})),
		on(running, "restless", at(threeAM), lived(28), restless, later(12*time.Minute), look("/entries/{last episode}/running")),
		on(running, "something else", at(threeAM), lived(28), taps("/now", fields{"what": "other"})),
		on(running, "not easing, signs asked", at(threeAM), aged, noSigns, cramp, later(11*time.Minute), stuck),
		on(running, "not easing, a sign there", at(threeAM), aged, cramp, later(11*time.Minute), stuck, says(map[string]any{"swelling": "one_leg"}),
			look("/entries/{last episode}/running")),
		on(running, "not easing, none there", at(threeAM), aged, noSigns, cramp, later(11*time.Minute), stuck,
			taps("/entries/{last episode}/easing", fields{"do": "none", "shown": easingSigns})),
		on(running, "not easing, not known", at(threeAM), aged, cramp, later(11*time.Minute), stuck,
			taps("/entries/{last episode}/easing", fields{"do": "dont_know", "shown": easingSigns})),
		on(running, "over an hour", at(threeAM), restless, later(83*time.Minute), look("/entries/{last episode}/running")),
		on(running, "no script", at(threeAM), lived(28), cramp, later(86*time.Second), scriptless, look("/entries/{last episode}/running")),
		on(eased, "what eased it", at(threeAM), lived(28), cramp, later(86*time.Second), eases),
		on(eased, "said before", at(threeAM), lived(28), cramp, later(86*time.Second), eases,
			taps("/entries/{last episode}/eased", fields{"by": []string{"stretch", "walk"}, "do": "done", "e.rev": "2"}), look("/entries/{last episode}/eased")),
	}
}

// easingSigns are the warning signs that are asked for where a cramp does not ease.
var easingSigns = []string{"swelling", "redness_warmth", "pallor_cold_leg", "numb_persistent"}

// counts is a night whose cramps were counted and not timed, as on paper.
func counts(h *house) {
	h.keep(charley.KindMorning, map[string]any{"night": "2026-11-22", "nothing_more": true, "cramps": 3, "cramp_worst": 7})
}

// checkinStates are the two check-ins, on time, late, empty, full, refused.
func checkinStates() []State {
	const morningPage, eveningPage = "/morning", "/evening"
	note := fields{"note": "Two espressos late, and the new shoes."}
	full := fields{"soreness": "a_little", "sleep": "20", "bother": "2", "in_bed": "22:40", "out_of_bed": "06:50", "note": "Woke twice; the left calf is still tender.", "do": "done"}
	return []State{
		on(morningPage, "empty", look(morningPage)),
		on(morningPage, "a cramp is written down", at(threeAM), cramp, later(86*time.Second), eases, at(morning), look(morningPage)),
		on(morningPage, "said: nothing", taps(morningPage, fields{"do": "nothing"})),
		on(morningPage, "said: nothing else", at(threeAM), cramp, later(86*time.Second), eases, at(morning), taps(morningPage, fields{"do": "nothing"})),
		on(morningPage, "cramps were counted", counts, look(morningPage)),
		on(morningPage, "full", at(threeAM), cramp, later(86*time.Second), eases, at(morning), taps(morningPage, full)),
		on(morningPage, "late", lived(28), look(morningPage+"?night=2026-11-20")),
		on(morningPage, "one added", lived(28), taps(morningPage, fields{"do": "add", "e.what": "cramp", "e.time": "04:10", "e.places": "foot"})),
		on(morningPage, "nothing filled in", sends(morningPage, fields{"do": "done"})),
		on(morningPage, "wrong values", sends(morningPage, fields{"do": "done", "sleep": "more", "in_bed": "25:00", "e.time": "midnight", "bother": "3", "note": "Legs like lead."})),
		on(morningPage, "disk full", diskFull, sends(morningPage, full)),
		on(morningPage, "no script", scriptless, look(morningPage)),
		on(eveningPage, "empty", at(nineteen), look(eveningPage)),
		on(eveningPage, "full", at(nineteen), lived(28), taps(eveningPage, fields{"do": "done", "x.alcohol": "2", "x.hard_floor": "true", "x.warm_bath": "false", "note": note["note"]})),
		on(eveningPage, "none of these", at(nineteen), taps(eveningPage, fields{"do": "none"})),
		on(eveningPage, "yesterday", at(nineteen), lived(28), look(eveningPage+"?night=2026-11-22")),
		on(eveningPage, "late", at(nineteen), lived(28), look(eveningPage+"?night=2026-11-19")),
		on(eveningPage, "nothing filled in", at(nineteen), sends(eveningPage, fields{"do": "done"})),
		on(eveningPage, "disk full", at(nineteen), diskFull, sends(eveningPage, note)),
		on(eveningPage, "asks nothing", at(nineteen), asksNothing, look(eveningPage)),
		on(eveningPage, "no script", at(nineteen), scriptless, look(eveningPage)),
	}
}

// asksNothing is somebody who chose that an evening asks for nothing.
func asksNothing(h *house) {
	s, err := h.app.Settings(h.ctx, h.caller)
	h.failed(err)
	s.Asked = []string{}
	h.failed(h.app.SaveSettings(h.ctx, h.caller, s))
}

// nightStates are looking back.
func nightStates() []State {
	const nights, night = "/nights", "/nights/{night}"
	quiet := keeps(charley.KindMorning, map[string]any{"night": "2026-11-22", "nothing_more": true, "soreness": "no", "sleep_lost": 0, "restless_bother": 0})
	return []State{
		on(nights, "empty", look(nights)),
		on(nights, "one night", quiet, look(nights)),
		on(nights, "cramps were counted", counts, look(nights)),
		on(nights, "too early", lived(5), look(nights)),
		on(nights, "28 days", lived(120), look(nights)),
		on(nights, "28 days, older", lived(120), look(nights+"?to=2026-10-01")),
		on(nights, "a month", lived(120), look(nights+"?month=2026-10")),
		on(nights, "a month before the diary", lived(28), look(nights+"?month=2026-08")),
		on(nights, "a year of five nights", lived(5), look(nights+"?days=365")),
		on(nights, "a year", lived(400), look(nights+"?days=365")),
		on(nights, "an older year", lived(800), look(nights+"?year=2025")),
		on(night, "bad night", lived(28), look("/nights/2026-11-17")),
		on(night, "missing", lived(28), look("/nights/2026-11-12")),
		on(night, "quiet", quiet, look("/nights/2026-11-22")),
		on(night, "cramps were counted", counts, look("/nights/2026-11-22")),
		on(night, "nothing is known", look("/nights/2026-11-20")),
		on(night, "away", taps("/nights/2026-11-20/away", fields{"reason": "away", "until": "2026-11-22", "note": "At my sister's."}), look("/nights/2026-11-21")),
		on(night, "the clocks changed", lived(40), look("/nights/2026-10-24")),
		on(night, "one added", taps("/nights/2026-11-20/episode", fields{"form": "episode", "e.what": "cramp", "e.time": "03:40", "e.side": "both", "e.places": "calf", "e.intensity": "6", "e.woke": "yes"})),
		on(night, "wrong episode", sends("/nights/2026-11-20/episode", fields{"form": "episode", "e.what": "cramp", "e.time": "late", "e.minutes": "-4"})),
		on(night, "wrong time away", sends("/nights/2026-11-20/away", fields{"form": "away", "until": "2026-11-01"})),
	}
}

// entryStates are one entry each, with its history.
func entryStates() []State {
	const entry = "/entries/{id}"
	quiet := map[string]any{"night": "2026-11-22", "nothing_more": true, "soreness": "a_little", "note": "Slept well."}
	mended := taps("/entries/{last episode}", fields{"e.rev": "2", "e.what": "cramp", "e.date": "2026-11-23", "e.time": "02:47", "e.minutes": "4", "e.side": "left", "e.places": "calf", "e.intensity": "7", "e.note": "Hard as wood."})
	return []State{
		on(entry, "episode", at(threeAM), cramp, later(86*time.Second), eases, at(morning), look("/entries/{last episode}")),
		on(entry, "episode, mended", at(threeAM), cramp, later(86*time.Second), eases, at(morning), mended, look("/entries/{last episode}")),
		on(entry, "episode, still open", at(threeAM), restless, at(morning), look("/entries/{last episode}")),
		on(entry, "episode, removed", at(threeAM), cramp, at(morning), taps("/entries/{last episode}/remove", fields{"rev": "1"}), look("/entries/{last episode}")),
		on(entry, "episode, wrong values", at(threeAM), cramp, at(morning), sends("/entries/{last episode}", fields{"e.rev": "1", "e.what": "cramp", "e.date": "2026-11-23", "e.time": "2 o'clock", "e.minutes": "many"})),
		on(entry, "morning", keeps(charley.KindMorning, quiet), look("/entries/{last morning}")),
		on(entry, "evening", lived(28), look("/entries/{last evening}")),
		on(entry, "away", taps("/nights/2026-11-20/away", fields{"reason": "ill", "until": "2026-11-22"}), look("/entries/{last away}")),
		on(entry, "medicine", takes("Indapamide", "2026-09"), look("/entries/{last fact}")),
		on(entry, "answers about legs", says(map[string]any{"pain": "severe", "onset": "seconds"}), look("/entries/{last fact}")),
		on(entry, "sit-still test", sits(13), look("/entries/{last sit_test}")),
	}
}
