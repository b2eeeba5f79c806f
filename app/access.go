package app

import (
	"context"
	"fmt"
	"slices"

	"charley"
)

// A need is what a use case asks of its caller. The zero need is the greatest,
// so that a use case that says nothing is closed to everybody but the person.
type need int

const (
	needAll     need = iota // anything that no other need names
	needPeople              // looks after who can sign in on this server
	needAccount             // looks after how oneself signs in, and enters diaries one was let in to
	needLeave               // ends one's own session
	needRead                // reads what the diary says and what it comes to
	needRecent              // reads what the last day holds, and how to ask about it
	needAppend              // adds entries, and mends those of the last day
	needTap                 // adds a tap
	needFeed                // reads when to remind
)

// mayDo is who may do what; what is not in it is denied. That somebody is an
// administrator comes on top of it for needPeople.
var mayDo = map[charley.Scope][]need{
	charley.ScopeAll:     {needAll, needPeople, needAccount, needLeave, needRead, needRecent, needAppend, needTap, needFeed},
	charley.ScopeAppend:  {needLeave, needRecent, needAppend, needTap},
	charley.ScopeTap:     {needTap},
	charley.ScopeFeed:    {needFeed},
	charley.ScopeRead:    {needRead, needRecent},
	charley.ScopeAccount: {needPeople, needAccount, needLeave},
}

// guestMay is all that anybody may ever do in the diary of somebody else, whatever
// their scope says.
var guestMay = []need{needRead, needRecent, needAppend, needTap}

// grantedScope is how far each role reaches in a diary that it was let in to.
var grantedScope = map[charley.Role]charley.Scope{
	charley.RoleHousehold: charley.ScopeAppend,
	charley.RoleClinician: charley.ScopeRead,
}

// allow is the one access check: every use case asks it before anything else.
// A caller acts on their own diary, or on one that Enter let them in to, and within
// their scope; an unknown or empty scope may do nothing, and half a guest (who asks
// without what lets them in, or the reverse) neither. What is denied is
// charley.ErrForbidden. It reads nothing and costs nanoseconds.
func (a *App) allow(c charley.Caller, n need) error {
	switch {
	case c.Person == "" || c.Name == "" || !slices.Contains(mayDo[c.Scope], n):
		return charley.ErrForbidden
	case (c.By == "") != (c.Grant == "") || c.By == c.Person:
		return charley.ErrForbidden
	case c.Grant != "" && (c.Admin || !slices.Contains(guestMay, n)):
		return charley.ErrForbidden
	case n == needPeople && !c.Admin:
		return charley.ErrForbidden
	}
	return nil
}

// view runs a reading use case of a caller on a diary.
func (a *App) view(ctx context.Context, c charley.Caller, n need, fn func(Reader) error) error {
	if err := a.allow(c, n); err != nil {
		return err
	}
	return a.store.View(ctx, fn)
}

// audit is the line for something a caller did now.
func (a *App) audit(c charley.Caller, action string, id charley.EntryID, rev int) AuditLine {
	return AuditLine{At: a.now(), Person: c.Person, By: c.By, Caller: who(c), Via: c.Via, Action: action, Entry: id, Rev: rev}
}

// auditDevice is the line for something that was about a device.
func (a *App) auditDevice(c charley.Caller, action string, device string) AuditLine {
	l := a.audit(c, action, "", 0)
	l.Device = device
	return l
}

// who is a caller as the audit log names them: by name, and by the device that
// they came in by. A guest's device is no business of the person whose diary it is.
func who(c charley.Caller) string {
	if c.DeviceID == "" || c.By != "" {
		return c.Name
	}
	return fmt.Sprintf("%s on %s", c.Name, c.DeviceID)
}
