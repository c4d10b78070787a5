package rules

import (
	"slices"

	"example.org/tandtui/internal/domain"
)

// Split divides a bill that mixes care under an FHB with other care (B9):
// approved keeps what the chosen FHB covers, other gets the rest. Every item goes
// to exactly one of them, as it was typed; a visit's fee goes with the approved
// care if there is any on its date. other needs a reference of its own. If it
// cannot be billed as S-tandvård, it is billed under the patient's entitlement.
//
// ok is false if there is nothing to divide.
func Split(d domain.DraftBill, f Facts) (approved, other domain.DraftBill, ok bool) {
	bill, _ := Read(d, f)
	facts := f.Persons[bill.Person]
	at := slices.IndexFunc(facts.Approvals, func(a domain.PriorApproval) bool {
		return a.No == bill.Approval && a.Support == bill.Support
	})
	if at < 0 {
		return d, domain.DraftBill{}, false
	}
	granted := facts.Approvals[at]
	approved, other = d, d
	approved.Items, other.Items = nil, nil
	care := map[domain.Date]bool{} // dates of approved care
	for _, item := range bill.Items {
		care[item.Date] = care[item.Date] || !item.IsFee() && item.Code != "" && covers(granted, item)
	}
	moved := false // whether care was moved, and not only a fee
	var rest []domain.Item
	for i, item := range bill.Items {
		switch {
		case item.IsFee() && care[item.Date] || !item.IsFee() && covers(granted, item):
			approved.Items = append(approved.Items, d.Items[i])
		default:
			other.Items, rest = append(other.Items, d.Items[i]), append(rest, item)
			moved = moved || !item.IsFee()
		}
	}
	if !moved || len(approved.Items) == 0 {
		return d, domain.DraftBill{}, false
	}
	other.Approval, other.BillRef = "", ""
	kind, _ := profileOf(f).Kind(bill.Support)
	if kind.Approval {
		other.Support = string(supportWithout(facts, bill, profileOf(f)))
	}
	switch {
	case other.Support != d.Support:
		other.Category, other.PriceList = "", "" // they belong to the support, which is another now (B4)
	case kind.Approval: // the disease is the same; the care may have an FHB of its own
		other.Approval = approvalFor(facts, granted, rest)
	}
	return approved, other, true
}

// approvalFor is the patient's other FHB for the same support that covers the
// rest on its dates; "" if none or several do.
func approvalFor(f domain.PersonFacts, not domain.PriorApproval, rest []domain.Item) (no string) {
	for _, a := range f.Approvals {
		if a.No == not.No || a.Support != not.Support || slices.ContainsFunc(rest, func(i domain.Item) bool {
			return !covers(a, i) || !a.Validity.Contains(i.Date)
		}) {
			continue
		}
		if no != "" {
			return ""
		}
		no = a.No
	}
	return no
}

// supportWithout is the part of the support under which care without FHB can be
// billed: that of the entitlement valid on the first visit, else S, which the
// check then refuses because the FHB is missing.
func supportWithout(f domain.PersonFacts, b domain.Bill, p *domain.Profile) domain.Support {
	for _, v := range visits(b, newEarlier(nil)) {
		for _, k := range p.KindsInUse() {
			if _, ok := f.Entitlement(k.Code, v.date); ok && k.Entitlement {
				return k.Code
			}
		}
	}
	return b.Support
}
