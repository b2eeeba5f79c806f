package api

import (
	"context"
	"net/http"
	"strings"

	"charley"
	"charley/app"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// callerKey is where identify leaves the caller for the handlers.
type callerKey struct{}

// identify finds out who asks, before anything else is looked at.
func (s *server) identify(ctx huma.Context, next func(huma.Context)) {
	r, w := humago.Unwrap(ctx)
	c, err := s.who(r)
	if err == nil && c.Scope == charley.ScopeTap && ctx.Operation().OperationID != tapOperation {
		err = charley.ErrForbidden // also from what reads nothing of the diary: a button has no business there
	}
	if err != nil {
		refuse(err).write(w)
		return
	}
	c.Via = "api"
	next(huma.WithValue(ctx, callerKey{}, c))
}

// who is the holder of the token that a request shows, or else whoever the skin
// around the API says it is: a browser, by its cookie. A token that is wrong is
// not passed over.
func (s *server) who(r *http.Request) (charley.Caller, error) {
	shown, there := r.Header["Authorization"]
	if !there {
		return s.caller(r)
	}
	if len(shown) != 1 {
		return charley.Caller{}, charley.ErrUnauthorized
	}
	scheme, token, _ := strings.Cut(shown[0], " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return charley.Caller{}, charley.ErrUnauthorized
	}
	c, d, err := s.app.Authenticate(r.Context(), strings.TrimSpace(token))
	if err != nil {
		return charley.Caller{}, err
	}
	if d.Kind != app.DeviceButton { // what is made for a cookie or an address is no token
		return charley.Caller{}, charley.ErrUnauthorized
	}
	return c, s.pace.take(d.ID, s.app.Now())
}

// callerOf is the caller that identify found. No route of the diary is without one.
func callerOf(ctx context.Context) charley.Caller {
	c, _ := ctx.Value(callerKey{}).(charley.Caller)
	return c
}
