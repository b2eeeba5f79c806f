package tell

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"charley"
	"charley/diary"
	"charley/knowledge"
	"charley/rule"
)

// on is the evening of a day in November 2026; more than thirty run on.
func on(day int) time.Time { return time.Date(2026, 11, day, 20, 0, 0, 0, time.UTC) }

// answered are answers of one evening, in the form in which they are stored.
func answered(at time.Time, answers map[string]any) charley.Fact {
	f := charley.Fact{About: charley.FactAnswers, Answers: charley.Fields{}}
	f.Client = at
	for k, v := range answers {
		f.Answers[k] = charley.Value(v)
	}
	return f
}

// over is a red flag that has ended.
func over(at time.Time, flag, how string) charley.Fact {
	f := charley.Fact{About: charley.FactFlag, Flag: flag, Ended: how}
	f.Client = at
	return f
}

func about(f charley.Fact) charley.Fact {
	f.Client = on(1)
	return f
}

// slept is the night of a day with its spells; each begins two hours after midnight.
func slept(day int, spells ...charley.Episode) diary.NightRecord {
	n := diary.NightRecord{Night: charley.Night{Year: 2026, Month: 11, Day: day}}
	for _, s := range spells {
		if s.Start.IsZero() {
			s.Start = charley.Moment{Time: on(day).Add(6 * time.Hour), Zone: "UTC"}
		}
		n.Episodes = append(n.Episodes, s)
	}
	return n
}

func minutes(n float64) *charley.Minutes { return (*charley.Minutes)(&n) }

// nightCramp is a cramp as they mostly are.
func nightCramp() charley.Episode {
	hard := 8.0
	return charley.Episode{What: charley.Cramp, Minutes: minutes(3), Side: "left", Places: []string{"calf"}, Intensity: &hard, Hard: charley.Yes,
		Woke: charley.Yes, Tried: []string{"stretch"}, EasedBy: []string{"stretch"}}
}

// restlessEvening is a restless spell as they mostly are.
func restlessEvening(day int) charley.Episode {
	return charley.Episode{What: charley.Restless, Start: charley.Moment{Time: on(day).Add(time.Hour), Zone: "UTC"}, Minutes: minutes(40), Side: "both",
		Tried: []string{"walk"}, EasedBy: []string{"walk"}, Woke: charley.No}
}

func fired(v Verdict, id string) bool {
	_, ok := flagIn(v.Fired(), id)
	return ok
}

// The swollen leg of these stories is rule RF20, the same day.
const swollenLeg = "RF20"

func TestTheStoryOfASwollenLeg(t *testing.T) {
	ticked := answered(on(1), map[string]any{"swelling": "one_leg"})
	takenBack := answered(on(2), map[string]any{"swelling": "none", "redness_warmth": false, "calf_tender": false})
	cases := []struct {
		name   string
		facts  []charley.Fact
		now    time.Time
		stands time.Time // zero: it does not
		past   []PastFlag
	}{
		{"ticked, it stands", []charley.Fact{ticked}, on(1), on(1), nil},
		{"what is said later does not take it back", []charley.Fact{ticked, takenBack}, on(3), on(1), nil},
		{"the order in which it was written down does not matter", []charley.Fact{takenBack, ticked}, on(3), on(1), nil},
		{"it stands after a month of silence", []charley.Fact{ticked}, on(45), on(1), nil},
		{"ticked again, it stands since the first time", []charley.Fact{ticked, answered(on(4), map[string]any{"swelling": "one_leg"})}, on(5), on(1), nil},
		{"a doctor has seen it", []charley.Fact{ticked, over(on(3), swollenLeg, charley.FlagSeen)}, on(4), time.Time{},
			[]PastFlag{{swollenLeg, on(1), on(3), charley.FlagSeen, []string{"swelling"}}}},
		{"it is gone", []charley.Fact{ticked, takenBack, over(on(3), swollenLeg, charley.FlagGone)}, on(4), time.Time{},
			[]PastFlag{{swollenLeg, on(1), on(3), charley.FlagGone, []string{"swelling"}}}},
		{"another answer does not bring it back", []charley.Fact{ticked, over(on(3), swollenLeg, charley.FlagSeen), answered(on(4), map[string]any{"onset": "seconds", "fever": false})}, on(5), time.Time{},
			[]PastFlag{{swollenLeg, on(1), on(3), charley.FlagSeen, []string{"swelling"}}}},
		{"a new tick brings it back", []charley.Fact{ticked, over(on(3), swollenLeg, charley.FlagSeen), answered(on(4), map[string]any{"swelling": "one_leg"})}, on(5), on(4),
			[]PastFlag{{swollenLeg, on(1), on(3), charley.FlagSeen, []string{"swelling"}}}},
		{"another sign of it brings it back", []charley.Fact{ticked, over(on(3), swollenLeg, charley.FlagGone), answered(on(4), map[string]any{"redness_warmth": true})}, on(5), on(4),
			[]PastFlag{{swollenLeg, on(1), on(3), charley.FlagGone, []string{"swelling"}}}},
		{"it ends twice", []charley.Fact{ticked, over(on(3), swollenLeg, charley.FlagSeen), answered(on(4), map[string]any{"swelling": "one_leg"}), over(on(6), swollenLeg, charley.FlagGone)}, on(7), time.Time{},
			[]PastFlag{{swollenLeg, on(4), on(6), charley.FlagGone, []string{"swelling"}}, {swollenLeg, on(1), on(3), charley.FlagSeen, []string{"swelling"}}}},
		{"it ended, and it is not known what fired it", []charley.Fact{over(on(3), swollenLeg, charley.FlagSeen), over(on(4), swollenLeg, charley.FlagSeen)}, on(5), time.Time{},
			[]PastFlag{{swollenLeg, time.Time{}, on(3), charley.FlagSeen, nil}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := shipped().Tell(History{Now: c.now, Facts: c.facts})
			stands := !c.stands.IsZero()
			if fired(got.Verdict, swollenLeg) != stands || got.Urgent() != stands {
				t.Errorf("got fired %v, urgent %v, want %v", ids(got.Fired()), got.Urgent(), stands)
			}
			if !got.Standing[swollenLeg].Equal(c.stands) {
				t.Errorf("it stands since %v, want %v", got.Standing[swollenLeg], c.stands)
			}
			if !reflect.DeepEqual(got.Past, c.past) {
				t.Errorf("got past %+v, want %+v", got.Past, c.past)
			}
			if stands && slices.ContainsFunc(got.Conditions, func(c Condition) bool { return shipped().pair(c.ID) || c.Fit != nil }) {
				t.Errorf("something was weighed while it stands: %+v", got.Conditions)
			}
		})
	}
}

