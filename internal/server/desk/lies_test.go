package desk_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/server/sqlstore"
	"example.org/tandtui/test/regions"
)

// lived is a desk to which something of everything has happened, and its file: 1 paid
// and partly credited, 2 deleted, 3 closed, 4 of a clinic that has paid a part of its
// claim back, and a credit that was carried.
func lived(t *testing.T) (d desk.Desk, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "x.db")
	s, err := sqlstore.Open(ctx, regions.Empty(t, path, "vgr"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // its books are meant to be wrong in the end
	d = desk.Desk{Store: s, Now: noon, By: domain.Actor{ID: "disken", Via: domain.ViaDesk}, Refund: "5591-09140"}
	write(t, d, func(tx server.Tx) error {
		if err := tx.PutProvider(domain.Provider{ID: "P", Name: "P"}); err != nil {
			return err
		}
		for no, kind := range map[string]domain.GiroKind{"31": domain.Bankgiro, "32": domain.Plusgiro, "33": domain.Bankgiro} {
			if err := server.PutClinic(tx, domain.Clinic{No: no, Name: no, ProviderID: "P", Payee: payeeOf[kind]}, domain.ClinicEvent{At: noon(), By: d.By}); err != nil {
				return err
			}
		}
		return nil
	})
	a, b := send(t, d, "31", 100, 200), send(t, d, "32", 1000)
	run, _ := closed(t, d)
	confirm(t, d, report(run, "ACCP", nil))
	if _, err := d.Credit(ctx, a, domain.CreditPart{Part: domain.Part{Bills: []int64{get(t, d, a).Bills[0].BillNo}}}); err != nil {
		t.Fatal(err)
	}
	closed(t, d) // carries the credit on
	credit, err := d.Credit(ctx, b, domain.CreditAll)
	if err != nil {
		t.Fatal(err)
	}
	settle(t, d, came("B1", 400, fmt.Sprint(credit.OurRef)))
	send(t, d, "33", 70)
	closed(t, d)
	send(t, d, "33", 50)
	balanced(t, s)
	return d, path
}

// Whoever changes money in the database by hand is found out by the audit.
func TestAnAuditTellsALieInTheDatabase(t *testing.T) {
	for _, lie := range []string{
		`UPDATE entry SET amount = amount + 1 WHERE entry_no = 1`,
		`DELETE FROM entry WHERE entry_no = 3`,
		`UPDATE entry SET clinic_id = '33' WHERE credit = 'carry' OR debit = 'carry'`,
		`UPDATE entry SET clinic_id = '33' WHERE entry_no = 1`,
		`UPDATE entry SET our_ref = our_ref + 1 WHERE entry_no = 1`,
		`UPDATE bill SET body = replace(body, '7000', '7001') WHERE clinic_id = '33'`,
		`UPDATE bill SET state = 'deleted' WHERE bill_no = 1000002`,
		`UPDATE bill SET state = 'ordinary' WHERE state = 'credited' AND clinic_id = '31'`,
		`DELETE FROM bill WHERE clinic_id = '33'`,
		`UPDATE invoice SET status = 'received', status_on = '' WHERE our_ref = 600001`,
		`UPDATE invoice SET status = 'paid' WHERE clinic_id = '33' AND status = 'approved'`,
		`UPDATE invoice SET status = 'paid' WHERE clinic_id = '33' AND status = 'received'`,
		`UPDATE invoice SET status = 'voided' WHERE clinic_id = '33' AND status = 'received'`,
		`UPDATE invoice SET payout_no = 0 WHERE our_ref = 600001`,
		`UPDATE invoice SET payout_no = 2 WHERE our_ref = 600001`,
		`UPDATE invoice SET clinic_id = '33' WHERE our_ref = 600001`,
		`UPDATE invoice SET claim_no = 0 WHERE claim_no <> 0`,
		`UPDATE payout SET amount = amount + 1 WHERE payout_no = 1`,
		`UPDATE payout SET state = 'rejected' WHERE payout_no = 1`,
		`UPDATE payout SET state = 'confirmed' WHERE state = 'closed'`,
		`UPDATE payout SET carried_out = carried_out + 1 WHERE carried_out > 0`,
		`UPDATE payout SET clinic_id = '33' WHERE payout_no = 1`,
		`UPDATE payout SET invoices = '[]' WHERE payout_no = 1`,
		`DELETE FROM payout WHERE payout_no = 1`,
		`UPDATE claim SET body = replace(body, '"paid":40000', '"paid":50000')`,
		`UPDATE claim SET body = replace(body, '"amount":100000', '"amount":90000')`,
		`UPDATE claim SET body = replace(body, '"state":"open"', '"state":"settled"')`,
		`DELETE FROM claim`,
		`DELETE FROM receipt`,
		`UPDATE receipt SET amount = 1`,
	} {
		t.Run(lie, func(t *testing.T) {
			d, path := lived(t)
			db, err := sql.Open("sqlite", path)
			if err != nil {
				t.Fatal(err)
			}
			r, err := db.Exec(lie)
			if err != nil {
				t.Fatal(err)
			}
			if n, err := r.RowsAffected(); n == 0 || err != nil {
				t.Fatalf("it changed %d rows: %v", n, err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			a, err := server.Audit(ctx, d.Store)
			if err == nil && len(a.Faults()) == 0 {
				t.Error("it was not noticed")
			}
		})
	}
}

// A claim of which the rest is voided after a part was paid is settled by that part: it
// does not stay open with nothing left of it.
func TestAClaimThatIsLoweredToWhatHasComeIsSettled(t *testing.T) {
	d := clinics(t)
	a := send(t, d, "32", 400, 600)
	run, _ := closed(t, d)
	confirm(t, d, report(run, "ACCP", nil))
	credit, err := d.Credit(ctx, a, domain.CreditAll)
	if err != nil {
		t.Fatal(err)
	}
	settle(t, d, came("B1", 400, fmt.Sprint(credit.OurRef)))
	if err := d.Void(ctx, credit.OurRef, domain.Part{Bills: []int64{credit.Bills[1].BillNo}}, "fel räkning"); err != nil {
		t.Fatal(err)
	}
	p, err := d.PlanSettle(ctx, nil)
	if v := get(t, d, credit.OurRef); err != nil || p.Open != 0 || v.Status != domain.StatusPaid || v.StatusOn != today {
		t.Errorf("%v; %+v, %s %s", err, p, v.Status, v.StatusOn)
	}
}

// Money that the bank takes back is told: the claim that it paid may be open again.
func TestMoneyThatTheBankTakesBackIsTold(t *testing.T) {
	d, ref := claimed(t)
	settle(t, d, came("B1", 1000, fmt.Sprint(ref)))
	back := came("B1", -1000, fmt.Sprint(ref))
	back[0].Entries[0].Reversal = true
	if p := settle(t, d, back); len(p.Strange) != 1 || p.Strange[0].Got != domain.Kronor(-1000) || len(p.Paid) != 0 {
		t.Errorf("%+v", p)
	}
}
