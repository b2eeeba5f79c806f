package tell

import (
	"slices"

	"charley"
	"charley/diary"
	"charley/rule"
)

// most counts spells and says whether a share of them makes a habit.
func (t *Teller) most(all []charley.Episode, say func(charley.Episode) charley.Tri) (Of, charley.Tri) {
	var n Of
	for _, s := range all {
		switch say(s) {
		case charley.Yes:
			n.So++
			n.Said++
		case charley.No:
			n.Said++
		}
	}
	switch share := float64(n.So) / float64(max(n.Said, 1)); {
	case n.Said < t.weigh.DiaryNights:
		return n, charley.Unknown
	case share >= t.weigh.DiaryShare:
		return n, charley.Yes
	case share <= 1-t.weigh.DiaryShare:
		return n, charley.No
	}
	return n, charley.Unknown
}

// A habit is one yes/no key of the codebook that single spells tell.
type habit struct {
	feature string
	of      string // the kind of spell that it is about; "" for all
	say     func(charley.Episode) charley.Tri
}

func habits() []habit {
	return []habit{
		{"palpable_hardening", charley.Cramp, func(s charley.Episode) charley.Tri { return s.Hard }},
		{"wakes_from_sleep", "", func(s charley.Episode) charley.Tri { return s.Woke }},
		{"awake_at_start", "", func(s charley.Episode) charley.Tri { return -s.Woke }},
		{"relief_stretch", charley.Cramp, func(s charley.Episode) charley.Tri { return easedBy(s, "stretch") }},
		{"relief_massage", "", func(s charley.Episode) charley.Tri { return easedBy(s, "massage", "rub") }},
		{"relief_heat", "", func(s charley.Episode) charley.Tri { return easedBy(s, "heat") }},
		{"relief_position_change_only", "", func(s charley.Episode) charley.Tri { return easedBy(s, "position") }},
	}
}

// easedBy is known only where something was said about what eased the spell and
// what was tried: what nobody tried cannot have failed.
func easedBy(s charley.Episode, how ...string) charley.Tri {
	for _, h := range how {
		if slices.Contains(s.EasedBy, h) {
			return charley.Yes
		}
	}
	for _, h := range how {
		if slices.Contains(s.Tried, h) && s.EasedBy != nil {
			return charley.No
		}
	}
	return charley.Unknown
}

func (t *Teller) habits(all []charley.Episode, e *Evidence) {
	for _, h := range habits() {
		var of []charley.Episode
		for _, s := range all {
			if h.of == "" || s.What == h.of {
				of = append(of, s)
			}
		}
		n, so := t.most(of, h.say)
		e.Counts[h.feature] = n
		if so != charley.Unknown {
			e.Answers[h.feature] = rule.YesNo(so == charley.Yes)
		}
	}
	if n, so := t.most(all, func(s charley.Episode) charley.Tri { return easedBy(s, "walk", "stand") }); so == charley.Yes {
		e.Answers["relief_movement"], e.Counts["relief_movement"] = rule.OneWord("partial"), n
	}
	if e.Restless >= t.weigh.DiaryNights {
		e.Answers["urge_to_move"], e.Counts["urge_to_move"] = rule.YesNo(true), Of{e.Restless, e.Restless + e.Cramps}
	}
	t.pain(all, e)
	t.sides(all, e)
	t.lists(all, e)
}

// pain is the middle of how hard the cramps were; bands in the records.
func (t *Teller) pain(all []charley.Episode, e *Evidence) {
	var hard []float64
	for _, s := range all {
		if s.What == charley.Cramp && s.Intensity != nil {
			hard = append(hard, *s.Intensity)
		}
	}
	if len(hard) < t.weigh.DiaryNights {
		return
	}
	word := "mild"
	switch middle := quantile(hard, 0.5); {
	case middle >= t.weigh.PainSevere:
		word = "severe"
	case middle >= t.weigh.PainModerate:
		word = "moderate"
	}
	e.Answers["pain"], e.Counts["pain"] = rule.OneWord(word), Of{len(hard), len(hard)}
}

