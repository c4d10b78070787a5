package list_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/table"
	"example.org/tandtui/internal/ui/theme"
	"example.org/tandtui/internal/ui/uitest"
)

type row struct {
	id, name string
	sum      domain.Ore
}

// world is a list on a screen of its own, with what was done to it.
type world struct {
	*list.List[row]
	opened []string // rows that Enter opened
	asked  []string // what the search was asked for
	moved  int
	period domain.Period
}

func rows() []row {
	return []row{{"1", "Örjan", 300_00}, {"2", "anna", 16_150_00}, {"3", "Bo", 100_00}}
}

// z is the size that lists are drawn in here.
var z = layout.Size{W: 60, H: 12}

func made(change func(*world, *list.Spec[row])) *world {
	w := &world{period: domain.Period{From: domain.MustDate("2026-10-24"), To: domain.MustDate("2026-11-23")}}
	spec := list.Spec[row]{
		Title: "Rader", Key: func(r row) string { return r.id }, Empty: "Inget här.", NoMatch: "Inget passar.",
		Columns: []table.Column[row]{
			{Title: "Namn", Value: func(r row) table.Cell { return table.Cell{Text: r.name} }, Min: 10},
			{Title: "Summa", Value: func(r row) table.Cell { return table.Cell{Text: r.sum.String()} }, Less: func(a, b row) bool { return a.sum < b.sum }, Min: 10, Max: 12, Right: true},
		},
		Find:  func(r row) string { return "ref" + r.id },
		Count: func(shown, all int) string { return fmt.Sprintf("Visar %d av %d", shown, all) },
		Moved: func() tea.Cmd { w.moved++; return nil },
	}
	spec.Actions = func() []screen.Action {
		r, ok := w.Chosen()
		if !ok {
			return nil
		}
		return []screen.Action{{Key: keys.Enter, Do: func() screen.Step {
			w.opened = append(w.opened, r.id)
			return screen.Stay(nil)
		}}}
	}
	if change != nil {
		change(w, &spec)
	}
	w.List = list.New(theme.Plain(), spec)
	w.Resize(z)
	return w
}

func open(t *testing.T, change func(*world, *list.Spec[row])) *world {
	t.Helper()
	w := made(change)
	w.SetRows(rows(), "")
	return w
}

func (w *world) press(t *testing.T, names ...string) {
	t.Helper()
	for _, n := range names {
		w.Update(uitest.Key(t, n))
	}
}

func (w *world) ids() string {
	var ids []string
	for _, r := range w.Rows() {
		ids = append(ids, r.id)
	}
	return strings.Join(ids, " ")
}

func (w *world) chosen() string { r, _ := w.Chosen(); return r.id }

func (w *world) says(t *testing.T, words ...string) {
	t.Helper()
	view := strings.ReplaceAll(w.View(z), "\u00a0", " ")
	for _, word := range words {
		if !strings.Contains(view, word) {
			t.Errorf("%q is not said:\n%s", word, view)
		}
	}
	uitest.CheckFrame(t, uitest.Fit(t, w.View(z), z), z)
	uitest.CheckTold(t, append(w.Outline(), screen.OutlineOf(w.Actions())...), w.View(z))
}

func TestSearchFiltersWhileTyping(t *testing.T) {
	for typed, want := range map[string]string{
		"orj": "1", "ÖR": "1", "A": "1 2", "16150": "2", "16 150": "2", "ref3": "3", "bo 100": "3", "finns inte": "",
	} {
		w := open(t, nil)
		w.press(t, "/")
		for _, r := range typed {
			w.press(t, string(r))
		}
		if w.ids() != want {
			t.Errorf("%q finds %q, want %q", typed, w.ids(), want)
		}
	}
	w := open(t, nil)
	w.press(t, "/", "x")
	w.says(t, "Sök: x_", "Inget passar.", "Visar 0 av 3")
	w.press(t, "esc")
	w.says(t, "Visar 3 av 3", "Örjan")
	if w.Typing() || w.Modal() {
		t.Error("Esc does not end the search")
	}
}

