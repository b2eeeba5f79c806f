package api

import (
	"bufio"
	"context"
	"net/http"

	"charley"
	"charley/app"
	"charley/handout"
	"charley/share"
	"charley/sheet"

	"github.com/danielgtaylor/huma/v2"
)

// report adds the route for what a doctor reads in a minute.
func (s *server) report() {
	op := huma.Operation{
		OperationID: "report", Method: http.MethodGet, Path: Root + "/report", Tags: []string{"diary"},
		Summary: "Make the page that a doctor reads in a minute",
		Description: "For the nights of a period, with methods, missing nights and sources behind it. What is still being worked out is said to be: ask again in a moment. " +
			"As fhir it is a Bundle of FHIR R4 with the nights of the period and the report as a PDF; that wants what an export wants.",
		Responses: problems(409, 422, 503),
	}
	op.Responses["200"] = &huma.Response{
		Description: "The report as a file",
		Headers:     map[string]*huma.Header{"Content-Disposition": {Schema: &huma.Schema{Type: huma.TypeString}}},
		Content:     map[string]*huma.MediaType{},
	}
	for _, kind := range []string{handout.HTML.Type(), handout.PDF.Type(), handout.Text.Type()} {
		op.Responses["200"].Content[kind] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString}}
	}
	op.Responses["200"].Content[fhirType] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true}}
	huma.Register(s.api, op, s.getReport)
}

// fhirType is the media type of FHIR as JSON.
const fhirType = "application/fhir+json"

type reportInput struct {
	Format string `query:"format" enum:"html,pdf,text,fhir" default:"html" doc:"the form of the report"`
	From   string `query:"from" format:"date" doc:"first night; absent: the last 90 nights"`
	To     string `query:"to" format:"date" doc:"last night; absent: last night"`
	Paper  string `query:"paper" enum:"a4,letter" default:"a4" doc:"size of the paper"`
	Named  bool   `query:"named" doc:"the name that the person gave for it goes on it"`
	SNOMED bool   `query:"snomed" doc:"fhir: codes of SNOMED CT too, which needs a licence in many countries"`
}

func (s *server) getReport(ctx context.Context, in *reportInput) (*huma.StreamResponse, error) {
	if _, err := s.counsel(); err != nil {
		return nil, err
	}
	from, err := nightParam("query.from", in.From)
	if err != nil {
		return nil, err
	}
	to, err := nightParam("query.to", in.To)
	if err != nil {
		return nil, err
	}
	c := callerOf(ctx)
	r, err := s.app.Report(ctx, c, app.ReportWish{From: from, To: to, Named: in.Named})
	if err != nil {
		return nil, refuse(err)
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) { s.writeReport(hc, in, c, r) }}, nil
}

// writeReport answers with the report as a file.
func (s *server) writeReport(hc huma.Context, in *reportInput, c charley.Caller, r share.Report) {
	kind, name := fhirType, "charley-report-"+r.From.String()+"-"+r.To.String()
	if in.Format != "fhir" {
		f := handout.Format(in.Format)
		kind, name = f.Type(), name+f.Extension()
	} else {
		name += ".fhir.json"
	}
	hc.SetHeader("Content-Disposition", `attachment; filename="`+name+`"`)
	stream(hc, kind, func(w *bufio.Writer) error {
		say, err := s.english()
		if err != nil {
			return err
		}
		doc := handout.Report(r, say, s.app.Counsel.Base, handout.Options{Paper: sheet.Paper(in.Paper)})
		if in.Format != "fhir" {
			return handout.Write(w, handout.Format(in.Format), doc)
		}
		d, err := s.app.TakeOutNights(hc.Context(), c, in.Format, r.From, r.To)
		if err != nil {
			return err
		}
		return handout.Records(w, r, doc, d, s.app.Counsel.Base, in.SNOMED)
	})
}
