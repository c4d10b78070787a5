package domain

import (
	"slices"
	"testing"
	"time"
)

func TestCreditOfAll(t *testing.T) {
	paid := inState(StatusPaid, "", "", BillVoided)
	marked, credit, err := paid.Credit(CreditAll)
	if err != nil {
		t.Fatal(err)
	}
	at := time.UnixMilli(5)
	credit = credit.Numbered(8, 100, at)
	if credit.OurRef != 8 || credit.Version != 1 || credit.InvoiceNo != "F1_Kredit" || credit.CreditOf != 7 || credit.Clinic != "1" ||
		credit.Status != StatusReceived || !credit.Received.Equal(at) || credit.Sum() != -paid.Sum() {
		t.Errorf("%+v", credit)
	}
	if len(credit.Bills) != 2 || credit.Bills[0].BillNo != 100 || credit.Bills[1].BillNo != 101 || credit.Bills[1].BillRef != "b" {
		t.Errorf("%+v", credit.Bills)
	}
	if !slices.Equal(states(marked), []BillState{BillCredited, BillCredited, BillVoided}) || marked.Sum() != paid.Sum() {
		t.Errorf("%+v", marked)
	}
	if paid.Bills[0].Items[0].Price != Kronor(100) || paid.Bills[0].State != "" {
		t.Error("the paid invoice itself was changed")
	}
	if why := marked.CanCredit(CreditAll); why == "" {
		t.Error("credited twice")
	}
}

// Items are credited one by one, each once; a whole bill then takes the rest.
func TestCreditOfItems(t *testing.T) {
	v := inState(StatusPaid, "", "")
	v.Bills[0].Items = append(v.Bills[0].Items, Item{Code: "311", Price: Kronor(50)})
	item := func(bill int64, at int) CreditPart { return CreditPart{Items: []BillItem{{bill, at}}} }
	v, first, err := v.Credit(item(1, 2))
	if err != nil || first.Sum() != -Kronor(50) || len(first.Bills) != 1 || v.Bills[0].State != BillOrdinary || !slices.Equal(v.Bills[0].Credited, []int{2}) {
		t.Fatalf("%v %+v %+v", err, first, v.Bills[0])
	}
	if why := v.CanCredit(item(1, 2)); why != WhyCredited {
		t.Errorf("the item again: %q", why)
	}
	if why := v.CanCredit(CreditPart{Part: part(2), Items: []BillItem{{1, 2}}}); why != WhyCredited {
		t.Errorf("the item again beside a bill: %q", why)
	}
	if why := inState(StatusPaid, "", BillCredited).CanCredit(CreditPart{Part: part(2), Items: []BillItem{{1, 0}}}); why != WhyCredited {
		t.Errorf("a credited bill beside an item of another: %q", why)
	}
	v, rest, err := v.Credit(CreditPart{Part: part(1), Items: []BillItem{{1, 0}, {2, 1}}})
	if err != nil || rest.Sum() != -Kronor(80)+Kronor(20) || len(rest.Bills) != 2 {
		t.Fatalf("%v %+v", err, rest)
	}
	if v.Bills[0].State != BillCredited || v.Bills[0].Credited != nil || !slices.Equal(v.Bills[1].Credited, []int{1}) {
		t.Errorf("%+v", v.Bills)
	}
	if why := v.CanCredit(part1(1)); why != WhyCredited {
		t.Errorf("the bill again: %q", why)
	}
	// The last item of a bill makes the bill credited.
	if v, _, err = v.Credit(item(2, 0)); err != nil || v.Bills[1].State != BillCredited {
		t.Errorf("%v %+v", err, v.Bills[1])
	}
}

func part1(bills ...int64) CreditPart { return CreditPart{Part: part(bills...)} }

func TestVoidedCreditRestores(t *testing.T) {
	paid := inState(StatusPaid, "", "")
	half, first, err := paid.Credit(CreditPart{Items: []BillItem{{1, 1}}})
	if err != nil {
		t.Fatal(err)
	}
	all, second, err := half.Credit(CreditAll)
	if err != nil {
		t.Fatal(err)
	}
	back := all.Restore(second.Bills)
	if back.Bills[0].State != BillOrdinary || !slices.Equal(back.Bills[0].Credited, []int{1}) || back.Bills[1].State != BillOrdinary || back.Bills[1].Credited != nil {
		t.Errorf("after the second was voided: %+v", back.Bills)
	}
	if back = back.Restore(first.Bills); back.Bills[0].Credited != nil || back.CanCredit(CreditAll) != "" {
		t.Errorf("after both were: %+v", back.Bills)
	}
	old := second.Bills[0]
	old.TakesBack = nil // a credit from before this was kept
	if same := all.Restore([]InvoiceBill{old}); same.Bills[0].State != BillCredited {
		t.Errorf("%+v", same.Bills)
	}
}
