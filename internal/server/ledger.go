package server

import (
	"errors"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/money"
)

// Every change of an invoice goes through AddInvoice, SaveInvoice or SaveStates, so
// that none is without its event, its entries in the books and its row in the
// clinic's feed.

// Number gives a new invoice its numbers and the moment when it came.
func Number(tx Ledger, v domain.Invoice, at time.Time) (domain.Invoice, error) {
	ourRef, err := tx.NextNumbers(CounterOurRef, 1)
	if err != nil {
		return v, err
	}
	billNo, err := tx.NextNumbers(CounterBillNo, len(v.Bills))
	if err != nil {
		return v, err
	}
	return v.Numbered(ourRef, billNo, at), nil
}

// AddInvoice stores a new invoice with the event that made it. e needs At, Act
// and By.
func AddInvoice(tx Tx, v domain.Invoice, e domain.Event) error {
	if err := tx.AddInvoice(v); err != nil {
		return err
	}
	return follow(tx, e, []domain.Invoice{{}}, []domain.Invoice{v})
}

// SaveInvoice stores an invoice after an act and gives it with its new version.
// Its Version must be the one that was read: Kind Conflict if the stored one is
// another.
func SaveInvoice(tx Tx, v domain.Invoice, e domain.Event) (domain.Invoice, error) {
	before, err := tx.Invoice(v.Clinic, v.OurRef)
	if err != nil {
		return v, err
	}
	if v, err = tx.SaveInvoice(v, v.Version); err != nil {
		return v, err
	}
	return v, follow(tx, e, []domain.Invoice{before}, []domain.Invoice{v})
}

// SaveStates stores invoices of one clinic after the same act, which has left their
// bills alone; before holds them as they were, in the same order. It is SaveInvoice
// for many.
func SaveStates(tx Tx, before, after []domain.Invoice, e domain.Event) error {
	if len(after) == 0 {
		return nil
	}
	after, err := tx.SaveStates(after[0].Clinic, after)
	if err != nil {
		return err
	}
	return follow(tx, e, before, after)
}

// follow writes what changes of a clinic's invoices bring: events, entries in the
// books and rows in the feed.
func follow(tx Tx, e domain.Event, before, after []domain.Invoice) error {
	if e.By.ID == "" || e.At.IsZero() {
		return &domain.Error{Kind: domain.Internal, Code: "server.event", Op: "server.follow", Err: errors.New("nothing is done without who and when")}
	}
	clinic := after[0].Clinic
	events, changes := make([]domain.Event, len(after)), make([]Change, len(after))
	var entries []money.Entry
	for i, v := range after {
		e.Clinic, e.OurRef, e.Version = clinic, v.OurRef, v.Version
		events[i], changes[i] = e, invoiceChange(v)
		entries = append(entries, money.Invoice(before[i], v)...)
	}
	if err := tx.AddEvents(events...); err != nil {
		return err
	}
	if err := book(tx, e.At, entries); err != nil {
		return err
	}
	return tx.AddChanges(clinic, changes...)
}
