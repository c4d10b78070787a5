//go:build cgo || windows

package pcsc

import (
	"context"
	"errors"
	"time"

	"github.com/ebfe/scard"

	"example.org/tandtui/internal/panics"
)

const (
	// slice is the longest wait for one change: readers plugged in meanwhile
	// are seen when it ends.
	slice = time.Second
	// pause lies between two attempts to reach a service that is not there.
	pause      = time.Second
	maxReaders = 16
)

// Watch tells the state of all readers: at once, and after every change until
// ctx ends, which closes the channel. It never blocks on a slow receiver: an
// unread state is replaced by the newer one. When the service dies it says so
// and goes on when it is back.
//
// One goroutine calls GetStatusChange for each Watch, and ebfe/scard allows one
// in the whole process (it keeps reader names by name for the garbage
// collector): have one Watch.
func Watch(ctx context.Context) <-chan State {
	w := &watcher{states: make(chan State, 1)}
	panics.Go(func() {
		defer close(w.states)
		for ctx.Err() == nil {
			w.session(ctx)
			wait(ctx, pause)
		}
	})
	return w.states
}

type watcher struct {
	states chan State
	last   *State
}

func wait(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// publish puts s into the channel in place of an unread older state.
func (w *watcher) publish(s State) {
	if w.last != nil && w.last.equal(s) {
		return
	}
	w.last = &s
	select {
	case <-w.states:
	default:
	}
	w.states <- s // the only sender: there is room
}

// session lasts as long as one life of the service.
func (w *watcher) session(ctx context.Context) {
	service, err := scard.EstablishContext()
	if err != nil {
		w.publish(State{Err: serviceFault(err)})
		return
	}
	cancelled := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(cancelled)
		_ = service.Cancel() // wakes GetStatusChange; else its slice ends soon
	})
	defer func() {
		if !stop() {
			<-cancelled
		}
		_ = service.Release() // of a dead service it fails, and nothing is lost
	}()
	var known []scard.ReaderState
	for ctx.Err() == nil {
		if known, err = w.look(ctx, service, known); err != nil {
			w.publish(State{Err: serviceFault(err)})
			return
		}
	}
}

// serviceFault is one of the plain faults, so that equal states compare equal.
func serviceFault(err error) error {
	for _, f := range []error{ErrNoService, ErrDenied} {
		if errors.Is(wrap("watch", err), f) {
			return f
		}
	}
	return ErrNoService
}

// look waits for one change or one slice, and publishes what there is. It fails
// only with the service.
func (w *watcher) look(ctx context.Context, service *scard.Context, known []scard.ReaderState) ([]scard.ReaderState, error) {
	names, err := service.ListReaders()
	if errors.Is(wrap("list", err), ErrNoReaders) {
		names, err = nil, nil
	}
	if err != nil {
		return nil, err
	}
	if len(names) == 0 { // GetStatusChange panics on an empty list
		w.publish(State{})
		wait(ctx, slice)
		return nil, nil
	}
	states := merge(names[:min(len(names), maxReaders)], known)
	err = service.GetStatusChange(states, slice)
	switch {
	case err == nil, errors.Is(err, scard.ErrTimeout):
	case errors.Is(err, scard.ErrCancelled):
		return states, nil
	case errors.Is(wrap("watch", err), ErrUnknownReader):
		return nil, nil // pulled out since the list was made
	default:
		return nil, err
	}
	state := State{}
	for i := range states {
		s := &states[i]
		// The whole event state, counter included, is what we know next time.
		s.CurrentState = s.EventState
		state.Readers = append(state.Readers, reader(*s))
	}
	w.publish(state)
	return states, nil
}

// merge gives the states to wait on: what is known of the readers that remain,
// unaware for new ones, which makes the service tell of them at once.
func merge(names []string, known []scard.ReaderState) []scard.ReaderState {
	states := make([]scard.ReaderState, len(names))
	for i, name := range names {
		states[i] = scard.ReaderState{Reader: name, CurrentState: scard.StateUnaware}
		for _, k := range known {
			if k.Reader == name {
				states[i] = k
			}
		}
	}
	return states
}

const counterShift = 16 // the upper half of an event state counts events

func reader(s scard.ReaderState) Reader {
	r := Reader{
		Name:    s.Reader,
		Present: s.EventState&scard.StatePresent != 0,
		Mute:    s.EventState&scard.StateMute != 0,
		Changes: uint16(s.EventState >> counterShift),
	}
	if r.Present {
		r.ATR = append(r.ATR, s.Atr...)
	}
	return r
}