// A medicine that is told of only after the questions counts as if it had been
// told before: what fires then stands as well.
func TestAnAlarmByALaterMedicineStands(t *testing.T) {
	zocor := charley.Fact{About: charley.FactMedicine, Name: "Zocor"}
	zocor.Client = on(2)
	weak := answered(on(1), map[string]any{"pain": "severe", "weakness": "proximal_both"})
	well := answered(on(3), map[string]any{"pain": "none", "weakness": "none"})
	got := shipped().Tell(History{Now: on(4), Facts: []charley.Fact{weak, zocor, well}})
	if !fired(got.Verdict, "RF27") || !got.Standing["RF27"].Equal(on(2)) {
		t.Errorf("got %v, standing %v", ids(got.Fired()), got.Standing)
	}
	got = shipped().Tell(History{Now: on(6), Facts: []charley.Fact{weak, zocor, well, over(on(5), "RF27", charley.FlagSeen)}})
	if fired(got.Verdict, "RF27") || len(got.Past) != 1 {
		t.Errorf("seen: got %v, past %+v", ids(got.Fired()), got.Past)
	}
}

// What raised an alarm is not taken back by a later answer either.
func TestARaisedAlarmStaysRaised(t *testing.T) {
	restless := answered(on(1), map[string]any{"medications": []string{"haloperidol"}, "inner_restlessness_whole_body": true})
	hard := answered(on(2), map[string]any{"inner_restlessness_distressed": true})
	not := answered(on(3), map[string]any{"inner_restlessness_distressed": false})
	for _, c := range []struct {
		name  string
		facts []charley.Fact
		want  string
	}{
		{"restless", []charley.Fact{restless}, knowledge.Soon},
		{"and hard to bear", []charley.Fact{restless, hard}, knowledge.SameDay},
		{"not hard to bear the day after", []charley.Fact{restless, hard, not}, knowledge.SameDay},
		{"never hard to bear", []charley.Fact{restless, not}, knowledge.Soon},
	} {
		r, _ := flagIn(shipped().Tell(History{Now: on(4), Facts: c.facts}).Fired(), "RF44")
		if r.Urgency != c.want {
			t.Errorf("%s: got %q, want %q", c.name, r.Urgency, c.want)
		}
	}
}

// The reason is told as it was when the flag fired.
func TestWhyAnAlarmStandsIsToldAsItWasSaid(t *testing.T) {
	got := shipped().Tell(History{Now: on(3), Facts: []charley.Fact{
		answered(on(1), map[string]any{"swelling": "one_leg"}), answered(on(2), map[string]any{"swelling": "none"}),
	}})
	phrase, _ := shipped().features["swelling"].Value("one_leg")
	if r, _ := flagIn(got.Fired(), swollenLeg); !slices.Equal(r.Said, []string{phrase.Phrase}) {
		t.Errorf("got %q, want %q", r.Said, phrase.Phrase)
	}
}

