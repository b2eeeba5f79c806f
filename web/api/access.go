package api

import (
	"context"
	"net/http"
	"time"

	"charley"
	"charley/app"

	"github.com/danielgtaylor/huma/v2"
)

// access adds the routes about who else may see a diary: whom its person let in, whose
// diaries one may enter, and who has looked.
func (s *server) access() {
	huma.Register(s.api, huma.Operation{
		OperationID: "list-grants", Method: http.MethodGet, Path: Root + "/grants", Tags: []string{"access"},
		Summary: "List whom one let in to one's diary", Description: "The newest first, also those that have ended.", Responses: problems(503),
	}, s.listGrants)
	huma.Register(s.api, huma.Operation{
		OperationID: "let-in", Method: http.MethodPost, Path: Root + "/grants", Tags: []string{"access"}, DefaultStatus: http.StatusCreated,
		Summary:      "Let somebody in to one's diary",
		Description:  "For the person of the diary, who showed lately who they are. A household member may add entries and read the last day; a clinician may read, until a day within a year. It takes the place of what that person was granted before.",
		MaxBodyBytes: maxBody + 2, BodyReadTimeout: -1, Responses: problems(400, 413, 415, 422, 503, 507),
	}, s.letIn)
	huma.Register(s.api, huma.Operation{
		OperationID: "end-grant", Method: http.MethodDelete, Path: Root + "/grants/{id}", Tags: []string{"access"}, DefaultStatus: http.StatusNoContent,
		Summary: "Shut somebody out again", Description: "At once.", Responses: problems(404, 422, 503, 507),
	}, s.endGrant)
	huma.Register(s.api, huma.Operation{
		OperationID: "list-entrusted", Method: http.MethodGet, Path: Root + "/entrusted", Tags: []string{"access"},
		Summary: "List the diaries that one may enter now", Description: "To enter one, send its person in the header Charley-Person.", Responses: problems(503),
	}, s.listEntrusted)
	huma.Register(s.api, huma.Operation{
		OperationID: "looked", Method: http.MethodGet, Path: Root + "/looked", Tags: []string{"access"},
		Summary: "Read who else was in one's diary, when, and for what", Description: "Each request of theirs, and what administrators did about the account, the newest first. None can be taken out of it.",
		Responses: problems(422, 503),
	}, s.looked)
}

// A grantBody is app.Grant.
type grantBody struct {
	ID      string           `json:"id" format:"uuid"`
	Person  charley.PersonID `json:"person" format:"uuid" doc:"whose diary it is"`
	Whose   string           `json:"whose" doc:"their name"`
	To      charley.PersonID `json:"to" format:"uuid" doc:"who is let in"`
	Who     string           `json:"who" doc:"their name"`
	Role    charley.Role     `json:"role" enum:"household,clinician"`
	Created time.Time        `json:"created"`
	Until   *time.Time       `json:"until" doc:"null: until it is taken back"`
	Revoked *time.Time       `json:"revoked" doc:"null: it was not taken back"`
	Live    bool             `json:"live" doc:"it lets them in now"`
	_       struct{}         `additionalProperties:"true"`
}

func (s *server) grantOf(g app.Grant) grantBody {
	return grantBody{
		ID: g.ID, Person: g.Person, Whose: g.Whose, To: g.To, Who: g.Who, Role: g.Role,
		Created: g.Created.UTC(), Until: moment(g.Until), Revoked: moment(g.Revoked), Live: g.Live(s.app.Now()),
	}
}

type grantsOutput struct {
	Body struct {
		Items []grantBody `json:"items" nullable:"false"`
		_     struct{}    `additionalProperties:"true"`
	}
}

func (s *server) grantsOf(all []app.Grant, err error) (*grantsOutput, error) {
	if err != nil {
		return nil, refusePeople(err)
	}
	out := &grantsOutput{}
	out.Body.Items = make([]grantBody, len(all))
	for i, g := range all {
		out.Body.Items[i] = s.grantOf(g)
	}
	return out, nil
}

func (s *server) listGrants(ctx context.Context, _ *struct{}) (*grantsOutput, error) {
	return s.grantsOf(s.app.Grants(ctx, callerOf(ctx)))
}

func (s *server) listEntrusted(ctx context.Context, _ *struct{}) (*grantsOutput, error) {
	return s.grantsOf(s.app.Entrusted(ctx, callerOf(ctx)))
}

type letInInput struct{ Body newGrantBody }

// A newGrantBody says who is to be let in.
type newGrantBody struct {
	To    string       `json:"to" minLength:"1" maxLength:"200" doc:"the name with which they sign in here" example:"Ben"`
	Role  charley.Role `json:"role" enum:"household,clinician"`
	Until *time.Time   `json:"until,omitempty" doc:"must be there for a clinician; absent or null for a household member: until it is taken back"`
}

type grantOutput struct{ Body grantBody }

func (s *server) letIn(ctx context.Context, in *letInInput) (*grantOutput, error) {
	var until time.Time
	if in.Body.Until != nil {
		until = *in.Body.Until
	}
	g, err := s.app.LetIn(ctx, callerOf(ctx), in.Body.To, in.Body.Role, until)
	if err != nil {
		return nil, refusePeople(err)
	}
	return &grantOutput{s.grantOf(g)}, nil
}

type grantInput struct {
	ID string `path:"id" format:"uuid" doc:"the grant"`
}

func (s *server) endGrant(ctx context.Context, in *grantInput) (*struct{}, error) {
	if err := s.app.EndGrant(ctx, callerOf(ctx), in.ID); err != nil {
		return nil, refusePeople(err)
	}
	return nil, nil
}

type lookedInput struct {
	Limit int `query:"limit" minimum:"1" maximum:"1000" default:"100" doc:"the most lines to answer with"`
}

// A lookBody is a line of the log about somebody else.
type lookBody struct {
	At     time.Time `json:"at"`
	By     string    `json:"by" format:"uuid" doc:"their account"`
	Who    string    `json:"who" doc:"their name as it was then"`
	Via    string    `json:"via" doc:"web, api or cli"`
	Action string    `json:"action" doc:"enter, with what for; put, delete and the like for what they wrote"`
	Entry  string    `json:"entry,omitempty" doc:"the entry that it was about"`
	_      struct{}  `additionalProperties:"true"`
}

type lookedOutput struct {
	Body struct {
		Items []lookBody `json:"items" nullable:"false"`
		_     struct{}   `additionalProperties:"true"`
	}
}

func (s *server) looked(ctx context.Context, in *lookedInput) (*lookedOutput, error) {
	lines, err := s.app.Looked(ctx, callerOf(ctx), in.Limit)
	if err != nil {
		return nil, refusePeople(err)
	}
	out := &lookedOutput{}
	out.Body.Items = make([]lookBody, len(lines))
	for i, l := range lines {
		out.Body.Items[i] = lookBody{At: l.At.UTC(), By: string(l.By), Who: l.Caller, Via: l.Via, Action: l.Action, Entry: string(l.Entry)}
	}
	return out, nil
}
