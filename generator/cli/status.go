package cli

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// status says lines, and on a terminal beneath them what a long run is at and for how many seconds. Many goroutines may use it.
type status struct {
	out   io.Writer
	mu    sync.Mutex
	what  string // "starting Trino 476"
	since time.Time
	shown bool
	ended chan struct{}
}

func (t *tool) status(what string) *status {
	s := &status{out: t.Err, what: what, since: time.Now(), ended: make(chan struct{})}
	if t.Terminal.Err && !t.Terminal.Still {
		go s.tick()
	}
	return s
}

func (s *status) tick() {
	every := time.NewTicker(time.Second)
	defer every.Stop()
	for {
		select {
		case <-s.ended:
			return
		case now := <-every.C:
			s.draw(now)
		}
	}
}

// draw shows what the run is at, until it has ended.
func (s *status) draw(now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.ended:
		return
	default:
	}
	fmt.Fprintf(s.out, "\r\x1b[K%s: %.0f s", s.what, now.Sub(s.since).Seconds())
	s.shown = true
}

// say writes a line that stays.
func (s *status) say(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clear()
	fmt.Fprintf(s.out, format+"\n", args...)
}

// at says what the run is at, and since when.
func (s *status) at(what string, since time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.what, s.since = what, since
}

// end leaves nothing but the lines.
func (s *status) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clear()
	close(s.ended)
}

func (s *status) clear() {
	if s.shown {
		fmt.Fprint(s.out, "\r\x1b[K")
	}
	s.shown = false
}
