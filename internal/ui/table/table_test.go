package table_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/export"

	"github.com/charmbracelet/x/ansi"

	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/table"
	"example.org/tandtui/internal/ui/theme"
	"example.org/tandtui/internal/ui/uitest"
)

func name(s string) string { return s }

func fixed(title string, c table.Cell, least, most, priority int) table.Column[string] {
	return table.Column[string]{Title: title, Value: func(string) table.Cell { return c }, Min: least, Max: most, Priority: priority}
}

func columns() []table.Column[string] {
	sum := fixed("Belopp", table.Cell{Text: "16 150,00"}, 10, 12, 0)
	sum.Right = true
	return []table.Column[string]{
		{Title: "OCR/Fakturanr", Value: func(s string) table.Cell { return table.Cell{Text: s} }, Min: 8, Max: 14},
		fixed("Status", table.Cell{Text: "Under behandling, väntar på granskning"}, 10, 0, 1),
		fixed("Läge", table.Cell{Text: "✗ avvisad", Style: "\x1b[31m"}, 9, 9, 2),
		sum,
	}
}

func made(n int) []string {
	r := make([]string, n)
	for i := range r {
		r[i] = fmt.Sprintf("2026-%05d", i)
	}
	return r
}

func press(t *testing.T, x *table.Table[string], names ...string) {
	t.Helper()
	for _, n := range names {
		if !x.Press(uitest.Key(t, n)) {
			t.Errorf("%s was not taken", n)
		}
	}
}

func selected(x *table.Table[string]) string { row, _ := x.Selected(); return row }

func TestEveryLineIsExactlyTheWidth(t *testing.T) {
	for _, n := range []int{0, 1, 5, 10_000} {
		for _, z := range []layout.Size{{W: 80, H: 19}, {W: 120, H: 35}, {W: 40, H: 10}, {W: 25, H: 3}, {W: 7, H: 2}, {W: 1, H: 1}} {
			x := table.New(theme.FromEnv("dark"), name, columns()...)
			x.SetRows(made(n))
			for i, l := range strings.Split(x.View(z), "\n") {
				if w := ansi.StringWidth(l); w != z.W {
					t.Fatalf("%d rows %v line %d: %d cells %q", n, z, i, w, l)
				}
			}
			if got, want := strings.Count(x.View(z), "\n"), min(n, z.H-1); got != want {
				t.Errorf("%d rows in %v: %d drawn, want %d", n, z, got, want)
			}
		}
	}
}

func TestColumnsGoByPriority(t *testing.T) {
	x := table.New(theme.Plain(), name, columns()...)
	x.SetRows(made(1))
	for w, want := range map[int]string{
		80: "OCR/Fakturanr Status Läge Belopp",
		47: "OCR/F… Status Läge Belopp",
		41: "OCR/Fakturanr Status Belopp",
		28: "OCR/F… Belopp",
	} {
		head, _, _ := strings.Cut(x.View(layout.Size{W: w, H: 2}), "\n")
		got := strings.Join(strings.Fields(head), " ")
		if w != 47 && w != 28 && got != want {
			t.Errorf("%d: %q, want %q", w, got, want)
		}
		if strings.Count(got, " ") != strings.Count(want, " ") {
			t.Errorf("%d: %q has other columns than %q", w, got, want)
		}
	}
}

func TestSelectionSticksToItsRow(t *testing.T) {
	x := table.New(theme.Plain(), name, columns()...)
	x.SetRows(made(100))
	x.Resize(layout.Size{W: 80, H: 11})
	for range 20 {
		press(t, x, "down")
	}
	key := selected(x)
	line := func() int {
		for i, l := range strings.Split(x.View(layout.Size{W: 80, H: 11}), "\n") {
			if strings.Contains(l, "›") {
				return i
			}
		}
		return -1
	}
	before := line()
	more := slices.Concat([]string{"ny 1", "ny 2", "ny 3"}, made(100))
	x.SetRows(more)
	if selected(x) != key || line() != before {
		t.Errorf("rows came in above: at %s line %d, was %s line %d", selected(x), line(), key, before)
	}
	if x.Rows()[23] != selected(x) {
		t.Error("index", slices.Index(x.Rows(), selected(x)))
	}
	x.SetRows(slices.DeleteFunc(slices.Clone(more), func(s string) bool { return s == key }))
	if selected(x) != x.Rows()[23] {
		t.Error("a row that went leaves the selection at its place, not", selected(x))
	}
	x.SetRows(nil)
	if _, ok := x.Selected(); ok {
		t.Error("nothing to select")
	}
	x.SetRows(made(3))
	if selected(x) != "2026-00000" || !x.Select("2026-00002") || x.Select("finns inte") || selected(x) != "2026-00002" {
		t.Error("select by key:", selected(x))
	}
}

