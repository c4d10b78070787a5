package app

import (
	"cmp"

	"example.org/tandtui/internal/domain"
)

// Snapshot is what header and status line show; taking one does no I/O.
type Snapshot struct {
	Card    CardState // what the login screen shows
	Sync    SyncState
	Session Identity      // who has logged in, and how; zero when closed
	User    domain.User   // zero before login
	Clinic  domain.Clinic // zero before one is chosen
	Role    domain.Role   // of User at Clinic
	Scope   Scope         // the clinics that User may choose among
	// Sisters are the clinics of Clinic's provider in Scope, it among them; none where
	// it is alone. Wide tells that lists show them all, or another than Clinic: Only.
	Sisters  []domain.Clinic
	Wide     bool
	Only     domain.Clinic
	Region   string // the region's name, "" before it is known
	Portal   string // the portal's name
	Demo     bool
	LoggedIn bool       // a user is logged in, though perhaps locked
	Locked   bool       // show nothing, flush, then Seal
	Why      LockReason // with Locked
	// OfflineLeft is for how many more days the user may log in without the region's
	// answer; -1 while it answers.
	OfflineLeft int
	NewCard     *NewCard // a card of the user's that may be made to open the drafts (App.AddNewCard); nil: none
	Rescue      *Rescue  // what was done about a damaged file at this login; nil: nothing
	// News are the region's messages that the user has not read, and those about what
	// does not work now, newest first (E8). It is shared and must not be changed.
	News []Posted
	Counts
}

// Snapshot gives the state now.
func (a *App) Snapshot() Snapshot {
	a.mu.Lock()
	defer a.mu.Unlock()
	s := Snapshot{
		Card: a.card, Sync: a.sync, User: a.user, Clinic: a.clinic, Role: roleAt(a.user, a.clinic.No), Scope: scopeOf(a.user),
		Region: cmp.Or(a.data.Profile.Name, a.ways.Region), Portal: cmp.Or(a.data.Profile.Portal, a.ways.Portal), Demo: a.data.Demo,
		LoggedIn: a.user.HSAID != "" || a.user.ID != 0, Locked: a.locked != "", Why: a.locked, Counts: a.counts, News: a.news,
	}
	s.Sisters = sistersOf(a.user, a.clinic)
	if over := spreadOver(a.spread, s.Sisters, a.clinic.No); len(over) > 0 {
		if s.Wide = true; a.spread != SpreadAll {
			s.Only = over[0]
		}
	}
	s.OfflineLeft = -1
	if a.sync.Phase != SyncOnline && !a.contact.IsZero() {
		s.OfflineLeft = max(offlineLeft(a.data.Profile, a.contact, a.cfg.Clock.Now()), 0)
	}
	if n := a.newCardOf(a.user); n != nil && a.open != nil {
		s.NewCard = &NewCard{n.card.Name, n.card.Until}
	}
	if a.open != nil {
		s.Session = a.open.session.Identity()
		if a.open.store != nil {
			s.Rescue = a.open.store.Rescued()
		}
	}
	return s
}

// Region gives the profile and prices in use; empty before login.
func (a *App) Region() RegionData {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.data
}

// recount refreshes the numbers of drafts and outbox items and rings.
func (a *App) recount() {
	a.count()
	a.ring(ChangedDrafts | ChangedOutbox) // also if the count fails: the lists say why
}

// count refreshes the numbers of drafts and outbox items. It may run several
// times at once: the one that began last counts.
func (a *App) count() {
	a.mu.Lock()
	a.recounts++
	turn, scope := a.recounts, numbers(scopeOf(a.user).Clinics)
	a.mu.Unlock()
	store, clinic, err := a.at()
	if err != nil {
		return // nothing to count: locked meanwhile
	}
	c, err := store.Counts(clinic.No, scope...)
	if err != nil {
		return
	}
	a.mu.Lock()
	if turn > a.counted {
		a.counts, a.counted = c, turn
	}
	a.mu.Unlock()
}
