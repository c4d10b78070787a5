package bill

import (
	"slices"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
)

// review is the last look before sending (B16): every bill and row as it will be
// sent, the sums, and the warnings, which Enter confirms.
type review struct{}

func (r review) page(m *model) (p page.Page) {
	c := m.ed.Checked()
	items, fees := 0, 0
	for _, b := range c.Bills {
		for _, it := range b.Items {
			if it.Code == domain.PatientFeeCode {
				fees++
			} else {
				items++
			}
		}
	}
	p.Head(labels.BillSendAsk)
	p.Say(page.Plain, labels.BillSendSummary(len(c.Bills), items, fees, text.Kronor(c.Sum)))
	p.Row(labels.BillInvoiceNo, text.Safe(m.ed.InvoiceNo()))
	for _, f := range c.Findings {
		p.Say(page.Warn, labels.FindingPlace(f, len(c.Bills))+text.Finding(f).What)
	}
	if m.send.Waiting() {
		p.Say(page.Plain, labels.BillSending)
	}
	for i, b := range c.Bills {
		p.Space()
		r.bill(m, &p, i, b)
	}
	return p
}

// bill is one bill with its rows.
func (r review) bill(m *model, p *page.Page, i int, b domain.Bill) {
	head := b.Person.Display() + "  " + string(b.Support)
	for _, part := range []string{b.CareModel, b.Category, b.Approval} {
		if part != "" {
			head += " · " + text.Safe(part)
		}
	}
	p.HeadWith(head+"  "+labels.BillRef+" "+text.Safe(b.BillRef), b.Sum().String())
	if slices.Contains(m.ed.Checked().Unasked, i) {
		p.SayIn(page.Warn, labels.BillUnasked, 2)
	}
	p.Row("  "+labels.BillPriceListIs, m.listUsed(b))
	if e := b.Exemption; e != nil {
		p.Row("  "+labels.BillExempt, text.Safe(e.No)+" "+text.Validity(e.Validity))
	}
	p.Row("  "+labels.BillFeeGround, text.Safe(b.FeeGround))
	p.Row("  "+labels.BillCommentIs, text.Safe(b.Comment))
	for j, item := range b.Items {
		what := item.Date.String() + "  " + layout.Pad(text.Safe(item.Code), codeWidth)
		if pos := text.Safe(string(item.Position)); pos != "" {
			what += pos + "  "
		}
		if raw := m.ed.Raw(i); j < len(raw.Items) {
			what += text.Safe(m.ed.ProcedureOf(raw, raw.Items[j]).Name)
		}
		p.Sides(what, item.Price.String(), 2)
		if item.Performer != "" {
			p.SayIn(page.Plain, labels.BillPerformer+" "+text.Safe(item.Performer), 4)
		}
		if item.Comment != "" {
			p.SayIn(page.Plain, labels.BillItemComment+": "+text.Safe(item.Comment), 4)
		}
	}
}

// listUsed is the price list of a bill, "" where there was no choice (B4).
func (m *model) listUsed(b domain.Bill) string {
	profile := m.port.Region().Profile
	if len(profile.PriceLists) < 2 {
		return ""
	}
	if name := profile.PriceListName(b.PriceList); name != "" {
		return text.Safe(name)
	}
	return listName(profile, b.Support)
}

// actions: F8 held down must not confirm warnings that nobody has read, so it
// sends only where there are none. What has errors by now is not sent.
func (r review) actions(m *model) []screen.Action {
	warned := m.ed.Checked().Warnings() > 0
	right := func() string {
		if n := m.ed.Checked().Errors(); n > 0 {
			return labels.BillSendOff(n)
		}
		return ""
	}
	list := []screen.Action{{Key: keys.As(keys.Enter, labels.BillSendYes), Can: right, Do: m.sendNow}, m.closing(labels.BillSendNo)}
	list = when(warned || right() != "", list, screen.Action{Key: keys.As(keys.Fault, labels.BillSendToWarning), Do: func() screen.Step {
		m.box = nil
		return m.nextFault()
	}})
	return append(list, screen.Action{Key: keys.As(keys.Send, labels.BillSendYes), Do: m.sendNow, Can: func() string {
		if warned {
			return labels.BillSendWarned
		}
		return right()
	}})
}
