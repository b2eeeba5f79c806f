package charley

// A Scope is how much a caller may do with a diary. The empty scope is nothing.
type Scope string

// The scopes, from everything to almost nothing. What each may do is decided in
// package app, and in one place there.
const (
	ScopeAll    Scope = "all"    // the owner: signed in, or at home on a machine without an account
	ScopeAppend Scope = "append" // a paired phone: adds entries, mends those of the last day, reads the last day
	ScopeTap    Scope = "tap"    // a button: adds taps and reads nothing
	ScopeFeed   Scope = "feed"   // a calendar: reads the feed of reminders and nothing else

	ScopeRead    Scope = "read"    // a clinician in a diary they were let in to: reads what it says, and changes nothing
	ScopeAccount Scope = "account" // a clinician by themselves: how they sign in, and whom they were let in by; they keep no diary
)

// Scopes are all scopes.
var Scopes = [...]Scope{ScopeAll, ScopeAppend, ScopeTap, ScopeFeed, ScopeRead, ScopeAccount}
