package domain

import "testing"

// An approved invoice may be moved to another day until its run is closed; a bank's
// refusal lets it wait anew; a claim keeps a credit out of pay runs.
func TestWhatPayRunsDo(t *testing.T) {
	day, later := MustDate("2026-12-01"), MustDate("2026-12-02")
	received := Invoice{OurRef: 1, Status: StatusReceived, Bills: []InvoiceBill{{BillNo: 1}}}
	approved, err := received.Approve(day)
	if err != nil {
		t.Fatal(err)
	}
	moved, err := approved.Postpone(later)
	if err != nil || moved.StatusOn != later || moved.Status != StatusApproved {
		t.Errorf("%+v %v", moved, err)
	}
	closed, err := moved.Close(5)
	if err != nil {
		t.Fatal(err)
	}
	back, err := closed.Reject("AC04")
	if err != nil || back.Status != StatusReceived || back.Payout != 0 || back.Reason != "AC04" || !back.StatusOn.IsZero() {
		t.Errorf("%+v %v", back, err)
	}
	paid, err := closed.Pay(later)
	if err != nil {
		t.Fatal(err)
	}
	credit := received
	credit.CreditOf, credit.Claim = 9, 2
	settled, err := credit.Settle(day)
	if err != nil || settled.Status != StatusPaid || settled.StatusOn != day || settled.Payout != 0 {
		t.Errorf("%+v %v", settled, err)
	}
	for name, x := range map[string]struct {
		act  func() error
		want Why
	}{
		"postpone what is received": {func() error { _, err := received.Postpone(day); return err }, WhyNotApproved},
		"postpone what is closed":   {func() error { _, err := closed.Postpone(day); return err }, WhyInPayRun},
		"postpone to no day":        {func() error { _, err := approved.Postpone(Date{}); return err }, WhyNoDate},
		"reject what is paid":       {func() error { _, err := paid.Reject("AC04"); return err }, WhyPaid},
		"reject what is approved":   {func() error { _, err := approved.Reject("AC04"); return err }, WhyNotInPayRun},
		"reject without a reason":   {func() error { _, err := closed.Reject(""); return err }, WhyNoReason},
		"approve a claimed credit":  {func() error { _, err := credit.Approve(day); return err }, WhyClaimed},
		"settle without a claim":    {func() error { _, err := received.Settle(day); return err }, WhyNotClaimed},
		"settle twice":              {func() error { _, err := settled.Settle(day); return err }, WhyPaid},
		"settle on no day":          {func() error { _, err := credit.Settle(Date{}); return err }, WhyNoDate},
	} {
		if got := CodeOf(x.act()); got != string(x.want) {
			t.Errorf("%s: %q, want %q", name, got, x.want)
		}
	}
}
