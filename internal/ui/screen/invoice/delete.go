package invoice

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
)

// The keys of Radera (D6), and the answer that does it: no Enter typed ahead may
// take an invoice away.
var (
	deleteBill  = keys.New("Del", labels.DeleteBill, "delete")
	deleteWhole = keys.New("D", labels.DeleteInvoice, "D")
	yes         = keys.New("j", labels.DeleteYes, "j")
)

// deletions are Radera of the chosen bill and of the whole invoice.
func (m *model) deletions() (actions []screen.Action) {
	if b, ok := m.list.Chosen(); ok {
		actions = append(actions, m.deletion(deleteBill, domain.Part{Bills: []int64{b.BillNo}}))
	}
	return append(actions, m.deletion(deleteWhole, domain.WholeInvoice))
}

func (m *model) deletion(k key.Binding, part domain.Part) screen.Action {
	return screen.Action{Key: k, Can: func() string { return m.canDelete(part) }, Do: func() screen.Step {
		version := m.invoice.Version
		m.list.Ask(list.Question{
			Text: func() page.Page { return m.question(part) },
			Yes: screen.Action{
				Key: yes,
				Can: func() string { // the invoice may have changed under the question
					if m.invoice.Version != version {
						return labels.DeleteChanged
					}
					return m.canDelete(part)
				},
				Do: func() screen.Step { return screen.Stay(m.delete(version, part)) },
			},
			No: labels.DeleteNo,
		})
		return screen.Stay(nil)
	}}
}

// canDelete tells why a part cannot be deleted now, "" where it can.
func (m *model) canDelete(part domain.Part) string {
	if why := screen.MayBill(m.port.Snapshot().Role); why != "" {
		return why
	}
	if m.waits {
		return labels.DeleteWaits
	}
	v := m.invoice
	if b, ok := m.list.Chosen(); ok && !part.Whole && b.BillNo == part.Bills[0] {
		v = m.alone(b) // as if it were the only one: the others are not looked through
	}
	if why := v.CanDelete(part); why != "" {
		return text.Why(why).Reason()
	}
	return ""
}

// alone is the invoice with one of its bills.
func (m *model) alone(b *domain.InvoiceBill) domain.Invoice {
	v := m.invoice
	v.Bills = []domain.InvoiceBill{*b}
	return v
}

// question says what will be deleted, and its sum.
func (m *model) question(part domain.Part) (p page.Page) {
	if part.Whole {
		p.Say(page.Warn, labels.DeleteWholeQuestion(m.invoice.InvoiceNo, m.invoice.Standing(), m.sum))
	} else if i := slices.IndexFunc(m.invoice.Bills, func(b domain.InvoiceBill) bool { return b.BillNo == part.Bills[0] }); i >= 0 {
		b := &m.invoice.Bills[i]
		p.Say(page.Warn, labels.DeleteBillQuestion(b.BillRef, b.Person.Display(), b.Sum()))
	}
	p.SayIn(page.Plain, labels.DeleteMeans, 2)
	p.SayIn(page.Plain, labels.DeleteKeys, 2)
	return p
}

func (m *model) delete(version int64, part domain.Part) tea.Cmd {
	return func() tea.Msg { return asked{said: labels.DeleteQueued, err: m.port.Delete(m.ourRef, version, part)} }
}
