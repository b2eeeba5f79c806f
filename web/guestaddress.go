package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// guestRoot is where the diaries of others begin: the rest of the address, after
// a person, is that of a page of one's own.
const guestRoot = "/people/"

// guestPrefix is what the addresses of one other diary begin with.
func guestPrefix(person string) string { return guestRoot + url.PathEscape(person) }

// ofTheHouse are the addresses that belong to no diary: what pages load, the way
// back, and the door. A page of another's diary may lead there as it is.
var ofTheHouse = [...]string{"/static/", "/people", "/confirm", "/sign-in", "/sign-out", "/trust"}

// An addressKind is what an address on a page of another's diary leads to.
type addressKind int

const (
	addressOdd   addressKind = iota // nowhere that is known: it is taken away
	addressHere                     // another place on the same page
	addressHouse                    // outside of every diary
	addressAway                     // another site, a telephone, a picture in the address itself
	addressDiary                    // a page of the diary
)

// addressOf says what an address leads to, as a browser understands it. Whatever a
// browser could read in another way than this does is odd: a path that climbs, a
// backslash, a sign that is not seen. No template of ours writes such a thing.
func addressOf(address string) addressKind {
	if strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r == '\\' || r == 0x7f }) {
		return addressOdd
	}
	path, _, _ := strings.Cut(address, "#")
	path, _, _ = strings.Cut(path, "?")
	switch {
	case path == "":
		return addressHere
	case strings.HasPrefix(path, "//"):
		return addressOdd
	case !strings.HasPrefix(path, "/"):
		return foreignKind(path)
	case climbs(path):
		return addressOdd
	}
	for _, house := range ofTheHouse {
		if path == house || strings.HasSuffix(house, "/") && strings.HasPrefix(path, house) {
			return addressHouse
		}
	}
	if strings.HasPrefix(path, guestRoot) {
		return addressOdd // no page of a diary leads into a second one
	}
	return addressDiary
}

// foreignSchemes begin the addresses of other things than pages of ours. A page may
// name them, and the policy on every answer says what may be loaded.
var foreignSchemes = []string{"https", "http", "tel", "mailto", "data"}

func foreignKind(path string) addressKind {
	scheme, _, found := strings.Cut(path, ":")
	if found && slices.Contains(foreignSchemes, strings.ToLower(scheme)) {
		return addressAway
	}
	return addressOdd
}

// climbs says that a path has a part that a browser takes for "the folder above"
// or "this folder", also where the points are written as %2e.
func climbs(path string) bool {
	for part := range strings.SplitSeq(strings.ReplaceAll(strings.ToLower(path), "%2e", "."), "/") {
		if part == "." || part == ".." {
			return true
		}
	}
	return false
}

// guestAddress is where an address of a page of another's diary leads to from
// there; ok is false where it must not lead anywhere.
func guestAddress(prefix, address string) (to string, ok bool) {
	switch addressOf(address) {
	case addressDiary:
		return prefix + address, true
	case addressHere, addressHouse, addressAway:
		return address, true
	}
	return "", false
}

// guestLocation is the same for where an answer sends somebody on to. A redirect
// that is odd goes to the first page of the diary.
func guestLocation(prefix string, h http.Header) {
	at := h.Get("Location")
	if at == "" {
		return
	}
	to, ok := guestAddress(prefix, at)
	if !ok {
		to = prefix + "/"
	}
	h.Set("Location", to)
}
