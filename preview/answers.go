package preview

import (
	"strconv"
	"time"

	"charley"
	"charley/knowledge"
	"charley/tell"
	"charley/told"
	"charley/treat"
)

// sits is an evening of sitting still with so many ratings, which begins now; a
// whole test has thirteen.
func sits(ratings int) step {
	return func(h *house) {
		const page = "/answers/what/sit"
		id := string(h.id())
		taps(page, fields{"id": id, "do": "begin"})(h)
		for n := range ratings {
			taps(page, fields{"id": id, "do": "rate", "number": n + 1, "rating": strconv.Itoa(min(10, 1+n/2)), "urge": "yes", "cramp": "no"})(h)
			later(5 * time.Minute)(h)
		}
		if ratings >= 13 {
			taps(page, fields{"id": id, "do": "finish", "urge": "yes", "cramp": "no"})(h)
		}
	}
}

// answerStates are what it is, what may stand behind it, what may help, and food.
func answerStates() []State {
	const what, askPage, sit, why, help, remedy, food = "/answers/what", "/answers/what/ask", "/answers/what/sit", "/answers/why", "/answers/help", "/answers/help/{id}", "/answers/food"
	evening := at("2026-11-23T20:05:00+01:00")
	restlessOnly := map[string]any{
		"onset": "gradual", "pain": "none", "urge_to_move": true, "triggered_by_rest": true, "relief_movement": "complete", "worse_evening_night": true,
		"returns_on_rest": true, "family_rls": true, "palpable_hardening": false, "location": []string{"whole_leg"}, "sensation": []string{"crawling"},
		"timing": []string{"evening"}, "side": "both", "course_months": 60.0, "days_since_start": 2000.0, "frequency_per_week": 5.0, "duration_min": []float64{20, 60},
	}
	restful := func(h *house) {
		aged(h)
		noSigns(h)
		says(restlessOnly)(h)
		noFollowUps(h)
	}
	unsafe := []step{cramping}
	for _, c := range []string{"kidney_disease", "heart_failure", "numb_feet", "past_clot", "epilepsy", "alcohol_most_days", "diabetes"} {
		unsafe = append(unsafe, has(c))
	}
	unsafe = append(unsafe, takes("Warfarin", "2019"), takes("Spironolactone", "2024-03"), noMore)
	and := func(more ...step) []step { return more }
	caused := and(lived(120), cramping, has("flat_feet"), noMore)
	eats := says(map[string]any{
		"portion_nuts": 1.5, "portion_beans": 1.5, "portion_greens": 4.5, "portion_vegetables": 7.0, "portion_potatoes": 4.5, "portion_bananas": 1.5, "portion_fruit": 7.0,
		"portion_brown_bread": 7.0, "portion_oats": 1.5, "portion_white_grain": 7.0, "portion_milk": 7.0, "portion_fish": 1.5, "portion_meat": 4.5, "portion_chocolate": 1.5,
	})
	return []State{
		on(what, "first run", look(what)),
		on(what, "too early", aged, says(map[string]any{"pain": "severe", "onset": "seconds"}), look(what)),
		on(what, "warning signs first", aged, says(both), look(what)),
		on(what, "a follow-up question is open", aged, noSigns, says(both), look(what)),
		on(what, "cramps", cramping, look(what)),
		on(what, "restless legs", restful, look(what)),
		on(what, "both, with a diary", lived(60), aged, noSigns, says(both), noFollowUps, look(what)),
		on(what, "answers contradict", aged, noSigns, says(both), says(map[string]any{"pain": "none", "unbearable_pain": true}), look(what)),
		on(what, "see somebody today", aged, says(map[string]any{"swelling": "one_leg", "joint_hot": true}), look(what)),
		on(what, "an emergency", aged, says(map[string]any{"swelling": "one_leg", "chest_pain": true, "dark_urine": true}), look(what)),
		on(what, "thoughts of suicide", aged, says(map[string]any{"suicidal_thoughts": true}), look(what)),
		on(what, "soon", aged, noSigns, says(both), says(map[string]any{"weight_loss": true}), look(what)),
		on(what, "a flag that ended", aged, says(both), says(map[string]any{"swelling": "one_leg"}), flagsEnd, says(map[string]any{"swelling": "none"}), look(what)),
		on(what, "the rules changed", cramping, formerlyTold(func(o *told.Outcome) { o.Fits[0].Says, o.Remedies[0].Says = tell.Possible, treat.Offered }), look(what)),
		on(what, "the rules warn no more", aged, noSigns, says(both), formerlyTold(func(o *told.Outcome) {
			*o = told.Outcome{Urgency: knowledge.SameDay, Flags: []told.Said{{ID: "RF20", Name: "Swelling", Says: knowledge.SameDay}}}
		}), look(what)),
		on(what, "the rules warn now", aged, says(map[string]any{"swelling": "one_leg"}), formerlyTold(func(o *told.Outcome) { o.Flags, o.Urgency = nil, knowledge.SelfCare }), look(what)),
		on(askPage, "first: about you", look("/about-you?next=ask")),
		on(askPage, "a screen of warning signs", aged, look(askPage)),
		on(askPage, "yes or no", aged, noSigns, look(askPage)),
		on(askPage, "one of some words", aged, noSigns, comesTo("onset"), look(askPage+"?order=fixed")),
		on(askPage, "several words", aged, noSigns, comesTo("location"), look(askPage+"?order=fixed")),
		on(askPage, "how long", aged, noSigns, comesTo("duration_min"), look(askPage+"?order=fixed")),
		on(askPage, "a number", aged, noSigns, comesTo("frequency_per_week"), look(askPage+"?order=fixed")),
		on(askPage, "pressed without an answer", aged, sends(askPage, fields{"step": "now", "do": "ticked"})),
		on(sit, "before", look(sit)),
		on(sit, "a rating", sits(0), look(sit)),
		on(sit, "waiting", evening, sits(1), later(-3*time.Minute), look(sit)),
		on(sit, "the hour is over", evening, sitsOut, look(sit)),
		on(sit, "results", evening, sits(13), look(sit)),
		on(sit, "a flag stands", aged, says(map[string]any{"swelling": "one_leg"}), look(sit)),
		on(why, "empty", look(why)),
		on(why, "full", append(caused, look(why))...),
		on(why, "warning signs first", lived(28), aged, says(both), look(why)),
		on(why, "restless legs", restful, has("iron_deficiency"), takes("Mirtazapine", "2026-05"), noMore, look(why)),
		on(why, "wrong values", sends(why, fields{"usual_alcohol": "lots", "usual_fluids": "-3"})),
		on(help, "empty", look(help)),
		on(help, "cramps, all asked", cramping, noMore, look(help)),
		on(help, "much that is not safe", append(unsafe, look(help))...),
		on(help, "restless legs", restful, noMore, look(help)),
		on(help, "a medicine to settle", cramping, takes("hydroxizine", "2026-06"), noMore, look(help)),
		on(help, "a flag stands", aged, says(map[string]any{"swelling": "one_leg"}), look(help)),
		on(remedy, "to try", cramping, noMore, look("/answers/help/stretch-before-bed")),
		on(remedy, "gated", cramping, has("numb_feet"), look("/answers/help/heating-pad")),
		on(remedy, "ask first", cramping, look("/answers/help/magnesium-supplement")),
		on(remedy, "with a doctor", cramping, noMore, look("/answers/help/quinine")),
		on(remedy, "tried", cramping, noMore, taps("/answers/help/stretch-before-bed/tried", fields{"helped": "yes"}), look("/answers/help/stretch-before-bed")),
		on(remedy, "no answer tapped", cramping, noMore, sends("/answers/help/stretch-before-bed/tried", fields{})),
		on(food, "empty", look(food)),
		on(food, "checked", aged, eats, look(food)),
		on(food, "checked, with little known", eats, look(food)),
		on(food, "more is not safe", aged, eats, has("kidney_disease"), look(food)),
		on(food, "search", look(food+"?q=almonds")),
		on(food, "search, nothing found", look(food+"?q=xyzzy")),
		on(food, "wrong values", sends(food, fields{"portion_nuts": "many"})),
	}
}

