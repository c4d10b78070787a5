package desk_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/bank"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
)

var payeeOf = map[domain.GiroKind]domain.Payee{
	domain.Bankgiro: {Kind: domain.Bankgiro, Digits: "9912346", Name: "Kliniken", Town: "Borås"},
	domain.Plusgiro: {Kind: domain.Plusgiro, Digits: "1234566", Name: "Kliniken", Town: "Borås"},
}

// clinics is a desk of two clinics without invoices: 31 with bankgiro, 32 with
// plusgiro.
func clinics(t testing.TB) desk.Desk {
	d := empty(t)
	d.Refund = "5591-09140"
	write(t, d, func(tx server.Tx) error {
		if err := tx.PutProvider(domain.Provider{ID: "P", Name: "P"}); err != nil {
			return err
		}
		for no, kind := range map[string]domain.GiroKind{"31": domain.Bankgiro, "32": domain.Plusgiro} {
			if err := server.PutClinic(tx, domain.Clinic{No: no, Name: no, ProviderID: "P", Payee: payeeOf[kind]}, domain.ClinicEvent{At: noon(), By: d.By}); err != nil {
				return err
			}
		}
		return nil
	})
	return d
}

func write(t testing.TB, d desk.Desk, f func(server.Tx) error) {
	t.Helper()
	if err := d.Store.Write(ctx, f); err != nil {
		t.Fatal(err)
	}
}

// send puts an invoice of bills of so many kronor at the region.
func send(t testing.TB, d desk.Desk, clinic string, kronor ...int64) (ourRef int64) {
	t.Helper()
	person, err := domain.ParsePersonID("196009172336", today)
	if err != nil {
		t.Fatal(err)
	}
	write(t, d, func(tx server.Tx) error {
		v := domain.Invoice{Clinic: clinic, InvoiceNo: "F-" + clinic, Status: domain.StatusReceived}
		for _, k := range kronor {
			v.Bills = append(v.Bills, domain.InvoiceBill{Bill: domain.Bill{Person: person, Items: []domain.Item{{Code: "101", Price: domain.Kronor(k)}}}})
		}
		v, err := server.Number(tx, v, noon())
		ourRef = v.OurRef
		if err != nil {
			return err
		}
		return server.AddInvoice(tx, v, domain.Event{At: noon(), Act: domain.ActSubmit, By: domain.Actor{ID: "kliniken"}})
	})
	return ourRef
}

