package domain_test

import (
	"slices"
	"testing"

	"example.org/tandtui/internal/domain"
)

// refused is a draft as it was sent, two bills, with a finding on each kind of
// place; rows 1 and 2 of the second bill are alike.
func refused() domain.Draft {
	visit := domain.DraftItem{Date: "2026-11-20", Code: "101"}
	fee := domain.DraftItem{Date: "2026-11-20", Code: "patAvg", Price: "200"}
	bills := func() []domain.DraftBill {
		return []domain.DraftBill{
			{Person: "a", BillRef: "1", Items: []domain.DraftItem{visit, fee}},
			{Person: "b", BillRef: "2", Items: []domain.DraftItem{visit, fee, fee}},
		}
	}
	at := func(code string, bill, item int, field domain.Field) domain.Finding {
		return domain.Finding{Code: code, Bill: bill, Item: item, Field: field, Severity: domain.SeverityError}
	}
	return domain.Draft{InvoiceNo: "9", Bills: bills(), Refusal: &domain.Refusal{
		Sent: &domain.Sent{InvoiceNo: "9", Bills: bills()},
		Findings: []domain.Finding{
			at("no", 0, domain.WholeBill, domain.FieldInvoiceNo),
			at("ref", 1, domain.WholeBill, domain.FieldBillRef),
			at("rows", 1, domain.WholeBill, domain.FieldItems),
			at("price", 1, 1, domain.FieldItemPrice),
			at("double", 1, 2, domain.FieldItemCode),
			at("row", 0, 1, "new-field"),
			at("nowhere", 2, 99, domain.FieldPerson),
			at("norow", 1, 3, domain.FieldItemCode),
		},
	}}
}

func codes(d domain.Draft) (list []string) {
	for _, f := range d.Refusal.Standing(d) {
		list = append(list, f.Code)
	}
	return list
}

func TestS2AFindingStandsUntilItsFieldChanges(t *testing.T) {
	all := codes(refused())
	if len(all) != 8 {
		t.Fatalf("before anything is changed: %v", all)
	}
	without := func(gone ...string) []string {
		return slices.DeleteFunc(slices.Clone(all), func(c string) bool { return slices.Contains(gone, c) })
	}
	for name, c := range map[string]struct {
		change func(*domain.Draft)
		want   []string
	}{
		"invoice number":      {func(d *domain.Draft) { d.InvoiceNo = "10" }, without("no", "nowhere")},
		"reference":           {func(d *domain.Draft) { d.Bills[1].BillRef = "3" }, without("ref", "norow", "nowhere")},
		"another bill":        {func(d *domain.Draft) { d.Bills[0].Comment = "x" }, without("nowhere")},
		"price":               {func(d *domain.Draft) { d.Bills[1].Items[1].Price = "100" }, without("price", "rows", "norow", "nowhere")},
		"the double":          {func(d *domain.Draft) { d.Bills[1].Items[2].Code = "102" }, without("double", "rows", "norow", "nowhere")},
		"unknown field":       {func(d *domain.Draft) { d.Bills[0].Items[1].Date = "2026-11-19" }, without("row", "nowhere")},
		"the first bill gone": {func(d *domain.Draft) { d.Bills = d.Bills[1:] }, without("row", "nowhere")},
	} {
		d := refused()
		c.change(&d)
		if got := codes(d); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// Rows and bills move, and findings with them.
func TestFindingsFollowRowsAndBills(t *testing.T) {
	d := refused()
	d.Bills = d.Bills[1:]
	items := &d.Bills[0].Items
	*items = append([]domain.DraftItem{{Date: "2026-11-18", Code: "103"}}, *items...)
	got := map[string]domain.Finding{}
	for _, f := range d.Refusal.Standing(d) {
		got[f.Code] = f
	}
	if f := got["price"]; f.Bill != 0 || f.Item != 2 {
		t.Errorf("%+v", f)
	}
	if f := got["ref"]; f.Bill != 0 || f.Item != domain.WholeBill {
		t.Errorf("%+v", f)
	}

	d = refused() // of the two fees that were alike one goes
	d.Bills[1].Items = d.Bills[1].Items[:2]
	if slices.Contains(codes(d), "double") {
		t.Error("the row is gone, its finding went to another")
	}
}

// A refusal of an older program does not know what was sent.
func TestRefusalWithoutWhatWasSent(t *testing.T) {
	d := refused()
	d.Refusal.Sent = nil
	d.InvoiceNo = "10"
	if len(codes(d)) != 8 || !d.Refusal.Untouched(d) {
		t.Error(codes(d))
	}
}

// A bill without rows is the same whether its list of rows was read from the
// store or emptied by hand.
func TestNoRowsAreNoRows(t *testing.T) {
	r := &domain.Refusal{Sent: &domain.Sent{Bills: []domain.DraftBill{{Person: "a", Items: []domain.DraftItem{}}}}}
	if !r.Untouched(domain.Draft{Bills: []domain.DraftBill{{Person: "a"}}}) {
		t.Error("nothing was written, and it counts as touched")
	}
	for name, bills := range map[string][]domain.DraftBill{
		"a row":        {{Person: "a", Items: []domain.DraftItem{{}}}},
		"a field":      {{Person: "a", Comment: "x"}},
		"a tick":       {{Person: "a", Exempt: true}},
		"another bill": {{Person: "a"}, {}},
		"no bill":      nil,
	} {
		if r.Untouched(domain.Draft{Bills: bills}) {
			t.Errorf("%s: it counts as untouched", name)
		}
	}
	if r.Untouched(domain.Draft{InvoiceNo: "1", Bills: r.Sent.Bills}) {
		t.Error("another invoice number: it counts as untouched")
	}
}

// That a right is missing on a date ends when another patient, part of the
// support or FHB stands there, though the date is the same.
func TestAFindingEndsWithWhatItSpeaksOf(t *testing.T) {
	for param, fields := range map[string][]domain.Field{
		"support":  {domain.FieldSupport, domain.FieldPerson},
		"approval": {domain.FieldApproval, domain.FieldPerson},
		"category": {domain.FieldCategory},
		"model":    {domain.FieldCareModel},
		"date":     nil,
	} {
		d := refused()
		d.Refusal.Findings = []domain.Finding{{Code: "x", Bill: 1, Item: 0, Field: domain.FieldItemDate, Params: map[string]string{param: "x"}}}
		for _, f := range domain.FieldsOf(domain.OfBill) {
			changed := d.Clone()
			changed.SetText(1, domain.WholeBill, f.Name, domain.Ticked)
			if stands := len(changed.Refusal.Standing(changed)) == 1; stands == slices.Contains(fields, f.Name) {
				t.Errorf("it speaks of %s, %s was changed: stands %v", param, f.Name, stands)
			}
		}
	}
}