func (t *Teller) sides(all []charley.Episode, e *Evidence) {
	word := map[charley.Tri]string{charley.Yes: "one_same"}
	for _, side := range []string{"left", "right", "both"} {
		n, so := t.most(all, func(s charley.Episode) charley.Tri {
			if s.Side == "" {
				return charley.Unknown
			}
			return charley.TriOf(s.Side == side)
		})
		if so != charley.Yes {
			continue
		}
		w := word[so]
		if side == "both" {
			w = "both"
		}
		e.Answers["side"], e.Counts["side"] = rule.OneWord(w), n
		return
	}
	n := Of{}
	for _, s := range all {
		if s.Side != "" {
			n.So++
			n.Said++
		}
	}
	if n.Said >= t.weigh.DiaryNights {
		e.Answers["side"], e.Counts["side"] = rule.OneWord("one_either"), n
	}
}

// fewest is the share of spells from which a place or a time of day is named.
const fewest = 0.2

// lists are where and when, from the spells that say so.
func (t *Teller) lists(all []charley.Episode, e *Evidence) {
	places, when := map[string]int{}, map[string]int{}
	placed := 0
	for _, s := range all {
		if len(s.Places) > 0 {
			placed++
		}
		for _, p := range s.Places {
			places[codebookPlace(p)]++
		}
		when[dayPart(s)]++
	}
	if placed >= t.weigh.DiaryNights {
		e.Answers["location"], e.Counts["location"] = often(places, placed), Of{placed, len(all)}
	}
	e.Answers["timing"], e.Counts["timing"] = often(when, len(all)), Of{len(all), len(all)}
}

// codebookPlace is the codebook's word for a place of the diary.
func codebookPlace(p string) string {
	if p == "thigh" {
		return "thigh_front"
	}
	return p
}

// dayPart is the codebook's word for when a spell began.
func dayPart(s charley.Episode) string {
	switch hour := s.Start.Wall().Hour(); {
	case s.Woke == charley.Yes:
		return "asleep"
	case hour >= 18 && hour < 22:
		return "evening"
	case hour >= 22 || hour < 4:
		return "sleep_onset"
	case hour < 8:
		return "early_morning"
	}
	return "day"
}

func often(counts map[string]int, n int) rule.Value {
	v := rule.Value{Kind: rule.List, Named: map[string]int{}, Complete: true}
	for word, c := range counts {
		if float64(c) >= fewest*float64(n) {
			v.Named[word] = 1
		}
	}
	return v
}

func (t *Teller) soreness(nights []diary.NightRecord, e *Evidence) {
	var n Of
	for _, r := range nights {
		if r.Count(charley.Cramp) == 0 || r.Morning == nil || r.Morning.Soreness == "" {
			continue
		}
		n.Said++
		if r.Morning.Soreness != "no" {
			n.So++
		}
	}
	e.Counts["residual_soreness"] = n
	if n.Said < t.weigh.DiaryNights {
		return
	}
	switch share := float64(n.So) / float64(n.Said); {
	case share >= t.weigh.DiaryShare:
		e.Answers["residual_soreness"] = rule.OneWord("next_day")
	case share <= 1-t.weigh.DiaryShare:
		e.Answers["residual_soreness"] = rule.OneWord("none")
	}
}

// duration is the middle half of how long spells lasted.
func (e *Evidence) duration(all []charley.Episode) {
	var minutes []float64
	for _, s := range all {
		if s.Minutes != nil {
			minutes = append(minutes, float64(*s.Minutes))
		}
	}
	if len(minutes) < 2 {
		return
	}
	e.Minutes = [2]float64{quantile(minutes, 0.25), quantile(minutes, 0.75)}
	e.Answers["duration_min"] = rule.Value{Kind: rule.Range, Low: e.Minutes[0], High: e.Minutes[1]}
	e.Counts["duration_min"] = Of{len(minutes), len(all)}
}

func (e *Evidence) frequency(nights []diary.NightRecord) {
	told, spells := 0, 0
	for _, n := range nights {
		if n.Recorded() {
			told++
		}
		spells += n.Count(charley.Cramp) + n.Count(charley.Restless)
	}
	if told > 0 {
		e.Answers["frequency_per_week"] = rule.Num(7 * float64(spells) / float64(told))
		e.Counts["frequency_per_week"] = Of{spells, told}
	}
}

// quantile is the value below which a share of the numbers lies.
func quantile(numbers []float64, share float64) float64 {
	sorted := slices.Sorted(slices.Values(numbers))
	return sorted[min(int(share*float64(len(sorted))), len(sorted)-1)]
}
