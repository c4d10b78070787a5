package imports

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// loss is a right that a file withdraws, or makes valid for fewer days.
type loss struct {
	was       server.Right
	now       domain.Period // where it is not withdrawn
	withdrawn bool
}

// taken gives what rows take of the rights that the database has.
func taken(rows []personRow, have map[rightKey]server.Right) (list []loss) {
	for _, r := range rows {
		was, known := have[rightKey{r.right.Kind, r.right.No}]
		switch {
		case r.right.No == "", !known, was.Person != r.person.ID:
		case r.withdrawn, r.right.Validity != was.Validity:
			list = append(list, loss{was, r.right.Validity, r.withdrawn})
		}
	}
	return list
}

// takes tells whether a bill rests on what is gone: on a withdrawn right, or with a
// day that the right no longer covers. A bill from before its intyg was kept rests
// on the one of its part of the support that was valid then.
func (l loss) takes(b domain.InvoiceBill) bool {
	on := b.Approval
	if l.was.Kind == server.RightEntitlement {
		on = b.Entitlement
	}
	if b.Person != l.was.Person || b.State != domain.BillOrdinary {
		return false
	}
	if on != l.was.No && (on != "" || l.was.Kind != server.RightEntitlement || b.Support != l.was.Support) {
		return false
	}
	return slices.ContainsFunc(b.Items, func(i domain.Item) bool {
		return l.was.Validity.Contains(i.Date) && (l.withdrawn || !l.now.Contains(i.Date))
	})
}

// reason is told to the clinic.
func (l loss) reason() string {
	name := "Intyg "
	if l.was.Kind == server.RightApproval {
		name = "Förhandsbedömning "
	}
	if l.withdrawn {
		return name + l.was.No + " är återkallat av regionen."
	}
	return name + l.was.No + " gäller inte för räkningens alla datum."
}

// rest is an invoice on the way with the bills that rest on what is gone.
type rest struct {
	invoice domain.Invoice
	bills   []int64
	reasons []string
}

// resting finds the invoices on the way whose bills rest on what is gone. A credit
// takes money back, whatever it rested on.
func resting(tx server.Tx, losses []loss) (list []rest, err error) {
	if len(losses) == 0 {
		return nil, nil
	}
	of := map[domain.PersonID][]loss{}
	var people []domain.PersonID
	for _, l := range losses {
		if of[l.was.Person] == nil {
			people = append(people, l.was.Person)
		}
		of[l.was.Person] = append(of[l.was.Person], l)
	}
	invoices, err := tx.Unpaid(people)
	if err != nil {
		return nil, err
	}
	for _, v := range invoices {
		r := rest{invoice: v}
		for _, b := range v.Bills {
			at := slices.IndexFunc(of[b.Person], func(l loss) bool { return l.takes(b) })
			if at < 0 || v.CreditOf != 0 {
				continue
			}
			r.bills = append(r.bills, b.BillNo)
			if why := of[b.Person][at].reason(); !slices.Contains(r.reasons, why) {
				r.reasons = append(r.reasons, why)
			}
		}
		if len(r.bills) > 0 {
			list = append(list, r)
		}
	}
	return list, nil
}

// review puts under granskning what rests on what is gone: it must not be paid
// before somebody has looked (I5).
func (i Import) review(tx server.Tx, losses []loss) error {
	list, err := resting(tx, losses)
	if err != nil {
		return err
	}
	for _, r := range list {
		reason := strings.Join(r.reasons, " ")
		held, err := r.invoice.HoldFor(domain.Part{Bills: r.bills}, reason)
		if err != nil {
			return fmt.Errorf("hold %d: %w", r.invoice.OurRef, err)
		}
		e := domain.Event{At: i.Now().UTC().Truncate(time.Millisecond), Act: domain.ActHold, By: i.By, Bills: r.bills, Reason: reason}
		if _, err := server.SaveInvoice(tx, held, e); err != nil {
			return err
		}
	}
	return nil
}
