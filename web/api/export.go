package api

import (
	"bufio"
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

// export adds the route for the whole diary.
func (s *server) export() {
	op := huma.Operation{
		OperationID: "export", Method: http.MethodGet, Path: Root + "/export", Tags: []string{"diary"},
		Summary:     "Take the whole diary along",
		Description: "Everything, with its history, in the form that charley import json reads. The same diary always gives the same bytes.",
		Responses:   problems(503),
	}
	op.Responses["200"] = &huma.Response{
		Description: "The diary as a file",
		Headers:     map[string]*huma.Header{"Content-Disposition": {Schema: &huma.Schema{Type: huma.TypeString}}},
		Content:     map[string]*huma.MediaType{"application/json": {Schema: &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true}}},
	}
	huma.Register(s.api, op, s.writeExport)
}

func (s *server) writeExport(ctx context.Context, _ *struct{}) (*huma.StreamResponse, error) {
	c := callerOf(ctx)
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		hc.SetHeader("Content-Disposition", `attachment; filename="charley-diary.json"`)
		stream(hc, "application/json", func(w *bufio.Writer) error { return s.app.Export(ctx, c, w) })
	}}, nil
}
