// Package api is the diary for programs: JSON over HTTP under /api/v1, with an
// OpenAPI document that is made from the same tables as the checks.
//
// It decodes, calls package app, and encodes. It decides nothing about nights
// or merging, opens no socket and knows nothing of pages; those are packages
// diary, app and web. Every refusal is a problem document (RFC 9457) that names
// the field and says in plain words what was wrong.
//
//	mux := http.NewServeMux()
//	api.Mount(mux, a, func(r *http.Request) (charley.Caller, error) { return a.Owner(r.Context()) })
//
//	curl -X PUT -H 'Content-Type: application/json' \
//	  -d '{"kind":"morning","night":"2026-11-22","nothing_more":true}' \
//	  http://127.0.0.1:8080/api/v1/entries/019aa5f2-7c00-7d4e-9e39-30d8b2a1c0de
package api
