package preview

import (
	"errors"

	"charley/app"
	"charley/cause"
	"charley/measure"
)

// shows lets the search find what is given, whatever the nights hold.
func shows(p cause.Patterns) step {
	return func(h *house) {
		h.app.SearchPatterns = func(s cause.Series, _ cause.Options) (cause.Patterns, error) {
			if s.Outcome != "" {
				p.Outcome = s.Outcome
			}
			return p, nil
		}
	}
}

// searchFails is a search that comes to no end.
func searchFails(h *house) {
	h.app.SearchPatterns = func(cause.Series, cause.Options) (cause.Patterns, error) {
		return cause.Patterns{}, errors.New("made to fail")
	}
}

// searchGoesOn is a search that has no end while anybody looks.
func searchGoesOn(h *house) {
	h.app.SearchPatterns = func(cause.Series, cause.Options) (cause.Patterns, error) {
		<-h.ctx.Done()
		return cause.Patterns{}, h.ctx.Err()
	}
}

// A found is a finding of a made-up search, in few words.
type found struct {
	exposure      string
	p             float64
	tier          cause.Tier
	way           string
	ratio         [3]float64 // middle, and between what; none where nothing was computed
	with, without [3]float64 // bad nights of 20
	counts        [5]int     // nights with, of them bad; without, of them bad; not asked
	change        func(*cause.Pattern)
}

func (f found) pattern() cause.Pattern {
	out := cause.Pattern{
		Exposure: f.exposure, Probability: &f.p, Tier: f.tier, Direction: f.way, With: 1, Form: cause.FormDay,
		Exposed: f.counts[0], BadExposed: f.counts[1], Unexposed: f.counts[2], BadUnexposed: f.counts[3], NotAsked: f.counts[4],
	}
	if f.ratio[0] != 0 {
		out.Ratio = &cause.Interval{Median: f.ratio[0], Lo: f.ratio[1], Hi: f.ratio[2]}
	} else {
		out.Probability = nil
	}
	if f.with[0] != 0 {
		out.Per20With = &cause.Per20{Mid: f.with[0], Lo: f.with[1], Hi: f.with[2]}
		out.Per20Without = &cause.Per20{Mid: f.without[0], Lo: f.without[1], Hi: f.without[2]}
		out.Reverse = &cause.Reverse{Probability: 0.04}
	}
	if f.change != nil {
		f.change(&out)
	}
	return out
}

// amount makes a finding one of an amount above a cut.
func amount(cut, with, without float64) func(*cause.Pattern) {
	return func(p *cause.Pattern) { p.Amount, p.Cut, p.With, p.Without = true, cut, with, without }
}

// further is a finding that so many more nights would settle.
func further(nights int) func(*cause.Pattern) {
	return func(p *cause.Pattern) { p.MoreNights = &nights }
}

// changes makes several changes.
func changes(all ...func(*cause.Pattern)) func(*cause.Pattern) {
	return func(p *cause.Pattern) {
		for _, one := range all {
			one(p)
		}
	}
}

// share is so many nights of others as 20, wide enough for a picture.
func share(bad, nights int) [3]float64 {
	mid := 20 * float64(bad) / float64(nights)
	return [3]float64{mid, mid - 3, mid + 3}
}

// because is a finding of which nothing can be told, with the reason.
func because(why string) func(*cause.Pattern) {
	return func(p *cause.Pattern) { p.Why = why }
}