func TestMovingKeepsTheWindowFull(t *testing.T) {
	x := table.New(theme.Plain(), name, columns()...)
	x.SetRows(made(50))
	z := layout.Size{W: 80, H: 11} // ten rows
	x.Resize(z)
	for _, step := range []struct{ key, want string }{
		{"up", "2026-00000"},
		{"pgdown", "2026-00010"},
		{"end", "2026-00049"},
		{"down", "2026-00049"},
		{"pgup", "2026-00039"},
		{"home", "2026-00000"},
	} {
		press(t, x, step.key)
		view := x.View(z)
		if selected(x) != step.want || !strings.Contains(view, "› "+step.want) || strings.Count(view, "\n") != 10 {
			t.Errorf("%s: at %s\n%s", step.key, selected(x), view)
		}
	}
	if x.Press(uitest.Key(t, "enter")) {
		t.Error("Enter is the screen's")
	}
}

func TestColourDoesNotLeak(t *testing.T) {
	x := table.New(theme.FromEnv("dark"), name, columns()...)
	x.SetRows(made(3))
	for _, l := range strings.Split(x.View(layout.Size{W: 80, H: 4}), "\n") {
		if open, shut := strings.Count(l, "\x1b["), strings.Count(l, "\x1b[0m"); open != 2*shut {
			t.Errorf("%d sequences, %d of them ends: %q", open, shut, l)
		}
	}
}

var (
	keysOf = made(1000)
	cells  = []string{"2026-11-014", "Räkning under granskning", "16 150,00", "✓ klar", "19340512"}
	window = layout.Size{W: 110, H: 41}
)

// five are columns that make their cells when asked, so that 100 000 rows cost
// the benchmark no memory.
func five() (list []table.Column[int]) {
	for c := range 5 {
		list = append(list, table.Column[int]{Title: string(rune('A' + c)), Min: 20, Max: 20, Value: func(i int) table.Cell { return cell(i, c) }})
	}
	return list
}

func cell(i, c int) table.Cell {
	return table.Cell{Text: cells[(i+c)%len(cells)], Style: "\x1b[32m"}
}

func numbers(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

// BenchmarkTableKey is one key and the frame after it. Goals: 100k costs at
// most 1.1 of 100, and at most 3 of BenchmarkFloorRows.
func BenchmarkTableKey(b *testing.B) {
	for _, n := range []int{100, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			x := table.New(theme.FromEnv("dark"), func(i int) string { return keysOf[i%len(keysOf)] }, five()...)
			x.SetRows(numbers(n))
			x.Resize(window)
			k := uitest.Key(b, "down")
			b.ReportAllocs()
			for b.Loop() {
				x.Press(k)
				_ = x.View(window)
			}
		})
	}
}

// BenchmarkFloorRows writes the same cells with no table at all: cut and padded
// by width into one builder.
func BenchmarkFloorRows(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		var out strings.Builder
		out.Grow(window.W * window.H * 2)
		for i := range window.H - 1 {
			for c := range 5 {
				cell := cell(i, c)
				s := layout.Cut(cell.Text, 20)
				out.WriteString(string(cell.Style))
				out.WriteString(s)
				out.WriteString("\x1b[0m")
				out.WriteString(layout.Spaces(22 - layout.Width(s)))
			}
			out.WriteByte('\n')
		}
	}
}

