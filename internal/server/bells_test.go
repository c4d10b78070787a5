package server

import (
	"context"
	"testing"
)

// The first who waits starts the listener, the last ends it, and no more than
// the limit wait.
func TestBellsListenOnlyWhileSomebodyWaits(t *testing.T) {
	b := newBells()
	started, ended := make(chan struct{}, 2), make(chan struct{}, 2)
	listen := func(ctx context.Context) { started <- struct{}{}; <-ctx.Done(); ended <- struct{}{} }
	for range 2 {
		for range 2 {
			if !b.enter(2, listen) {
				t.Fatal("not let in")
			}
		}
		if b.enter(2, listen) {
			t.Fatal("a third was let in")
		}
		<-started
		b.leave()
		if len(ended) != 0 {
			t.Fatal("stopped listening while one waits")
		}
		b.leave()
		<-ended
		b.wait()
	}
	if len(started) != 0 {
		t.Fatal("two listeners")
	}
}

// A ring between taking the bell and waiting is not missed.
func TestBellRungBeforeWaiting(t *testing.T) {
	b := newBells()
	a, other := b.of("A"), b.of("B")
	b.ring("A")
	<-a
	select {
	case <-other:
		t.Fatal("another clinic's bell rang")
	case <-b.of("A"):
		t.Fatal("the next bell had rung already")
	default:
	}
	b.ringAll()
	<-other
}
