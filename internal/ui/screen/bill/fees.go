package bill

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
)

// feeKey adds the patient's fee to every visit that lacks it (B14).
var feeKey = keys.New("Ctrl+A", labels.RowFees, "ctrl+a")

// visitFees is the fee of each visit on the bill as it was last checked.
func (m *model) visitFees() []rules.VisitFee {
	if m.bill >= len(m.checked.Bills) {
		return nil
	}
	return rules.VisitFees(m.checked.Bills, m.bill, m.ruleFacts())
}

// missing tells that a fee is due and not on the bill.
func missing(f rules.VisitFee) bool { return f.Reason == rules.FeeIsDue && f.Row < 0 }

func (m *model) feeBinding() key.Binding {
	if slices.ContainsFunc(m.visitFees(), missing) {
		return feeKey
	}
	return keys.Off(feeKey, labels.RowNoFees)
}

// feeLines say below the rows which visits lack their fee, and why others have
// none.
func (m *model) feeLines(w int) (lines []string) {
	var due []string
	var standard rules.Fee
	var whys []string
	none := map[string][]string{}
	for _, f := range m.visitFees() {
		switch why := labels.FeeWhy(f); {
		case missing(f):
			due, standard = append(due, f.Date.String()), f.Fee
		case f.Row < 0:
			if none[why] == nil {
				whys = append(whys, why)
			}
			none[why] = append(none[why], f.Date.String())
		}
	}
	if len(due) > 0 {
		lines = append(lines, labels.FeesMissing(due, standard.Amount, standard.Source != ""))
	}
	for _, why := range whys {
		lines = append(lines, labels.FeesNone(none[why], why))
	}
	for i, l := range lines {
		lines[i] = "   " + m.env.Theme.Faint.Text(layout.Cut(l, w-4))
	}
	return lines
}

// addFees adds a fee to every visit that lacks it, behind its other rows. The
// amount is left to the list, as for a fee typed without one.
func (m *model) addFees() screen.Step {
	m.settleField()
	facts := m.ruleFacts()
	read := make([]domain.Bill, len(m.draft.Bills))
	for i, b := range m.draft.Bills {
		read[i], _ = rules.Read(b, facts)
	}
	fees := rules.VisitFees(read, m.bill, facts)
	why := ""
	for _, f := range fees {
		why = labels.FeeWhy(f)
	}
	fees = slices.DeleteFunc(fees, func(f rules.VisitFee) bool { return !missing(f) })
	b := &m.draft.Bills[m.bill]
	switch {
	case len(fees) == 0:
		return screen.Stay(nil).Say(labels.FeesNoneAdded(why))
	case len(b.Items)+len(fees) > maxRows:
		return screen.Stay(nil).Say(labels.RowsFull(maxRows))
	}
	slices.SortFunc(fees, func(x, y rules.VisitFee) int { return y.Last - x.Last }) // from the end, so that indexes hold
	items := slices.Clone(b.Items)
	for _, f := range fees {
		items = slices.Insert(items, f.Last+1, domain.DraftItem{Date: f.Date.String(), Code: domain.PatientFeeCode})
	}
	b.Items = items
	to := cell(len(items), domain.FieldItemCode)
	if at := slices.IndexFunc(items, m.unpaid); at >= 0 { // the region names no amount: it is typed
		to = cell(at, domain.FieldItemPrice)
	}
	return m.rowsChanged(to).Say(labels.FeesAdded(len(fees)))
}

// unpaid tells that a row is a fee whose amount is still to be typed.
func (m *model) unpaid(row domain.DraftItem) bool {
	p := m.procedure(row)
	return p.Code == domain.PatientFeeCode && row.Price == "" && !m.standardFee(p, row)
}

// standardFee tells that a fee left without an amount gets one; where the region
// names none (Värmland) it is typed.
func (m *model) standardFee(p domain.Procedure, row domain.DraftItem) bool {
	on, err := domain.ParseDateInput(row.Date, m.port.Today())
	return err == nil && p.Code == domain.PatientFeeCode && rules.FeeDue(domain.Bill{}, on, m.ruleFacts()).Amount > 0
}
