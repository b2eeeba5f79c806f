// Package storetest holds every store to one contract: what app.Store promises,
// told as what happens to a person's diary. It does not know engines; each
// store's own tests open a real one and call Run.
//
//	func TestSQLite(t *testing.T) {
//		storetest.Run(t, func(t *testing.T) app.Store { return openIn(t, t.TempDir()) })
//	}
package storetest

import (
	"testing"

	"charley/app"
)

// Run runs the contract. open makes an empty store that is closed with the test.
func Run(t *testing.T, open func(*testing.T) app.Store) {
	for _, c := range contract {
		t.Run(c.name, func(t *testing.T) { c.check(t, open(t)) })
	}
}

// contract is every promise and how it is checked.
var contract = [...]struct {
	name  string
	check func(*testing.T, app.Store)
}{
	{"an empty diary has no owner", emptyDiary},
	{"the first person made owns the diary", firstPersonOwns},
	{"settings are kept as chosen", settingsKept},
	{"a cramp is read back as it was written", entryReadBack},
	{"an edit is added and the first version stays", editKeepsHistory},
	{"a removed entry stays as a tombstone", tombstone},
	{"every word and sign is kept", textKept},
	{"a person's entries are theirs alone", peopleApart},
	{"a month shows its nights and the stay away that reaches into it", inNights},
	{"facts and stays away are found by kind", ofKind},
	{"the diary knows its first and last night", extent},
	{"a program that follows along misses no change", changedPages},
	{"an export reads every revision in order", revisionPages},
	{"a page of changes does not skip entries written meanwhile", pagingWhileWriting},
	{"an update that fails keeps nothing", failedUpdate},
	{"an update that panics keeps nothing and the next one works", panickingUpdate},
	{"a caller who has left is not served", cancelledCaller},
	{"callers who leave at any moment do no harm", impatientCallers},
	{"a failed update does not hurt those beside it", neighbours},
	{"a look at the diary is of one moment", snapshot},
	{"a writer who is behind is run again or fails", behind},
	{"two people editing one entry at once: one after the other", racing},
	{"64 writers at once lose nothing", manyWriters},
	{"what was done is logged", audited},
	{"somebody who is erased leaves nothing, and the others stay", erased},
	{"after everybody is erased a diary begins anew", begunAnew},
	{"a new person has no lock and no key", noAccount},
	{"a password is kept as its hash, and changed", credentialKept},
	{"a recovery code can be used once", recoveryOnce},
	{"a passkey is kept with all that it says", passkeyKept},
	{"a device is found by its secret and by its mark", deviceKept},
	{"a link is there until it is used or has ended", linkKept},
	{"what can be used once lets one in, however many try", usedOnce},
	{"what was to be dropped stays if the update fails", accountRolledBack},
	{"an account is found by its name, and changed", accountKept},
	{"a grant is seen from both sides, until either has left", grantKept},
	{"what others did is told apart from what one did oneself", lookedKept},
	{"a session shown by a passkey is known until its device goes", passkeySessionKept},
	{"what somebody was told is kept in its order", toldKept},
}
