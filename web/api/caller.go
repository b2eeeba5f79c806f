package api

import (
	"context"

	"charley"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// callerKey is where identify leaves the caller for the handlers.
type callerKey struct{}

// identify finds out who asks, before anything else is looked at.
func (s *server) identify(ctx huma.Context, next func(huma.Context)) {
	r, w := humago.Unwrap(ctx)
	c, err := s.caller(r)
	if err != nil {
		refuse(err).write(w)
		return
	}
	c.Via = "api"
	next(huma.WithValue(ctx, callerKey{}, c))
}

// callerOf is the caller that identify found. No route of the diary is without one.
func callerOf(ctx context.Context) charley.Caller {
	c, _ := ctx.Value(callerKey{}).(charley.Caller)
	return c
}
