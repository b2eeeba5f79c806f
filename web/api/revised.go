package api

import (
	"context"
	"net/http"
	"time"

	"charley/told"

	"github.com/danielgtaylor/huma/v2"
)

// revised adds the route for what changes of the rules changed in what is told.
func (s *server) revised() {
	huma.Register(s.api, huma.Operation{
		OperationID: "rule-changes", Method: http.MethodGet, Path: Root + "/rule-changes", Tags: []string{"diary"},
		Summary: "Read what changes of the records, or of the program, changed in what this person is told",
		Description: "The newest first; changes that changed nothing for this person are left out. What is told is noted as the server starts, once a day, and as it ends. " +
			"Where wrote is true, the diary changed between the two notes as well. While a red flag of the same day or above stood in either, only signs and urgency can be compared.",
		Responses: problems(503),
	}, s.ruleChanges)
}

// A rulesBody is by what something was told.
type rulesBody struct {
	Edition string   `json:"edition" doc:"version of the knowledge"`
	Records string   `json:"records" doc:"the beginning of the hash over all its records"`
	Program string   `json:"program" doc:"version of the program; empty: not known"`
	_       struct{} `additionalProperties:"true"`
}

// A ruleChangeBody is app.Revised.
type ruleChangeBody struct {
	At       time.Time   `json:"at" doc:"when the new rules were first noted"`
	Before   time.Time   `json:"before" doc:"when the old ones were last noted"`
	Old      rulesBody   `json:"old"`
	New      rulesBody   `json:"new"`
	Wrote    bool        `json:"wrote" doc:"the diary changed in between, so not all of it need come from the rules"`
	Urgency  movedBody   `json:"urgency" doc:"ids of urgencies; the same twice: it did not change"`
	Signs    []movedBody `json:"signs" nullable:"false" doc:"warning signs, with their urgency"`
	Fits     []movedBody `json:"fits" nullable:"false" doc:"conditions, with how well they fit"`
	Remedies []movedBody `json:"remedies" nullable:"false" doc:"remedies, with their status"`
	_        struct{}    `additionalProperties:"true"`
}

// A movedBody is one thing of which something else is told.
type movedBody struct {
	ID     string   `json:"id,omitempty"`
	Name   string   `json:"name,omitempty"`
	Before string   `json:"before" doc:"empty: nothing was told of it"`
	After  string   `json:"after" doc:"empty: nothing is told of it any more"`
	_      struct{} `additionalProperties:"true"`
}

type ruleChangesOutput struct {
	Body struct {
		Items []ruleChangeBody `json:"items" nullable:"false"`
		_     struct{}         `additionalProperties:"true"`
	}
}

func (s *server) ruleChanges(ctx context.Context, _ *struct{}) (*ruleChangesOutput, error) {
	all, err := s.app.Revised(ctx, callerOf(ctx))
	if err != nil {
		return nil, refuse(err)
	}
	rules := func(r told.Rules) rulesBody {
		return rulesBody{Edition: r.Edition, Records: r.Records, Program: r.Program}
	}
	out := &ruleChangesOutput{}
	out.Body.Items = make([]ruleChangeBody, len(all))
	for i, c := range all {
		out.Body.Items[i] = ruleChangeBody{
			At: c.At.UTC(), Before: c.Before.UTC(), Old: rules(c.Old), New: rules(c.New), Wrote: c.Wrote, Urgency: movedBody{Before: c.From, After: c.To},
			Signs: movedBodies(c.Signs), Fits: movedBodies(c.Fits), Remedies: movedBodies(c.Remedies),
		}
	}
	return out, nil
}

func movedBodies(all []told.Moved) []movedBody {
	out := make([]movedBody, len(all))
	for i, m := range all {
		out[i] = movedBody{ID: m.ID, Name: m.Name, Before: m.Before, After: m.After}
	}
	return out
}
