package homevisit

import (
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/theme"
)

// Places of the screen, in cells and lines.
const (
	labelWidth  = 14
	codeWidth   = 7
	posWidth    = 7
	priceWidth  = 11
	personWidth = 15
	refWidth    = 14
	bottom      = 3
)

func (m *model) View(z layout.Size) string {
	if m.visit == nil {
		return layout.Cut(" "+m.failed.String(), z.W)
	}
	var lines []string
	at := 0
	for _, f := range headFields {
		if !m.form.Has(head(f.field)) {
			continue
		}
		if m.form.Focused(head(f.field)) {
			at = len(lines)
		}
		lines = append(lines, m.headLine(f.field, f.label, z.W))
	}
	rows, focus := m.rows(z.W)
	if ref, _ := m.form.Cursor(); ref.Row >= 0 {
		at = -1
	}
	lines = append(lines, "")
	room := max(z.H-bottom-len(lines), 3)
	if cut := z.H - bottom - room; cut < len(lines) { // a small window: the rows are what is worked in
		lines = lines[max(len(lines)-max(cut, 0), 0):]
	}
	from := max(min(focus-room/2, len(rows)-room), 0)
	if away := labels.LinesAway(from, max(len(rows)-from-room, 0)); away != "" && len(lines) > 0 {
		lines[len(lines)-1] = layout.Sides("", m.env.Theme.Faint.Text(away), z.W-1)
	}
	popupAt := len(lines) + focus - from + 1
	if at >= 0 {
		popupAt = at + 1
	}
	lines = append(lines, rows[from:min(from+room, len(rows))]...)
	for len(lines) < z.H-bottom {
		lines = append(lines, "")
	}
	view := strings.Join(append(lines[:max(z.H-bottom, 0)], m.foot(z.W)...), "\n")
	if m.box != nil {
		return layout.Cover(view, m.boxView(z), 1, z)
	}
	if box, open := m.form.Popup(layout.Size{W: min(z.W-4, 66), H: max(z.H-popupAt, 5)}); open {
		return layout.Overlay(view, box, 3, popupAt, z)
	}
	return layout.Fit(view, z)
}

func (m *model) headLine(f domain.Field, label string, w int) string {
	mark, style := " ", m.env.Theme.Label
	if m.form.Focused(head(f)) {
		mark, style = theme.GlyphCursor, m.env.Theme.Select
	}
	room := max(w-labelWidth-4, 1)
	return mark + style.Text(layout.Pad(label, labelWidth)) + layout.Pad(m.form.Cell(head(f), room), room) + " " + m.form.Mark(head(f))
}

// rows are the procedures for all and the patients, and the line of the focus.
func (m *model) rows(w int) (lines []string, focus int) {
	ref, _ := m.form.Cursor()
	t := m.env.Theme
	lines = append(lines, t.Label.Text(layout.Cut("   "+labels.HomeVisitItems, w)))
	for i := range m.visit.Rows(editor.Items) + 1 {
		if ref.Section == string(editor.Items) && ref.Row == i {
			focus = len(lines)
		}
		lines = append(lines, m.procedureRow(m.form, func(f domain.Field) form.Key { return itemAt(i, f) }, w))
	}
	lines = append(lines, "", t.Label.Text(layout.Cut("   "+layout.Pad(labels.HomeVisitPatients(m.visit.Rows(editor.Patients)), personWidth)+" "+layout.Pad(labels.BillRef, refWidth)+labels.PanelTitle, w)))
	for i := range m.visit.Rows(editor.Patients) + 1 {
		if m.row() == i {
			focus = len(lines)
		}
		lines = append(lines, m.patientRow(i, w))
	}
	return lines, focus
}

