package sheet

import (
	"slices"
	"strings"
	"unicode"

	"example.org/tandtui/internal/domain"
)

// Line is one row below the head, read by the names of its columns. Methods that
// read a cell note what is wrong with it, and give the zero value then.
type Line struct {
	No     int
	cells  []Cell
	at     map[string]int
	faults *Faults
}

// Fail notes what is wrong with a column, or with the line as such ("").
func (l Line) Fail(column, reason string) { l.faults.Add(l.No, column, reason) }

// Failed counts the faults so far, of all lines.
func (l Line) Failed() int { return len(*l.faults) }

func (l Line) cell(column string) Cell {
	if i, ok := l.at[column]; ok && i < len(l.cells) {
		return l.cells[i]
	}
	return Cell{}
}

// check refuses what no column could take.
func (l Line) check(columns []Column, head int, isText bool) {
	for i, c := range l.cells {
		if i >= head && c.Kind != Empty {
			l.Fail("", "raden har fler kolumner än rubrikraden: står ett skiljetecken i en text?")
			return
		}
	}
	if isText && len(l.cells) < head {
		l.Fail("", "raden har färre kolumner än rubrikraden: är filen avbruten, eller ett skiljetecken glömt?")
		return
	}
	for _, c := range columns {
		at, ok := l.at[c.Name]
		if !ok || at >= len(l.cells) || c.Skip {
			continue
		}
		cell := &l.cells[at]
		if c.Wrap {
			cell.Text = strings.Join(strings.Fields(cell.Text), " ")
		}
		if cell.Kind == Bad {
			l.Fail(c.Name, cell.Text)
		} else if !shown(cell.Text) {
			l.Fail(c.Name, unseen)
		}
	}
}

// Filled tells whether a cell has anything.
func (l Line) Filled(column string) bool { return l.cell(column).Kind != Empty }

// Peek gives a cell's text, whatever it holds, and finds nothing wrong with it:
// for words that stand in place of a day or an amount.
func (l Line) Peek(column string) string { return l.cell(column).Text }

// Text reads a name or a number that is no amount: "" if the cell is empty.
func (l Line) Text(column string) string {
	switch c := l.cell(column); c.Kind {
	case Empty, Text, Number:
		return c.Text
	case Date:
		l.Fail(column, "cellen är ett datum: formatera kolumnen som text och skriv värdet på nytt")
	case Bool:
		l.Fail(column, "cellen är SANT eller FALSKT: skriv värdet som text")
	default:
		l.Fail(column, "cellen är ett tal med decimaler eller tusental: formatera kolumnen som text och skriv värdet på nytt")
	}
	return ""
}

// Must reads a text that may not be empty.
func (l Line) Must(column string) string {
	if !l.Filled(column) {
		l.Fail(column, "saknas")
		return ""
	}
	return l.Text(column)
}

// YesNo reads ja or nej, also as a spreadsheet says it; given is false for an
// empty cell.
func (l Line) YesNo(column string) (yes, given bool) {
	c := l.cell(column)
	if c.Kind == Empty {
		return false, false
	}
	if c.Kind == Text || c.Kind == Bool {
		switch strings.ToLower(c.Text) {
		case "ja", "sant", "true":
			return true, true
		case "nej", "falskt", "false":
			return false, true
		}
	}
	l.Fail(column, "ska vara ja eller nej")
	return false, false
}

// endless is how systems write "no end" into a field that wants a day.
const endless = "9999-12-31"

// Date reads a day; the zero Date for an empty cell and for 9999-12-31, which
// means "tills vidare" (given is true then).
func (l Line) Date(column string) (day domain.Date, given bool) {
	c := l.cell(column)
	if c.Kind == Empty {
		return domain.Date{}, false
	}
	if c.Kind == Date || c.Kind == Text {
		if c.Text == endless {
			return domain.Date{}, true
		}
		if day, err := domain.ParseDate(c.Text); err == nil {
			return day, true
		}
	}
	l.Fail(column, "inget datum (ÅÅÅÅ-MM-DD)")
	return domain.Date{}, false
}

// Amount reads kronor, at least 0; given is false for an empty cell.
func (l Line) Amount(column string) (sum domain.Ore, given bool) {
	c := l.cell(column)
	if c.Kind == Empty {
		return 0, false
	}
	if c.Kind != Date && c.Kind != Bool {
		if sum, err := domain.ParseOre(c.Text); err == nil && sum >= 0 {
			return sum, true
		}
	}
	hint := ""
	if strings.Contains(c.Text, ".") && strings.Contains(c.Text, ",") {
		hint = ": skriv utan punkt eller komma mellan tusentalen, som 1234,56"
	}
	l.Fail(column, "inget belopp i kronor"+hint)
	return 0, false
}

// Codes reads codes of letters and digits, parted by blanks, commas or
// semicolons.
func (l Line) Codes(column string) []string {
	codes := strings.FieldsFunc(l.Text(column), func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' })
	for i, code := range codes {
		switch {
		case !Code(code):
			l.Fail(column, "koderna ska vara siffror och bokstäver A–Z, skilda med blanksteg, komma eller semikolon")
			return nil
		case slices.Contains(codes[:i], code):
			l.Fail(column, "en kod står två gånger")
			return nil
		}
	}
	return codes
}

// maxCode is the longest code, characters.
const maxCode = 20

// Code tells whether a text can be a code: it is typed, searched and printed.
func Code(s string) bool {
	return s != "" && len(s) <= maxCode && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
}
