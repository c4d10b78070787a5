package desk

import (
	"context"
	"slices"
	"strings"

	"example.org/tandtui/internal/bank"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/text"
)

// Confirming is what an answer of the bank would do, to be looked at before it is
// done.
type Confirming struct {
	Run      domain.PayRun   `json:"run"`
	Accepted []domain.Payout `json:"accepted"` // are paid
	Rejected []domain.Payout `json:"rejected"` // wait anew, with the bank's reason
	Received []domain.Payout `json:"received"` // the bank has them, and has not decided
	Before   int             `json:"before"`   // payouts that the answer changes nothing of
	Against  []domain.Payout `json:"against"`  // answered otherwise before: they stay as they are
	Advice   []string        `json:"advice"`   // what to do about the rejected ones, once for each reason
	Digest   string          `json:"-"`        // SHA-256 of the bank's file, hex, for the desk's log

	after []server.Settlement
}

// Changes is how many payouts it changes.
func (p Confirming) Changes() int { return len(p.after) }

// PlanConfirm looks what a pain.002 says of a run. An answer to no run of ours is
// Invalid (bank.CodeOtherRun).
func (d Desk) PlanConfirm(ctx context.Context, r bank.Report, profile bank.Profile) (p Confirming, err error) {
	err = d.Store.Read(ctx, func(tx server.Tx) error {
		p = Confirming{}
		if p.Run, err = answered(tx, r, profile); err != nil {
			return err
		}
		list, err := tx.Settlements(p.Run.No)
		if err != nil {
			return err
		}
		outcomes, err := r.Outcomes(OrderOf(p.Run, list, profile))
		if err != nil {
			return err
		}
		list = slices.DeleteFunc(list, func(s server.Settlement) bool { return s.Payout.Sum == 0 })
		for i, o := range outcomes {
			p.add(list[i], o)
		}
		return nil
	})
	return p, err
}

// answered is the run that a report answers.
func answered(tx server.Payments, r bank.Report, profile bank.Profile) (domain.PayRun, error) {
	runs, err := tx.PayRuns(maxRuns)
	if err != nil {
		return domain.PayRun{}, err
	}
	for _, run := range runs {
		if run.Digest != "" && bank.MessageID(profile.Debtor.OrgNumber, run.No) == r.Original {
			return run, nil
		}
	}
	return domain.PayRun{}, &domain.Error{Kind: domain.Invalid, Code: bank.CodeOtherRun, Op: "desk.confirm"}
}

func (p *Confirming) add(s server.Settlement, o bank.Outcome) {
	was, now := s.Payout, s.Payout
	switch o.Fate {
	case bank.Accepted:
		now.State = domain.PayoutConfirmed
	case bank.Rejected:
		now.State, now.Reason = domain.PayoutRejected, reasonOf(o)
	default:
		now.State = domain.PayoutSent
	}
	over := was.State == domain.PayoutConfirmed || was.State == domain.PayoutRejected
	switch {
	case now.State == was.State, over && now.State == domain.PayoutSent:
		p.Before++
		return
	case over:
		p.Against = append(p.Against, was)
		return
	case now.State == domain.PayoutConfirmed:
		p.Accepted = append(p.Accepted, now)
	case now.State == domain.PayoutRejected:
		p.Rejected = append(p.Rejected, now)
		p.advise(o)
	default:
		p.Received = append(p.Received, now)
	}
	s.Payout = now
	p.after = append(p.after, s)
}

// advise adds what to do about a payment that the bank rejected.
func (p *Confirming) advise(o bank.Outcome) {
	for _, r := range reasons(o) {
		if do := text.BankReason(r.Code).Do; !slices.Contains(p.Advice, do) {
			p.Advice = append(p.Advice, do)
		}
	}
}

// reasonOf is why the bank rejected a payment, as the clinic reads it: a sentence,
// with the bank's own code and words behind it.
func reasonOf(o bank.Outcome) string {
	var said []string
	for _, r := range reasons(o) {
		words := strings.TrimSuffix(text.BankReason(r.Code).What, ".")
		if own := strings.TrimSpace(r.Code + " " + strings.Join(r.Text, " ")); own != "" {
			words += " (" + own + ")"
		}
		if !slices.Contains(said, words) {
			said = append(said, words)
		}
	}
	return strings.Join(said, "; ")
}

// reasons are a rejected payment's, at least one: a bank need not give any.
func reasons(o bank.Outcome) []bank.Reason {
	if len(o.Reasons) == 0 {
		return []bank.Reason{{}}
	}
	return o.Reasons
}

// Confirm does what was looked at, in batches. A payout that has changed meanwhile,
// by another desk, is left as it is.
func (d Desk) Confirm(ctx context.Context, p Confirming) (run domain.PayRun, err error) {
	for rest := p.after; len(rest) > 0; {
		part := rest[:fitting(rest)]
		rest = rest[len(part):]
		if err := d.Store.Write(ctx, func(tx server.Tx) error {
			for _, s := range part {
				if err := d.answer(tx, s); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return p.Run, err
		}
	}
	err = d.Store.Write(ctx, func(tx server.Tx) error {
		if run, err = tx.PayRun(p.Run.No); err != nil || p.Changes() == 0 {
			return err
		}
		if err := d.traceRun(tx, VerbConfirm, run, p.Changes(), p.Digest); err != nil || run.State != domain.RunClosed {
			return err
		}
		list, err := tx.Settlements(run.No)
		if err != nil {
			return err
		}
		for _, s := range list {
			if s.Payout.State == domain.PayoutClosed || s.Payout.State == domain.PayoutSent {
				return nil
			}
		}
		run.State = domain.RunDone
		return tx.PutPayRun(run)
	})
	return run, err
}

// fitting is how many payouts are answered in one transaction: one at least.
func fitting(list []server.Settlement) int {
	n := 0
	for i, s := range list {
		if n += len(s.Payout.Invoices); i > 0 && n > batch {
			return i
		}
	}
	return len(list)
}

// answer gives a payout its new state, and its invoices theirs.
func (d Desk) answer(tx server.Tx, s server.Settlement) error {
	now := s.Payout
	before, err := tx.Payouts(now.Clinic, []int64{now.No})
	if err != nil {
		return err
	}
	if was := before[now.No].State; was != domain.PayoutClosed && was != domain.PayoutSent {
		return nil
	}
	if now.State != domain.PayoutSent {
		if err := d.follow(tx, now); err != nil {
			return err
		}
	}
	return server.PutPayouts(tx, d.moment(), before, s)
}

// follow pays the invoices of a payout, or lets them wait anew.
func (d Desk) follow(tx server.Tx, p domain.Payout) error {
	e, read := d.event(domain.ActPay, nil), reader(tx.Heads) // paying moves nothing of an invoice in the books
	if p.State == domain.PayoutRejected {
		e.Act, e.Reason, read = domain.ActReject, p.Reason, tx.Invoices
	}
	found, err := read(p.Clinic, p.Invoices)
	if err != nil {
		return err
	}
	before, after := make([]domain.Invoice, len(p.Invoices)), make([]domain.Invoice, len(p.Invoices))
	for i, ourRef := range p.Invoices {
		before[i] = found[ourRef]
		if e.Act == domain.ActReject {
			after[i], err = before[i].Reject(p.Reason)
		} else {
			after[i], err = before[i].Pay(p.Date)
		}
		if err != nil {
			return about(ourRef, err)
		}
	}
	return server.SaveStates(tx, before, after, e)
}
