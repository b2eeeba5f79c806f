package web

import "net/http"

// policy lets a page load its own stylesheet and script and nothing else, so
// that words somebody wrote into a note can never become code. Scripts may make
// one kind of checked address, for the service worker, under the name charley.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; " +
	"require-trusted-types-for 'script'; trusted-types charley"

// permissions are what a page may ask the browser for: to keep the screen on
// while a cramp runs, and passkeys. Nothing that could see, hear or locate anybody.
const permissions = "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), " +
	"hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), xr-spatial-tracking=(), " +
	"publickey-credentials-create=(self), publickey-credentials-get=(self), screen-wake-lock=(self)"

// onlyTLS makes a browser that once came by HTTPS never come without it again. It
// holds for a name with all its ports, and takes away the way past a certificate
// that is not trusted.
const onlyTLS = "max-age=31536000"

// withHeaders puts the security headers on every answer, errors included.
// Answers are personal unless a handler says otherwise, so none is ever cached.
// There are no CORS headers: no other site has any business here.
//
// strict says that the name is ours with all its ports, so that browsers may be
// told onlyTLS.
func withHeaders(strict bool, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin") // with "no-referrer" browsers hide the Origin of our own forms too, and they would be refused
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", permissions)
		h.Set("Cache-Control", "no-store")
		if secure(r) || isOwnMachine(r) { // elsewhere browsers ignore it, and complain
			h.Set("Cross-Origin-Opener-Policy", "same-origin")
		}
		if strict && secure(r) {
			h.Set("Strict-Transport-Security", onlyTLS)
		}
		next.ServeHTTP(w, r)
	})
}
