package api

import (
	"bufio"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// stall is how long one piece of a long answer may wait for a reader.
const stall = 30 * time.Second

// streamBuffer is the size of those pieces.
const streamBuffer = 64 << 10

// stream writes a long answer piece by piece. fill's error before the first
// piece has gone out becomes a Problem; after that the line is cut, so that
// nobody takes half an answer for a whole one.
//
// The limits of the server are for whole answers. Here each piece has one of
// its own, kept by a timer that cuts the line when it rings.
func stream(ctx huma.Context, contentType string, fill func(*bufio.Writer) error) {
	r, w := humago.Unwrap(ctx)
	line := http.NewResponseController(w)
	_ = line.SetReadDeadline(time.Time{}) // a server that cannot do this has no such limits
	_ = line.SetWriteDeadline(time.Time{})
	watch := time.AfterFunc(stall, func() { _ = line.SetWriteDeadline(time.Unix(1, 0)) })
	watch.Stop() // it runs while a piece is being sent

	out := &pieces{w: w, watch: watch, contentType: contentType}
	buf := bufio.NewWriterSize(out, streamBuffer)
	err := fill(buf)
	if err == nil {
		err = buf.Flush()
	}
	if err == nil {
		return
	}
	if !out.begun && r.Context().Err() == nil {
		w.Header().Del("Content-Disposition")
		refuse(err).write(w)
		return
	}
	panic(http.ErrAbortHandler) // the one way to cut the line; net/http keeps it quiet
}

// pieces sets the head of the answer with the first piece and winds the timer up for each.
type pieces struct {
	w           http.ResponseWriter
	watch       *time.Timer
	contentType string
	begun       bool
}

func (p *pieces) Write(b []byte) (int, error) {
	if !p.begun {
		p.begun = true
		p.w.Header().Set("Content-Type", p.contentType)
		p.w.WriteHeader(http.StatusOK)
	}
	p.watch.Reset(stall)
	defer p.watch.Stop()
	return p.w.Write(b)
}
