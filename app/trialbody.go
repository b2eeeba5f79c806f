package app

import (
	"charley"
	"charley/trial"
)

// A TrialBody is a trial as programs see it: in the API and with --json. It
// holds what was drawn for tonight, and nothing of the nights to come: who knows
// them can choose. Of a trial that somebody else keeps the list of, it holds nothing
// of what was drawn before it is over and the person has said what they believed.
type TrialBody struct {
	ID         charley.EntryID    `json:"id" format:"uuid"`
	State      TrialState         `json:"state" enum:"waiting,running,finished,stopped"`
	Remedy     string             `json:"remedy" doc:"id of the remedy that is tested"`
	Name       string             `json:"name" doc:"what it was called when the trial began"`
	Plan       *trial.Plan        `json:"plan" doc:"what was decided before it began; null where what is kept is not what was sealed"`
	Night      int                `json:"night" doc:"the night that it is now, from 1; once it is over, the last one that counts; 0 while it waits"`
	Tonight    *trial.Instruction `json:"tonight" doc:"what was drawn for tonight, from 04:00 on for the evening to come; null outside the trial, and while it is paused"`
	How        []string           `json:"how" nullable:"false" doc:"how that is done, step by step; of a hidden night the same for each bottle"`
	Paused     string             `json:"paused" enum:",flag,gate,told,check,harm" doc:"why the remedy is to be left off for now; empty: nothing speaks against it"`
	Flags      []string           `json:"flags" nullable:"false" doc:"warning signs that stand"`
	Gates      []string           `json:"gates" nullable:"false" doc:"what makes the remedy unsafe, or is not known"`
	Followed   TrialFollowed      `json:"followed"`
	Harm       []TrialHarm        `json:"harm" nullable:"false" doc:"something bad that was told in it or after it, by day; empty in the answer for the trial that goes on: ask for it by its id"`
	HarmBeside *trial.Beside      `json:"harm_beside" doc:"how much of that came up beside which nights, by what was drawn; null where nothing was told, and as long as arms is null"`
	Earlier    int                `json:"earlier_draws" doc:"other lots that were drawn for the same remedy before this one"`
	Looks      []TrialLook        `json:"looks" nullable:"false" doc:"looks that were taken before the end"`
	CanLook    bool               `json:"can_look" doc:"a look is allowed now"`
	NextLook   *int               `json:"next_look" doc:"the night after which the next look is allowed; null: none before the end"`
	Ended      string             `json:"ended" doc:"the last night that counts; empty while it was not ended early"`
	EndedWhy   string             `json:"ended_why"`
	GuessAsked bool               `json:"guess_asked" doc:"the person is to say what they believed before they see the result"`
	Guess      string             `json:"guess" enum:",remedy,comparison,dont_know" doc:"what the person believed was in the last bottle, said before the result"`
	GuessRight *bool              `json:"guess_right" doc:"it was in there; null where they did not say, or did not know"`
	NoResult   string             `json:"no_result" enum:",tampered,running,guess,working" doc:"why there is no result; empty if there is one"`
	Seal       TrialSeal          `json:"seal"`
	LookNight  int                `json:"look_night" doc:"the night of the last look; 0: none was taken"`
	LookState  trial.Decision     `json:"look_state" enum:",on_track,too_few_nights,may_stop,harm,futile" doc:"what the last look may say"`
	Working    bool               `json:"working" doc:"the result, or what the last look may say, is being worked out: ask again in a moment"`
	Arms       []int              `json:"arms" nullable:"true" doc:"what was drawn for each night: 1 remedy, 0 comparison; null until it is over, until the guess is given, and where it was stopped before its first night: started again, it keeps its lot"`
	Result     *TrialResultBody   `json:"result" doc:"what came out; null while it goes on, while the guess is asked for, and while it is being worked out"`
	_          struct{}           `additionalProperties:"true"`
}

// A TrialHarm is something bad that was told of in a trial.
type TrialHarm struct {
	ID    charley.EntryID `json:"id" format:"uuid" doc:"of the fact that keeps it"`
	Day   string          `json:"day" doc:"on which it came up: a day, or a month or a year where no more is known"`
	Grade string          `json:"grade" enum:"bothered,kept,needed_help" doc:"how much: bothered and no more, kept the person from things that they wanted to do, or needed help or a doctor"`
	What  string          `json:"what" doc:"in the person's own words; empty where they said no more"`
	Ended string          `json:"ended" enum:",seen,gone" doc:"a doctor or pharmacist has looked at it, or it is over; empty: neither. While one above bothered has neither, every trial of the same remedy that is not over is paused"`
}

func harmBody(f charley.Fact) TrialHarm {
	return TrialHarm{ID: f.ID, Day: f.Taken(), Grade: f.Grade, What: f.Name, Ended: f.Ended}
}

