package bill

import (
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/theme"
)

// Places of the screen, in cells and lines.
const (
	labelWidth = 14
	panelFrom  = 45  // the patient's compact card begins here
	wide       = 120 // from here on the whole card stands beside the bill
	panelLeast = 30
	bottom     = 3 // finding, what to do, sum: never scrolled away
	dateWidth  = 11
	codeWidth  = 7
	posWidth   = 7
	priceWidth = 11
)

func (m *model) View(z layout.Size) string {
	if m.ed == nil {
		return m.notReady(z)
	}
	w := z.W
	if z.W >= wide {
		w = z.W - cardWidth(z.W) - 1
	}
	head, hidden := m.headRoom(m.head(w, z.W < wide), z)
	shown, focus, away := m.grid(w, max(z.H-len(head)-1-bottom, 1))
	lines := append(head, m.gridHead(away, w))
	popupAt := len(lines) + focus + 1
	if ref, _ := m.form.Cursor(); ref.Row < 0 {
		popupAt = m.fieldLine(ref) - hidden + 1
	}
	lines = append(lines, shown...)
	for len(lines) < z.H-bottom {
		lines = append(lines, "")
	}
	lines = lines[:max(z.H-bottom, 0)]
	for i := range lines { // a row is never narrower than its columns
		if layout.Width(lines[i]) > w {
			lines[i] = layout.Pad(lines[i], w)
		}
	}
	if w < z.W {
		lines = m.besideCard(lines, w, cardWidth(z.W))
	}
	lines = append(lines, m.foot(z.W)...)
	return m.overlays(strings.Join(lines, "\n"), popupAt, z)
}

func (m *model) notReady(z layout.Size) string {
	if m.failed == (text.Sentence{}) {
		return ""
	}
	return "\n " + m.env.Theme.Error.Text(layout.Cut(theme.GlyphError+" "+m.failed.String(), z.W-2))
}

// billSpecs are the fields that belong to no row, with their labels.
func (m *model) billSpecs() []labelled {
	var list []labelled
	for _, l := range rowNames {
		if m.form.Has(form.Of(l.field)) {
			list = append(list, l)
		}
	}
	return list
}

type labelled struct {
	field domain.Field
	label string
}

var rowNames = []labelled{
	{domain.FieldPerson, labels.BillPerson},
	{domain.FieldSupport, labels.BillSupport},
	{domain.FieldPriceList, labels.BillPriceListIs},
	{domain.FieldCareModel, labels.BillCareModelIs},
	{domain.FieldCategory, labels.BillCategoryIs},
	{domain.FieldApproval, labels.BillApprovalIs},
	{domain.FieldExemption, labels.BillExempt},
	{domain.FieldExemptionNo, labels.BillExemptNo},
	{domain.FieldExemptionFrom, labels.BillExemptFrom},
	{domain.FieldExemptionTo, labels.BillExemptTo},
	{domain.FieldFeeGround, labels.BillFeeGround},
	{domain.FieldInvoiceNo, labels.BillInvoiceNo},
	{domain.FieldBillRef, labels.BillRef},
	{domain.FieldComment, labels.BillCommentIs},
}

func (m *model) field(l labelled, w int) string {
	ref := form.Of(l.field)
	mark, style := " ", m.env.Theme.Label
	if m.form.Focused(ref) {
		mark, style = theme.GlyphCursor, m.env.Theme.Select
	}
	room := w - labelWidth - 4
	if m.ed.IsSuggested(l.field) {
		said := m.env.Theme.Faint.Text(labels.BillAsLast)
		cell := layout.Pad(m.form.Cell(ref, room-layout.Width(said)-1)+" "+said, room)
		return mark + style.Text(layout.Pad(l.label, labelWidth)) + cell + " " + m.form.Mark(ref)
	}
	return mark + style.Text(layout.Pad(l.label, labelWidth)) + layout.Pad(m.form.Cell(ref, room), room) + " " + m.form.Mark(ref)
}

