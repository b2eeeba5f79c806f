package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"charley"
	"charley/app"
)

// accessPath is where a person says who may look into their diary, and sees who has.
const accessPath = "/settings/access"

// An accessPage holds whom the person let in, and what those have looked at.
type accessPage struct {
	First  string // the page on which they must show first that it is them; "" if they did
	To     input
	Role   choice
	Days   choice
	Until  input
	Wrong  string
	Rows   []accessRow
	Ended  []accessRow
	Looked []lookedRow
	More   bool // others looked before, too
}

// An accessRow is one person who is, or was, let in.
type accessRow struct {
	ID, Who, Role, Facts string
	Disc                 *disc
}

// How long a clinician is let in, to tap, in days; and without an end, for somebody
// of the household.
const untilTakenBack = "open"

var (
	accessDays  = []string{"30", "90", "365", untilTakenBack}
	accessRoles = []string{string(charley.RoleHousehold), string(charley.RoleClinician)}
)

func showAccess(v *visit) error {
	return v.showAccess(http.StatusOK, v.site.newForm(url.Values{"days": {"90"}}))
}

func (v *visit) showAccess(status int, f *form) error {
	w := v.site.words
	p := accessPage{
		To:   f.input("text", "to", "access.to").hint(w.T("access.to.hint")),
		Role: f.choice("role", "access.role", "access.role.", accessRoles).hint(w.T("access.role.hint")),
		Days: f.choice("days", "access.days", "access.days.", accessDays), Until: f.input("date", "until", "access.until").short(),
		Wrong: f.wrong[""],
	}
	if err := v.confirmed(); errors.Is(err, charley.ErrUnconfirmed) {
		p.First = onTo("/confirm", accessPath)
	} else if err != nil {
		return err
	}
	all, err := v.site.app.Grants(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	for _, g := range all {
		row := accessRow{ID: g.ID, Who: g.Who, Role: w.T("access.as." + string(g.Role)), Facts: w.T("access.open"), Disc: discOf(g.WhoPlace, g.Who)}
		if !g.Until.IsZero() {
			row.Facts = v.site.until(g, homeZone(v.settings))
		}
		if g.Live(v.site.app.Now()) {
			p.Rows = append(p.Rows, row)
			continue
		}
		row.Facts = v.ended(g)
		p.Ended = append(p.Ended, row)
	}
	if p.Looked, p.More, err = v.looked(); err != nil {
		return err
	}
	return v.showStatus(status, "access", frame{Title: w.T("access.title"), Nav: "settings", Page: p})
}

// ended says when somebody was last let in.
func (v *visit) ended(g app.Grant) string {
	w, zone := v.site.words, homeZone(v.settings)
	if !g.Revoked.IsZero() && (g.Until.IsZero() || g.Revoked.Before(g.Until)) {
		return w.T("access.revoked", w.DayYear(dateOf(charley.MomentAt(g.Revoked, zone))))
	}
	return w.T("access.ended", w.DayYear(lastDay(g.Until, zone)))
}

// letIn lets somebody in to the diary.
func letIn(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	role := charley.Role(f.one("role", accessRoles))
	until, ends := v.accessEnd(f)
	switch {
	case role == "":
		f.refuse("role", "access.role.wrong")
	case f.get("to") == "":
		f.refuse("to", "access.to.none")
	case role == charley.RoleClinician && !ends && f.ok():
		f.refuse("days", "access.days.clinician")
	}
	if !f.ok() {
		return v.showAccess(http.StatusUnprocessableEntity, f)
	}
	_, err = v.site.app.LetIn(v.r.Context(), v.caller, f.get("to"), role, until)
	var wrong *charley.FieldError
	switch {
	case errors.As(err, &wrong):
		f.refuse(wrong.Field, "access."+wrong.Field+".wrong")
		return v.showAccess(http.StatusUnprocessableEntity, f)
	case errors.Is(err, charley.ErrTooLarge):
		f.refuse("", "access.many")
		return v.showAccess(http.StatusConflict, f)
	case err != nil:
		return err
	}
	return v.see(did(accessPath, didLetIn, ""))
}

// accessEnd is the end of the last day on which somebody is let in; without one where
// it was so chosen. A date that is typed counts before what is tapped.
func (v *visit) accessEnd(f *form) (until time.Time, ends bool) {
	day := f.date("until")
	if day.IsZero() {
		days, err := strconv.Atoi(f.one("days", accessDays))
		if err != nil {
			return time.Time{}, false
		}
		day = dateOf(charley.MomentAt(v.site.app.Now(), homeZone(v.settings))).Add(days)
	}
	next := day.Next()
	return time.Date(next.Year, next.Month, next.Day, 0, 0, 0, 0, homeZone(v.settings)), true
}

// takeBack shuts somebody out at once.
func takeBack(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	err = v.site.app.EndGrant(v.r.Context(), v.caller, f.get("id"))
	if err != nil && !errors.Is(err, charley.ErrNotFound) { // they are out already
		return err
	}
	return v.see(did(accessPath, didRevoke, ""))
}
