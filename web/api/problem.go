package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"strconv"
	"strings"

	"charley"
	"charley/app"
	"charley/diary"

	"github.com/danielgtaylor/huma/v2"
)

// A Problem is a refusal as RFC 9457 wants it.
type Problem struct {
	Type    string         `json:"type" doc:"always about:blank: the status says what kind of problem it is"`
	Title   string         `json:"title" doc:"the status in words"`
	Status  int            `json:"status" doc:"the HTTP status"`
	Detail  string         `json:"detail" doc:"what was wrong, for a person to read"`
	Errors  []FieldProblem `json:"errors,omitempty" nullable:"false" doc:"which fields were wrong"`
	Current *entryBody     `json:"current,omitempty" doc:"with 409: what is stored now"`
	_       struct{}       `additionalProperties:"true"`

	header http.Header // beside the content type
}

// A FieldProblem names one field that was wrong.
type FieldProblem struct {
	Location string   `json:"location" doc:"body.intensity, query.limit, path.id; body alone if the whole text is wrong"`
	Message  string   `json:"message" doc:"what the field must be"`
	Value    string   `json:"value,omitempty" doc:"the wrong value, cut to 40 characters"`
	Allowed  []string `json:"allowed,omitempty" nullable:"false" doc:"what it can be, where that is a list of words"`
	_        struct{} `additionalProperties:"true"`
}

func newProblem(status int, detail string, fields ...FieldProblem) *Problem {
	return &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: detail, Errors: fields}
}

// Error is the text for people; it holds no values.
func (p *Problem) Error() string { return p.Detail }

// GetStatus is the HTTP status, for huma.
func (p *Problem) GetStatus() int { return p.Status }

// GetHeaders are the headers that go with the status, for huma.
func (p *Problem) GetHeaders() http.Header { return p.header }

// ContentType is what problems are sent as, for huma.
func (p *Problem) ContentType(string) string { return problemType }

const problemType = "application/problem+json"

// write answers outside huma, where no route was found or the body was refused.
func (p *Problem) write(w http.ResponseWriter) {
	maps.Copy(w.Header(), p.header)
	w.Header().Set("Content-Type", problemType)
	w.WriteHeader(p.Status)
	_ = marshal(w, p)
}

// refuse turns an error of the use cases into a Problem. What it does not know
// is logged and answered without inner details.
func refuse(err error) *Problem {
	if p := (*Problem)(nil); errors.As(err, &p) {
		return p
	}
	if fe := (*charley.FieldError)(nil); errors.As(err, &fe) {
		return badField("body", fe)
	}
	if ce := (*charley.ConflictError)(nil); errors.As(err, &ce) {
		p := newProblem(http.StatusConflict, "This entry is stored with other content. Look at current, then send its rev as parent to merge.")
		p.Current = &entryBody{Entry: ce.Current}
		return p
	}
	if wait := (*charley.TooManyError)(nil); errors.As(err, &wait) {
		return tooMany(wait)
	}
	if errors.Is(err, charley.ErrUnauthorized) {
		return unauthorized()
	}
	for _, k := range known {
		if errors.Is(err, k.err) {
			return newProblem(k.status, k.detail)
		}
	}
	slog.Error("api: a request failed", "error", err)
	return newProblem(http.StatusInternalServerError, "Charley could not do this because of a fault of its own. The reason is in its log.")
}

// tooMany is the Problem of somebody who has to wait.
func tooMany(e *charley.TooManyError) *Problem {
	p := newProblem(http.StatusTooManyRequests, fmt.Sprintf("Too much in a short time. Nothing was stored; try again in %d s.", e.Seconds()))
	p.header = http.Header{"Retry-After": {strconv.Itoa(e.Seconds())}}
	return p
}

// unauthorized is the Problem of somebody who is not signed in.
func unauthorized() *Problem {
	p := newProblem(http.StatusUnauthorized, "Nobody is signed in here, or this token is not known, has expired or was revoked. Nothing was stored.")
	p.header = http.Header{"Www-Authenticate": {"Bearer"}}
	return p
}

