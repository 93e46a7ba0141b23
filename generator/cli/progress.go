package cli

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// progress says on a terminal how far a long run is, from its second second on, and leaves nothing behind.
type progress struct {
	out   io.Writer // nil: says nothing
	what  string    // "reading declarations"
	mu    sync.Mutex
	next  time.Time
	shown bool
}

const (
	progressAfter = time.Second
	progressEvery = 100 * time.Millisecond
)

func (t *tool) progress(what string) *progress {
	p := &progress{what: what, next: time.Now().Add(progressAfter)}
	if t.Terminal.Err && !t.Terminal.Still {
		p.out = t.Err
	}
	return p
}

// step may be called by many goroutines.
func (p *progress) step(done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if p.out == nil || now.Before(p.next) {
		return
	}
	p.next, p.shown = now.Add(progressEvery), true
	fmt.Fprintf(p.out, "\r\x1b[K%s: %s of %s", p.what, thousands(done), thousands(total))
}

func (p *progress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
	p.out = nil
}
