package server

import (
	"context"
	"time"

	"example.org/tandtui/internal/domain"
)

// loginStep is how much later a login must be to be kept: a program that asks who it
// is again and again does not write each time.
const loginStep = time.Minute

// Session gives the caller's user with clinics and roles, and keeps when that was.
// Kind Unauthorized if the identity is unknown, or all memberships have ended.
func (s *Service) Session(ctx context.Context, c Caller) (u domain.User, err error) {
	var last time.Time
	err = s.store.Read(ctx, func(tx Tx) error {
		if u, err = s.user(tx, c.Identity); err != nil {
			return err
		}
		last, err = tx.LastLogin(u.ID)
		return err
	})
	if err != nil || s.moment().Sub(last) < loginStep {
		return u, err
	}
	return u, s.store.Write(ctx, func(tx Tx) error { return tx.PutLastLogin(u.ID, s.moment()) })
}

// maxWaiting bounds what a program may say of its outbox.
const maxWaiting = 100_000

// tellWaiting keeps how many commands wait in a user's outbox for the clinic, if that
// is another number than before. Its klinikkontakt sees it, also when the user has
// been removed: what waits there is never sent.
func (s *Service) tellWaiting(ctx context.Context, who staff, n int) error {
	var before int
	if err := s.store.Read(ctx, func(tx Tx) (err error) {
		before, err = tx.Waiting(who.user.ID, who.clinic.No)
		return err
	}); err != nil || before == n {
		return err
	}
	return s.store.Write(ctx, func(tx Tx) error { return tx.PutWaiting(who.user.ID, who.clinic.No, n) })
}
