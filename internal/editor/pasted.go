package editor

import (
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// maxPaste is how many characters of a paste are read: more than a bill of 500
// rows with long comments.
const maxPaste = 400_000

// Pasted is what a paste became.
type Pasted struct {
	Rows   int
	Bills  int // more of them, a patient each
	Beyond int // lines that were left out
}

// Paste makes rows of several lines, and bills of a list of person numbers.
// Outside the rows it does so only if the lines hold a code of the price list. ok
// is false for anything else, which is text for the field: also a single line,
// unless it comes from a spreadsheet.
func (e *Editor) Paste(runes []rune) (p Pasted, r Result, ok bool) {
	if e.at.Field == domain.FieldItemComment || e.at.Field == domain.FieldComment {
		return p, Nothing, false
	}
	lines, beyond := linesOf(runes)
	if e.at.Field == domain.FieldPerson && e.areNumbers(lines) {
		p = e.pasteNumbers(lines)
		p.Beyond += beyond
		return p, Done, true
	}
	at := e.Rows()
	if e.at.Item >= 0 {
		at = min(e.at.Item+1, at)
	}
	read := pasting{today: e.src.Today(), above: e.dateAbove(at), find: e.find}
	rows, left := read.rows(lines, MaxRows-e.Rows())
	switch {
	case len(lines) == 1 && !e.isRow(lines[0], rows), len(rows)+left == 0, e.at.Item < 0 && !e.areRows(lines, rows):
		return p, Nothing, false
	case len(rows) == 0:
		return p, TooMany, true
	}
	e.Settle()
	return Pasted{Rows: len(rows), Beyond: left + beyond}, e.insert(at, rows, Ref{at + len(rows), domain.FieldItemCode}), true
}

// linesOf parts a paste at its line breaks, and counts the lines that are not read.
func linesOf(runes []rune) (lines []string, beyond int) {
	breaks := func(r rune) bool { return r == '\n' || r == '\r' }
	read := len(runes)
	if read > maxPaste {
		for read = maxPaste; read > 0 && !breaks(runes[read-1]); { // no line is read in part
			read--
		}
	}
	return strings.FieldsFunc(string(runes[:read]), breaks), len(strings.FieldsFunc(string(runes[read:]), breaks))
}

// isRow tells whether a single line is a row of a spreadsheet.
func (e *Editor) isRow(line string, read []domain.DraftItem) bool {
	if !strings.ContainsAny(line, "\t;") || len(read) == 0 {
		return false
	}
	_, known := e.find(read[0].Date, read[0].Code)
	return known || codeLike.MatchString(read[0].Code)
}

// areRows tells whether lines pasted outside the rows belong into them: there
// are several, and one has a code of the price list.
func (e *Editor) areRows(lines []string, read []domain.DraftItem) bool {
	return len(lines) > 1 && slices.ContainsFunc(read, func(it domain.DraftItem) bool {
		_, known := e.find(it.Date, it.Code)
		return known
	})
}

// maxBills is how many patients one paste may bring to an invoice.
const maxBills = 200

// areNumbers tells whether lines are a list of person numbers, each alone on its
// line.
func (e *Editor) areNumbers(lines []string) bool {
	return len(lines) > 1 && !slices.ContainsFunc(lines, func(l string) bool {
		if strings.TrimSpace(l) == "" {
			return false
		}
		_, err := domain.ParsePersonID(l, e.src.Today())
		return err != nil
	})
}

// pasteNumbers makes a bill of each number: the first stands on the bill shown,
// the others on new ones at the end of the invoice.
func (e *Editor) pasteNumbers(lines []string) (p Pasted) {
	for _, l := range lines {
		number := text.Safe(strings.TrimSpace(l))
		switch {
		case number == "":
		case p.Bills == maxBills:
			p.Beyond++
		default:
			number = Normal(domain.FieldPerson, number, e.src.Today())
			if p.Bills == 0 {
				e.raw().Person = number
			} else {
				e.insertBill(len(e.draft.Bills), domain.DraftBill{Person: number}, domain.Filled{})
			}
			p.Bills++
		}
	}
	e.show(e.bill, Of(domain.FieldPerson))
	return p
}
