package domain

import (
	"reflect"
	"slices"
	"testing"
	"time"
)

var (
	payday     = MustDate("2026-12-01")
	testMoment = time.Date(2026, 11, 28, 9, 30, 0, 0, time.UTC)
)

// inState makes an invoice with a bill in each of the states, numbered from 1,
// of two items for 100 and -20 kronor.
func inState(s Status, bills ...BillState) Invoice {
	v := Invoice{OurRef: 7, Version: 3, Clinic: "1", InvoiceNo: "F1", Status: s}
	for i, state := range bills {
		v.Bills = append(v.Bills, InvoiceBill{BillNo: int64(i + 1), State: state, Bill: Bill{
			BillRef: string(rune('a' + i)), Items: []Item{{Code: "101", Price: Kronor(100)}, {Code: PatientFeeCode, Price: -Kronor(20)}},
		}})
	}
	return v
}

func states(v Invoice) (list []BillState) {
	for _, b := range v.Bills {
		list = append(list, b.State)
	}
	return list
}

func closed(v Invoice) Invoice {
	v.Payout = 9
	return v
}

func part(bills ...int64) Part { return Part{Bills: bills} }

// Each act in each state: "" where it may be done.
func TestWhatMayBeDoneWhen(t *testing.T) {
	received, approved, paid := inState(StatusReceived, ""), inState(StatusApproved, ""), inState(StatusPaid, "")
	voided, deleted := inState(StatusVoided, BillVoided), inState(StatusDeleted, BillDeleted)
	held := inState(StatusReceived, BillOnHold)
	credit, paidCredit := inState(StatusReceived, ""), inState(StatusPaid, "")
	credit.CreditOf, paidCredit.CreditOf = 5, 5
	acts := []string{"hold", "release", "delete", "void", "approve", "close", "pay", "credit"}
	for name, x := range map[string]struct {
		v   Invoice
		why [8]Why
	}{
		"received":    {received, [8]Why{"", WhyNotOnHold, "", "", "", WhyNotApproved, WhyNotApproved, WhyNotPaid}},
		"held":        {held, [8]Why{WhyOnHold, "", "", "", WhyOnHold, WhyNotApproved, WhyNotApproved, WhyNotPaid}},
		"approved":    {approved, [8]Why{"", WhyNotOnHold, "", "", WhyApproved, "", WhyNotInPayRun, WhyNotPaid}},
		"closed":      {closed(approved), [8]Why{WhyInPayRun, WhyInPayRun, WhyInPayRun, WhyInPayRun, WhyInPayRun, WhyInPayRun, "", WhyNotPaid}},
		"paid":        {closed(paid), [8]Why{WhyPaid, WhyPaid, WhyPaid, WhyPaid, WhyPaid, WhyPaid, WhyPaid, ""}},
		"voided":      {voided, [8]Why{WhyVoided, WhyVoided, WhyVoided, WhyVoided, WhyVoided, WhyVoided, WhyVoided, WhyVoided}},
		"deleted":     {deleted, [8]Why{WhyDeleted, WhyDeleted, WhyDeleted, WhyDeleted, WhyDeleted, WhyDeleted, WhyDeleted, WhyDeleted}},
		"credit":      {credit, [8]Why{"", WhyNotOnHold, WhyIsCredit, "", "", WhyNotApproved, WhyNotApproved, WhyNotPaid}},
		"paid credit": {paidCredit, [8]Why{WhyPaid, WhyPaid, WhyPaid, WhyPaid, WhyPaid, WhyPaid, WhyPaid, WhyIsCredit}},
	} {
		v := x.v
		got := [8]Why{
			v.CanHold(WholeInvoice), v.CanRelease(WholeInvoice), v.CanDelete(WholeInvoice), v.CanVoid(WholeInvoice),
			v.CanApprove(), v.CanClose(), v.CanPay(), v.CanCredit(CreditAll),
		}
		for i, act := range acts {
			if got[i] != x.why[i] {
				t.Errorf("%s %s: %q, want %q", act, name, got[i], x.why[i])
			}
		}
		// The act itself says the same, and where it may not be done changes nothing.
		before := states(v)
		for i, do := range allActs(v) {
			after, err := do()
			if CodeOf(err) != string(got[i]) || err != nil && (KindOf(err) != Conflict || !reflect.DeepEqual(after, v)) {
				t.Errorf("%s %s: %v, %+v", acts[i], name, err, after)
			}
		}
		if !slices.Equal(before, states(v)) {
			t.Errorf("%s: an act has changed what it was given", name)
		}
	}
}

func allActs(v Invoice) []func() (Invoice, error) {
	return []func() (Invoice, error){
		func() (Invoice, error) { return v.Hold(WholeInvoice) },
		func() (Invoice, error) { return v.Release(WholeInvoice) },
		func() (Invoice, error) { return v.Delete(WholeInvoice, payday) },
		func() (Invoice, error) { return v.Void(WholeInvoice, "skäl", payday) },
		func() (Invoice, error) { return v.Approve(payday) },
		func() (Invoice, error) { return v.Close(9) },
		func() (Invoice, error) { return v.Pay(payday) },
		func() (Invoice, error) { after, _, err := v.Credit(CreditAll); return after, err },
	}
}

