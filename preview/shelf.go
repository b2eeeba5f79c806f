package preview

import (
	"context"
	"time"

	"charley/web"
)

// A shelf is what a house has of backups.
type shelf struct{ all []web.Backup }

func (s shelf) List(context.Context) ([]web.Backup, error) { return s.all, nil }
func (s shelf) Make()                                      {}
func (s shelf) Hold() (release func())                     { return func() {} }
func (s shelf) Folder() string                             { return "/srv/charley/backups" }
func (s shelf) Stays(context.Context) ([]string, error) {
	return []string{"/mnt/usb/charley-diary.backup"}, nil
}
func (s shelf) Restore(b web.Backup) string {
	return "charley backup restore --from " + b.Path + " --data NEWFOLDER"
}

// keepsBackups is a house with backups of three days, not all of them good.
func keepsBackups(h *house) {
	last := time.Date(2026, 11, 22, 22, 10, 0, 0, time.UTC)
	h.backups = web.Backups{Verified: last}
	h.config.Keeper = shelf{[]web.Backup{
		{Path: "/srv/charley/backups/charley-20261122-221000.backup", Made: last, Verified: last, Size: 148 << 10},
		{Path: "/srv/charley/backups/charley-20261121-220500.backup.age", Made: last.AddDate(0, 0, -1), Verified: last, Size: 147 << 10, Locked: true},
		{Path: "/mnt/usb/charley-diary.backup", Made: last.AddDate(0, 0, -2), Size: 3 << 20},
		{Path: "/srv/charley/backups/charley-20261119-220100.backup", Made: last.AddDate(0, 0, -3), Size: 12 << 10, Problem: true},
	}}
	h.handler = web.Handler(h.config)
}

// isBackedUp is one that makes a backup just now; noBackups, one without any.
func isBackedUp(h *house) { h.backups.Busy = true }

func noBackups(h *house) {
	h.config.Backups = nil
	h.handler = web.Handler(h.config)
}

// inTrouble is one whose last backup did not work.
func inTrouble(kind string) step {
	return func(h *house) {
		h.backups.Overdue, h.backups.Problem, h.backups.Trouble = true, "it did not work", kind
	}
}

// reminded is somebody who wants to be reminded twice a day; fed, one whose
// calendar looks by itself.
func reminded(h *house) {
	taps("/settings/reminders", fields{"morning": "yes", "morning_at": "07:30", "evening": "yes", "evening_at": "21:00"})(h)
	_, err := h.ask(h.look)
	h.failed(err)
	h.look = request{}
}

func fed(h *house) {
	reminded(h)
	sends("/settings/feed", nil)(h)
	_, err := h.ask(h.look)
	h.failed(err)
	h.look = request{}
}

// settingStates are the page of choices, and that of erasing.
func settingStates() []State {
	const settings, erase = "/settings", "/settings/erase"
	yes := fields{"word": "erase everything"}
	return []State{
		on(settings, "backups are kept", keepsBackups, look(settings)),
		on(settings, "a backup is being made", keepsBackups, isBackedUp, look(settings+"?at=backups&did=backup")),
		on(settings, "a backup did not work", keepsBackups, inTrouble("full"), look(settings)),
		on(settings, "no backups are made", noBackups, look(settings)),
		on(settings, "backups of a diary that can only be read", keepsBackups, noBackups, readOnly, look(settings)),
		on(settings, "reminders are on", reminded, look(settings+"?at=reminders&did=saved")),
		on(settings, "a calendar looks by itself", fed, look(settings)),
		on(settings, "a reminder without a time", sends("/settings/reminders", fields{"morning": "yes", "morning_at": "", "evening_at": "25:00"})),
		on(settings, "reminders on a full disk", diskFull, sends("/settings/reminders", fields{"morning": "yes", "morning_at": "07:30", "evening_at": "21:00"})),
		on(settings, "the private address", reminded, sends("/settings/feed", nil)),
		on(settings, "the private address for a phone", reached(nil), reminded, sends("/settings/feed", nil), under(homeName)),
		on(erase, "as it comes", look(erase)),
		on(erase, "with backups", keepsBackups, look(erase)),
		on(erase, "show first who you are", signedIn, later(time.Hour), look(erase)),
		on(erase, "other words", keepsBackups, sends(erase, fields{"word": "yes"})),
		on(erase, "can only be read", readOnly, look(erase)),
		on(erase, "erased", keepsBackups, sends(erase, yes)),
	}
}
