package patientcard

import (
	"slices"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/page"
)

// Whole is everything known about the patient except its age, in lines of at most
// w cells. Glyph and word show what is valid and what has ended.
func (c Card) Whole(w int) []string {
	p := c.whole()
	return p.Lines(page.Look{Theme: c.Theme, Width: w})
}

// twoFrom is the width from which the card stands in two columns.
const twoFrom = 76

// Columns is the whole card w cells wide, in two columns where there is room.
func (c Card) Columns(w int) []string {
	if w < twoFrom {
		return c.Whole(w)
	}
	p := c.whole()
	return p.TwoColumns(page.Look{Theme: c.Theme, Width: w}, 3)
}

// Outline is everything known about the patient except its age.
func (c Card) Outline() outline.Outline {
	p := c.whole()
	return p.Outline()
}

// AgeOutline is the age of the facts.
func (c Card) AgeOutline() outline.Outline {
	p := c.age()
	return p.Outline()
}

// Page is the age of the facts, then everything known about the patient.
func (c Card) Page() page.Page {
	p := c.age()
	p.Add(c.whole())
	return p
}

func (c Card) whole() page.Page {
	p := &sheet{card: c}
	p.who()
	p.entitlements()
	p.approvals()
	p.exemption()
	p.base()
	p.fee()
	p.bills()
	return p.Page
}

// sheet is a whole card while it is made.
type sheet struct {
	page.Page
	card Card
}

func (p *sheet) head(s string) {
	if !p.Empty() {
		p.Space()
	}
	p.Head(s)
}

// say adds text, indented by two.
func (p *sheet) say(l page.Level, s string) { p.SayIn(l, s, 2) }

// right is a line that begins with whether a right is valid today, in words too.
func (p *sheet) right(when domain.Period, name string) {
	if when.Contains(p.card.Today) {
		p.Mark(page.OK, labels.EntitlementValid, name)
		return
	}
	p.Mark(page.Error, labels.EntitlementEnded, name)
}

func (p *sheet) who() {
	id := p.card.Result.Facts.Person
	if kind := labels.PersonKind(id.Kind()); kind != "" {
		p.say(page.Plain, kind)
	}
	if !id.IsZero() {
		p.say(page.Plain, labels.PersonAge(id.AgeOn(p.card.Today)))
	}
}

func (p *sheet) entitlements() {
	p.head(labels.PanelTitle)
	for _, e := range p.card.Result.Facts.Entitlements {
		p.right(e.Validity, text.Safe(string(e.Support))+"  "+p.card.category(e.Category))
		p.say(page.Plain, text.Safe(e.No)+" · "+labels.Since(e.Validity))
	}
	var ended []domain.Entitlement
	for _, s := range p.card.entitling() {
		if len(p.card.valid(s)) > 0 {
			return
		}
		if e, was := p.card.Result.Facts.Ended(s, p.card.Today); was {
			ended = append(ended, e)
		}
	}
	p.say(page.Warn, labels.EntitlementNoneNow(ended))
	if p.card.StateCare() {
		p.say(page.Warn, text.StateCare)
	}
}

// approvals lists each FHB with what is left of it, and of each procedure it
// covers how often this clinic has billed it.
func (p *sheet) approvals() {
	p.head(labels.PanelApprovalsHead)
	list := p.card.Result.Facts.Approvals
	if len(list) == 0 {
		p.say(page.Plain, "–")
	}
	for _, a := range list {
		p.right(a.Validity, text.Safe(string(a.Support))+"  "+text.Safe(a.No))
		p.say(page.Plain, labels.Since(a.Validity))
		p.say(page.Plain, labels.ApprovalLeft(a))
		p.procedures(a)
	}
}

func (p *sheet) procedures(a domain.PriorApproval) {
	used := p.card.History.Approved[a.No]
	if len(a.Procedures) == 0 {
		p.say(page.Plain, labels.ApprovalAll)
	}
	codes := slices.Clone(a.Procedures)
	for code := range used {
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	for _, code := range codes {
		name := ""
		if list, ok := p.card.Region.Prices.List(domain.ListKey{Provider: p.card.Clinic.ProviderID, Support: a.Support}, p.card.Today); ok {
			if known := list.Procedure(code, p.card.Today); known != nil {
				name = " " + text.Safe(known.Name)
			}
		}
		done := labels.ApprovalUsed(used[code])
		p.Sides(text.Safe(code)+name, done, 2)
	}
}

func (p *sheet) exemption() {
	p.head(labels.BillExempt)
	e, remembered, ok := p.card.exemption()
	if !ok {
		p.say(page.Plain, "–")
		return
	}
	switch {
	case e.Validity.From.IsZero() || e.Validity.To.IsZero():
		p.say(page.Plain, labels.Exemption(e))
	default:
		p.say(page.Plain, text.Safe(e.No)+" · "+labels.Since(e.Validity))
	}
	if remembered {
		p.say(page.Faint, labels.ExemptionRemembered)
	}
}

func (p *sheet) base() {
	year := p.card.Today.Year()
	p.head(labels.PanelBaseOf(year))
	b, ok := rules.BaseOf(p.card.Result.Facts.Person, year, p.card.facts())
	if !ok {
		p.say(page.Plain, labels.PanelBaseNone)
		return
	}
	p.say(page.Plain, labels.PanelBaseSpent(b.Used))
	p.say(page.Plain, labels.PanelBaseLeft(b.Used, b.Limit))
	if b.Used > b.Limit {
		p.say(page.Warn, labels.PanelBasePassed)
	}
	if b.Source != "" {
		p.say(page.Faint, text.Safe(b.Source))
	}
}

func (p *sheet) fee() {
	p.head(labels.PanelFeeHead)
	said, source := p.card.fee()
	p.say(page.Plain, said)
	p.otherFees()
	if paid, limit, ok := rules.FeesPaid(p.card.Result.Facts.Person, p.card.Today, p.card.facts()); ok {
		level := page.Plain
		if paid >= limit {
			level = page.Warn
		}
		p.say(level, labels.PanelFeesPaid(paid, limit))
	}
	if year, missing := rules.MissingAmounts(&p.card.Region.Profile, p.card.Today); year == p.card.Today.Year() && len(missing) > 0 {
		p.say(page.Warn, labels.HomeAmountsMissing(year, missing))
	}
	if source != "" {
		p.say(page.Faint, source)
	}
}

// otherFees lists the amounts for patients treated by others; the clinic's own
// list says which one applies.
func (p *sheet) otherFees() {
	b := p.card.Bill
	b.Person = p.card.Result.Facts.Person
	due := rules.FeeDue(b, p.card.Today, p.card.facts())
	if due.Reason != rules.FeeIsDue {
		return
	}
	for _, f := range p.card.Region.Profile.Fees {
		if f.Validity.Contains(p.card.Today) && f.Amount != due.Amount {
			p.say(page.Plain, labels.PanelFeeOther(text.Safe(f.Who), f.Amount))
		}
	}
}

func (p *sheet) bills() {
	p.head(labels.PanelBills)
	if len(p.card.History.Bills) == 0 {
		p.say(page.Plain, labels.PanelBillsNone)
	}
	for _, b := range p.card.History.Bills {
		p.Sides(b.Last.String()+" "+text.Safe(string(b.Support))+" "+text.Safe(b.BillRef), text.Kronor(b.Sum), 2)
		if b.State != domain.BillOrdinary {
			p.say(page.Warn, text.BillState(b.State))
		}
	}
}
