package api

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"strconv"
	"sync"

	"github.com/danielgtaylor/huma/v2"
)

// openAPI is the head of the document.
func openAPI() *huma.OpenAPI {
	return &huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info: &huma.Info{
			Title: "Charley", Version: "1", License: &huma.License{Name: "AGPL-3.0-or-later", Identifier: "AGPL-3.0-or-later"},
			Description: "A private bedside diary for people whose legs wake them at night. " +
				"Answers may gain fields; no field changes its meaning within version 1.",
		},
		Components: &huma.Components{Schemas: huma.NewMapRegistry(schemaPrefix, schemaName)},
		Tags: []*huma.Tag{
			{Name: "entries", Description: "What a person wrote, one thing an entry"},
			{Name: "history", Description: "Looking back and taking back"},
			{Name: "nights", Description: "What the entries of each night add up to"},
			{Name: "trials", Description: "Remedies tested on nights drawn by lot"},
			{Name: "causes", Description: "What goes with bad nights"},
			{Name: "settings", Description: "The person's choices"},
			{Name: "tell", Description: "What facts come to; nothing of them is stored"},
			{Name: "known", Description: "What Charley knows"},
			{Name: "diary", Description: "The diary as a whole"},
			{Name: "access", Description: "Who else may see a diary, and who has looked"},
			{Name: "people", Description: "Who can sign in on this server"},
			{Name: "about", Description: "About this API"},
		},
	}
}

// document adds the routes of the document itself. huma's own would also serve
// older dialects, and build them while two requests wait.
func (s *server) document() {
	r := s.api.OpenAPI().Components.Schemas
	add(r, problemSchema, huma.SchemaFromType(r, reflect.TypeFor[Problem]()))
	r.Schema(reflect.TypeFor[lostBody](), true, "")
	for _, form := range []struct {
		suffix, media string
		write         func() ([]byte, error)
	}{
		{"json", "application/openapi+json", s.documentJSON},
		{"yaml", "application/openapi+yaml", s.api.OpenAPI().YAML},
	} {
		op := huma.Operation{
			OperationID: "openapi-" + form.suffix, Method: http.MethodGet, Path: Root + "/openapi." + form.suffix, Tags: []string{"about"},
			Summary: "Read this document as " + form.suffix, Responses: map[string]*huma.Response{"500": problemAnswer(http.StatusInternalServerError)},
		}
		op.Responses["200"] = &huma.Response{
			Description: "This document", Content: map[string]*huma.MediaType{form.media: {Schema: &huma.Schema{}}},
		}
		once := sync.OnceValues(form.write)
		huma.Register(s.api, op, func(context.Context, *struct{}) (*documentOutput, error) {
			text, err := once()
			if err != nil {
				return nil, refuse(err)
			}
			return &documentOutput{ContentType: form.media, Body: text}, nil
		})
	}
}

type documentOutput struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

// documentJSON is the document, indented so that a change of it can be read.
func (s *server) documentJSON() ([]byte, error) {
	text, err := json.Marshal(s.api.OpenAPI())
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, text, "", " "); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// documentPut replaces what huma says of a raw body by the schema of entries.
func (s *server) documentPut() {
	body := s.api.OpenAPI().Paths[Root+"/entries/{id}"].Put.RequestBody
	body.Content["application/json"] = &huma.MediaType{Schema: ref(writeSchema), Examples: examples()}
}

// examples are bodies of every kind that can be sent as they stand.
func examples() map[string]*huma.Example {
	return map[string]*huma.Example{
		"cramp": {Summary: "A cramp in the left calf", Value: map[string]any{
			"kind": "episode", "what": "cramp", "start": "2026-11-23T02:47:10+01:00", "zone": "Europe/Berlin", "minutes": 3, "side": "left",
			"places": []string{"calf"}, "intensity": 8, "hard": true, "tried": []string{}, "eased_by": []string{"stretch"}, "note": "woke up from it", "parent": nil,
		}},
		"morning": {Summary: "Nothing more happened", Value: map[string]any{
			"kind": "morning", "night": "2026-11-22", "nothing_more": true, "soreness": "a_little", "sleep_lost": 20, "restless_bother": 2,
		}},
		"evening": {Summary: "The day before a night", Value: map[string]any{
			"kind": "evening", "night": "2026-11-22", "exposures": map[string]any{"alcohol": 2, "long_walk": true}, "asked": []string{"alcohol", "long_walk", "hot_day"}, "none_of_these": true,
		}},
		"fact": {Summary: "A medicine", Value: map[string]any{
			"kind": "fact", "about": "medicine", "name": "as it stands on the packet", "from": "2026-06",
		}},
		"answers": {Summary: "Answers about legs at night, by the keys of the codebook", Value: map[string]any{
			"kind": "fact", "about": "answers", "answers": map[string]any{"swelling": "none", "fever": false, "duration_min": []float64{1, 6}, "weakness": "dont_know"},
		}},
		"sit_test": {Summary: "An evening of sitting still", Value: map[string]any{
			"kind": "sit_test", "night": "2026-11-22", "start": "2026-11-22T21:00:00+01:00", "zone": "Europe/Berlin", "ratings": []any{0, 1, nil, 3}, "stopped": 20, "done": true,
		}},
		"trial": {Summary: "A trial, as it is kept; POST /trials draws one", Value: map[string]any{
			"kind": "trial", "night": "2026-08-10", "until": "2026-09-06", "remedy": "stretch-before-bed", "name": "Stretching before bed", "measure": "cramps",
			"blind": "open", "sealed": `{"arms":[1,0,0,1]}`, "seal": "0f3a9c", "looks": []string{"14-on_track"}, "ended": "2026-09-06", "ended_why": "done",
		}},
		"away": {Summary: "A week away", Value: map[string]any{
			"kind": "away", "night": "2026-08-01", "until": "2026-08-07", "reason": "away",
		}},
	}
}

// answers documents a successful answer whose schema has a name.
func answers(description, schema string) *huma.Response {
	return &huma.Response{Description: description, Content: map[string]*huma.MediaType{"application/json": {Schema: ref(schema)}}}
}

// problems documents refusals, and those that are always possible.
func problems(statuses ...int) map[string]*huma.Response {
	out := map[string]*huma.Response{}
	for _, status := range append(statuses, http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests, http.StatusInternalServerError) {
		out[strconv.Itoa(status)] = problemAnswer(status)
	}
	return out
}

func problemAnswer(status int) *huma.Response {
	return &huma.Response{
		Description: http.StatusText(status),
		Content:     map[string]*huma.MediaType{problemType: {Schema: ref(problemSchema)}},
	}
}
