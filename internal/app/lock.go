package app

import "example.org/tandtui/internal/panics"

// watch locks when what a session rests on is gone (A5).
func (a *App) watch(o *opened) {
	panics.Go(func() {
		select {
		case <-o.session.Ended():
			a.lock(o, LockedByCard)
		case <-o.closed:
		}
	})
}

// Lock locks at the user's request, as if the card had been pulled.
func (a *App) Lock() {
	a.mu.Lock()
	o := a.open
	a.mu.Unlock()
	a.lock(o, LockedByUser)
}

// lock locks what o has opened; a later login is not touched.
func (a *App) lock(o *opened, why LockReason) {
	a.mu.Lock()
	if o != nil && a.open == o {
		a.locked = why
	}
	a.mu.Unlock()
	a.ring(ChangedSession)
}

// Seal closes store, connection and session and wipes the keys. Screens have
// saved before; afterwards nothing about patients can be read until the next
// Login.
func (a *App) Seal() {
	a.life.Lock()
	defer a.life.Unlock()
	a.seal()
}

func (a *App) seal() {
	a.mu.Lock()
	o := a.open
	a.open = nil
	a.usedFor, a.waiting = refsCache{}, outboxRefs{}
	a.refused, a.browsed, a.viewed = nil, nil, 0
	a.sync = SyncState{}
	a.mu.Unlock()
	a.checks.forget()
	a.invoices.forget()
	if o != nil {
		o.close()
		a.ring(ChangedSession)
	}
}

// close closes things in an order in which nothing is still used: first the
// worker, which writes to the store, last the session.
func (o *opened) close() {
	close(o.closed)
	if o.worker != nil {
		o.worker.Stop()
	}
	if o.region != nil {
		o.region.Close()
	}
	if o.store != nil {
		_ = o.store.Close() // every save was durable before; nothing is lost by a failed close
	}
	if o.session != nil {
		_ = o.session.Close() // a card that is gone cannot be reset, and need not be
	}
}