// A flag that has ended leaves the others alone.
func TestEndingOneAlarmDoesNotEndAnother(t *testing.T) {
	got := shipped().Tell(History{Now: on(4), Facts: []charley.Fact{
		answered(on(1), map[string]any{"swelling": "one_leg", "dark_urine": true}), over(on(2), swollenLeg, charley.FlagSeen),
	}})
	if fired(got.Verdict, swollenLeg) || !fired(got.Verdict, "RF05") || got.Urgency != knowledge.EmergencyNow {
		t.Errorf("got %v, %s", ids(got.Fired()), got.Urgency)
	}
}

// Warning signs that were answered long ago, or before the pattern of the
// nights changed, are unknown again. What does not change so fast is kept.
func TestWhenWarningSignsAreAskedAgain(t *testing.T) {
	before := answered(on(10), map[string]any{"swelling": "none", "fever": false, "pallor_cold_leg": false, "onset": "seconds"})
	leftOnly := func(from int) []diary.NightRecord {
		right := nightCramp()
		right.Side = "right"
		out := []diary.NightRecord{slept(from-2, nightCramp()), slept(from-1, right)}
		for d := range 3 {
			out = append(out, slept(from+d, nightCramp()))
		}
		return out
	}
	cramp := func(change func(*charley.Episode)) []diary.NightRecord {
		s := nightCramp()
		s.Minutes = nil
		change(&s)
		return []diary.NightRecord{slept(12, s)}
	}
	started := on(12).Add(6 * time.Hour)
	cases := []struct {
		name   string
		now    time.Time
		nights []diary.NightRecord
		want   []string
	}{
		{"the next day", on(11), nil, nil},
		{"after thirty days", on(40).Add(-time.Hour), nil, nil},
		{"after more than thirty days", on(40).Add(time.Hour), nil, []string{"fever", "pallor_cold_leg", "swelling"}},
		{"the last three cramps were all on the left", on(15), leftOnly(11), []string{"fever", "pallor_cold_leg", "swelling"}},
		{"they were so when the answers were given", on(11), leftOnly(7), nil},
		{"only two were", on(15), leftOnly(11)[:4], nil},
		{"a cramp is not easing", on(13), cramp(func(s *charley.Episode) { s.NotEasing = true }), []string{"pallor_cold_leg", "swelling"}},
		{"a cramp has been going on for eleven minutes", started.Add(11 * time.Minute), cramp(func(s *charley.Episode) { s.Open = true }), []string{"pallor_cold_leg", "swelling"}},
		{"a cramp has been going on for nine minutes", started.Add(9 * time.Minute), cramp(func(s *charley.Episode) { s.Open = true }), nil},
		{"a restless spell has been going on for an hour", started.Add(time.Hour), cramp(func(s *charley.Episode) { s.Open, s.What = true, charley.Restless }), nil},
		{"a cramp that nobody closed, days ago", on(14).Add(6 * time.Hour), cramp(func(s *charley.Episode) { s.Open = true }), nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := shipped().Tell(History{Now: c.now, Facts: []charley.Fact{before}, Nights: c.nights})
			if !slices.Equal(got.Stale, c.want) {
				t.Errorf("got %v, want %v", got.Stale, c.want)
			}
			for _, name := range c.want {
				if got.Facts.Known(name) || !slices.Contains(got.AskNext, name) {
					t.Errorf("%s is still known, or not asked next", name)
				}
			}
			if !got.Facts.Known("onset") {
				t.Error("how it begins was forgotten")
			}
		})
	}
	again := answered(on(16), map[string]any{"swelling": "none"})
	got := shipped().Tell(History{Now: on(17), Facts: []charley.Fact{before, again}, Nights: leftOnly(11)})
	if want := []string{"fever", "pallor_cold_leg"}; !slices.Equal(got.Stale, want) || got.Diary.Side != "left" {
		t.Errorf("answered since: got %v on the side %q, want %v", got.Stale, got.Diary.Side, want)
	}
}

