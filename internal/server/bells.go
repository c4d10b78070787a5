package server

import (
	"context"
	"sync"
)

// bells wakes the requests that wait for changes of a clinic. A ring carries no
// data: whoever is woken reads the store, so one ring too many does no harm.
type bells struct {
	mu      sync.Mutex
	clinics map[string]chan struct{}
	waiting int
	stop    context.CancelFunc // ends listening for other processes
	stopped sync.WaitGroup
}

func newBells() *bells { return &bells{clinics: map[string]chan struct{}{}} }

// of gives the channel that the clinic's next ring closes. Take it before
// reading the store, or a change in between is missed.
func (b *bells) of(clinic string) <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	c, ok := b.clinics[clinic]
	if !ok {
		c = make(chan struct{})
		b.clinics[clinic] = c
	}
	return c
}

// ring wakes those who wait at one clinic.
func (b *bells) ring(clinic string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if c, ok := b.clinics[clinic]; ok {
		close(c)
		delete(b.clinics, clinic)
	}
}

// heard rings for a change that another process has made: at a clinic, or
// everywhere if the clinic is not known.
func (b *bells) heard(clinic string) {
	if clinic == "" {
		b.ringAll()
		return
	}
	b.ring(clinic)
}

// ringAll wakes everybody.
func (b *bells) ringAll() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for clinic, c := range b.clinics {
		close(c)
		delete(b.clinics, clinic)
	}
}

// enter counts a waiting request. The first one starts listening to other
// processes, and the last to leave ends that. ok is false if limit requests wait
// already.
func (b *bells) enter(limit int, listen func(context.Context)) (ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.waiting >= limit {
		return false
	}
	if b.waiting++; b.waiting == 1 {
		ctx, cancel := context.WithCancel(context.Background())
		b.stop = cancel
		b.stopped.Go(func() { listen(ctx) })
	}
	return true
}

func (b *bells) leave() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.waiting--; b.waiting == 0 {
		b.stop()
	}
}

// wait returns when no listener runs any more; call it when no request waits.
func (b *bells) wait() { b.stopped.Wait() }
