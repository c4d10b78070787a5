package patientcard

import (
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/theme"
)

// Whole is everything known of the patient but its age, in lines of at most w
// cells. Valid and ended are told by glyph and word.
func (c Card) Whole(w int) []string {
	p := c.whole(w)
	return p.lines
}

// twoFrom is the width from which the card stands in two columns.
const twoFrom = 76

// Columns is the whole card w cells wide, in two columns where there is room.
func (c Card) Columns(w int) []string {
	if w < twoFrom {
		return c.Whole(w)
	}
	half := (w - 3) / 2
	p := c.whole(half)
	at := 0 // the heading at which the columns come out most even
	for _, n := range p.heads {
		if abs(2*n-len(p.lines)) < abs(2*at-len(p.lines)) {
			at = n
		}
	}
	return strings.Split(layout.Columns(strings.Join(p.lines[:at], "\n"), strings.Join(p.lines[at:], "\n"), half, 3), "\n")
}

func abs(n int) int { return max(n, -n) }

func (c Card) whole(w int) *sheet {
	p := &sheet{card: c, w: w}
	p.who()
	p.entitlements()
	p.approvals()
	p.exemption()
	p.base()
	p.fee()
	p.bills()
	return p
}

// sheet gathers the lines of a whole card.
type sheet struct {
	card  Card
	w     int
	lines []string
	heads []int // lines that are headings
}

func (p *sheet) head(s string) {
	if len(p.lines) > 0 {
		p.lines = append(p.lines, "")
	}
	p.heads = append(p.heads, len(p.lines))
	p.lines = append(p.lines, p.card.Theme.Title.Text(layout.Cut(s, p.w)))
}

// say adds text, wrapped, indented by two.
func (p *sheet) say(style theme.SGR, s string) {
	for _, l := range layout.Wrap(s, p.w-2) {
		p.lines = append(p.lines, "  "+style.Text(l))
	}
}

// right is a line that begins with whether a right is valid today, in words too.
func (p *sheet) right(when domain.Period, name string) {
	glyph, word, style := theme.GlyphOK, labels.EntitlementValid, p.card.Theme.OK
	if !when.Contains(p.card.Today) {
		glyph, word, style = theme.GlyphError, labels.EntitlementEnded, p.card.Theme.Error
	}
	p.lines = append(p.lines, style.Text(layout.Cut(glyph+" "+word, p.w))+layout.Cut("  "+name, p.w-layout.Width(word)-2))
}

func (p *sheet) who() {
	id := p.card.Result.Facts.Person
	if kind := labels.PersonKind(id.Kind()); kind != "" {
		p.say("", kind)
	}
	if !id.IsZero() {
		p.say("", labels.PersonAge(id.AgeOn(p.card.Today)))
	}
}

func (p *sheet) entitlements() {
	p.head(labels.PanelTitle)
	for _, e := range p.card.Result.Facts.Entitlements {
		p.right(e.Validity, text.Safe(string(e.Support))+"  "+p.card.category(e.Category))
		p.say("", text.Safe(e.No)+" · "+labels.Since(e.Validity))
	}
	if len(p.card.valid(domain.SupportN))+len(p.card.valid(domain.SupportF)) == 0 {
		p.say(p.card.Theme.Warn, theme.GlyphWarn+" "+labels.EntitlementNone)
	}
}

// approvals lists each FHB with what is left of it, and of each procedure it
// covers how often this clinic has billed it.
func (p *sheet) approvals() {
	p.head(labels.PanelApprovalsHead)
	list := p.card.Result.Facts.Approvals
	if len(list) == 0 {
		p.say("", "–")
	}
	for _, a := range list {
		p.right(a.Validity, text.Safe(string(a.Support))+"  "+text.Safe(a.No))
		p.say("", labels.Since(a.Validity))
		p.say("", labels.ApprovalLeft(a))
		p.procedures(a)
	}
}

func (p *sheet) procedures(a domain.PriorApproval) {
	used := p.card.History.Approved[a.No]
	if len(a.Procedures) == 0 {
		p.say("", labels.ApprovalAll)
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
		if list, ok := p.card.Region.Prices.List(a.Support, p.card.Today); ok {
			if known := list.Procedure(code); known != nil {
				name = " " + text.Safe(known.Name)
			}
		}
		done := labels.ApprovalUsed(used[code])
		p.lines = append(p.lines, layout.Sides(layout.Cut("  "+text.Safe(code)+name, max(p.w-layout.Width(done)-2, 0)), done, p.w))
	}
}

func (p *sheet) exemption() {
	p.head(labels.BillExempt)
	e, remembered, ok := p.card.exemption()
	if !ok {
		p.say("", "–")
		return
	}
	switch {
	case e.Validity.From.IsZero() || e.Validity.To.IsZero():
		p.say("", labels.Exemption(e))
	default:
		p.say("", text.Safe(e.No)+" · "+labels.Since(e.Validity))
	}
	if remembered {
		p.say(p.card.Theme.Faint, labels.ExemptionRemembered)
	}
}

func (p *sheet) base() {
	year := p.card.Today.Year()
	p.head(labels.PanelBaseOf(year))
	b, ok := rules.BaseOf(p.card.Result.Facts.Person, year, p.card.facts())
	if !ok {
		p.say("", labels.PanelBaseNone)
		return
	}
	p.say("", labels.PanelBaseSpent(b.Used))
	p.say("", labels.PanelBaseLeft(b.Used, b.Limit))
	if b.Used > b.Limit {
		p.say(p.card.Theme.Warn, theme.GlyphWarn+" "+labels.PanelBasePassed)
	}
	if b.Source != "" {
		p.say(p.card.Theme.Faint, text.Safe(b.Source))
	}
}

func (p *sheet) fee() {
	p.head(labels.PanelFeeHead)
	said, source := p.card.fee()
	p.say("", said)
	p.otherFees()
	if paid, limit, ok := rules.FeesPaid(p.card.Result.Facts.Person, p.card.Today, p.card.facts()); ok {
		style, glyph := theme.SGR(""), ""
		if paid >= limit {
			style, glyph = p.card.Theme.Warn, theme.GlyphWarn+" "
		}
		p.say(style, glyph+labels.PanelFeesPaid(paid, limit))
	}
	if source != "" {
		p.say(p.card.Theme.Faint, source)
	}
}

// otherFees lists the amounts that are taken of whom another treats: which one the
// clinic's own list tells.
func (p *sheet) otherFees() {
	b := p.card.Bill
	b.Person = p.card.Result.Facts.Person
	due := rules.FeeDue(b, p.card.Today, p.card.facts())
	if due.Reason != rules.FeeIsDue {
		return
	}
	for _, f := range p.card.Region.Profile.Fees {
		if f.Validity.Contains(p.card.Today) && f.Amount != due.Amount {
			p.say("", labels.PanelFeeOther(text.Safe(f.Who), f.Amount))
		}
	}
}

func (p *sheet) bills() {
	p.head(labels.PanelBills)
	if len(p.card.History.Bills) == 0 {
		p.say("", labels.PanelBillsNone)
	}
	for _, b := range p.card.History.Bills {
		sum := text.Kronor(b.Sum)
		left := "  " + b.Last.String() + " " + text.Safe(string(b.Support)) + " " + text.Safe(b.BillRef)
		p.lines = append(p.lines, layout.Sides(layout.Cut(left, max(p.w-layout.Width(sum)-1, 0)), sum, p.w))
		if b.State != domain.BillOrdinary {
			p.say(p.card.Theme.Warn, theme.GlyphWarn+" "+text.BillState(b.State))
		}
	}
}
