package rules_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// Bills checked one at a time have the findings of the whole draft, in any mix of
// visits that are divided between bills.
func TestAStreamFindsWhatTheWholeInvoiceHas(t *testing.T) {
	f := strict(t)
	rapid.Check(t, func(t *rapid.T) {
		d := drawLikely(t)
		want := rules.ReadDraft(d, f)
		s := rules.NewStream()
		got := rules.CheckInvoiceNo(d.InvoiceNo, f)
		var bills []domain.Bill
		for i, raw := range d.Bills {
			b, found := s.ReadBill(raw, f)
			for _, x := range found {
				x.Bill = i
				got = append(got, x)
			}
			bills = append(bills, b)
		}
		got = slices.DeleteFunc(got, func(x domain.Finding) bool {
			return x.Code == rules.CodeFeeMissing && slices.Contains(s.Settled(), rules.Place{Bill: x.Bill, Item: x.Item})
		})
		if diff := cmp.Diff(want.Bills, bills, cmp.Comparer(func(x, y domain.PersonID) bool { return x == y }), cmp.Comparer(func(x, y domain.Date) bool { return x == y })); diff != "" {
			t.Fatal(diff)
		}
		sorted(want.Findings)
		sorted(got)
		if diff := cmp.Diff(want.Findings, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

// sorted puts findings into one order, whatever bills they are of.
func sorted(list []domain.Finding) {
	slices.SortStableFunc(list, func(x, y domain.Finding) int {
		return slices.Compare([]int{x.Bill, x.Item, x.Field.Order()}, []int{y.Bill, y.Item, y.Field.Order()})
	})
}

// A visit on two bills, the fee on the second: what was said of the first is
// taken back, and of nothing else.
func TestALaterFeeSettles(t *testing.T) {
	f := vgr(t)
	d := good()
	first, second, alone := d.Bills[0], d.Bills[0], d.Bills[0]
	first.Items, first.BillRef = d.Bills[0].Items[:1], "1"
	second.Items, second.BillRef = d.Bills[0].Items[1:], "2"
	alone.Items, alone.BillRef = []domain.DraftItem{{Date: "2026-11-19", Code: "101"}}, "3"
	s := rules.NewStream()
	for _, b := range []domain.DraftBill{alone, first, second} {
		s.ReadBill(b, f)
	}
	if diff := cmp.Diff([]rules.Place{{Bill: 1, Item: 0}}, s.Settled()); diff != "" {
		t.Error(diff)
	}
}
