package desk

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"example.org/tandtui/internal/bank"
	"example.org/tandtui/internal/bankday"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// Codes of what cannot be done to a pay run.
const (
	CodeRunState   = "desk.run-state"   // it is not in a state for it
	CodeRunProfile = "desk.run-profile" // it was closed with another bank profile
	CodeRunBytes   = "desk.run-bytes"   // its file would not be the one that was written before
	CodeRunOver    = "desk.run-over"    // another desk has closed it meanwhile
)

// Closing is what closing a pay run would do, to be looked at before it is done.
type Closing struct {
	Run     domain.PayRun   `json:"run"`
	On      domain.Date     `json:"on"`      // the day on which the bank pays
	Why     string          `json:"why"`     // why that is not the run's day: DayPassed, or the name of the day that is no bank day
	Payouts []domain.Payout `json:"payouts"` // one per clinic; a clinic of many invoices gets several
	NoPayee []string        `json:"noPayee"` // clinics without a known account: their invoices wait
	Count   int             `json:"count"`   // invoices

	work []target
}

// PlanClose looks what closing a prepared run would pay. One that is closed gives
// an empty plan: closing it again only gives its file again.
func (d Desk) PlanClose(ctx context.Context, run int64) (p Closing, err error) {
	err = d.Store.Read(ctx, func(tx server.Tx) error {
		p = Closing{}
		var err error
		if p.Run, err = tx.PayRun(run); err != nil {
			return err
		}
		p.On = p.Run.PaysOn
		if p.On.IsZero() {
			p.day(domain.DateOf(d.Now()))
		}
		if p.Run.State != domain.RunPrepared && p.Run.State != domain.RunClosing {
			return nil
		}
		list, err := tx.AllWithStatus(domain.StatusApproved)
		if err != nil {
			return err
		}
		payees, err := payees(tx)
		if err != nil {
			return err
		}
		for _, v := range list {
			if v.CanClose() == "" && v.StatusOn == p.Run.Date {
				p.add(v, payees)
			}
		}
		slices.SortFunc(p.Payouts, func(x, y domain.Payout) int { return cmp.Compare(x.Clinic, y.Clinic) })
		slices.Sort(p.NoPayee)
		sortTargets(p.work)
		return net(tx, p.Payouts)
	})
	return p, err
}

// PaidOtherwise reports whether the run was paid by another way than a bank's file:
// it has none, and cannot be closed.
func (p Closing) PaidOtherwise() bool { return paidOtherwise(p.Run) }

func paidOtherwise(r domain.PayRun) bool { return r.State == domain.RunDone && r.Profile == "" }

// DayPassed is the Why of a run that is closed after its day.
const DayPassed = "passed"

// day settles on which day the bank pays.
func (p *Closing) day(today domain.Date) {
	if p.On = p.Run.Date; p.On.Before(today) {
		p.On, p.Why = today, DayPassed
	}
	if closed := bankday.Closed(p.On); closed != "" {
		p.On, p.Why = bankday.Next(p.On), cmp.Or(p.Why, closed)
	}
}

func (p *Closing) add(v domain.Invoice, payees map[string]domain.Payee) {
	if !payable(payees[v.Clinic]) {
		if !slices.Contains(p.NoPayee, v.Clinic) {
			p.NoPayee = append(p.NoPayee, v.Clinic)
		}
		return
	}
	p.Count++
	p.work = append(p.work, target{v.Clinic, v.OurRef, v.Version})
	p.Payouts = gather(p.Payouts, p.On, v)
}

// Close closes a run as it was looked at, in batches: every payout is made whole in
// one transaction, and a run that was broken off goes on where it was when it is
// closed again. An invoice that has changed meanwhile is left: left counts those.
// It gives the run and the bytes of the bank's file, the same however often it is
// asked; none where nothing is to be paid by the bank.
func (d Desk) Close(ctx context.Context, p Closing, profile bank.Profile) (run domain.PayRun, file []byte, left int, err error) {
	if run, err = d.begin(ctx, p, profile.ID); err != nil {
		return run, nil, 0, err
	}
	if run.State == domain.RunClosing {
		if left, err = d.closeAll(ctx, run, p.work); err != nil {
			return run, nil, left, err
		}
	}
	run, file, err = d.end(ctx, run, profile)
	return run, file, left, err
}

// begin settles what the whole run has in common.
func (d Desk) begin(ctx context.Context, p Closing, profile string) (run domain.PayRun, err error) {
	err = d.Store.Write(ctx, func(tx server.Tx) error {
		if run, err = tx.PayRun(p.Run.No); err != nil {
			return err
		}
		switch {
		case run.Profile != "" && run.Profile != profile:
			return runFault(CodeRunProfile)
		case paidOtherwise(run):
			return runFault(CodeRunState)
		case run.State != domain.RunPrepared:
			return nil
		}
		run.State, run.Profile, run.PaysOn = domain.RunClosing, profile, p.On
		run.Closed, run.ClosedBy = d.moment(), d.By
		return tx.PutPayRun(run)
	})
	return run, err
}

func runFault(code string) error {
	return &domain.Error{Kind: domain.Conflict, Code: code, Op: "desk.run"}
}

