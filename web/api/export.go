package api

import (
	"bufio"
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"charley"
	"charley/fhir"
	"charley/knowledge"
	"charley/tabular"
)

// export adds the route for the whole diary.
func (s *server) export() {
	op := huma.Operation{
		OperationID: "export", Method: http.MethodGet, Path: Root + "/export", Tags: []string{"diary"},
		Summary: "Take the whole diary along",
		Description: "json: everything, with its history, in the form that charley import json reads. csv and parquet: a ZIP with a file for each table; " +
			"the table dictionary says what the columns are. fhir: one Bundle of FHIR R4. What a test drew is in json alone until the person may see it. " +
			"The same diary always gives the same bytes; of fhir, all but the time of making.",
		Responses: problems(409, 503),
	}
	anything := &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true}}
	op.Responses["200"] = &huma.Response{
		Description: "The diary as a file",
		Headers:     map[string]*huma.Header{"Content-Disposition": {Schema: &huma.Schema{Type: huma.TypeString}}},
		Content: map[string]*huma.MediaType{"application/json": anything, fhirType: anything,
			"application/zip": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}},
	}
	huma.Register(s.api, op, s.writeExport)
}

// An exportWish says in which form the diary is wanted.
type exportWish struct {
	Format string `query:"format" enum:"json,csv,parquet,fhir" default:"json" doc:"the form of the file"`
}

// exportFile says what a form's file is called and what it is.
var exportFile = map[string]struct{ name, kind string }{
	"json":    {"charley-diary.json", "application/json"},
	"csv":     {"charley-diary-csv.zip", "application/zip"},
	"parquet": {"charley-diary-parquet.zip", "application/zip"},
	"fhir":    {"charley-diary.fhir.json", fhirType},
}

func (s *server) writeExport(ctx context.Context, in *exportWish) (*huma.StreamResponse, error) {
	c, file := callerOf(ctx), exportFile[in.Format]
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		hc.SetHeader("Content-Disposition", `attachment; filename="`+file.name+`"`)
		stream(hc, file.kind, func(w *bufio.Writer) error { return s.exportAs(ctx, c, in.Format, w) })
	}}, nil
}

// exportAs writes the diary in one form.
func (s *server) exportAs(ctx context.Context, c charley.Caller, format string, w *bufio.Writer) error {
	if format == "json" {
		return s.app.Export(ctx, c, w)
	}
	d, err := s.app.TakeOut(ctx, c, format)
	if err != nil {
		return err
	}
	var base *knowledge.Base
	if s.app.Counsel != nil {
		base = s.app.Counsel.Base
	}
	if format == "fhir" {
		return fhir.Write(w, d, fhir.OwnCopy(base))
	}
	return tabular.Format(format).Archive(w, d, base)
}
