package desk

import (
	"context"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// Person is what the region knows of somebody.
type Person struct {
	Facts     domain.PersonFacts
	Protected bool
}

// Persons gives the first people by number, at most limit, with their rights. That
// they are shown is logged in the same transaction.
func (d Desk) Persons(ctx context.Context, limit int) (list []Person, err error) {
	err = d.Store.Write(ctx, func(tx server.Tx) error {
		list = nil
		people, err := tx.Persons(domain.PersonID{}, limit)
		if err != nil {
			return err
		}
		var ids []domain.PersonID
		for _, p := range people {
			ids = append(ids, p.ID)
		}
		list, err = d.shown(tx, ids...)
		return err
	})
	return list, err
}

// Person gives one person. Kind NotFound; that somebody unknown was looked for is
// logged too.
func (d Desk) Person(ctx context.Context, id domain.PersonID) (p Person, err error) {
	var missing error
	err = d.Store.Write(ctx, func(tx server.Tx) error {
		p, missing = Person{}, nil
		list, err := d.shown(tx, id)
		if domain.KindOf(err) == domain.NotFound {
			missing, err = err, nil
		}
		if len(list) > 0 {
			p = list[0]
		}
		return err
	})
	if err == nil {
		err = missing
	}
	return p, err
}

// shown reads people and logs that they are shown.
func (d Desk) shown(tx server.Tx, ids ...domain.PersonID) (list []Person, err error) {
	if err := d.look(tx, PurposeReview, ids...); err != nil {
		return nil, err
	}
	for _, id := range ids {
		facts, protected, err := tx.Person(id, server.FactsRule{Year: domain.DateOf(d.Now()).Year()})
		if err != nil {
			return nil, err
		}
		list = append(list, Person{facts, protected})
	}
	return list, nil
}

// History is an invoice with all that was done to it.
type History struct {
	Invoice domain.Invoice `json:"invoice"`
	Events  []domain.Event `json:"events"`
}

// Invoice gives an invoice with its patients, and logs that they are shown.
func (d Desk) Invoice(ctx context.Context, ourRef int64) (h History, err error) {
	err = d.Store.Write(ctx, func(tx server.Tx) error {
		if h.Invoice, err = tx.AnyInvoice(ourRef); err != nil {
			return about(ourRef, err)
		}
		var ids []domain.PersonID
		for _, b := range h.Invoice.Bills {
			ids = append(ids, b.Person)
		}
		if err := d.look(tx, PurposeReview, ids...); err != nil {
			return err
		}
		h.Events, err = tx.Events(h.Invoice.Clinic, ourRef)
		return err
	})
	return h, err
}