func profileOf(t testing.TB) bank.Profile {
	t.Helper()
	p, err := bank.LoadProfile("vgr")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// closed prepares and closes a run for payday.
func closed(t testing.TB, d desk.Desk) (run domain.PayRun, file []byte) {
	t.Helper()
	p, err := d.PlanPrepare(ctx, payday)
	if err != nil {
		t.Fatal(err)
	}
	run, left, err := d.Prepare(ctx, p)
	if err != nil || left != 0 {
		t.Fatal(left, err)
	}
	return closeRun(t, d, run.No)
}

func closeRun(t testing.TB, d desk.Desk, no int64) (run domain.PayRun, file []byte) {
	t.Helper()
	c, err := d.PlanClose(ctx, no)
	if err != nil {
		t.Fatal(err)
	}
	run, file, left, err := d.Close(ctx, c, profileOf(t))
	if err != nil || left != 0 {
		t.Fatal(left, err)
	}
	return run, file
}

// report is a bank's answer to a run: one status for all, or one per EndToEndId.
func report(run domain.PayRun, group string, own map[string]string) bank.Report {
	id := bank.MessageID("232100-0131", run.No)
	r := bank.Report{Original: id, Group: bank.Answer{Status: group}, Blocks: []bank.Block{{ID: id}}}
	for e2e, status := range own {
		r.Blocks[0].Payments = append(r.Blocks[0].Payments, bank.PaymentInfo{
			EndToEndID: e2e, Answer: bank.Answer{Status: status, Reasons: []bank.Reason{{Code: "AC04", Text: []string{"kontot avslutat"}}}},
		})
	}
	return r
}

func confirm(t testing.TB, d desk.Desk, r bank.Report) (desk.Confirming, domain.PayRun) {
	t.Helper()
	p, err := d.PlanConfirm(ctx, r, profileOf(t))
	if err != nil {
		t.Fatal(err)
	}
	run, err := d.Confirm(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	return p, run
}

func settlements(t testing.TB, d desk.Desk, run int64) (list []server.Settlement) {
	t.Helper()
	if err := d.Store.Read(ctx, func(tx server.Tx) (err error) {
		list, err = tx.Settlements(run)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return list
}

func carried(t testing.TB, d desk.Desk, clinic string) (left domain.Ore) {
	t.Helper()
	if err := d.Store.Read(ctx, func(tx server.Tx) error {
		all, err := tx.CarryOvers(clinic)
		left = all[clinic]
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return left
}

// A run is prepared, closed and confirmed: its invoices go from received to paid,
// and the bank's file is the same each time.
func TestARunFromPreparedToPaid(t *testing.T) {
	d := clinics(t)
	a, b, c := send(t, d, "31", 1000, 200), send(t, d, "31", 300), send(t, d, "32", 50)
	p, err := d.PlanPrepare(ctx, payday)
	if err != nil || p.New != 3 || len(p.Payouts) != 2 || p.Payouts[0].Sum != domain.Kronor(1500) || p.Run != 0 || p.On != payday {
		t.Fatalf("%+v %v", p, err)
	}
	run, left, err := d.Prepare(ctx, p)
	if err != nil || left != 0 || run.State != domain.RunPrepared || run.By != d.By {
		t.Fatalf("%+v %d %v", run, left, err)
	}
	if v := get(t, d, a); v.Status != domain.StatusApproved || v.StatusOn != payday || v.Payout != 0 || v.Version != 2 {
		t.Errorf("%+v", v)
	}
	run, file := closeRun(t, d, run.No)
	if run.State != domain.RunClosed || run.Closed.IsZero() || run.Digest == "" || !bytes.Contains(file, []byte("<EndToEndId>U2-"+fmt.Sprint(c))) {
		t.Errorf("%+v\n%s", run, file)
	}
	for _, ref := range []int64{a, b, c} {
		if v := get(t, d, ref); v.Payout == 0 || v.CanDelete(domain.WholeInvoice) != domain.WhyInPayRun {
			t.Errorf("%+v", v)
		}
	}
	again, same := closeRun(t, d, run.No)
	if again != run || !bytes.Equal(same, file) {
		t.Errorf("closed again: %+v", again)
	}
	_, run = confirm(t, d, report(run, "ACCP", nil))
	if run.State != domain.RunDone {
		t.Errorf("%+v", run)
	}
	for _, ref := range []int64{a, b, c} {
		if v := get(t, d, ref); v.Status != domain.StatusPaid || v.StatusOn != payday {
			t.Errorf("%+v", v)
		}
	}
	if _, still := closeRun(t, d, run.No); !bytes.Equal(still, file) {
		t.Error("the file of a run that is paid is another")
	}
	if p, _ := confirm(t, d, report(run, "ACCP", nil)); p.Before != 2 || len(p.Accepted) != 0 {
		t.Errorf("confirmed twice: %+v", p)
	}
	if got := verbsDone(t, d); got != "pay confirm 2, pay close 2, pay prepare 3" {
		t.Errorf("the desk's log has %s", got)
	}
}

// verbsDone is what the desk's log has of pay runs, newest first.
func verbsDone(t testing.TB, d desk.Desk) string {
	t.Helper()
	var said []string
	if err := d.Store.Read(ctx, func(tx server.Tx) error {
		said = nil
		acts, err := tx.DeskActs(server.DeskActFilter{})
		for _, a := range acts {
			if a.By.ID != d.By.ID || a.About != "körning 1" {
				return fmt.Errorf("%+v", a)
			}
			said = append(said, fmt.Sprintf("%s %d", a.Verb, a.Rows))
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return strings.Join(said, ", ")
}

// The bank pays one and rejects one: what is rejected waits anew, with its reason,
// and is paid by the next run under another number.
func TestWhatTheBankRejectsWaitsAnew(t *testing.T) {
	d := clinics(t)
	a, b := send(t, d, "31", 100), send(t, d, "32", 200)
	run, _ := closed(t, d)
	p, run := confirm(t, d, report(run, "PART", map[string]string{bank.EndToEndID(1, a): "ACSP", bank.EndToEndID(2, b): "RJCT"}))
	if len(p.Accepted) != 1 || len(p.Rejected) != 1 || run.State != domain.RunDone {
		t.Fatalf("%+v %+v", p, run)
	}
	if strings.Join(p.Advice, "; ") != "Fråga vårdgivaren om ett nytt konto." {
		t.Errorf("advice %q", p.Advice)
	}
	if v := get(t, d, b); v.Status != domain.StatusReceived || v.Payout != 0 || v.Reason != "Mottagarens konto är avslutat (AC04 kontot avslutat)" {
		t.Errorf("%+v", v)
	}
	if v := get(t, d, a); v.Status != domain.StatusPaid {
		t.Errorf("%+v", v)
	}
	if p, _ := confirm(t, d, report(run, "ACCP", nil)); len(p.Against) != 1 || p.Against[0].State != domain.PayoutRejected || get(t, d, b).Status != domain.StatusReceived {
		t.Errorf("a rejected payout was paid by a later answer: %+v", p)
	}
	second, file := closed(t, d)
	if second.No == run.No || !bytes.Contains(file, []byte(bank.EndToEndID(3, b))) || bytes.Contains(file, []byte(bank.EndToEndID(1, a))) {
		t.Errorf("%+v\n%s", second, file)
	}
}

// Credits are taken off, never below zero: the rest is taken off the next run.
func TestCreditsAreNettedAndTheRestIsCarried(t *testing.T) {
	d := clinics(t)
	a := send(t, d, "31", 1000)
	run, _ := closed(t, d)
	confirm(t, d, report(run, "ACCP", nil))
	credit, err := d.Credit(ctx, a, domain.CreditAll)
	if err != nil || credit.Claim != 0 {
		t.Fatal(credit, err)
	}
	b := send(t, d, "31", 300)
	run, file := closed(t, d)
	if run.State != domain.RunDone || len(file) != 0 {
		t.Errorf("nothing is to be paid, but: %+v\n%s", run, file)
	}
	list := settlements(t, d, run.No)
	if len(list) != 1 || list[0].Payout.Sum != 0 || list[0].Payout.CarriedOut != domain.Kronor(700) || !list[0].Payout.Paid() || carried(t, d, "31") != domain.Kronor(700) {
		t.Errorf("%+v, carried %v", list, carried(t, d, "31"))
	}
	for _, ref := range []int64{credit.OurRef, b} {
		if v := get(t, d, ref); v.Status != domain.StatusPaid {
			t.Errorf("%+v", v)
		}
	}
	send(t, d, "31", 900)
	run, file = closed(t, d)
	if list := settlements(t, d, run.No); list[0].Payout.Sum != domain.Kronor(200) || list[0].Payout.CarriedIn != domain.Kronor(700) || !bytes.Contains(file, []byte(">200.00<")) || carried(t, d, "31") != 0 {
		t.Errorf("%+v\n%s", list, file)
	}
	confirm(t, d, report(run, "RJCT", nil))
	if carried(t, d, "31") != domain.Kronor(700) {
		t.Errorf("after the rejection %v is carried", carried(t, d, "31"))
	}
}

// A clinic paid by plusgiro pays a credit back itself: no run takes it, and what
// comes settles it.
func TestACreditOfAPlusgiroClinicIsAClaim(t *testing.T) {
	d := clinics(t)
	a := send(t, d, "32", 1000, 500)
	run, _ := closed(t, d)
	confirm(t, d, report(run, "ACCP", nil))
	credit, err := d.Credit(ctx, a, domain.CreditPart{Part: domain.Part{Bills: []int64{get(t, d, a).Bills[0].BillNo}}})
	if err != nil || credit.Claim != 1 {
		t.Fatal(credit, err)
	}
	if p, err := d.PlanPrepare(ctx, payday); err != nil || p.Claimed != 1 || p.New != 0 {
		t.Errorf("%+v %v", p, err)
	}
	if _, _, err := pay(d, desk.PayOrder{Day: onPayday, OurRef: credit.OurRef}); !is(err, domain.WhyClaimed) {
		t.Errorf("a run took it: %v", err)
	}
	if _, err := d.Credit(ctx, a, domain.CreditAll); err != nil {
		t.Fatal(err)
	}
	second := claimsOf(t, d)[1]
	if err := d.Void(ctx, second.OurRef, domain.WholeInvoice, "fel"); err != nil {
		t.Fatal(err)
	}
	list := claimsOf(t, d)
	if c := list[0]; c.Amount != domain.Kronor(1000) || c.State != domain.ClaimOpen || c.Account != "5591-09140" || c.OurRef != credit.OurRef || c.Since != today {
		t.Errorf("%+v", c)
	}
	if list[1].State != domain.ClaimWithdrawn {
		t.Errorf("%+v", list[1])
	}
}

func claimsOf(t testing.TB, d desk.Desk) (list []domain.Claim) {
	t.Helper()
	if err := d.Store.Read(ctx, func(tx server.Tx) (err error) {
		list, err = tx.Claims()
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return list
}

// A run on a day that is no bank day is moved, and says so; one that is closed late
// is paid on the next bank day.
func TestARunIsMovedToABankDay(t *testing.T) {
	d := clinics(t)
	ref := send(t, d, "31", 100)
	p, err := d.PlanPrepare(ctx, domain.MustDate("2026-12-24"))
	if err != nil || p.On != domain.MustDate("2026-12-28") || p.Closed != "julafton" {
		t.Fatalf("%+v %v", p, err)
	}
	if p, err = d.PlanPrepare(ctx, domain.MustDate("2026-11-27")); err != nil {
		t.Fatal(err)
	}
	run, _, err := d.Prepare(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	late := d
	late.Now = func() time.Time { return noon().AddDate(0, 0, 5) } // Saturday
	c, err := late.PlanClose(ctx, run.No)
	if err != nil || c.Why != "passed" || c.On != domain.MustDate("2026-11-30") {
		t.Fatalf("%+v %v", c, err)
	}
	run, _, _, err = late.Close(ctx, c, profileOf(t))
	if err != nil || run.PaysOn != c.On || run.Date != domain.MustDate("2026-11-27") {
		t.Fatalf("%+v %v", run, err)
	}
	confirm(t, late, report(run, "ACCP", nil))
	if v := get(t, d, ref); v.StatusOn != c.On {
		t.Errorf("%+v", v)
	}
	for day, code := range map[string]string{"1999-01-01": desk.CodeDayPast, "2099-01-01": desk.CodeDayFar} {
		if _, err := d.PlanPrepare(ctx, domain.MustDate(day)); domain.CodeOf(err) != code {
			t.Errorf("%s: %v", day, err)
		}
	}
	if _, err := d.PlanPrepare(ctx, domain.Date{}); domain.CodeOf(err) != desk.CodeDayNone {
		t.Errorf("no day: %v", err)
	}
}

// Two desks prepare and close the same: every invoice is in one payout. What was
// deleted between the look and the act is left, and told.
func TestTwoDesksAndADeletionMeetARun(t *testing.T) {
	d := clinics(t)
	a, b := send(t, d, "31", 100), send(t, d, "31", 200)
	one, err := d.PlanPrepare(ctx, payday)
	if err != nil {
		t.Fatal(err)
	}
	two := one
	run, _, err := d.Prepare(ctx, one)
	if err != nil {
		t.Fatal(err)
	}
	other, left, err := d.Prepare(ctx, two)
	if err != nil || other.No != run.No || left != 2 {
		t.Errorf("%+v %d %v", other, left, err)
	}
	plan, err := d.PlanClose(ctx, run.No)
	if err != nil || plan.Count != 2 {
		t.Fatalf("%+v %v", plan, err)
	}
	write(t, d, func(tx server.Tx) error {
		v, err := tx.AnyInvoice(b)
		if err == nil {
			v, err = v.Delete(domain.WholeInvoice, today)
		}
		if err == nil {
			_, err = server.SaveInvoice(tx, v, domain.Event{At: noon(), Act: domain.ActDelete, By: domain.Actor{ID: "kliniken"}})
		}
		return err
	})
	_, file, left, err := d.Close(ctx, plan, profileOf(t))
	if err != nil || left != 1 || !bytes.Contains(file, []byte(">100.00<")) {
		t.Errorf("%d %v\n%s", left, err, file)
	}
	if _, same, left, err := d.Close(ctx, plan, profileOf(t)); err != nil || left != 0 || !bytes.Equal(same, file) {
		t.Errorf("the other desk: %d %v", left, err)
	}
	if v := get(t, d, a); v.Payout != 1 {
		t.Errorf("%+v", v)
	}
	if len(settlements(t, d, run.No)) != 1 {
		t.Error("paid twice")
	}
}

// A clinic of which it is not known where to pay waits, and is named.
func TestAClinicWithoutAccountWaits(t *testing.T) {
	d := clinics(t)
	write(t, d, func(tx server.Tx) error {
		return server.PutClinic(tx, domain.Clinic{No: "33", Name: "33", ProviderID: "P"}, domain.ClinicEvent{At: noon(), By: d.By})
	})
	a, b := send(t, d, "31", 100), send(t, d, "33", 200)
	p, err := d.PlanPrepare(ctx, payday)
	if err != nil || strings.Join(p.NoPayee, " ") != "33" {
		t.Fatalf("%+v %v", p, err)
	}
	run, _, err := d.Prepare(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	closeRun(t, d, run.No)
	if get(t, d, a).Payout == 0 || get(t, d, b).Payout != 0 || get(t, d, b).Status != domain.StatusApproved {
		t.Error("the clinic was paid without an account, or the other was not")
	}
}

// What is no run's answer, or a run that cannot be closed, changes nothing.
func TestRunsThatCannotBe(t *testing.T) {
	d := clinics(t)
	ref := send(t, d, "31", 100)
	run, _ := closed(t, d)
	before := heads(t, d)
	if _, err := d.PlanConfirm(ctx, report(domain.PayRun{No: 99}, "ACCP", nil), profileOf(t)); domain.CodeOf(err) != bank.CodeOtherRun {
		t.Errorf("another run's answer: %v", err)
	}
	if _, err := d.PlanClose(ctx, 99); domain.KindOf(err) != domain.NotFound {
		t.Errorf("no such run: %v", err)
	}
	other := profileOf(t)
	other.ID = "annan"
	c, err := d.PlanClose(ctx, run.No)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := d.Close(ctx, c, other); domain.CodeOf(err) != desk.CodeRunProfile {
		t.Errorf("another bank: %v", err)
	}
	changed := profileOf(t)
	changed.Debtor.Name = "Någon annan"
	if _, _, _, err := d.Close(ctx, c, changed); domain.CodeOf(err) != desk.CodeRunBytes {
		t.Errorf("other bytes: %v", err)
	}
	if _, _, err := pay(d, desk.PayOrder{Day: onPayday, OurRef: ref}); !is(err, domain.WhyInPayRun) {
		t.Errorf("paid beside its run: %v", err)
	}
	if err := d.Void(ctx, ref, domain.WholeInvoice, "för sent"); !is(err, domain.WhyInPayRun) {
		t.Errorf("voided in a closed run: %v", err)
	}
	if heads(t, d) != before {
		t.Error("something changed")
	}
	p, _ := confirm(t, d, report(run, "ACTC", nil))
	if len(p.Received) != 1 || settlements(t, d, run.No)[0].Payout.State != domain.PayoutSent || get(t, d, ref).Status != domain.StatusApproved {
		t.Errorf("the bank has read the file: %+v", p)
	}
	confirm(t, d, report(run, "ACCP", nil))
	if err := d.Void(ctx, ref, domain.WholeInvoice, "för sent"); !is(err, domain.WhyPaid) {
		t.Errorf("voided after payment: %v", err)
	}
}

// A second run of a day takes what has come since the first was closed, and nothing
// of that one.
func TestASecondRunOfADay(t *testing.T) {
	d := clinics(t)
	first := send(t, d, "31", 100)
	one, _ := closed(t, d)
	second := send(t, d, "31", 200)
	two, file := closed(t, d)
	if one.No == two.No || get(t, d, first).Payout != 1 || get(t, d, second).Payout != 2 || !bytes.Contains(file, []byte(">200.00<")) || bytes.Contains(file, []byte(">100.00<")) {
		t.Errorf("%+v %+v\n%s", one, two, file)
	}
}

// A run that was broken off between its payouts goes on where it was, with the file
// that it would have had.
func TestAClosingThatIsBrokenOffGoesOn(t *testing.T) {
	d := clinics(t)
	for range 900 { // more than two transactions' worth
		send(t, d, "31", 1)
	}
	p, err := d.PlanPrepare(ctx, payday)
	if err != nil {
		t.Fatal(err)
	}
	run, _, err := d.Prepare(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	c, err := d.PlanClose(ctx, run.No)
	if err != nil {
		t.Fatal(err)
	}
	broken := d
	broken.Store = &breaking{Store: d.Store, after: 2}
	if _, _, _, err := broken.Close(ctx, c, profileOf(t)); err == nil {
		t.Fatal("it was not broken off")
	}
	if n := len(settlements(t, d, run.No)); n != 1 {
		t.Fatalf("%d payouts before it was broken off", n)
	}
	run, file := closeRun(t, d, run.No)
	sum := domain.Ore(0)
	list := settlements(t, d, run.No)
	for _, s := range list {
		sum += s.Payout.Sum
	}
	if run.State != domain.RunClosed || len(list) != 3 || sum != domain.Kronor(900) || bytes.Count(file, []byte("<EndToEndId>")) != 3 {
		t.Errorf("%+v: %d payouts for %s", run, len(list), sum)
	}
}

// breaking is a store whose writing fails after some transactions.
type breaking struct {
	server.Store
	after int
}

func (b *breaking) Write(ctx context.Context, f func(server.Tx) error) error {
	if b.after--; b.after < 0 {
		return errors.New("broken off")
	}
	return b.Store.Write(ctx, f)
}