// closeAll makes the payouts, some clinics in each transaction.
func (d Desk) closeAll(ctx context.Context, run domain.PayRun, work []target) (left int, err error) {
	s := settling{run: run, on: run.PaysOn, state: domain.PayoutClosed, event: d.event(domain.ActClose, nil)}
	for len(work) > 0 {
		part := work[:wholePayouts(work)]
		work = work[len(part):]
		missed := 0
		err := d.Store.Write(ctx, func(tx server.Tx) (err error) {
			missed, err = s.close(tx, part)
			return err
		})
		if left += missed; err != nil {
			return left, err
		}
	}
	return left, nil
}

// wholePayouts is how many of the targets make whole payouts and fit in a batch.
func wholePayouts(work []target) int {
	n := 0
	for _, of := range byClinic(work) {
		next := min(len(of), maxParts)
		if n > 0 && n+next > batch {
			break
		}
		n += next
		if next < len(of) {
			break
		}
	}
	return n
}

// close makes the payouts of some clinics, and counts invoices that have changed. Once
// another desk has closed the run nothing more comes into it: its file is written.
func (s settling) close(tx server.Tx, work []target) (missed int, err error) {
	switch run, err := tx.PayRun(s.run.No); {
	case err != nil:
		return 0, err
	case run.State != domain.RunClosing:
		return 0, runFault(CodeRunOver)
	}
	payees, err := payees(tx)
	if err != nil {
		return 0, err
	}
	for clinic, part := range byClinic(work) {
		list, err := unchanged(tx.Invoices, clinic, part)
		if err != nil {
			return 0, err
		}
		missed += len(part) - len(list)
		if len(list) == 0 {
			continue
		}
		if _, err := s.settle(tx, payees[clinic], list); err != nil {
			return 0, err
		}
	}
	return missed, nil
}

// end writes the bank's file of a run whose payouts are made, and notes what it
// holds: a second time it must be the same. Where another desk has added payouts or
// ended the run meanwhile, it looks again.
func (d Desk) end(ctx context.Context, run domain.PayRun, profile bank.Profile) (_ domain.PayRun, file []byte, err error) {
	for no := run.No; ; {
		var list []server.Settlement
		if err = d.Store.Read(ctx, func(tx server.Tx) (err error) {
			if run, err = tx.PayRun(no); err == nil {
				list, err = tx.Settlements(no)
			}
			return err
		}); err != nil {
			return run, nil, err
		}
		if file, err = fileOf(run, list, profile); err != nil {
			return run, nil, err
		}
		sum := sha256.Sum256(file)
		digest := hex.EncodeToString(sum[:])
		switch {
		case run.Digest != "" && run.Digest != digest:
			return run, nil, runFault(CodeRunBytes)
		case run.State != domain.RunClosing:
			return run, file, nil
		}
		ended := run
		if ended.Digest, ended.State = digest, domain.RunClosed; len(file) == 0 {
			ended.State = domain.RunDone
		}
		done := false
		if err = d.Store.Write(ctx, func(tx server.Tx) (err error) {
			done, err = d.note(tx, ended, len(list))
			return err
		}); err != nil || done {
			return ended, file, err
		}
	}
}

// note stores a run as it ends, with so many payouts; done is false where it is not
// as it was when its file was written.
func (d Desk) note(tx server.Tx, ended domain.PayRun, payouts int) (done bool, err error) {
	run, err := tx.PayRun(ended.No)
	if err != nil || run.State != domain.RunClosing {
		return false, err
	}
	list, err := tx.Settlements(ended.No)
	if err != nil || len(list) != payouts {
		return false, err
	}
	if err := tx.PutPayRun(ended); err != nil {
		return false, err
	}
	return true, d.traceRun(tx, VerbClose, ended, payouts, ended.Digest) // the file that was written
}

// fileOf are the bytes of a run's file; none where the bank has nothing to pay.
func fileOf(run domain.PayRun, list []server.Settlement, profile bank.Profile) ([]byte, error) {
	order := OrderOf(run, list, profile)
	if len(order.Payments) == 0 {
		return nil, nil
	}
	var b bytes.Buffer
	err := bank.WritePain001(&b, order, profile)
	return b.Bytes(), err
}

// OrderOf is what the bank is asked to pay of a run: what was settled when it was
// closed, whatever has become of it since.
func OrderOf(run domain.PayRun, list []server.Settlement, profile bank.Profile) bank.Order {
	o := bank.Order{
		Run: run.No, MessageID: bank.MessageID(profile.Debtor.OrgNumber, run.No), Created: run.Closed, Execution: run.PaysOn,
	}
	for _, s := range list {
		if s.Payout.Sum > 0 {
			o.Payments = append(o.Payments, payment(s))
		}
	}
	return o
}

func payment(s server.Settlement) bank.Payment {
	p := bank.Payment{
		EndToEndID: bank.EndToEndID(s.Payout.No, s.Payout.Invoices...), Amount: s.Payout.Sum,
		Creditor: bank.Party{Name: s.Payee.Name, Town: s.Payee.Town, Country: s.Payee.Country},
		Account:  bank.Account{Kind: bank.AccountKind(s.Payee.Kind), Digits: s.Payee.Digits},
	}
	for _, part := range s.Parts {
		if part.Sum != 0 {
			p.Remittances = append(p.Remittances, bank.Remittance{OurRef: part.OurRef, InvoiceNo: part.InvoiceNo, Amount: max(part.Sum, -part.Sum), Credit: part.Sum < 0})
		}
	}
	if s.Payout.CarriedIn > 0 {
		p.Remittances = append(p.Remittances, bank.Remittance{Amount: s.Payout.CarriedIn, Credit: true})
	}
	return p
}
