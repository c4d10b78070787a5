package desk

import (
	"cmp"
	"context"
	"slices"

	"example.org/tandtui/internal/bank"
	"example.org/tandtui/internal/bankday"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// batch is about how many invoices are changed in one transaction: other writers
// wait for no longer than that takes.
const batch = 500

// Preparation is what preparing a pay run would do, to be looked at before it is
// done.
type Preparation struct {
	Asked   domain.Date     `json:"asked"`   // the day that was asked for
	On      domain.Date     `json:"on"`      // the bank day that the run is for
	Closed  string          `json:"closed"`  // why Asked is no bank day; "": it is one
	Run     int64           `json:"run"`     // number of the run that is prepared for the day already; 0: a new one
	Payouts []domain.Payout `json:"payouts"` // one per clinic, as they would be if the run were closed now
	New     int             `json:"new"`     // invoices that are approved by it
	Moved   []Promise       `json:"moved"`   // invoices approved for an earlier day that are moved to this one
	Later   int             `json:"later"`   // invoices approved for a later day, which are left there
	Held    int             `json:"held"`    // invoices under granskning
	Claimed int             `json:"claimed"` // credits that their clinics pay back themselves
	NoPayee []string        `json:"noPayee"` // clinics without a known account: they are left out when the run is closed

	work []target
}

// target is an invoice that is to be changed, as it was looked at.
type target struct {
	clinic  string
	ourRef  int64
	version int64
}

// PlanPrepare looks what a pay run on a day would pay. A day that is no bank day is
// moved to the next one; past and far days are errors.
func (d Desk) PlanPrepare(ctx context.Context, on domain.Date) (p Preparation, err error) {
	if err := d.possible(on); err != nil {
		return p, err
	}
	err = d.Store.Read(ctx, func(tx server.Tx) error {
		p = Preparation{Asked: on, On: bankday.Next(on), Closed: bankday.Closed(on)}
		var err error
		if p.Run, err = preparedFor(tx, p.On); err != nil {
			return err
		}
		for _, s := range []domain.Status{domain.StatusApproved, domain.StatusReceived} {
			list, err := tx.AllWithStatus(s)
			if err != nil {
				return err
			}
			for _, v := range list {
				p.add(v)
			}
		}
		return p.finish(tx)
	})
	return p, err
}

// add puts an invoice where it belongs in the plan.
func (p *Preparation) add(v domain.Invoice) {
	switch v.CanApprove() {
	case "":
		p.New++
	case domain.WhyApproved:
		if v.StatusOn.After(p.On) {
			p.Later++
			return
		}
		if v.StatusOn == p.On {
			p.Payouts = gather(p.Payouts, p.On, v)
			return
		}
		p.Moved = append(p.Moved, Promise{v.OurRef, v.StatusOn})
	case domain.WhyOnHold:
		p.Held++
		return
	case domain.WhyClaimed:
		p.Claimed++
		return
	default: // in a closed run
		return
	}
	p.work = append(p.work, target{v.Clinic, v.OurRef, v.Version})
	p.Payouts = gather(p.Payouts, p.On, v)
}

func (p *Preparation) finish(tx server.Tx) error {
	slices.SortFunc(p.Payouts, func(x, y domain.Payout) int { return cmp.Compare(x.Clinic, y.Clinic) })
	sortTargets(p.work)
	if err := net(tx, p.Payouts); err != nil {
		return err
	}
	payees, err := payees(tx)
	for _, x := range p.Payouts {
		if !payable(payees[x.Clinic]) {
			p.NoPayee = append(p.NoPayee, x.Clinic)
		}
	}
	return err
}

func sortTargets(work []target) {
	slices.SortFunc(work, func(x, y target) int { return cmp.Or(cmp.Compare(x.clinic, y.clinic), cmp.Compare(x.ourRef, y.ourRef)) })
}

// payees are where clinics' payouts go.
func payees(tx server.Registry) (map[string]domain.Payee, error) {
	clinics, err := tx.Clinics()
	found := make(map[string]domain.Payee, len(clinics))
	for _, c := range clinics {
		found[c.No] = c.Payee
	}
	return found, err
}

// payable tells whether the bank can pay to a payee, in whose name and town it must
// have letters of its own: a file with one that it cannot write could not be written.
func payable(p domain.Payee) bool {
	return p.Complete() && bank.Writable(p.Name) && bank.Writable(p.Town)
}

// maxRuns is how many of the newest runs are looked through for one that is open.
const maxRuns = 1000

// preparedFor is the number of the run that is prepared for a day, 0 if none is.
func preparedFor(tx server.Payments, on domain.Date) (int64, error) {
	runs, err := tx.PayRuns(maxRuns)
	for _, r := range runs {
		if r.State == domain.RunPrepared && r.Date == on {
			return r.No, nil
		}
	}
	return 0, err
}

// Prepare approves what a plan names for its day, in batches, and gives the run. An
// invoice that has changed since it was looked at is left as it is: left counts
// those. Preparing a day again adds what has come since to the same run.
func (d Desk) Prepare(ctx context.Context, p Preparation) (run domain.PayRun, left int, err error) {
	if p.On.IsZero() {
		return run, 0, wrongDay(CodeDayNone)
	}
	err = d.Store.Write(ctx, func(tx server.Tx) error {
		no, err := preparedFor(tx, p.On)
		switch {
		case err != nil:
			return err
		case no != 0:
			run, err = tx.PayRun(no)
		default:
			run, err = d.newRun(tx, p.On, domain.RunPrepared)
		}
		if err != nil {
			return err
		}
		return d.traceRun(tx, VerbPrepare, run, len(p.work), "")
	})
	if err != nil {
		return run, 0, err
	}
	for part := range slices.Chunk(p.work, batch) {
		missed := 0
		err := d.Store.Write(ctx, func(tx server.Tx) (err error) {
			missed, err = d.approve(tx, p.On, part)
			return err
		})
		if left += missed; err != nil {
			return run, left, err
		}
	}
	return run, left, nil
}

// approve gives invoices their day, and counts those that have changed.
func (d Desk) approve(tx server.Tx, on domain.Date, work []target) (missed int, err error) {
	e := d.event(domain.ActApprove, nil)
	for clinic, part := range byClinic(work) {
		before, err := unchanged(tx.Heads, clinic, part) // no bill is under granskning: the version is the one that was looked at
		if err != nil {
			return 0, err
		}
		missed += len(part) - len(before)
		after := make([]domain.Invoice, len(before))
		for i, v := range before {
			if v.CanPostpone() == "" {
				after[i], err = v.Postpone(on)
			} else {
				after[i], err = v.Approve(on)
			}
			if err != nil {
				return 0, about(v.OurRef, err)
			}
		}
		if err := server.SaveStates(tx, before, after, e); err != nil {
			return 0, err
		}
	}
	return missed, nil
}

// byClinic gives the targets of each clinic, which follow each other.
func byClinic(work []target) func(yield func(string, []target) bool) {
	return func(yield func(string, []target) bool) {
		for len(work) > 0 {
			n := slices.IndexFunc(work, func(t target) bool { return t.clinic != work[0].clinic })
			if n < 0 {
				n = len(work)
			}
			if !yield(work[0].clinic, work[:n]) {
				return
			}
			work = work[n:]
		}
	}
}

// reader reads invoices of a clinic, with or without their bills.
type reader func(clinic string, ourRefs []int64) (map[int64]domain.Invoice, error)

// unchanged gives those invoices of a clinic that are as they were looked at.
func unchanged(read reader, clinic string, work []target) (list []domain.Invoice, err error) {
	refs := make([]int64, len(work))
	for i, t := range work {
		refs[i] = t.ourRef
	}
	found, err := read(clinic, refs)
	for _, t := range work {
		if v, ok := found[t.ourRef]; ok && v.Version == t.version {
			list = append(list, v)
		}
	}
	return list, err
}
