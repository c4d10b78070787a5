package app

// onSync takes the state that the background reports.
func (a *App) onSync(s SyncState) {
	a.keepContact(s)
	if s.Rules {
		a.reloadRegion()
	}
	a.mu.Lock()
	a.sync = s
	if s.Changed {
		a.invoices.forget()
		a.usedFor = refsCache{}
		a.facts++
	}
	what := ChangedConnection
	if s.Code == CodeSessionEnded && a.open != nil && a.locked == "" {
		a.locked = LockedByEnd
		what |= ChangedSession
	}
	a.mu.Unlock()
	if s.Rules {
		what |= ChangedRegion
	}
	if s.Changed {
		a.reloadClinic()
		a.count()
		a.renews()
		what |= ChangedDrafts | ChangedOutbox | ChangedMirror
	}
	a.ring(what)
}

// reloadRegion takes over the profile and prices that the background has fetched.
func (a *App) reloadRegion() {
	store, _, err := a.at()
	if err != nil {
		return // locked meanwhile: the next login reads them
	}
	data, err := store.Region()
	if err != nil {
		return // the old ones stay in use; the region checks with its own
	}
	a.mu.Lock()
	a.data = data
	a.facts++
	a.mu.Unlock()
}

// reloadClinic takes over what the region has changed of the user's clinics.
func (a *App) reloadClinic() {
	store, clinic, err := a.at()
	if err != nil {
		return // locked meanwhile: the next login reads it
	}
	user, err := store.User()
	if err != nil {
		return // what is known stays in use
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if !sameUser(user, a.user) || a.clinic.No != clinic.No {
		return
	}
	a.user = user
	a.facts++ // whether the clinic has specialists
	for _, c := range scopeOf(user).Clinics {
		if c.No == clinic.No {
			a.clinic = c
		}
	}
}