// Whoever needed help after something in a test is not who they were when they said no to the signs. Milder things
// ask nothing, and neither does it ask twice that a doctor has seen it since.
func TestAfterNeedingHelpWarningSignsAreAskedAgain(t *testing.T) {
	told := func(grade string, at time.Time, change func(*charley.Fact)) charley.Fact {
		f := charley.Fact{About: charley.FactHarm, Grade: grade, Told: charley.Moment{Time: at}}
		f.Client = at
		change(&f)
		return f
	}
	as := func(*charley.Fact) {}
	all := []string{"fever", "swelling"}
	for name, c := range map[string]struct {
		harm charley.Fact
		want []string
	}{
		"it bothered":                         {told(charley.HarmBothered, on(12), as), nil},
		"it kept them from things":            {told(charley.HarmKept, on(12), as), nil},
		"they needed help":                    {told(charley.HarmHelp, on(12), as), all},
		"before the answers":                  {told(charley.HarmHelp, on(9), as), nil},
		"a doctor has seen it":                {told(charley.HarmHelp, on(12), func(f *charley.Fact) { f.Ended = charley.FlagSeen }), all},
		"told before, and mended since":       {told(charley.HarmHelp, on(9), func(f *charley.Fact) { f.Client = on(12) }), nil},
		"by a clock a month ahead":            {told(charley.HarmHelp, on(12).AddDate(0, 1, 0), func(f *charley.Fact) { f.Received = on(12) }), all},
		"of which nobody wrote down when":     {told(charley.HarmHelp, on(12), func(f *charley.Fact) { f.Told = charley.Moment{} }), all},
		"a warning sign that ended, not harm": {over(on(12), "RF09", charley.FlagGone), nil},
	} {
		before := answered(on(10), map[string]any{"swelling": "none", "fever": false, "onset": "seconds"})
		got := shipped().Tell(History{Now: on(13), Facts: []charley.Fact{before, c.harm}})
		if !slices.Equal(got.Stale, c.want) || got.Facts.Known("swelling") == (c.want != nil) || !got.Facts.Known("onset") {
			t.Errorf("%s: got %v, want %v asked again", name, got.Stale, c.want)
		}
		again := answered(on(12).Add(time.Minute), map[string]any{"swelling": "none", "fever": false})
		if got := shipped().Tell(History{Now: on(13), Facts: []charley.Fact{before, c.harm, again}}); got.Stale != nil {
			t.Errorf("%s, answered since: got %v", name, got.Stale)
		}
	}
}

// The cramp that does not ease is known by its id while it goes on.
func TestTheCrampThatGoesOn(t *testing.T) {
	s := nightCramp()
	s.ID, s.Minutes, s.Open = "ab", nil, true
	h := History{Now: on(12).Add(6*time.Hour + 12*time.Minute), Nights: []diary.NightRecord{slept(12, s)}}
	if got := shipped().Tell(h).Diary; got.Open != "ab" || !got.NotEasing.Equal(on(12).Add(6*time.Hour)) {
		t.Errorf("got %q since %v", got.Open, got.NotEasing)
	}
	s.Open, s.NotEasing = false, true
	h.Nights = []diary.NightRecord{slept(12, s)}
	if got := shipped().Tell(h).Diary; got.Open != "" || got.NotEasing.IsZero() {
		t.Errorf("over by now: got %q since %v", got.Open, got.NotEasing)
	}
}

func manyNights(n int, spells func(day int) []charley.Episode) []diary.NightRecord {
	var out []diary.NightRecord
	for d := range n {
		out = append(out, slept(d+1, spells(d+1)...))
	}
	return out
}

// Nights with cramps and with restless legs, and little else to go by.
func TestNightsWithBothNameBoth(t *testing.T) {
	h := History{
		Now: on(20),
		Facts: []charley.Fact{
			about(charley.Fact{About: charley.FactSex, Sex: "F"}),
			answered(on(15), map[string]any{"triggered_by_rest": true, "returns_on_rest": true, "worse_evening_night": true, "onset": "seconds"}),
		},
		Nights: manyNights(10, func(day int) []charley.Episode { return []charley.Episode{nightCramp(), restlessEvening(day)} }),
	}
	got := shipped().Tell(h)
	for _, id := range []string{"leg_cramps", "rls"} {
		if !slices.Contains(shown(got.Verdict), id) {
			t.Errorf("%s is not named: %s", id, bands(got.Verdict))
		}
	}
	want := Evidence{Nights: 10, Cramps: 10, Restless: 10, Enough: true}
	if d := got.Diary; d.Nights != want.Nights || d.Cramps != want.Cramps || d.Restless != want.Restless || !d.Enough {
		t.Errorf("got %+v, want %+v", d, want)
	}
}

