package web

import "net/http"

// maxForm is the most bytes a form may have: a note of 4,000 characters, each
// written with up to twelve bytes, and everything else on the page.
const maxForm = 64 << 10

// limitForm cuts off forms that are larger than a person could have filled in.
func limitForm(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		next.ServeHTTP(w, r)
	})
}
