package domain_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
)

// sentDraft draws a refused draft of bills and rows that are all different, with
// findings on every bill's reference and every row's code and date, whose code
// names the place that they are about. The date is the same on all rows.
func sentDraft(t *rapid.T) domain.Draft {
	d := domain.Draft{InvoiceNo: "9"}
	r := &domain.Refusal{}
	for b := range rapid.IntRange(1, 4).Draw(t, "bills") {
		bill := domain.DraftBill{Person: fmt.Sprint("p", b), BillRef: fmt.Sprint("r", b)}
		r.Findings = append(r.Findings, domain.Finding{Code: bill.BillRef, Bill: b, Item: domain.WholeBill, Field: domain.FieldBillRef})
		for i := range rapid.IntRange(0, 4).Draw(t, "rows") {
			row := domain.DraftItem{Date: "2026-11-20", Code: fmt.Sprint(b, ".", i)}
			bill.Items = append(bill.Items, row)
			for _, f := range []domain.Field{domain.FieldItemCode, domain.FieldItemDate} {
				r.Findings = append(r.Findings, domain.Finding{Code: row.Code, Bill: b, Item: i, Field: f})
			}
		}
		d.Bills = append(d.Bills, bill)
	}
	r.Sent = &domain.Sent{InvoiceNo: d.InvoiceNo, Bills: d.Clone().Bills}
	d.Refusal = r
	return d
}

// Bills and rows may be moved about, removed, and new ones put in anywhere: each
// finding that still stands is at the very bill and row that it speaks of, and
// one whose place is still there stands.
func TestFindingsStandWhereTheirPlaceIsNow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := sentDraft(t)
		for i := range d.Bills {
			d.Bills[i].Items = shuffled(t, d.Bills[i].Items, domain.DraftItem{Date: "2026-11-21", Code: "new"})
		}
		d.Bills = shuffled(t, d.Bills, domain.DraftBill{Person: "new", BillRef: "new"})
		there := map[string]bool{}
		for _, b := range d.Bills {
			there[b.BillRef] = true
			for _, i := range b.Items {
				there[i.Code] = true
			}
		}
		stands := map[string]bool{}
		for _, f := range d.Refusal.Standing(d) {
			is := domain.FieldBillRef
			if f.Item != domain.WholeBill {
				is = domain.FieldItemCode
			}
			if got := d.Text(f.Bill, f.Item, is); got != f.Code {
				t.Fatalf("the finding on %s points at %q of %+v", f.Code, got, d.Bills)
			}
			stands[f.Code] = true
		}
		for _, f := range d.Refusal.Findings {
			if there[f.Code] != stands[f.Code] {
				t.Fatalf("%s: there %v, its finding stands %v", f.Code, there[f.Code], stands[f.Code])
			}
		}
	})
}

// shuffled draws a list in another order, with some left out and some new ones
// put in.
func shuffled[T any](t *rapid.T, list []T, fresh T) []T {
	list = slices.Clone(list)
	for range rapid.IntRange(0, 2).Draw(t, "new") {
		list = append(list, fresh)
	}
	if len(list) == 0 {
		return list
	}
	list = rapid.Permutation(list).Draw(t, "order")
	return list[:rapid.IntRange(0, len(list)).Draw(t, "kept")]
}

// What is undone brings a finding back, and what is written elsewhere never ends
// one: for any fields of any bills and rows.
func TestUndoBringsFindingsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := sentDraft(t)
		before := len(d.Refusal.Standing(d))
		bill := rapid.IntRange(0, len(d.Bills)-1).Draw(t, "bill")
		f := rapid.SampledFrom(domain.Fields()).Draw(t, "field")
		item := domain.WholeBill
		if f.Scope == domain.OfItem {
			if len(d.Bills[bill].Items) == 0 {
				return
			}
			item = rapid.IntRange(0, len(d.Bills[bill].Items)-1).Draw(t, "item")
		}
		was := d.Text(bill, item, f.Name)
		d.SetText(bill, item, f.Name, domain.Ticked)
		ended := 0
		if f.Name == domain.FieldItemCode || f.Name == domain.FieldItemDate || f.Name == domain.FieldBillRef {
			ended = 1
		}
		if got := len(d.Refusal.Standing(d)); got != before-ended || d.Refusal.Untouched(d) {
			t.Fatalf("%s of %d, %d written: %d of %d findings stand", f.Name, bill, item, got, before)
		}
		d.SetText(bill, item, f.Name, was)
		if got := len(d.Refusal.Standing(d)); got != before || !d.Refusal.Untouched(d) {
			t.Fatalf("%s is as it was, %d of %d findings stand", f.Name, got, before)
		}
	})
}

