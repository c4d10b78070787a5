package bill

import (
	"cmp"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// nextFault goes to the field of the next error after the cursor, through all
// bills of the invoice and round the end; where there is no error, to the next
// warning.
func (m *model) nextFault() screen.Step {
	m.showAll = true
	list := m.faults(domain.SeverityError)
	if len(list) == 0 {
		list = m.faults(domain.SeverityWarning)
	}
	if len(list) == 0 {
		return screen.Stay(nil).Say(labels.BillNoFaults)
	}
	ref, _ := m.form.Cursor()
	here := place{m.bill, ref}
	at := slices.IndexFunc(list, func(p place) bool { return m.before(here, p) < 0 && m.landing(p) != here })
	return screen.Stay(m.goTo(list[max(at, 0)]))
}

// firstFault goes to the first error of the invoice, as a refused send does.
func (m *model) firstFault() screen.Step {
	m.showAll = true
	list := m.faults(domain.SeverityError)
	if len(list) == 0 {
		return screen.Stay(nil)
	}
	return screen.Stay(m.goTo(list[0]))
}

// faults are the places of findings in the order of the form, each once.
func (m *model) faults(s domain.Severity) (list []place) {
	for _, f := range m.findings() {
		if f.Severity == s && f.Bill >= 0 && f.Bill < len(m.draft.Bills) {
			list = append(list, place{f.Bill, m.refOf(f)})
		}
	}
	slices.SortStableFunc(list, m.before)
	return slices.Compact(list)
}

// refOf is the field that a finding is shown at: one about the rows as a whole
// at the empty last one.
func (m *model) refOf(f domain.Finding) form.Key {
	if f.Field == domain.FieldItems && f.Bill >= 0 && f.Bill < len(m.draft.Bills) {
		return cell(len(m.draft.Bills[f.Bill].Items), domain.FieldItemCode)
	}
	return cell(f.Item, f.Field)
}

// before orders places as the eye goes over them.
func (m *model) before(a, b place) int {
	return cmp.Or(cmp.Compare(a.bill, b.bill), cmp.Compare(a.ref.Row, b.ref.Row), cmp.Compare(rankOf(a.ref), rankOf(b.ref)))
}

func rankOf(ref form.Key) int {
	if ref.Row < 0 {
		return slices.IndexFunc(rowNames, func(l labelled) bool { return l.field == domain.Field(ref.Name) })
	}
	for i, f := range itemFields {
		if f.field == domain.Field(ref.Name) {
			return i
		}
	}
	return -1
}

// goTo puts the cursor on a field, in whichever bill it is; where the field is
// not there, or not to be changed, on the nearest that is.
func (m *model) goTo(p place) tea.Cmd {
	m.settleField()
	var recall tea.Cmd
	if p.bill != m.bill {
		m.show(p.bill)
		recall = m.recall()
	}
	m.note()
	if domain.Field(p.ref.Name) == domain.FieldItemComment {
		m.opened[p.ref.Row] = true
		m.layFields()
	}
	m.form.SetFocus(m.landing(p).ref, -1)
	return tea.Batch(recall, m.saveNow())
}

// landing is where the cursor comes to stand for a place of the bill shown: a
// price of the list, which the region may refuse, cannot be entered.
func (m *model) landing(p place) place {
	switch {
	case p.bill != m.bill || domain.Field(p.ref.Name) == domain.FieldItemComment || m.form.Open(p.ref):
	case p.ref.Row >= 0:
		p.ref.Name = string(domain.FieldItemCode)
	default:
		p.ref = form.Of(domain.FieldPerson)
	}
	return p
}
