package store

import (
	"errors"
	"sync"

	"charley/app"
)

// health is what a store knows about its own state. It only gets worse, except
// for a full disk, which is told by the last write.
type health struct {
	mu      sync.Mutex
	problem string        // why nothing can be written for as long as this store is open; "" if it can
	passing string        // why the last write failed, where the next one may not
	failed  chan struct{} // closed when the disk has failed for good
}

// Words for people. They are shown as they are, so they say what to do.
const (
	problemAsked    = "The diary was opened to be read only."
	problemDisk     = "The disk can only be read at the moment. Nothing new can be saved; what was saved is shown."
	problemFull     = "The disk is full. Nothing new can be saved until there is space again; what was saved is safe."
	problemIO       = "The disk reports errors. Nothing more is saved until Charley has been started again. Please make a copy of the diary's folder and check the disk."
	problemDamaged  = "The diary's file is damaged. Nothing was changed or thrown away, and what can still be read is shown. Stop Charley, keep a copy of the whole folder, run \"charley doctor\", and restore the last backup into a new folder."
	problemNoServer = "The database server does not answer. Nothing new can be saved until it does."
)

// whyOf is a problem as a word; "" for none.
func whyOf(problem string) string {
	return map[string]string{
		problemAsked: app.StateAsked, problemDisk: app.StateDisk, problemFull: app.StateFull,
		problemIO: app.StateErrors, problemDamaged: app.StateDamaged, problemNoServer: app.StateAway,
	}[problem]
}

func newHealth(problem string) *health {
	return &health{problem: problem, failed: make(chan struct{})}
}

// note takes the outcome of a write, or the failure of a read, into account.
func (h *health) note(err error, wrote bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch faultOf(err) {
	case faultDamaged:
		h.worsen(problemDamaged)
	case faultIO:
		if wrote {
			h.worsen(problemIO)
			h.fail()
		}
	case faultReadOnly:
		if wrote {
			h.passing = problemDisk
		}
	case faultFull:
		h.passing = problemFull
	case faultLost:
		h.passing = problemNoServer
	case faultNone:
		if err == nil && wrote {
			h.passing = ""
		}
	}
}

// worsen records the first lasting problem.
func (h *health) worsen(problem string) {
	if h.problem == "" {
		h.problem = problem
	}
}

// fail tells whoever watches that the store must be opened anew.
func (h *health) fail() {
	select {
	case <-h.failed:
	default:
		close(h.failed)
	}
}

// lasting is why nothing can be written while this store is open.
func (h *health) lasting() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.problem
}

// refusal is what a write gets while there is a lasting problem; else nil.
func (h *health) refusal() error {
	if problem := h.lasting(); problem != "" {
		return &failure{fault: faultReadOnly, what: "write", cause: errors.New(problem)}
	}
	return nil
}

// now is the problem to show, and passing where a retry may succeed.
func (h *health) now() (problem string, passing bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.problem != "" {
		return h.problem, false
	}
	return h.passing, h.passing != ""
}

// clear forgets a passing problem.
func (h *health) clear() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.passing = ""
}
