package cli

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// A progressBar shows how far long work has come, to somebody who looks. To a file
// or a pipe it shows nothing.
//
// It may be moved from several goroutines.
type progressBar struct {
	out   io.Writer // nil: nobody looks
	now   func() time.Time
	what  string
	total int

	mu           sync.Mutex
	at           float64 // done; what is under way counts by its part
	began, shown time.Time
	over         bool // what is still at work shows nothing any more
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
func (b *progressBar) step() { b.add(1) }

// one is told how far one of them has come, from 0 to 1, by who works on it.
func (b *progressBar) one() func(part float64) {
	told := 0.0
	return func(part float64) {
		if part = min(part, 1); part > told {
			b.add(part - told)
			told = part
		}
	}
}

func (b *progressBar) add(part float64) {
	if b.out == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.at += part
	now := b.now()
	if b.over || now.Sub(b.shown) < showEvery {
		return
	}
	b.shown = now
	const width, rounding = 30, 1e-9 // parts may add up to a little less than the whole
	share := min(b.at/float64(max(b.total, 1)), 1)
	full := int(width*share + rounding)
	left := time.Duration(float64(now.Sub(b.began)) * (1 - share) / share)
	how := fmt.Sprintf("%d of %d %s", int(b.at+rounding), b.total, b.what)
	if b.total == 1 {
		how = fmt.Sprintf("%.0f %%", 100*share)
	}
	fmt.Fprintf(b.out, "\r[%s%s] %s, %s left\x1b[K", strings.Repeat("=", full), strings.Repeat(" ", width-full), how, left.Round(time.Second))
}

// done takes the bar away.
func (b *progressBar) done() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.over = true
	if b.out != nil && b.shown != b.began {
		fmt.Fprint(b.out, "\r\x1b[K")
	}
}
