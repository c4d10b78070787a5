package server_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server/desk"
)

var _ = aCommand(domain.CommandCredit, domain.Crediting{}, func(w *world, n string) []byte {
	return crediting(w.t, w.paid("matrix-credit-"+n), domain.CreditAll, "")
})

// paid is an invoice of two bills that anna has sent and the region has paid.
func (w *world) paid(name string) domain.Invoice {
	w.t.Helper()
	v := w.sent(name)
	if _, _, err := w.pay(desk.PayOrder{Day: desk.PayDay{On: today, Anyway: true}, OurRef: v.OurRef}); err != nil {
		w.t.Fatal(err)
	}
	return w.invoice(v.OurRef)
}

// A crediting marks what it takes back and makes a credit invoice with a Vår
// referens of its own; its receipt tells of both (D7).
func TestCreditingABillAndThenTheRest(t *testing.T) {
	w := newWorld(t)
	v := w.paid("K-1000")
	_, end := follow(t, w, anna, clinicA, "", 500)
	one := domain.CreditPart{Part: domain.Part{Bills: []int64{v.Bills[0].BillNo}}}
	a := do(t, w.client(anna), "PUT", creditURL(w, clinicA, "credit-01"), crediting(t, v, one, " fel datum "))
	if a.status != http.StatusCreated {
		t.Fatalf("%d %s", a.status, a.body)
	}
	r := receiptOf(t, a)
	if r.Kind != domain.CommandCredit || r.Credited != v.OurRef || r.About() != v.OurRef || r.OurRef == v.OurRef || r.Sum != -v.Bills[0].Sum() || r.Bills != 1 || r.Version != v.Version+1 || r.InvoiceNo != v.InvoiceNo+"_Kredit" {
		t.Errorf("receipt %+v", r)
	}
	marked, credit := w.invoice(v.OurRef), w.invoice(r.OurRef)
	if marked.Version != v.Version+1 || marked.Status != domain.StatusPaid || marked.Bills[0].State != domain.BillCredited || marked.Bills[1].State != "" {
		t.Errorf("%+v", marked)
	}
	if credit.CreditOf != v.OurRef || credit.Status != domain.StatusReceived || credit.Sum() != -v.Bills[0].Sum() || credit.Bills[0].BillNo == v.Bills[0].BillNo {
		t.Errorf("%+v", credit)
	}
	if changes, _ := follow(t, w, anna, clinicA, end, 10); len(changes) != 2 || changes[0].Invoice.OurRef != v.OurRef || changes[1].Invoice.OurRef != credit.OurRef {
		t.Errorf("the feed tells %+v", changes)
	}
	for ref, bills := range map[int64][]int64{v.OurRef: {v.Bills[0].BillNo}, credit.OurRef: nil} {
		events, err := w.service.Events(context.Background(), as(anna, clinicA), ref)
		last := events[len(events)-1]
		if err != nil || last.Act != domain.ActCredit || last.By.ID != anna || last.Command != "credit-01" || last.Reason != "fel datum" || !slices.Equal(last.Bills, bills) {
			t.Errorf("event of %d: %+v %v", ref, last, err)
		}
	}
	item := domain.CreditPart{Items: []domain.BillItem{{BillNo: v.Bills[1].BillNo, Item: 0}}}
	if r := receiptOf(t, do(t, w.client(bjorn), "PUT", creditURL(w, clinicA, "credit-02"), crediting(t, marked, item, ""))); r.Sum != -v.Bills[1].Items[0].Price || r.Version != marked.Version+1 {
		t.Errorf("receipt %+v", r)
	}
}

