package server

import (
	"context"
	"fmt"
	"testing"
)

func caller(user, clinic string) Caller { return Caller{Identity: HSAID(user), Clinic: clinic} }

// The first who waits starts the listener, and the last ends it.
func TestBellsListenOnlyWhileSomebodyWaits(t *testing.T) {
	b := newBells()
	started, ended := make(chan struct{}, 2), make(chan struct{}, 2)
	listen := func(ctx context.Context) { started <- struct{}{}; <-ctx.Done(); ended <- struct{}{} }
	for range 2 {
		for range 2 {
			if !b.enter(caller("A", "1"), listen) {
				t.Fatal("not let in")
			}
		}
		<-started
		b.leave(caller("A", "1"))
		if len(ended) != 0 {
			t.Fatal("stopped listening while one waits")
		}
		b.leave(caller("A", "1"))
		<-ended
		b.wait()
	}
	if len(started) != 0 {
		t.Fatal("two listeners")
	}
}

// V11: neither a user, whatever the case of the name, nor a clinic takes the
// long-polls of others; who leaves makes room.
func TestV11WaitsOfAUserAndOfAClinicAreBounded(t *testing.T) {
	b := newBells()
	listen := func(ctx context.Context) { <-ctx.Done() }
	count := func(c func(n int) Caller) (n int) {
		for b.enter(c(n), listen) {
			n++
		}
		return n
	}
	if n := count(func(n int) Caller { return caller([]string{"anna", "ANNA"}[n%2], fmt.Sprint(n)) }); n != maxUsersWaits {
		t.Errorf("a user waits %d times", n)
	}
	if n := count(func(n int) Caller { return caller(fmt.Sprint("user", n), "C") }); n != maxClinicWaits {
		t.Errorf("%d wait at a clinic", n)
	}
	if n := count(func(n int) Caller { return caller(fmt.Sprint("other", n), fmt.Sprint("D", n)) }); n != maxWaiters-maxUsersWaits-maxClinicWaits {
		t.Errorf("%d others wait", n)
	}
	b.leave(caller("Anna", "0"))
	if !b.enter(caller("anna", "0"), listen) || b.enter(caller("anna", "0"), listen) {
		t.Error("who leaves does not make room for one")
	}
	b.stop()
	b.wait()
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
