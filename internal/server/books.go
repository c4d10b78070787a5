package server

import (
	"context"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/money"
)

// Every change of an invoice, a payout or a claim goes through this package, so
// that none is without its entries in the books.

// book enters what a change has moved, at a moment.
func book(tx Books, at time.Time, entries []money.Entry) error {
	for i := range entries {
		entries[i].At = at
	}
	return tx.AddEntries(entries...)
}

// PutPayouts stores new payouts, or payouts after a change, and tells their
// clinics. before holds the payouts that are there, by number. The clinics are one.
func PutPayouts(tx Tx, at time.Time, before map[int64]domain.Payout, after ...Settlement) error {
	if len(after) == 0 {
		return nil
	}
	var entries []money.Entry
	changes := make([]Change, len(after))
	for i, s := range after {
		entries = append(entries, money.Payout(before[s.Payout.No], s.Payout)...)
		changes[i] = Change{Kind: ChangePayout, Ref: s.Payout.No}
	}
	if err := tx.PutPayouts(after...); err != nil {
		return err
	}
	if err := book(tx, at, entries); err != nil {
		return err
	}
	return tx.AddChanges(after[0].Payout.Clinic, changes...)
}

// PutClaim stores a new claim, or one after a change, and tells its clinic.
func PutClaim(tx Tx, at time.Time, before, after domain.Claim) error {
	if err := tx.PutClaim(after); err != nil {
		return err
	}
	if err := book(tx, at, money.Claim(before, after)); err != nil {
		return err
	}
	return tx.AddChanges(after.Clinic, Change{Kind: ChangeClaim, Ref: after.No})
}

// OpenBooks enters what there is in a database from before there were books, once.
// Whoever works with a store calls it first.
func OpenBooks(ctx context.Context, store Store, at time.Time) error {
	open := false
	err := store.Read(ctx, func(tx Tx) (err error) {
		open, err = tx.BooksOpen()
		return err
	})
	if err != nil || open {
		return err
	}
	return store.Write(ctx, func(tx Tx) error {
		if open, err := tx.BooksOpen(); err != nil || open {
			return err
		}
		for _, status := range []domain.Status{domain.StatusReceived, domain.StatusApproved, domain.StatusPaid} {
			list, err := tx.AllWithStatus(status)
			if err != nil {
				return err
			}
			var entries []money.Entry
			for _, v := range list {
				entries = append(entries, money.Opening(v)...)
			}
			if err := book(tx, at, entries); err != nil {
				return err
			}
		}
		var entries []money.Entry
		err := tx.EachPayout(func(p domain.Payout) error {
			entries = append(entries, money.Payout(domain.Payout{}, p)...)
			return nil
		})
		if err == nil {
			err = book(tx, at, entries)
		}
		if err != nil {
			return err
		}
		return tx.OpenBooks()
	})
}

// Audit holds the books against every invoice, payout and claim, in one state of
// the store.
func Audit(ctx context.Context, store Store) (a *money.Audit, err error) {
	err = store.Read(ctx, func(tx Tx) error {
		a = &money.Audit{}
		if err := tx.EachEntry(func(e money.Entry) error { a.Enter(e); return nil }); err != nil {
			return err
		}
		if err := tx.EachStanding(func(s money.Standing) error { a.Invoice(s); return nil }); err != nil {
			return err
		}
		if err := tx.EachPayout(func(p domain.Payout) error { a.Payout(p); return nil }); err != nil {
			return err
		}
		repaid, err := tx.Repaid()
		if err != nil {
			return err
		}
		claims, err := tx.Claims()
		for _, c := range claims {
			a.Claim(c, repaid[c.No])
		}
		return err
	})
	return a, err
}
