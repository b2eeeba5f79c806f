package api

import (
	"context"
	"net/http"

	"charley/app"

	"github.com/danielgtaylor/huma/v2"
)

// patterns adds the route for what goes with somebody's bad nights.
func (s *server) patterns() {
	huma.Register(s.api, huma.Operation{
		OperationID: "patterns", Method: http.MethodGet, Path: Root + "/causes/patterns", Tags: []string{"causes"},
		Summary: "Read which exposures go with the bad nights of the diary",
		Description: "A pattern is not proof: the days were not drawn by lot. What is not asked is never counted as no, and answers that were given once something of the night was known are not used. " +
			"It is worked out beside: while working is true, ask again in a moment. While a red flag of the same day or above stands, nothing is named.",
		Responses: problems(422, 503),
	}, s.getPatterns)
}

type patternsInput struct {
	Measure string `query:"measure" enum:"cramps,bad_night,bother,intensity,sleep_lost,sit_still" doc:"what nights are compared by; absent: what fits what it is"`
}

type patternsOutput struct{ Body app.PatternsBody }

func (s *server) getPatterns(ctx context.Context, in *patternsInput) (*patternsOutput, error) {
	if _, err := s.counsel(); err != nil {
		return nil, err
	}
	v, err := s.app.Patterns(ctx, callerOf(ctx), in.Measure)
	if err != nil {
		return nil, refuse(err)
	}
	return &patternsOutput{Body: v.Body()}, nil
}
