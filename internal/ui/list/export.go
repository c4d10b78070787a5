package list

import (
	"context"
	"io"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/export"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/table"
)

// File says how a list leaves the program (D11). Name is that of the files, without
// extension; it names nobody.
type File struct {
	Out  screen.Out
	Name string
	More func() []screen.Action // other ways out, beside Excel and CSV; nil: none
}

// The keys of exporting.
var (
	exportKey = keys.New("x", labels.ExportKey, "x")
	excelKey  = keys.New("x", labels.ExportExcel, "x")
	csvKey    = keys.New("c", labels.ExportCSV, "c")
)

// saved tells where a file lies, or that it could not be written.
type saved struct {
	screen.Mark
	path string
	err  error
}

// Saved gives a step's command that writes a file and says where it lies.
func Saved(out screen.Out, name string, write func(io.Writer) error) tea.Cmd {
	return func() tea.Msg {
		path, err := out.Save(name, write)
		return saved{path: path, err: err}
	}
}

// Printed is Saved for a page that goes to the printer, or becomes a file where there
// is none.
func Printed(out screen.Out, name string, pdf []byte) tea.Cmd {
	return func() tea.Msg {
		path, err := out.PrintPDF(context.Background(), name, pdf)
		return saved{path: path, err: err}
	}
}

func (s saved) said() string {
	switch {
	case s.err != nil:
		return labels.ExportFailed
	case s.path == "":
		return labels.ExportPaper
	}
	return labels.ExportSaved(s.path)
}

// exports are the ways out that can be chosen; each ends the choice.
func (l *List[T]) exports() []screen.Action {
	save := func(extension string, write func(io.Writer, export.Table) error) func() screen.Step {
		return func() screen.Step {
			t := l.exported()
			return screen.Stay(Saved(l.spec.File.Out, l.spec.File.Name+extension, func(w io.Writer) error { return write(w, t) }))
		}
	}
	list := []screen.Action{{Key: excelKey, Do: save(".xlsx", export.WriteXLSX)}, {Key: csvKey, Do: save(".csv", export.WriteCSV)}}
	if l.spec.File.More != nil {
		list = append(list, l.spec.File.More()...)
	}
	for i, a := range list {
		list[i].Do = func() screen.Step { l.exporting = false; return a.Do() }
	}
	return append(list, screen.Action{Key: keys.As(no, labels.ExportNo), Do: func() screen.Step {
		l.exporting = false
		return screen.Stay(nil)
	}})
}

// exported is what the list shows, as it is now and in its order.
func (l *List[T]) exported() export.Table {
	t := export.Table{Title: l.spec.Title}
	var columns []table.Column[T]
	for _, c := range l.spec.Columns {
		if c.Title != "" && !c.Drawn {
			columns = append(columns, c)
			t.Columns = append(t.Columns, export.Column{Title: c.Title, Width: max(c.Min, c.Max)})
		}
	}
	rows := slices.Clone(l.table.Rows())
	t.Rows = func(yield func([]export.Cell) bool) {
		for _, row := range rows {
			cells := make([]export.Cell, len(columns))
			for i, c := range columns {
				cells[i] = c.Cell(row)
			}
			if !yield(cells) {
				return
			}
		}
	}
	return t
}

func (l *List[T]) exportQuestion() (p page.Page) {
	p.Space()
	p.Say(page.Strong, labels.ExportQuestion(len(l.table.Rows())))
	return p
}
