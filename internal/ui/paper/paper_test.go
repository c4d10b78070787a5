package paper_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/export"
	"example.org/tandtui/internal/ui/paper"
)

func anInvoice(t *testing.T) domain.Invoice {
	t.Helper()
	person, err := domain.ParsePersonID("189001019802", domain.MustDate("2026-11-28"))
	if err != nil {
		t.Fatal(err)
	}
	bill := domain.InvoiceBill{BillNo: 900001, State: domain.BillCredited, RegisteredBy: "Åsa Öberg", Entitlement: "12345"}
	bill.Person, bill.Support, bill.BillRef, bill.Comment = person, "N", "A-17", "=1+1"
	bill.Exemption = &domain.FeeExemption{No: "F1", Validity: domain.Period{To: domain.MustDate("2026-12-31")}}
	bill.Items = []domain.Item{{Date: domain.MustDate("2026-11-02"), Code: "801", Price: 123_450, Position: "11", Comment: "akut"}, {Date: domain.MustDate("2026-11-02"), Code: domain.PatientFeeCode, Price: -20_000}}
	other := domain.InvoiceBill{BillNo: 900002}
	other.BillRef, other.Support = "A-18", "F"
	return domain.Invoice{OurRef: 518148, InvoiceNo: "2026-17", Received: time.Date(2026, 11, 3, 23, 30, 0, 0, time.UTC), Status: domain.StatusPaid, StatusOn: domain.MustDate("2026-11-30"), Bills: []domain.InvoiceBill{bill, other}}
}

func facts() paper.Facts {
	return paper.Facts{
		Region: "Västra Götalandsregionen", Clinic: domain.Clinic{No: "1001", Name: "Kliniken"}, Names: map[string]string{"801": "Rådgivning"},
		Made: time.Date(2026, 11, 28, 12, 0, 0, 0, time.FixedZone("CET", 3600)),
	}
}

// said is every word of a document.
func said(d export.Document) string {
	lines := []string{d.Title, d.Foot}
	fields := func(all []export.Field) {
		for _, f := range all {
			lines = append(lines, f.Name+": "+f.Value)
		}
	}
	fields(d.Fields)
	for _, s := range d.Sections {
		lines = append(lines, s.Heading)
		fields(s.Fields)
		for _, r := range s.Rows {
			lines = append(lines, fmt.Sprint(r))
		}
	}
	return strings.Join(lines, "\n")
}

func TestAnInvoiceIsOnPaperAsOnTheScreen(t *testing.T) {
	all := said(paper.Invoice(anInvoice(t), facts()))
	for _, want := range []string{
		"Faktura 2026-17", "Region: Västra Götalandsregionen", "Klinik: Kliniken 1001", "Vår referens: 518148", "Inkom: 2026-11-04",
		"Status: Utbetalningsdatum 2026-11-30", "Belopp: 1 034,50 kr", "Räkning A-17", "Räkningsnummer: 900001", "Personnummer: 18900101-9802",
		"Intyg: N-tandvård 12345", "Frikort: F1 till 2026-12-31", "Registrerad av: Åsa Öberg", "Status: Krediterad", "Kommentar: =1+1",
		"[2026-11-02 801 Rådgivning (akut) 11 1 234,50]", "Totalsumma  1 034,50", "Räkning A-18", "utskrivet 2026-11-28 12:00",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is missing in\n%s", want, all)
		}
	}
	for _, empty := range []string{"Krediterar", "Orsak", "FHB", "Vårdmodell"} {
		if strings.Contains(all, empty) {
			t.Errorf("%q says nothing", empty)
		}
	}
}

func TestABillIsOnPaperAlone(t *testing.T) {
	d, ok := paper.Bill(anInvoice(t), 900002, facts())
	if all := said(d); !ok || strings.Contains(all, "A-17") || !strings.Contains(all, "Räkning A-18") || strings.Contains(all, "1 034,50") {
		t.Errorf("%v\n%s", ok, all)
	}
	if _, ok := paper.Bill(anInvoice(t), 1, facts()); ok {
		t.Error("a bill that is not there")
	}
}
