package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"charley"
	"charley/app"

	"github.com/danielgtaylor/huma/v2"
)

// people adds the routes about who can sign in on this server: one's own account, and
// for administrators everybody's. They say nothing of any diary.
func (s *server) people() {
	huma.Register(s.api, huma.Operation{
		OperationID: "get-account", Method: http.MethodGet, Path: Root + "/account", Tags: []string{"people"},
		Summary: "Read who is signed in", Responses: problems(503),
	}, s.ownAccount)
	huma.Register(s.api, huma.Operation{
		OperationID: "list-accounts", Method: http.MethodGet, Path: Root + "/accounts", Tags: []string{"people"},
		Summary: "List the accounts of this server", Description: "For administrators, in the order in which they were made. An account that has ended stays in the list.",
		Responses: problems(503),
	}, s.listAccounts)
	add := huma.Operation{
		OperationID: "add-account", Method: http.MethodPost, Path: Root + "/accounts", Tags: []string{"people"}, DefaultStatus: http.StatusCreated,
		Summary:      "Add an account",
		Description:  "For administrators who showed lately who they are. The answer has the one-time link with which the person sets up how they sign in; it is shown this once.",
		MaxBodyBytes: maxBody + 2, BodyReadTimeout: -1, Responses: problems(400, 409, 413, 415, 422, 503, 507),
	}
	huma.Register(s.api, add, s.addAccount)
	huma.Register(s.api, huma.Operation{
		OperationID: "new-way-in", Method: http.MethodPost, Path: Root + "/accounts/{id}/link", Tags: []string{"people"}, DefaultStatus: http.StatusCreated,
		Summary: "Make a new way in for somebody who lost theirs", Description: "For administrators who showed lately who they are. It stands in the log of the person whose way in it is.",
		Responses: problems(404, 409, 422, 503, 507),
	}, s.newWayIn)
	huma.Register(s.api, huma.Operation{
		OperationID: "set-administrator", Method: http.MethodPut, Path: Root + "/accounts/{id}/administrator", Tags: []string{"people"}, DefaultStatus: http.StatusNoContent,
		Summary: "Say whether somebody looks after who can sign in", Description: "For administrators who showed lately who they are. The last one stays. An administrator sees nobody's diary by it.",
		MaxBodyBytes: maxBody + 2, BodyReadTimeout: -1, Responses: problems(400, 404, 409, 413, 415, 422, 503, 507),
	}, s.setAdministrator)
	huma.Register(s.api, huma.Operation{
		OperationID: "end-account", Method: http.MethodDelete, Path: Root + "/accounts/{id}", Tags: []string{"people"}, DefaultStatus: http.StatusNoContent,
		Summary: "End an account", Description: "For administrators who showed lately who they are. Its person cannot sign in any more, and nobody can enter their diary; what they wrote stays.",
		Responses: problems(404, 409, 422, 503, 507),
	}, s.endAccount)
}

// An accountBody is app.Account.
type accountBody struct {
	Person  charley.PersonID `json:"person" format:"uuid" doc:"whose account it is; names their diary in the header Charley-Person"`
	Name    string           `json:"name" doc:"what they sign in with"`
	Role    charley.Role     `json:"role" enum:"person,clinician" doc:"person: keeps a diary here; clinician: reads those that people let them read"`
	Admin   bool             `json:"administrator" doc:"looks after who can sign in"`
	Created *time.Time       `json:"created" doc:"null: not known"`
	Ended   *time.Time       `json:"ended" doc:"null: they can sign in"`
	_       struct{}         `additionalProperties:"true"`
}

func accountOf(a app.Account) accountBody {
	return accountBody{Person: a.Person, Name: a.Name, Role: a.Role, Admin: a.Admin, Created: moment(a.Created), Ended: moment(a.Ended)}
}

// moment is a time in an answer; null where there is none.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

type accountOutput struct{ Body accountBody }

func (s *server) ownAccount(ctx context.Context, _ *struct{}) (*accountOutput, error) {
	a, err := s.app.OwnAccount(ctx, callerOf(ctx))
	if err != nil {
		return nil, refusePeople(err)
	}
	return &accountOutput{accountOf(a)}, nil
}

