package web

import (
	"errors"
	"net/http"

	"charley"
	"charley/app"
	"charley/diary"
)

// A sheet is one entry as a form speaks of it. Fields of the entry that are
// not in Body stay as they are; a nil in Body clears its field.
type sheet struct {
	ID   charley.EntryID
	Rev  int // the revision the page showed; 0 if the form makes the entry
	Kind charley.Kind
	Body map[string]any
}

// save keeps a sheet.
//
// A new sheet that was saved before, because the button was pressed twice or
// the page came out of the browser's memory, is laid over what is stored: the
// person saw the whole form when they pressed. Nothing is lost by it, the
// history keeps both. An edit names the revision it began from, so that what
// another device changed meanwhile survives in the fields it did not touch.
func (v *visit) save(s sheet) (app.Saved, error) {
	if s.Rev > 0 {
		return v.edit(s)
	}
	draft, err := v.draft(s.Kind, s.Body, 0)
	if err != nil {
		return app.Saved{}, err
	}
	saved, err := v.site.app.Put(v.r.Context(), v.caller, s.ID, draft)
	if conflict := (*charley.ConflictError)(nil); errors.As(err, &conflict) {
		s.Rev = conflict.Current.Rev
		return v.edit(s)
	}
	return saved, err
}

// edit lays a sheet over the entry as its page showed it: what has changed since
// then is not the sheet's word, and must not look like it.
func (v *visit) edit(s sheet) (app.Saved, error) {
	history, _, err := v.site.app.History(v.r.Context(), v.caller, s.ID)
	if err != nil {
		return app.Saved{}, err
	}
	shown, _ := diary.Rebuild(history[:min(s.Rev, len(history))])
	body := shown.Fields.Nested()
	for k, val := range s.Body {
		if k == "exposures" {
			val = over(body["exposures"], val)
		}
		body[k] = val
	}
	draft, err := v.draft(s.Kind, body, s.Rev)
	if err != nil {
		return app.Saved{}, err
	}
	return v.site.app.Put(v.r.Context(), v.caller, s.ID, draft)
}

// over lays the answers of a form over those that are stored; nil takes one away.
func over(stored, answers any) map[string]any {
	out := map[string]any{}
	if under, ok := stored.(charley.Fields); ok {
		for k, v := range under {
			out[k] = v
		}
	}
	if said, ok := answers.(map[string]any); ok {
		for k, v := range said {
			out[k] = v
		}
	}
	return out
}

func (v *visit) draft(kind charley.Kind, body map[string]any, parent int) (diary.Draft, error) {
	body["device"] = v.caller.Device
	if parent > 0 {
		body["parent"] = parent
	}
	return diary.NewDraft(kind, body)
}

// unsaved says why a save failed, for the top of the page that is shown again
// with everything that was typed, and with which status. ok is false for
// failures that such a page could not explain.
func (v *visit) unsaved(f *form, err error) (status int, ok bool) {
	var field *charley.FieldError
	switch {
	case errors.As(err, &field):
		f.refuse(f.formName(field.Field), "wrong.other", field.Why)
		return http.StatusUnprocessableEntity, true
	case errors.Is(err, charley.ErrDiskFull):
		f.refuse("", "unsaved.full")
	case errors.Is(err, charley.ErrReadOnly), errors.Is(err, charley.ErrStorage):
		f.refuse("", "unsaved.readonly")
	default:
		return 0, false
	}
	return statusOf(err), true
}

// formName is the field of this page that an entry's field is typed into; "", the
// top of the page, for those that are not typed on it.
func (f *form) formName(field string) string {
	names := map[string][]string{"in_bed": {"in_bed"}, "out_of_bed": {"out_of_bed"}, "start": {"e.time"}, "night": {"e.date"}, "until": {"u.year", "until"},
		"born": {"born"}, "due": {"due"}, "from": {"m.year"}, "dose": {"m.dose"}, "name": {"m.name"}}
	for _, name := range names[field] {
		if _, here := f.values[name]; here {
			return name
		}
	}
	return ""
}

// didSaved is the notice for a save.
func didSaved(saved app.Saved) string {
	if len(saved.Lost) > 0 {
		return didMerge
	}
	return didSave
}