func TestTheDiaryContradictsMemory(t *testing.T) {
	h := History{
		Now: on(20),
		Facts: []charley.Fact{answered(on(15), map[string]any{
			"palpable_hardening": false, "pain": "severe", "duration_min": []float64{30, 60}, "location": []string{"foot"}, "timing": []string{"asleep", "day"}, "relief_heat": true,
		})},
		Nights: manyNights(8, func(int) []charley.Episode { return []charley.Episode{nightCramp()} }),
	}
	got := shipped().Tell(h)
	want := []Disagreement{
		{"duration_min", rule.Value{Kind: rule.Range, Low: 30, High: 60}, rule.Value{Kind: rule.Range, Low: 3, High: 3}, Of{8, 8}},
		{"location", rule.Words("foot"), rule.Words("calf"), Of{8, 8}},
		{"palpable_hardening", rule.YesNo(false), rule.YesNo(true), Of{8, 8}},
	}
	if !reflect.DeepEqual(got.Disagreement, want) {
		t.Errorf("got %+v, want %+v", got.Disagreement, want)
	}
	if v := got.Facts.given["palpable_hardening"]; !reflect.DeepEqual(v, rule.YesNo(true)) {
		t.Errorf("the verdict goes by %+v, want what the nights say", v)
	}
	if v := got.Remembered.given["palpable_hardening"]; !reflect.DeepEqual(v, rule.YesNo(false)) {
		t.Errorf("memory is %+v, want it kept", v)
	}
	if v := got.Facts.given["relief_heat"]; !reflect.DeepEqual(v, rule.YesNo(true)) {
		t.Errorf("heat, which nobody tried at night, is %+v, want what was remembered", v)
	}
	if got := want[0].Count.String(); got != "8 of 8" {
		t.Errorf("got %q", got)
	}
}

func TestTooFewNightsSayNothing(t *testing.T) {
	need := shipped().weigh.DiaryNights
	some := func(n int) Telling {
		return shipped().Tell(History{Now: on(20), Facts: []charley.Fact{answered(on(15), map[string]any{"palpable_hardening": false})},
			Nights: manyNights(n, func(int) []charley.Episode { return []charley.Episode{nightCramp()} })})
	}
	if got := some(need - 1); got.Diary.Enough || len(got.Diary.Answers) > 0 || len(got.Disagreement) > 0 || got.Diary.Nights != need-1 {
		t.Errorf("%d nights: got %+v, %+v", need-1, got.Diary, got.Disagreement)
	}
	if got := some(need); !got.Diary.Enough || len(got.Disagreement) != 1 {
		t.Errorf("%d nights: got %+v, %+v", need, got.Diary, got.Disagreement)
	}
	quiet := shipped().Tell(History{Now: on(20), Nights: manyNights(need+5, func(int) []charley.Episode { return nil })})
	if quiet.Diary.Enough || len(quiet.Diary.Answers) > 0 {
		t.Errorf("nights without a spell: got %+v", quiet.Diary)
	}
}

// Spells for which a thing was not said do not count against it.
func TestTheDiaryDoesNotGuess(t *testing.T) {
	bare := manyNights(12, func(int) []charley.Episode { return []charley.Episode{{What: charley.Cramp}} })
	got := shipped().Tell(History{Now: on(20), Nights: bare}).Diary.Answers
	for _, name := range []string{"palpable_hardening", "wakes_from_sleep", "awake_at_start", "relief_stretch", "pain", "side", "location", "duration_min", "residual_soreness"} {
		if got.Known(name) {
			t.Errorf("%s is %+v although nobody said so", name, got[name])
		}
	}
}

