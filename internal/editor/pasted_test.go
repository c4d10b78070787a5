package editor

import (
	"strings"
	"testing"

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
	w = open(t)
	p, _, _ = w.Paste([]rune(strings.Repeat(anna+"\n", maxBills+5)))
	if p.Bills != maxBills || p.Beyond != 5 || w.Bills() != maxBills {
		t.Errorf("%+v, %d bills", p, w.Bills())
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
