package desk_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"go.uber.org/goleak"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/server/sqlstore"
	"example.org/tandtui/test/regions"
	"example.org/tandtui/test/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var (
	today  = domain.MustDate("2026-11-23")
	payday = domain.MustDate("2026-12-01")
	ctx    = context.Background()
)

func noon() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }

func at(t testing.TB, s *sqlstore.Store, err error) desk.Desk {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		balanced(t, s)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return desk.Desk{Store: storetest.Twice{Store: s}, Now: noon, By: domain.Actor{ID: "disken", Via: domain.ViaDesk, From: "dator"}}
}

// balanced holds the books against what is there.
func balanced(t testing.TB, s server.Store) {
	t.Helper()
	a, err := server.Audit(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Faults() {
		t.Errorf("the books: %+v", f)
	}
}

func empty(t testing.TB) desk.Desk {
	s, err := sqlstore.Open(ctx, regions.Empty(t, filepath.Join(t.TempDir(), "x.db"), "vgr"))
	return at(t, s, err)
}

// filled is the desk of the demo's region.
func filled(t *testing.T) desk.Desk {
	t.Helper()
	s, err := sqlstore.Open(ctx, regions.Demo(t, filepath.Join(t.TempDir(), "x.db"), "vgr", today, time.UTC, "", nil))
	return at(t, s, err)
}

func withStatus(t *testing.T, d desk.Desk, s domain.Status) (list []domain.Invoice) {
	t.Helper()
	if err := d.Store.Read(ctx, func(tx server.Tx) (err error) {
		list, err = tx.AllWithStatus(s)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return list
}

func get(t *testing.T, d desk.Desk, ourRef int64) (v domain.Invoice) {
	t.Helper()
	if err := d.Store.Read(ctx, func(tx server.Tx) (err error) {
		v, err = tx.AnyInvoice(ourRef)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return v
}

func heads(t *testing.T, d desk.Desk) (sum int64) {
	t.Helper()
	if err := d.Store.Read(ctx, func(tx server.Tx) error {
		sum = 0
		clinics, err := tx.Clinics()
		for _, c := range clinics {
			h, e := tx.Head(c.No)
			sum, err = sum+h, errors.Join(err, e)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return sum
}

// split parts held invoices from those that a pay run takes.
func split(list []domain.Invoice) (due []domain.Invoice, held int) {
	for _, v := range list {
		on := false
		for _, b := range v.Bills {
			on = on || b.State == domain.BillOnHold
		}
		if on {
			held++
		} else {
			due = append(due, v)
		}
	}
	return due, held
}

// is tells whether an error is the reason why something cannot be done.
func is(err error, why domain.Why) bool {
	var about *desk.InvoiceError
	return errors.As(err, &about) && domain.CodeOf(err) == string(why)
}

// onPayday pays on payday although some invoices are approved for another day.
var onPayday = desk.PayDay{On: payday, Anyway: true}

// pay plans and pays.
func pay(d desk.Desk, o desk.PayOrder) (run []domain.Payout, held int, err error) {
	plan, err := d.PlanPay(ctx, o)
	if err == nil {
		run, err = d.Pay(ctx, plan)
	}
	return run, plan.Held, err
}

func TestPayRun(t *testing.T) {
	d := filled(t)
	due, wantHeld := split(append(withStatus(t, d, domain.StatusReceived), withStatus(t, d, domain.StatusApproved)...))
	before := heads(t, d)
	run, held, err := pay(d, desk.PayOrder{Day: onPayday, Everything: true})
	if err != nil {
		t.Fatal(err)
	}
	var n int
	var sum, want domain.Ore
	for _, p := range run {
		n, sum = n+len(p.Invoices), sum+p.Sum
	}
	for _, v := range due {
		want += v.Sum()
		after := get(t, d, v.OurRef)
		if after.Status != domain.StatusPaid || after.StatusOn != payday || after.Version != v.Version+1 || after.Sum() != v.Sum() {
			t.Errorf("%d: %+v", v.OurRef, after)
		}
	}
	if n != len(due) || sum != want || held != wantHeld || wantHeld != 1 {
		t.Errorf("run of %d for %s, %d held; want %d for %s, %d", n, sum, held, len(due), want, wantHeld)
	}
	if got := heads(t, d) - before; got != int64(len(due)+len(run)) {
		t.Errorf("%d change rows for %d invoices and %d payouts", got, len(due), len(run))
	}
	if left, _ := split(withStatus(t, d, domain.StatusReceived)); len(left) != 0 {
		t.Errorf("%d left", len(left))
	}
	run, _, err = pay(d, desk.PayOrder{Day: onPayday, Everything: true})
	if err != nil || len(run) != 0 {
		t.Errorf("a second run paid %+v (%v)", run, err)
	}
}

func TestPayOnlyApproved(t *testing.T) {
	d := filled(t)
	approved, received := withStatus(t, d, domain.StatusApproved), withStatus(t, d, domain.StatusReceived)
	run, _, err := pay(d, desk.PayOrder{Day: onPayday, Approved: true})
	n := 0
	for _, p := range run {
		n += len(p.Invoices)
	}
	if err != nil || n != len(approved) || n == 0 || len(withStatus(t, d, domain.StatusReceived)) != len(received) {
		t.Fatalf("%v: paid %d of %d approved", err, n, len(approved))
	}
}

func TestPayOne(t *testing.T) {
	d := filled(t)
	due, _ := split(withStatus(t, d, domain.StatusReceived))
	run, _, err := pay(d, desk.PayOrder{Day: onPayday, OurRef: due[0].OurRef})
	if err != nil || len(run) != 1 || !slices.Equal(run[0].Invoices, []int64{due[0].OurRef}) || run[0].Sum != due[0].Sum() || run[0].Clinic != due[0].Clinic {
		t.Fatalf("%v %+v", err, run)
	}
	if _, _, err := pay(d, desk.PayOrder{Day: onPayday, OurRef: due[0].OurRef}); !is(err, domain.WhyPaid) {
		t.Errorf("paid twice: %v", err)
	}
	if _, _, err := pay(d, desk.PayOrder{Day: onPayday, OurRef: 1}); domain.KindOf(err) != domain.NotFound {
		t.Errorf("an invoice that is not there: %v", err)
	}
	for _, v := range withStatus(t, d, domain.StatusReceived) {
		if _, held := split([]domain.Invoice{v}); held == 1 {
			if _, _, err := pay(d, desk.PayOrder{Day: onPayday, OurRef: v.OurRef}); !is(err, domain.WhyOnHold) {
				t.Errorf("a held invoice: %v", err)
			}
			if err := d.Release(ctx, v.OurRef, domain.WholeInvoice); err != nil {
				t.Fatal(err)
			}
			if _, _, err := pay(d, desk.PayOrder{Day: onPayday, OurRef: v.OurRef}); err != nil {
				t.Errorf("after the review: %v", err)
			}
		}
	}
}

func TestCredit(t *testing.T) {
	d := filled(t)
	var paid domain.Invoice
	for _, v := range withStatus(t, d, domain.StatusPaid) {
		if v.CreditOf == 0 && v.Bills[0].State == domain.BillOrdinary {
			paid = v
		}
	}
	credit, err := d.Credit(ctx, paid.OurRef, domain.CreditAll)
	if err != nil {
		t.Fatal(err)
	}
	got := get(t, d, credit.OurRef)
	if got.InvoiceNo != paid.InvoiceNo+"_Kredit" || got.CreditOf != paid.OurRef || got.Status != domain.StatusReceived || got.Sum() != -paid.Sum() {
		t.Errorf("credit %+v", got)
	}
	for i, b := range get(t, d, paid.OurRef).Bills {
		if b.State != domain.BillCredited || b.BillNo == got.Bills[i].BillNo || b.Sum() != paid.Bills[i].Sum() {
			t.Errorf("bill %+v", b)
		}
	}
	if _, err := d.Credit(ctx, paid.OurRef, domain.CreditAll); !is(err, domain.WhyCredited) {
		t.Errorf("crediting twice: %v", err)
	}
	if _, err := d.Credit(ctx, credit.OurRef, domain.CreditAll); !is(err, domain.WhyNotPaid) {
		t.Errorf("crediting a credit: %v", err)
	}
	if _, _, err := pay(d, desk.PayOrder{Day: onPayday, OurRef: credit.OurRef}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Credit(ctx, credit.OurRef, domain.CreditAll); !is(err, domain.WhyIsCredit) {
		t.Errorf("crediting a credit that is settled: %v", err)
	}
}

func TestVoid(t *testing.T) {
	d := filled(t)
	v := withStatus(t, d, domain.StatusApproved)[0]
	if err := d.Void(ctx, v.OurRef, domain.WholeInvoice, "Fel patient"); err != nil {
		t.Fatal(err)
	}
	got := get(t, d, v.OurRef)
	if got.Status != domain.StatusVoided || got.Reason != "Fel patient" || got.StatusOn != today || got.Bills[0].State != domain.BillVoided || got.Sum() != 0 {
		t.Errorf("%+v", got)
	}
	for s, why := range map[domain.Status]domain.Why{domain.StatusPaid: domain.WhyPaid, domain.StatusVoided: domain.WhyVoided} {
		if err := d.Void(ctx, withStatus(t, d, s)[0].OurRef, domain.WholeInvoice, "x"); !is(err, why) {
			t.Errorf("voiding what is %s: %v", s, err)
		}
	}
}

// A bill, then an item of another: each credit takes back what was asked for, and
// one that is voided gives it back.
func TestCreditOfParts(t *testing.T) {
	d := filled(t)
	paid := somePaid(t, d)
	item := domain.CreditPart{Items: []domain.BillItem{{BillNo: paid.Bills[0].BillNo, Item: 0}}}
	credit, err := d.Credit(ctx, paid.OurRef, item)
	if err != nil || credit.Sum() != -paid.Bills[0].Items[0].Price || credit.OurRef == 0 || credit.Bills[0].BillNo == 0 {
		t.Fatalf("%v %+v", err, credit)
	}
	if b := get(t, d, paid.OurRef).Bills[0]; !slices.Equal(b.Credited, []int{0}) || b.State != domain.BillOrdinary {
		t.Errorf("%+v", b)
	}
	if _, err := d.Credit(ctx, paid.OurRef, item); !is(err, domain.WhyCredited) {
		t.Errorf("the item again: %v", err)
	}
	if err := d.Void(ctx, credit.OurRef, domain.WholeInvoice, "fel rad"); err != nil {
		t.Fatal(err)
	}
	after := get(t, d, paid.OurRef)
	if after.Bills[0].Credited != nil || after.Version != paid.Version+2 {
		t.Errorf("after the credit was voided: %+v", after)
	}
	acts := history(t, d, after)
	if last := acts[len(acts)-1]; last.Act != domain.ActRestore || last.Reason != "fel rad" || !slices.Equal(last.Bills, []int64{paid.Bills[0].BillNo}) || last.By != d.By {
		t.Errorf("%+v", last)
	}
	if credit, err = d.Credit(ctx, paid.OurRef, item); err != nil || credit.Sum() == 0 {
		t.Errorf("credited anew: %v %+v", err, credit)
	}
}

// somePaid is a paid invoice that nothing has been credited of.
func somePaid(t *testing.T, d desk.Desk) domain.Invoice {
	t.Helper()
	for _, v := range withStatus(t, d, domain.StatusPaid) {
		if v.CanCredit(domain.CreditAll) == "" && v.Bills[0].State == domain.BillOrdinary {
			return v
		}
	}
	t.Fatal("none is paid")
	return domain.Invoice{}
}

// history is what was done to an invoice.
func history(t *testing.T, d desk.Desk, v domain.Invoice) (list []domain.Event) {
	t.Helper()
	if err := d.Store.Read(ctx, func(tx server.Tx) (err error) {
		list, err = tx.Events(v.Clinic, v.OurRef)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return list
}

// Each clinic is told its payout, which names the invoices and says their sum;
// each invoice names its payout.
func TestPayoutsAreTold(t *testing.T) {
	d := filled(t)
	run, _, err := pay(d, desk.PayOrder{Day: onPayday, Everything: true})
	if err != nil || len(run) < 2 {
		t.Fatal(err, run)
	}
	numbers := map[int64]bool{}
	for _, p := range run {
		numbers[p.No] = true
		var sum domain.Ore
		for _, ref := range p.Invoices {
			v := get(t, d, ref)
			sum += v.Sum()
			if v.Payout != p.No || v.Clinic != p.Clinic {
				t.Errorf("%d is in payout %d of %s, told in %d of %s", ref, v.Payout, v.Clinic, p.No, p.Clinic)
			}
			if acts := history(t, d, v); acts[len(acts)-1].Act != domain.ActPay || acts[len(acts)-1].By.From != "dator" {
				t.Errorf("%+v", acts)
			}
		}
		if sum != p.Sum || p.Date != payday {
			t.Errorf("%+v, its invoices %s", p, sum)
		}
		told(t, d, p)
	}
	if len(numbers) != len(run) {
		t.Errorf("%d numbers for %d payouts", len(numbers), len(run))
	}
}

// told fails unless the clinic's newest change is a payout, as it was made.
func told(t *testing.T, d desk.Desk, p domain.Payout) {
	t.Helper()
	if err := d.Store.Read(ctx, func(tx server.Tx) error {
		head, err := tx.Head(p.Clinic)
		if err != nil {
			return err
		}
		rows, err := tx.Changes(p.Clinic, head-1, 1)
		if err != nil || len(rows) != 1 || rows[0] != (server.Change{Seq: head, Kind: server.ChangePayout, Ref: p.No}) {
			t.Errorf("%+v %v", rows, err)
		}
		kept, err := tx.Payouts(p.Clinic, []int64{p.No})
		if got := kept[p.No]; got.Sum != p.Sum || !slices.Equal(got.Invoices, p.Invoices) || got.Date != p.Date {
			t.Errorf("kept %+v, paid %+v", got, p)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// An order that was left empty, or says two things, pays nothing.
