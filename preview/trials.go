package preview

import (
	"time"

	"charley"
	"charley/app"
	"charley/diary"
	"charley/measure"
	"charley/stats"
	"charley/trial"
)

// tests seals a test of a remedy that begins tonight, with what is wished beside.
// What is drawn would be another thing each time, so it is drawn from a stated seed.
func tests(w app.TrialWish) step {
	return func(h *house) {
		rec, _ := h.app.Counsel.Base.Remedies().Get(w.Remedy)
		plan, err := trial.PlanFor(trial.Wish{Remedy: rec, Offered: true, Pregnant: charley.No, Measure: w.Measure, Nights: w.Nights, Blind: w.Blind, Start: h.today()}, usualNights)
		if err != nil {
			h.failed(err)
			return
		}
		s, err := trial.Seal(plan, [32]byte{seed})
		h.failed(err)
		text, err := s.Text()
		h.failed(err)
		h.keep(charley.KindTrial, map[string]any{
			"night": s.Start.String(), "until": s.Last().String(), "remedy": s.Remedy, "name": rec.Name, "measure": s.Measure, "blind": s.Blind, "sealed": text, "seal": s.Hash,
		})
	}
}

// usualNights is what the nights of a made-up person say before a test.
var usualNights = trial.RunIn{Nights: trial.RunInNights, Logged: trial.RunInNights, EventNights: 10, Events: 12, Mean: 0.86, SD: 0.66}

// logs writes down so many nights up to the present one, with so many cramps each.
func logs(nights int, cramps func(k int) int) step {
	return func(h *house) {
		var items []app.Item
		for k := range nights {
			items = append(items, h.night(h.today().Add(k-nights), cramps(k), k, nil)...)
		}
		_, err := h.app.PutMany(h.ctx, h.caller, items)
		h.failed(err)
	}
}

// goesOn lets so many nights of the test pass. The person keeps to what is drawn on
// all but every ninth night, leaves out every 23rd morning, and has so many cramps
// on a night with the remedy and on one without.
func goesOn(nights int, with, without func(k int) int) step {
	return func(h *house) {
		all, err := h.app.Trials(h.ctx, h.caller)
		if h.failed(err); h.err != nil || len(all) == 0 {
			return
		}
		s := all[0].Sealed
		first := all[0].Night
		var items []app.Item
		for k := max(first, 1); k < max(first, 1)+nights && k <= s.Nights; k++ {
			cramps := without(k)
			if s.Arms[k-1] == 1 {
				cramps = with(k)
			}
			if kept := k%9 != 0; k%23 != 0 && cramps >= 0 {
				items = append(items, h.night(s.Start.Add(k-1), cramps, k, &kept)...)
			}
		}
		h.now = h.now.AddDate(0, 0, nights)
		_, err = h.app.PutMany(h.ctx, h.caller, items)
		h.failed(err)
	}
}

// A night with unknown cramps is one whose morning is not filled in.
const unknown = -1

// tells is something bad that the person told of in the last test.
func tells(grade, what string) step {
	return func(h *house) {
		_, err := h.app.TellHarm(h.ctx, h.caller, h.last(charley.KindTrial), h.id(), app.HarmTold{Grade: grade, What: what})
		h.failed(err)
	}
}

// altered is a test whose entry does not hold what was sealed.
func altered(remedy string) step {
	return func(h *house) {
		rec, _ := h.app.Counsel.Base.Remedies().Get(remedy)
		h.keep(charley.KindTrial, map[string]any{
			"night": "2026-11-10", "until": "2026-12-07", "remedy": remedy, "name": rec.Name, "measure": measure.Cramps, "blind": charley.BlindOpen, "sealed": "{}", "seal": "0f",
		})
	}
}

// today is the date on the wall.
func (h *house) today() charley.Night {
	y, m, d := h.now.Date()
	return charley.Night{Year: y, Month: m, Day: d}
}

