package api

import (
	"context"
	"net/http"
	"reflect"

	"charley"
	"charley/diary"

	"github.com/danielgtaylor/huma/v2"
)

// tapOperation is the one thing that a button's token is for.
const tapOperation = "tap"

// tap adds the route for buttons: one address, one header, no body.
func (s *server) tap() {
	op := huma.Operation{
		OperationID: tapOperation, Method: http.MethodPost, Path: Root + "/tap/{what}", Tags: []string{"entries"},
		Summary: "Say that something began now, by pressing a button",
		Description: "For a button or home automation, with a token of scope tap (charley token new). It writes an episode that began now, by the server's clock, and goes on until somebody says that it has eased. " +
			"A second press within two minutes, while the first one goes on, is the same tap; so is a press with the same Idempotency-Key. A token can make 60 requests a minute. No body is read.",
		MaxBodyBytes: maxBody + 2, SkipValidateBody: true,
		Responses: problems(404, 415, 422, 503, 507),
	}
	body := s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[tapBody](), true, "")
	for status, description := range map[string]string{"200": "It is the tap that was written down before", "201": "It is written down"} {
		op.Responses[status] = &huma.Response{Description: description, Content: map[string]*huma.MediaType{"application/json": {Schema: body}}}
	}
	huma.Register(s.api, op, s.writeTap)
}

type tapInput struct {
	What string `path:"what" enum:"cramp,restless,other" doc:"what began"`
	Key  string `header:"Idempotency-Key" maxLength:"255" doc:"the same key from the same token is the same tap, however late it comes"`
}

// A tapBody is as much as a button may know.
type tapBody struct {
	ID    charley.EntryID `json:"id" format:"uuid" doc:"the entry"`
	Night string          `json:"night" format:"date" doc:"civil date of its evening"`
	Start string          `json:"start" format:"date-time" doc:"when it began"`
	_     struct{}        `additionalProperties:"true"`
}

type tapOutput struct {
	Status int
	Body   tapBody
}

func (s *server) writeTap(ctx context.Context, in *tapInput) (*tapOutput, error) {
	saved, err := s.app.Tap(ctx, callerOf(ctx), in.What, in.Key)
	if err != nil {
		return nil, refuse(err)
	}
	e := saved.Entry
	out := &tapOutput{Status: http.StatusCreated, Body: tapBody{ID: e.ID, Night: e.Night.String(), Start: e.Episode().Start.String()}}
	if saved.Outcome == diary.Same {
		out.Status = http.StatusOK
	}
	return out, nil
}
