package editor

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
)

// Where a paste goes: rows into the rows, also from above if they are rows for
// sure; a text into its field; person numbers onto bills.
func TestWhereAPasteGoes(t *testing.T) {
	for name, c := range map[string]struct {
		at          Ref
		text        string
		ours        bool
		rows, bills int
	}{
		"rows into rows":            {row(0, domain.FieldItemCode), "101;16\n302", true, 2, 0},
		"rows from above":           {Of(domain.FieldPerson), "101;ig\n301;ig", true, 2, 0},
		"lines above that are none": {Of(domain.FieldBillRef), "A-1\nB-2", false, 0, 0},
		"one line":                  {row(0, domain.FieldItemCode), "101 16", false, 0, 0},
		"a spreadsheet's row":       {row(0, domain.FieldItemPosition), "101\t16", true, 1, 0},
		"teeth with a semicolon":    {row(0, domain.FieldItemPosition), "11;12", false, 0, 0},
		"lines into a comment":      {row(0, domain.FieldItemComment), "101;16\n302", false, 0, 0},
		"lines into the bill's":     {Of(domain.FieldComment), "101;16\n302", false, 0, 0},
		"numbers":                   {Of(domain.FieldPerson), anna + "\n" + fia, true, 0, 2},
		"one number":                {Of(domain.FieldPerson), anna, false, 0, 0},
		"a number and something":    {Of(domain.FieldPerson), anna + "\nx", false, 0, 0},
		"nothing":                   {row(0, domain.FieldItemCode), "\r\n\n", false, 0, 0},
	} {
		w := open(t, domain.DraftBill{})
		w.Focus(c.at, 0)
		p, _, ours := w.Paste([]rune(c.text))
		if ours != c.ours || p.Rows != c.rows || p.Bills != c.bills {
			t.Errorf("%s: %+v, %v", name, p, ours)
		}
		if w.Rows() != c.rows || c.bills > 0 && w.Bills() != c.bills {
			t.Errorf("%s: %d rows, %d bills", name, w.Rows(), w.Bills())
		}
		if c.ours && (w.Undo() != Done || w.Undo() != Nothing) {
			t.Errorf("%s is not one step", name)
		}
	}
}

// Of what has no room it is said how much.
func TestAPasteThatIsTooLong(t *testing.T) {
	w := open(t, visit())
	w.Focus(row(3, domain.FieldItemCode), 0)
	p, r, _ := w.Paste([]rune(strings.Repeat("101;16\n", 600)))
	if r != Done || p.Rows != MaxRows-3 || p.Beyond != 103 || w.Rows() != MaxRows {
		t.Errorf("%+v %v, %d rows", p, r, w.Rows())
	}
	for _, n := range []int{maxBills, maxBills + 5, maxPaste/len(anna) + 1} { // the last is longer than what is read
		w = open(t)
		p, _, _ = w.Paste([]rune(strings.Repeat(anna+"\n", n)))
		if p != (Pasted{Bills: maxBills, Beyond: n - maxBills}) || w.Bills() != maxBills {
			t.Errorf("%+v of %d, %d bills", p, n, w.Bills())
		}
	}
}

// A list of patients begins on the bill shown and goes on at the end.
func TestPastedPatients(t *testing.T) {
	w := open(t, visit(), visit())
	w.Focus(Of(domain.FieldPerson), 0)
	w.Paste([]rune("193405128350\n\n" + fia))
	d := w.Draft()
	if len(d.Bills) != 3 || d.Bills[0].Person != old || d.Bills[1].Person != anna || d.Bills[2].Person != fia || w.Bill() != 0 {
		t.Errorf("%+v", d.Bills)
	}
}

// Rows stand below the row at the cursor, with the date of the row above them,
// and the cursor goes to the row after.
func TestWhereTheRowsStand(t *testing.T) {
	for name, c := range map[string]struct {
		at   Ref
		want string
		date string // of the first
		to   int
	}{
		"at the first row":  {row(0, domain.FieldItemCode), "101 825 401 301 302", "2026-11-20", 3},
		"at the last row":   {row(2, domain.FieldItemPosition), "101 301 302 825 401", "2026-11-22", 5},
		"at the empty row":  {row(3, domain.FieldItemCode), "101 301 302 825 401", "2026-11-22", 5},
		"from above":        {Of(domain.FieldBillRef), "101 301 302 825 401", "2026-11-22", 5},
		"from the patient":  {Of(domain.FieldPerson), "101 301 302 825 401", "2026-11-22", 5},
		"from a row's date": {row(1, domain.FieldItemDate), "101 301 825 401 302", "2026-11-20", 4},
	} {
		w := open(t, visit())
		w.Focus(c.at, 0)
		p, r, ours := w.Paste([]rune("825;uk\r\n\r\n401;16"))
		if !ours || r != Done || p != (Pasted{Rows: 2}) || w.codesOfRows() != c.want {
			t.Errorf("%s: %+v %v, %s", name, p, r, w.codesOfRows())
		}
		w.at(name, 0, row(c.to, domain.FieldItemCode))
		if first := w.Row(c.to - 2); first != (domain.DraftItem{Date: c.date, Code: "825", Position: "UK"}) {
			t.Errorf("%s: %+v", name, first)
		}
	}
}

