package guard_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"example.org/tandtui/internal/guard"
)

// patient stands for whatever a panic may carry.
const patient = "19340512-8350"

func broken() { panic("no facts of " + patient) }

func wantFault(t *testing.T, f *guard.Fault) {
	t.Helper()
	if f == nil || f.What != "string" || !strings.HasPrefix(f.Where, "guard_test.go:") {
		t.Errorf("fault %+v", f)
	}
	if f != nil && strings.Contains(f.Error(), "1934") {
		t.Errorf("the value is told: %v", f)
	}
}

func TestPanicOfACallIsAnError(t *testing.T) {
	var f *guard.Fault
	if err := guard.Call(func() error { broken(); return nil }); !errors.As(err, &f) {
		t.Fatal(err)
	}
	wantFault(t, f)
	want := errors.New("its own")
	if err := guard.Call(func() error { return want }); !errors.Is(err, want) {
		t.Error(err)
	}
}

func TestPanicOfAGoroutineIsHandled(t *testing.T) {
	faults := make(chan *guard.Fault, 2)
	guard.OnFault(func(f *guard.Fault) { faults <- f })
	guard.Go(broken)
	wantFault(t, <-faults)

	var work sync.WaitGroup
	work.Go(guard.Work(broken))
	work.Wait() // whoever waits for the work is not left waiting
	wantFault(t, <-faults)
}
