package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

// history adds the routes to look back and to take things back.
func (s *server) history() {
	huma.Register(s.api, huma.Operation{
		OperationID: "entry-history", Method: http.MethodGet, Path: Root + "/entries/{id}/history", Tags: []string{"history"},
		Summary: "Read every revision of an entry", Description: "Revisions are kept for ever, also those of entries that were taken away.",
		Responses: problems(404, 422, 503),
	}, s.readHistory)
	huma.Register(s.api, huma.Operation{
		OperationID: "restore-entry", Method: http.MethodPost, Path: Root + "/entries/{id}/restore", Tags: []string{"history"},
		Summary: "Bring an entry back to how it was", Description: "This is a new revision; nothing in between is lost.",
		MaxBodyBytes: maxBody + 2, BodyReadTimeout: -1, Responses: problems(400, 404, 415, 422, 503, 507),
	}, s.restore)
	huma.Register(s.api, huma.Operation{
		OperationID: "undo", Method: http.MethodPost, Path: Root + "/undo", Tags: []string{"history"},
		Summary: "Take back the last change", Description: "A new entry is removed; an edit or a removal is changed back. 404 if there is nothing to undo.",
		Responses: problems(404, 503, 507),
	}, s.undo)
}

type historyOutput struct{ Body historyBody }

func (s *server) readHistory(ctx context.Context, in *entryInput) (*historyOutput, error) {
	id, p := entryID(in.ID)
	if p != nil {
		return nil, p
	}
	revs, lost, err := s.app.History(ctx, callerOf(ctx), id)
	if err != nil {
		return nil, refuse(err)
	}
	return &historyOutput{Body: historyOf(id, revs, lost)}, nil
}

type restoreInput struct {
	ID   string `path:"id" format:"uuid" doc:"the entry's id"`
	Body restoreBody
}

// A restoreBody says which revision to go back to.
type restoreBody struct {
	Rev int `json:"rev" minimum:"1" maximum:"2147483647" doc:"the revision to go back to" example:"1"`
}

func (s *server) restore(ctx context.Context, in *restoreInput) (*entryOutput, error) {
	id, p := entryID(in.ID)
	if p != nil {
		return nil, p
	}
	saved, err := s.app.RestoreRev(ctx, callerOf(ctx), id, in.Body.Rev)
	if err != nil {
		return nil, refuse(err)
	}
	return &entryOutput{Body: entryBody{Entry: saved.Entry}}, nil
}

// An undoBody says what was taken back.
type undoBody struct {
	What  string    `json:"what" doc:"what happened to the entry, in words"`
	Entry entryBody `json:"entry" doc:"the entry as it is now"`
	_     struct{}  `additionalProperties:"true"`
}

type undoOutput struct{ Body undoBody }

func (s *server) undo(ctx context.Context, _ *struct{}) (*undoOutput, error) {
	undone, err := s.app.Undo(ctx, callerOf(ctx))
	if err != nil {
		p := refuse(err)
		if p.Status == http.StatusNotFound {
			p.Detail = "There is nothing to undo."
		}
		return nil, p
	}
	return &undoOutput{Body: undoBody{What: undone.What, Entry: entryBody{Entry: undone.Entry}}}, nil
}
