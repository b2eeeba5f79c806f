package api

import (
	"context"
	"net/http"
	"slices"
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
	c.Via = "api"
	if err == nil {
		c, err = s.enter(r, c, ctx.Operation())
	}
	if err != nil {
		refuse(err).write(w)
		return
	}
	next(huma.WithValue(ctx, callerKey{}, c))
}

// personHeader names the person whose diary a request is about, where it is not the
// caller's own.
const personHeader = "Charley-Person"

// diaries are the parts of the API that are about a diary, so that they can be about
// that of somebody else. The others are about whoever asks, or about nobody.
var diaries = []string{"entries", "history", "nights", "trials", "causes", "settings", "diary"}

// ofADiary says that an operation is about a diary.
func ofADiary(op *huma.Operation) bool {
	return slices.ContainsFunc(op.Tags, func(tag string) bool { return slices.Contains(diaries, tag) })
}

// enter is the caller as they act on the diary that the request names: their own
// where it names none, else that of somebody who let them in. It is refused alike
// for a diary that is not there and one that they were not let in to.
func (s *server) enter(r *http.Request, c charley.Caller, op *huma.Operation) (charley.Caller, error) {
	named, there := r.Header[personHeader]
	if !there {
		return c, nil
	}
	if !ofADiary(op) {
		return c, badParam("header."+personHeader, "", "does not go with this address, which is about no diary")
	}
	if len(named) != 1 || !isPersonID(named[0]) {
		return c, badParam("header."+personHeader, strings.Join(named, ", "), "must be the id of one person, as GET "+Root+"/entrusted lists them")
	}
	if whose := charley.PersonID(named[0]); whose != c.Person {
		return s.app.Enter(r.Context(), c, whose, op.Method+" "+op.Path)
	}
	return c, nil
}

// isPersonID says that a text has the form of a person's id.
func isPersonID(text string) bool {
	_, err := charley.ParseEntryID(text) // both are UUIDs
	return err == nil
}

// documentPerson writes the header into every operation that it goes with.
func (s *server) documentPerson() {
	for _, item := range s.api.OpenAPI().Paths {
		for _, op := range []*huma.Operation{item.Get, item.Put, item.Post, item.Delete} {
			if op == nil || !ofADiary(op) {
				continue
			}
			op.Parameters = append(op.Parameters, &huma.Param{
				Name: personHeader, In: "header", Schema: &huma.Schema{Type: huma.TypeString, Format: "uuid"},
				Description: "the person whose diary it is about, where it is not one's own: see GET " + Root + "/entrusted. Each request stands in that person's log",
			})
			if op.Responses["422"] == nil {
				op.Responses["422"] = problemAnswer(http.StatusUnprocessableEntity)
			}
		}
	}
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
