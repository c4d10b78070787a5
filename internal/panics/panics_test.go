package panics_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"example.org/tandtui/internal/panics"
)

// patient stands for whatever a panic may carry.
const patient = "19340512-8350"

func broken() { panic("no facts of " + patient) }

func wantFault(t *testing.T, f *panics.Fault) {
	t.Helper()
	if f == nil || f.What != "string" || !strings.HasPrefix(f.Where, "panics_test.go:") {
		t.Errorf("fault %+v", f)
	}
	if f != nil && strings.Contains(f.Error(), "1934") {
		t.Errorf("the value is told: %v", f)
	}
}

func TestPanicOfACallIsAnError(t *testing.T) {
	var f *panics.Fault
	if err := panics.Call(func() error { broken(); return nil }); !errors.As(err, &f) {
		t.Fatal(err)
	}
	wantFault(t, f)
	want := errors.New("its own")
	if err := panics.Call(func() error { return want }); !errors.Is(err, want) {
		t.Error(err)
	}
}

func TestPanicOfAGoroutineIsHandled(t *testing.T) {
	faults := make(chan *panics.Fault, 2)
	panics.OnFault(func(f *panics.Fault) { faults <- f })
	panics.Go(broken)
	wantFault(t, <-faults)

	var work sync.WaitGroup
	work.Go(panics.Work(broken))
	work.Wait() // whoever waits for the work is not left waiting
	wantFault(t, <-faults)
}
