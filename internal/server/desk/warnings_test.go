package desk_test

import (
	"fmt"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/server"
)

// L12: doubles and what is billed too often are seen across invoices and
// providers before anything is paid; each invoice by itself looks right.
func TestL12(t *testing.T) {
	d := empty(t)
	profile, prices, err := region.Load("vgr")
	if err != nil {
		t.Fatal(err)
	}
	profile.Frequencies = []domain.Frequency{{
		Codes: []string{"101"}, Most: 1, Per: domain.SpanYear, Source: "x", Validity: domain.Period{From: domain.MustDate("2026-01-01")},
	}}
	id, err := domain.ParsePersonID("19520516-2331", today)
	if err != nil {
		t.Fatal(err)
	}
	bill := func(no int64, date string) domain.InvoiceBill {
		return domain.InvoiceBill{BillNo: no, Bill: domain.Bill{
			Person: id, Support: domain.SupportN, BillRef: fmt.Sprint(no),
			Items: []domain.Item{{Date: domain.MustDate(date), Code: "101", Price: domain.Kronor(1100)}},
		}}
	}
	invoice := func(ourRef int64, clinic string, bills ...domain.InvoiceBill) domain.Invoice {
		return domain.Invoice{OurRef: ourRef, Version: 1, Clinic: clinic, Received: noon(), Status: domain.StatusReceived, Bills: bills}
	}
	twice := invoice(4, "31", bill(4, "2026-03-02"), bill(5, "2026-03-02"), bill(6, "2026-03-02"))
	twice.Bills[0].State = domain.BillDeleted
	err = d.Store.Write(ctx, func(tx server.Tx) error {
		for no, provider := range map[string]string{"31": "P1", "32": "P2"} {
			if err := tx.PutProvider(domain.Provider{ID: provider, Name: provider}); err != nil {
				return err
			}
			if err := tx.PutClinic(domain.Clinic{No: no, Name: no, ProviderID: provider}); err != nil {
				return err
			}
		}
		if err := tx.PutPersons(server.Person{ID: id}); err != nil {
			return err
		}
		for _, v := range []domain.Invoice{
			invoice(1, "31", bill(1, "2026-11-20")), invoice(2, "32", bill(2, "2026-11-20")), invoice(3, "32", bill(3, "2024-11-20")), twice,
		} {
			if err := server.AddInvoice(tx, v, domain.Event{At: noon(), Act: domain.ActSubmit, By: domain.Actor{ID: "kliniken"}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for ourRef, want := range map[int64]string{
		1: "0 R-DOUBLE-EARLIER, 0 R-FREQUENCY", 2: "0 R-DOUBLE-EARLIER, 0 R-FREQUENCY",
		3: "", 4: "1 R-FREQUENCY, 2 R-DOUBLE, 2 R-FREQUENCY",
	} {
		found, err := d.Warnings(ctx, profile, prices, ourRef)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, x := range found {
			if x.Code == rules.CodeFeeMissing { // the bills here have no fees
				continue
			}
			if got != "" {
				got += ", "
			}
			got += fmt.Sprint(x.Bill, " ", x.Code)
		}
		if got != want {
			t.Errorf("invoice %d: %q, want %q", ourRef, got, want)
		}
	}
	if _, err := d.Warnings(ctx, profile, prices, 5); domain.KindOf(err) != domain.NotFound {
		t.Errorf("no such invoice: %v", err)
	}
}
