package invoice

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
)

// The keys of Kreditera (D7), and of what a clinic with plusgiro needs to pay.
var (
	creditBill  = keys.New("k", labels.CreditBill, "k")
	creditWhole = keys.New("K", labels.CreditInvoice, "K")
	copyKey     = keys.New("c", labels.CreditCopy, "c")
)

// asked tells that something was asked of the region, or why it was not.
type asked struct {
	screen.Mark
	said string
	err  error
}

func (m *model) afterAsked(a asked) screen.Step {
	if a.err != nil {
		return screen.Stay(m.load()).Say(text.Error(domain.CodeOf(a.err)).String())
	}
	return screen.Stay(m.load()).Say(a.said)
}

// commands are Radera and Kreditera, first the one that the status allows; the
// other tells why not.
func (m *model) commands() (actions []screen.Action) {
	if m.claim.No != 0 && m.claim.State == domain.ClaimOpen {
		actions = append(actions, screen.Action{Key: copyKey, Do: func() screen.Step { return screen.Stay(m.copy()) }})
	}
	if m.invoice.Status == domain.StatusPaid {
		return append(append(actions, m.creditings()...), m.deletions()...)
	}
	return append(append(actions, m.deletions()...), m.creditings()...)
}

// creditings are Kreditera of the chosen bill, in a screen of its own, and of the
// whole invoice.
func (m *model) creditings() (actions []screen.Action) {
	if b, ok := m.list.Chosen(); ok {
		part := domain.CreditPart{Part: domain.Part{Bills: []int64{b.BillNo}}}
		actions = append(actions, screen.Action{Key: creditBill, Can: func() string { return m.canCredit(m.alone(b), part) }, Do: func() screen.Step {
			return screen.Push(screen.CreditOf(m.ourRef, b.BillNo))
		}})
	}
	return append(actions, screen.Action{Key: creditWhole, Can: func() string { return m.canCredit(m.invoice, domain.CreditAll) }, Do: m.askCredit})
}

// canCredit tells why a part cannot be credited now, "" where it can.
func (m *model) canCredit(v domain.Invoice, part domain.CreditPart) string {
	if why := screen.MayBill(m.port.Snapshot().Role); why != "" {
		return why
	}
	if m.waits {
		return labels.DeleteWaits
	}
	if why := v.CanCredit(part); why != "" {
		return text.Why(why).Reason()
	}
	return ""
}

// askCredit states what is left to be credited of the invoice.
func (m *model) askCredit() screen.Step {
	version := m.invoice.Version
	_, made, err := m.invoice.Credit(domain.CreditAll)
	if err != nil {
		return screen.Stay(nil).Say(text.Error(domain.CodeOf(err)).String())
	}
	bills, sum := len(made.Bills), -made.Sum()
	m.list.Ask(list.Question{
		Text: func() (p page.Page) {
			p.Say(page.Warn, labels.CreditInvoiceQuestion(m.invoice.InvoiceNo, bills, sum))
			p.SayIn(page.Plain, labels.CreditMeans, 2)
			p.SayIn(page.Plain, labels.CreditRefund(m.port.Snapshot().Clinic.Payee.Kind, m.port.Region().Profile.RefundAccount), 2)
			p.SayIn(page.Plain, labels.CreditKeys, 2)
			return p
		},
		Yes: screen.Action{
			Key: keys.As(yes, labels.CreditYes),
			Can: func() string { // the invoice may have changed under the question
				if m.invoice.Version != version {
					return labels.CreditChanged
				}
				return m.canCredit(m.invoice, domain.CreditAll)
			},
			Do: func() screen.Step {
				return screen.Stay(func() tea.Msg {
					return asked{said: labels.CreditQueued, err: m.port.Credit(m.ourRef, version, domain.CreditAll, "")}
				})
			},
		},
		No: labels.CreditNo,
	})
	return screen.Stay(nil)
}

// copy puts account and Vår referens on the clipboard.
func (m *model) copy() tea.Cmd {
	out, words := m.env.Out, labels.CreditCopyText(m.claim)
	return func() tea.Msg {
		if out.Copy(words) != nil {
			return nil // the terminal is gone: nobody reads a word of it
		}
		return asked{said: labels.CreditCopied}
	}
}
