package desk_test

import (
	"fmt"
	"testing"

	"example.org/tandtui/internal/bank"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server/desk"
)

// claimed is a desk with a claim of 1000 kronor, and its credit's Vår referens.
func claimed(t testing.TB) (d desk.Desk, ourRef int64) {
	d = clinics(t)
	a := send(t, d, "32", 1000)
	run, _ := closed(t, d)
	confirm(t, d, report(run, "ACCP", nil))
	credit, err := d.Credit(ctx, a, domain.CreditAll)
	if err != nil {
		t.Fatal(err)
	}
	return d, credit.OurRef
}

// came is a notification of one payment.
func came(ref string, kronor int64, reference string) []bank.Statement {
	amount := bank.Amount{Minor: domain.Kronor(kronor), Currency: "SEK"}
	return []bank.Statement{{Entries: []bank.Entry{{
		ServicerRef: ref, Amount: amount, Status: bank.Booked, BookedOn: domain.MustDate("2026-11-25"),
		Details: []bank.Detail{{Amount: amount, Text: []string{"Vår referens " + reference}}},
	}}}}
}

func settle(t testing.TB, d desk.Desk, file []bank.Statement) desk.Settling {
	t.Helper()
	p, err := d.PlanSettle(ctx, file)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Settle(ctx, p); err != nil {
		t.Fatal(err)
	}
	return p
}

// What comes is booked once, however often and in whatever file it is read, and a
// claim that is paid settles its credit.
func TestAClaimIsSettledByWhatComes(t *testing.T) {
	d, ref := claimed(t)
	text := fmt.Sprint(ref)
	if p := settle(t, d, came("B1", 400, text)); len(p.Paid) != 1 || p.Open != 1 || p.Paid[0].Claim.Left() != domain.Kronor(600) {
		t.Fatalf("%+v", p)
	}
	if p := settle(t, d, came("B1", 400, text)); len(p.Paid) != 0 || p.Known != 1 {
		t.Errorf("read twice: %+v", p)
	}
	if v := get(t, d, ref); v.Status != domain.StatusReceived {
		t.Errorf("%+v", v)
	}
	if err := d.Void(ctx, ref, domain.WholeInvoice, "fel"); domain.CodeOf(err) != desk.CodePartPaid {
		t.Errorf("voided although a part is paid: %v", err)
	}
	p := settle(t, d, came("B2", 600, text))
	if c := claimsOf(t, d)[0]; p.Open != 0 || c.State != domain.ClaimSettled || c.Settled != domain.MustDate("2026-11-25") || c.Left() != 0 {
		t.Errorf("%+v %+v", p, c)
	}
	if v := get(t, d, ref); v.Status != domain.StatusPaid || v.StatusOn != domain.MustDate("2026-11-25") || v.CanSettle() != domain.WhyPaid {
		t.Errorf("%+v", v)
	}
}

// What fits nothing, or is more than is left, is told and left to people.
func TestWhatFitsNoClaimIsTold(t *testing.T) {
	d, ref := claimed(t)
	before := heads(t, d)
	for name, file := range map[string][]bank.Statement{
		"no reference":     came("B1", 1000, "tack"),
		"another":          came("B2", 1000, "999999"),
		"more than is due": came("B3", 1001, fmt.Sprint(ref)),
	} {
		if p := settle(t, d, file); len(p.Paid) != 0 || len(p.Strange) != 1 || p.Open != 1 {
			t.Errorf("%s: %+v", name, p)
		}
	}
	if heads(t, d) != before {
		t.Error("something changed")
	}
}

// Two desks read the same file: one books it, the other is told.
func TestTwoDesksSettleOnce(t *testing.T) {
	d, ref := claimed(t)
	p, err := d.PlanSettle(ctx, came("B1", 400, fmt.Sprint(ref)))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Settle(ctx, p); err != nil {
		t.Fatal(err)
	}
	if err := d.Settle(ctx, p); !is(err, domain.Why(desk.CodePayChanged)) {
		t.Errorf("booked twice: %v", err)
	}
}
