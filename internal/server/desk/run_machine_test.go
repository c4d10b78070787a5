package desk_test

import (
	"flag"
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/bank"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
)

// graph is where an invoice may go from a status: besides staying in it.
var graph = map[domain.Status][]domain.Status{
	domain.StatusReceived: {domain.StatusApproved, domain.StatusPaid, domain.StatusVoided, domain.StatusDeleted},
	domain.StatusApproved: {domain.StatusReceived, domain.StatusPaid, domain.StatusVoided, domain.StatusDeleted},
	domain.StatusPaid:     nil, domain.StatusVoided: nil, domain.StatusDeleted: nil,
}

// model is what must hold whatever is done at the region, in whatever order.
type model struct {
	t    *testing.T
	d    desk.Desk
	refs []int64
	runs []int64
	was  map[int64]domain.Status
	came int
}

func (m *model) ref(t *rapid.T) int64 {
	if len(m.refs) == 0 {
		t.Skip("no invoice yet")
	}
	return rapid.SampledFrom(m.refs).Draw(t, "invoice")
}

// part is the whole invoice, or one bill of it.
func (m *model) part(t *rapid.T, ref int64) domain.Part {
	v := get(m.t, m.d, ref)
	if rapid.Bool().Draw(t, "whole") {
		return domain.WholeInvoice
	}
	return domain.Part{Bills: []int64{rapid.SampledFrom(v.Bills).Draw(t, "bill").BillNo}}
}

// may lets an act be refused for a reason of the invoice's life, and fails on any
// other error.
func (m *model) may(t *rapid.T, err error) {
	if err != nil && domain.KindOf(err) != domain.Conflict {
		t.Fatal(err)
	}
}

func (m *model) submit(t *rapid.T) {
	clinic := rapid.SampledFrom([]string{"31", "32"}).Draw(t, "clinic")
	m.refs = append(m.refs, send(m.t, m.d, clinic, rapid.SliceOfN(rapid.Int64Range(1, 5), 1, 3).Draw(t, "kronor")...))
}

func (m *model) delete(t *rapid.T) {
	ref := m.ref(t)
	part := m.part(t, ref)
	m.may(t, m.d.Store.Write(ctx, func(tx server.Tx) error {
		v, err := tx.AnyInvoice(ref)
		if err == nil {
			v, err = v.Delete(part, today)
		}
		if err == nil {
			_, err = server.SaveInvoice(tx, v, domain.Event{At: noon(), Act: domain.ActDelete, By: domain.Actor{ID: "kliniken"}})
		}
		return err
	}))
}

func (m *model) credit(t *rapid.T) {
	ref := m.ref(t)
	c, err := m.d.Credit(ctx, ref, domain.CreditPart{Part: m.part(t, ref)})
	if m.may(t, err); err == nil {
		m.refs = append(m.refs, c.OurRef)
	}
}

func (m *model) prepare(t *rapid.T) {
	on := payday.AddDays(rapid.IntRange(0, 5).Draw(t, "day"))
	p, err := m.d.PlanPrepare(ctx, on)
	if err != nil {
		t.Fatal(err)
	}
	run, left, err := m.d.Prepare(ctx, p)
	if err != nil || left != 0 {
		t.Fatal(left, err)
	}
	if !slices.Contains(m.runs, run.No) {
		m.runs = append(m.runs, run.No)
	}
}

func (m *model) run(t *rapid.T) int64 {
	if len(m.runs) == 0 {
		t.Skip("no run yet")
	}
	return rapid.SampledFrom(m.runs).Draw(t, "run")
}

func (m *model) close(t *rapid.T) { closeRun(m.t, m.d, m.run(t)) }

