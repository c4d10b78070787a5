package desk

import (
	"context"
	"fmt"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// VerbAttachments is how the desk's log names that attachments were taken out.
const VerbAttachments = "attachments write"

// Attachments lists what came with the bills of an invoice (C8), without its
// content. A name may tell something of a patient: it is logged as a look at each
// who has one. Kind NotFound if there is no such invoice.
func (d Desk) Attachments(ctx context.Context, ourRef int64) (list []server.Attachment, err error) {
	err = d.Store.Write(ctx, func(tx server.Tx) error {
		list, err = d.attachments(tx, ourRef)
		return err
	})
	return list, err
}

// TakeAttachments gives what came with the bills of an invoice, one after the other,
// sealed as it is kept. That they are taken out stands in the logs before the first
// is given.
func (d Desk) TakeAttachments(ctx context.Context, ourRef int64, each func(server.Attachment) error) error {
	var list []server.Attachment
	err := d.Store.Write(ctx, func(tx server.Tx) (err error) {
		if list, err = d.attachments(tx, ourRef); err != nil {
			return err
		}
		return d.trace(tx, server.DeskAct{Verb: VerbAttachments, About: fmt.Sprint("vår referens ", ourRef), Rows: int64(len(list))})
	})
	if err != nil {
		return err
	}
	for _, a := range list {
		if err := d.Store.Read(ctx, func(tx server.Tx) (err error) {
			a, err = tx.Attachment(ourRef, a.BillNo, a.Name)
			return err
		}); err != nil {
			return err
		}
		if err := each(a); err != nil {
			return err
		}
	}
	return nil
}

func (d Desk) attachments(tx server.Tx, ourRef int64) ([]server.Attachment, error) {
	v, err := tx.AnyInvoice(ourRef)
	if err != nil {
		return nil, about(ourRef, err)
	}
	list, err := tx.Attachments(ourRef)
	if err != nil {
		return nil, err
	}
	has := map[int64]bool{}
	for _, a := range list {
		has[a.BillNo] = true
	}
	var people []domain.PersonID
	for _, b := range v.Bills {
		if has[b.BillNo] {
			people = append(people, b.Person)
		}
	}
	return list, d.look(tx, PurposeReview, people...)
}
