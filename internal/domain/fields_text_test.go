package domain_test

import (
	"slices"
	"testing"

	"example.org/tandtui/internal/domain"
)

// Bill and row read and write their own fields alone, as the draft does for them.
func TestTextOfBillsAndRows(t *testing.T) {
	for _, f := range domain.Fields() {
		var b domain.DraftBill
		var i domain.DraftItem
		b.SetText(f.Name, domain.Ticked)
		i.SetText(f.Name, domain.Ticked)
		if got := b.Text(f.Name) == domain.Ticked; got != (f.Scope == domain.OfBill) {
			t.Errorf("%s written on a bill: %v", f.Name, got)
		}
		if got := i.Text(f.Name) == domain.Ticked; got != (f.Scope == domain.OfItem) {
			t.Errorf("%s written on a row: %v", f.Name, got)
		}
		if f.Scope != domain.OfItem && i != (domain.DraftItem{}) {
			t.Errorf("%s is not of a row, which is now %+v", f.Name, i)
		}
	}
	b := domain.DraftBill{}
	b.SetText("of a newer server", "x")
	b.SetText(domain.FieldItems, "x")
	if b.Text("of a newer server") != "" || b.Text(domain.FieldItems) != "" || b.Items != nil {
		t.Errorf("%+v", b)
	}
}

// A tick is set by any text and taken away by none.
func TestTick(t *testing.T) {
	var b domain.DraftBill
	for _, text := range []string{domain.Ticked, "ja", " "} {
		b.SetText(domain.FieldExemption, text)
		if !b.Exempt || b.Text(domain.FieldExemption) != domain.Ticked {
			t.Errorf("%q: %v", text, b.Exempt)
		}
	}
	b.SetText(domain.FieldExemption, "")
	if b.Exempt || b.Text(domain.FieldExemption) != "" {
		t.Error("no text, and it is still set")
	}
}

// What is known of a field by its name alone.
func TestSpecOfAField(t *testing.T) {
	for _, f := range domain.Fields() {
		spec, ok := f.Name.Spec()
		if !ok || spec.Name != f.Name || spec.Scope != f.Scope || spec.Kind != f.Kind || f.Name.Limit() != f.Limit {
			t.Errorf("%s: %+v, %d", f.Name, spec, f.Name.Limit())
		}
	}
	for _, name := range []domain.Field{"", "of a newer server", domain.FieldItems} {
		if spec, ok := name.Spec(); ok || name.Limit() != 0 {
			t.Errorf("%q: %+v, %d", name, spec, name.Limit())
		}
	}
	// L10: the comments hold the 500 characters that the region takes.
	if domain.FieldComment.Limit() != 500 || domain.FieldItemComment.Limit() != 500 {
		t.Error("a comment's limit")
	}
}

// The scopes' lists are the table's fields, each once and in its order; the copy
// that Fields gives may be changed.
func TestFieldsOfEachScope(t *testing.T) {
	n := 0
	for _, scope := range []domain.Scope{domain.OfInvoice, domain.OfBill, domain.OfItem} {
		list := domain.FieldsOf(scope)
		if !slices.IsSortedFunc(list, func(a, b domain.FieldSpec) int { return a.Name.Order() - b.Name.Order() }) {
			t.Errorf("scope %d is in another order", scope)
		}
		for _, f := range list {
			if f.Scope != scope {
				t.Errorf("%s is of scope %d, not %d", f.Name, f.Scope, scope)
			}
		}
		n += len(list)
	}
	fields := domain.Fields()
	if n != len(fields) {
		t.Errorf("%d fields by scope, %d in all", n, len(fields))
	}
	fields[0].Name = "x"
	if domain.Fields()[0].Name == "x" {
		t.Error("the table itself was changed")
	}
}

// One word anywhere in any bill is enough to keep a draft for.
func TestBlankOfManyBills(t *testing.T) {
	d := twoBills()
	if !d.Blank() || !(domain.Draft{}).Blank() {
		t.Error("nothing is written")
	}
	d.Bills[0].Items[1].Date, d.Bills[1].Support = "2026-11-20", "N"
	if !d.Blank() {
		t.Error("only what the program fills in")
	}
	d.Bills[0].Items[0].Comment = "x"
	if d.Blank() {
		t.Error("a row of the first bill is written")
	}
}

// A bill that was sent, billed anew or written to a file, has text in every field
// that a bill is typed with: one that is forgotten in Typed fails here.
func TestTypedHasEveryField(t *testing.T) {
	day, err := domain.ParseDate("2026-11-02")
	if err != nil {
		t.Fatal(err)
	}
	person, err := domain.ParsePersonID("19690430-2384", day)
	if err != nil {
		t.Fatal(err)
	}
	d := domain.Draft{InvoiceNo: "1", Bills: []domain.DraftBill{domain.Bill{
		Person: person, Support: domain.SupportS, CareModel: "model", Category: "category", Approval: "FHB1", PriceList: "list",
		Exemption: &domain.FeeExemption{No: "F1", Validity: domain.Period{From: day, To: day}}, FeeGround: "ground", BillRef: "ref", Comment: "comment",
		Items: []domain.Item{{Date: day, Code: "101", Position: "11", Price: 12345, Comment: "row", Performer: "P1"}},
	}.Typed()}}
	for _, f := range domain.Fields() {
		item := domain.WholeBill
		if f.Scope == domain.OfItem {
			item = 0
		}
		if d.Text(0, item, f.Name) == "" {
			t.Errorf("%s is empty", f.Name)
		}
	}
	if got := d.Bills[0].Items[0]; got.Date != "2026-11-02" || got.Price != "123,45" {
		t.Errorf("%+v", got)
	}
	if d := (domain.Bill{}).Typed(); d.Exempt || d.ExemptionFrom != "" || len(d.Items) != 0 {
		t.Errorf("nothing is %+v", d)
	}
}
