package bill

import (
	"context"
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// review is the last look before sending (B16): every bill and row as it will be
// sent, the sums, and the warnings, which Enter confirms. Errors never come here.
type review struct {
	top    int
	warned bool // there were warnings when it was opened
}

func (p *review) lines(m *model, w int) (lines []string, top int) {
	t, c := m.env.Theme, m.ed.Checked()
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
	lines = append(lines, t.Title.Text(layout.Cut(labels.BillSendAsk, w)),
		layout.Cut(labels.BillSendSummary(len(c.Bills), items, fees, text.Kronor(c.Sum)), w))
	if no := text.Safe(m.ed.InvoiceNo()); no != "" {
		lines = append(lines, layout.Cut(labels.BillInvoiceNo+" "+no, w))
	}
	for _, f := range c.Findings {
		mark := theme.GlyphWarn + " "
		for _, l := range layout.Wrap(labels.FindingPlace(f, len(c.Bills))+text.Finding(f).What, w-2) {
			lines = append(lines, t.Warn.Text(mark+l))
			mark = "  "
		}
	}
	if m.send.Waiting() {
		lines = append(lines, labels.BillSending)
	}
	for i, b := range c.Bills {
		lines = append(lines, "")
		lines = append(lines, p.bill(m, i, b, w)...)
	}
	p.top = max(min(p.top, len(lines)-1), 0)
	return lines, p.top
}

// bill is one bill with its rows.
func (p *review) bill(m *model, i int, b domain.Bill, w int) []string {
	head := b.Person.Display() + "  " + string(b.Support)
	for _, part := range []string{b.CareModel, b.Category, b.Approval} {
		if part != "" {
			head += " · " + text.Safe(part)
		}
	}
	head += "  " + labels.BillRef + " " + text.Safe(b.BillRef)
	lines := []string{layout.Sides(m.env.Theme.Strong.Text(layout.Cut(head, w-15)), b.Sum().String(), w)}
	if slices.Contains(m.ed.Checked().Unasked, i) {
		lines = append(lines, m.env.Theme.Warn.Text(layout.Cut("  "+theme.GlyphWarn+" "+labels.BillUnasked, w)))
	}
	if profile := m.port.Region().Profile; len(profile.PriceLists) > 1 { // there was a choice
		name := listName(profile, b.Support)
		if at := slices.IndexFunc(profile.PriceLists, func(l domain.ListUse) bool { return l.ID == b.PriceList }); at >= 0 {
			name = text.Safe(profile.PriceLists[at].Name)
		}
		lines = append(lines, layout.Cut("  "+labels.BillPriceListIs+" "+name, w))
	}
	if e := b.Exemption; e != nil {
		lines = append(lines, layout.Cut("  "+labels.BillExempt+" "+text.Safe(e.No)+" "+text.Validity(e.Validity), w))
	}
	if b.FeeGround != "" {
		lines = append(lines, layout.Cut("  "+labels.BillFeeGround+" "+text.Safe(b.FeeGround), w))
	}
	for j, item := range b.Items {
		what := item.Date.String() + "  " + layout.Pad(text.Safe(item.Code), 7)
		if pos := text.Safe(string(item.Position)); pos != "" {
			what += pos + "  "
		}
		if raw := m.ed.Raw(i); j < len(raw.Items) {
			what += text.Safe(m.ed.ProcedureOf(raw, raw.Items[j]).Name)
		}
		lines = append(lines, layout.Sides("  "+layout.Cut(what, w-16), item.Price.String(), w))
		if item.Performer != "" {
			lines = append(lines, layout.Cut("    "+labels.BillPerformer+" "+text.Safe(item.Performer), w))
		}
	}
	return lines
}

func (p *review) press(m *model, k tea.KeyMsg) screen.Step {
	switch {
	case keys.Is(k, keys.Fault):
		m.box = nil
		return m.nextFault()
	case keys.Is(k, keys.Send) && m.ed.Checked().Warnings() > 0: // a key held down confirms nothing
		return screen.Stay(nil).Say(labels.BillSendConfirm)
	case keys.Is(k, keys.Enter), keys.Is(k, keys.Send):
		id, save := m.id, m.save.Newest()
		return screen.Stay(m.send.Do(func(context.Context) tea.Msg {
			if err := save(); err != nil {
				return sent{err}
			}
			return sent{m.port.Send(id)}
		}))
	case keys.Is(k, keys.Up):
		p.top--
	case keys.Is(k, keys.Down):
		p.top++
	case k.String() == "pgup":
		p.top -= reviewStep
	case k.String() == "pgdown":
		p.top += reviewStep
	}
	return screen.Stay(nil)
}

// reviewStep is how many lines PgUp and PgDn move.
const reviewStep = 10

func (p *review) keys() []key.Binding {
	list := []key.Binding{keys.As(keys.Enter, labels.BillSendYes), keys.As(keys.Back, labels.BillSendNo), keys.As(keys.UpDown, labels.KeyScroll)}
	if p.warned {
		return append(list, keys.As(keys.Fault, labels.BillSendToWarning), keys.Off(keys.Send, labels.BillSendWarned))
	}
	return append(list, keys.As(keys.Send, labels.BillSendYes))
}
