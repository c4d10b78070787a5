package domain

import (
	"slices"
	"time"
)

// creditSuffix is put after the credited invoice's number (manual VGR, Kreditera).
const creditSuffix = "_Kredit"

// CreditPart says what of an invoice is credited: all of it, whole bills, or
// single items of bills. The zero value credits nothing.
type CreditPart struct {
	Part
	Items []BillItem `json:"items,omitempty"`
}

// Named are the bills that a part names, each once, by themselves or by an item;
// none if it is the whole invoice.
func (p CreditPart) Named() (bills []int64) {
	if p.Whole {
		return nil
	}
	seen := map[int64]bool{}
	add := func(no int64) {
		if !seen[no] {
			bills = append(bills, no)
		}
		seen[no] = true
	}
	for _, no := range p.Bills {
		add(no)
	}
	for _, i := range p.Items {
		add(i.BillNo)
	}
	return bills
}

// BillItem names one item of an invoice.
type BillItem struct {
	BillNo int64 `json:"billNo"` // räkningsnummer
	Item   int   `json:"item"`   // place in the bill, from 0
}

// CreditAll is the whole invoice, as far as it is not credited yet.
var CreditAll = CreditPart{Part: WholeInvoice}

// CanCredit tells whether bills or items may be credited (D7): of a paid invoice
// that is no credit itself, and each only once.
func (v Invoice) CanCredit(p CreditPart) Why {
	switch {
	case v.Status == StatusReceived || v.Status == StatusApproved:
		return WhyNotPaid
	case v.Status != StatusPaid:
		return v.over()
	case v.CreditOf != 0:
		return WhyIsCredit
	}
	if p.Whole || len(p.Bills) > 0 || len(p.Items) == 0 {
		if why := v.mayEach(p.Part, "", standing); why != "" {
			return why
		}
	}
	for _, item := range p.Items {
		if why := v.canCreditItem(item); why != "" {
			return why
		}
	}
	return ""
}

func (v Invoice) canCreditItem(item BillItem) Why {
	i := slices.IndexFunc(v.Bills, func(b InvoiceBill) bool { return b.BillNo == item.BillNo })
	if i < 0 {
		return WhyNoSuchBill
	}
	b := v.Bills[i]
	switch why := standing(b.State); {
	case why != "":
		return why
	case item.Item < 0 || item.Item >= len(b.Items):
		return WhyNoSuchItem
	case slices.Contains(b.Credited, item.Item):
		return WhyCredited
	}
	return ""
}

// Credit takes back what was paid for bills or items. It gives the invoice with
// them marked, and the credit invoice with the opposite amounts, which is named
// after it and still lacks its numbers (Numbered). Of a whole bill only what is
// not credited yet is taken back.
func (v Invoice) Credit(p CreditPart) (marked, credit Invoice, err error) {
	if err := refused("credit", v.CanCredit(p)); err != nil {
		return v, Invoice{}, err
	}
	credit = Invoice{Clinic: v.Clinic, InvoiceNo: v.InvoiceNo + creditSuffix, Status: StatusReceived, CreditOf: v.OurRef}
	v.Bills = slices.Clone(v.Bills)
	for i := range v.Bills {
		b := &v.Bills[i]
		if standing(b.State) != "" {
			continue
		}
		items, whole := b.toCredit(p)
		if len(items) == 0 && !whole {
			continue
		}
		credit.Bills = append(credit.Bills, b.opposite(items))
		b.Credited = slices.Sorted(slices.Values(slices.Concat(b.Credited, items)))
		if len(b.Credited) == len(b.Items) {
			b.State, b.Credited = BillCredited, nil
		}
	}
	return v, credit, nil
}

// toCredit gives the places of the items that a credit takes back of a bill, in
// order, and whether it is about the whole bill.
func (b InvoiceBill) toCredit(p CreditPart) (items []int, whole bool) {
	whole = p.Whole || slices.Contains(p.Bills, b.BillNo)
	for i := range b.Items {
		chosen := whole || slices.Contains(p.Items, BillItem{b.BillNo, i})
		if chosen && !slices.Contains(b.Credited, i) {
			items = append(items, i)
		}
	}
	return items, whole
}

// opposite is the bill that takes back some items of a bill. It keeps the
// reference: nothing new is billed.
func (b InvoiceBill) opposite(items []int) InvoiceBill {
	o := InvoiceBill{Bill: b.Bill, RegisteredBy: b.RegisteredBy, Entitlement: b.Entitlement, EntitlementCategory: b.EntitlementCategory, EntitlementValid: b.EntitlementValid, TakesBack: &Taken{b.BillNo, items}}
	o.Items = make([]Item, len(items))
	for to, from := range items {
		o.Items[to] = b.Items[from]
		o.Items[to].Price = -o.Items[to].Price
	}
	return o
}

// Restore takes back what bills of a credit had credited of this invoice: the
// credit was voided, so its bills stand as before. Credits from before this was
// kept say nothing, and change nothing.
func (v Invoice) Restore(voided []InvoiceBill) Invoice {
	v.Bills = slices.Clone(v.Bills)
	for _, x := range voided {
		i := slices.IndexFunc(v.Bills, func(b InvoiceBill) bool { return x.TakesBack != nil && b.BillNo == x.TakesBack.BillNo })
		if i < 0 {
			continue
		}
		b := &v.Bills[i]
		credited := b.Credited
		if b.State == BillCredited {
			b.State, credited = BillOrdinary, b.places()
		}
		b.Credited = nil
		for _, place := range credited {
			if !slices.Contains(x.TakesBack.Items, place) {
				b.Credited = append(b.Credited, place)
			}
		}
	}
	return v
}

// places are those of all items.
func (b InvoiceBill) places() []int {
	list := make([]int, len(b.Items))
	for i := range list {
		list[i] = i
	}
	return list
}

// Numbered gives a new invoice its numbers, which are the caller's to take: Vår
// referens and the first of the räkningsnummer, and the moment when it came.
func (v Invoice) Numbered(ourRef, firstBill int64, received time.Time) Invoice {
	v.OurRef, v.Version, v.Received = ourRef, 1, received
	v.Bills = slices.Clone(v.Bills)
	for i := range v.Bills {
		v.Bills[i].BillNo = firstBill + int64(i)
	}
	return v
}
