package cli

import (
	"strings"
	"testing"

	"charley/appraise"
	"charley/cause"
)

// Every tier in words, with the counts behind each figure; nothing is certain and
// nothing is proof.
func TestCausesInWords(t *testing.T) {
	n := func(x float64) *appraise.Number { y := appraise.Number(x); return &y }
	word := func(s string) *string { return &s }
	more, none := 41, 0
	a := &appraise.CausesAnswer{
		Diary: word("1"), Nights: 76, Missing: 14, Bad: 41, Good: 35, Limit: 1, Warnings: []appraise.CausesWarning{{Text: "There is no row for night 2, so it is missing."}},
		Findings: []appraise.Finding{
			{Exposure: "hard_floor", Probability: n(0.999), Tier: string(cause.VeryLikely), Direction: word("more"), Per20With: &appraise.Per20{Mid: 11, Lo: 9, Hi: 13},
				Per20Without: &appraise.Per20{Mid: 7, Lo: 5, Hi: 10}, Exposed: 30, Unexposed: 44, NotAsked: 2, BadExposed: 18, BadUnexposed: 16, As: []string{"old_shoes"}},
			{Exposure: "old_shoes", Probability: n(0.999), Tier: string(cause.VeryLikely), As: []string{"hard_floor"}}, // told with the one above
			{Exposure: "standing_h", Probability: n(0.6), Tier: string(cause.Possible), Direction: word("fewer"), Amount: true, Cut: n(4.5), Form: word(string(cause.FormTwoDays)), Exposed: 30, Unexposed: 44},
			{Exposure: "stress", Probability: n(0.2), Tier: string(cause.CannotTell), Direction: word("more"), Exposed: 30, Unexposed: 44, MoreNights: &more},
			{Exposure: "late_meal", Probability: n(0.1), Tier: string(cause.CannotTell), Exposed: 30, Unexposed: 44, MoreNights: &none},
			{Exposure: "quinine", Tier: string(cause.CannotTell), Why: word(cause.WhyWithheld), Exposed: 30, Unexposed: 44},
			{Exposure: "bath", Tier: string(cause.CannotTell), Why: word(cause.WhyFewWith), Exposed: 3, Unexposed: 44},
			{Exposure: "coffee", Tier: string(cause.AlwaysTheSame), Exposed: 74},
			{Exposure: "nap", Probability: n(0.9), Tier: string(cause.FollowsBadNights), Exposed: 30, Unexposed: 44},
			{Exposure: "salt", Probability: n(0.001), Tier: string(cause.Harmless), Exposed: 30, Unexposed: 44},
		},
	}
	const want = `Diary 1: 76 nights, 41 bad and 35 good, and 14 missing. A night counts as bad from 1 on.
  Very likely linked:
    hard_floor = old_shoes: more bad nights; of 20 nights with it about 11 (9 to 13) are bad, of 20 without 7 (5 to 10); counted 18 bad of 30 with and 16 of 44 without, not known on 2; linked with a chance of over 99 %.
  Possibly linked, worth a test:
    standing_h above 4.5 (mean of two days): fewer bad nights; counted 0 bad of 30 with and 0 of 44 without; linked with a chance of 60 %.
  Comes after bad nights rather than before them:
    nap; counted 0 bad of 30 with and 0 of 44 without; linked with a chance of 90 %.
  Looks harmless here:
    salt; counted 0 bad of 30 with and 0 of 44 without; linked with a chance of under 1 %.
  Cannot be told yet:
    stress; counted 0 bad of 30 with and 0 of 44 without; linked with a chance of 20 %. If it mattered a lot, about 41 nights more would show it.
    late_meal; counted 0 bad of 30 with and 0 of 44 without; linked with a chance of 10 %. If it mattered a lot, it would most likely have shown by now.
    quinine; counted 0 bad of 30 with and 0 of 44 without. The search did not become exact enough, so its numbers are withheld.
    bath; counted 0 bad of 3 with and 0 of 44 without. Too few nights with it.
  The same every day, so only changing it can tell:
    coffee; counted 0 bad of 74 with and 0 of 0 without.
  There is no row for night 2, so it is missing.
  A pattern is not proof: only a trial drawn by lot can tell.
`
	var out strings.Builder
	if err := writeCausesAnswer(&out, a, false); err != nil || out.String() != want {
		t.Errorf("got\n%s%v", out.String(), err)
	}
	out.Reset()
	turned := &appraise.CausesAnswer{Nights: 60, Bad: 31, Good: 29, Limit: 6.5, Higher: true}
	if err := writeCausesAnswer(&out, turned, false); err != nil || !strings.HasSuffix(out.String(), "A night counts as bad from 6.5 down.\n") {
		t.Errorf("got\n%s%v", out.String(), err)
	}
	out.Reset()
	early := &appraise.CausesAnswer{Nights: 20, Bad: 7, Good: 13, Limit: 4, TooEarly: true, Lacks: appraise.Lacks{Nights: 25, Bad: 1}}
	if err := writeCausesAnswer(&out, early, true); err != nil || !strings.HasSuffix(out.String(), "\n  Too early to say anything. Still missing: 25 nights and 1 bad night.\n") {
		t.Errorf("got\n%s%v", out.String(), err)
	}
}
