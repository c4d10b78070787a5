// Package autosave saves what is typed, a draft or a form, while it is typed: at most screen.SaveWithin after a
// key, when a field is left, and before the screen closes (B18, ADR 034). One save
// runs at a time, and "Sparat" is never shown too early.
package autosave

import (
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/screen"
)

// retry is how long a failed save waits before the next one.
const retry = 2 * time.Second

// Saver is the state between what is typed and what is on the disk. Its methods
// are called from the event loop only.
type Saver[T any] struct {
	now      func() time.Time
	snapshot func() T
	write    func(T) (time.Time, error)

	dirty   bool   // something typed is not on the disk
	running int    // saves under way
	last    uint64 // number of the newest snapshot
	order   order
	again   time.Time // not before, after a failure
	at      time.Time // of the last save
	failed  text.Sentence
}

// order keeps an older snapshot from being written over a newer one: saves run
// outside the event loop, and a flush does not wait for the one before it.
type order struct {
	mu      sync.Mutex
	written uint64    // the newest snapshot on the disk
	at      time.Time // when
}

// New makes a Saver. snapshot gives a copy of what is typed as it is now, and is
// called in the event loop; write stores it, and is called outside.
func New[T any](now func() time.Time, snapshot func() T, write func(T) (time.Time, error)) *Saver[T] {
	return &Saver[T]{now: now, snapshot: snapshot, write: write}
}

// saved ends a save. It carries a failure to the root, which then does not end
// the program.
type saved[T any] struct {
	screen.Mark
	saver *Saver[T]
	at    time.Time
	err   error
}

// Failed tells the root whether what is typed is safe.
func (s saved[T]) Failed() error { return s.err }

// MarkDirty notes that something was typed.
func (s *Saver[T]) MarkDirty() { s.dirty = true }

// Waits tells whether something typed waits for the clock to be saved. After a
// failure it waits for the slow one.
func (s *Saver[T]) Waits() bool { return s.dirty && s.failed == (text.Sentence{}) }

// Discard drops what is not saved: it was sent.
func (s *Saver[T]) Discard() { s.dirty = false }

// Failed says why the last save did not succeed.
func (s *Saver[T]) Failed() text.Sentence { return s.failed }

// SaveDue saves with the clock, pause in the typing or not. A save that failed is
// tried again after a while.
func (s *Saver[T]) SaveDue(now time.Time) tea.Cmd {
	if waits(now, s.again, retry) {
		return nil
	}
	return s.SaveNow()
}

// waits reports whether a moment is still to come. One that is further away than
// possible is from before the clock was set back.
func waits(now, until time.Time, most time.Duration) bool {
	left := until.Sub(now)
	return left > 0 && left <= most
}

// SaveNow saves what is typed, if anything is not saved.
func (s *Saver[T]) SaveNow() tea.Cmd {
	if !s.dirty || s.running > 0 {
		return nil
	}
	return s.start()
}

// Flush saves what is typed even while another save runs, since this one holds
// newer text. nil: all is saved.
func (s *Saver[T]) Flush() tea.Cmd {
	if !s.dirty && s.running == 0 {
		return nil
	}
	return s.start()
}

// Newest gives the write of the current text, for what must not happen before it
// is done: sending.
func (s *Saver[T]) Newest() func() error {
	s.last++
	d, n := s.snapshot(), s.last
	return func() error {
		_, err := s.inOrder(d, n)
		return err
	}
}

func (s *Saver[T]) start() tea.Cmd {
	s.dirty = false
	s.running++
	s.last++
	d, n := s.snapshot(), s.last
	return func() tea.Msg {
		at, err := s.inOrder(d, n)
		return saved[T]{saver: s, at: at, err: err}
	}
}

// inOrder writes snapshot n, unless a newer one is on the disk already, which
// includes it.
func (s *Saver[T]) inOrder(d T, n uint64) (time.Time, error) {
	o := &s.order
	o.mu.Lock()
	defer o.mu.Unlock()
	if n < o.written {
		return o.at, nil
	}
	at, err := s.write(d)
	if err == nil {
		o.written, o.at = n, at
	}
	return at, err
}

// Handle takes the end of a save; false for any other message.
func (s *Saver[T]) Handle(msg tea.Msg) bool {
	end, ours := msg.(saved[T])
	if !ours || end.saver != s {
		return false
	}
	s.running--
	if end.err != nil {
		s.MarkDirty()
		s.again = s.now().Add(retry)
		s.failed = text.Error(domain.CodeOf(end.err))
		return true
	}
	s.at, s.failed = end.at, text.Sentence{}
	return true
}

// SavedAt is when the text on the screen was saved durably; zero while some of it
// is not.
func (s *Saver[T]) SavedAt() time.Time {
	if s.dirty || s.running > 0 {
		return time.Time{}
	}
	return s.at
}
