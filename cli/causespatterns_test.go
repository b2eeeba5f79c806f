package cli

import (
	"strings"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/cause"
	"charley/knowledge"
	"charley/measure"
	"charley/trial"
)

// Every state of what goes with bad nights, in words.
func TestPatternsInWords(t *testing.T) {
	counsel, err := newCounsel()
	if err != nil {
		t.Fatal(err)
	}
	p, more, none := .86, 40, 0
	night := func(n int) charley.Night { return charley.Night{Year: 2026, Month: 8, Day: 25}.Add(n) }
	found := []cause.Pattern{
		{Exposure: "hard_floor", Tier: cause.VeryLikely, Direction: cause.More, Probability: &p, Per20With: &cause.Per20{Mid: 11, Lo: 9, Hi: 13}, Per20Without: &cause.Per20{Mid: 7, Lo: 5, Hi: 10},
			Exposed: 30, Unexposed: 44, NotAsked: 2, BadExposed: 17, BadUnexposed: 15},
		{Exposure: "warm_bath", Tier: cause.Possible, Direction: cause.Fewer, Probability: &p, Ratio: &cause.Interval{Median: .6, Lo: .4, Hi: 1}, CountsAsOneAs: []string{"heating_pad"}},
		{Exposure: "alcohol", Tier: cause.Possible, Direction: cause.More, Amount: true, Cut: 1, Per20With: &cause.Per20{}, Per20Without: &cause.Per20{}},
		{Exposure: "caffeine_late", Tier: cause.FollowsBadNights, Direction: cause.More},
		{Exposure: "stress", Tier: cause.Harmless, Amount: true, Cut: 4},
		{Exposure: "footwear", Tier: cause.CannotTell, MoreNights: &more},
		{Exposure: "late_meal", Tier: cause.CannotTell, Amount: true, Per20With: &cause.Per20{Mid: 3}, Per20Without: &cause.Per20{Mid: 3}, MoreNights: &none},
		{Exposure: "salty_meal", Tier: cause.CannotTell, Why: cause.WhyWithheld},
		{Exposure: "hot_day", Tier: cause.CannotTell, Why: cause.WhyFewWith},
		{Exposure: "own_swimming", Tier: cause.AlwaysTheSame},
	}
	shown := app.PatternsView{Measure: measure.Cramps, From: night(0), To: night(89), Limits: charley.BadLimits{Bother: 4, SleepLost: 15},
		Patterns: cause.Patterns{Outcome: measure.Count, Nights: 76, Missing: 14, Bad: 32, Good: 44, Limit: 1, Found: found,
			Warnings: []cause.Warning{{Code: cause.WarnCollinear, Text: "these cannot be told apart: warm_bath, heating_pad", Exposures: []string{"warm_bath", "heating_pad"}}}},
		Test:    map[string]app.TestOf{"hard_floor": {Remedy: "supportive-shoes", Name: "Supportive shoes", Testable: true}, "warm_bath": {Remedy: "warm-bath", Name: "Warm bath"}, "alcohol": {Remedy: "alcohol-free-evenings", Name: "Evenings without alcohol", Why: string(trial.NotOffered)}},
		Running: "warm-bath"}
	early := shown
	early.Patterns = cause.Patterns{TooEarly: true, Nights: 31, Bad: 5, Good: 26, Limit: 15}
	early.Measure = measure.SleepLost
	early.Patterns.Warnings = []cause.Warning{{Code: cause.WarnConstant, Text: "never varies"}, {Code: app.ToldAfterwards, Text: "answers about 2 days were given late"}}
	other := shown
	other.Running = "warm-bath"
	other.Test = map[string]app.TestOf{"hard_floor": {Remedy: "supportive-shoes", Name: "Supportive shoes", Why: app.WhyRuns}, "own_swimming": {Remedy: "rest", Name: "Rest", Testable: true}}
	working, failed, nobody := app.PatternsView{Working: true}, app.PatternsView{Failed: true}, shown
	nobody.Patterns.Found = nil
	for name, tc := range map[string]struct {
		view app.PatternsView
		want []string
	}{
		"found": {shown, []string{
			"76 nights are known from 25 August to 22 November; 14 more are not. A bad night here: any cramp. Bad were 32, good 44.",
			"Very likely linked",
			"Hard floors or sand: goes with more bad nights. Of 20 nights after a day on hard floors or sand about 11 (9 to 13) are bad, of 20 without 7 (5 to 10). Counted: 17 bad of 30 with, 15 of 44 without, 2 not asked. Chance that it matters: 86 %.",
			`Test it by lot: Supportive shoes. Type "charley trial plan supportive-shoes".`,
			"Warm bath, together with Heating pad: goes with fewer bad nights. Counted: 0 bad of 0 with", "Warm bath is being tested.",
			"Of 20 nights after alcohol (more than 1) about 0 (0 to 0) are bad, of 20 others 0", "Evenings without alcohol cannot be tested now. Something about you",
			"Follows bad nights rather than comes before them", "Looks harmless for you", "If it mattered a lot, about 40 more nights would show it.", "At least 6 nights with it are needed.",
			"If it mattered a lot, it would most likely have shown by now.", "The search did not become exact enough, so its numbers are withheld.",
			"Swimming: Counted", "These cannot be told apart: Warm bath, Heating pad.", "A pattern is not proof",
		}},
		"too early":    {early, []string{"Too early to rank anything: 31 of 45 nights, 5 of 8 bad ones, 8 of 8 good ones. A bad night here: 15 minutes of sleep lost or more."}},
		"another runs": {other, []string{"Supportive shoes can be tested once the trial that runs has ended: one at a time."}},
		"told late":    {early, []string{"Answers about 2 days were given late."}},
		"working":      {working, []string{"It is being worked out."}},
		"failed":       {failed, []string{"It could not be worked out."}},
		"nobody asked": {nobody, []string{"No evening says what the days were like"}},
	} {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			known := counsel.Base.ExposuresOf(charley.Settings{Own: []charley.Own{{ID: "own_swimming", Name: "Swimming"}}})
			patternWords{b: &b, base: counsel.Base, known: known, v: tc.view, now: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)}.write()
			for _, want := range tc.want {
				if !strings.Contains(b.String(), want) {
					t.Errorf("it does not say %q:\n%s", want, b.String())
				}
			}
			for _, never := range map[string][]string{"another runs": {"trial plan"}, "too early": {"ever varies"}, "found": {"of 20 others 3"}}[name] {
				if strings.Contains(b.String(), never) {
					t.Errorf("it says %q:\n%s", never, b.String())
				}
			}
			for line := range strings.Lines(b.String()) {
				if said := knowledge.Forbidden(line); said != "" {
					t.Errorf("it says %q in %q", said, line)
				}
			}
		})
	}
}
