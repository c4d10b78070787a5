package editor

import (
	"slices"
	"time"
)

// Bounds of what can be undone. Rows are what weighs: neighbouring steps share
// those that did not change between them.
const (
	maxSteps = 300
	maxHeld  = 20_000 // rows copied for the steps, about 2 MB

	// typingPause ends a step: what is typed after it is undone by itself.
	typingPause = 2 * time.Second
)

// weighed is content whose size undo can count.
type weighed interface{ weight() int }

// steps are the contents before and after now. Every change is noted here, so
// that all of it can be undone. Contents are never changed once kept.
type steps[T weighed] struct {
	past, future []T
	now          T
	held         int
	at           Spot // of the newest change
	last         time.Time
	open         bool // the newest change is typing that may go on
}

// begin makes now the first content that undo can reach.
func (s *steps[T]) begin(now T) { *s = steps[T]{now: now} }

// note takes a change. Typing on in the same field is one step with what was
// typed there before.
func (s *steps[T]) note(next T, at Spot, typed bool, when time.Time) {
	if !s.open || !typed || at != s.at || when.Sub(s.last) >= typingPause {
		s.push(s.now)
	}
	s.now, s.at, s.last, s.open, s.future = next, at, when, typed, nil
}

func (s *steps[T]) push(c T) {
	s.past = append(s.past, c)
	s.held += c.weight()
	drop := 0
	for len(s.past)-drop > maxSteps || s.held > maxHeld && len(s.past)-drop > 1 {
		s.held -= s.past[drop].weight()
		drop++
	}
	s.past = slices.Delete(s.past, 0, drop)
}

// settle ends the step: the field was left.
func (s *steps[T]) settle() { s.open = false }

// undo goes to the content before the newest change and gives the one that was.
func (s *steps[T]) undo() (was T, ok bool) {
	n := len(s.past)
	if n == 0 {
		return was, false
	}
	was = s.now
	s.future = append(s.future, was)
	s.now, s.past = s.past[n-1], s.past[:n-1]
	s.held -= s.now.weight()
	s.settle()
	return was, true
}

// redo makes the newest undone change again and gives the content that was.
func (s *steps[T]) redo() (was T, ok bool) {
	n := len(s.future)
	if n == 0 {
		return was, false
	}
	was = s.now
	s.push(was)
	s.now, s.future = s.future[n-1], s.future[:n-1]
	s.settle()
	return was, true
}