func TestWhatIsKnownAboutAPerson(t *testing.T) {
	due := func(year int, month time.Month, day int) charley.Fact {
		return about(charley.Fact{About: charley.FactPregnancy, Answer: "yes", Due: charley.Night{Year: year, Month: month, Day: day}})
	}
	condition := func(code, answer string) charley.Fact {
		return about(charley.Fact{About: charley.FactCondition, Code: code, Answer: answer})
	}
	before := func(f charley.Fact) charley.Fact { // a month before all else was said
		f.Client = f.Client.AddDate(0, -1, 0)
		return f
	}
	later := func(f charley.Fact) charley.Fact {
		f.Client = on(20)
		return f
	}
	born := 1950.0
	cases := []struct {
		name  string
		facts []charley.Fact
		rule  string
		want  charley.Tri
	}{
		{"born in 1950", []charley.Fact{about(charley.Fact{About: charley.FactAge, Born: &born})}, "age_years >= 76 and age_years <= 76", charley.Yes},
		{"the baby is due in 20 weeks to the day", []charley.Fact{due(2027, 4, 13)}, "pregnant_weeks >= 20 and pregnant_weeks <= 20", charley.Yes},
		{"a day later", []charley.Fact{due(2027, 4, 14)}, "pregnant_weeks <= 19 and pregnant_weeks >= 19", charley.Yes},
		{"due today", []charley.Fact{due(2026, 11, 24)}, "pregnant_weeks >= 40 and pregnant_weeks <= 40", charley.Yes},
		{"ten days over", []charley.Fact{due(2026, 11, 14)}, "pregnant_weeks >= 41", charley.Yes},
		{"a yes beside a date that was long over: mistyped, so not known", []charley.Fact{due(2026, 2, 1)}, "pregnant_weeks > 0", charley.Unknown},
		{"due six weeks ago: a birth by now", []charley.Fact{due(2026, 10, 13)}, "pregnant_weeks <= 0 and postpartum_weeks >= 6 and postpartum_weeks <= 6", charley.Yes},
		{"due in a year: that cannot be", []charley.Fact{due(2027, 11, 24)}, "pregnant_weeks is known", charley.No},
		{"not pregnant", []charley.Fact{about(charley.Fact{About: charley.FactPregnancy, Answer: "no"})}, "pregnant_weeks <= 0", charley.Yes},
		{"pregnant, she does not know how far", []charley.Fact{about(charley.Fact{About: charley.FactPregnancy, Answer: "yes"})}, "pregnant_weeks >= 1", charley.Yes},
		{"no condition was asked about", nil, "conditions has diabetes", charley.Unknown},
		{"diabetes", []charley.Fact{condition("diabetes", "yes")}, "conditions has diabetes", charley.Yes},
		{"diabetes says nothing of cancer", []charley.Fact{condition("diabetes", "yes")}, "conditions has cancer_now", charley.Unknown},
		{"not sure of diabetes", []charley.Fact{condition("diabetes", "unsure")}, "conditions has diabetes", charley.Unknown},
		{"no diabetes", []charley.Fact{condition("diabetes", "no")}, "conditions has diabetes", charley.No},
		{"no diabetes after all", []charley.Fact{condition("diabetes", "yes"), condition("diabetes", "no")}, "conditions has diabetes", charley.No},
		{"diabetes after all", []charley.Fact{condition("diabetes", "no"), condition("diabetes", "yes")}, "conditions has diabetes", charley.Yes},
		{"dialysis says that the kidneys are ill", []charley.Fact{condition("dialysis", "yes")}, "conditions has kidney_disease", charley.Yes},
		{"no dialysis says nothing of the kidneys", []charley.Fact{condition("dialysis", "no")}, "conditions has kidney_disease", charley.Unknown},
		{"none of the conditions", []charley.Fact{about(charley.Fact{About: charley.FactNone, Group: "conditions"})}, "conditions has diabetes", charley.No},
		{"none of the conditions that were shown", []charley.Fact{about(charley.Fact{About: charley.FactNone, Group: "conditions", Asked: []string{"diabetes", "kidney_disease"}})}, "conditions has diabetes", charley.No},
		{"nor what implies one of them", []charley.Fact{about(charley.Fact{About: charley.FactNone, Group: "conditions", Asked: []string{"diabetes", "kidney_disease"}})}, "conditions has dialysis", charley.No},
		{"what was not shown is not known", []charley.Fact{about(charley.Fact{About: charley.FactNone, Group: "conditions", Asked: []string{"diabetes", "kidney_disease"}})}, "conditions has joint_replacement", charley.Unknown},
		{"something of her own, beside none of the conditions", []charley.Fact{about(charley.Fact{About: charley.FactNone, Group: "conditions"}), about(charley.Fact{About: charley.FactCondition, Name: "the vapours", Answer: "yes"})}, "conditions has cancer_now", charley.Unknown},
		{"none of the medicines", []charley.Fact{about(charley.Fact{About: charley.FactNone, Group: "medicines"})}, "medications has statin", charley.No},
		{"no medicine was asked about", nil, "medications has statin", charley.Unknown},
		{"a statin", []charley.Fact{about(charley.Fact{About: charley.FactMedicine, Name: "Zocor"})}, "medications has statin", charley.Yes},
		{"a statin until last month, and no other medicine", []charley.Fact{about(charley.Fact{About: charley.FactNone, Group: "medicines"}), about(charley.Fact{About: charley.FactMedicine, Name: "Zocor", Until: "2026-10"})}, "medications has statin", charley.No},
		{"until yesterday, and no other medicine", []charley.Fact{about(charley.Fact{About: charley.FactNone, Group: "medicines"}), about(charley.Fact{About: charley.FactMedicine, Name: "Zocor", Until: "2026-11-23"})}, "medications has statin", charley.No},
		{"until some day of this month", []charley.Fact{about(charley.Fact{About: charley.FactMedicine, Name: "Zocor", Until: "2026-11"})}, "medications has statin", charley.Yes},
		{"until some day of this year", []charley.Fact{about(charley.Fact{About: charley.FactMedicine, Name: "Zocor", Until: "2026"})}, "medications has statin", charley.Yes},
		{"until the summer after", []charley.Fact{about(charley.Fact{About: charley.FactMedicine, Name: "Zocor", Until: "2027-06-01"})}, "medications has statin", charley.Yes},
		{"one medicine, and not whether it is all", []charley.Fact{about(charley.Fact{About: charley.FactMedicine, Name: "Zocor"})}, "medications has lithium", charley.Unknown},
		{"one medicine, and that is all", []charley.Fact{about(charley.Fact{About: charley.FactMedicine, Name: "Zocor"}), about(charley.Fact{About: charley.FactNone, Group: "medicines"})}, "medications has lithium", charley.No},
		{"one that looks like another, not settled", []charley.Fact{about(charley.Fact{About: charley.FactMedicine, Name: "hydroxyzine"}), about(charley.Fact{About: charley.FactNone, Group: "medicines"})}, "medications has lithium", charley.Unknown},
		{"one that looks like another, tapped", []charley.Fact{about(charley.Fact{About: charley.FactMedicine, Name: "hydroxyzine", Code: "hydroxyzine"}), about(charley.Fact{About: charley.FactNone, Group: "medicines"})}, "medications has lithium", charley.No},
		{"one kept as it was written", []charley.Fact{about(charley.Fact{About: charley.FactMedicine, Name: "hydroxyzine", Code: charley.AsWritten}), about(charley.Fact{About: charley.FactNone, Group: "medicines"})}, "medications has sedating_antihistamine", charley.Unknown},
		{"a quinolone that ended two weeks ago is still recent", []charley.Fact{condition("recent_quinolone", "no"), about(charley.Fact{About: charley.FactMedicine, Name: "ciprofloxacin", Until: "2026-11-10"})}, "conditions has recent_quinolone", charley.Yes},
		{"a quinolone of some day of last month", []charley.Fact{about(charley.Fact{About: charley.FactMedicine, Name: "ciprofloxacin", Until: "2026-10"})}, "conditions has recent_quinolone", charley.Yes},
		{"a quinolone in the spring is no longer recent", []charley.Fact{condition("recent_quinolone", "no"), about(charley.Fact{About: charley.FactMedicine, Name: "ciprofloxacin", Until: "2026-04-10"})}, "conditions has recent_quinolone", charley.No},
		{"another antibiotic leaves nothing behind", []charley.Fact{condition("recent_quinolone", "no"), about(charley.Fact{About: charley.FactMedicine, Name: "amoxicillin", Until: "2026-11-10"})}, "conditions has recent_quinolone", charley.No},
		{"not breastfeeding, said after the birth", []charley.Fact{due(2026, 10, 13), later(condition("breastfeeding", "no"))}, "conditions has breastfeeding", charley.No},
		{"not breastfeeding, said before the birth: it may be so by now", []charley.Fact{due(2026, 10, 13), before(condition("breastfeeding", "no"))}, "conditions has breastfeeding", charley.Unknown},
		{"a quinolone by the name of its group", []charley.Fact{condition("recent_quinolone", "no"), about(charley.Fact{About: charley.FactMedicine, Name: "Quinolone antibiotics", Until: "2026-11-10"})}, "conditions has recent_quinolone", charley.Yes},
		{"the flag about tendons knows of it, too", []charley.Fact{answered(on(1), map[string]any{"not": []any{"fluoroquinolone_60d"}}), about(charley.Fact{About: charley.FactMedicine, Name: "ciprofloxacin", Until: "2026-11-10"})}, "risk has fluoroquinolone_60d", charley.Yes},
		{"an unknown medicine that ended two weeks ago may have been one", []charley.Fact{condition("recent_quinolone", "no"), about(charley.Fact{About: charley.FactMedicine, Name: "potion of moss", Until: "2026-11-10"})}, "conditions has recent_quinolone", charley.Unknown},
		{"also where none of the conditions was said of all", []charley.Fact{about(charley.Fact{About: charley.FactNone, Group: "conditions"}), about(charley.Fact{About: charley.FactMedicine, Name: "potion of moss", Until: "2026-11-10"})}, "conditions has recent_quinolone", charley.Unknown},
		{"and then the other conditions stay no", []charley.Fact{about(charley.Fact{About: charley.FactNone, Group: "conditions"}), about(charley.Fact{About: charley.FactMedicine, Name: "potion of moss", Until: "2026-11-10"})}, "conditions has diabetes", charley.No},
		{"not breastfeeding, said when the birth may still have been to come", []charley.Fact{due(2026, 10, 20), condition("breastfeeding", "no")}, "conditions has breastfeeding", charley.Unknown},
		{"nor by another name, said before the birth", []charley.Fact{due(2026, 10, 13), before(about(charley.Fact{About: charley.FactCondition, Name: "breastfeeding", Answer: "no"}))}, "conditions has breastfeeding", charley.Unknown},
		{"none of the conditions, said before the birth", []charley.Fact{due(2026, 10, 13), before(about(charley.Fact{About: charley.FactNone, Group: "conditions"}))}, "conditions has breastfeeding", charley.Unknown},
		{"no pre-eclampsia, said before she was pregnant", []charley.Fact{about(charley.Fact{About: charley.FactPregnancy, Answer: "yes"}), before(condition("pre_eclampsia", "no"))}, "conditions has pre_eclampsia", charley.Unknown},
		{"no pre-eclampsia, said on the day she said that she is", []charley.Fact{about(charley.Fact{About: charley.FactPregnancy, Answer: "yes"}), condition("pre_eclampsia", "no")}, "conditions has pre_eclampsia", charley.No},
		{"a potion that nobody knows", []charley.Fact{about(charley.Fact{About: charley.FactMedicine, Name: "potion of moss"})}, "medications has statin", charley.Unknown},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			now := time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)
			got := shipped().Tell(History{Now: now, Facts: c.facts}).Facts
			if v := rule.MustParse(c.rule).Eval(got.all); v != c.want {
				t.Errorf("%s is %v, want %v; known is %+v", c.rule, v, c.want, got.given)
			}
		})
	}
}

