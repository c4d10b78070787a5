package list

import (
	"slices"
	"strings"

	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/page"
)

// wide is the width from which a pane stands beside the table, sideWidth its own.
const (
	wide      = 120
	sideWidth = 39
)

// periodWidth is the place of "2026-10-24 till 2026-11-23" with its cursor.
const periodWidth = 28

// headLines is the number of lines above the table: the search, and what is said
// below it.
func (l *List[T]) headLines() int {
	if l.spec.Period != nil || l.spec.Said != nil {
		return 2
	}
	return 1
}

// tableSize is the table's part of a list's size, while no question is asked.
func (l *List[T]) tableSize(z layout.Size) layout.Size {
	if z.W >= wide && l.spec.Side != nil {
		z.W -= sideWidth + 1
	}
	return layout.Size{W: z.W, H: max(z.H-l.headLines()-l.spec.FootLines, 1)}
}

// Resize sets the size that View will be asked for.
func (l *List[T]) Resize(z layout.Size) {
	l.size = z
	l.table.Resize(l.tableSize(z))
}

// View draws the list, z in all.
func (l *List[T]) View(z layout.Size) string {
	head := l.searchLine(z.W)
	if l.headLines() > 1 {
		head += "\n" + l.periodLine(z.W)
	}
	body := layout.Size{W: z.W, H: max(z.H-l.headLines(), 1)}
	return head + "\n" + layout.Fit(l.body(body), body)
}

func (l *List[T]) body(z layout.Size) string {
	if z.W >= wide && l.spec.Side != nil {
		left := layout.Size{W: z.W - sideWidth - 1, H: z.H}
		return layout.Columns(layout.Fit(l.tableAndFoot(left), left), l.side(layout.Size{W: sideWidth, H: z.H}), left.W, 1)
	}
	return l.tableAndFoot(z)
}

// instead is what is shown in place of the table: why there are no rows.
func (l *List[T]) instead() (s page.Page) {
	switch {
	case l.code != "":
		s.Say(page.Error, text.Error(l.code).String())
	case !l.loaded:
		s.Say(page.Plain, " ")
	case len(l.table.Rows()) > 0:
	case l.Text() != "" && l.spec.NoMatch != "":
		s.SayIn(page.Plain, l.spec.NoMatch, 2)
	default:
		s.SayIn(page.Plain, l.spec.Empty, 2)
	}
	return s
}

func (l *List[T]) tableAndFoot(z layout.Size) string {
	foot, lines := l.foot(), l.spec.FootLines
	look := page.Look{Theme: l.theme, Width: z.W - 1, Margin: 1}
	drawn := foot.Lines(look)
	if l.below() { // a question is read to its end
		lines = min(max(lines, len(drawn)), max(z.H*2/3, lines))
	}
	drawn = l.fitFoot(drawn, lines, z.W)
	top := layout.Size{W: z.W, H: max(z.H-lines, 1)}
	out := layout.Fit(l.rows(top), top)
	if lines == 0 {
		return out
	}
	return out + "\n" + strings.Join(drawn, "\n")
}

// fitFoot gives a foot its lines. Where it is too long it says so; a total stays
// below it.
func (l *List[T]) fitFoot(drawn []string, lines, w int) []string {
	if l.spec.Total != nil && !l.below() {
		var p page.Page
		p.Total(l.spec.Total())
		total := p.Lines(page.Look{Theme: l.theme, Width: w - 1, Margin: 1})
		return append(cutFoot(drawn, lines-1, w), total[0])
	}
	return cutFoot(drawn, lines, w)
}

func cutFoot(drawn []string, lines, w int) []string {
	if len(drawn) > lines && lines > 0 {
		drawn = slices.Clone(drawn[:lines])
		drawn[lines-1] = layout.CutMark(drawn[lines-1], w)
	}
	return append(slices.Clone(drawn), make([]string, max(lines-len(drawn), 0))...)
}

// rows is the table, or what is said in its place.
func (l *List[T]) rows(z layout.Size) string {
	if said := l.instead(); !said.Empty() {
		return strings.Join(said.Lines(page.Look{Theme: l.theme, Width: z.W - 1, Margin: 1}), "\n")
	}
	return l.table.Open(z, l.details(z))
}