// A bill whose patient and reference are both corrected is still the same bill
// while there are as many as before; when one is gone too, it cannot be told.
func TestABillWithAnotherPatientAndReference(t *testing.T) {
	d := refused()
	d.Refusal.Findings = []domain.Finding{{Code: "x", Bill: 1, Item: 0, Field: domain.FieldItemCode}}
	d.Bills[1].Person, d.Bills[1].BillRef = "c", "3"
	if got := d.Refusal.Standing(d); len(got) != 1 || got[0].Bill != 1 {
		t.Errorf("%+v", got)
	}
	d.Bills = d.Bills[1:]
	if got := d.Refusal.Standing(d); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

// Of rows that are alike, the one changed in place loses its finding, and only it.
func TestRowsThatAreAlike(t *testing.T) {
	on := func(item int) domain.Finding {
		return domain.Finding{Code: fmt.Sprint(item), Bill: 1, Item: item, Field: domain.FieldItemPrice}
	}
	d := refused() // rows 1 and 2 of the second bill are alike
	d.Refusal.Findings = []domain.Finding{on(0), on(1), on(2)}
	d.Bills[1].Items[2].Price = "100"
	if got := codes(d); !slices.Equal(got, []string{"0", "1"}) {
		t.Errorf("the third was changed: %v", got)
	}
	d.Bills[1].Items[2] = d.Refusal.Sent.Bills[1].Items[2]
	d.Bills[1].Items = slices.Insert(d.Bills[1].Items, 0, domain.DraftItem{Code: "301"})
	at := []int{}
	for _, f := range d.Refusal.Standing(d) {
		at = append(at, f.Item)
	}
	if len(at) != 3 || at[0] != 1 || d.Bills[1].Items[at[1]].Code != "patAvg" || d.Bills[1].Items[at[2]].Code != "patAvg" {
		t.Errorf("a row was put before them: %v", at)
	}
}

// Where a bill's finding is when bills are corrected, removed and added at once.
func TestWhichBillItIsNow(t *testing.T) {
	rows := []domain.DraftItem{{Date: "2026-11-20", Code: "101"}} // the same on every bill
	bill := func(person, ref string) domain.DraftBill {
		return domain.DraftBill{Person: person, BillRef: ref, Items: rows}
	}
	two := []domain.DraftBill{bill("a", "1"), bill("b", "2")}
	one := []domain.DraftBill{bill("a", "1"), bill("a", "2")} // of one patient
	for name, c := range map[string]struct {
		sent, now []domain.DraftBill
		of, want  int
	}{
		"as it was":                                     {two, two, 1, 1},
		"the first removed":                             {two, two[1:], 1, 0},
		"one put before":                                {two, []domain.DraftBill{bill("n", "9"), two[0], two[1]}, 1, 2},
		"the first removed, one added":                  {two, []domain.DraftBill{two[1], bill("n", "9")}, 1, 0},
		"the first removed, reference corrected":        {two, []domain.DraftBill{bill("b", "3"), bill("n", "9")}, 1, 0},
		"the first removed, patient corrected":          {two, []domain.DraftBill{bill("c", "2"), bill("n", "9")}, 1, 0},
		"both corrected in its place":                   {two, []domain.DraftBill{two[0], bill("c", "3")}, 1, 1},
		"removed, its place is another's":               {two, []domain.DraftBill{two[1], bill("n", "9")}, 0, -1},
		"removed":                                       {two, two[1:], 0, -1},
		"another bill of the patient stands":            {one, one[1:], 0, -1},
		"the other bill of the patient, now first":      {one, one[1:], 1, 0},
		"all removed":                                   {two, nil, 0, -1},
		"split in two: the first keeps what it is":      {two, []domain.DraftBill{two[0], bill("a", "1b"), two[1]}, 0, 0},
		"split in two: the other follows":               {two, []domain.DraftBill{two[0], bill("a", "1b"), two[1]}, 1, 2},
		"two exchanged":                                 {two, []domain.DraftBill{two[1], two[0]}, 0, 1},
		"the patients' numbers exchanged, as corrected": {two, []domain.DraftBill{bill("b", "1"), bill("a", "2")}, 0, 0},
	} {
		r := domain.Refusal{Sent: &domain.Sent{Bills: c.sent}, Findings: []domain.Finding{{Bill: c.of, Item: 0, Field: domain.FieldItemCode}}}
		got := -1
		if list := r.Standing(domain.Draft{Bills: c.now}); len(list) == 1 {
			got = list[0].Bill
		}
		if got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}
