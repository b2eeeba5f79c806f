package api

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strings"

	"charley"
	"charley/tell"

	"github.com/danielgtaylor/huma/v2"
)

// tell adds the route that judges facts. It reads and keeps nothing of the diary.
func (s *server) tell() {
	op := huma.Operation{
		OperationID: "tell", Method: http.MethodPost, Path: Root + "/tell", Tags: []string{"tell"},
		Summary: "Tell cramps from restless legs, and from what a doctor must see",
		Description: "Takes facts by the keys of the codebook (docs/codebook.md). What is absent or null is unknown, never no; duration_min null is constant. " +
			"Nothing is stored. While a red flag of the same day or above stands, conditions holds only what it points to. It cannot examine anybody, and no clinician has reviewed it yet.",
		MaxBodyBytes: maxBody + 2, SkipValidateBody: true,
		Responses: problems(400, 408, 413, 415, 422, 503),
	}
	op.RequestBody = &huma.RequestBody{
		Required: true, Description: "facts by the keys of the codebook, and an optional case that is echoed",
		Content: map[string]*huma.MediaType{"application/json": {Schema: &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true}}},
	}
	huma.Register(s.api, op, s.judge)
}

type tellInput struct {
	RawBody []byte `contentType:"application/json"`
}

type tellOutput struct{ Body tell.Verdict }

func (s *server) judge(_ context.Context, in *tellInput) (*tellOutput, error) {
	if s.app.Teller == nil {
		return nil, newProblem(http.StatusServiceUnavailable, "Telling apart is not set up here.")
	}
	facts, err := s.app.Teller.Read(bytes.Clone(in.RawBody))
	if wrong := (*tell.FactError)(nil); errors.As(err, &wrong) {
		return nil, wrongFact(wrong)
	} else if err != nil {
		return nil, refuse(err)
	}
	return &tellOutput{Body: s.app.Teller.Apart(facts)}, nil
}

// wrongFact is the Problem about one fact.
func wrongFact(e *tell.FactError) *Problem {
	if e.Key == "" {
		return newProblem(http.StatusBadRequest, "The body "+e.Message+".", FieldProblem{Location: "body", Message: e.Message})
	}
	one := FieldProblem{Location: "body." + charley.Clip(e.Key), Message: e.Message, Value: charley.Clip(strings.Trim(string(e.Got), `"`)), Allowed: e.Allowed}
	return newProblem(http.StatusUnprocessableEntity, e.Error()+".", one)
}
