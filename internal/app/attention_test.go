package app_test

import (
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/outlook"
)

// D15: late is what the region has not paid in its usual time or on the day it was
// planned for; a claim is counted until it is settled.
func TestD15Attention(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	st, err := d.storeForTest(t)
	if err != nil {
		t.Fatal(err)
	}
	d.server.data.Profile.Payment = domain.PaymentTime{Within: 10, Account: 5}
	d.server.data.Version = "with payment"
	d.Seal()
	d.login(t)
	today := d.Today()
	invoice := func(ref int64, days int, status domain.Status, on domain.Date) domain.Invoice {
		return domain.Invoice{OurRef: ref, Version: 1, Clinic: "31", Status: status, StatusOn: on, Received: d.clock.now.AddDate(0, 0, -days)}
	}
	page := app.ChangePage{To: "c1", Invoices: []domain.Invoice{
		invoice(1, 2, domain.StatusReceived, domain.Date{}), invoice(2, 40, domain.StatusReceived, domain.Date{}),
		invoice(3, 2, domain.StatusApproved, today), invoice(4, 2, domain.StatusApproved, today.AddDays(-1)), invoice(5, 90, domain.StatusPaid, today.AddDays(-80)),
		invoice(6, 90, domain.StatusVoided, today.AddDays(-30)), invoice(7, 90, domain.StatusVoided, today.AddDays(-31)),
	}, Claims: []domain.Claim{{No: 1, OurRef: 5, State: domain.ClaimOpen}, {No: 2, OurRef: 6, State: domain.ClaimSettled}}}
	for i := range page.Claims {
		page.Claims[i].Clinic = "31"
	}
	if err := st.ApplyChanges("31", page); err != nil {
		t.Fatal(err)
	}
	if n, err := d.Attention(); err != nil || n != (app.Attention{Late: 2, PayBack: 1, Voided: 1}) {
		t.Errorf("%+v, %v", n, err)
	}
	d.clock.now = d.clock.now.Add(24 * time.Hour) // another day, another answer
	if n, err := d.Attention(); err != nil || n.Late != 3 {
		t.Errorf("the day after: %+v, %v", n, err)
	}
}

// D15, D9: the list says of a credit that the clinic pays back itself what the
// invoice says of it, and not that it is taken off.
func TestD15TheListKnowsWhatIsPaidBack(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	st, err := d.storeForTest(t)
	if err != nil {
		t.Fatal(err)
	}
	credit := func(ref int64) domain.Invoice {
		return domain.Invoice{OurRef: ref, Version: 1, Clinic: "31", Status: domain.StatusReceived, CreditOf: 5, Received: d.clock.now}
	}
	if err := st.ApplyChanges("31", app.ChangePage{
		To: "c1", Invoices: []domain.Invoice{credit(6), credit(7)}, Claims: []domain.Claim{{No: 1, Clinic: "31", OurRef: 7, State: domain.ClaimOpen}},
	}); err != nil {
		t.Fatal(err)
	}
	p, err := d.Invoices(app.InvoiceQuery{Tab: app.TabActive})
	if err != nil || len(p.Rows) != 2 {
		t.Fatalf("%+v, %v", p, err)
	}
	want := map[int64]outlook.State{6: outlook.ToBeNetted, 7: outlook.ToPayBack}
	for i := range p.Rows {
		if o := p.Rows[i].Outlook(domain.PaymentTime{}, d.clock.now); o.State != want[p.Rows[i].OurRef] {
			t.Errorf("%d: %s", p.Rows[i].OurRef, o.State)
		}
	}
}
