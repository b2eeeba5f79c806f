package web

import (
	"net/http"
	"time"
)

// The cookies that let somebody in, or know them. Over HTTPS their names begin
// with hostPrefix, which browsers take from this very host alone: no neighbour
// under a similar name, and nobody on the way, can plant one. Without HTTPS that
// is not possible, and the pages say so.
const (
	sessionCookie = "charley"       // of somebody who signed in
	phoneCookie   = "charley-phone" // of a paired phone; stays when somebody signs in on it, and out again
	knownCookie   = "charley-known" // of a browser that signed in before; it lets nobody in
	hostPrefix    = "__Host-"
)

// cookieLife is the longest that browsers keep a cookie. How long one that lets
// somebody in counts is for the server to decide.
const cookieLife = 400 * 24 * time.Hour

// cookieName is the name of a cookie on the connection of a request.
func cookieName(r *http.Request, name string) string {
	if secure(r) {
		return hostPrefix + name
	}
	return name
}

// cookie is what a cookie says; "" if it is not there.
func cookie(r *http.Request, name string) string {
	c, err := r.Cookie(cookieName(r, name))
	if err != nil {
		return ""
	}
	return c.Value
}

// setCookie keeps something on a device, out of reach of scripts. It is sent too
// where another page links here, so that a link in a calendar opens the page and
// not the sign-in; changes from elsewhere are refused by sameOrigin.
func setCookie(w http.ResponseWriter, r *http.Request, name, value string, life time.Duration) {
	http.SetCookie(w, &http.Cookie{
		Name: cookieName(r, name), Value: value, Path: "/", MaxAge: int(life / time.Second), HttpOnly: true, Secure: secure(r), SameSite: http.SameSiteLaxMode,
	})
}

// dropCookie takes a cookie off a device.
func dropCookie(w http.ResponseWriter, r *http.Request, name string) {
	setCookie(w, r, name, "", -time.Second)
}
