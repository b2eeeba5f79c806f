package api

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"strings"
)

// maxBody is the greatest size of a request's body in bytes.
const maxBody = 256 << 10

// maxDrain is how much of a refused body is read and dropped, so that an honest
// sender hears the answer and not a cut line.
const maxDrain = 8 << 20

// takeBody reads the whole body of a request that has one and puts it back, so
// that what comes after can neither be stalled nor cut off by the sender.
func takeBody(w http.ResponseWriter, r *http.Request) *Problem {
	if r.Method != http.MethodPut && (r.Method != http.MethodPost || r.ContentLength == 0) {
		return nil
	}
	if p := wrongMedia(w, r); p != nil {
		drain(r)
		return p
	}
	data, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil {
		return unreadable(err)
	}
	if len(data) > maxBody {
		drain(r)
		return newProblem(http.StatusRequestEntityTooLarge, fmt.Sprintf("The body is larger than %d KB. Nothing was stored.", maxBody>>10))
	}
	r.Body = io.NopCloser(bytes.NewReader(data))
	r.ContentLength = int64(len(data))
	return nil
}

// wrongMedia refuses what is not plain JSON. Asking for a JSON content type
// also keeps forms on other web pages from writing here.
func wrongMedia(w http.ResponseWriter, r *http.Request) *Problem {
	if enc := r.Header.Get("Content-Encoding"); enc != "" && !strings.EqualFold(enc, "identity") {
		w.Header().Set("Accept-Encoding", "identity")
		return newProblem(http.StatusUnsupportedMediaType, "The body must not be compressed (Content-Encoding identity or none). Nothing was stored.")
	}
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	charset, named := params["charset"]
	delete(params, "charset")
	if err != nil || media != "application/json" || len(params) > 0 || named && !strings.EqualFold(charset, "utf-8") {
		return newProblem(http.StatusUnsupportedMediaType, "The body must be JSON, sent with the header Content-Type: application/json. Nothing was stored.")
	}
	return nil
}

// drain reads on for a while. A sender that waits for leave to send gets none.
func drain(r *http.Request) {
	if r.Header.Get("Expect") == "" {
		_, _ = io.CopyN(io.Discard, r.Body, maxDrain)
	}
}

// unreadable is the answer to a body that did not arrive whole.
func unreadable(err error) *Problem {
	if late := net.Error(nil); errors.As(err, &late) && late.Timeout() {
		return newProblem(http.StatusRequestTimeout, "The body did not arrive in time. Nothing was stored; send it again.")
	}
	return newProblem(http.StatusBadRequest, "The body did not arrive whole. Nothing was stored; send it again.")
}
