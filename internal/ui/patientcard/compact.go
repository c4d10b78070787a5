package patientcard

import (
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/page"
)

// labelWidth is the column of names in the compact card.
const labelWidth = 11

// Compact is the card in at most h lines of w cells: what a bill is decided by.
// Where there is less room the last bill goes first; the age of the facts stays.
func (c Card) Compact(w, h int) []string {
	p := c.compact()
	lines := p.Lines(page.Look{Theme: c.Theme, Width: w, Label: labelWidth, Single: true})
	return append(lines[:max(min(len(lines), h-1), 0)], c.Age(w))
}

// CompactOutline is what Compact shows.
func (c Card) CompactOutline() outline.Outline {
	p, age := c.compact(), c.age()
	return append(p.Outline(), age.Outline()...)
}

func (c Card) compact() (p page.Page) {
	c.rights(&p)
	label, approval := c.approvalLine()
	p.Row(label, approval)
	if e, _, ok := c.exemption(); ok {
		p.Row(labels.BillExempt, labels.Exemption(e))
	}
	if b, ok := rules.BaseOf(c.Result.Facts.Person, c.Today.Year(), c.facts()); ok {
		p.Row(labels.PanelBase, labels.PanelBaseUsed(b.Used, b.Limit))
	}
	fee, _ := c.fee()
	p.Row(labels.PanelFee, fee)
	if len(c.History.Bills) > 0 {
		last := c.History.Bills[0]
		p.Row(labels.PanelLast, last.Last.String()+" "+text.Safe(string(last.Support))+" "+text.WholeKronor(last.Sum)+" kr")
	}
	return p
}

// rights lists the valid entitlements, each with category, number and validity;
// an ended one is marked as ended (B1).
func (c Card) rights(p *page.Page) {
	none := true
	for _, s := range c.entitling() {
		list := c.valid(s)
		for _, e := range list {
			none = false
			p.Say(page.Plain, string(s)+"  "+c.category(e.Category))
			p.SayIn(page.Plain, text.Safe(e.No)+" · "+text.Validity(e.Validity), 3)
		}
		if len(list) == 0 {
			p.Say(page.Plain, string(s)+"  "+c.ended(s))
		}
	}
	switch {
	case none && c.StateCare():
		p.Say(page.Warn, labels.PanelStateCare)
	case none:
		p.Say(page.Warn, labels.PanelNone)
	}
}

// ended describes an entitlement that has ended, "–" if there never was one.
func (c Card) ended(s domain.Support) string {
	e, was := c.Result.Facts.Ended(s, c.Today)
	if !was {
		return "–"
	}
	return text.Safe(e.No) + " " + labels.PanelEnded + e.Validity.To.String()
}

// approvalLine names the part of the support if there is one FHB.
func (c Card) approvalLine() (label, said string) {
	list := c.approvals()
	switch len(list) {
	case 0:
		return labels.PanelFHB, c.endedApproval()
	case 1:
		return labels.PanelFHB + " " + text.Safe(string(list[0].Support)), text.Safe(list[0].No) + " · " + labels.ApprovalRest(list[0])
	}
	numbers := make([]string, len(list))
	for i, a := range list {
		numbers[i] = text.Safe(a.No)
	}
	return labels.PanelFHB, labels.PanelApprovals(numbers, approvalsWidth)
}

// endedApproval describes the FHB that ended last, "–" if there never was one.
func (c Card) endedApproval() string {
	var last domain.PriorApproval
	for _, a := range c.Result.Facts.Approvals {
		if to := a.Validity.To; !to.IsZero() && to.Before(c.Today) && (last.No == "" || to.After(last.Validity.To)) {
			last = a
		}
	}
	if last.No == "" {
		return "–"
	}
	return text.Safe(last.No) + " " + labels.PanelEnded + last.Validity.To.String()
}

// approvalsWidth is what the narrowest card has room for, in cells.
const approvalsWidth = 22
