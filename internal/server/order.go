package server

import (
	"errors"
	"time"

	"example.org/tandtui/internal/domain"
)

// order is a decoded command: the version of the invoice or clinic that it was
// decided on, and what to do.
type order struct {
	target, version int64 // 0: it makes something new; target is 0 where it is about the clinic
	act             act
}

// done is what a command has done: the invoice as it is afterwards, or the new one;
// or the clinic, where the command is about that.
type done struct {
	after             domain.Invoice
	credited, version int64 // the invoice that after takes back, and its version now
	clinic            domain.Clinic
	user              int64
	notes             []domain.UserNote
}

// act does what a command asks for, in the command's transaction. refused is set if the command was not done but the
// transaction must be kept, because the log says whose data the answer shows. An
// error leaves no trace.
type act func(s *Service, w work) (did done, refused, err error)

// work is what an act works with.
type work struct {
	tx     Tx
	who    staff
	at     time.Time      // the moment of the command, as stored
	id     string         // of the command
	target domain.Invoice // as it is now, in the version that was decided on
	clinic domain.Clinic  // likewise, where the command is about the clinic itself
}

// event is the command's event; the ledger adds the rest.
func (w work) event(act domain.Act, bills []int64) domain.Event {
	return domain.Event{At: w.at, Act: act, By: w.who.actor, Bills: bills, Command: w.id}
}

// onInvoice is the order to do something to a part of an invoice, in the version
// that the user saw. op names it in errors.
func onInvoice(op string, ourRef, version int64, p domain.Part, do func(*Service, work) (domain.Invoice, error)) (order, error) {
	if ourRef < 1 || version < 1 {
		return order{}, badRequest(op, errors.New("no invoice, or no version of it"))
	}
	if err := plain(op, p); err != nil {
		return order{}, err
	}
	return order{target: ourRef, version: version, act: func(s *Service, w work) (done, error, error) {
		v, err := do(s, w)
		return done{after: v}, nil, err
	}}, nil
}

// plain refuses a part that could be read in two ways, of which the history would
// tell only one, and bills that are named again, which a million times would hold
// up everybody.
func plain(op string, p domain.Part) error {
	if p.Whole && len(p.Bills) > 0 {
		return badRequest(op, errors.New("the whole invoice, and bills of it"))
	}
	named := make(map[int64]bool, min(len(p.Bills), maxBills))
	for _, no := range p.Bills {
		if named[no] {
			return badRequest(op, errors.New("a bill that is named twice"))
		}
		named[no] = true
	}
	return nil
}
