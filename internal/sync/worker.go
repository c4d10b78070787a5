package remote

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/panics"
)

// Background makes workers. It implements app.Background.
type Background struct {
	clock  app.Clock
	random func() float64 // in [0, 1): for the spread of tries
}

// NewBackground makes a Background. random may be nil.
func NewBackground(clock app.Clock, random func() float64) *Background {
	if random == nil {
		random = rand.Float64
	}
	return &Background{clock, random}
}

// Start begins to send the outbox of every clinic in scope and to follow the
// changes of one.
func (b *Background) Start(region app.Region, store app.Store, clinic string, scope app.Scope, notify func(app.SyncState)) app.Worker {
	ctx, cancel := context.WithCancel(context.Background())
	w := &worker{
		region: region, store: store, clinic: clinic, scope: scope, notify: notify, clock: b.clock, random: b.random,
		cancel: cancel, wakeSender: make(chan struct{}, 1), wakeFollower: make(chan struct{}, 1), wakeOthers: make(chan struct{}, 1),
		state: app.SyncState{Phase: app.SyncConnecting},
	}
	w.tell(func(*app.SyncState) {})
	w.running.Go(panics.Work(func() { w.sendAll(ctx) }))
	w.running.Go(panics.Work(func() { w.follow(ctx) }))
	if len(scope.Shown) > 0 {
		w.running.Go(panics.Work(func() { w.followOthers(ctx) }))
	}
	return w
}

// worker is two loops over one store, the sender and the follower, and a third one
// while lists show several clinics. What one learns about the connection wakes the
// other.
type worker struct {
	region app.Region
	store  app.Store
	clinic string    // whose changes are followed
	scope  app.Scope // whose outbox is sent, besides
	clock  app.Clock
	random func() float64

	cancel                   context.CancelFunc
	running                  sync.WaitGroup
	wakeSender, wakeFollower chan struct{}
	wakeOthers               chan struct{}

	mu     sync.Mutex // also orders notify
	notify func(app.SyncState)
	state  app.SyncState
}

func (w *worker) Poke() {
	ring(w.wakeSender)
	ring(w.wakeFollower)
	ring(w.wakeOthers)
}

// Stop ends requests and waits until both loops have stopped using the store.
func (w *worker) Stop() {
	w.cancel()
	w.running.Wait()
}

func ring(bell chan struct{}) {
	select {
	case bell <- struct{}{}:
	default: // it has been rung
	}
}

// pause waits for a time or for bell. It is false when the worker is to stop.
func pause(ctx context.Context, d time.Duration, bell <-chan struct{}) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-bell:
	case <-timer.C:
	}
	return ctx.Err() == nil
}

// tell changes the state and passes it on.
func (w *worker) tell(change func(*app.SyncState)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.state.Changed, w.state.Rules = false, false
	change(&w.state)
	w.notify(w.state)
}

// online notes an answer of the region, and wakes the other loop from a long
// wait if the region could not be reached before. The sender is left to wait after
// a busy server: that may be about what it sends alone.
func (w *worker) online(other chan struct{}, changed bool) {
	back := false
	w.tell(func(s *app.SyncState) {
		back = s.Phase == app.SyncOffline && (s.Code != app.CodeServerBusy || other == w.wakeFollower)
		s.Phase, s.Code, s.LastSync, s.Changed = app.SyncOnline, "", w.clock.Now(), changed
	})
	if back {
		ring(other)
	}
}

// failed notes a try without a good answer, unless the worker itself was stopped.
func (w *worker) failed(ctx context.Context, err error, changed bool) {
	if ctx.Err() != nil {
		return
	}
	w.tell(func(s *app.SyncState) {
		s.Phase, s.Code, s.Changed = phaseOf(err), domain.CodeOf(err), changed
	})
}

// phaseOf separates a region that refuses us from one that cannot be reached, for
// whatever reason: network, card or an error of our own store. A feed that begins
// from the start is neither.
func phaseOf(err error) app.SyncPhase {
	if code := domain.CodeOf(err); code == app.CodeFeedOld || code == app.CodeFeedHole {
		return app.SyncConnecting
	}
	switch domain.KindOf(err) {
	case domain.Unauthorized, domain.NotFound, domain.Invalid, domain.Conflict:
		return app.SyncRefused
	case domain.Internal, domain.Offline, domain.Busy, domain.Card:
	}
	return app.SyncOffline
}