// What the made-up searches find.
var (
	floors    = found{"hard_floor", 0.97, cause.VeryLikely, cause.More, [3]float64{1.9, 1.25, 2.9}, [3]float64{11, 9, 13}, [3]float64{7, 5, 10}, [5]int{30, 17, 44, 15, 10}, nil}
	bath      = found{"warm_bath", 0.91, cause.VeryLikely, cause.Fewer, [3]float64{0.62, 0.42, 0.9}, [3]float64{6, 4, 8}, [3]float64{10, 8, 12}, [5]int{27, 7, 51, 26, 6}, nil}
	maybeBath = found{"warm_bath", 0.64, cause.Possible, cause.Fewer, [3]float64{0.66, 0.42, 1.03}, [3]float64{6, 4, 9}, [3]float64{9, 7, 11}, [5]int{27, 8, 51, 24, 6}, nil}
	sat       = found{"sitting", 0.58, cause.Possible, cause.More, [3]float64{1.4, 0.98, 2}, [3]float64{9.4, 7, 12}, [3]float64{7.1, 5, 9}, [5]int{38, 18, 42, 14, 4}, changes(amount(6, 10, 4.2), func(p *cause.Pattern) { p.Form = cause.FormTwoDays })}
	drinks    = found{"fluids", 0.31, cause.CannotTell, cause.Fewer, [3]float64{0.74, 0.5, 1.05}, [3]float64{7, 5, 9}, [3]float64{9, 7, 11}, [5]int{33, 11, 40, 18, 11}, changes(amount(1.25, 1.75, 1.1), further(32))}
	spirits   = found{"alcohol", 0.12, cause.CannotTell, cause.More, [3]float64{1.1, 0.7, 1.7}, [3]float64{8, 5, 11}, [3]float64{8, 6, 10}, [5]int{19, 8, 58, 24, 7}, changes(amount(0, 1.6, 0), further(88))}
	badSleep  = found{"poor_sleep", 0.88, cause.FollowsBadNights, cause.More, [3]float64{1.8, 1.2, 2.7}, [3]float64{11, 8, 13}, [3]float64{7, 5, 9}, [5]int{29, 15, 49, 17, 6}, func(p *cause.Pattern) { p.Reverse = &cause.Reverse{Stronger: true, Probability: 0.99} }}
	food      = found{"magnesium_food", 0.03, cause.Harmless, "", [3]float64{0.97, 0.84, 1.16}, [3]float64{8, 7, 9}, [3]float64{8, 7, 10}, [5]int{41, 16, 38, 16, 5}, nil}
	potatoes  = found{"potassium_food", 0.04, cause.Harmless, "", [3]float64{1.02, 0.86, 1.2}, [3]float64{8, 7, 10}, [3]float64{8, 6, 9}, [5]int{35, 14, 43, 17, 6}, nil}
	stretch   = found{"stretching", 0, cause.AlwaysTheSame, "", [3]float64{}, [3]float64{}, [3]float64{}, [5]int{76, 32, 0, 0, 8}, nil}
	pad       = found{"heating_pad", 0, cause.AlwaysTheSame, "", [3]float64{}, [3]float64{}, [3]float64{}, [5]int{0, 0, 77, 32, 7}, nil}
	shoes     = found{"footwear", 0, cause.CannotTell, "", [3]float64{}, [3]float64{}, [3]float64{}, [5]int{3, 2, 74, 30, 7}, because(cause.WhyFewWith)}
	strained  = found{"hard_strain", 0.22, cause.CannotTell, cause.More, [3]float64{1.3, 0.6, 11}, [3]float64{9, 5, 13}, [3]float64{8, 6, 10}, [5]int{7, 4, 70, 28, 7}, nil}
)

// searched are patterns of so many nights, as a search returns them.
func searched(nights, bad int, all ...found) cause.Patterns {
	p := cause.Patterns{Outcome: measure.Count, Nights: nights, Missing: 6, Bad: bad, Good: nights - bad, Limit: 1, Models: 412}
	for _, f := range all {
		p.Found = append(p.Found, f.pattern())
		if one := p.Found[len(p.Found)-1]; one.Probability != nil {
			p.LookedAt = append(p.LookedAt, f.exposure)
		}
	}
	return p
}

// lacking are patterns of a diary that is too short, or too quiet, or never quiet.
func lacking(nights, bad, good int) cause.Patterns {
	return cause.Patterns{
		Outcome: measure.Count, Nights: nights, Bad: bad, Good: good, Limit: 1, TooEarly: true,
		Lacks: cause.Lacks{Nights: max(0, 45-nights), Bad: max(0, 8-bad), Good: max(0, 8-good)},
	}
}

// warned are the same patterns with a warning.
func warned(p cause.Patterns, all ...cause.Warning) cause.Patterns {
	p.Warnings = all
	return p
}

// counted are the same patterns by another measure, whose bad nights begin elsewhere.
func counted(p cause.Patterns, o measure.Outcome, limit float64) cause.Patterns {
	p.Outcome, p.Limit = o, limit
	return p
}

