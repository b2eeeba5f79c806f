package api

import (
	"bytes"
	"context"
	"net/http"
	"strconv"

	"charley"
	"charley/diary"

	"github.com/danielgtaylor/huma/v2"
)

// chunk is how many entries are asked for at a time, and pageBytes the size of
// an answer beyond which a page ends early: entries may be long.
const (
	chunk     = 100
	pageBytes = 4 << 20
)

// entries adds the routes to write, list, read and take away entries.
func (s *server) entries() {
	huma.Register(s.api, s.putOperation(), s.put)
	s.documentPut()
	huma.Register(s.api, huma.Operation{
		OperationID: "list-entries", Method: http.MethodGet, Path: Root + "/entries", Tags: []string{"entries"},
		Summary:     "List entries",
		Description: "Entries in the order of their last change, so that a program can ask for what is new since its last visit. A page may hold fewer entries than limit.",
		Responses:   problems(422, 503),
	}, s.list)
	huma.Register(s.api, huma.Operation{
		OperationID: "get-entry", Method: http.MethodGet, Path: Root + "/entries/{id}", Tags: []string{"entries"},
		Summary: "Read one entry", Description: "An entry that was taken away is still there, with deleted true.", Responses: problems(404, 422, 503),
	}, s.get)
	huma.Register(s.api, huma.Operation{
		OperationID: "delete-entry", Method: http.MethodDelete, Path: Root + "/entries/{id}", Tags: []string{"entries"},
		Summary:     "Take an entry away",
		Description: "Nothing is lost: the history stays, and undo or restore bring the entry back. With parent, an edit that the sender had not seen wins over the removal.",
		Responses:   problems(404, 409, 422, 503, 507),
	}, s.remove)
}

// putOperation documents the write by hand: its body is read by diary.Decode,
// which is stricter than any schema.
func (s *server) putOperation() huma.Operation {
	op := huma.Operation{
		OperationID: "put-entry", Method: http.MethodPut, Path: Root + "/entries/{id}", Tags: []string{"entries"},
		Summary: "Write one entry",
		Description: "The writer makes the id (a UUIDv7) before the first try, so sending the same entry again does no harm. " +
			"To change an entry, send it whole with parent = the rev last seen; if it has changed since, the two are merged field by field and lost lists the values that do not count. " +
			"Where a token that may only append sends again what it may not read any more, the answer holds id and rev alone. " +
			"An absent field is unknown, never no. Fields that this version does not know are kept in extra.",
		MaxBodyBytes: maxBody + 2, SkipValidateBody: true,
		Responses: problems(400, 408, 409, 413, 415, 422, 503, 507),
	}
	op.Responses["200"] = answers("Stored already, changed or merged", entrySchema)
	op.Responses["201"] = answers("A new entry", entrySchema)
	return op
}

type putInput struct {
	ID      string `path:"id" format:"uuid" doc:"a UUIDv7 made by the writer"`
	RawBody []byte `contentType:"application/json"`
}

type putOutput struct {
	Status int
	Body   entryBody
}

func (s *server) put(ctx context.Context, in *putInput) (*putOutput, error) {
	id, p := entryID(in.ID)
	if p != nil {
		return nil, p
	}
	draft, err := diary.Decode(bytes.Clone(in.RawBody)) // huma takes its buffer back
	if err == nil && draft.ID != "" && draft.ID != id {
		err = &charley.FieldError{Field: "id", Got: string(draft.ID), Why: "must be the id in the address"}
	}
	if err != nil {
		return nil, refuse(err)
	}
	saved, err := s.app.Put(ctx, callerOf(ctx), id, draft)
	if err != nil {
		return nil, refuse(err)
	}
	out := &putOutput{Status: http.StatusOK, Body: entryBody{Entry: saved.Entry}}
	switch saved.Outcome {
	case diary.Created:
		out.Status = http.StatusCreated
	case diary.Merged:
		out.Body.Lost = saved.Lost
	}
	return out, nil
}

type listInput struct {
	After string `query:"after" doc:"cursor or next of an earlier answer; empty: from the beginning" pattern:"^[0-9]{0,18}$" patternDescription:"a cursor of an earlier answer"`
	Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"100" doc:"the most entries to answer with"`
}

type listOutput struct{ Body page }

// list gathers a page in chunks, so that a page of long entries stays small.
func (s *server) list(ctx context.Context, in *listInput) (*listOutput, error) {
	after, _ := strconv.ParseInt(in.After, 10, 64) // the pattern allows digits or nothing
	out := page{Items: []entryBody{}}
	for taken, more := 0, true; more && len(out.Items) < in.Limit && taken < pageBytes; {
		items, cursor, rest, err := s.app.List(ctx, callerOf(ctx), after, min(chunk, in.Limit-len(out.Items)))
		if err != nil {
			return nil, refuse(err)
		}
		for _, e := range items {
			taken += size(e)
		}
		out.Items = append(out.Items, bodiesOf(items)...)
		after, more = cursor, rest
		if out.Next = ""; more {
			out.Next = strconv.FormatInt(cursor, 10)
		}
	}
	out.Cursor = strconv.FormatInt(after, 10)
	return &listOutput{Body: out}, nil
}

// size is about how many bytes an entry's content takes.
func size(e charley.Entry) int {
	n := 0
	for k, v := range e.Fields {
		n += len(k) + len(v)
	}
	return n
}

type entryInput struct {
	ID string `path:"id" format:"uuid" doc:"the entry's id"`
}

type entryOutput struct{ Body entryBody }

func (s *server) get(ctx context.Context, in *entryInput) (*entryOutput, error) {
	id, p := entryID(in.ID)
	if p != nil {
		return nil, p
	}
	e, err := s.app.Entry(ctx, callerOf(ctx), id)
	if err != nil {
		return nil, refuse(err)
	}
	return &entryOutput{Body: entryBody{Entry: e}}, nil
}

type removeInput struct {
	ID     string `path:"id" format:"uuid" doc:"the entry's id"`
	Parent int    `query:"parent" minimum:"0" maximum:"2147483647" doc:"the rev that was last seen; 0 or absent: the present one"`
}

func (s *server) remove(ctx context.Context, in *removeInput) (*entryOutput, error) {
	id, p := entryID(in.ID)
	if p != nil {
		return nil, p
	}
	saved, err := s.app.Delete(ctx, callerOf(ctx), id, in.Parent)
	if err != nil {
		return nil, refuse(err)
	}
	return &entryOutput{Body: entryBody{Entry: saved.Entry}}, nil
}

// entryID reads the id in the address.
func entryID(s string) (charley.EntryID, *Problem) {
	id, err := charley.ParseEntryID(s)
	if err != nil {
		return "", badParam("path.id", s, "must be a lower-case UUID such as 019aa5f2-7c00-7d4e-9e39-30d8b2a1c0de")
	}
	return id, nil
}
