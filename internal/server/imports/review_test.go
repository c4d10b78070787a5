package imports_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/imports"
)

// I5: what rests on a right that never was, or is shorter than it was, is put under
// granskning before it is paid; what does not rest on it, or is paid, stays.
func TestI5AWithdrawalHoldsTheBillsOnTheWay(t *testing.T) {
	const shorter = ";;intyg;1;N;N1;;;2026-01-01;2026-05-31\n"
	const intyg, fhb = ";;intyg;1;N;N1;;;2026-01-01;återkallat\n", ";;fhb;2;S;;101 121;12 000,50;2026-01-01;återkallat\n"
	for file, want := range map[string]map[int64]string{
		anna + intyg:                            {1: "1 2", 3: "5"},
		anna + fhb:                              {1: "3"},
		anna + intyg + anna + fhb:               {1: "1 2 3", 3: "5"},
		anna + shorter:                          {1: "2", 3: "5"}, // bill 1 is of March
		anna + ";;intyg;1;N;N1;;;2025-01-01;\n": {},
		bo + ";;intyg;9;N;N1;;;2026-01-01;återkallat\n":   {},
		anna + ";;intyg;1;N;N1;;;2026-06-01;2026-12-31\n": {1: "1"},
		anna + ";nej;;;;;;;;\n":                           {},
	} {
		i := filled(t)
		bills(t, i)
		p := take(t, i, "persons", personHead+file)
		n := 0
		for ref := int64(1); ref <= 4; ref++ {
			got := heldOf(t, i, ref, want[ref] != "")
			if got != want[ref] {
				t.Errorf("%s: of invoice %d %q is held, want %q", file, ref, got, want[ref])
			}
			n += len(strings.Fields(got))
		}
		if asked := strings.Contains(strings.Join(p.Takes, "\n"), "läggs under granskning: "+string(rune('0'+n))); asked != (n > 0) {
			t.Errorf("%s: %q, %d held", file, p.Takes, n)
		}
	}
}

// bills stores: 1, on the way, with a bill of March and one of July on the intyg, one
// on the approval and one of another person; 2, paid; 3, approved, from before the
// intyg was kept; 4, a credit.
func bills(t *testing.T, i imports.Import) {
	t.Helper()
	bill := func(no int64, person, entitlement, approval, date string) domain.InvoiceBill {
		b := domain.InvoiceBill{BillNo: no, Entitlement: entitlement, Bill: domain.Bill{
			Person: id(t, person), Support: domain.SupportN, Approval: approval, BillRef: "r",
			Items: []domain.Item{{Date: domain.MustDate(date), Code: "101", Price: domain.Kronor(100)}},
		}}
		if approval != "" {
			b.Support = domain.SupportS
		}
		return b
	}
	invoice := func(ref int64, status domain.Status, list ...domain.InvoiceBill) domain.Invoice {
		return domain.Invoice{OurRef: ref, Version: 1, Clinic: "11", InvoiceNo: "F", Received: i.Now(), Status: status, Bills: list}
	}
	old, credit := invoice(3, domain.StatusApproved, bill(5, anna, "", "", "2026-07-01")), invoice(4, domain.StatusReceived, bill(6, anna, "1", "", "2026-07-01"))
	old.StatusOn, credit.CreditOf = today, 2
	err := i.Store.Write(ctx, func(tx server.Tx) error {
		for _, v := range []domain.Invoice{
			invoice(1, domain.StatusReceived, bill(1, anna, "1", "", "2026-03-02"), bill(2, anna, "1", "", "2026-07-01"),
				bill(3, anna, "", "2", "2026-07-01"), bill(4, bo, "8", "", "2026-07-01")),
			invoice(2, domain.StatusPaid, bill(7, anna, "1", "", "2026-07-01")), old, credit,
		} {
			if err := server.AddInvoice(tx, v, domain.Event{At: i.Now(), Act: domain.ActSubmit, By: by}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// heldOf gives the bills of an invoice that are held, and looks at the event.
func heldOf(t *testing.T, i imports.Import, ref int64, changed bool) string {
	t.Helper()
	var nos []string
	inside(t, i, func(tx server.Tx) error {
		nos = nil
		v, err := tx.AnyInvoice(ref)
		if err != nil {
			return err
		}
		for _, b := range v.Bills {
			if b.State == domain.BillOnHold {
				nos = append(nos, string(rune('0'+b.BillNo)))
			}
		}
		events, err := tx.Events("11", ref)
		last := events[len(events)-1]
		if changed != (last.Act == domain.ActHold) || changed && (last.Reason == "" || last.By != by) {
			t.Errorf("invoice %d: %+v", ref, last)
		}
		if changed && v.Status != domain.StatusReceived {
			t.Errorf("invoice %d is %s", ref, v.Status)
		}
		return err
	})
	return strings.Join(nos, " ")
}

// Every file that is read in is kept in the desk's log: by whom, how much, and which
// file, by its digest. One that was only looked at is not.
func TestImportsAreNoted(t *testing.T) {
	i := filled(t)
	planned(t, i, "clinics", clinicsFile)
	acts := noted(t, i)
	if len(acts) != 3 {
		t.Fatalf("%+v", acts)
	}
	sum := sha256.Sum256([]byte(personsFile))
	if a := acts[0]; a.Verb != "import persons" || a.Rows != 3 || a.By != by || a.Digest != hex.EncodeToString(sum[:]) || !a.At.Equal(i.Now().Truncate(time.Millisecond)) {
		t.Errorf("%+v", a)
	}
	i.By = domain.Actor{}
	p := planned(t, i, "clinics", clinicsFile)
	if err := i.Apply(ctx, p); domain.CodeOf(err) != "server.desk-act" {
		t.Errorf("read in by nobody: %v", err)
	}
}