// night is a night that was written down the morning after.
func (h *house) night(n charley.Night, cramps, k int, kept *bool) []app.Item {
	up := time.Date(n.Year, n.Month, n.Day+1, 7, 40, 0, 0, h.now.Location())
	var out []app.Item
	add := func(kind charley.Kind, body map[string]any) {
		draft, err := diary.NewDraft(kind, body)
		h.failed(err)
		out = append(out, app.Item{ID: h.id(), Draft: draft, At: up})
	}
	for i := range cramps {
		start := up.Add(-time.Duration(310-70*i-17*(k%4)) * time.Minute)
		add(charley.KindEpisode, map[string]any{"what": charley.Cramp, "start": start.Format(time.RFC3339), "zone": zone, "minutes": 2 + k%3, "side": "left", "places": []string{"calf"}, "intensity": 4 + k%5})
	}
	body := map[string]any{"night": n.String(), "nothing_more": true, "soreness": "no", "sleep_lost": 10 * cramps, "restless_bother": 0}
	if kept != nil {
		body["followed"] = *kept
	}
	add(charley.KindMorning, body)
	return out
}

// hurried is a person whose pages wait for nothing that takes long.
func hurried(h *house) { h.app.Patience = time.Nanosecond }

// doubted is a machine whose calculations never agree with themselves.
func doubted(h *house) {
	h.app.Analyze = func(nights []trial.Night, o trial.Options) (trial.Result, error) {
		r, err := trial.Analyze(nights, o)
		return trial.Result{Outcome: r.Outcome, State: trial.StateWithheld, N: r.N, NByArm: r.NByArm, Missing: r.Missing, Events: r.Events, Path: stats.Withheld}, err
	}
}

// often and seldom are how many cramps a made-up night has.
func often(k int) int  { return []int{1, 0, 2, 1, 0, 1, 1}[k%7] }
func seldom(k int) int { return []int{0, 0, 1, 0, 0, 0, 1}[k%7] }
func never(int) int    { return 0 }
func silent(int) int   { return unknown }

