package app

import (
	"context"
	"fmt"
	"slices"

	"charley"
)

// A need is what a use case asks of its caller. The zero need is the greatest,
// so that a use case that says nothing is closed to everybody but the owner.
type need int

const (
	needAll    need = iota // anything that no other need names
	needRecent             // reads what the last day holds, and how to ask about it
	needAppend             // adds entries, and mends those of the last day
	needTap                // adds a tap
	needFeed               // reads when to remind
)

// mayDo is who may do what; what is not in it is denied.
var mayDo = map[charley.Scope][]need{
	charley.ScopeAll:    {needAll, needRecent, needAppend, needTap, needFeed},
	charley.ScopeAppend: {needRecent, needAppend, needTap},
	charley.ScopeTap:    {needTap},
	charley.ScopeFeed:   {needFeed},
}

// allow is the one access check: every use case asks it before anything else.
// A caller acts on their own diary only, and within their scope; an unknown or
// empty scope may do nothing. What is denied is charley.ErrForbidden.
func (a *App) allow(c charley.Caller, n need) error {
	if c.Person == "" || c.Name == "" || !slices.Contains(mayDo[c.Scope], n) {
		return charley.ErrForbidden
	}
	return nil
}

// view runs a reading use case of a caller on their own diary.
func (a *App) view(ctx context.Context, c charley.Caller, n need, fn func(Reader) error) error {
	if err := a.allow(c, n); err != nil {
		return err
	}
	return a.store.View(ctx, fn)
}

// audit is the line for something a caller did now.
func (a *App) audit(c charley.Caller, action string, id charley.EntryID, rev int) AuditLine {
	return AuditLine{At: a.now(), Person: c.Person, Caller: who(c), Via: c.Via, Action: action, Entry: id, Rev: rev}
}

// auditDevice is the line for something that was about a device.
func (a *App) auditDevice(c charley.Caller, action string, device string) AuditLine {
	return AuditLine{At: a.now(), Person: c.Person, Caller: who(c), Via: c.Via, Action: action, Device: device}
}

// who is a caller as the audit log names them: by name, and by the device that
// they came in by.
func who(c charley.Caller) string {
	if c.DeviceID == "" {
		return c.Name
	}
	return fmt.Sprintf("%s on %s", c.Name, c.DeviceID)
}