func TestDetailsStandBelowTheirRow(t *testing.T) {
	x := table.New(theme.Plain(), name, columns()...)
	x.SetRows(made(50))
	z := layout.Size{W: 40, H: 11}
	x.Resize(z)
	press(t, x, "pgdown")
	lines := strings.Split(x.Open(z, []string{"  ett", "  två"}), "\n")
	at := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "› 2026-00010") })
	if len(lines) != z.H || at < 0 || strings.TrimSpace(lines[at+1]) != "ett" || strings.TrimSpace(lines[at+2]) != "två" {
		t.Errorf("at %d of %d\n%s", at, len(lines), strings.Join(lines, "\n"))
	}
	long := slices.Repeat([]string{"rad"}, 100)
	if view := x.Open(z, long); strings.Count(view, "\n") != z.H-1 || !strings.Contains(view, "› 2026-00010") {
		t.Errorf("a long text hides its row or the end:\n%s", view)
	}
}

func TestC9DrawingChangesNothing(t *testing.T) {
	x := table.New(theme.Plain(), name, columns()...)
	x.SetRows(made(50))
	z := layout.Size{W: 80, H: 11}
	x.Resize(z)
	press(t, x, "pgdown", "up")
	before := x.View(z)
	for _, other := range []layout.Size{{W: 40, H: 3}, {W: 120, H: 40}, {W: 7, H: 2}} {
		_ = x.View(other)
		_ = x.Open(other, []string{"mer"})
	}
	if after := x.View(z); after != before {
		t.Errorf("a drawing in another size moved the window:\n%s\nwas\n%s", after, before)
	}
}

func TestOneColumnSortsAndExports(t *testing.T) {
	length := table.Column[string]{
		Value: func(s string) table.Cell { return table.Cell{Text: "visas"} },
		Less:  func(a, b string) bool { return len(a) < len(b) }, Export: func(s string) export.Cell { return export.Text(s + "!") },
	}
	given := []string{"bbb", "A", "cc", "a", "dd"}
	for _, c := range []struct {
		column     table.Column[string]
		text       string
		rise, fall string
	}{
		{length, "visas", "A a cc dd bbb", "bbb cc dd A a"},
		{table.Column[string]{Value: table.Plain(func(s string) string { return "visas" }), Order: func(s string) int64 { return -int64(len(s)) }}, "visas", "bbb cc dd A a", "A a cc dd bbb"},
		{table.Column[string]{Value: func(s string) table.Cell { return table.Cell{Text: s} }}, "x", "A a bbb cc dd", "dd cc bbb A a"},
	} {
		rise, fall := strings.Join(c.column.Sort(given, false), " "), strings.Join(c.column.Sort(given, true), " ")
		if c.column.Text("x") != c.text || rise != c.rise || fall != c.fall {
			t.Errorf("%q, %q, %q", c.column.Text("x"), rise, fall)
		}
	}
	if length.Cell("x").String() != "x!" {
		t.Errorf("a file has %q", length.Cell("x"))
	}
	if strings.Join(given, " ") != "bbb A cc a dd" {
		t.Error("the rows given were moved:", given)
	}
}

func TestTheSortedColumnIsMarked(t *testing.T) {
	x := table.New(theme.Plain(), name, columns()...)
	x.SetRows(made(1))
	z := layout.Size{W: 80, H: 2}
	for s, want := range map[table.Sorting]string{
		{Column: 0}:             "↑OCR/Fakturanr",
		{Column: 3, Down: true}: "↓Belopp",
		{Column: 1}:             "↑Status",
	} {
		x.MarkSorted(s)
		head, _, _ := strings.Cut(x.View(z), "\n")
		if !strings.Contains(head, want) || ansi.StringWidth(head) != z.W {
			t.Errorf("%v: %q", s, head)
		}
	}
	x.MarkSorted(table.Unsorted)
	if view := x.View(z); strings.ContainsAny(view, "↑↓") {
		t.Error(view)
	}
}

func TestOutlineHasColumnsAndRows(t *testing.T) {
	x := table.New(theme.Plain(), name, columns()...)
	if o := x.Outline("Fakturor"); o.Selected != -1 || o.Len != 0 || o.Columns[3] != "Belopp" {
		t.Errorf("%+v", o)
	}
	x.SetRows(made(3))
	press(t, x, "down")
	if o := x.Outline("Fakturor"); o.Selected != 1 || o.Len != 3 || o.Row(2)[0] != "2026-00002" || o.Row(2)[2] != "✗ avvisad" {
		t.Errorf("%+v %v", o, o.Row(2))
	}
}
