package bill

import (
	"slices"

	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
)

// feeKey adds the patient's fee to every visit that lacks it (B14). It is not
// Ctrl+A, which moves to the beginning of a text, and in other programs selects
// all. F11 works too, but many windows keep it for themselves.
var feeKey = keys.New("Alt+A", labels.RowFees, "alt+a", "f11")

func (m *model) feeAction(due bool) screen.Action {
	return screen.Action{Key: unless(due, feeKey, labels.RowNoFees), Do: m.addFees}
}

// feeDue tells whether a visit lacks its fee.
func (m *model) feeDue() bool { return slices.ContainsFunc(m.ed.Fees(), editor.FeeMissing) }

// feeLines stand below the rows.
func (m *model) feeLines(w int) (lines []string) {
	for _, l := range m.feesSaid() {
		lines = append(lines, "   "+m.env.Theme.Faint.Text(layout.Cut(l, w-4)))
	}
	return lines
}

// feesSaid is which visits lack their fee, and why others have none.
func (m *model) feesSaid() (lines []string) {
	var due []string
	var standard rules.Fee
	var whys []string
	none := map[string][]string{}
	for _, f := range m.ed.Fees() {
		switch why := labels.FeeWhy(f); {
		case editor.FeeMissing(f):
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
	return lines
}

// addFees adds a fee to every visit that lacks it.
func (m *model) addFees() screen.Step {
	n, last, r := m.ed.AddFees()
	m.lay()
	switch r {
	case editor.Done:
		return m.acted(r).Say(labels.FeesAdded(n))
	case editor.Nothing:
		why := ""
		if !last.Date.IsZero() {
			why = labels.FeeWhy(last)
		}
		return screen.Stay(nil).Say(labels.FeesNoneAdded(why))
	}
	return m.acted(r)
}
