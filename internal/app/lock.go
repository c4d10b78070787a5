package app

// onCard takes the reader's word; a card pulled from under a login locks (A5).
func (a *App) onCard(s CardState) {
	a.mu.Lock()
	a.card = s
	if a.open != nil && (s.Insertion != a.open.insertion || !usable(s.Phase)) {
		a.locked = true
	}
	a.mu.Unlock()
	a.ring()
}

// usable tells whether a card in this phase can be the one that is logged in.
func usable(p CardPhase) bool { return p == CardReady || p == CardUnlocked || p == CardReading }

// Lock locks by the user's wish, as if the card had been pulled.
func (a *App) Lock() {
	a.mu.Lock()
	a.locked = a.open != nil
	a.mu.Unlock()
	a.ring()
}

// Seal lets go of keys, store, connection and card. Screens are flushed before;
// afterwards nothing of the patients can be read until the next Login.
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
	a.refused = nil
	a.sync = SyncState{}
	a.mu.Unlock()
	if o != nil {
		o.close()
		a.ring()
	}
}

// close lets go in the order that keeps nothing in use: first the worker, which
// writes to the store, last the card.
func (o *opened) close() {
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