// A question that was answered with "I don't know" is unknown, and told of.
func TestNotKnowingIsRemembered(t *testing.T) {
	got := shipped().Tell(History{Now: on(3), Facts: []charley.Fact{
		answered(on(1), map[string]any{"onset": "seconds", "urge_to_move": charley.DontKnow}),
		answered(on(2), map[string]any{"onset": charley.DontKnow}),
	}})
	if want := []string{"onset", "urge_to_move"}; !slices.Equal(got.Declined, want) || got.Facts.Known("onset") {
		t.Errorf("got %v, want %v", got.Declined, want)
	}
	if !got.Changed.Equal(on(2)) || !got.Said["urge_to_move"].Equal(on(1)) {
		t.Errorf("got changed %v, said %v", got.Changed, got.Said)
	}
}

// Risks are asked about on several screens: later answers add to earlier ones.
func TestRisksAddUp(t *testing.T) {
	got := shipped().Tell(History{Now: on(3), Facts: []charley.Fact{
		answered(on(1), map[string]any{"risk": []string{"smoker", "not oestrogen"}}),
		answered(on(2), map[string]any{"risk": []string{"oestrogen", "not surgery_12wk"}}),
	}}).Facts.all
	for text, want := range map[string]charley.Tri{
		"risk has smoker": charley.Yes, "risk has oestrogen": charley.Yes, "risk has surgery_12wk": charley.No, "risk has previous_dvt": charley.Unknown,
	} {
		if v := rule.MustParse(text).Eval(got); v != want {
			t.Errorf("%s is %v, want %v", text, v, want)
		}
	}
}

