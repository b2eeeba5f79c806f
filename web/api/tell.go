package api

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strings"

	"charley"
	"charley/app"
	"charley/cause"
	"charley/tell"
	"charley/treat"

	"github.com/danielgtaylor/huma/v2"
)

// tell adds the routes that judge facts. They read and keep nothing of the diary.
func (s *server) tell() {
	const nothing = " Takes facts by the keys of the codebook (docs/codebook.md). What is absent or null is unknown, never no; duration_min null is constant. " +
		"Nothing is stored. No clinician has reviewed it yet."
	judge(s, "tell", "Tell cramps from restless legs, and from what a doctor must see",
		"While a red flag of the same day or above stands, conditions holds only what it points to. It cannot examine anybody."+nothing,
		func(c *app.Counsel, f tell.Facts) tell.Verdict { return c.Teller.Apart(f) })
	judge(s, "causes", "Say what may stand behind cramps and restless legs",
		"These are links between people, and none shows what wakes one person. While a red flag of the same day or above stands, both lists are empty."+nothing,
		func(c *app.Counsel, f tell.Facts) cause.Standing { return c.Standing(f) })
	judge(s, "remedies", "Say what may help, what to ask about first, and what is not for this person",
		"Every remedy is in every answer, best first. What is not known makes a remedy ask_first. While a red flag of the same day or above stands, nothing is offered."+nothing,
		func(c *app.Counsel, f tell.Facts) treat.Advice { return c.Advise(f) })
	judge(s, "foods/check", "Check about how much magnesium and potassium usual food brings",
		"From portions a week (portion_nuts and so on). A portion without an answer is unknown, never none. Foods that hold much are named only where eating more of them is known to be safe."+nothing,
		func(c *app.Counsel, f tell.Facts) app.FoodCheck { return c.CheckFood(f) })
}

type factsInput struct {
	RawBody []byte `contentType:"application/json"`
}

type judgedOutput[T any] struct{ Body T }

// judge adds one route that takes facts and answers with what one makes of them.
func judge[T any](s *server, path, summary, description string, one func(*app.Counsel, tell.Facts) T) {
	op := huma.Operation{
		OperationID: strings.ReplaceAll(path, "/", "-"), Method: http.MethodPost, Path: Root + "/" + path, Tags: []string{"tell"},
		Summary: summary, Description: description,
		MaxBodyBytes: maxBody + 2, SkipValidateBody: true,
		Responses: problems(400, 408, 413, 415, 422, 503),
	}
	op.RequestBody = &huma.RequestBody{
		Required: true, Description: "facts by the keys of the codebook, and an optional case that is echoed",
		Content: map[string]*huma.MediaType{"application/json": {Schema: &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true}}},
	}
	huma.Register(s.api, op, func(_ context.Context, in *factsInput) (*judgedOutput[T], error) {
		c, err := s.counsel()
		if err != nil {
			return nil, err
		}
		facts, err := c.Teller.Read(bytes.Clone(in.RawBody))
		if wrong := (*tell.FactError)(nil); errors.As(err, &wrong) {
			return nil, wrongFact(wrong)
		} else if err != nil {
			return nil, refuse(err)
		}
		return &judgedOutput[T]{Body: one(c, facts)}, nil
	})
}

// counsel is what decides what is medical, or the Problem that it is not there.
func (s *server) counsel() (*app.Counsel, error) {
	if s.app.Counsel == nil {
		return nil, newProblem(http.StatusServiceUnavailable, "What Charley knows is not set up here.")
	}
	return s.app.Counsel, nil
}

// wrongFact is the Problem about one fact.
func wrongFact(e *tell.FactError) *Problem {
	if e.Key == "" {
		why := strings.TrimPrefix(e.Message, "the text ")
		return newProblem(http.StatusBadRequest, "The body "+why+".", FieldProblem{Location: "body", Message: why})
	}
	one := FieldProblem{Location: "body." + charley.Clip(e.Key), Message: e.Message, Value: charley.Clip(strings.Trim(string(e.Got), `"`)), Allowed: e.Allowed}
	return newProblem(http.StatusUnprocessableEntity, e.Error()+".", one)
}
