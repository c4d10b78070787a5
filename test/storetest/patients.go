package storetest

import (
	"reflect"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

var rule = server.FactsRule{Year: 2026, Excluded: []string{"901"}, Provider: "P", Since: domain.MustDate("2026-01-01")}

// facts reads what is known of a patient.
func facts(b *bench, id domain.PersonID) (f domain.PersonFacts, protected bool) {
	b.Helper()
	b.read(func(tx server.Tx) (err error) {
		f, protected, err = tx.Person(id, rule)
		return err
	})
	return f, protected
}

func patients(t *testing.T, b *bench) {
	one, two := somebody(t, persona), somebody(t, another)
	old := domain.Entitlement{No: "1", Support: domain.SupportN, Category: "N1", Validity: domain.Period{From: domain.MustDate("2025-01-01"), To: domain.MustDate("2025-12-31")}}
	young := domain.Entitlement{No: "2", Support: domain.SupportF, Category: "F3", Validity: domain.Period{From: domain.MustDate("2026-01-01")}}
	approval := domain.PriorApproval{No: "9", Support: domain.SupportS, Validity: young.Validity, Procedures: []string{"101", "342"}, Amount: domain.Kronor(900)}
	b.write(func(tx server.Tx) error {
		for id, protected := range map[domain.PersonID]bool{one: false, two: true} {
			if err := tx.PutPersons(server.Person{ID: id, Protected: protected, Given: true}); err != nil {
				return err
			}
		}
		for _, e := range []domain.Entitlement{old, young} {
			if err := tx.PutRights(server.RightOfEntitlement(one, e)); err != nil {
				return err
			}
		}
		if err := tx.PutRights(server.RightOfApproval(one, domain.PriorApproval{No: "9", Support: domain.SupportN, Validity: old.Validity})); err != nil {
			return err
		}
		return tx.PutRights(server.RightOfApproval(one, approval)) // corrected
	})
	f, protected := facts(b, one)
	want := domain.PersonFacts{
		Person: one, BaseYear: 2026, Entitlements: []domain.Entitlement{young, old}, Approvals: []domain.PriorApproval{approval},
	}
	if protected || !reflect.DeepEqual(f, want) {
		t.Errorf("read\n%+v\nwant\n%+v", f, want)
	}
	if _, protected := facts(b, two); !protected {
		t.Error("the protection was lost")
	}
	b.read(func(tx server.Tx) error {
		if _, _, err := tx.Person(somebody(t, "194401216595"), rule); domain.KindOf(err) != domain.NotFound {
			t.Errorf("an unknown person: %v", err)
		}
		return nil
	})
}

// Deleted and voided bills use nothing, credits give back, and of what a provider
// has billed credited items are left out.
func billed(t *testing.T, b *bench) {
	id := somebody(t, persona)
	day := domain.MustDate("2026-03-02")
	item := func(code string, kronor int64) domain.Item {
		return domain.Item{Date: day, Code: code, Price: domain.Kronor(kronor)}
	}
	with := func(no int64, items ...domain.Item) domain.InvoiceBill {
		x := bill(no, id, 0)
		x.Items = items
		return x
	}
	deleted := with(3, item("101", 1000))
	deleted.State = domain.BillDeleted
	underFHB := with(4, item("201", 40), domain.Item{Date: day, Code: domain.PatientFeeCode, Price: -domain.Kronor(10)})
	underFHB.Approval = "9"
	elsewhere := invoice(2, with(6, item("102", 7)))
	elsewhere.Clinic = "3" // another provider
	b.write(func(tx server.Tx) error {
		if err := tx.PutPersons(server.Person{ID: id, Protected: false, Given: true}); err != nil {
			return err
		}
		return tx.PutRights(server.RightOfApproval(id, domain.PriorApproval{No: "9", Support: domain.SupportS, Amount: domain.Kronor(100), Validity: domain.Period{From: day}}))
	})
	paid := invoice(1, with(1, item("101", 100), item("901", 5), item("302S", 20)), with(2, item("103", 30)), deleted, underFHB)
	paid.Status, paid.StatusOn = domain.StatusPaid, day
	b.add(paid, elsewhere)
	f, _ := facts(b, id)
	if f.BaseUsed != domain.Kronor(157) || f.Approvals[0].Used != domain.Kronor(40) {
		t.Errorf("base %s, FHB %s", f.BaseUsed, f.Approvals[0].Used)
	}
	if len(f.Earlier) != 6 { // 101, 901, 302S, 103, 201 and the fee
		t.Errorf("earlier: %+v", f.Earlier)
	}
	b.read(func(tx server.Tx) error {
		everybodys, without := rule, rule
		everybodys.Provider, without.Without = "", 1
		if f, _, err := tx.Person(id, everybodys); err != nil || len(f.Earlier) != 7 { // 102 of another provider
			t.Errorf("of all providers: %+v, %v", f.Earlier, err)
		}
		if f, _, err := tx.Person(id, without); err != nil || len(f.Earlier) != 0 || f.BaseUsed != domain.Kronor(7) || f.Approvals[0].Used != 0 {
			t.Errorf("without the invoice: %+v, %v", f, err)
		}
		return nil
	})
	marked, credit, err := b.get(1).Credit(domain.CreditPart{Part: domain.Part{Bills: []int64{2}}, Items: []domain.BillItem{{BillNo: 1, Item: 0}}})
	if err != nil {
		t.Fatal(err)
	}
	b.write(func(tx server.Tx) error {
		if _, err := tx.SaveInvoice(marked, 1); err != nil {
			return err
		}
		return tx.AddInvoice(credit.Numbered(3, 10, received))
	})
	f, _ = facts(b, id)
	if f.BaseUsed != domain.Kronor(27) {
		t.Errorf("after the credit: base %s", f.BaseUsed)
	}
	var codes []string
	for _, e := range f.Earlier {
		codes = append(codes, e.Code)
	}
	if !reflect.DeepEqual(codes, []string{"901", "302S", "201", domain.PatientFeeCode}) {
		t.Errorf("after the credit: %v", codes)
	}
}