// The selection stays on its row when the rows are filtered, sorted, read anew.
func TestTheSelectionSticks(t *testing.T) {
	w := open(t, nil)
	w.press(t, "down")
	if w.chosen() != "2" || w.moved != 2 {
		t.Fatal(w.chosen(), w.moved)
	}
	w.press(t, "s", "s", "S")
	if w.chosen() != "2" {
		t.Error("sorted:", w.chosen())
	}
	w.SetRows(append([]row{{"9", "ny", 1}}, rows()...), "")
	if w.chosen() != "2" {
		t.Error("read anew:", w.chosen())
	}
	w.press(t, "/", "a", "down")
	if w.chosen() != "2" || !w.Modal() {
		t.Error("filtered:", w.chosen())
	}
	w.press(t, "esc")
	if w.chosen() != "2" || w.Modal() || len(w.Rows()) != 4 {
		t.Error("all again:", w.chosen())
	}
}

func TestEveryColumnSorts(t *testing.T) {
	w := open(t, nil)
	for i, want := range []string{"2 3 1", "3 1 2", "1 2 3"} { // by text, by amount, as it came
		w.press(t, "s")
		if w.ids() != want {
			t.Errorf("%d: %s, want %s", i, w.ids(), want)
		}
	}
	w.press(t, "s", "s", "S")
	w.says(t, "↓Summa")
	if w.ids() != "2 1 3" {
		t.Error("the other way round:", w.ids())
	}
}

func TestW13EnterInTheSearchOpensTheFirst(t *testing.T) {
	w := open(t, nil)
	w.press(t, "/", "b", "o", "enter")
	if fmt.Sprint(w.opened) != "[3]" || w.Typing() {
		t.Error(w.opened)
	}
	w.press(t, "/", "x", "enter")
	if len(w.opened) != 1 {
		t.Error("nothing matches, and something was opened:", w.opened)
	}
}

// Enter typed before the rows have come is for the rows to come.
func TestEnterWaitsForTheRowsAskedFor(t *testing.T) {
	w := open(t, func(w *world, s *list.Spec[row]) {
		s.Asked = func() tea.Cmd { w.asked = append(w.asked, w.Text()); return nil }
	})
	w.press(t, "/", "b", "o", "enter")
	if len(w.opened) != 0 || fmt.Sprint(w.asked) != "[b bo]" {
		t.Fatalf("%v %v", w.opened, w.asked)
	}
	w.SetRows(rows()[2:], "")
	if fmt.Sprint(w.opened) != "[3]" {
		t.Error(w.opened)
	}
	w.SetRows(rows(), "")
	if len(w.opened) != 1 {
		t.Error("opened twice:", w.opened)
	}
}

func TestWhatIsSaidInsteadOfRows(t *testing.T) {
	w := made(nil)
	if view := w.View(z); strings.Contains(view, "Inget") || w.Loaded() {
		t.Error("said to be empty before it was read:\n" + view)
	}
	w.SetRows(nil, "")
	w.says(t, "Inget här.", "Visar 0 av 0")
	w.SetRows(nil, "store.damaged")
	w.says(t, "✗ ")
	if slices.ContainsFunc(w.Actions(), func(a screen.Action) bool { return a.Key.Help().Key == "Enter" }) {
		t.Error("Enter is offered on nothing")
	}
}

func question(w *world, why *string) list.Question {
	return list.Question{
		Text: func() (p page.Page) { p.Say(page.Warn, "Radera rad 1, 300,00 kr?"); return p },
		Yes: screen.Action{Key: keys.New("j", "ja", "j"), Can: func() string { return *why }, Do: func() screen.Step {
			w.opened = append(w.opened, "ja")
			return screen.Stay(nil)
		}},
		No: "nej",
	}
}

// A question has all the keys; only its own does what it asks.
func TestAQuestionIsAnsweredByItsOwnKeys(t *testing.T) {
	why := ""
	w := open(t, nil)
	w.Ask(question(w, &why))
	w.says(t, "! Radera rad 1, 300,00 kr?")
	w.press(t, "enter", "down", "/", "s", "x")
	if len(w.opened) != 0 || w.chosen() != "1" || !w.Asking() || !w.Modal() {
		t.Fatal(w.opened, w.chosen())
	}
	for _, no := range []string{"esc", "n"} {
		w.Ask(question(w, &why))
		w.press(t, no)
		if len(w.opened) != 0 || w.Asking() {
			t.Fatal(no, "is no:", w.opened)
		}
	}
	w.Ask(question(w, &why))
	why = "fakturan har ändrats"
	if w.press(t, "j"); len(w.opened) != 0 || !w.Asking() {
		t.Fatal("done though it cannot be:", w.opened)
	}
	why = ""
	if w.press(t, "j"); fmt.Sprint(w.opened) != "[ja]" || w.Asking() {
		t.Fatal(w.opened)
	}
}

