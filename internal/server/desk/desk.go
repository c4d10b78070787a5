// Package desk is what the region's own staff does with invoices: approve, pay,
// hold for review, void, and book credits (E4). It works on the store like the
// server's use cases and runs in its own process beside a serving one. It asks
// nobody for rights: whoever may open the database may use it.
package desk

import (
	"context"
	"fmt"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// Desk works on a store.
type Desk struct {
	Store server.Store
	Now   func() time.Time
}

// change applies f to one invoice and saves it, with a new version and a row in
// its clinic's feed.
func (d Desk) change(ctx context.Context, ourRef int64, f func(*domain.Invoice) error) error {
	return d.Store.Write(ctx, func(tx server.Tx) error {
		v, err := tx.AnyInvoice(ourRef)
		if err != nil {
			return fmt.Errorf("vår referens %d: %w", ourRef, err)
		}
		if err := f(&v); err != nil {
			return fmt.Errorf("vår referens %d: %w", ourRef, err)
		}
		_, err = tx.SaveInvoice(v)
		return err
	})
}

// ErrStatus says that an invoice is in a state that does not allow the step.
type ErrStatus struct{ Status domain.Status }

func (e ErrStatus) Error() string { return "desk: not possible in status " + string(e.Status) }

// Hold puts one bill (by index) under granskning; Release ends that. The
// invoice is not paid meanwhile.
func (d Desk) Hold(ctx context.Context, ourRef int64, bill int) error {
	return d.mark(ctx, ourRef, bill, domain.BillOrdinary, domain.BillOnHold)
}

// Release ends the review of a bill.
func (d Desk) Release(ctx context.Context, ourRef int64, bill int) error {
	return d.mark(ctx, ourRef, bill, domain.BillOnHold, domain.BillOrdinary)
}

func (d Desk) mark(ctx context.Context, ourRef int64, bill int, from, to domain.BillState) error {
	return d.change(ctx, ourRef, func(v *domain.Invoice) error {
		if v.Status != domain.StatusReceived || bill < 0 || bill >= len(v.Bills) || v.Bills[bill].State != from {
			return ErrStatus{v.Status}
		}
		v.Bills[bill].State = to
		return nil
	})
}

// Approve plans an invoice for payment on a date.
func (d Desk) Approve(ctx context.Context, ourRef int64, on domain.Date) error {
	return d.change(ctx, ourRef, func(v *domain.Invoice) error { return approve(v, on) })
}

// approve is a step of its own also in a pay run: nothing is paid that could
// not have been approved.
func approve(v *domain.Invoice, on domain.Date) error {
	if v.Status != domain.StatusReceived || onHold(*v) {
		return ErrStatus{v.Status}
	}
	v.Status, v.StatusOn = domain.StatusApproved, on
	return nil
}

func onHold(v domain.Invoice) bool {
	for _, b := range v.Bills {
		if b.State == domain.BillOnHold {
			return true
		}
	}
	return false
}

// Void voids an unpaid invoice, with the reason shown to the clinic.
func (d Desk) Void(ctx context.Context, ourRef int64, reason string) error {
	return d.change(ctx, ourRef, func(v *domain.Invoice) error {
		if v.Status != domain.StatusReceived && v.Status != domain.StatusApproved {
			return ErrStatus{v.Status}
		}
		v.Status, v.StatusOn, v.Reason = domain.StatusVoided, domain.DateOf(d.Now()), reason
		for i := range v.Bills {
			v.Bills[i].State = domain.BillVoided
		}
		return nil
	})
}
