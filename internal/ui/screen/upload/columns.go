package upload

import (
	"strconv"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/export"
	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/table"
)

// columns are the portal's four in its order, then line and field; what to do and
// the code are in the files only, for on screen the foot has them.
func (f *faults) columns() []table.Column[fault] {
	return []table.Column[fault]{
		{Title: labels.FaultClinic, Value: table.Plain(func(r fault) string { return text.Safe(r.Clinic) }), Min: 12, Max: 12, Priority: 1},
		{Title: labels.FaultBill, Value: table.Plain(func(r fault) string { return text.Safe(r.BillRef) }), Min: 14, Max: 14},
		{
			Title: labels.FaultPerson, Value: table.Plain(func(r fault) string { return r.person }),
			Export: func(r fault) export.Cell { return export.Text(r.Person) }, Min: 13, Max: 13,
		},
		{Title: labels.FaultSays, Value: f.says, Min: 16},
		{
			Title: labels.FaultLine, Value: table.Plain(func(r fault) string { return strconv.Itoa(r.Line) }), Order: func(r fault) int64 { return int64(r.Line) },
			Export: func(r fault) export.Cell { return export.Count(int64(r.Line)) }, Min: 5, Max: 7, Right: true,
		},
		{Title: labels.FaultField, Value: table.Plain(func(r fault) string { return text.Safe(field(r.Path)) }), Min: 12, Max: 14, Priority: 2},
		{Title: labels.FaultDo, Value: table.Plain(func(r fault) string { return r.Do }), Max: 40, FileOnly: true},
		{Title: labels.FaultCode, Value: table.Plain(func(r fault) string { return text.Safe(r.Code) }), Max: 20, FileOnly: true},
	}
}

// says is the message behind its sign.
func (f *faults) says(r fault) table.Cell {
	level := screen.LevelOf(r.Severity)
	return table.Cell{Text: level.Glyph() + " " + r.What, Style: level.Style(f.env.Theme)}
}

// field is the last element of a path, with its row: "item[2]/date".
func field(path string) string {
	parts := strings.Split(strings.TrimPrefix(path, "/"), "/")
	from := max(len(parts)-2, 0)
	if len(parts) > 1 && !strings.Contains(parts[from], "item") && !strings.Contains(parts[from], "fee") {
		from = len(parts) - 1
	}
	return strings.Join(parts[from:], "/")
}

func (f *faults) kindColumns() []table.Column[kind] {
	number := func(title string, n func(kind) int) table.Column[kind] {
		return table.Column[kind]{
			Title: title, Value: table.Plain(func(k kind) string { return text.Number(n(k)) }), Order: func(k kind) int64 { return int64(n(k)) },
			Export: func(k kind) export.Cell { return export.Count(int64(n(k))) }, Min: 9, Max: 9, Right: true,
		}
	}
	return []table.Column[kind]{
		number(labels.FaultHow, func(k kind) int { return k.findings }),
		number(labels.FaultOf, func(k kind) int { return k.bills }),
		{Title: labels.FaultSays, Value: func(k kind) table.Cell {
			return f.says(fault{Finding: finding(k.severity), Sentence: text.Sentence{What: k.says}})
		}, Min: 30},
	}
}

func finding(s domain.Severity) (f invoicefile.Finding) {
	f.Severity = s
	return f
}

// foot is the chosen finding's sentence and place.
func (f *faults) foot() (p page.Page) {
	r, ok := f.each.Chosen()
	if !ok || f.each.Opened() {
		return p
	}
	p.Say(screen.LevelOf(r.Severity), r.String())
	p.Say(page.Faint, labels.FaultAt(r.Line, r.Path))
	return p
}

func (f *faults) total() (left, right string) {
	return labels.FaultTotal(f.told.errors, f.told.warnings), ""
}

// details is what of a finding the table and its foot have no room for, below its row.
func (f *faults) details(r fault) (p page.Page) {
	p.RowAs(screen.LevelOf(r.Severity), labels.FaultSays, r.What)
	p.Row(labels.FaultDo, r.Do)
	p.Row(labels.FaultLine, labels.FaultLineOf(r.Line, r.Path))
	p.Row(labels.FaultField, text.Safe(r.Path))
	p.Row(labels.FaultCode, text.Safe(r.Code))
	p.Row(labels.FaultBill, text.Safe(r.BillRef))
	p.Row(labels.FaultPerson, r.person)
	return p
}