// comesTo leaves questions open until a certain one is asked.
func comesTo(feature string) step {
	return func(h *house) {
		for h.err == nil {
			told, err := h.app.Tell(h.ctx, h.caller)
			h.failed(err)
			next := h.app.Counsel.Teller.Next(told.Remembered, told.Declined, tell.Asking{Fixed: true, Ended: told.Ended()})
			if next.Kind != tell.StepQuestion || next.Question.Feature.ID == feature {
				return
			}
			says(map[string]any{next.Question.Feature.ID: charley.DontKnow})(h)
		}
	}
}

// flagsEnd is a doctor who saw to every flag that stands.
func flagsEnd(h *house) {
	told, err := h.app.Tell(h.ctx, h.caller)
	h.failed(err)
	for _, f := range told.Fired() {
		_, err := h.app.EndFlag(h.ctx, h.caller, h.id(), f.ID, charley.FlagSeen)
		h.failed(err)
	}
}

// sitsOut is a test whose ratings are all there, and that is not kept yet.
func sitsOut(h *house) {
	id := string(h.id())
	taps("/answers/what/sit", fields{"id": id, "do": "begin"})(h)
	later(61 * time.Minute)(h)
}

// personStates are the person and their choices.
func personStates() []State {
	const about, settings = "/about-you", "/settings"
	return []State{
		on(about, "empty", look(about)),
		on(about, "full", aged, has("diabetes"), has("flat_feet"), takes("Indapamide", "2026-09"), takes("Melatonin", "2020"), noMore, look(about)),
		on(about, "saved", aged, look(about+"?did=saved")),
		on(about, "which medicine is it", takes("hydroxizine", "2026-06"), look(about+"?which={last fact}#which")),
		on(about, "a medicine nobody knows", takes("Zzyzzyx", "2026-06"), look(about+"?which={last fact}#which")),
		on(about, "wrong values", sends(about, fields{"born": "recently", "m.name": "Indapamide", "m.year": "999", "a.ferritin_ug_l": "low"})),
		on(about, "disk full", diskFull, sends(about, fields{"m.name": "Indapamide"})),
		on(settings, "as it comes", look(settings)),
		on(settings, "saved", look(settings+"?did=saved")),
		on(settings, "backups are late", backedUp, look(settings)),
		on(settings, "wrong values", sends(settings, fields{"zone": "Atlantis", "start": "noon", "bother": "11", "sleep_lost": "0", "own": "A very long name for something that one does"})),
		on(settings, "disk full", diskFull, sends(settings, fields{"zone": zone, "start": "12:00", "bother": "4", "sleep_lost": "15"})),
		on(settings, "no script", scriptless, look(settings)),
	}
}