// known are the failures that have a meaning for the sender.
var known = []struct {
	err    error
	status int
	detail string
}{
	{charley.ErrNotFound, http.StatusNotFound, "There is no such entry."},
	{app.ErrTrialRuns, http.StatusConflict, "Another trial goes on. End it first, or wait until it is over. Nothing was drawn."},
	{app.ErrNoLook, http.StatusConflict, "No look is allowed now. The trial says after which night the next one is."},
	{app.ErrNoResult, http.StatusConflict, "This trial goes on, or the person is still to say what they believed: there is no result to show."},
	{charley.ErrConflict, http.StatusConflict, "This was changed by somebody else in the meantime. Read it again, then send your change."},
	{charley.ErrUnconfirmed, http.StatusForbidden, "This wants the password or a passkey once more. Open Charley's settings in a browser and do it there."},
	{charley.ErrWantsPasskey, http.StatusForbidden, "Somebody else's diary opens only to who came in with a passkey. Sign in with one, in a browser."},
	{charley.ErrForbidden, http.StatusForbidden, "You are not allowed to do this."},
	{charley.ErrTooLarge, http.StatusRequestEntityTooLarge, "This is larger than Charley keeps. Nothing was stored."},
	{charley.ErrDiskFull, http.StatusInsufficientStorage, "disk full: nothing of this entry was stored; free some space and send it again"},
	{charley.ErrReadOnly, http.StatusServiceUnavailable, "The diary can only be read at the moment. Nothing was stored. Charley's start page says why."},
	{charley.ErrStorage, http.StatusServiceUnavailable, "The disk or the database reports errors. Nothing of this is sure to be stored; send it again when it is well."},
	{charley.ErrInvalid, http.StatusUnprocessableEntity, "Something in this request is not valid. Nothing was stored."},
	{context.Canceled, http.StatusServiceUnavailable, "This was cut short. It may or may not be stored; sending it again does no harm."},
	{context.DeadlineExceeded, http.StatusServiceUnavailable, "This took too long. It may or may not be stored; sending it again does no harm."},
}

// badField is the Problem about one field. A text that is not a JSON object at
// all is 400; a field that is wrong inside a good one is 422.
func badField(where string, fe *charley.FieldError) *Problem {
	if fe.Field == diary.Body {
		return newProblem(http.StatusBadRequest, "The body "+fe.Why+". Nothing was stored.", FieldProblem{Location: "body", Message: fe.Why})
	}
	one := FieldProblem{Location: where + "." + fe.Field, Message: fe.Why, Value: charley.Clip(fe.Got)}
	return newProblem(http.StatusUnprocessableEntity, fmt.Sprintf("%s %s. Nothing was stored.", charley.Clip(fe.Field), fe.Why), one)
}

// badParam refuses a part of the address.
func badParam(location, got, why string) *Problem {
	_, name, _ := strings.Cut(location, ".")
	return newProblem(http.StatusUnprocessableEntity, name+" "+why+".", FieldProblem{Location: location, Message: why, Value: charley.Clip(got)})
}

// plainProblem puts huma's own refusals (a parameter out of range, a body that
// does not fit its schema) into the same form, with short values.
func plainProblem(_ huma.Context, _ string, v any) (any, error) {
	m, ok := v.(*huma.ErrorModel)
	if !ok {
		return v, nil
	}
	if m.Status >= http.StatusInternalServerError {
		slog.Error("api: a request failed", "error", m.Detail)
		return newProblem(m.Status, "Charley could not do this because of a fault of its own."), nil
	}
	p := newProblem(m.Status, "The request is not valid: "+m.Detail+".")
	for i, e := range m.Errors {
		one := FieldProblem{Location: e.Location, Message: e.Message, Value: shown(e.Value)}
		if i == 0 {
			p.Detail = fmt.Sprintf("%s: %s. Nothing was changed.", charley.Clip(e.Location), e.Message)
		}
		p.Errors = append(p.Errors, one)
	}
	return p, nil
}

// shown is a wrong value as short JSON; objects are left out, for a missing
// field would show all the others.
func shown(v any) string {
	switch v := v.(type) {
	case nil, map[string]any:
		return ""
	case string:
		return charley.Clip(v)
	default:
		b, err := json.Marshal(v)
		if err != nil {
			return ""
		}
		return charley.Clip(string(b))
	}
}
