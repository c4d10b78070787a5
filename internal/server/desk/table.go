package desk

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// LineError is what is wrong on one line of an imported file. It repeats no
// value of the line: files hold personal data, terminals scroll back.
type LineError struct {
	Line   int
	Column string // "" for the whole line
	Reason string // in Swedish
}

func (e LineError) Error() string {
	if e.Column == "" {
		return fmt.Sprintf("rad %d: %s", e.Line, e.Reason)
	}
	return fmt.Sprintf("rad %d, %s: %s", e.Line, e.Column, e.Reason)
}

// FileErrors is everything found wrong with a file, in line order, up to maxErrors.
type FileErrors []LineError

func (e FileErrors) Error() string {
	lines := make([]string, len(e))
	for i, l := range e {
		lines[i] = l.Error()
	}
	return strings.Join(lines, "\n")
}

// maxErrors is where a hopeless file is given up.
const maxErrors = 50

// maxFile bounds an imported file, bytes.
const maxFile = 64 << 20

// maxLines bounds a CSV file: the rights of a whole region's patients are fewer.
const maxLines = 500_000

// maxField bounds a field, characters: the longest are lists of codes.
const maxField = 1000

// line is one data line of a table by column name.
type line struct {
	no     int
	fields map[string]string
	errs   *FileErrors
}

// fail notes what is wrong with the line.
func (l line) fail(column, reason string) {
	*l.errs = append(*l.errs, LineError{l.no, column, reason})
}

// must gives a field that may not be empty.
func (l line) must(column string) string {
	if l.fields[column] == "" {
		l.fail(column, "saknas")
	}
	return l.fields[column]
}

// record is one row of a file as it was read.
type record struct {
	no    int // line of a text, row of a sheet
	cells []string
	fault string // why it could not be read
	sheet bool   // of a workbook
	old   bool   // whose days count from 1904
}

// repeats tells whether a column stands twice.
func repeats(head []string) bool {
	sorted := slices.Sorted(slices.Values(head))
	return len(slices.Compact(sorted)) < len(head)
}

func headingMust(columns, may []string) string {
	must := "rubrikraden ska ha just kolumnerna " + strings.Join(columns, ", ")
	if len(may) > 0 {
		must += "; " + strings.Join(may, ", ") + " om så önskas"
	}
	return must
}

// readTable reads a CSV file or the first sheet of an Excel workbook, with a
// head line that names exactly the columns, in any order, and at will those of
// may. each sees every line;
// what it finds wrong is collected.
func readTable(r io.Reader, columns, may []string, each func(line)) error {
	raw, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	switch {
	case err != nil:
		return err
	case len(raw) > maxFile:
		return fmt.Errorf("filen är större än %d byte", maxFile)
	}
	read := readText
	switch {
	case isWorkbook(raw):
		read = readWorkbook
	case bytes.HasPrefix(raw, []byte("\xd0\xcf\x11\xe0")): // an OLE file ([MS-CFB] 2.2)
		return FileErrors{{Line: 1, Reason: "filen är en Excel-arbetsbok med lösenord, eller en gammal (.xls): spara den som .xlsx utan lösenord, eller som CSV i UTF-8"}}
	}
	rows, err := read(raw)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return FileErrors{{Line: 1, Reason: "rubrikraden saknas"}}
	}
	head := rows[0].cells
	for i := range head {
		head[i] = strings.TrimSpace(head[i])
	}
	given := slices.DeleteFunc(slices.Clone(head), func(c string) bool { return slices.Contains(may, c) })
	if sorted, want := slices.Sorted(slices.Values(given)), slices.Sorted(slices.Values(columns)); !slices.Equal(sorted, want) || repeats(head) {
		return FileErrors{{Line: rows[0].no, Reason: headingMust(columns, may)}}
	}
	var errs FileErrors
	for _, row := range rows[1:] {
		if len(errs) >= maxErrors {
			break
		}
		if row.fault != "" {
			errs = append(errs, LineError{Line: row.no, Reason: row.fault})
			continue
		}
		each(row.line(head, &errs))
	}
	if len(errs) > 0 {
		return errs
	}
	return nil
}

// line gives the cells their columns. A sheet leaves out the empty ones at the end.
func (r record) line(head []string, errs *FileErrors) line {
	l := line{no: r.no, fields: make(map[string]string, len(head)), errs: errs}
	for i, name := range head {
		if i < len(r.cells) {
			l.fields[name] = strings.TrimSpace(r.cells[i])
		}
		if r.sheet {
			l.fields[name] = r.plain(name, l.fields[name])
		}
		if !shown(l.fields[name]) { // it may reach every clinic's terminal
			l.fail(name, "har tecken som inte syns, radbrytning eller fler än "+strconv.Itoa(maxField)+" tecken")
		}
	}
	if len(r.cells) > len(head) && strings.TrimSpace(strings.Join(r.cells[len(head):], "")) != "" {
		l.fail("", "fler kolumner än rubrikraden")
	}
	return l
}

// readText gives the rows of a CSV file; the separator is the head's (Swedish
// spreadsheets write ";").
func readText(raw []byte) (rows []record, err error) {
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	if i := firstInvalid(raw); i >= 0 {
		return nil, FileErrors{{Line: bytes.Count(raw[:i], []byte("\n")) + 1, Reason: "texten är inte UTF-8"}}
	}
	in := csv.NewReader(bytes.NewReader(raw))
	faults := 0
	first, _, _ := bytes.Cut(raw, []byte("\n"))
	if bytes.Count(first, []byte(";")) > bytes.Count(first, []byte(",")) {
		in.Comma = ';'
	}
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		var bad *csv.ParseError
		switch {
		case errors.As(err, &bad):
			rows = append(rows, record{no: bad.StartLine, fault: "fel antal kolumner eller fel citattecken"})
			if faults++; faults == maxErrors || !errors.Is(err, csv.ErrFieldCount) {
				return rows, nil // the rest cannot be told apart, or is as bad
			}
		case err != nil:
			return nil, err
		default:
			no, _ := in.FieldPos(0)
			if len(rows) > maxLines {
				return nil, FileErrors{{Line: no, Reason: "filen har fler än " + strconv.Itoa(maxLines) + " rader"}}
			}
			rows = append(rows, record{no: no, cells: cells})
		}
	}
}

// shown tells whether all of a text can be seen, on one line.
func shown(s string) bool {
	return utf8.RuneCountInString(s) <= maxField && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsGraphic(r) })
}

// firstInvalid is where text stops being UTF-8, -1 if it does not.
func firstInvalid(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}
