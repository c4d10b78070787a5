// Package desk is what the region's own staff does with invoices: approve, pay,
// hold for review, void, and book credits (E4). It works on the store like the
// server's use cases and runs in its own process beside a serving one. It asks
// nobody for rights: whoever may open the database may use it. What may be done
// to an invoice is told by its life in package domain.
package desk

import (
	"context"
	"fmt"
	"strings"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// Desk works on a store.
type Desk struct {
	Store server.Store
	Now   func() time.Time
	By    domain.Actor // who does it, kept with everything that is done to an invoice
	// Refund is the region's account that clinics pay claims to, as printed.
	Refund string
}

// InvoiceError says which invoice an error is about.
type InvoiceError struct {
	OurRef int64
	Err    error
}

func (e *InvoiceError) Error() string { return fmt.Sprintf("vår referens %d: %v", e.OurRef, e.Err) }

// Unwrap gives the cause.
func (e *InvoiceError) Unwrap() error { return e.Err }

// about says which invoice an error is about; nil stays nil.
func about(ourRef int64, err error) error {
	if err == nil {
		return nil
	}
	return &InvoiceError{ourRef, err}
}

// moment is now as it is stored: UTC, whole milliseconds.
func (d Desk) moment() time.Time { return d.Now().UTC().Truncate(time.Millisecond) }

// event is something done at the desk now.
func (d Desk) event(act domain.Act, bills []int64) domain.Event {
	return domain.Event{At: d.moment(), Act: act, By: d.By, Bills: bills}
}

// change applies an act to one invoice, saves it and notes who did it.
func (d Desk) change(ctx context.Context, ourRef int64, e domain.Event, act func(domain.Invoice) (domain.Invoice, error)) error {
	return d.Store.Write(ctx, func(tx server.Tx) error {
		before, err := tx.AnyInvoice(ourRef)
		if err != nil {
			return about(ourRef, err)
		}
		after, err := act(before)
		if err == nil {
			after, err = server.SaveInvoice(tx, after, e)
		}
		if err == nil {
			err = d.traceInvoice(tx, before, after, e)
		}
		return about(ourRef, err)
	})
}

// Hold puts bills under granskning; Release ends that. The invoice is not paid
// meanwhile.
func (d Desk) Hold(ctx context.Context, ourRef int64, p domain.Part) error {
	return d.HoldFor(ctx, ourRef, p, "")
}

// HoldFor is Hold with the reason that the clinic sees, at the bills and in the
// history.
func (d Desk) HoldFor(ctx context.Context, ourRef int64, p domain.Part, reason string) error {
	e := d.event(domain.ActHold, p.Bills)
	e.Reason = strings.TrimSpace(reason)
	return d.change(ctx, ourRef, e, func(v domain.Invoice) (domain.Invoice, error) { return v.HoldFor(p, e.Reason) })
}

// Release ends the review of bills.
func (d Desk) Release(ctx context.Context, ourRef int64, p domain.Part) error {
	return d.change(ctx, ourRef, d.event(domain.ActRelease, p.Bills), func(v domain.Invoice) (domain.Invoice, error) { return v.Release(p) })
}

// Approve plans an invoice for payment on a day.
func (d Desk) Approve(ctx context.Context, ourRef int64, day PayDay) error {
	if err := d.check(day); err != nil {
		return about(ourRef, err)
	}
	return d.change(ctx, ourRef, d.event(domain.ActApprove, nil), func(v domain.Invoice) (domain.Invoice, error) { return v.Approve(day.On) })
}

// Void voids unpaid bills, with the reason shown to the clinic. Where they are
// bills of a credit, what they took back stands again.
func (d Desk) Void(ctx context.Context, ourRef int64, p domain.Part, reason string) error {
	reason = strings.TrimSpace(reason)
	e := d.event(domain.ActVoid, p.Bills)
	e.Reason = reason
	return d.Store.Write(ctx, func(tx server.Tx) error {
		before, err := tx.AnyInvoice(ourRef)
		if err != nil {
			return about(ourRef, err)
		}
		after, err := before.Void(p, reason, domain.DateOf(d.Now()))
		if err == nil {
			_, err = server.SaveInvoice(tx, after, e)
		}
		if err == nil && after.CreditOf != 0 {
			err = d.restore(tx, before, after, reason)
		}
		if err == nil && after.Claim != 0 {
			err = d.lowerClaim(tx, after)
		}
		if err == nil {
			err = d.traceInvoice(tx, before, after, e)
		}
		return about(ourRef, err)
	})
}

// restore lets stand again what the bills of a credit took back that are voided now.
func (d Desk) restore(tx server.Tx, before, after domain.Invoice, reason string) error {
	v, err := tx.Invoice(after.Clinic, after.CreditOf)
	if err != nil {
		return err
	}
	var voided []domain.InvoiceBill
	e := d.event(domain.ActRestore, nil)
	e.Reason = reason
	for i, b := range after.Bills {
		if b.State == domain.BillVoided && before.Bills[i].State != domain.BillVoided && b.TakesBack != nil {
			voided = append(voided, b)
			e.Bills = append(e.Bills, b.TakesBack.BillNo)
		}
	}
	_, err = server.SaveInvoice(tx, v.Restore(voided), e)
	return err
}
