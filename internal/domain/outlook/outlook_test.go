package outlook_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/bankday"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/outlook"
)

var vgr = domain.PaymentTime{Within: 10, Account: 5}

func at(t *testing.T, s string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	m, err := time.ParseInLocation("2006-01-02 15:04", s, zone)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// invoice was received in the last minutes of 27 November, which was the 27th in
// Sweden and the 26th nowhere.
func invoice(t *testing.T, states ...domain.BillState) domain.Invoice {
	v := domain.Invoice{OurRef: 646542, Status: domain.StatusReceived, Received: at(t, "2026-11-27 00:10").UTC()}
	for i, s := range states {
		v.Bills = append(v.Bills, domain.InvoiceBill{BillNo: int64(100 + i), State: s})
	}
	return v
}

func TestD15WhereAnInvoiceStands(t *testing.T) {
	const ordinary, onHold = domain.BillOrdinary, domain.BillOnHold
	paid := func(on string) func(*domain.Invoice) {
		return func(v *domain.Invoice) { v.Status, v.StatusOn = domain.StatusPaid, domain.MustDate(on) }
	}
	approved := func(on string) func(*domain.Invoice) {
		return func(v *domain.Invoice) { v.Status, v.StatusOn = domain.StatusApproved, domain.MustDate(on) }
	}
	credit := func(change func(*domain.Invoice)) func(*domain.Invoice) {
		return func(v *domain.Invoice) {
			v.CreditOf = 518148
			if change != nil {
				change(v)
			}
		}
	}
	for name, c := range map[string]struct {
		states []domain.BillState
		change func(*domain.Invoice)
		now    string
		want   outlook.State
		by     string
	}{
		"just received":             {[]domain.BillState{ordinary}, nil, "2026-11-28 12:00", outlook.Waiting, "2026-12-11"},
		"on its last day":           {[]domain.BillState{ordinary}, nil, "2026-12-11 23:59", outlook.Waiting, "2026-12-11"},
		"the day after":             {[]domain.BillState{ordinary}, nil, "2026-12-12 00:00", outlook.Late, "2026-12-11"},
		"a bill under granskning":   {[]domain.BillState{ordinary, onHold}, nil, "2026-12-24 12:00", outlook.OnHold, ""},
		"approved":                  {[]domain.BillState{ordinary}, approved("2026-12-23"), "2026-12-01 12:00", outlook.Approved, "2027-01-05"},
		"approved for today":        {[]domain.BillState{ordinary}, approved("2026-12-01"), "2026-12-01 12:00", outlook.Approved, "2026-12-08"},
		"approved for yesterday":    {[]domain.BillState{ordinary}, approved("2026-12-01"), "2026-12-02 12:00", outlook.Overdue, "2026-12-08"},
		"paid for a day ahead":      {[]domain.BillState{ordinary}, paid("2026-12-01"), "2026-11-30 23:59", outlook.Ahead, "2026-12-08"},
		"paid today":                {[]domain.BillState{ordinary}, paid("2026-12-01"), "2026-12-01 12:00", outlook.Paid, "2026-12-08"},
		"on the account":            {[]domain.BillState{ordinary}, paid("2026-12-01"), "2026-12-09 12:00", outlook.Arrived, "2026-12-08"},
		"a credit that waits":       {[]domain.BillState{ordinary}, credit(nil), "2026-12-20 12:00", outlook.ToBeNetted, ""},
		"a credit under granskning": {[]domain.BillState{onHold}, credit(nil), "2026-12-20 12:00", outlook.OnHold, ""},
		"a credit in a run":         {[]domain.BillState{ordinary}, credit(approved("2026-12-01")), "2026-12-20 12:00", outlook.ToBeNetted, ""},
		"a credit taken off":        {[]domain.BillState{ordinary}, credit(paid("2026-12-01")), "2026-12-02 12:00", outlook.Netted, ""},
		"in a run sent to the bank": {[]domain.BillState{ordinary}, func(v *domain.Invoice) { approved("2026-12-01")(v); v.Payout = 7 }, "2026-12-01 12:00", outlook.InRun, "2026-12-08"},
		"to be paid back":           {[]domain.BillState{ordinary}, credit(func(v *domain.Invoice) { v.Claim = 3 }), "2026-12-01 12:00", outlook.ToPayBack, ""},
		"paid back":                 {[]domain.BillState{ordinary}, credit(func(v *domain.Invoice) { paid("2026-12-01")(v); v.Claim = 3 }), "2026-12-02 12:00", outlook.PaidBack, ""},
		"voided":                    {[]domain.BillState{domain.BillVoided}, func(v *domain.Invoice) { v.Status = domain.StatusVoided }, "2026-12-02 12:00", outlook.Voided, ""},
		"deleted":                   {[]domain.BillState{domain.BillDeleted}, func(v *domain.Invoice) { v.Status = domain.StatusDeleted }, "2026-12-02 12:00", outlook.Deleted, ""},
		"of a newer region":         {[]domain.BillState{ordinary}, func(v *domain.Invoice) { v.Status = "disputed" }, "2026-12-02 12:00", outlook.Unknown, ""},
	} {
		t.Run(name, func(t *testing.T) {
			v := invoice(t, c.states...)
			if c.change != nil {
				c.change(&v)
			}
			o := outlook.Of(v, vgr, at(t, c.now))
			by := ""
			if !o.By.IsZero() {
				by = o.By.String()
			}
			if o.State != c.want || by != c.by {
				t.Errorf("%s by %q, want %s by %q", o.State, by, c.want, c.by)
			}
		})
	}
}

// No day is told where the region's usual time is unknown, and nothing is late.
func TestD15NoDayIsGuessed(t *testing.T) {
	v := invoice(t, domain.BillOrdinary)
	if o := outlook.Of(v, domain.PaymentTime{}, at(t, "2027-11-28 12:00")); o.State != outlook.Waiting || !o.By.IsZero() {
		t.Errorf("%+v", o)
	}
	v.Status, v.StatusOn = domain.StatusPaid, domain.MustDate("2026-12-01")
	if o := outlook.Of(v, domain.PaymentTime{}, at(t, "2026-11-30 12:00")); o.State != outlook.Ahead || !o.By.IsZero() {
		t.Errorf("%+v", o)
	}
	if o := outlook.Of(v, domain.PaymentTime{}, at(t, "2026-12-01 12:00")); o.State != outlook.Paid || !o.By.IsZero() {
		t.Errorf("%+v", o)
	}
}

func TestD15WhereABillStands(t *testing.T) {
	v := invoice(t, domain.BillOrdinary, domain.BillOnHold, domain.BillVoided, domain.BillDeleted)
	v.Bills[2].Reason, v.Reason = "fel patient", "fel patient"
	for no, want := range map[int64]outlook.State{
		100: outlook.OtherOnHold, 101: outlook.OnHold, 102: outlook.Voided, 103: outlook.Deleted, 99: outlook.Unknown,
	} {
		o := outlook.OfBill(v, no, vgr, at(t, "2026-11-28 12:00"))
		reason := ""
		if want == outlook.Voided {
			reason = "fel patient"
		}
		if o.State != want || o.Reason != reason {
			t.Errorf("%d: %+v, want %s", no, o, want)
		}
	}
	v = invoice(t, domain.BillOrdinary, domain.BillCredited)
	v.Status, v.StatusOn = domain.StatusPaid, domain.MustDate("2026-11-27")
	for no, want := range map[int64]outlook.State{100: outlook.Paid, 101: outlook.Credited} {
		if o := outlook.OfBill(v, no, vgr, at(t, "2026-11-28 12:00")); o.State != want {
			t.Errorf("%d: %s, want %s", no, o.State, want)
		}
	}
}

// A day that is told is a bank day, and not before what it counts from.
func TestD15EveryDayIsABankDay(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		from := domain.MustDate("2026-01-01").AddDays(rapid.IntRange(0, 3000).Draw(r, "day"))
		n := rapid.IntRange(1, 30).Draw(r, "bank days")
		day, open := bankday.After(from, n), 0
		for d := from.AddDays(1); !day.Before(d); d = d.AddDays(1) {
			if bankday.Closed(d) == "" {
				open++
			}
		}
		if bankday.Closed(day) != "" || open != n {
			r.Errorf("%s and %d bank days: %s, %d later", from, n, day, open)
		}
	})
}

// D15: an invoice under granskning says why, by the bill that is, and not by what was
// said of another one before.
func TestD15TheReasonIsThatOfTheReview(t *testing.T) {
	v := invoice(t, domain.BillOrdinary, domain.BillOrdinary)
	v.Reason = "banken betalade inte"
	held, err := v.HoldFor(domain.Part{Bills: []int64{101}}, "intyg saknas")
	if err != nil {
		t.Fatal(err)
	}
	if o := outlook.Of(held, vgr, at(t, "2026-11-28 12:00")); o.State != outlook.OnHold || o.Reason != "intyg saknas" {
		t.Errorf("%+v", o)
	}
	released, err := held.Release(domain.WholeInvoice)
	if err != nil || released.Bills[1].Reason != "" {
		t.Errorf("%+v, %v", released.Bills[1], err)
	}
	if o := outlook.Of(released, vgr, at(t, "2026-11-28 12:00")); o.Reason != "banken betalade inte" {
		t.Errorf("%+v", o)
	}
}
