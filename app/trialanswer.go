package app

import (
	"charley/measure"
	"charley/tell"
	"charley/trial"
)

// A TrialResultBody is a result as programs see it: the words of charley analyze
// trial. A number that is withheld is null.
type TrialResultBody struct {
	Outcome       measure.Outcome     `json:"outcome"`
	State         string              `json:"state" enum:"ok,no_information,one_arm,no_nights,withheld" doc:"what it can be used for"`
	Verdict       trial.Verdict       `json:"verdict" enum:"very_likely_helps,probably_helps,same,cannot_tell,probably_harms,very_likely_harms,no_information,one_arm,withheld" doc:"what came out in one word"`
	StoppedEarly  bool                `json:"stopped_early" doc:"before the planned end: that it very likely helps needs a p_better above 0.995 then, not 0.975"`
	N             int                 `json:"n" doc:"nights with an outcome that count"`
	NByArm        TrialByArm          `json:"n_by_arm"`
	Missing       TrialByArm          `json:"missing"`
	Washout       int                 `json:"washout" doc:"nights that are left out"`
	LogRR         *trial.Interval     `json:"log_rr,omitempty" doc:"counts: log ratio of a remedy night to a comparison night"`
	RateRatio     *trial.Interval     `json:"rate_ratio,omitempty"`
	LogOR         *trial.Interval     `json:"log_or,omitempty" doc:"severity, minutes, bad nights: log odds ratio"`
	Difference    *trial.Interval     `json:"difference" doc:"a night, in the unit of the outcome"`
	NightsSaved   *trial.Interval     `json:"nights_saved_week" doc:"counts and bad nights: fewer nights on which anything happened, in a week with the remedy; negative: more"`
	Saved         *trial.Interval     `json:"saved_week" doc:"less of what is counted in a week with the remedy, in its unit; negative: more"`
	Level         TrialLevels         `json:"level" doc:"a night, in the unit of the outcome"`
	LikelihoodTop *float64            `json:"likelihood_top" doc:"the effect under which these nights are most likely, whatever was believed before, on the scale of the model"`
	PBetter       *float64            `json:"p_better"`
	PBetter20     *float64            `json:"p_better_20" doc:"better by a fifth or more"`
	PSame10       *float64            `json:"p_same_10" doc:"within a tenth"`
	PWorse        *float64            `json:"p_worse"`
	PTipping      *float64            `json:"p_tipping" doc:"p_better if every missing remedy night had been a bad one"`
	Sceptical     *trial.Sceptical    `json:"sceptical" doc:"for somebody who believed that hardly anything helps"`
	Overlap       *float64            `json:"overlap" doc:"of what was believed of the effect before and after: 1 is nothing learnt"`
	KHat          *float64            `json:"k_hat"`
	Path          string              `json:"path"`
	Randomisation *TrialRandomisation `json:"randomisation" doc:"the test by the lot alone; null where there is nothing to compare"`
	Wealth        *float64            `json:"wealth" doc:"of a gambler who bets on the lot, from 1"`
	Asked         TrialByArm          `json:"asked" doc:"mornings that say whether the lot was followed"`
	Kept          TrialByArm          `json:"kept" doc:"of them, yes"`
	More          *int                `json:"more_nights" doc:"further nights that would give a clear answer, if the effect is what it looks like"`
	Nights        []TrialNightBody    `json:"nights" nullable:"false" doc:"as they were analysed"`
	Warnings      []tell.Warning      `json:"warnings" nullable:"false"`
	Version       string              `json:"knowledge_version"`
	_             struct{}            `additionalProperties:"true"`
}

// A TrialByArm counts nights by arm.
type TrialByArm struct {
	Comparison int `json:"0"`
	Remedy     int `json:"1"`
}

// TrialLevels are what a night of each arm is like.
type TrialLevels struct {
	Comparison *trial.Interval `json:"0"`
	Remedy     *trial.Interval `json:"1"`
}

// A TrialRandomisation is the test that rests on nothing but the lot.
type TrialRandomisation struct {
	Scheme    string  `json:"scheme"`
	P         float64 `json:"p"`
	SmallestP float64 `json:"smallest_p" doc:"that this design can reach"`
	Draws     int     `json:"draws"`
	Exact     bool    `json:"exact" doc:"those are all there are"`
}

// A TrialNightBody is one night of a trial.
type TrialNightBody struct {
	Night   int      `json:"night"`
	Arm     int      `json:"arm"`
	Value   *float64 `json:"value" doc:"null: missing"`
	Washout bool     `json:"washout"`
}

// Body is a result as programs see it.
func (r TrialResult) Body() TrialResultBody {
	b := TrialResultBody{
		Outcome: r.Outcome, State: r.State, N: r.N, NByArm: byArm(r.NByArm), Missing: byArm(r.Missing), Washout: r.Washout,
		LogRR: r.LogRR, RateRatio: r.RateRatio, LogOR: r.LogOR, Difference: r.Difference, PBetter: r.PBetter, PBetter20: r.PBetter20,
		PSame10: r.PSame10, PWorse: r.PWorse, PTipping: r.PTipping, Sceptical: r.Sceptical, Overlap: r.Overlap, KHat: r.KHat, Path: string(r.Path),
		Asked: byArm(r.Adherence.Asked), Kept: byArm(r.Adherence.Kept), Warnings: make([]tell.Warning, len(r.Warnings)), Version: r.Version,
		Nights: make([]TrialNightBody, len(r.Nights)), Verdict: r.Verdict(), StoppedEarly: r.Early, Level: TrialLevels{r.Level[0], r.Level[1]}, LikelihoodTop: r.LikelihoodTop,
	}
	b.NightsSaved, b.Saved = r.Saved()
	if t := r.Test; t != nil {
		b.Randomisation = &TrialRandomisation{Scheme: t.Scheme, P: t.P, SmallestP: t.Smallest, Draws: t.Draws, Exact: t.Exact}
		b.Wealth = &t.Wealth
	}
	for i, w := range r.Warnings {
		b.Warnings[i] = tell.Warning{Code: w.Code, Text: w.Text}
	}
	if r.More > 0 {
		b.More = &r.More
	}
	for i, n := range r.Nights {
		b.Nights[i] = TrialNightBody{Night: n.Index, Arm: n.Arm, Washout: n.Washout}
		if n.Y == n.Y {
			b.Nights[i].Value = &r.Nights[i].Y
		}
	}
	return b
}

func byArm(n [2]int) TrialByArm { return TrialByArm{Comparison: n[0], Remedy: n[1]} }
