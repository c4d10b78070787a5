package rules

import (
	"slices"

	"example.org/tandtui/internal/domain"
)

// approval checks the förhandsbedömning (FHB). S-tandvård always rests on one;
// N and F may. It must be the patient's own, for the same part of the support,
// valid on every visit, cover every procedure (FHB and other care never share a
// bill, B9), and have enough left.
func (c *checker) approval() {
	b := c.bill
	if b.Approval == "" {
		if c.kind.Approval {
			c.error(CodeApprovalMissing, domain.WholeBill, domain.FieldApproval, "support", string(b.Support))
		}
		return
	}
	facts, looked := c.facts.Persons[b.Person]
	if !looked {
		return
	}
	at := slices.IndexFunc(facts.Approvals, func(a domain.PriorApproval) bool {
		return a.No == b.Approval && a.Support == b.Support
	})
	if at < 0 {
		c.error(CodeApprovalInvalid, domain.WholeBill, domain.FieldApproval, "approval", b.Approval)
		return
	}
	granted := facts.Approvals[at]
	for _, v := range c.visits {
		if !granted.Validity.Contains(v.date) {
			c.error(CodeApprovalDate, v.first, domain.FieldItemDate, "approval", granted.No, "date", v.date.String(),
				"from", granted.Validity.From.String(), "to", granted.Validity.To.String())
		}
	}
	for i, item := range b.Items {
		if !covers(granted, item) {
			c.error(CodeApprovalMixed, i, domain.FieldItemCode, "approval", granted.No, "code", item.Code)
		}
	}
	c.approvedAmount(granted)
}

// approvedAmount checks that the rest of the FHB is enough for the care; earlier
// bills of the same invoice take their part first.
func (c *checker) approvedAmount(granted domain.PriorApproval) {
	if granted.Amount == 0 {
		return // granted without a limit
	}
	key := approvalKey{c.bill.Person, granted.No}
	left := granted.Amount - granted.Used - c.earlier.approved[key]
	care := careSum(c.bill)
	c.earlier.approved[key] += care
	if care > left {
		c.error(CodeApprovalAmount, domain.WholeBill, domain.FieldApproval, "approval", granted.No, "left", max(left, 0).String(), "care", care.String())
	}
}

// covers reports whether an item may stand on a bill with the approval. A fee
// goes with any care; an item without a procedure gets a finding of its own.
func covers(a domain.PriorApproval, item domain.Item) bool {
	return len(a.Procedures) == 0 || item.IsFee() || item.Code == "" || slices.Contains(a.Procedures, item.Code)
}

// careSum is what the care of a bill costs before the patient's fees, öre.
func careSum(b domain.Bill) domain.Ore { return b.Sum() - b.Fees() }