// An argument that was left empty does nothing to money, ever.
func TestEmptyArgumentsDoNothing(t *testing.T) {
	received, approved, paid := inState(StatusReceived, ""), inState(StatusApproved, ""), inState(StatusPaid, "")
	for name, x := range map[string]struct {
		do  func() error
		why Why
	}{
		"hold nothing":         {func() error { _, err := received.Hold(Part{}); return err }, WhyNothingChosen},
		"release nothing":      {func() error { _, err := received.Release(Part{}); return err }, WhyNothingChosen},
		"delete nothing":       {func() error { _, err := received.Delete(Part{}, payday); return err }, WhyNothingChosen},
		"void nothing":         {func() error { _, err := received.Void(Part{}, "skäl", payday); return err }, WhyNothingChosen},
		"credit nothing":       {func() error { _, _, err := paid.Credit(CreditPart{}); return err }, WhyNothingChosen},
		"void without reason":  {func() error { _, err := received.Void(WholeInvoice, "", payday); return err }, WhyNoReason},
		"approve without day":  {func() error { _, err := received.Approve(Date{}); return err }, WhyNoDate},
		"pay without day":      {func() error { _, err := closed(approved).Pay(Date{}); return err }, WhyNoDate},
		"close without payout": {func() error { _, err := approved.Close(0); return err }, WhyNotInPayRun},
		"a bill of another":    {func() error { _, err := received.Delete(part(1, 99), payday); return err }, WhyNoSuchBill},
		"an item too far":      {func() error { _, _, err := paid.Credit(CreditPart{Items: []BillItem{{1, 2}}}); return err }, WhyNoSuchItem},
		"an item before":       {func() error { _, _, err := paid.Credit(CreditPart{Items: []BillItem{{1, -1}}}); return err }, WhyNoSuchItem},
		"an item of another":   {func() error { _, _, err := paid.Credit(CreditPart{Items: []BillItem{{99, 0}}}); return err }, WhyNoSuchBill},
		"no bills at all":      {func() error { _, err := inState(StatusReceived).Delete(WholeInvoice, payday); return err }, WhyNoSuchBill},
	} {
		if err := x.do(); CodeOf(err) != string(x.why) {
			t.Errorf("%s: %v, want %s", name, err, x.why)
		}
	}
}

func TestDeletingBills(t *testing.T) {
	v, err := inState(StatusApproved, "", BillOnHold, "").Delete(part(2), payday)
	if err != nil || v.Status != StatusApproved || v.Sum() != Kronor(160) || v.Standing() != 2 {
		t.Fatalf("%v %+v", err, v)
	}
	if why := v.CanDelete(part(1, 2)); why != WhyDeleted {
		t.Errorf("one of two is deleted already: %q", why)
	}
	v, err = v.Delete(WholeInvoice, payday)
	if err != nil || v.Status != StatusDeleted || v.StatusOn != payday || v.Sum() != 0 {
		t.Fatalf("%v %+v", err, v)
	}
	if !slices.Equal(states(v), []BillState{BillDeleted, BillDeleted, BillDeleted}) || v.Bills[0].BillRef != "a" {
		t.Errorf("%+v", v)
	}
}

func TestVoidingKeepsEachReason(t *testing.T) {
	v, err := inState(StatusReceived, "", "", "").Void(part(1), "Dubblett", payday)
	if err != nil || v.Status != StatusReceived || v.Reason != "Dubblett" {
		t.Fatalf("%v %+v", err, v)
	}
	if v, err = v.Void(part(2), "Fel patient", payday); err != nil {
		t.Fatal(err)
	}
	if v.Bills[0].Reason != "Dubblett" || v.Bills[1].Reason != "Fel patient" || v.Bills[2].Reason != "" || v.Reason != "Fel patient" {
		t.Errorf("%+v", v)
	}
	// The clinic deletes the rest: voided is the graver word.
	if v, err = v.Delete(part(3), payday); err != nil || v.Status != StatusVoided || v.Reason != "Fel patient" {
		t.Errorf("%v %+v", err, v)
	}
}

func TestHoldingAnApprovedInvoiceMakesItWait(t *testing.T) {
	v, err := inState(StatusReceived, "", "").Approve(payday)
	if err != nil || v.StatusOn != payday {
		t.Fatal(err, v)
	}
	if v, err = v.Hold(part(2)); err != nil || v.Status != StatusReceived || !v.StatusOn.IsZero() || !v.OnHold() {
		t.Fatalf("%v %+v", err, v)
	}
	if why := v.CanApprove(); why != WhyOnHold {
		t.Errorf("approved while it is held: %q", why)
	}
	if v, err = v.Release(WholeInvoice); err != nil || v.OnHold() || v.CanApprove() != "" {
		t.Errorf("%v %+v", err, v)
	}
}
