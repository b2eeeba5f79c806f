package cli

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// A progressBar shows how far long work has come, to somebody who looks. To a file
// or a pipe it shows nothing.
type progressBar struct {
	out          io.Writer // nil: nobody looks
	now          func() time.Time
	what         string
	total, at    int
	began, shown time.Time
}

// showEvery is how often the bar is drawn anew, and how long work may take without one.
const showEvery = 200 * time.Millisecond

// progress begins a bar on Stderr if that is a terminal.
func (p *program) progress(total int, what string) *progressBar {
	b := &progressBar{now: p.env.Now, what: what, total: total}
	if p.env.Watched {
		b.out = p.env.Stderr
		b.began = b.now()
		b.shown = b.began
	}
	return b
}

// step says that one more is done.
func (b *progressBar) step() {
	b.at++
	if b.out == nil {
		return
	}
	now := b.now()
	if now.Sub(b.shown) < showEvery {
		return
	}
	b.shown = now
	const width = 30
	full := width * b.at / max(b.total, 1)
	left := now.Sub(b.began) * time.Duration(b.total-b.at) / time.Duration(b.at)
	fmt.Fprintf(b.out, "\r[%s%s] %d of %d %s, %s left\x1b[K", strings.Repeat("=", full), strings.Repeat(" ", width-full), b.at, b.total, b.what, left.Round(time.Second))
}

// done takes the bar away.
func (b *progressBar) done() {
	if b.out != nil && b.shown != b.began {
		fmt.Fprint(b.out, "\r\x1b[K")
	}
}
