package app

import (
	"context"
	"sync"
	"time"
)

// An admittance is a device that came in a moment ago.
type admittance struct {
	device  KeptDevice
	account Account // of its person
	until   time.Time
}

// admitted remembers who came in, so that a page, what it refers to and what its
// script asks for are not each looked up. What this program changes about devices
// makes it forget at once; what another one changes, a command beside a server,
// counts when what is remembered has grown old.
type admitted struct {
	mu    sync.Mutex
	by    map[Hash]admittance
	turns int // how often everything was forgotten
}

// Bounds of what is remembered.
const (
	admitFor    = 5 * time.Second
	maxAdmitted = 1000
)

func newAdmitted() *admitted { return &admitted{by: map[Hash]admittance{}} }

// find is the device that came in with a secret a moment ago, and the turn to
// give to keep if there is none.
func (m *admitted) find(secret Hash, now time.Time) (d KeptDevice, of Account, turn int, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	a, ok := m.by[secret]
	return a.device, a.account, m.turns, ok && now.Before(a.until) && !now.Before(a.until.Add(-admitFor))
}

// keep remembers a device that was read in a turn. If everything was forgotten
// meanwhile, what was read may be out of date, and is not kept.
func (m *admitted) keep(secret Hash, d KeptDevice, of Account, turn int, now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if turn != m.turns {
		return
	}
	if len(m.by) >= maxAdmitted {
		clear(m.by)
	}
	m.by[secret] = admittance{d, of, now.Add(admitFor)}
}

func (m *admitted) forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.by)
	m.turns++
}

// changeDevices runs an update that changes devices which may be remembered, and
// forgets them, also if it failed: nobody knows then what is stored.
func (a *App) changeDevices(ctx context.Context, fn func(Writer) error) error {
	defer a.admitted.forget()
	return a.store.Update(ctx, fn)
}
