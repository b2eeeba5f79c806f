package app

import (
	"charley/appraise"
)

// A PatternsBody is which exposures go with bad nights, as programs see it: the words
// of charley analyze causes, with what a diary adds.
type PatternsBody struct {
	Measure    string            `json:"measure" enum:"cramps,bad_night,bother,intensity,sleep_lost,sit_still" doc:"what nights are compared by"`
	Urgency    string            `json:"urgency" doc:"of what stands; from same_day up nothing is named, and findings is empty"`
	From       string            `json:"from" doc:"civil date of the first night that was looked at; empty: there is none"`
	To         string            `json:"to" doc:"civil date of the last"`
	Working    bool              `json:"working" doc:"it is being worked out: ask again in a moment"`
	Failed     bool              `json:"failed" doc:"it could not be worked out"`
	Outcome    string            `json:"outcome"`
	Nights     int               `json:"nights" doc:"with an outcome"`
	Missing    int               `json:"missing" doc:"without"`
	Bad        int               `json:"bad" doc:"of nights"`
	Good       int               `json:"good" doc:"of nights"`
	Limit      appraise.Number   `json:"limit" doc:"a night counts as bad from this outcome on"`
	TooEarly   bool              `json:"too_early" doc:"nothing is ranked yet"`
	Lacks      PatternsLacks     `json:"lacks" doc:"how many nights are missing until anything is said"`
	Findings   []PatternFinding  `json:"findings" nullable:"false" doc:"one for each exposure, the likeliest first"`
	LookedAt   []string          `json:"looked_at" nullable:"false"`
	Warnings   []PatternsWarning `json:"warnings" nullable:"false"`
	Afterwards int               `json:"told_afterwards" doc:"days about which something was answered when something of the night was known; such answers are not used"`
	Limits     PatternsLimits    `json:"bad_limits" doc:"what makes a night bad, apart from any cramp"`
	Tests      []PatternsTest    `json:"tests" nullable:"false" doc:"trials that would tell whether an exposure matters"`
	Running    string            `json:"running" doc:"id of the remedy whose trial goes on or is to begin; empty: none"`
	Version    string            `json:"knowledge_version"`
	_          struct{}          `additionalProperties:"true"`
}

// A PatternsLacks is how many nights are missing until anything is said; 0: enough.
type PatternsLacks appraise.Lacks

// A PatternFinding is what is said about one exposure.
type PatternFinding appraise.Finding

// A PatternsWarning is something to know beside the findings.
type PatternsWarning appraise.CausesWarning

// PatternsLimits are the person's limits of a bad night.
type PatternsLimits struct {
	Bother    int     `json:"bother"`
	SleepLost float64 `json:"sleep_lost" doc:"minutes"`
}

// A PatternsTest is a TestOf as programs see it.
type PatternsTest struct {
	Exposure string `json:"exposure"`
	Remedy   string `json:"remedy" doc:"id of the remedy to test"`
	Name     string `json:"name"`
	Testable bool   `json:"testable" doc:"by this person, now"`
	Why      string `json:"why" doc:"why not: the reason of a refused trial, or runs while another trial goes on; empty if it can be"`
}

// Body is what was found, as programs see it.
func (v PatternsView) Body() PatternsBody {
	found := appraise.CausesOf(v.Patterns)
	b := PatternsBody{
		Measure: v.Measure, Urgency: v.Urgency, From: v.From.String(), To: v.To.String(), Working: v.Working, Failed: v.Failed,
		Outcome: found.Outcome, Nights: found.Nights, Missing: found.Missing, Bad: found.Bad, Good: found.Good, Limit: found.Limit, TooEarly: found.TooEarly,
		Lacks: PatternsLacks(found.Lacks), Findings: []PatternFinding{}, LookedAt: found.LookedAt, Warnings: []PatternsWarning{},
		Afterwards: v.Afterwards, Limits: PatternsLimits{v.Limits.Bother, float64(v.Limits.SleepLost)}, Tests: []PatternsTest{}, Running: v.Running, Version: v.Version,
	}
	for _, f := range found.Findings {
		b.Findings = append(b.Findings, PatternFinding(f))
		if t, ok := v.Test[f.Exposure]; ok {
			b.Tests = append(b.Tests, PatternsTest{f.Exposure, t.Remedy, t.Name, t.Testable, t.Why})
		}
	}
	for _, w := range found.Warnings {
		b.Warnings = append(b.Warnings, PatternsWarning(w))
	}
	return b
}
