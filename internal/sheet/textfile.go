package sheet

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
)

// separators are those that spreadsheets write, with their names in Swedish.
// Swedish ones write ";".
var separators = []struct {
	comma rune
	name  string
}{{';', "semikolon"}, {',', "komma"}, {'\t', "tabb"}, {'|', "lodstreck"}}

// readText reads a CSV file. Lines are counted as a text editor does.
func readText(raw []byte, declared string) (*Table, error) {
	text, encoding, err := decodeText(raw, declared)
	if err != nil {
		return nil, err
	}
	if strings.Count(text, "\n") == 0 { // an old Macintosh ends lines with CR alone
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	text, comma, skipped := separator(text)
	t := &Table{Source: Source{Encoding: encoding, Comma: comma.name}}
	in := csv.NewReader(strings.NewReader(text))
	in.Comma, in.FieldsPerRecord = comma.comma, -1
	for {
		record, err := in.Read()
		var bad *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return t, nil
		case errors.As(err, &bad): // the rest cannot be told apart
			t.Rows = append(t.Rows, Row{No: bad.StartLine + skipped, Fault: "fel citattecken: ett fält som börjar med \" ska sluta med \", och ett \" i ett fält skrivs två gånger"})
			return t, nil
		case err != nil:
			return nil, err
		}
		no, _ := in.FieldPos(0)
		if row := textRow(record); row != nil {
			t.Rows = append(t.Rows, Row{No: no + skipped, Cells: row})
		}
		if len(t.Rows) > maxLines {
			return nil, Faults{{Line: no + skipped, Reason: "filen har fler än " + strconv.Itoa(maxLines) + " rader: dela den"}}
		}
	}
}

// separator finds what parts the fields: the first line says it ("sep=;", which
// Excel reads and does not show), or the head has most of it.
func separator(text string) (rest string, comma struct {
	comma rune
	name  string
}, skipped int,
) {
	first, after, _ := strings.Cut(text, "\n")
	if sep, ok := strings.CutPrefix(strings.ToLower(strings.Trim(first, "\r\" ")), "sep="); ok {
		for _, s := range separators {
			if sep == string(s.comma) {
				return after, s, 1
			}
		}
	}
	head := headLine(text)
	comma = separators[0]
	for _, s := range separators[1:] {
		if outsideQuotes(head, s.comma) > outsideQuotes(head, comma.comma) {
			comma = s
		}
	}
	return text, comma, 0
}

// headLine is the first line that may be a head: titles above it have few separators.
func headLine(text string) (head string) {
	at := 0
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		if head == "" {
			head = line
		}
		for _, s := range separators {
			if outsideQuotes(line, s.comma) > 1 {
				return line
			}
		}
		if at++; at > maxTitles {
			break
		}
	}
	return head
}

func outsideQuotes(line string, comma rune) (n int) {
	quoted := false
	for _, r := range line {
		switch {
		case r == '"':
			quoted = !quoted
		case r == comma && !quoted:
			n++
		}
	}
	return n
}

// textRow makes cells of fields; nil for a row that shows nothing.
func textRow(record []string) []Cell {
	cells, empty := make([]Cell, len(record)), true
	for i, s := range record {
		cells[i] = textCell(s)
		empty = empty && cells[i].Kind == Empty
	}
	if empty {
		return nil
	}
	return cells
}

// errorValues are what Excel shows in place of a value, in English and Swedish.
var errorValues = []string{
	"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA",
	"#SAKNAS!", "#REFERENS!", "#VÄRDEFEL!", "#DIVISION/0!", "#NAMN?", "#OGILTIGT!", "#SKÄRNING!", "#SPILL!", "#BERÄKNA!",
}

// textCell is a field of a text file, or a text of a sheet.
func textCell(s string) Cell {
	s = strings.TrimSpace(s)
	switch {
	case s == "":
		return Cell{}
	case s[0] == '#' && (slices.Contains(errorValues, strings.ToUpper(s)) || strings.Trim(s, "#") == ""):
		return Cell{Bad, "cellen visar ett fel i stället för ett värde: rätta formeln, eller bredda kolumnen innan filen sparas"}
	case s[0] == '=':
		return Cell{Bad, "cellen har en formel som text: skriv dess värde i stället"}
	}
	return Cell{Text, s}
}