// confirm answers each payment of a run, or leaves it open.
func (m *model) confirm(t *rapid.T) {
	no := m.run(t)
	own := map[string]string{}
	for _, s := range settlements(m.t, m.d, no) {
		if s.Payout.Sum > 0 {
			own[bank.EndToEndID(s.Payout.No, s.Payout.Invoices...)] = rapid.SampledFrom([]string{"ACCP", "RJCT", "PDNG"}).Draw(t, "status")
		}
	}
	p, err := m.d.PlanConfirm(ctx, report(domain.PayRun{No: no}, "PART", own), profileOf(m.t))
	if domain.CodeOf(err) == bank.CodeOtherRun {
		return // it is not closed
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.d.Confirm(ctx, p); err != nil {
		t.Fatal(err)
	}
}

func (m *model) settle(t *rapid.T) {
	claims := claimsOf(m.t, m.d)
	if len(claims) == 0 {
		t.Skip("no claim yet")
	}
	c := rapid.SampledFrom(claims).Draw(t, "claim")
	m.came++
	ref := m.came - rapid.IntRange(0, 1).Draw(t, "again") // sometimes the file before, with another amount
	settle(m.t, m.d, came(fmt.Sprint(ref), rapid.Int64Range(1, 10).Draw(t, "kronor"), fmt.Sprint(int(c.OurRef))))
}

// check is done after every step.
func (m *model) check(t *rapid.T) {
	a, err := server.Audit(ctx, m.d.Store)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Faults() {
		t.Errorf("the books: %+v", f)
	}
	paid := map[int64]int{}
	for _, r := range allRuns(m.t, m.d) {
		for _, s := range settlements(m.t, m.d, r.No) {
			if s.Payout.Sum < 0 || s.Payout.CarriedIn < 0 || s.Payout.CarriedOut < 0 {
				t.Errorf("below zero: %+v", s.Payout)
			}
			for _, ref := range s.Payout.Invoices {
				if s.Payout.State != domain.PayoutRejected {
					paid[ref]++
				}
			}
		}
	}
	now := map[int64]domain.Status{}
	for _, ref := range m.refs {
		v := get(m.t, m.d, ref)
		now[ref] = v.Status
		if was, ok := m.was[ref]; ok && was != v.Status && !slices.Contains(graph[was], v.Status) {
			t.Errorf("%d went from %s to %s", ref, was, v.Status)
		}
		if paid[ref] > 1 || v.Payout != 0 && paid[ref] != 1 || v.Claim != 0 && paid[ref] != 0 {
			t.Errorf("%d is in %d payouts: %+v", ref, paid[ref], v)
		}
	}
	m.was = now
	for _, clinic := range []string{"31", "32"} {
		if carried(m.t, m.d, clinic) < 0 {
			t.Errorf("%s has paid twice for its credits", clinic)
		}
	}
}

func allRuns(t testing.TB, d desk.Desk) (list []domain.PayRun) {
	t.Helper()
	if err := d.Store.Read(ctx, func(tx server.Tx) (err error) {
		list, err = tx.PayRuns(1000)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return list
}

// Issue 12: whatever clinics, desks and the bank do, in whatever order, money adds up
// to the öre, no invoice is paid twice, a status moves only along the graph, and what
// is carried is taken off or still there.
func TestWhateverIsDoneMoneyAddsUp(t *testing.T) {
	checks := flag.Lookup("rapid.checks").Value
	if was := checks.String(); was == "100" { // the default, if nobody asks for more: each one opens a database
		if err := checks.Set("10"); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = checks.Set(was) }()
	}
	rapid.Check(t, func(r *rapid.T) {
		m := &model{t: t, d: clinics(t)}
		steps := map[string]func(*rapid.T){
			"submit": m.submit, "delete": m.delete, "credit": m.credit, "prepare": m.prepare, "close": m.close, "confirm": m.confirm, "settle": m.settle,
			"hold":    func(r *rapid.T) { ref := m.ref(r); m.may(r, m.d.Hold(ctx, ref, m.part(r, ref))) },
			"release": func(r *rapid.T) { ref := m.ref(r); m.may(r, m.d.Release(ctx, ref, m.part(r, ref))) },
			"void":    func(r *rapid.T) { ref := m.ref(r); m.may(r, m.d.Void(ctx, ref, m.part(r, ref), "ett skäl")) },
			"pay":     func(r *rapid.T) { _, _, err := pay(m.d, desk.PayOrder{Day: onPayday, OurRef: m.ref(r)}); m.may(r, err) },
			"":        m.check,
		}
		r.Repeat(maps.Clone(steps))
	})
}
