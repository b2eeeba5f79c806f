package preview

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"charley"
	"charley/app"
)

// A sickStore refuses what a disk or a database would refuse.
type sickStore struct {
	Diary
	writes error // what every write answers; nil if it works
	reads  error // what every read answers; nil if it works
	state  *app.State
}

func (s *sickStore) View(ctx context.Context, fn func(app.Reader) error) error {
	if s.reads != nil {
		return s.reads
	}
	return s.Diary.View(ctx, fn)
}

func (s *sickStore) Update(ctx context.Context, fn func(app.Writer) error) error {
	if s.writes != nil {
		return s.writes
	}
	return s.Diary.Update(ctx, fn)
}

func (s *sickStore) State() app.State {
	if s.state != nil {
		return *s.state
	}
	return s.Diary.State()
}

// diskFull, readOnly, awayFromHome and broken are how a store can be ill.
func diskFull(h *house) { h.sick.writes = charley.ErrDiskFull }

func readOnly(h *house) {
	h.sick.writes = charley.ErrReadOnly
	h.sick.state = &app.State{Why: app.StateDamaged, Engine: "SQLite"}
}

func awayFromHome(h *house) {
	h.sick.writes, h.sick.reads = charley.ErrStorage, charley.ErrStorage
	h.sick.state = &app.State{Why: app.StateAway}
}

func broken(h *house) { h.sick.reads = errors.New("something that was not thought of") }

// fromElsewhere is a tap that another site asks for; underAnotherName, a page
// asked for by a name that leads here by somebody's trick.
func fromElsewhere(h *house) {
	h.look = request{method: http.MethodPost, address: "/now", header: http.Header{"Sec-Fetch-Site": {"cross-site"}, "Origin": {"https://elsewhere.example"}}}
}

func underAnotherName(h *house) {
	h.look = request{method: http.MethodGet, address: "/", host: "elsewhere.example"}
}

// tooMuch is a form that nobody could have filled in.
func tooMuch(h *house) {
	sends("/morning", fields{"note": strings.Repeat("legs ", 20_000)})(h)
}

// wrongWay asks for an address in a way that it does not know.
func wrongWay(h *house) { h.look = request{method: http.MethodDelete, address: "/morning"} }