// backedUp is a house whose daily backup fails since three days.
func backedUp(h *house) {
	h.backups.Verified, h.backups.Overdue, h.backups.Problem = h.now.AddDate(0, 0, -3), true, "the disk is full"
}

// readingStates are pages to read, and what is not built yet.
func readingStates() []State {
	const known, record = "/known", "/known/{id}"
	states := []State{
		on(known, "all", look(known)),
		on(known, "a flag stands", aged, says(map[string]any{"swelling": "one_leg"}), look(known)),
		on("/away", "a page that cannot be reached", look("/away")),
		on("/clock", "everything is hidden", look("/clock")),
	}
	for _, r := range [...]struct{ name, id string }{
		{"a condition", "rls"}, {"a warning sign", "RF20"}, {"a topic", "cramps"}, {"a remedy", "heating-pad"}, {"a cause", "cramps_thiazide"}, {"something standing", "dialysis"},
		{"a gate", "numb-feet"}, {"a medicine", "hydroxyzine"}, {"an intake", "magnesium"}, {"an exposure", "sitting"}, {"a source", "hening09"},
	} {
		states = append(states, on(record, r.name, look(known+"/"+r.id)))
	}
	return states
}

// problemStates are what can go wrong.
func problemStates() []State {
	return []State{
		on(problemPage, "not there", look("/nope")),
		on(problemPage, "not that way", wrongWay),
		on(problemPage, "not a form that we made", sends("/palette", fields{"palette": "purple"})),
		on(problemPage, "from another site", fromElsewhere),
		on(problemPage, "too much", tooMuch),
		on(problemPage, "another name", underAnotherName),
		on(problemPage, "through something unknown", throughATunnel),
		on(problemPage, "only over HTTPS", speaksTLS, sends("/now", fields{"what": "cramp"}), under("charley.local")),
		on(problemPage, "a fault of ours", broken, look("/nights")),
		on(problemPage, "the diary cannot be read", awayFromHome, look("/nights")),
		on(problemPage, "the diary cannot be written", readOnly, sends("/now", fields{"what": "cramp"})),
		on(problemPage, "the disk is full", diskFull, sends("/now", fields{"what": "cramp"})),
	}
}
