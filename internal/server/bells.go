package server

import (
	"context"
	"strings"
	"sync"
)

// bells wakes the requests that wait for changes of a clinic. A ring carries no
// data: whoever is woken reads the store, so one ring too many does no harm.
type bells struct {
	mu      sync.Mutex
	clinics map[string]chan struct{}
	waiting map[string]int     // by user, by clinic, and all
	stop    context.CancelFunc // ends listening for other processes
	stopped sync.WaitGroup
}

// Bounds of how many long-polls are held open at once, so that neither a user nor
// a clinic takes those of the others. A user has a program or two at work; a large
// clinic has some dozens of users.
const (
	maxWaiters      = 1000
	maxClinicWaits  = 100
	maxUsersWaits   = 8
	everybodysWaits = ""
)

func newBells() *bells {
	return &bells{clinics: map[string]chan struct{}{}, waiting: map[string]int{}}
}

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
// processes, and the last to leave ends that. ok is false if as many wait already
// as may, of all, at the clinic or of the user.
func (b *bells) enter(c Caller, listen func(context.Context)) (ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	user, clinic := waiter(c)
	if b.waiting[everybodysWaits] >= maxWaiters || b.waiting[clinic] >= maxClinicWaits || b.waiting[user] >= maxUsersWaits {
		return false
	}
	for _, key := range []string{user, clinic, everybodysWaits} {
		b.waiting[key]++
	}
	if b.waiting[everybodysWaits] == 1 {
		ctx, cancel := context.WithCancel(context.Background())
		b.stop = cancel
		b.stopped.Go(func() { listen(ctx) })
	}
	return true
}

func (b *bells) leave(c Caller) {
	b.mu.Lock()
	defer b.mu.Unlock()
	user, clinic := waiter(c)
	for _, key := range []string{user, clinic, everybodysWaits} {
		if b.waiting[key]--; b.waiting[key] == 0 {
			delete(b.waiting, key)
		}
	}
	if len(b.waiting) == 0 {
		b.stop()
	}
	if b.waiting[clinic] == 0 {
		delete(b.clinics, c.Clinic) // nobody hears it
	}
}

// waiter is by whom and where a request that waits is counted.
func waiter(c Caller) (user, clinic string) {
	return "user " + string(c.Identity.Kind) + " " + strings.ToUpper(c.Identity.Value), "clinic " + c.Clinic
}

// wait returns when no listener runs any more; call it when no request waits.
func (b *bells) wait() { b.stopped.Wait() }
