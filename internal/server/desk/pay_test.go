package desk_test

import (
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server/desk"
)

// L1: an order that does not say what is to be paid pays nothing: 0 and negative
// numbers are no invoice, and nothing is not everything.
func TestL1AnOrderMustSayWhat(t *testing.T) {
	d := filled(t)
	before := heads(t, d)
	for name, o := range map[string]desk.PayOrder{
		"nothing":             {Day: onPayday},
		"all and one":         {Day: onPayday, Everything: true, OurRef: 600001},
		"all and approved":    {Day: onPayday, Everything: true, Approved: true},
		"approved and one":    {Day: onPayday, Approved: true, OurRef: 600001},
		"one that is not one": {Day: onPayday, OurRef: -1},
	} {
		if _, err := d.PlanPay(ctx, o); domain.CodeOf(err) != desk.CodePayWhat {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := d.Pay(ctx, desk.PayPlan{Order: desk.PayOrder{Day: onPayday, Everything: true}}); domain.CodeOf(err) != desk.CodePayWhat {
		t.Errorf("a plan that nobody made: %v", err)
	}
	if _, err := d.Pay(ctx, desk.PayPlan{}); err == nil {
		t.Error("an empty plan was carried out")
	}
	if after := heads(t, d); after != before {
		t.Errorf("%d changes", after-before)
	}
}

// L1: what is paid is what was looked at: invoices that came meanwhile wait, and
// one that has changed stops the run.
func TestL1OnlyWhatWasPlannedIsPaid(t *testing.T) {
	d := filled(t)
	due, _ := split(withStatus(t, d, domain.StatusReceived))
	plan, err := d.PlanPay(ctx, desk.PayOrder{Day: onPayday, Everything: true})
	if err != nil {
		t.Fatal(err)
	}
	released := func() (ref int64) {
		for _, v := range withStatus(t, d, domain.StatusReceived) {
			if v.OnHold() {
				ref = v.OurRef
			}
		}
		if err := d.Release(ctx, ref, domain.WholeInvoice); err != nil {
			t.Fatal(err)
		}
		return ref
	}()
	if err := d.Hold(ctx, due[0].OurRef, domain.WholeInvoice); err != nil {
		t.Fatal(err)
	}
	before := heads(t, d)
	if _, err := d.Pay(ctx, plan); domain.CodeOf(err) != desk.CodePayChanged || heads(t, d) != before {
		t.Errorf("paid although one is held now: %v", err)
	}
	if err := d.Release(ctx, due[0].OurRef, domain.WholeInvoice); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Pay(ctx, plan); domain.CodeOf(err) != desk.CodePayChanged {
		t.Errorf("paid in another version than was looked at: %v", err)
	}
	if plan, err = d.PlanPay(ctx, desk.PayOrder{Day: onPayday, Everything: true}); err != nil {
		t.Fatal(err)
	}
	count, sum := plan.Count(), plan.Sum()
	late, err := d.Credit(ctx, 600001, domain.CreditAll) // an invoice that comes between
	if err != nil {
		t.Fatal(err)
	}
	run, err := d.Pay(ctx, plan)
	if err != nil {
		t.Fatal(err)
	}
	n, paid := 0, domain.Ore(0)
	for _, p := range run {
		n, paid = n+len(p.Invoices), paid+p.Sum
	}
	if n != count || paid != sum || get(t, d, late.OurRef).Status != domain.StatusReceived || get(t, d, released).Status != domain.StatusPaid {
		t.Errorf("%d paid for %s, planned %d for %s; what came late is %s", n, paid, count, sum, get(t, d, late.OurRef).Status)
	}
}

// L2: a past or far day is refused, whatever is confirmed; one that is no bank day,
// or another than was promised, is told and has to be confirmed.
func TestL2DaysOfPayment(t *testing.T) {
	d := filled(t)
	before := heads(t, d)
	everything := func(day string, anyway bool) desk.PayOrder {
		o := desk.PayOrder{Day: desk.PayDay{Anyway: anyway}, Approved: true}
		if day != "" {
			o.Day.On = domain.MustDate(day)
		}
		return o
	}
	for day, code := range map[string]string{
		"": desk.CodeDayNone, "1999-01-01": desk.CodeDayPast, "2026-11-22": desk.CodeDayPast,
		"2099-12-31": desk.CodeDayFar, "2027-01-25": desk.CodeDayFar,
	} {
		if _, err := d.PlanPay(ctx, everything(day, true)); domain.CodeOf(err) != code {
			t.Errorf("%q: %v, want %s", day, err, code)
		}
	}
	for day, closed := range map[string]string{
		"2026-12-25": "juldagen", "2026-12-24": "julafton", "2026-12-31": "nyårsafton", "2026-11-29": "söndag", "2026-11-23": "", "2027-01-22": "",
	} {
		plan, err := d.PlanPay(ctx, everything(day, false))
		if err != nil || plan.Closed != closed {
			t.Errorf("%s: %q %v", day, plan.Closed, err)
		}
		want := desk.CodeDayOther // the demo's are approved for the 28th
		if closed != "" {
			want = desk.CodeDayClosed
		}
		if _, err := d.Pay(ctx, plan); domain.CodeOf(err) != want {
			t.Errorf("%s: %v, want %s", day, err, want)
		}
	}
	plan, err := d.PlanPay(ctx, everything("2026-12-03", false))
	if err != nil || len(plan.Other) == 0 || plan.Other[0].On != domain.MustDate("2026-11-28") {
		t.Fatalf("%+v %v", plan.Other, err)
	}
	if after := heads(t, d); after != before {
		t.Errorf("%d changes", after-before)
	}
	if plan, err = d.PlanPay(ctx, everything("2026-12-03", true)); err != nil {
		t.Fatal(err)
	}
	if run, err := d.Pay(ctx, plan); err != nil || len(run) == 0 {
		t.Errorf("%+v %v", run, err)
	}
}

// The other acts at the desk do nothing at an empty argument either.
func TestL1NoActAtAnEmptyArgument(t *testing.T) {
	d := filled(t)
	before := heads(t, d)
	due, _ := split(withStatus(t, d, domain.StatusReceived))
	ref := due[0].OurRef
	day := func(on string) desk.PayDay { return desk.PayDay{On: domain.MustDate(on)} }
	for name, err := range map[string]error{
		"hold no bill":          d.Hold(ctx, ref, domain.Part{}),
		"hold bill 0":           d.Hold(ctx, ref, domain.Part{Bills: []int64{0}}),
		"hold invoice 0":        d.Hold(ctx, 0, domain.WholeInvoice),
		"release no bill":       d.Release(ctx, ref, domain.Part{}),
		"void no bill":          d.Void(ctx, ref, domain.Part{}, "skäl"),
		"void without a reason": d.Void(ctx, ref, domain.WholeInvoice, " \t"),
		"approve on no day":     d.Approve(ctx, ref, desk.PayDay{Anyway: true}),
		"approve on a past day": d.Approve(ctx, ref, desk.PayDay{On: domain.MustDate("2026-11-20"), Anyway: true}),
		"approve far ahead":     d.Approve(ctx, ref, desk.PayDay{On: domain.MustDate("2062-12-01"), Anyway: true}),
		"approve on christmas":  d.Approve(ctx, ref, day("2026-12-25")),
		"approve invoice 0":     d.Approve(ctx, 0, day("2026-12-01")),
		"credit nothing":        func() error { _, err := d.Credit(ctx, 600001, domain.CreditPart{}); return err }(),
		"credit invoice 0":      func() error { _, err := d.Credit(ctx, 0, domain.CreditAll); return err }(),
	} {
		if err == nil {
			t.Errorf("%s: done", name)
		}
	}
	if after := heads(t, d); after != before {
		t.Errorf("%d changes", after-before)
	}
	if err := d.Approve(ctx, ref, day("2026-12-01")); err != nil {
		t.Error(err)
	}
}
