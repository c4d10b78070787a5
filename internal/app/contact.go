package app

import (
	"time"

	"example.org/tandtui/internal/domain"
)

// A user who was removed and pulls the network cable must not read on for ever (V8):
// the region says for how many days a computer may be used without its answer.

// contactEvery is how often an answer is noted while working.
const contactEvery = time.Hour

// clockBack is how far the computer's clock may be behind the last answer before it
// counts as set back.
const clockBack = 24 * time.Hour

// offlineLeft is for how many more days one may log in without the region, less than
// 0 when that is over.
func offlineLeft(p domain.Profile, contact, now time.Time) int {
	if now.Before(contact.Add(-clockBack)) {
		return -1
	}
	return p.MayBeOffline() - domain.DateOf(contact.In(now.Location())).DaysUntil(domain.DateOf(now))
}

// mayWorkOffline notes an answer, or says that one is overdue. A file of an earlier
// program does not know when the last one was: its days begin now.
func (a *App) mayWorkOffline(store Store, data RegionData, online bool) error {
	now := a.cfg.Clock.Now()
	contact, err := store.Contact()
	switch {
	case online || err == nil && contact.IsZero():
		contact, err = now, store.PutContact(now)
		if domain.CodeOf(err) == CodeStoreFull {
			err = nil // what is on the disk must still be read and sent
		}
	case err == nil && offlineLeft(data.Profile, contact, now) < 0:
		err = &domain.Error{Kind: domain.Unauthorized, Code: CodeOfflineLong, Op: "app.login"}
	}
	a.mu.Lock()
	a.contact = contact
	a.mu.Unlock()
	return err
}

// keepContact notes now and then that the region answers, and locks when it has not
// for too long.
func (a *App) keepContact(s SyncState) {
	now := a.cfg.Clock.Now()
	a.mu.Lock()
	o, contact, profile := a.open, a.contact, a.data.Profile
	if s.Phase == SyncOnline {
		a.contact = now
	}
	a.mu.Unlock()
	switch {
	case o == nil || contact.IsZero():
	case s.Phase == SyncOnline && now.Sub(contact) >= contactEvery:
		_ = o.store.PutContact(now) // the next answer notes it again
	case s.Phase != SyncOnline && offlineLeft(profile, contact, now) < 0:
		a.lock(o, LockedByTime)
	}
}
