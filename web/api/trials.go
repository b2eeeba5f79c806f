package api

import (
	"context"
	"errors"
	"net/http"

	"charley"
	"charley/app"
	"charley/trial"

	"github.com/danielgtaylor/huma/v2"
)

// trials adds the routes of trials: a remedy tested on nights drawn by lot.
func (s *server) trials() {
	op := func(id, method, path, summary, description string, refusals ...int) huma.Operation {
		return huma.Operation{OperationID: id, Method: method, Path: Root + "/trials" + path, Tags: []string{"trials"}, Summary: summary, Description: description,
			MaxBodyBytes: maxBody + 2, BodyReadTimeout: -1, Responses: problems(refusals...)}
	}
	huma.Register(s.api, op("list-trials", http.MethodGet, "", "List trials", "The latest first.", 503), s.listTrials)
	huma.Register(s.api, op("plan-trial", http.MethodPost, "/plan", "Say what a trial would be",
		"Nothing is drawn or kept. What speaks against the trial is in refusal, and is no error.", 400, 415, 422, 503), s.planTrial)
	huma.Register(s.api, op("start-trial", http.MethodPost, "", "Draw a trial by lot, seal it and keep it",
		"Sent again with the same id, it answers with the trial that was drawn then. 422 with the reasons where it is not sensible; 409 while another one goes on. "+
			"What was drawn cannot be changed; a trial can be taken away as an entry.", 400, 409, 415, 422, 503, 507), s.startTrial)
	huma.Register(s.api, op("running-trial", http.MethodGet, "/running", "Read the trial that goes on or is to begin",
		"A token that may only append can ask for this.", 503), s.runningTrial)
	huma.Register(s.api, op("get-trial", http.MethodGet, "/{id}", "Read one trial", "", 404, 422, 503), s.getTrial)
	huma.Register(s.api, op("look-at-trial", http.MethodPost, "/{id}/look", "Take the look that is allowed now",
		"It is noted for good. It says whether to go on, and nothing of how the trial goes. 409 where no look is allowed now.", 404, 409, 422, 503, 507), s.lookAtTrial)
	huma.Register(s.api, op("trial-result", http.MethodGet, "/{id}/result", "Read what came out of a trial",
		"The trial with its result, which is worked out first. 409 while it goes on, and while the person is to say what they believed.", 404, 409, 422, 503), s.trialResult)
	huma.Register(s.api, op("stop-trial", http.MethodPost, "/{id}/stop", "End a trial before its time",
		"It stays ended. One that is over already is left as it is.", 400, 404, 415, 422, 503, 507), s.stopTrial)
	huma.Register(s.api, op("guess-trial", http.MethodPost, "/{id}/guess", "Say what one believed was in the last bottle",
		"For a trial whose list somebody else kept; asked once, before its result is shown.", 400, 404, 409, 415, 422, 503, 507), s.guessTrial)
	huma.Register(s.api, op("tell-harm", http.MethodPost, "/{id}/harm", "Say that something bad came up",
		"At any time: before a trial begins, while it goes on, and after it. Above the mildest grade it pauses every trial of the same remedy that is not over. It tells nothing of what was drawn. "+
			"Sent again with the same id, it does no harm; 409 where something else was told with that id.", 400, 404, 409, 415, 422, 503, 507), s.tellHarm)
	huma.Register(s.api, op("end-harm", http.MethodPost, "/{id}/harm/{harm}/end", "Say that it has been looked at, or is over",
		"Ended once, it stays as it was ended first.", 400, 404, 415, 422, 503, 507), s.endHarm)
	huma.Register(s.api, op("helper-list", http.MethodGet, "/{id}/list", "Read what is in which bottle",
		"For the one who fills them. It is empty where nothing is hidden.", 404, 422, 503), s.helperList)
}

// A trialWish is app.TrialWish.
type trialWish struct {
	Remedy  string   `json:"remedy" minLength:"1" maxLength:"64" doc:"id of a remedy" example:"warm-bath"`
	Measure string   `json:"measure,omitempty" enum:"cramps,bad_night,bother,intensity,sleep_lost,sit_still" doc:"what is counted each night; absent: cramps"`
	Nights  int      `json:"nights,omitempty" minimum:"1" maximum:"364" doc:"how many; absent: the usual length for the remedy"`
	Blind   string   `json:"blind,omitempty" enum:"open,helper" doc:"helper: somebody else keeps the list; absent: open"`
	Start   string   `json:"start,omitempty" format:"date" doc:"civil date of the first evening; absent: the next"`
	_       struct{} `additionalProperties:"true"`
}