// A TrialLook is a look that was taken.
type TrialLook struct {
	Night int    `json:"night" doc:"after which it was taken"`
	Said  string `json:"said" enum:",on_track,too_few_nights,may_stop,harm,futile" doc:"what it said; empty where that was not written down"`
}

// TrialFollowed is on how many mornings the lot was followed.
type TrialFollowed struct {
	Kept  int `json:"kept" doc:"mornings that say so"`
	Asked int `json:"asked" doc:"mornings that say anything of it"`
}

// A TrialSeal says what was drawn from, and that it is what was drawn.
type TrialSeal struct {
	Hash     string  `json:"hash"`
	Verified bool    `json:"verified" doc:"what is kept is what was sealed, drawn again from its seed"`
	Broken   string  `json:"broken" doc:"the field that is not what was sealed; empty if all are"`
	Scheme   string  `json:"scheme"`
	Count    string  `json:"count" doc:"in how many ways it could have been drawn"`
	Smallest float64 `json:"smallest_p" doc:"the smallest p that this design can reach"`
}

// Body is a trial as programs see it.
func (v TrialView) Body() TrialBody {
	t := v.Trial
	b := TrialBody{
		ID: v.ID, State: v.State, Remedy: t.Remedy, Name: v.Name, Night: v.Night, Tonight: v.Tonight, Paused: v.Paused, How: listOf(v.How),
		Flags: listOf(v.Flags), Gates: listOf(v.Gates), Looks: make([]TrialLook, len(t.Looks)), Followed: TrialFollowed{v.Kept, v.Asked}, Earlier: v.Earlier,
		CanLook: v.CanLook, Ended: t.Ended.String(), EndedWhy: t.EndedWhy, GuessAsked: v.GuessAsked, Guess: t.Guess, GuessRight: v.GuessRight, NoResult: v.NoResult(), LookNight: v.LookNight, LookState: v.LookState, Working: v.Working,
		Seal: TrialSeal{Hash: t.Seal, Verified: v.Tampered == nil}, Harm: make([]TrialHarm, len(v.Harm)), HarmBeside: v.Beside,
	}
	for i, f := range v.Harm {
		b.Harm[i] = harmBody(f)
	}
	for i, l := range t.Looks {
		b.Looks[i] = TrialLook{l.Night, l.Said}
	}
	if v.NextLook > 0 {
		b.NextLook = &v.NextLook
	}
	if v.Tampered != nil {
		b.Seal.Broken = brokenField(v.Tampered)
		return b
	}
	a := v.Sealed.Admissible
	b.Plan, b.Seal.Scheme, b.Seal.Count, b.Seal.Smallest = &v.Sealed.Plan, a.Scheme, a.Count, a.Smallest
	if v.Over() && !v.GuessAsked && v.Night > 0 {
		b.Arms = v.Sealed.Arms
	}
	if v.Result != nil {
		result := v.Result.Body()
		b.Result = &result
	}
	return b
}

// listOf is a list for programs: never null.
func listOf(l []string) []string {
	if l == nil {
		return []string{}
	}
	return l
}

// A TrialPlannedBody is a trial before it starts, as programs see it.
type TrialPlannedBody struct {
	Name     string         `json:"name" doc:"what the remedy is called"`
	Plan     *trial.Plan    `json:"plan" doc:"null where the trial is refused"`
	Last     string         `json:"last" doc:"civil date of the last evening; empty where it is refused"`
	Looks    []int          `json:"looks" nullable:"false" doc:"nights after which one may look; the last is the end"`
	Measures []string       `json:"measures" nullable:"false" doc:"what could be counted, by the nights before"`
	CanBlind bool           `json:"can_blind" doc:"somebody else could hide which night is which"`
	Running  *string        `json:"running" doc:"id of the trial that goes on already"`
	Chances  []trial.Chance `json:"chances" nullable:"false" doc:"of a clear answer, for each size of effect and length"`
	Working  bool           `json:"working" doc:"the chances are being worked out: ask again in a moment"`
	Advice   []trial.Advice `json:"advice" nullable:"false" doc:"what to know before starting"`
	Refusal  *trial.Refusal `json:"refusal" doc:"why it is not sensible; null if it is"`
	_        struct{}       `additionalProperties:"true"`
}

// Body is a plan as programs see it.
func (p TrialPlanned) Body() TrialPlannedBody {
	b := TrialPlannedBody{Name: p.Name, Looks: p.Looks, Measures: []string{}, CanBlind: p.CanBlind, Chances: append([]trial.Chance{}, p.Chances...), Working: p.Working, Advice: []trial.Advice{}, Refusal: p.Refusal}
	if p.Refusal == nil {
		b.Plan, b.Last, b.Advice = &p.Plan, p.Plan.Last().String(), append(b.Advice, p.Plan.Advice()...)
	} else {
		b.Looks = []int{}
	}
	for _, m := range p.Measures {
		b.Measures = append(b.Measures, m.ID)
	}
	if p.Runs != "" {
		id := string(p.Runs)
		b.Running = &id
	}
	return b
}
