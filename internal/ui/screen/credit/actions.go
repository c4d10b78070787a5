package credit

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
)

// The keys of Kreditera, and the answer that does it.
var (
	chooseKey = keys.New("Mellanslag", labels.CreditChoose, " ")
	allKey    = keys.New("a", labels.CreditAll, "a")
	anewKey   = keys.New("n", labels.CreditAnew, "n")
	exemptKey = keys.New("f", labels.CreditExempt, "f")
	yes       = keys.New("j", labels.CreditYes, "j")
)

// done tells that a crediting was queued, or why it was not.
type done struct {
	screen.Mark
	draft string // that bills it anew; "": none
	err   error
}

func (m *model) doable() []screen.Action {
	if m.bill.BillNo == 0 {
		return nil
	}
	actions := []screen.Action{{Key: keys.As(keys.Send, labels.CreditDo), Can: m.cannot, Do: m.askRows}}
	if r, ok := m.list.Chosen(); ok && !r.credited {
		actions = append(actions, screen.Action{Key: chooseKey, Do: func() screen.Step {
			m.chosen[r.place] = !m.chosen[r.place]
			return screen.Stay(nil)
		}})
	}
	return append(
		actions,
		screen.Action{Key: allKey, Do: m.turnAll},
		screen.Action{Key: anewKey, Can: m.cannotWhole, Do: func() screen.Step { return m.askAnew(app.RebillAsIs) }},
		screen.Action{Key: exemptKey, Can: m.cannotExempt, Do: func() screen.Step { return m.askAnew(app.RebillExempt) }},
	)
}

// turnAll chooses all rows, or none if all are chosen.
func (m *model) turnAll() screen.Step {
	on := len(m.places()) < len(m.bill.Items)-len(m.bill.Credited)
	for i := range m.bill.Items {
		m.chosen[i] = on && !slices.Contains(m.bill.Credited, i)
	}
	return screen.Stay(nil)
}

// part is what is chosen: the bill where that is all of it.
func (m *model) part() domain.CreditPart {
	if m.whole() {
		return m.wholeBill()
	}
	var p domain.CreditPart
	for _, i := range m.places() {
		p.Items = append(p.Items, domain.BillItem{BillNo: m.billNo, Item: i})
	}
	return p
}

// wholeBill is the bill as a whole, as far as it is not credited.
func (m *model) wholeBill() domain.CreditPart {
	return domain.CreditPart{Part: domain.Part{Bills: []int64{m.billNo}}}
}

// whole tells that the whole bill is chosen, and nothing of it was credited before.
func (m *model) whole() bool { return len(m.places()) == len(m.bill.Items) }

// cannot tells why the rows chosen cannot be credited now, "" where they can.
func (m *model) cannot() string {
	switch {
	case screen.MayBill(m.port.Snapshot().Role) != "":
		return screen.MayBill(m.port.Snapshot().Role)
	case m.waits:
		return labels.CreditWaits
	case m.invoice.CanCredit(m.wholeBill()) != "":
		return text.Why(m.invoice.CanCredit(m.wholeBill())).Reason()
	case len(m.places()) == 0:
		return labels.CreditNone
	}
	return ""
}

// cannotWhole tells why the bill cannot be credited and billed anew.
func (m *model) cannotWhole() string {
	switch why := m.cannot(); {
	case why != "":
		return why
	case len(m.bill.Credited) > 0:
		return labels.CreditBegun
	case !m.whole():
		return labels.CreditPart
	}
	return ""
}

func (m *model) cannotExempt() string {
	if m.bill.Fees() == 0 {
		return labels.CreditNoFee
	}
	return m.cannotWhole()
}

func (m *model) askRows() screen.Step {
	part, version := m.part(), m.invoice.Version
	return m.question("", m.cannot, func() screen.Step {
		return screen.Stay(func() tea.Msg { return done{err: m.port.Credit(m.ourRef, version, part, "")} })
	})
}

func (m *model) askAnew(how app.Rebill) screen.Step {
	version := m.invoice.Version
	return m.question(labels.CreditThen(how == app.RebillExempt), m.cannotWhole, func() screen.Step {
		return screen.Stay(func() tea.Msg {
			draft, err := m.port.CreditAnew(m.ourRef, version, m.billNo, how)
			return done{draft: draft, err: err}
		})
	})
}

// question states what will be credited as it is now; then says what follows.
func (m *model) question(then string, cannot func() string, do func() screen.Step) screen.Step {
	version, places, sum := m.invoice.Version, m.places(), m.sum()
	m.list.Ask(list.Question{
		Text: func() (p page.Page) {
			p.Say(page.Warn, labels.CreditQuestion(m.bill.BillRef, m.bill.Person.Display(), len(places), len(m.bill.Items), sum))
			p.SayIn(page.Plain, labels.CreditMeans, 2)
			p.SayIn(page.Plain, then, 2)
			p.SayIn(page.Plain, labels.CreditKeys, 2)
			return p
		},
		Yes: screen.Action{
			Key: yes,
			Can: func() string { // the invoice may have changed under the question
				if m.invoice.Version != version {
					return labels.CreditChanged
				}
				return cannot()
			},
			Do: do,
		},
		No: labels.CreditNo,
	})
	return screen.Stay(nil)
}

// after goes on with the draft that bills it anew, or back to the invoice.
func (m *model) after(d done) screen.Step {
	switch {
	case d.err != nil:
		return screen.Stay(m.load()).Say(text.Error(domain.CodeOf(d.err)).String())
	case d.draft != "":
		return screen.Replace(screen.Route{Name: screen.Bill, Arg: d.draft}).Say(labels.CreditAnewDone)
	}
	return screen.Back().Say(labels.CreditQueued)
}