// What stands in the field at the cursor is kept in full when rows are pasted
// there.
func TestWhatStandsThereIsKept(t *testing.T) {
	w := open(t, visit())
	w.Focus(row(3, domain.FieldItemCode), 0)
	w.Write(row(3, domain.FieldItemCode), "825")
	w.Focus(row(3, domain.FieldItemPosition), 0)
	w.Write(row(3, domain.FieldItemPosition), "uk")
	w.Paste([]rune("101\n301"))
	if w.codesOfRows() != "101 301 302 825 101 301" || w.Row(3).Position != "UK" {
		t.Errorf("%+v", w.Draft().Bills[0].Items)
	}
}

// A paste longer than any bill is read to its bound, and the lines beyond it are
// counted with the others.
func TestAPasteBeyondAnyBill(t *testing.T) {
	const line = "101;16;aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n" // 48 characters
	lines := maxPaste/len(line) + 10
	w := open(t)
	w.Focus(row(0, domain.FieldItemCode), 0)
	p, r, ours := w.Paste([]rune(strings.Repeat(line, lines)))
	if !ours || r != Done || p.Rows != MaxRows || p.Rows+p.Beyond != lines {
		t.Errorf("%+v of %d lines", p, lines)
	}
	whole, beyond := linesOf([]rune(strings.Repeat("a", maxPaste-3) + "\nb\ncc\r\nd"))
	if len(whole) != 2 || whole[1] != "b" || beyond != 2 {
		t.Errorf("a line is read in part: %d lines, %d beyond", len(whole), beyond)
	}
	if whole, beyond := linesOf([]rune(strings.Repeat("a", maxPaste+1))); len(whole) != 0 || beyond != 1 {
		t.Errorf("a line that is too long: %d lines, %d beyond", len(whole), beyond)
	}
	w = open(t)
	w.Focus(row(0, domain.FieldItemCode), 0)
	if p, _, _ := w.Paste([]rune(strings.Repeat("101\n", MaxRows))); p != (Pasted{Rows: MaxRows}) {
		t.Errorf("as many as there may be: %+v", p)
	}
}

// A list of numbers may have empty lines and spaces; a number that is wrong makes
// it a text, since nobody is billed by mistake.
func TestAListOfNumbers(t *testing.T) {
	for text, want := range map[string][]string{
		anna + "\n \n  " + fia + " \n": {anna, fia},
		"196009172336\r\n" + old:       {anna, old},
		anna + "\n19600917-2337":       nil,
		anna + ";" + fia:               nil,
		"\n" + anna + "\n":             nil,
	} {
		w := open(t)
		w.Focus(Of(domain.FieldPerson), 0)
		p, _, ours := w.Paste([]rune(text))
		if ours != (want != nil) || p.Bills != len(want) {
			t.Errorf("%q: %+v, %v", text, p, ours)
			continue
		}
		for i, number := range want {
			if w.Raw(i).Person != number {
				t.Errorf("%q: bill %d is %s's", text, i, w.Raw(i).Person)
			}
		}
	}
}

// Anything may be pasted anywhere: what is not taken changes nothing, what is
// taken is one step of undo and never too many rows or bills.
func TestAnythingIsPastedAnywhere(t *testing.T) {
	part := rapid.SampledFrom([]string{"101", "16", anna, fia, "uk", "ig", "x", "-200", ";", "\t", "\n", "\r\n", " ", `"`, "\x1b[2J", "Kod"})
	fields := rapid.SampledFrom(domain.Fields())
	rapid.Check(t, func(rt *rapid.T) {
		w := open(t, visit(), domain.DraftBill{})
		f := fields.Draw(rt, "field")
		item := domain.WholeBill
		if f.Scope == domain.OfItem {
			item = rapid.IntRange(0, w.Rows()).Draw(rt, "row")
		}
		w.Focus(Ref{item, f.Name}, 0)
		before := w.content()
		pasted := strings.Join(rapid.SliceOfN(part, 0, 20).Draw(rt, "parts"), "")
		p, r, ours := w.Paste([]rune(pasted))
		switch {
		case !ours && (w.content() != before || p != (Pasted{})):
			rt.Fatalf("%q is not taken, and %+v", pasted, p)
		case ours && (r != Done || p.Rows+p.Bills == 0):
			rt.Fatalf("%q is taken, and %+v, %v", pasted, p, r)
		case strings.Contains(w.content(), `\u001b`):
			rt.Fatalf("%q reaches the terminal", pasted)
		}
		w.inRange(rt)
		if w.content() != before && (w.Undo() != Done || w.content() != before) {
			rt.Fatalf("%q is not one step", pasted)
		}
	})
}
