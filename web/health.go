package web

import (
	"encoding/json"
	"errors"
	"net/http"

	"charley"
)

// health says that the process lives, whatever state the diary is in.
func (s *site) health(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]any{"status": "alive"})
}

// ready says that the diary is open and was checked. A diary that can only be
// read is ready too: reading it is what a person needs then most. One whose
// database does not answer is not. How it is doing beyond that is for this
// machine, and where nobody else can get here.
func (s *site) ready(w http.ResponseWriter, r *http.Request) {
	_, err := s.app.Account(r.Context())
	state := s.app.State()
	if err != nil && (state.Writable || errors.Is(err, charley.ErrStorage)) {
		answer(w, http.StatusServiceUnavailable, map[string]any{"status": "not ready"})
		return
	}
	if asked, err := s.asksWho(r.Context()); (err != nil || asked) && !arrivalOf(r).own {
		answer(w, http.StatusOK, map[string]any{"status": "ready"})
		return
	}
	out := map[string]any{"status": "ready", "writable": state.Writable, "engine": state.Engine}
	if !state.Writable {
		out["problem"] = state.Problem
	}
	if s.backups != nil {
		b := s.backups()
		copies := map[string]any{"overdue": b.Overdue, "verified": nil}
		if !b.Verified.IsZero() {
			copies["verified"] = b.Verified.UTC()
		}
		if b.Problem != "" {
			copies["problem"] = b.Problem
		}
		out["backup"] = copies
	}
	answer(w, http.StatusOK, out)
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // a client that went away needs no answer
}
