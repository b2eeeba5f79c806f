package web

import (
	"net/url"

	"charley"
)

// What the last tap did travels in the address of the next page, as a word
// from this list and an entry's id: no cookie, and no health data in addresses.
const (
	didSave   = "saved"
	didAdd    = "added"
	didRemove = "removed"
	didBring  = "back"
	didEase   = "eased"
	didLeave  = "left" // until morning
	didLook   = "look"
	didBackup = "backup"
	didMerge  = "merged" // saved, and another device had changed the same thing

	didPaper = "paper"

	didSeal = "sealed"
	didStop = "stopped"

	didPassword = "password"
	didPasskey  = "passkey"
	didRevoke   = "revoked"
	didSignOut  = "signedout"
	didLetIn    = "letin"
)

// notice reads what the last tap did; nil if nothing is said.
func (v *visit) notice() *notice {
	q := v.r.URL.Query()
	n := &notice{}
	switch did := q.Get("did"); did {
	case didSave, didAdd, didRemove, didBring, didEase, didLeave, didLook, didMerge, didBackup, didPaper, didSeal, didStop, didPassword, didPasskey, didRevoke, didSignOut, didLetIn:
		n.Text = v.site.words.T("did." + did)
		n.Undo = did == didRemove
	default:
		return nil
	}
	if id, err := charley.ParseEntryID(q.Get("entry")); err == nil {
		n.Entry = id
	}
	n.Undo = n.Undo && n.Entry != ""
	return n
}

// did is the address of a page that will say what was done.
func did(page, what string, id charley.EntryID) string {
	u, err := url.Parse(page)
	if err != nil {
		u = &url.URL{Path: "/"}
	}
	q := u.Query()
	q.Set("did", what)
	if id != "" {
		q.Set("entry", string(id))
	}
	u.RawQuery = q.Encode()
	return u.String()
}
