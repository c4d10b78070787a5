package rules

import "example.org/tandtui/internal/domain"

// FeeTaken is the reason of a visit whose fee stands on another bill of the
// invoice or on one sent before.
const FeeTaken FeeReason = "taken"

// VisitFee is the patient's fee of one visit of a bill (B14).
type VisitFee struct {
	Fee
	Date domain.Date
	Row  int            // index of its fee on this bill, -1: none
	Last int            // index of the visit's last item
	Free domain.FeeFree // with FeeFreeByAge: the rule that frees
}

// InvoiceFees tells, for each visit with care on each bill of an invoice,
// whether its fee is due and why, in the order of bills and visits.
func InvoiceFees(bills []domain.Bill, f Facts) [][]VisitFee {
	e := newEarlier(bills)
	list := make([][]VisitFee, len(bills))
	for i, b := range bills {
		list[i] = visitFees(b, e, f)
	}
	return list
}

// VisitFees is the same for one bill of an invoice.
func VisitFees(bills []domain.Bill, bill int, f Facts) []VisitFee {
	return visitFees(bills[bill], newEarlier(bills), f)
}

func visitFees(b domain.Bill, e *earlier, f Facts) (list []VisitFee) {
	c := checker{bill: b, facts: f}
	for _, v := range visits(b, e) {
		if v.care == 0 {
			continue
		}
		fee := VisitFee{Fee: FeeDue(b, v.date, f), Date: v.date, Row: -1}
		if len(v.fees) > 0 {
			fee.Row = v.fees[0]
		}
		if fee.Reason == FeeFreeByAge {
			fee.Free, _ = freeingRule(f.Profile, b.Person.BirthDate(), v.date)
		}
		if fee.Reason == FeeIsDue && fee.Row < 0 && (v.done.feeOn || c.feeBilled(v.date)) {
			fee.Reason = FeeTaken
		}
		for i, item := range b.Items {
			if item.Date == v.date {
				fee.Last = i
			}
		}
		list = append(list, fee)
	}
	return list
}
