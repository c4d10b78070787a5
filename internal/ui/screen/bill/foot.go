package bill

import (
	"strings"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// saying is a sentence at the bottom.
type saying struct {
	text.Sentence
	level page.Level
}

// draw is a line of it.
func (s saying) draw(t *theme.Theme, line string) string { return s.level.Style(t).Text(line) }

// foot is the first finding with what to do, and the sum, in fixed places. Where
// the field in focus has a finding of its own, that takes the place of what to
// do: both are seen.
func (m *model) foot(w int) []string {
	total := m.total()
	first, ok := m.said()
	if !ok {
		return []string{"", "", layout.Sides("", total, w)}
	}
	if f, own := m.ed.First(true); own {
		if here := m.sentence(f); here != first {
			said := layout.Wrap(here.level.Glyph()+" "+here.What+" "+here.Do, w-4)
			return []string{
				" " + first.draw(m.env.Theme, layout.Cut(first.level.Glyph()+" "+first.What, w-2)),
				" " + here.draw(m.env.Theme, said[0]),
				layout.Sides("   "+strings.Join(said[1:], " "), total, w),
			}
		}
	}
	what := layout.Wrap(first.level.Glyph()+" "+first.What, w-2)
	lines := []string{" " + first.draw(m.env.Theme, what[0])}
	rest := strings.TrimSpace(strings.Join(what[1:], " ") + " " + first.Do)
	do := layout.Wrap(rest, w-4)
	lines = append(lines, "   "+layout.Cut(do[0], w-4))
	second := ""
	if len(do) > 1 {
		second = "   " + strings.Join(do[1:], " ")
	}
	return append(lines, layout.Sides(second, total, w))
}

// total is the bill's sum, after the invoice's where it has several bills.
func (m *model) total() string {
	label := labels.BillSum
	if m.ed.Bills() > 1 {
		label = labels.BillInvoiceSum + " " + text.Kronor(m.ed.Checked().Sum) + " · " + label
	}
	return label + "  " + m.env.Theme.Strong.Text(text.Kronor(m.read(m.ed.Bill()).Sum())) + " "
}

// said is the most pressing sentence: a failed save, a failed look-up, then the
// findings, errors first.
func (m *model) said() (saying, bool) {
	for _, s := range []text.Sentence{m.Failed(), m.failed} {
		if s != (text.Sentence{}) {
			return saying{s, page.Error}, true
		}
	}
	if m.person.said != (text.Sentence{}) {
		return saying{m.person.said, m.person.level}, true
	}
	if r := m.ed.Refusal(); r != nil && len(r.Findings) == 0 && m.ed.Untouched() { // a refusal as a whole, about no field
		return saying{labels.Refused(*r), page.Error}, true
	}
	f, ok := m.ed.First(false)
	if !ok {
		return saying{}, false
	}
	return m.sentence(f), true
}

// sentence says a finding with the row and the bill that it points at.
func (m *model) sentence(f domain.Finding) saying {
	s := text.Finding(f)
	switch {
	case f.Code == rules.CodeApprovalMixed:
		s.Do = labels.BillSplitOffer(f)
	case f.Code == rules.CodePersonUnknown && f.Bill >= 0 && f.Bill < len(m.ed.Checked().Bills): // what to do depends on the kind of number (B24)
		s = labels.LookupError(app.CodePersonUnknown, "", m.ed.Checked().Bills[f.Bill].Person.Kind(), m.port.Region().Profile.Reserve)
	}
	if f.Item >= 0 && (f.Code == rules.CodeFeeExempt || f.Code == rules.CodeFeeFree) {
		s.Do = labels.BillFeeRemove(s.Do)
	}
	if f.Item >= 0 {
		s.What = labels.BillRow(f.Item+1) + s.What
	}
	if f.Bill != m.ed.Bill() {
		s.What = labels.BillPlace(f.Bill+1, m.ed.Bills()) + ": " + s.What
	}
	return saying{s, screen.LevelOf(f.Severity)}
}