// procedureRow draws a procedure of any form: the common ones and a patient's own.
func (m *model) procedureRow(f *form.Form, ref func(domain.Field) form.Key, w int) string {
	row := rowOf(f, ref)
	code := ref(domain.FieldItemCode)
	on := f.Focused(code) || f.Focused(ref(domain.FieldItemPosition)) || f.Focused(ref(domain.FieldItemPrice))
	mark := "   "
	switch {
	case on:
		mark = " " + theme.GlyphCursor + " "
	case row == domain.DraftItem{}:
		mark = " + "
	}
	name := max(w-3-codeWidth-posWidth-priceWidth-2, 1)
	if row.Code == "" || f.Focused(code) && (f.Modal() || m.visit.Procedure(row.Code).Code == "") { // being searched, or no code
		return layout.Pad(mark+f.Cell(code, codeWidth+name), w)
	}
	price := f.Cell(ref(domain.FieldItemPrice), priceWidth)
	p := m.visit.Procedure(row.Code)
	if !f.Focused(ref(domain.FieldItemPrice)) && row.Price == "" {
		price = ""
		if p.Code != "" && !p.ActualCost {
			price = p.Price.String()
		}
	}
	return layout.Pad(mark+layout.Pad(f.Cell(code, codeWidth-1), codeWidth)+layout.Pad(text.Safe(p.Name), name)+" "+
		layout.Pad(f.Cell(ref(domain.FieldItemPosition), posWidth-1), posWidth)+layout.PadLeft(price, priceWidth), w)
}

func (m *model) patientRow(i, w int) string {
	on := m.row() == i
	mark := "   "
	switch {
	case on:
		mark = " " + theme.GlyphCursor + " "
	case i == m.visit.Rows(editor.Patients):
		mark = " + "
	}
	number := patientAt(i, domain.FieldPerson)
	if i == m.visit.Rows(editor.Patients) {
		return layout.Pad(mark+m.form.Cell(number, max(w-4, 1)), w)
	}
	sum, state := "", " "
	if at := m.visit.BillOf(i); at >= 0 && at < len(m.checked.Bills) {
		sum, state = m.checked.Bills[at].Sum().String(), m.state(at)
	}
	if m.lookupFailed(i) {
		level := m.of(m.visit.Patient(i).Person).level
		state = level.Style(m.env.Theme).Text(level.Glyph())
	}
	words := max(w-3-personWidth-1-refWidth-priceWidth-3, 1)
	said, style := m.words(m.visit.Patient(i))
	return layout.Pad(mark+layout.Pad(m.form.Cell(number, personWidth), personWidth)+" "+
		layout.Pad(m.form.Cell(patientAt(i, domain.FieldBillRef), refWidth-1), refWidth)+
		style.Text(layout.Pad(layout.Cut(said, words), words))+layout.PadLeft(sum, priceWidth)+" "+state, w)
}

// words are a patient's right and exceptions: "N1 · utan 311 · även 301 16".
func (m *model) words(pt domain.VisitPatient) (string, theme.SGR) {
	k := m.of(pt.Person)
	switch {
	case k == nil && strings.TrimSpace(pt.Person) != "":
		if _, ok := m.visit.PersonID(pt.Person); !ok {
			return theme.GlyphError + " " + labels.HomeVisitWrong, m.env.Theme.Error
		}
		return "", ""
	case k == nil:
		return "", ""
	case !k.done:
		return labels.BillSearching, m.env.Theme.Faint
	case k.said != (text.Sentence{}):
		return k.level.Glyph() + " " + k.said.What, k.level.Style(m.env.Theme)
	}
	right := labels.BillRecentNone
	if e, ok := k.facts.Entitlement(m.visit.Support(pt.Person), m.visit.On()); ok {
		right = text.Safe(e.Category)
	}
	if fee := m.visit.Fee(pt.Person); m.visit.Plan().Fees && fee.Reason == rules.FeeTaken {
		right += " · " + labels.HomeVisitFeeTaken
	}
	return right + labels.HomeVisitDiffers(m.visit.Differences(pt)), ""
}

// state is the glyph of the worst that is found on a bill.
func (m *model) state(bill int) string {
	worst := m.env.Theme.OK.Text(theme.GlyphOK)
	for _, f := range m.checked.Findings {
		switch {
		case f.Bill != bill:
		case f.Severity == domain.SeverityError:
			return m.env.Theme.Error.Text(theme.GlyphError)
		default:
			worst = m.env.Theme.Warn.Text(theme.GlyphWarn)
		}
	}
	return worst
}
