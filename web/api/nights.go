package api

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"reflect"
	"time"

	"charley"

	"github.com/danielgtaylor/huma/v2"
)

// nightsChunk is how many nights are in memory at a time, and maxNights the
// most that can be asked for: a hundred years.
const (
	nightsChunk = 92
	maxNights   = 36600
)

// nights adds the route for what the entries of each night add up to.
func (s *server) nights() {
	op := huma.Operation{
		OperationID: "list-nights", Method: http.MethodGet, Path: Root + "/nights", Tags: []string{"nights"},
		Summary: "List nights",
		Description: "Every night from one date to another, both included, also those of which nothing is known. " +
			"bad is null where what was said does not decide it; counts are exact only where complete is true.",
		Responses: problems(422, 503),
	}
	schema := s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[nightsBody](), true, "")
	op.Responses["200"] = &huma.Response{
		Description: "The nights, in order", Content: map[string]*huma.MediaType{"application/json": {Schema: schema}},
	}
	huma.Register(s.api, op, s.listNights)
}

// A nightsBody is the whole answer. It is written piece by piece and never in
// memory at once; this type is its document.
type nightsBody struct {
	Bad   badLimits   `json:"bad_limits" doc:"what made a night bad, apart from any cramp"`
	Items []nightBody `json:"items" nullable:"false"`
	_     struct{}    `additionalProperties:"true"`
}

// A nightBody documents diary.NightRecord.Object, one assembled night.
type nightBody struct {
	Night    string      `json:"night" format:"date" doc:"civil date of the evening"`
	Zone     string      `json:"zone" doc:"of the night's first entry; the home zone if there is none"`
	From     time.Time   `json:"from" doc:"first instant of the night, on the zone's clock"`
	To       time.Time   `json:"to" doc:"first instant of the next night"`
	Hours    float64     `json:"hours" doc:"23 or 25 where clocks change"`
	Recorded bool        `json:"recorded" doc:"anything is known about the night"`
	Complete bool        `json:"complete" doc:"the morning says that nothing more happened than is logged"`
	Bad      *bool       `json:"bad" doc:"null: not known"`
	Counts   counts      `json:"counts" doc:"logged episodes; exact if complete, else the least there can have been"`
	Episodes []entryBody `json:"episodes" nullable:"false" doc:"by start"`
	Morning  *entryBody  `json:"morning,omitempty" doc:"absent: no check-in"`
	Evening  *entryBody  `json:"evening,omitempty" doc:"absent: no check-in"`
	Away     *entryBody  `json:"away,omitempty" doc:"absent: an ordinary night"`
	_        struct{}    `additionalProperties:"true"`
}

// The counts are those of the sorts of episode.
type counts struct {
	Cramp    int `json:"cramp" minimum:"0"`
	Restless int `json:"restless" minimum:"0"`
	Other    int `json:"other" minimum:"0"`
}

type nightsInput struct {
	From string `query:"from" format:"date" doc:"first night; absent: the first of the diary" example:"2026-11-01"`
	To   string `query:"to" format:"date" doc:"last night; absent: the last of the diary" example:"2026-11-30"`
}

func (s *server) listNights(ctx context.Context, in *nightsInput) (*huma.StreamResponse, error) {
	first, last, err := s.nightRange(ctx, in)
	if err != nil {
		return nil, refuse(err)
	}
	set, err := s.app.Settings(ctx, callerOf(ctx))
	if err != nil {
		return nil, refuse(err)
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		stream(hc, "application/json", func(w *bufio.Writer) error {
			fmt.Fprintf(w, `{"bad_limits":%s,"items":[`, charley.Value(limitsOf(set.Bad)))
			if err := s.writeNights(ctx, w, first, last); err != nil {
				return err
			}
			_, err := w.WriteString("]}\n")
			return err
		})
	}}, nil
}

// nightRange is what the two dates ask for; zero nights if the diary is empty.
func (s *server) nightRange(ctx context.Context, in *nightsInput) (first, last charley.Night, err error) {
	if first, err = nightParam("query.from", in.From); err != nil {
		return first, last, err
	}
	if last, err = nightParam("query.to", in.To); err != nil {
		return first, last, err
	}
	if first.IsZero() || last.IsZero() {
		from, to, err := s.app.Extent(ctx, callerOf(ctx))
		if err != nil || from.IsZero() {
			return charley.Night{}, charley.Night{}, err
		}
		if first.IsZero() {
			first = from
		}
		if last.IsZero() {
			last = to
		}
	} else if last.Before(first) {
		return first, last, badParam("query.to", in.To, "must not be before from")
	}
	if last.Sub(first) >= maxNights {
		return first, last, badParam("query.from", in.From, fmt.Sprintf("must be at most %d nights before the last night", maxNights))
	}
	return first, last, nil
}

func nightParam(location, s string) (charley.Night, error) {
	if s == "" {
		return charley.Night{}, nil
	}
	n, err := charley.ParseNight(s)
	if err != nil {
		return n, badParam(location, s, "must be a date like 2026-11-23")
	}
	return n, nil
}

// writeNights writes the nights from first to last, a few months at a time.
func (s *server) writeNights(ctx context.Context, w *bufio.Writer, first, last charley.Night) error {
	if first.IsZero() {
		return nil
	}
	for from := first; !last.Before(from); from = from.Add(nightsChunk) {
		to := from.Add(nightsChunk - 1)
		if last.Before(to) {
			to = last
		}
		records, err := s.app.Nights(ctx, callerOf(ctx), from, to)
		if err != nil {
			return err
		}
		for _, r := range records {
			if r.Night != first {
				w.WriteByte(',')
			}
			if _, err := w.Write(charley.Value(r)); err != nil {
				return err
			}
		}
	}
	return nil
}