type accountsOutput struct {
	Body struct {
		Items []accountBody `json:"items" nullable:"false"`
		_     struct{}      `additionalProperties:"true"`
	}
}

func (s *server) listAccounts(ctx context.Context, _ *struct{}) (*accountsOutput, error) {
	all, err := s.app.Accounts(ctx, callerOf(ctx))
	if err != nil {
		return nil, refusePeople(err)
	}
	out := &accountsOutput{}
	out.Body.Items = make([]accountBody, len(all))
	for i, a := range all {
		out.Body.Items[i] = accountOf(a)
	}
	return out, nil
}

type addAccountInput struct{ Body newAccountBody }

// A newAccountBody says who is to have an account.
type newAccountBody struct {
	Name string       `json:"name" minLength:"1" maxLength:"200" doc:"what they sign in with: 1 to 40 characters, nobody else's whatever the case" example:"Ben"`
	Role charley.Role `json:"role" enum:"person,clinician"`
}

// A wayIn is a one-time link. It is the end of an address, because only the sender
// knows how this server is reached.
type wayIn struct {
	Path    string    `json:"path" doc:"put the address of this server in front of it" example:"/setup/7d4e…"`
	Expires time.Time `json:"expires"`
	_       struct{}  `additionalProperties:"true"`
}

func wayOf(l app.Link) wayIn {
	return wayIn{Path: "/" + string(l.Purpose) + "/" + l.Secret, Expires: l.Expires.UTC()}
}

type addAccountOutput struct {
	Body struct {
		Account accountBody `json:"account"`
		Link    wayIn       `json:"link" doc:"with which they set up how they sign in; shown this once"`
		_       struct{}    `additionalProperties:"true"`
	}
}

func (s *server) addAccount(ctx context.Context, in *addAccountInput) (*addAccountOutput, error) {
	a, l, err := s.app.AddAccount(ctx, callerOf(ctx), in.Body.Name, in.Body.Role)
	if err != nil {
		return nil, refusePeople(err)
	}
	out := &addAccountOutput{}
	out.Body.Account, out.Body.Link = accountOf(a), wayOf(l)
	return out, nil
}

type personInput struct {
	ID string `path:"id" format:"uuid" doc:"whose account"`
}

type wayInOutput struct{ Body wayIn }

func (s *server) newWayIn(ctx context.Context, in *personInput) (*wayInOutput, error) {
	l, err := s.app.LinkFor(ctx, callerOf(ctx), charley.PersonID(in.ID))
	if err != nil {
		return nil, refusePeople(err)
	}
	return &wayInOutput{wayOf(l)}, nil
}

type administratorInput struct {
	ID   string `path:"id" format:"uuid" doc:"whose account"`
	Body administratorBody
}

// An administratorBody says whether somebody is one.
type administratorBody struct {
	Admin bool `json:"administrator"`
}

func (s *server) setAdministrator(ctx context.Context, in *administratorInput) (*struct{}, error) {
	err := s.app.SetAdmin(ctx, callerOf(ctx), charley.PersonID(in.ID), in.Body.Admin)
	if err != nil {
		return nil, refusePeople(err)
	}
	return nil, nil
}

func (s *server) endAccount(ctx context.Context, in *personInput) (*struct{}, error) {
	if err := s.app.EndAccount(ctx, callerOf(ctx), charley.PersonID(in.ID)); err != nil {
		return nil, refusePeople(err)
	}
	return nil, nil
}

// refusePeople is refuse in the words of accounts and of whom one lets in.
func refusePeople(err error) *Problem {
	p := refuse(err)
	switch {
	case errors.Is(err, charley.ErrNotFound):
		p.Detail = "There is nothing like that here, or it has ended."
	case errors.Is(err, app.ErrNoWayIn):
		p.Detail = "Once there are several people, everybody signs in. Choose a password or add a passkey for yourself first, in a browser under Settings. Nothing was changed."
	case errors.Is(err, charley.ErrConflict):
		p.Detail = "This cannot be: the name is somebody's already, the account has ended, or nobody would be left to look after who can sign in. Nothing was changed."
	case errors.Is(err, charley.ErrTooLarge):
		p.Detail = "There are as many already as Charley keeps. Nothing was changed."
	}
	return p
}