func (w trialWish) wish() (app.TrialWish, error) {
	start, err := nightParam("body.start", w.Start)
	return app.TrialWish{Remedy: w.Remedy, Measure: w.Measure, Nights: w.Nights, Blind: w.Blind, Start: start}, err
}

type trialsOutput struct {
	Body struct {
		Items []app.TrialBody `json:"items" nullable:"false"`
		_     struct{}        `additionalProperties:"true"`
	}
}

func (s *server) listTrials(ctx context.Context, _ *struct{}) (*trialsOutput, error) {
	all, err := s.app.Trials(ctx, callerOf(ctx))
	if err != nil {
		return nil, refuse(err)
	}
	out := &trialsOutput{}
	out.Body.Items = make([]app.TrialBody, len(all))
	for i, v := range all {
		out.Body.Items[i] = v.Body()
	}
	return out, nil
}

type planInput struct{ Body trialWish }

type planOutput struct{ Body app.TrialPlannedBody }

func (s *server) planTrial(ctx context.Context, in *planInput) (*planOutput, error) {
	if _, err := s.counsel(); err != nil {
		return nil, err
	}
	w, err := in.Body.wish()
	if err != nil {
		return nil, err
	}
	planned, err := s.app.PlanTrial(ctx, callerOf(ctx), w)
	if err != nil {
		return nil, refuseTrial(err)
	}
	return &planOutput{Body: planned.Body()}, nil
}

type startInput struct {
	Body struct {
		ID string `json:"id" format:"uuid" doc:"a UUIDv7 made by the writer"`
		trialWish
	}
}

type trialOutput struct{ Body app.TrialBody }

func (s *server) startTrial(ctx context.Context, in *startInput) (*trialOutput, error) {
	if _, err := s.counsel(); err != nil {
		return nil, err
	}
	id, err := charley.ParseEntryID(in.Body.ID)
	if err != nil {
		return nil, badParam("body.id", in.Body.ID, "must be a lower-case UUID")
	}
	w, err := in.Body.wish()
	if err != nil {
		return nil, err
	}
	return trialAnswer(s.app.StartTrial(ctx, callerOf(ctx), w, id))
}

// trialAnswer is a trial as an answer, or why there is none.
func trialAnswer(v app.TrialView, err error) (*trialOutput, error) {
	if err != nil {
		return nil, refuseTrial(err)
	}
	return &trialOutput{Body: v.Body()}, nil
}

// refuseTrial is refuse with the reasons why a trial is not sensible.
func refuseTrial(err error) error {
	if no := (*trial.Refusal)(nil); errors.As(err, &no) {
		p := newProblem(http.StatusUnprocessableEntity, "This trial is not sensible, so nothing was drawn. errors has the reasons.")
		for _, r := range no.Reasons {
			p.Errors = append(p.Errors, FieldProblem{Location: "body.remedy", Message: string(r)})
		}
		return p
	}
	return refuse(err)
}

type runningOutput struct {
	Body struct {
		Trial *app.TrialBody `json:"trial,omitempty" doc:"absent if there is none"`
		_     struct{}       `additionalProperties:"true"`
	}
}

func (s *server) runningTrial(ctx context.Context, _ *struct{}) (*runningOutput, error) {
	v, err := s.app.RunningTrial(ctx, callerOf(ctx))
	if err != nil {
		return nil, refuse(err)
	}
	out := &runningOutput{}
	if v != nil {
		body := v.Body()
		out.Body.Trial = &body
	}
	return out, nil
}

func (s *server) getTrial(ctx context.Context, in *entryInput) (*trialOutput, error) {
	id, p := entryID(in.ID)
	if p != nil {
		return nil, p
	}
	return trialAnswer(s.app.Trial(ctx, callerOf(ctx), id))
}

func (s *server) trialResult(ctx context.Context, in *entryInput) (*trialOutput, error) {
	id, p := entryID(in.ID)
	if p != nil {
		return nil, p
	}
	return trialAnswer(s.app.TrialResult(ctx, callerOf(ctx), id))
}

