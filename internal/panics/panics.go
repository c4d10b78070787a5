// Package panics keeps a panic from doing more harm than ending a piece of work.
// Left alone, Go prints its value, in which a patient may stand, over a terminal
// that stays in raw mode. Every goroutine of the client is started here
// (test/architecture demands it).
package panics

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
)

// Fault is a panic without anything that could be a patient's data: the kind of
// the value and the place in the code, not the value itself.
type Fault struct{ What, Where string }

func (f *Fault) Error() string { return "panic: " + f.What + " · " + f.Where }

// Caught is called in the deferred function that recovered v. The place is the
// first one of ours above the panic in the stack.
func Caught(v any) *Fault {
	f := &Fault{What: fmt.Sprintf("%T", v), Where: "?"}
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	panicked := false
	for {
		frame, more := frames.Next()
		panicked = panicked || frame.Function == "runtime.gopanic"
		if panicked && strings.Contains(frame.Function, "example.org/tandtui/") {
			f.Where = fmt.Sprintf("%s:%d", filepath.Base(frame.File), frame.Line)
			return f
		}
		if !more {
			return f
		}
	}
}

// Call runs f and returns its error; a panic is returned as a *Fault.
func Call(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = Caught(v)
		}
	}()
	return f()
}

var handler atomic.Pointer[func(*Fault)]

// OnFault says what becomes of the program when a goroutine panics. Until it is
// called such a panic ends the program in Go's own way, as tests want it.
func OnFault(handle func(*Fault)) { handler.Store(&handle) }

// Go runs f on a goroutine of its own.
func Go(f func()) { go Work(f)() }

// Work is f for a goroutine that something else starts (sync.WaitGroup.Go).
func Work(f func()) func() {
	return func() {
		defer func() {
			if handle := handler.Load(); handle != nil {
				if v := recover(); v != nil {
					(*handle)(Caught(v))
				}
			}
		}()
		f()
	}
}
