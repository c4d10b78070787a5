package app_test

import (
	"slices"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// A crediting leaves with the rows and the reason as they were confirmed, in the
// version that the user saw (D7); the outbox names the bills that it is about.
func TestACreditingIsQueuedWithWhatTheUserConfirmed(t *testing.T) {
	d := mirrored(t, received(7, 3, domain.StatusPaid))
	part := domain.CreditPart{Items: []domain.BillItem{{BillNo: 502, Item: 0}}}
	if err := d.Credit(7, 3, part, "fel tand"); err != nil {
		t.Fatal(err)
	}
	list, err := d.Sendings()
	if err != nil || len(list) != 1 {
		t.Fatalf("%+v %v", list, err)
	}
	if s := list[0]; s.Kind != domain.CommandCredit || s.Target != 7 || !slices.Equal(s.Part.Bills, []int64{502}) || !slices.Equal(s.Refs, []string{"R-502"}) {
		t.Errorf("%+v", s)
	}
	c, _, err := d.work.store.BeginAttempt(list[0].ID)
	if err != nil || c.Version != 3 || string(c.Body) != `{"ourRef":7,"version":3,"part":{"items":[{"billNo":502,"item":0}]},"reason":"fel tand"}` {
		t.Errorf("%+v %s %v", c, c.Body, err)
	}
	wantCode(t, d.Credit(7, 3, domain.CreditAll, ""), app.CodeWaiting)
	wantCode(t, d.Delete(7, 3, domain.WholeInvoice), string(domain.WhyPaid))
}

// What the region would refuse is refused here, and nothing is queued: an empty
// part least of all, which must not mean everything.
func TestWhatCannotBeCreditedIsSaidAtOnce(t *testing.T) {
	d := mirrored(t, received(7, 3, domain.StatusPaid), received(8, 1, domain.StatusReceived), received(9, 1, domain.StatusVoided))
	for name, x := range map[string]struct {
		ourRef, version int64
		part            domain.CreditPart
		code            string
	}{
		"nothing chosen":    {7, 3, domain.CreditPart{}, string(domain.WhyNothingChosen)},
		"an unknown bill":   {7, 3, domain.CreditPart{Part: domain.Part{Bills: []int64{999}}}, string(domain.WhyNoSuchBill)},
		"an unknown row":    {7, 3, domain.CreditPart{Items: []domain.BillItem{{BillNo: 501, Item: 5}}}, string(domain.WhyNoSuchItem)},
		"an older version":  {7, 2, domain.CreditAll, app.CodeVersionChanged},
		"not paid":          {8, 1, domain.CreditAll, string(domain.WhyNotPaid)},
		"voided":            {9, 1, domain.CreditAll, string(domain.WhyVoided)},
		"not in the mirror": {10, 1, domain.CreditAll, app.CodeInvoiceNone},
	} {
		if err := d.Credit(x.ourRef, x.version, x.part, ""); domain.CodeOf(err) != x.code {
			t.Errorf("%s: %v, want %s", name, err, x.code)
		}
	}
	if list, err := d.Sendings(); err != nil || len(list) != 0 {
		t.Errorf("queued all the same: %+v %v", list, err)
	}
}

// A credit that the clinic pays back itself has its claim, another has none.
func TestTheClaimOfACredit(t *testing.T) {
	d := mirrored(t)
	claim := domain.Claim{No: 4, Clinic: "31", OurRef: 12, Amount: domain.Kronor(900), State: domain.ClaimOpen, Account: "5050-1055"}
	if err := d.work.store.ApplyChanges("31", app.ChangePage{From: "1", To: "2", Claims: []domain.Claim{claim}}); err != nil {
		t.Fatal(err)
	}
	if got, has, err := d.Claim(12); err != nil || !has || got != claim {
		t.Errorf("%+v %v %v", got, has, err)
	}
	if got, has, err := d.Claim(13); err != nil || has {
		t.Errorf("a claim of another credit: %+v %v", got, err)
	}
	d.Seal()
	_, _, err := d.Claim(12)
	wantCode(t, err, app.CodeNotLoggedIn)
}

// What surely has not left is undone, and the invoice can be credited after all.
func TestACreditingIsTakenBackBeforeItLeaves(t *testing.T) {
	d := mirrored(t, received(7, 3, domain.StatusPaid))
	for range 2 {
		if err := d.Credit(7, 3, domain.CreditAll, ""); err != nil {
			t.Fatal(err)
		}
		h, waits, err := d.Waiting(7)
		if err != nil || !waits || h.Kind != domain.CommandCredit {
			t.Fatalf("%+v %v %v", h, waits, err)
		}
		if err := d.Unsend(h.ID); err != nil {
			t.Fatal(err)
		}
		if list, err := d.Sendings(); err != nil || len(list) != 0 || d.Snapshot().Outbox != 0 {
			t.Fatalf("%+v %v", list, err)
		}
	}
}

// A crediting that the region refuses is counted until somebody has looked at it,
// and the invoice may be credited anew.
func TestARefusedCreditingIsUnseenUntilLookedAt(t *testing.T) {
	d := mirrored(t, received(7, 3, domain.StatusPaid))
	if err := d.Credit(7, 3, domain.CreditAll, ""); err != nil {
		t.Fatal(err)
	}
	h, _, err := d.Waiting(7)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.work.store.BeginAttempt(h.ID); err != nil {
		t.Fatal(err)
	}
	no := &domain.Refusal{Code: app.CodeVersionChanged, At: d.clock.Now()}
	if err := d.work.store.Settle(h.ID, app.Outcome{At: d.clock.Now(), Refusal: no}); err != nil {
		t.Fatal(err)
	}
	list, err := d.Sendings()
	if err != nil || len(list) != 1 || !list[0].Unseen || list[0].Refusal == nil || list[0].Refusal.Code != app.CodeVersionChanged {
		t.Fatalf("%+v %v", list, err)
	}
	if err := d.Seen(h.ID); err != nil {
		t.Fatal(err)
	}
	if list, err := d.Sendings(); err != nil || len(list) == 1 && list[0].Unseen {
		t.Errorf("still unseen: %+v %v", list, err)
	}
	if err := d.Credit(7, 3, domain.CreditAll, ""); err != nil {
		t.Errorf("not to be credited anew: %v", err)
	}
}