// testStates are tests from the first thought to the result.
func testStates() []State {
	const list, plan, one, helper, harm = "/tests", "/tests/new", "/tests/{id}", "/tests/{id}/list", "/tests/{id}/harm"
	const bath, capsules = "warm-bath", "vitamin-k2"
	begin := at("2026-11-23T08:30:00+01:00")
	ready := func(more ...step) []step { return append([]step{begin, logs(42, often), cramping, noMore}, more...) }
	testing := func(w app.TrialWish, more ...step) []step { return ready(append([]step{tests(w)}, more...)...) }
	warm := app.TrialWish{Remedy: bath, Nights: 28}
	return []State{
		on(list, "empty", look(list)),
		on(list, "nothing tested yet", ready(look(list))...),
		on(list, "one runs", testing(warm, goesOn(5, seldom, often), look(list))...),
		on(list, "a flag stands", aged, says(map[string]any{"swelling": "one_leg"}), look(list)),
		on(plan, "each night", ready(look(plan+"?remedy="+bath))...),
		on(plan, "in weeks", ready(look(plan+"?remedy=stretch-before-bed"))...),
		on(plan, "with a helper", ready(look(plan+"?remedy="+capsules+"&blind=helper"))...),
		on(plan, "no run-in yet", cramping, noMore, look(plan+"?remedy="+bath)),
		on(plan, "too few events", begin, logs(42, never), cramping, noMore, look(plan+"?remedy="+bath)),
		on(plan, "pregnant", begin, logs(42, often), cramping, has("pregnancy"), noMore, look(plan+"?remedy=stretch-before-bed")),
		on(plan, "a sign stands", ready(says(map[string]any{"swelling": "one_leg"}), look(plan+"?remedy="+bath))...),
		on(plan, "begins in the past", ready(sends("/tests", fields{"remedy": bath, "start": "2026-11-01"}))...),
		on(plan, "disk full", ready(diskFull, sends("/tests", fields{"remedy": bath}))...),
		on(plan, "no script", ready(scriptless, look(plan+"?remedy="+bath))...),
		on(plan, "refused for safety", lived(60), cramping, has("numb_feet"), look(plan+"?remedy=heating-pad")),
		on(plan, "another one runs", testing(warm, look(plan+"?remedy=loose-covers"))...),
		on(one, "just sealed", testing(warm, look("/tests/{last trial}"))...),
		on(one, "by night", testing(warm, goesOn(9, seldom, often), look("/tests/{last trial}"))...),
		on(one, "with a helper", testing(app.TrialWish{Remedy: capsules, Blind: charley.BlindHelper}, goesOn(3, seldom, often), look("/tests/{last trial}"))...),
		on("/morning", "in a test", testing(warm, goesOn(9, seldom, often), look("/morning"))...),
		on("/morning", "a test is paused", testing(warm, goesOn(9, seldom, often), says(map[string]any{"swelling": "one_leg"}), look("/morning"))...),
		on("/evening", "in a test", testing(warm, goesOn(9, seldom, often), later(12*time.Hour), look("/evening"))...),
		on("/{$}", "in a test", testing(warm, goesOn(9, seldom, often), later(12*time.Hour), look("/"))...),
		on("/nights", "in a test", testing(warm, goesOn(16, seldom, often), look("/nights"))...),
		on("/nights", "in a hidden test", testing(app.TrialWish{Remedy: capsules, Blind: charley.BlindHelper}, goesOn(9, seldom, often), look("/nights"))...),
		on("/answers/help/{id}", "to test", ready(look("/answers/help/"+bath))...),
		on(one, "paused for a sign", testing(warm, goesOn(9, seldom, often), says(map[string]any{"swelling": "one_leg"}), look("/tests/{last trial}"))...),
		on(one, "paused: not safe any more", testing(warm, goesOn(9, seldom, often), has("pregnancy"), look("/tests/{last trial}"))...),
		on(one, "look due", testing(warm, goesOn(17, seldom, often), look("/tests/{last trial}"))...),
		on(one, "in weeks", testing(app.TrialWish{Remedy: "stretch-before-bed"}, goesOn(9, seldom, often), look("/tests/{last trial}"))...),
		on(one, "no reason to end it", testing(warm, goesOn(9, seldom, often), sends("/tests/{last trial}/stop", fields{}))...),
		on(one, "what was sealed was changed", ready(altered(bath), look("/tests/{last trial}"))...),
		on(one, "a look: on track", testing(app.TrialWish{Remedy: bath, Nights: 56}, goesOn(17, seldom, often), taps("/tests/{last trial}/look", fields{}))...),
		on(one, "a look: may stop early", testing(app.TrialWish{Remedy: bath, Nights: 56}, goesOn(49, never, often), noSigns, taps("/tests/{last trial}/look", fields{}))...),
		on(one, "a look: harm", testing(app.TrialWish{Remedy: bath, Nights: 56}, goesOn(49, often, never), noSigns, taps("/tests/{last trial}/look", fields{}))...),
		on(one, "a look: too few nights", testing(warm, goesOn(17, silent, silent), taps("/tests/{last trial}/look", fields{}))...),
		on(one, "finished: helps", testing(app.TrialWish{Remedy: bath, Nights: 56}, goesOn(57, seldom, often), look("/tests/{last trial}"))...),
		on(one, "finished: cannot tell", testing(warm, goesOn(29, often, often), look("/tests/{last trial}"))...),
		on(one, "finished: harms", testing(app.TrialWish{Remedy: bath, Nights: 56}, goesOn(57, often, seldom), look("/tests/{last trial}"))...),
		on(one, "finished: no information yet", testing(warm, goesOn(29, never, never), look("/tests/{last trial}"))...),
		on(one, "finished: withheld", testing(warm, doubted, goesOn(29, seldom, often), look("/tests/{last trial}"))...),
		on(one, "finished: one side only", testing(warm, goesOn(29, often, silent), look("/tests/{last trial}"))...),
		on(one, "finished: nothing written down", testing(warm, goesOn(29, silent, silent), look("/tests/{last trial}"))...),
		on(one, "finished: minutes of sleep lost", testing(app.TrialWish{Remedy: bath, Nights: 56, Measure: measure.SleepLost}, goesOn(57, seldom, often), look("/tests/{last trial}"))...),
		on(one, "finished: bad nights", testing(app.TrialWish{Remedy: bath, Nights: 56, Measure: measure.BadNight}, goesOn(57, seldom, often), look("/tests/{last trial}"))...),
		on(one, "finished: in weeks", testing(app.TrialWish{Remedy: "stretch-before-bed"}, goesOn(170, seldom, often), look("/tests/{last trial}"))...),
		on(one, "finished: hidden, a guess is asked", testing(app.TrialWish{Remedy: capsules, Blind: charley.BlindHelper, Nights: 84}, goesOn(85, seldom, often), look("/tests/{last trial}"))...),
		on(one, "finished: hidden", testing(app.TrialWish{Remedy: capsules, Blind: charley.BlindHelper, Nights: 84}, goesOn(85, seldom, often), taps("/tests/{last trial}/guess", fields{"guess": "remedy"}))...),
		on(one, "ended early", testing(app.TrialWish{Remedy: bath, Nights: 56}, goesOn(30, seldom, often), taps("/tests/{last trial}/stop", fields{"why": "stopped"}))...),
		on(one, "working", testing(app.TrialWish{Remedy: bath, Nights: 56}, goesOn(57, seldom, often), hurried, look("/tests/{last trial}"))...),
		on(plan, "working", ready(hurried, look(plan+"?remedy="+bath))...),
		on(list, "one is over", testing(app.TrialWish{Remedy: bath, Nights: 56}, goesOn(57, seldom, often), look(list))...),
		on(harm, "nothing told yet", testing(warm, goesOn(3, seldom, often), look("/tests/{last trial}/harm"))...),
		on(harm, "hidden", testing(app.TrialWish{Remedy: capsules, Blind: charley.BlindHelper}, goesOn(3, seldom, often), look("/tests/{last trial}/harm"))...),
		on(harm, "tomorrow, and without a grade", testing(warm, sends("/tests/{last trial}/harm", fields{"day": "2026-12-24", "what": "dizzy all day"}))...),
		on(harm, "disk full", testing(warm, diskFull, sends("/tests/{last trial}/harm", fields{"grade": charley.HarmKept, "what": "dizzy all day"}))...),
		on(one, "something bothersome was told", testing(warm, goesOn(3, seldom, often), tells(charley.HarmBothered, "an itch after the bath"), look("/tests/{last trial}"))...),
		on(one, "paused: something bad was told", testing(warm, goesOn(3, seldom, often), tells(charley.HarmBothered, "an itch after the bath"), taps("/tests/{last trial}/harm", fields{"grade": charley.HarmKept, "what": "dizzy all day"}))...),
		on(one, "paused: it needed help", testing(warm, goesOn(3, seldom, often), taps("/tests/{last trial}/harm", fields{"grade": charley.HarmHelp, "what": "fell on the stairs"}))...),
		on(one, "ended over something bad", testing(warm, goesOn(17, seldom, often), tells(charley.HarmBothered, "an itch after the bath"), tells(charley.HarmHelp, "fell on the stairs"), taps("/tests/{last trial}/stop", fields{"why": "harm"}))...),
		on("/morning", "a test is paused: something bad was told", testing(warm, goesOn(9, seldom, often), tells(charley.HarmKept, ""), look("/morning"))...),
		on("/entries/{id}", "something bad in a test", testing(warm, tells(charley.HarmKept, "dizzy all day"), look("/entries/{last fact}"))...),
		on(helper, "before", testing(app.TrialWish{Remedy: capsules, Blind: charley.BlindHelper}, look("/tests/{last trial}/list"))...),
		on(helper, "the list", testing(app.TrialWish{Remedy: capsules, Blind: charley.BlindHelper}, sends("/tests/{last trial}/list", fields{}))...),
	}
}
