package app_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// paidInvoice mirrors a paid invoice with one bill: a procedure of the list, and the
// patient's fee.
func paidInvoice(t *testing.T, d *desk) (domain.Invoice, app.Store) {
	t.Helper()
	st, err := d.storeForTest(t)
	if err != nil {
		t.Fatal(err)
	}
	draft := goodDraft(t, d)
	c, err := d.Check(draft)
	if err != nil || len(c.Bills) != 1 {
		t.Fatal(err, c.Findings)
	}
	bill := c.Bills[0]
	bill.BillRef = "45678"
	if bill.Fees() != -200_00 {
		t.Fatal(bill.Fees())
	}
	v := domain.Invoice{
		OurRef: 518148, Version: 4, Clinic: "31", InvoiceNo: "2026-11-014", Status: domain.StatusPaid, StatusOn: d.Today(),
		Received: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), Bills: []domain.InvoiceBill{{Bill: bill, BillNo: 4851}},
	}
	if err := st.ApplyChanges("31", app.ChangePage{To: "c1", Invoices: []domain.Invoice{v}}); err != nil {
		t.Fatal(err)
	}
	return v, st
}

// D9: one action queues the crediting and begins the bill without the fee, with
// frikort ticked and a reference that is free.
func TestD9FrikortAfterwards(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	v, st := paidInvoice(t, d)
	id, err := d.CreditAnew(518148, 4, 4851, app.RebillExempt)
	if err != nil {
		t.Fatal(err)
	}
	heads, err := st.Outbox()
	if err != nil || len(heads) != 1 || heads[0].Kind != domain.CommandCredit || heads[0].Target != 518148 || heads[0].Version != 4 {
		t.Fatalf("%+v, %v", heads, err)
	}
	command, _, err := st.BeginAttempt(heads[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	var body domain.Crediting
	if err := json.Unmarshal(command.Body, &body); err != nil || body.OurRef != 518148 || body.Part.Whole || len(body.Part.Bills) != 1 || body.Part.Bills[0] != 4851 {
		t.Fatalf("%s %v", command.Body, err)
	}
	draft, err := d.Draft(id)
	if err != nil || draft.State != domain.DraftOpen || len(draft.Bills) != 1 {
		t.Fatalf("%+v, %v", draft, err)
	}
	b := draft.Bills[0]
	if !b.Exempt || b.ExemptionNo != "" || b.BillRef != "45678-2" || len(b.Items) != len(v.Bills[0].Items)-1 || draft.Cursor.Field != domain.FieldExemptionNo {
		t.Errorf("%+v at %+v", b, draft.Cursor)
	}
	c, err := d.Check(draft)
	if err != nil || c.Bills[0].Sum() != v.Bills[0].Sum()+200_00 || c.Bills[0].Person != v.Bills[0].Person {
		t.Errorf("%v: %+v", err, c.Bills[0])
	}
}

// D10: billed anew as it was, it says the same as the bill that was paid.
func TestD10AnewAsItWas(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	v, _ := paidInvoice(t, d)
	id, err := d.CreditAnew(518148, 4, 4851, app.RebillAsIs)
	if err != nil {
		t.Fatal(err)
	}
	draft, err := d.Draft(id)
	if err != nil {
		t.Fatal(err)
	}
	c, err := d.Check(draft)
	if err != nil {
		t.Fatal(err)
	}
	was, _ := json.Marshal(v.Bills[0].Bill)
	is, _ := json.Marshal(c.Bills[0])
	if strings.Replace(string(was), `"45678"`, `"45678-2"`, 1) != string(is) {
		t.Errorf("%s\nwas\n%s", is, was)
	}
	if draft.Cursor.Field != domain.FieldItemDate {
		t.Errorf("%+v", draft.Cursor)
	}
}

// Where the crediting cannot be queued no draft is left behind, and the other way
// round.
func TestCreditAndBillAnewAreOneStep(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	_, st := paidInvoice(t, d)
	for name, c := range map[string]struct {
		version, bill int64
		code          string
	}{
		"another version": {3, 4851, app.CodeVersionChanged},
		"no such bill":    {4, 99, string(domain.WhyNoSuchBill)},
	} {
		_, err := d.CreditAnew(518148, c.version, c.bill, app.RebillAsIs)
		var e *domain.Error
		if !errors.As(err, &e) || e.Code != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	drafts, err := st.Drafts("31")
	heads, errHeads := st.Outbox()
	if err != nil || errHeads != nil || len(drafts) != 0 || len(heads) != 0 {
		t.Fatalf("left behind: %d drafts, %d commands", len(drafts), len(heads))
	}
	if _, err := d.CreditAnew(518148, 4, 4851, app.RebillAsIs); err != nil {
		t.Fatal(err)
	}
	if _, err := d.CreditAnew(518148, 4, 4851, app.RebillAsIs); domain.CodeOf(err) != app.CodeWaiting {
		t.Errorf("credited twice: %v", err)
	}
	if drafts, _ := st.Drafts("31"); len(drafts) != 1 {
		t.Errorf("%d drafts", len(drafts))
	}
}