// The answer comes again byte for byte, and nothing is credited twice.
func TestCreditingIsDoneOnce(t *testing.T) {
	w := newWorld(t)
	v := w.paid("K-1000")
	c, body := w.client(anna), crediting(t, v, domain.CreditAll, "")
	first := do(t, c, "PUT", creditURL(w, clinicA, "credit-01"), body)
	for range 3 {
		again := do(t, c, "PUT", creditURL(w, clinicA, "credit-01"), body)
		if again.status != http.StatusOK || !bytes.Equal(again.body, first.body) || again.header.Get(api.ReplayedHeader) != "true" {
			t.Fatalf("%d %s", again.status, again.body)
		}
	}
	if a := do(t, c, "PUT", creditURL(w, clinicA, "credit-01"), crediting(t, v, domain.CreditAll, "annat")); a.problem(t).Code != api.ProblemFingerprint {
		t.Errorf("other bytes: %s", a.body)
	}
	if now := w.invoice(v.OurRef); now.Version != v.Version+1 {
		t.Errorf("%+v", now)
	}
	if a := do(t, c, "PUT", creditURL(w, clinicA, "credit-02"), body); a.problem(t).Code != api.ProblemVersion {
		t.Errorf("decided on the version before: %s", a.body)
	}
}

func TestWhatCannotBeCredited(t *testing.T) {
	w := newWorld(t)
	c := w.client(anna)
	unpaid, v := w.sent("K-unpaid"), w.paid("K-1000")
	whole := w.paid("K-2000")
	credit := receiptOf(t, do(t, c, "PUT", creditURL(w, clinicA, "credit-01"), crediting(t, whole, domain.CreditAll, "")))
	bill := v.Bills[0].BillNo
	items := func(list ...domain.BillItem) domain.CreditPart { return domain.CreditPart{Items: list} }
	for name, x := range map[string]struct {
		body   []byte
		status int
		code   string
	}{
		"not paid":            {crediting(t, unpaid, domain.CreditAll, ""), 409, string(domain.WhyNotPaid)},
		"a credit":            {crediting(t, w.invoice(credit.OurRef), domain.CreditAll, ""), 409, string(domain.WhyNotPaid)},
		"credited already":    {crediting(t, w.invoice(whole.OurRef), domain.CreditAll, ""), 409, string(domain.WhyCredited)},
		"nothing chosen":      {crediting(t, v, domain.CreditPart{}, ""), 409, string(domain.WhyNothingChosen)},
		"another's bill":      {crediting(t, v, domain.CreditPart{Part: domain.Part{Bills: []int64{1}}}, ""), 409, string(domain.WhyNoSuchBill)},
		"an item not there":   {crediting(t, v, items(domain.BillItem{BillNo: bill, Item: 99}), ""), 409, string(domain.WhyNoSuchItem)},
		"an item below all":   {crediting(t, v, items(domain.BillItem{BillNo: bill, Item: -1}), ""), 409, string(domain.WhyNoSuchItem)},
		"whole and an item":   {crediting(t, v, domain.CreditPart{Part: domain.WholeInvoice, Items: []domain.BillItem{{BillNo: bill}}}, ""), 400, api.ProblemBadRequest},
		"an item twice":       {crediting(t, v, items(domain.BillItem{BillNo: bill}, domain.BillItem{BillNo: bill}), ""), 400, api.ProblemBadRequest},
		"a bill and its item": {crediting(t, v, domain.CreditPart{Part: domain.Part{Bills: []int64{bill}}, Items: []domain.BillItem{{BillNo: bill}}}, ""), 400, api.ProblemBadRequest},
		"a long reason":       {crediting(t, v, domain.CreditAll, strings.Repeat("å", 501)), 400, api.ProblemBadRequest},
		"no invoice":          {[]byte(`{"version":1,"part":{"whole":true}}`), 400, api.ProblemBadRequest},
		"no version":          {fmt.Appendf(nil, `{"ourRef":%d,"part":{"whole":true}}`, v.OurRef), 400, api.ProblemBadRequest},
	} {
		a := do(t, c, "PUT", creditURL(w, clinicA, "cannot-01"), x.body)
		if p := a.problem(t); a.status != x.status || p.Code != x.code || p.Detail == "" {
			t.Errorf("%s: %d %+v", name, a.status, p)
		}
	}
	if now := w.invoice(v.OurRef); now.Version != v.Version || now.Bills[0].State != "" {
		t.Errorf("something was credited: %+v", now)
	}
}
