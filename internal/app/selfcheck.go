package app

import (
	"context"
	"time"

	"example.org/tandtui/internal/domain"
)

// maxSkew is how wrong the computer's clock may be before the user is told: dates
// and certificates depend on it.
const maxSkew = 2 * time.Minute

// ClockWrong tells that the computer's clock is too far from the region's for
// its dates to be trusted.
func (s SyncState) ClockWrong() bool { return s.Skew.Abs() > maxSkew }

// Health asks the region's server how it is, for the self-check (E3), and how far
// the computer's clock is from its. Code CodeNotLoggedIn before a login.
func (a *App) Health(ctx context.Context) (h Health, skew time.Duration, err error) {
	a.mu.Lock()
	region := a.open.regionOrNil()
	a.mu.Unlock()
	if region == nil {
		return h, 0, &domain.Error{Kind: domain.Unauthorized, Code: CodeNotLoggedIn, Op: "app.health"}
	}
	if h, err = region.Health(ctx); err != nil {
		return h, 0, err
	}
	return h, a.cfg.Clock.Now().Sub(h.Time), nil
}

// StoreWorks reads the local store and tells what is wrong with it.
func (a *App) StoreWorks() error {
	store, clinic, err := a.at()
	if err == nil {
		_, err = store.Drafts(clinic.No)
	}
	return err
}
