package table_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/table"
	"example.org/tandtui/internal/ui/theme"
	"example.org/tandtui/internal/ui/uitest"
)

type rows []string

func (r rows) Len() int         { return len(r) }
func (r rows) Key(i int) string { return r[i] }
func (r rows) Cell(i, c int) table.Cell {
	switch c {
	case 0:
		return table.Cell{Text: r[i]}
	case 1:
		return table.Cell{Text: "Under behandling, väntar på granskning"}
	case 2:
		return table.Cell{Text: "✗ avvisad", Style: "\x1b[31m"}
	}
	return table.Cell{Text: "16 150,00"}
}

func columns() []table.Column {
	return []table.Column{
		{Title: "OCR/Fakturanr", Min: 8, Max: 14},
		{Title: "Status", Min: 10, Priority: 1},
		{Title: "Läge", Min: 9, Max: 9, Priority: 2},
		{Title: "Belopp", Min: 10, Max: 12, Right: true},
	}
}

func made(n int) rows {
	r := make(rows, n)
	for i := range r {
		r[i] = fmt.Sprintf("2026-%05d", i)
	}
	return r
}

func press(t *testing.T, x *table.Table, names ...string) {
	t.Helper()
	for _, n := range names {
		if !x.Press(uitest.Key(t, n)) {
			t.Errorf("%s was not taken", n)
		}
	}
}

func selected(x *table.Table) string { _, key, _ := x.Selected(); return key }

func TestEveryLineIsExactlyTheWidth(t *testing.T) {
	for _, n := range []int{0, 1, 5, 10_000} {
		for _, z := range []layout.Size{{W: 80, H: 19}, {W: 120, H: 35}, {W: 40, H: 10}, {W: 25, H: 3}, {W: 7, H: 2}, {W: 1, H: 1}} {
			x := table.New(theme.FromEnv("dark"), columns()...)
			x.SetSource(made(n))
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
	x := table.New(theme.Plain(), columns()...)
	x.SetSource(made(1))
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
	x := table.New(theme.Plain(), columns()...)
	x.SetSource(made(100))
	_ = x.View(layout.Size{W: 80, H: 11})
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
	more := slices.Concat(rows{"ny 1", "ny 2", "ny 3"}, made(100))
	x.SetSource(more)
	if selected(x) != key || line() != before {
		t.Errorf("rows came in above: at %s line %d, was %s line %d", selected(x), line(), key, before)
	}
	if i, _, _ := x.Selected(); i != 23 {
		t.Error("index", i)
	}
	x.SetSource(slices.DeleteFunc(slices.Clone(more), func(s string) bool { return s == key }))
	if i, _, _ := x.Selected(); i != 23 {
		t.Error("a row that went leaves the selection at its place, not", i)
	}
	x.SetSource(rows{})
	if _, _, ok := x.Selected(); ok {
		t.Error("nothing to select")
	}
	x.SetSource(made(3))
	if selected(x) != "2026-00000" || !x.Select("2026-00002") || x.Select("finns inte") || selected(x) != "2026-00002" {
		t.Error("select by key:", selected(x))
	}
}

func TestMovingKeepsTheWindowFull(t *testing.T) {
	x := table.New(theme.Plain(), columns()...)
	x.SetSource(made(50))
	z := layout.Size{W: 80, H: 11} // ten rows
	_ = x.View(z)
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
	x := table.New(theme.FromEnv("dark"), columns()...)
	x.SetSource(made(3))
	for _, l := range strings.Split(x.View(layout.Size{W: 80, H: 4}), "\n") {
		if open, shut := strings.Count(l, "\x1b["), strings.Count(l, "\x1b[0m"); open != 2*shut {
			t.Errorf("%d sequences, %d of them ends: %q", open, shut, l)
		}
	}
}

// lazy makes its rows when asked, so that 100 000 cost no memory in the test.
type lazy int

func (n lazy) Len() int         { return int(n) }
func (n lazy) Key(i int) string { return keysOf[i%len(keysOf)] }
func (n lazy) Cell(i, c int) table.Cell {
	return table.Cell{Text: cells[(i+c)%len(cells)], Style: "\x1b[32m"}
}

var (
	keysOf = made(1000)
	cells  = []string{"2026-11-014", "Räkning under granskning", "16 150,00", "✓ klar", "19340512"}
	window = layout.Size{W: 110, H: 41}
	five   = []table.Column{{Title: "A", Min: 20, Max: 20}, {Title: "B", Min: 20, Max: 20}, {Title: "C", Min: 20, Max: 20}, {Title: "D", Min: 20, Max: 20}, {Title: "E", Min: 20, Max: 20}}
)

// BenchmarkTableKey is one key and the frame after it. Goals: 100k costs at
// most 1.1 of 100, and at most 3 of BenchmarkFloorRows.
func BenchmarkTableKey(b *testing.B) {
	for _, n := range []int{100, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			x := table.New(theme.FromEnv("dark"), five...)
			x.SetSource(lazy(n))
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
	src := lazy(100_000)
	b.ReportAllocs()
	for b.Loop() {
		var out strings.Builder
		out.Grow(window.W * window.H * 2)
		for i := range window.H - 1 {
			for c := range 5 {
				cell := src.Cell(i, c)
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