func (s *server) lookAtTrial(ctx context.Context, in *entryInput) (*trialOutput, error) {
	id, p := entryID(in.ID)
	if p != nil {
		return nil, p
	}
	return trialAnswer(s.app.LookAtTrial(ctx, callerOf(ctx), id))
}

type stopInput struct {
	ID   string `path:"id" format:"uuid" doc:"the trial's id"`
	Body struct {
		Why string   `json:"why" enum:"stopped,harm,futile,safety,other" doc:"why it is ended"`
		_   struct{} `additionalProperties:"true"`
	}
}

func (s *server) stopTrial(ctx context.Context, in *stopInput) (*trialOutput, error) {
	id, p := entryID(in.ID)
	if p != nil {
		return nil, p
	}
	return trialAnswer(s.app.StopTrial(ctx, callerOf(ctx), id, in.Body.Why))
}

type guessInput struct {
	ID   string `path:"id" format:"uuid" doc:"the trial's id"`
	Body struct {
		Guess string   `json:"guess" enum:"remedy,comparison,dont_know" doc:"what was in the last bottle that one took from, as one believes"`
		_     struct{} `additionalProperties:"true"`
	}
}

func (s *server) guessTrial(ctx context.Context, in *guessInput) (*trialOutput, error) {
	id, p := entryID(in.ID)
	if p != nil {
		return nil, p
	}
	return trialAnswer(s.app.GuessTrial(ctx, callerOf(ctx), id, in.Body.Guess))
}

type harmInput struct {
	ID   string `path:"id" format:"uuid" doc:"the trial's id"`
	Body struct {
		ID    string   `json:"id" format:"uuid" doc:"a UUIDv7 made by the writer, for the fact that keeps it"`
		Grade string   `json:"grade" enum:"bothered,kept,needed_help" doc:"how much: bothered and no more, kept the person from things that they wanted to do, or needed help or a doctor"`
		Day   string   `json:"day,omitempty" format:"date" doc:"civil date on which it came up; absent: today"`
		What  string   `json:"what,omitempty" maxLength:"200" doc:"what happened, in the person's own words"`
		_     struct{} `additionalProperties:"true"`
	}
}

func (s *server) tellHarm(ctx context.Context, in *harmInput) (*trialOutput, error) {
	id, p := entryID(in.ID)
	if p != nil {
		return nil, p
	}
	harm, err := charley.ParseEntryID(in.Body.ID)
	if err != nil {
		return nil, badParam("body.id", in.Body.ID, "must be a lower-case UUID")
	}
	day, err := nightParam("body.day", in.Body.Day)
	if err != nil {
		return nil, err
	}
	return trialAnswer(s.app.TellHarm(ctx, callerOf(ctx), id, harm, app.HarmTold{Day: day, Grade: in.Body.Grade, What: in.Body.What}))
}

type harmEndInput struct {
	ID   string `path:"id" format:"uuid" doc:"the trial's id"`
	Harm string `path:"harm" format:"uuid" doc:"the id of the fact that keeps what was told"`
	Body struct {
		Ended string   `json:"ended" enum:"seen,gone" doc:"a doctor or pharmacist has looked at it, or it is over"`
		_     struct{} `additionalProperties:"true"`
	}
}

func (s *server) endHarm(ctx context.Context, in *harmEndInput) (*trialOutput, error) {
	id, p := entryID(in.ID)
	if p != nil {
		return nil, p
	}
	harm, p := entryID(in.Harm)
	if p != nil {
		return nil, p
	}
	return trialAnswer(s.app.EndHarm(ctx, callerOf(ctx), id, harm, in.Body.Ended))
}

type fillingsOutput struct {
	Body struct {
		Items []trial.Filling `json:"items" nullable:"false"`
		_     struct{}        `additionalProperties:"true"`
	}
}

func (s *server) helperList(ctx context.Context, in *entryInput) (*fillingsOutput, error) {
	id, p := entryID(in.ID)
	if p != nil {
		return nil, p
	}
	list, err := s.app.HelperList(ctx, callerOf(ctx), id)
	if err != nil {
		return nil, refuse(err)
	}
	out := &fillingsOutput{}
	out.Body.Items = append([]trial.Filling{}, list...)
	return out, nil
}
