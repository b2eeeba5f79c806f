package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func TestProgressIsForWhoLooks(t *testing.T) {
	var shown bytes.Buffer
	at := time.Date(2026, 3, 29, 8, 0, 0, 0, time.UTC)
	p := &program{env: Env{Stderr: &shown, Now: func() time.Time { at = at.Add(100 * time.Millisecond); return at }}}
	b := p.progress(10, "trials")
	for range 10 {
		b.step()
	}
	b.done()
	if shown.Len() > 0 {
		t.Errorf("got %q where nobody looks", shown.String())
	}
	p.env.Watched = true
	b = p.progress(10, "trials")
	for range 10 {
		b.step()
	}
	b.done()
	if got := shown.String(); !strings.Contains(got, "] 4 of 10 trials, 1s left") || !strings.HasSuffix(got, "\r\x1b[K") || strings.Contains(got, "\n") {
		t.Errorf("got %q", got)
	}
	shown.Reset()
	b = p.progress(1, "diaries")
	one := b.one()
	for _, part := range []float64{0.1, 0.2, 0.4, 0.3, 0.5} {
		one(part)
	}
	if got := shown.String(); !strings.Contains(got, "[===============               ] 50 %, ") {
		t.Errorf("got %q in the midst of one long search", got)
	}
}