// A blood test answers the rules that ask for it: the one that was taken last, whenever it was told of.
func TestABloodTestIsAnAnswer(t *testing.T) {
	lab := func(day int, value float64, taken string) charley.Fact {
		f := charley.Fact{About: charley.FactLab, Code: "ferritin_ug_l", Value: &value, From: taken}
		f.Client, f.Night = on(day), charley.Night{Year: 2026, Month: 11, Day: day}
		return f
	}
	teller := shipped()
	got := teller.Tell(History{Now: on(9), Facts: []charley.Fact{lab(1, 38, "2026-08-20"), lab(2, 12, "2024-02"), {About: charley.FactLab, Code: "hba1c_mmol_mol", Value: new(48.0)}}})
	if v := got.Facts.Answers()["ferritin_ug_l"]; !reflect.DeepEqual(v, rule.Num(38)) {
		t.Errorf("got %+v, want the later test, 38", v)
	}
	if got.Said["ferritin_ug_l"] != on(1) {
		t.Errorf("said on %s, want %s", got.Said["ferritin_ug_l"], on(1))
	}
	// One whose date nobody says was taken by the day on which it is told of.
	for _, tc := range []struct {
		name  string
		facts []charley.Fact
		want  float64
	}{
		{"an older date, then none", []charley.Fact{lab(1, 12, "2024-02"), lab(2, 38, "")}, 38},
		{"none, then an older date", []charley.Fact{lab(1, 38, ""), lab(2, 12, "2024-02")}, 38},
	} {
		got := teller.Tell(History{Now: on(9), Facts: tc.facts}).Facts.Answers()["ferritin_ug_l"]
		if !reflect.DeepEqual(got, rule.Num(tc.want)) {
			t.Errorf("%s: got %+v, want %v", tc.name, got, tc.want)
		}
	}
}
