package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
)

// recovered turns a panic into the page for a fault of ours. The log says where
// it happened, never with what: values may be somebody's diary.
func recovered(log *slog.Logger, fault, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if p == http.ErrAbortHandler {
				panic(p) // the server's own way to give up on a client
			}
			log.Error("panic while answering", "method", r.Method, "route", r.Pattern, "type", fmt.Sprintf("%T", p), "at", panicPlace())
			fault.ServeHTTP(w, r)
		}()
		next.ServeHTTP(w, r)
	})
}

// panicPlace is the function and line that panicked.
func panicPlace() string {
	callers := make([]uintptr, 16)
	frames := runtime.CallersFrames(callers[:runtime.Callers(2, callers)])
	panicked := false
	for {
		f, more := frames.Next()
		if panicked && f.Function != "runtime.sigpanic" && f.Function != "runtime.panicmem" {
			return fmt.Sprintf("%s:%d", f.Function, f.Line)
		}
		panicked = panicked || f.Function == "runtime.gopanic"
		if !more {
			return "unknown"
		}
	}
}
