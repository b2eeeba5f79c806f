package api

import (
	"context"
	"net/http"

	"charley/food"
	"charley/knowledge"

	"github.com/danielgtaylor/huma/v2"
)

// known adds the routes on which somebody can look up what Charley knows.
func (s *server) known() {
	huma.Register(s.api, huma.Operation{
		OperationID: "get-remedy", Method: http.MethodGet, Path: Root + "/remedies/{id}", Tags: []string{"known"},
		Summary:     "Read all that is known of one remedy",
		Description: "The record under the keys of its file; docs/knowledge-format.md describes them. What is empty is left out. Whether it is for somebody is what POST /remedies says.",
		Responses:   problems(404, 422, 503),
	}, s.getRemedy)
	huma.Register(s.api, huma.Operation{
		OperationID: "find-medicines", Method: http.MethodGet, Path: Root + "/medicines", Tags: []string{"known"},
		Summary:     "Find a medicine by a name that may be mistyped",
		Description: "The likeliest first. After a name that is not exact, medicines that look alike come on top of limit: show both and ask which was meant.",
		Responses:   problems(422, 503),
	}, s.findMedicines)
	huma.Register(s.api, huma.Operation{
		OperationID: "find-foods", Method: http.MethodGet, Path: Root + "/foods", Tags: []string{"known"},
		Summary:     "Find what foods hold",
		Description: "Magnesium and potassium of foods and their household portions, the likeliest first. It is no advice to eat more of them; POST /foods/check says for whom that is safe.",
		Responses:   problems(422, 503),
	}, s.findFoods)
}

// A recordBody is a record as its file has it.
type recordBody struct{ knowledge.Item }

// Schema is loose: the manual of the format says what a record holds.
func (recordBody) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{
		Type: huma.TypeObject, AdditionalProperties: true, Required: []string{"id", "record", "name", "class", "what", "for"},
		Properties: map[string]*huma.Schema{
			"id": {Type: huma.TypeString}, "record": {Type: huma.TypeString, Description: "kind of record"}, "name": {Type: huma.TypeString},
			"class": {Type: huma.TypeString, Enum: wordsOf([]string{knowledge.ClassA, knowledge.ClassB, knowledge.ClassC, knowledge.ClassX})},
			"what":  {Type: huma.TypeString, Description: "what it is"},
			"for":   {Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true}, Description: "what it does for each condition"},
		},
	}
}

type remedyInput struct {
	ID string `path:"id" doc:"id of a remedy" example:"heating-pad"`
}

type remedyOutput struct{ Body recordBody }

func (s *server) getRemedy(_ context.Context, in *remedyInput) (*remedyOutput, error) {
	c, err := s.counsel()
	if err != nil {
		return nil, err
	}
	rec, ok := c.Base.Remedies().Get(in.ID)
	if !ok {
		return nil, newProblem(http.StatusNotFound, "There is no such remedy. POST "+Root+"/remedies lists them all.")
	}
	return &remedyOutput{recordBody{knowledge.Item{Kind: "remedies", ID: rec.ID, Record: rec}}}, nil
}

// A searchInput asks for what may have been meant.
type searchInput struct {
	Q     string `query:"q" required:"true" minLength:"1" maxLength:"100" doc:"what was typed" example:"amlodipin"`
	Limit int    `query:"limit" minimum:"1" maximum:"50" default:"10" doc:"how many, at most"`
}

// A medicineBody is a medicine that may have been meant.
type medicineBody struct {
	ID      string   `json:"id"`
	Name    string   `json:"name" doc:"generic name"`
	Via     string   `json:"via" doc:"the name that matched: generic, another name, a brand or an ATC code"`
	Exact   bool     `json:"exact" doc:"it is that name, whatever the case, hyphens, accents and dose"`
	Alike   []string `json:"alike" nullable:"false" doc:"ids of medicines that it is confused with"`
	AlikeOf string   `json:"alike_of,omitempty" doc:"it was not found itself, but looks like this one"`
	_       struct{} `additionalProperties:"true"`
}

type medicinesOutput struct {
	Body struct {
		Items []medicineBody `json:"items" nullable:"false" doc:"the likeliest first; none where nothing is near enough"`
		_     struct{}       `additionalProperties:"true"`
	}
}

func (s *server) findMedicines(_ context.Context, in *searchInput) (*medicinesOutput, error) {
	c, err := s.counsel()
	if err != nil {
		return nil, err
	}
	out := &medicinesOutput{}
	out.Body.Items = []medicineBody{}
	for _, m := range c.Medicines.Find(in.Q, in.Limit) {
		alike := append([]string{}, m.Alike...)
		out.Body.Items = append(out.Body.Items, medicineBody{ID: m.Medicine.ID, Name: m.Medicine.Name, Via: m.Via, Exact: m.Exact, Alike: alike, AlikeOf: m.AlikeOf})
	}
	return out, nil
}

type foodsOutput struct {
	Body struct {
		Items []food.Held `json:"items" nullable:"false" doc:"the likeliest first; none where nothing is near enough"`
		_     struct{}    `additionalProperties:"true"`
	}
}

func (s *server) findFoods(_ context.Context, in *searchInput) (*foodsOutput, error) {
	c, err := s.counsel()
	if err != nil {
		return nil, err
	}
	out := &foodsOutput{}
	out.Body.Items = c.FindFoods(in.Q, in.Limit)
	return out, nil
}