// gridHead is the heading of the rows; away is what it says of those out of sight.
func (m *model) gridHead(away string, w int) string {
	name := w - dateWidth - codeWidth - posWidth - priceWidth - 6
	return m.env.Theme.Label.Text(layout.Cut("   "+layout.Pad(labels.BillDate, dateWidth)+layout.Sides(labels.BillProcedure, away, codeWidth+max(name, 1))+" "+layout.Pad(labels.BillPosition, posWidth)+layout.PadLeft(labels.BillPrice, priceWidth), w))
}

// gridLine is a line of the grid before it is drawn.
type gridLine struct {
	row   int
	below domain.Field // a field of the row that stands below it; "": the row itself
	said  string       // about the visits, below all rows
}

// grid draws the rows that n lines have room for and tells on which of them the
// focus is, and what is away above and below. Rows out of sight cost nothing.
func (m *model) grid(w, n int) (lines []string, focus int, away string) {
	var all []gridLine
	here, _ := m.form.Cursor()
	items := len(m.raw().Items)
	for i := range items + 1 {
		if i == here.Row {
			focus = len(all)
		}
		all = append(all, gridLine{row: i})
		for _, f := range belowRow {
			if m.form.Has(cell(i, f.field)) {
				all = append(all, gridLine{row: i, below: f.field})
			}
		}
	}
	for _, l := range m.feeLines(w) {
		all = append(all, gridLine{said: l})
	}
	shown, from := around(all, focus, n)
	away = labels.RowsAway(rowsOf(all[:from], items), rowsOf(all[from+len(shown):], items))
	for _, l := range shown {
		switch {
		case l.said != "":
			lines = append(lines, l.said)
		case l.below != "":
			lines = append(lines, m.fieldBelow(l, w))
		default:
			lines = append(lines, m.gridRow(l.row, l.row == here.Row, l.row == items, w))
		}
	}
	return lines, focus - from, away
}

// belowRow are the fields that stand on lines of their own below their row.
var belowRow = []labelled{
	{domain.FieldItemPerformer, labels.BillPerformer},
	{domain.FieldItemComment, labels.BillItemComment},
}

func (m *model) fieldBelow(l gridLine, w int) string {
	at := slices.IndexFunc(belowRow, func(b labelled) bool { return b.field == l.below })
	label := "   " + layout.Spaces(dateWidth) + layout.Pad(belowRow[at].label, codeWidth*2)
	return m.env.Theme.Faint.Text(label) + m.form.Cell(cell(l.row, l.below), max(w-dateWidth-codeWidth*2-6, 5))
}

// rowsOf counts the rows among lines, without the empty one after the last.
func rowsOf(lines []gridLine, items int) (n int) {
	for _, l := range lines {
		if l.said == "" && l.below == "" && l.row < items {
			n++
		}
	}
	return n
}

func (m *model) gridRow(i int, on, last bool, w int) string {
	ref := func(f domain.Field) form.Key { return cell(i, f) }
	t, name := m.env.Theme, w-dateWidth-codeWidth-posWidth-priceWidth-6
	mark := "   "
	switch {
	case on:
		mark = " " + theme.GlyphCursor + " "
	case last:
		mark = " + "
	}
	var b strings.Builder
	if on {
		t.Select.Write(&b, mark)
	} else {
		b.WriteString(mark)
	}
	b.WriteString(layout.Pad(m.form.Cell(ref(domain.FieldItemDate), dateWidth-1), dateWidth))
	row := m.ed.Row(i)
	code := ref(domain.FieldItemCode)
	if m.choosing() && m.form.Focused(code) || m.ed.Procedure(row).Code == "" { // text that is not a code is shown in full
		b.WriteString(layout.Pad(m.noCode(i, codeWidth+max(name, 1)), codeWidth+max(name, 1)) + " ")
	} else {
		room := codeWidth - 1
		if m.form.Focused(code) && layout.Width(row.Code) >= room {
			room++ // for the cursor behind it
		}
		b.WriteString(layout.Pad(m.form.Cell(code, room), room+1) + layout.Pad(text.Safe(m.ed.Procedure(row).Name), max(codeWidth+name-room-1, 1)) + " ")
	}
	if last && row.Code == "" {
		return b.String()
	}
	b.WriteString(layout.Pad(m.form.Cell(ref(domain.FieldItemPosition), posWidth-1), posWidth))
	b.WriteString(layout.PadLeft(m.priceCell(i), priceWidth) + " " + m.rowMark(i))
	return layout.Cut(b.String(), w)
}