// An opened row is read line by line to its end, then the next row is chosen.
func TestAnOpenedRowIsReadToItsEnd(t *testing.T) {
	w := open(t, func(_ *world, s *list.Spec[row]) {
		s.Details = func(r row) (p page.Page) {
			for i := range 20 {
				p.Row("Rad", fmt.Sprint(r.id, "-", i))
			}
			return p
		}
	})
	w.Toggle()
	w.says(t, "1-0", "› Örjan")
	seen := ""
	for range 40 {
		seen += w.View(z)
		if w.chosen() != "1" {
			break
		}
		w.press(t, "down")
	}
	if !strings.Contains(seen, "1-19") || w.chosen() != "2" {
		t.Errorf("the end is not reached, at %s", w.chosen())
	}
	before := w.View(z)
	_, _ = w.View(layout.Size{W: 20, H: 5}), w.View(layout.Size{W: 120, H: 40})
	if w.View(z) != before {
		t.Error("a drawing moved something")
	}
	w.press(t, "esc")
	if w.Opened() {
		t.Error("Esc does not close the row")
	}
}

func TestPeriodIsAskedFor(t *testing.T) {
	w := open(t, func(w *world, s *list.Spec[row]) {
		s.Period, s.Today = &w.period, func() domain.Date { return domain.MustDate("2026-11-23") }
		s.Asked = func() tea.Cmd { w.asked = append(w.asked, w.period.From.String()); return nil }
	})
	w.press(t, "p")
	w.says(t, "2026-10-24 till 2026-11-23_", "Skriv antal dagar (30)")
	if first := w.Actions()[0].Key.Help(); first.Key != "Enter" || first.Desc != labels.ListShow {
		t.Errorf("Enter is said to %s", first.Desc)
	}
	w.press(t, "ctrl+u", "x", "enter")
	w.says(t, "✗ Perioden kan inte läsas")
	if len(w.asked) != 0 || !w.Typing() {
		t.Fatal(w.asked)
	}
	w.press(t, "ctrl+u", "7", "enter")
	if fmt.Sprint(w.asked) != "[2026-11-16]" || w.Typing() {
		t.Fatal(w.asked)
	}
	w.says(t, "2026-11-16 till 2026-11-23")
}

func TestPeriodsAsTheyAreTyped(t *testing.T) {
	today := domain.MustDate("2026-11-23")
	for typed, want := range map[string]string{
		"90": "2026-08-25 2026-11-23", "0": "2026-11-23 2026-11-23", "2026-11-01": "2026-11-01 2026-11-23",
		"2026-01-01 till 2026-03-31": "2026-01-01 2026-03-31", "20260101 20260331": "2026-01-01 2026-03-31", "2026-01-01–2026-03-31": "2026-01-01 2026-03-31",
		"hej": "", "2026-03-31 2026-01-01": "", "99999": "", "": "",
	} {
		p, ok := list.ReadPeriod(typed, today)
		if got := p.From.String() + " " + p.To.String(); ok != (want != "") || ok && got != want {
			t.Errorf("%q: %v %q, want %q", typed, ok, got, want)
		}
	}
}

func TestTheOutlineHasRowsThatDoNotFit(t *testing.T) {
	w := made(nil)
	var many []row
	for i := range 500 {
		many = append(many, row{fmt.Sprint(i), fmt.Sprint("rad", i), 1})
	}
	w.SetRows(many, "")
	for _, p := range w.Outline() {
		if table, ok := p.(outline.Table); ok {
			if table.Len != 500 || table.Row(499)[0] != "rad499" || table.Title != "Rader" {
				t.Errorf("%+v", table)
			}
			return
		}
	}
	t.Error("no table")
}

// BenchmarkListKey is a key and the frame after it. Goal: 10 000 rows cost at
// most 1.2 times 20.
func BenchmarkListKey(b *testing.B) {
	for _, n := range []int{20, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			w := made(nil)
			var many []row
			for i := range n {
				many = append(many, row{fmt.Sprint(i), fmt.Sprint("rad", i), 1})
			}
			w.SetRows(many, "")
			k := uitest.Key(b, "down")
			for b.Loop() {
				w.Update(k)
				_ = w.View(z)
				_ = screen.Bindings(w.Actions())
			}
		})
	}
}
