package domain

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// paidOf draws a paid invoice of some bills with one to four items each.
func paidOf(t *rapid.T) Invoice {
	v := closed(inState(StatusPaid, make([]BillState, rapid.IntRange(1, 3).Draw(t, "bills"))...))
	for i := range v.Bills {
		prices := rapid.SliceOfN(rapid.Int64Range(-30_000, 500_000), 1, 4).Draw(t, "prices")
		v.Bills[i].Items = make([]Item, len(prices))
		for j, p := range prices {
			v.Bills[i].Items[j] = Item{Date: payday, Code: "101", Position: "16", Price: Ore(p), Comment: "x", Performer: "7"}
		}
	}
	return v
}

// allItems are the items of an invoice, in a drawn order.
func allItems(t *rapid.T, v Invoice) (list []BillItem) {
	for _, b := range v.Bills {
		for i := range b.Items {
			list = append(list, BillItem{b.BillNo, i})
		}
	}
	return rapid.Permutation(list).Draw(t, "order")
}

// However an invoice is credited, item by item in any order or at one go, in the
// end exactly what was paid is taken back, and nothing is left to credit.
func TestCreditsInAnyOrderTakeBackWhatWasPaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		paid := paidOf(t)
		v, taken := paid, Ore(0)
		for rest := allItems(t, paid); len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "n")
			after, credit, err := v.Credit(CreditPart{Items: rest[:n]})
			if err != nil {
				t.Fatal(err)
			}
			for _, item := range rest[:n] {
				if why := after.CanCredit(CreditPart{Items: []BillItem{item}}); why != WhyCredited {
					t.Fatalf("%+v may be credited again: %q", item, why)
				}
			}
			v, taken, rest = after, taken+credit.Sum(), rest[n:]
		}
		if taken != -paid.Sum() {
			t.Fatalf("%s was paid, %s is taken back", paid.Sum(), -taken)
		}
		if why := v.CanCredit(CreditAll); why != WhyCredited {
			t.Fatalf("nothing is left, but the rest may be credited: %q", why)
		}
		whole, all, err := paid.Credit(CreditAll)
		if err != nil || all.Sum() != taken || !reflect.DeepEqual(whole, v) {
			t.Fatalf("at one go: %v\n%+v\nitem by item:\n%+v", err, whole, v)
		}
	})
}

// A credit that is voided leaves the invoice as it was before, whatever other
// credits there are, and in whatever order they are voided.
func TestVoidingACreditUndoesItAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		paid := paidOf(t)
		items := allItems(t, paid)
		cut := rapid.IntRange(1, len(items)).Draw(t, "cut")
		parts := []CreditPart{{Items: items[:cut]}}
		if cut < len(items) {
			parts = append(parts, CreditPart{Items: items[cut:]})
		}
		v, credits := paid, []Invoice{}
		for _, p := range parts {
			after, credit, err := v.Credit(p)
			if err != nil {
				t.Fatal(err)
			}
			v, credits = after, append(credits, credit)
		}
		voided := rapid.IntRange(0, len(parts)-1).Draw(t, "voided")
		back := v.Restore(credits[voided].Bills)
		want := paid
		for i, p := range parts {
			if i != voided {
				want, _, _ = want.Credit(p)
			}
		}
		if !sameCredited(back, want) {
			t.Fatalf("%+v\nwant %+v", back.Bills, want.Bills)
		}
		if why := back.CanCredit(parts[voided]); why != "" {
			t.Fatalf("what stands again may not be credited: %q", why)
		}
	})
}

func sameCredited(a, b Invoice) bool {
	return slices.EqualFunc(a.Bills, b.Bills, func(x, y InvoiceBill) bool {
		return x.State == y.State && slices.Equal(x.Credited, y.Credited)
	})
}

// A credit's bill says what it takes back: the same care with the opposite
// amount, under the same reference, and nothing of the state of the other.
func TestACreditsBillIsTheOpposite(t *testing.T) {
	v := closed(inState(StatusPaid, "", ""))
	b := &v.Bills[1]
	b.Support, b.CareModel, b.Category, b.Approval, b.Comment = SupportS, "K1", "S8", "F7", "egen"
	b.RegisteredBy, b.Entitlement, b.Reason = "Anna", "I1", "x"
	marked, credit, err := v.Credit(CreditPart{Items: []BillItem{{2, 1}}})
	if err != nil || len(credit.Bills) != 1 {
		t.Fatal(err, credit)
	}
	fee := b.Items[1]
	fee.Price = Kronor(20)
	want := InvoiceBill{Bill: b.Bill, RegisteredBy: "Anna", Entitlement: "I1", TakesBack: &Taken{BillNo: 2, Items: []int{1}}}
	want.Items = []Item{fee}
	if !reflect.DeepEqual(credit.Bills[0], want) {
		t.Errorf("%+v\nwant %+v", credit.Bills[0], want)
	}
	if credit.Payout != 0 || !credit.StatusOn.IsZero() || marked.Payout != 9 || marked.Status != StatusPaid {
		t.Errorf("the credit waits to be paid by itself: %+v, %+v", credit, marked)
	}
	if b.Items[1].Price != -Kronor(20) {
		t.Error("the paid bill itself was changed")
	}
}

// A new invoice's numbers: its bills are counted from the first one given.
func TestNumbersOfANewInvoice(t *testing.T) {
	v := inState(StatusReceived, "", "", "")
	got := v.Numbered(70, 7000, testMoment)
	for i, b := range got.Bills {
		if b.BillNo != int64(7000+i) || v.Bills[i].BillNo != int64(i+1) {
			t.Errorf("bill %d has number %d, the one given %d", i, b.BillNo, v.Bills[i].BillNo)
		}
	}
	if got.OurRef != 70 || got.Version != 1 || !got.Received.Equal(testMoment) {
		t.Errorf("%+v", got)
	}
}

// Restore with what is not of this invoice changes nothing.
func TestRestoreOfAnother(t *testing.T) {
	v, _, err := inState(StatusPaid, "", "").Credit(part1(1))
	if err != nil {
		t.Fatal(err)
	}
	if got := v.Restore([]InvoiceBill{{TakesBack: &Taken{BillNo: 99, Items: []int{0}}}}); !reflect.DeepEqual(got, v) {
		t.Errorf("%+v", got)
	}
}
