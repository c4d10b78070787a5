package app

import "example.org/tandtui/internal/domain"

// Snapshot is what header and status line show; taking one does no I/O.
type Snapshot struct {
	Card     CardState
	Sync     SyncState
	User     domain.User   // zero before login
	Clinic   domain.Clinic // zero before one is chosen
	Region   string        // the region's name, "" before it is known
	Portal   string        // the portal's name
	Demo     bool
	LoggedIn bool // a user is logged in, though perhaps locked
	Locked   bool // the card was pulled: show nothing, flush, then Seal
	Drafts   int  // open and refused drafts of the clinic
	Outbox   int  // submissions without an answer
}

// Snapshot tells the state now.
func (a *App) Snapshot() Snapshot {
	a.mu.Lock()
	defer a.mu.Unlock()
	return Snapshot{
		Card: a.card, Sync: a.sync, User: a.user, Clinic: a.clinic,
		Region: a.data.Profile.Name, Portal: a.data.Profile.Portal, Demo: a.data.Demo,
		LoggedIn: a.user.HSAID != "", Locked: a.locked,
		Drafts: a.counts.drafts, Outbox: a.counts.outbox,
	}
}

// Region gives the profile and prices in use; empty before login.
func (a *App) Region() RegionData {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.data
}

// recount refreshes the numbers of drafts and outbox items and rings. It may run
// several times at once: one that began before another does not undo its count.
func (a *App) recount() {
	a.mu.Lock()
	a.recounts++
	turn := a.recounts
	a.mu.Unlock()
	store, clinic, err := a.at()
	if err != nil {
		return // nothing to count: locked meanwhile
	}
	defer a.ring() // also where the count fails: the lists tell why
	c, err := countOf(store, clinic.No)
	if err != nil {
		return
	}
	a.mu.Lock()
	if turn > a.counted {
		a.counts, a.counted = c, turn
	}
	a.mu.Unlock()
}

// countOf counts a clinic's drafts and submissions without an answer.
func countOf(store Store, clinic string) (c counts, err error) {
	drafts, err := store.Drafts(clinic)
	if err != nil {
		return c, err
	}
	queue, err := store.Outbox()
	if err != nil {
		return c, err
	}
	for _, d := range drafts {
		if d.State == domain.DraftOpen || d.State == domain.DraftRefused {
			c.drafts++
		}
	}
	for _, i := range queue {
		if i.Clinic == clinic {
			c.outbox++
		}
	}
	return c, nil
}
