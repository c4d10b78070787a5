package app_test

import (
	"fmt"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// paraply is a desk whose user works at two clinics of a provider, and at one of
// another.
func paraply(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t)
	d.server.user.Memberships = []domain.Membership{
		{Clinic: domain.Clinic{No: "31", Name: "Ängens tandklinik", ProviderID: "a"}, Role: domain.RoleUser},
		{Clinic: domain.Clinic{No: "44", Name: "Bryggans tandvård", ProviderID: "a"}, Role: domain.RoleReader},
		{Clinic: domain.Clinic{No: "57", Name: "Cityakuten", ProviderID: "b"}, Role: domain.RoleUser},
	}
	d.login(t)
	for i, no := range []string{"31", "44", "57"} {
		choose(t, d, no)
		draft, err := d.NewDraft()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.SaveDraft(draft); err != nil {
			t.Fatal(err)
		}
		v := received(int64(7+i), 3, domain.StatusReceived)
		v.Clinic = no
		if err := d.work.store.ApplyChanges(no, app.ChangePage{To: "1", Invoices: []domain.Invoice{v}}); err != nil {
			t.Fatal(err)
		}
		if d.Snapshot().Role.MayBill() {
			if err := d.Delete(v.OurRef, 3, domain.WholeInvoice); err != nil {
				t.Fatal(err)
			}
		}
	}
	return d
}

// A3: who works at several clinics of a provider may list all of them; another
// provider's never are among them, and nothing else sees more than the clinic that is
// worked for.
func TestA3ListsOfAllClinicsOfTheProvider(t *testing.T) {
	d := paraply(t)
	if s := d.Snapshot(); len(s.Sisters) != 0 {
		t.Fatalf("57 stands alone: %v", s.Sisters)
	}
	if err := d.Spread(app.SpreadAll); err != nil || d.Snapshot().Wide {
		t.Fatal("wide where there is nothing beside", err)
	}
	choose(t, d, "44")
	if err := d.Spread(app.SpreadAll); err != nil {
		t.Fatal(err)
	}
	if s := d.Snapshot(); !s.Wide || fmt.Sprint(d.work.scope.Shown) != "[31 44]" {
		t.Fatalf("%v %v", s.Wide, d.work.scope.Shown)
	}
	drafts, err1 := d.AllDrafts()
	sendings, err2 := d.AllSendings()
	page, err3 := d.Invoices(app.InvoiceQuery{All: true})
	sums, err4 := d.AllSums(page.Rows[0].Received.Year())
	if err1 != nil || err2 != nil || err3 != nil || err4 != nil {
		t.Fatal(err1, err2, err3, err4)
	}
	if len(drafts) != 2 || len(sendings) != 1 || sendings[0].Draft.Clinic != "31" || len(page.Rows) != 2 || page.Rows[0].Clinic != "44" || page.Rows[1].Clinic != "31" {
		t.Errorf("%d drafts, %+v, %+v", len(drafts), sendings, page.Rows)
	}
	if len(sums.Months) != 2 || sums.Months[0].Clinic != "31" || sums.Total().Billed != page.Sum {
		t.Errorf("%+v", sums)
	}
	for words, want := range map[string]int{"bryggans": 1, "31 Äng": 1, "tandvård hus": 0} {
		if found, err := d.Invoices(app.InvoiceQuery{All: true, Text: words}); err != nil || len(found.Rows) != want {
			t.Errorf("%q: %+v %v", words, found.Rows, err)
		}
	}
	own, err := d.Drafts()
	narrow, err2 := d.Invoices(app.InvoiceQuery{})
	if err != nil || err2 != nil || len(own) != 1 || len(narrow.Rows) != 1 || narrow.Rows[0].Clinic != "44" {
		t.Errorf("%+v %+v", own, narrow.Rows)
	}
	if err := d.Spread(app.SpreadOwn); err != nil || d.Snapshot().Wide || len(d.work.scope.Shown) > 0 {
		t.Error("still wide", err)
	}
}

// A3: lists may show one other clinic alone. Whoever goes there works there, and lists
// are that clinic's own again.
func TestA3ListsOfOneOtherClinic(t *testing.T) {
	d := paraply(t)
	choose(t, d, "44")
	if err := d.Spread("57"); err != nil || d.Snapshot().Wide {
		t.Fatal("another provider's clinic is shown", err)
	}
	if err := d.Spread("31"); err != nil {
		t.Fatal(err)
	}
	if s := d.Snapshot(); !s.Wide || s.Only.No != "31" || fmt.Sprint(d.work.scope.Shown) != "[31]" {
		t.Fatalf("%v %v %v", s.Wide, s.Only.No, d.work.scope.Shown)
	}
	drafts, err1 := d.AllDrafts()
	page, err2 := d.Invoices(app.InvoiceQuery{All: true})
	if err1 != nil || err2 != nil || len(drafts) != 1 || drafts[0].Clinic != "31" || len(page.Rows) != 1 || page.Rows[0].Clinic != "31" || page.Counts[app.TabActive] != 1 {
		t.Errorf("%v %v %+v %+v", err1, err2, drafts, page)
	}
	choose(t, d, "31")
	if s := d.Snapshot(); s.Wide || s.Only.No != "" {
		t.Errorf("%+v", s.Only)
	}
	choose(t, d, "44")
	if d.Snapshot().Wide {
		t.Error("the choice came back by itself")
	}
}