func (l *List[T]) foot() page.Page {
	switch {
	case l.asked != nil:
		var s page.Page
		s.Space()
		s.Add(l.asked.Text())
		return s
	case l.exporting:
		return l.exportQuestion()
	case l.choice != nil:
		return l.choice.page()
	case l.spec.Foot != nil:
		return l.spec.Foot()
	}
	return page.Page{}
}

// detailMargin and detailLabel are the layout of an opened row's details.
const (
	detailMargin = 5
	detailLabel  = 18
)

func (l *List[T]) allDetails(w int) []string {
	row, ok := l.Chosen()
	if !ok || !l.opened || l.spec.Details == nil {
		return nil
	}
	s := l.spec.Details(row)
	return s.Lines(page.Look{Theme: l.theme, Width: w - 1, Margin: detailMargin, Label: detailLabel})
}

// details are those lines of the opened row that are scrolled to.
func (l *List[T]) details(z layout.Size) []string {
	lines := l.allDetails(z.W)
	room := max(z.H-2, 0)
	off := max(min(l.off, len(lines)-room), 0)
	return lines[off:min(off+room, len(lines))]
}

// hidden is how many lines of the opened row do not fit.
func (l *List[T]) hidden() int {
	z := l.tableSize(l.size)
	return max(len(l.allDetails(z.W))-max(z.H-2, 0), 0)
}

// side is the pane of the chosen row.
func (l *List[T]) side(z layout.Size) string {
	row, ok := l.Chosen()
	if !ok {
		return ""
	}
	s := l.spec.Side(row)
	lines := s.Lines(page.Look{Theme: l.theme, Width: z.W, Label: labelWidth})
	if len(lines) > z.H {
		lines = append(lines[:z.H-1], l.theme.Faint.Text(labels.More(len(lines)-z.H+1)))
	}
	return strings.Join(lines, "\n")
}

// labelWidth is the column of names in the pane.
const labelWidth = 14

func (l *List[T]) searchLine(w int) string {
	right := l.count()
	if l.spec.Period != nil {
		right = l.line.Value(periodField)
		if l.typing && l.line.Focused(periodField) {
			right = l.line.Cell(periodField, periodWidth)
		}
	}
	room := max(w-max(layout.Width(right), periodWidth)-8, 5)
	find := layout.Cut(l.Text(), room)
	if l.typing && l.line.Focused(searchField) {
		find = l.line.Cell(searchField, room)
	}
	return layout.Sides(" "+l.theme.Label.Text(labels.ListSearch+": ")+find, right+" ", w)
}

func (l *List[T]) count() string {
	if !l.loaded || l.code != "" || l.spec.Count == nil {
		return ""
	}
	return l.spec.Count(len(l.table.Rows()), len(l.all))
}

// periodLine shows how a period is written while one is typed, and that it cannot
// be read; until it can, the list shows the one before.
func (l *List[T]) periodLine(w int) string {
	s := l.periodSaid()
	if s.Empty() {
		return ""
	}
	look := page.Look{Theme: l.theme, Width: w - 1, Margin: 1}
	lines := s.Lines(look)
	if len(lines) > 1 { // it has one line here: what is left out is told
		look.Width -= 2
		return s.Lines(look)[0] + " …"
	}
	return layout.Cut(strings.Join(lines, ""), w)
}

func (l *List[T]) periodSaid() (s page.Page) {
	switch {
	case l.bad:
		s.Say(page.Error, labels.ListBadPeriod)
	case l.typing && l.line.Focused(periodField):
		s.Say(page.Faint, labels.ListPeriodHint)
	case l.spec.Said != nil:
		return l.spec.Said()
	}
	return s
}

// Outline is the whole list.
func (l *List[T]) Outline() (o outline.Outline) {
	o = append(o, l.line.Outline()...)
	said := l.periodSaid()
	o = append(o, said.Outline()...)
	if count := l.count(); count != "" {
		o = append(o, outline.Sentence{Text: count})
	}
	if instead := l.instead(); !instead.Empty() {
		o = append(o, instead.Outline()...)
	} else {
		o = append(o, l.table.Outline(l.spec.Title))
	}
	row, ok := l.Chosen()
	if ok && l.opened && l.spec.Details != nil {
		s := l.spec.Details(row)
		o = append(o, s.Outline()...)
	}
	if ok && l.spec.Side != nil {
		s := l.spec.Side(row)
		o = append(o, s.Outline()...)
	}
	foot := l.foot()
	if l.spec.Total != nil && !l.below() {
		foot.Total(l.spec.Total())
	}
	return append(o, foot.Outline()...)
}
