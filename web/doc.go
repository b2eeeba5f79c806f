// Package web is Charley as pages: forms that work without script, one
// stylesheet, words from one catalogue, and the HTTP API mounted beside them.
//
// Handlers decode a form, call package app, and render a template; what things
// mean is decided there and below. Every answer carries the security headers,
// every page its own typed struct.
//
//	handler := web.Handler(web.Config{App: a, Knowledge: base})
//	err = web.Serve(ctx, listener, handler)
package web