// noCode is the cell of a procedure that is not a known code yet: what is typed,
// and what Enter makes of it.
func (m *model) noCode(i, w int) string {
	code := cell(i, domain.FieldItemCode)
	said, typed := m.codeSaid(i), layout.Width(m.form.Value(code))+1
	if said == "" || typed+1+layout.Width(said) > w {
		return m.form.Cell(code, w)
	}
	return layout.Pad(m.form.Cell(code, typed), typed) + " " + m.env.Theme.Faint.Text(said)
}

// codeSaid is what stands behind the cursor in a new row's procedure where a date is
// typed, "" for nothing.
func (m *model) codeSaid(i int) string {
	code := cell(i, domain.FieldItemCode)
	d, ok := m.ed.DateIn(refOf(code))
	if !ok || !m.form.Focused(code) {
		return ""
	}
	return labels.BillDateTyped(d)
}

// priceCell is what the row costs: typed, or as the check read it from the list.
func (m *model) priceCell(i int) string {
	ref := cell(i, domain.FieldItemPrice)
	typed := m.form.Value(ref)
	if _, err := domain.ParseOre(typed); m.form.Focused(ref) || typed != "" && err != nil {
		return m.form.Cell(ref, priceWidth)
	}
	if m.ed.Bill() >= len(m.ed.Checked().Bills) || i >= len(m.ed.Checked().Bills[m.ed.Bill()].Items) || m.ed.Procedure(m.ed.Row(i)).Code == "" {
		if typed != "" {
			return m.form.Cell(ref, priceWidth)
		}
		return "" // a price of a code that does not exist would look like a real one
	}
	return m.ed.Checked().Bills[m.ed.Bill()].Items[i].Price.String() // a fee typed without sign is one all the same
}

// rowMark is the glyph of the worst finding of a row.
func (m *model) rowMark(i int) string {
	worst := " "
	for _, f := range domain.FieldsOf(domain.OfItem) {
		ref := cell(i, f.Name)
		if n, ok := m.form.Note(ref); ok && (worst == " " || n.Severity == domain.SeverityError) {
			worst = m.form.Mark(ref)
		}
	}
	return worst
}

// around gives the n lines in which line at is seen, and where they begin.
func around[T any](lines []T, at, n int) ([]T, int) {
	from := max(min(at-n/2, len(lines)-n), 0)
	return lines[from:min(from+n, len(lines))], from
}

// overlays lays an open list under its field, or a box over the bill.
func (m *model) overlays(view string, popupAt int, z layout.Size) string {
	if m.box != nil {
		return overBill(view, m.box.view(m, z), z)
	}
	ref, _ := m.form.Cursor()
	if ref.Row >= 0 {
		return m.rowPopup(view, popupAt-1, z)
	}
	if box, open := m.form.Popup(layout.Size{W: min(z.W-labelWidth-2, 60)}); open {
		return layout.Overlay(view, box, labelWidth, popupAt, z)
	}
	return view
}

func (m *model) fieldLine(ref form.Key) int {
	line := 0
	if m.ed.Bills() > 1 {
		line++
	}
	for i, s := range m.billSpecs() {
		if form.Of(s.field) == ref {
			return line + i
		}
	}
	return line
}
