package server

import (
	"errors"
	"time"

	"example.org/tandtui/internal/domain"
)

// Every change of an invoice goes through AddInvoice or SaveInvoice, so that none
// is without its event and its row in the clinic's feed.

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
	return follow(tx, v, e)
}

// SaveInvoice stores an invoice after an act and gives it with its new version.
// Its Version must be the one that was read: Kind Conflict if the stored one is
// another.
func SaveInvoice(tx Tx, v domain.Invoice, e domain.Event) (domain.Invoice, error) {
	v, err := tx.SaveInvoice(v, v.Version)
	if err != nil {
		return v, err
	}
	return v, follow(tx, v, e)
}

// follow writes what every change of an invoice brings: its event and its row in
// the feed.
func follow(tx Tx, v domain.Invoice, e domain.Event) error {
	if e.By.ID == "" || e.At.IsZero() {
		return &domain.Error{Kind: domain.Internal, Code: "server.event", Op: "server.follow", Err: errors.New("nothing is done without who and when")}
	}
	e.Clinic, e.OurRef, e.Version = v.Clinic, v.OurRef, v.Version
	if err := tx.AddEvent(e); err != nil {
		return err
	}
	return tx.AddChange(v.Clinic, invoiceChange(v))
}

// AddPayout stores a payout and tells its clinic.
func AddPayout(tx Tx, p domain.Payout) error {
	if err := tx.AddPayout(p); err != nil {
		return err
	}
	return tx.AddChange(p.Clinic, Change{Kind: ChangePayout, Ref: p.No})
}

// PutClinic stores a clinic's data and tells the clinic, if anything is new.
func PutClinic(tx Tx, c domain.Clinic) error {
	switch old, err := tx.Clinic(c.No); {
	case err == nil && old == c:
		return nil
	case err != nil && domain.KindOf(err) != domain.NotFound:
		return err
	}
	if err := tx.PutClinic(c); err != nil {
		return err
	}
	return tx.AddChange(c.No, clinicChange)
}