// everyTier is at least one finding of each tier, and of each reason.
var everyTier = []found{floors, bath, sat, badSleep, drinks, strained, spirits, shoes, potatoes, food, stretch, pad}

// patternStates are what the nights say of what brings it on.
func patternStates() []State {
	const why, nights = "/answers/why", "/nights"
	begin := at("2026-11-23T08:30:00+01:00")
	ready := func(more ...step) []step { return append([]step{begin, lived(84), cramping, noMore}, more...) }
	say := func(p cause.Patterns) []step { return ready(shows(p), look(why)) }
	safe := func(p cause.Patterns) []step { // somebody for whom tests are safe
		return []step{begin, logs(84, often), cramping, noMore, shows(p), look(why)}
	}
	joined := found{"hard_floor", 0.97, cause.VeryLikely, cause.More, floors.ratio, floors.with, floors.without, floors.counts, func(p *cause.Pattern) {
		p.CountsAsOneAs, p.Open = []string{"standing"}, []string{"work", "hot_day"}
	}}
	surprise := found{"exercise", 0.7, cause.Possible, cause.More, sat.ratio, sat.with, sat.without, sat.counts, func(p *cause.Pattern) { p.Form = cause.FormSurprise }}
	nextDay := found{"hard_strain", 0.6, cause.Possible, cause.More, sat.ratio, sat.with, sat.without, sat.counts, func(p *cause.Pattern) { p.Form = cause.FormDayBefore }}
	withheld := found{"late_meal", 0, cause.CannotTell, "", [3]float64{}, [3]float64{}, [3]float64{}, [5]int{20, 8, 50, 20, 14}, because(cause.WhyWithheld)}
	usual := found{"caffeine_late", 0, cause.CannotTell, "", [3]float64{}, [3]float64{}, [3]float64{}, [5]int{74, 31, 3, 1, 7}, because(cause.WhyFewWithout)}
	regular := func(f found) found {
		f.with, f.without = share(f.counts[1], f.counts[0]), share(f.counts[3], f.counts[2])
		f.change = func(p *cause.Pattern) { p.Counted = true }
		return f
	}
	byNow := found{"late_meal", 0.18, cause.CannotTell, cause.More, spirits.ratio, spirits.with, spirits.without, spirits.counts, further(0)}
	points := found{"warm_bath", 0.9, cause.VeryLikely, cause.Fewer, [3]float64{-1.1, -1.8, -0.4}, bath.with, bath.without, bath.counts, nil}
	more := found{"hard_floor", 0.6, cause.Possible, cause.More, [3]float64{0.7, -0.1, 1.4}, floors.with, floors.without, floors.counts, nil}
	return []State{
		on(why, "too early: nights", begin, lived(31), cramping, noMore, shows(lacking(31, 9, 22)), look(why)),
		on(why, "too early: bad nights", ready(shows(lacking(84, 5, 79)), look(why))...),
		on(why, "too early: good nights", ready(shows(lacking(84, 80, 4)), look(why))...),
		on(why, "too early: all three", begin, lived(9), cramping, noMore, shows(warned(lacking(9, 5, 4), cause.Warning{Code: app.ToldAfterwards}, cause.Warning{Code: cause.WarnSameAlways})), look(why)),
		on(why, "too early: no sitting-still test", begin, cramping, noMore, look(why+"?measure=sit_still")),
		on(why, "being worked out", ready(searchGoesOn, hurried, look(why))...),
		on(why, "still being worked out", ready(searchGoesOn, hurried, look(why+"?measure=cramps&again=1"))...),
		on(why, "the search failed", ready(searchFails, look(why))...),
		on(why, "no day was told", begin, logs(60, often), cramping, noMore, shows(searched(60, 30)), look(why)),
		on(why, "nothing found", say(searched(84, 32, drinks, strained, spirits, potatoes, food))...),
		on(why, "one trigger", safe(searched(84, 32, floors, drinks, spirits, food))...),
		on(why, "a trigger and a protector", safe(searched(84, 32, floors, bath, drinks, spirits, food))...),
		on(why, "only possible", safe(searched(84, 32, maybeBath, sat, drinks, spirits))...),
		on(why, "every tier", say(searched(84, 32, everyTier...))...),
		on(why, "comes after bad nights", say(searched(84, 32, badSleep, drinks, food))...),
		on(why, "every day the same", say(searched(84, 32, stretch, pad, usual))...),
		on(why, "two that count as one", say(warned(searched(84, 32, joined, drinks), cause.Warning{Code: cause.WarnCollinear, Exposures: []string{"hard_floor", "standing"}}))...),
		on(why, "two days, a day later, more than usual", say(searched(84, 32, surprise, nextDay, sat))...),
		on(why, "warnings", say(warned(searched(84, 32, floors, withheld, shoes, usual),
			cause.Warning{Code: app.ToldAfterwards}, cause.Warning{Code: cause.WarnConstant, Exposures: []string{"stretching"}},
			cause.Warning{Code: cause.WarnNotAsked, Exposures: []string{"late_meal", "stress"}},
			cause.Warning{Code: cause.WarnFewNights}, cause.Warning{Code: cause.WarnSearch}))...),
		on(why, "not exact enough", say(warned(searched(84, 32, withheld), cause.Warning{Code: cause.WarnWithheld}))...),
		on(why, "more regular than expected", say(warned(searched(84, 32, regular(floors), regular(maybeBath), byNow), cause.Warning{Code: cause.WarnMisfit}))...),
		on(why, "nothing happened", say(warned(searched(84, 0, stretch), cause.Warning{Code: cause.WarnNoEvents}, cause.Warning{Code: cause.WarnSameAlways}))...),
		on(why, "bad nights", ready(shows(counted(searched(84, 32, floors, bath, sat, drinks), measure.Bad, 1)), look(why+"?measure=bad_night"))...),
		on(why, "how restless", ready(shows(counted(searched(84, 32, floors, bath, sat, drinks), measure.Severity, 4)), look(why+"?measure=bother"))...),
		on(why, "worst cramp", ready(shows(counted(searched(84, 32, floors, bath), measure.Severity, 4)), look(why+"?measure=intensity"))...),
		on(why, "minutes of sleep lost", ready(shows(counted(searched(84, 32, floors, maybeBath), measure.Minutes, 15)), look(why+"?measure=sleep_lost"))...),
		on(why, "sitting-still test", ready(shows(counted(searched(60, 30, points, more), measure.Value, 3.5)), look(why+"?measure=sit_still"))...),
		on(why, "a sign stands", ready(shows(searched(84, 32, floors)), says(map[string]any{"swelling": "one_leg"}), look(why))...),
		on(why, "a test of it runs", begin, lived(84), cramping, noMore, tests(app.TrialWish{Remedy: "warm-bath", Nights: 28}), shows(searched(84, 32, bath, drinks)), look(why)),
		on(why, "another test runs", begin, logs(84, often), cramping, noMore, tests(app.TrialWish{Remedy: "stretch-before-bed", Nights: 28}), shows(searched(84, 32, bath, drinks)), look(why)),
		on(why, "thirty things", say(searched(180, 70, thirty(everyTier)...))...),
		on(nights, "days of the first finding", ready(shows(searched(84, 32, floors, sat)), look(nights))...),
		on(nights, "days of a chosen thing", ready(shows(searched(84, 32, sat)), look(nights+"?with=sitting"))...),
		on(nights, "days of an amount that nobody divided yet", ready(searchGoesOn, hurried, look(nights+"?with=sitting"))...),
		on(nights, "days of a thing that was never told", ready(shows(searched(84, 32)), look(nights+"?with=cpap"))...),
	}
}

// thirty are the findings given, filled up with what else can be asked.
func thirty(all []found) []found {
	out := append([]found{}, all...)
	for _, id := range []string{"standing", "sitting_posture", "exercise", "caffeine_late", "nicotine", "sleepy_tablet", "salty_meal", "late_meal", "hot_day", "cold_feet", "sleep_position", "joint_pain", "stress", "menstrual_phase", "low_sugar", "dialysis_day", "cpap", "blood_loss"} {
		f := drinks
		f.exposure, f.change = id, further(54)
		out = append(out, f)
	}
	return out
}
