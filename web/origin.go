package web

import "net/http"

// sameOrigin refuses changes that a page of another site asks the browser to
// make (CSRF). It knows no exceptions; programs that are not browsers send
// neither Origin nor Sec-Fetch-Site and are let through.
func sameOrigin(refused, next http.Handler) http.Handler {
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(refused)
	return guard.Handler(next)
}
