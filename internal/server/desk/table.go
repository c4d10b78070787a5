package desk

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
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

// readTable reads a CSV file with a head line that names exactly the columns, in
// any order; the separator is the head's (Swedish spreadsheets write ";").
// each sees every line; what it finds wrong is collected.
func readTable(r io.Reader, columns []string, each func(line)) error {
	raw, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	switch {
	case err != nil:
		return err
	case len(raw) > maxFile:
		return fmt.Errorf("filen är större än %d byte", maxFile)
	}
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	if i := firstInvalid(raw); i >= 0 {
		return FileErrors{{Line: bytes.Count(raw[:i], []byte("\n")) + 1, Reason: "texten är inte UTF-8"}}
	}
	in := csv.NewReader(bytes.NewReader(raw))
	first, _, _ := bytes.Cut(raw, []byte("\n"))
	if bytes.Count(first, []byte(";")) > bytes.Count(first, []byte(",")) {
		in.Comma = ';'
	}
	head, err := in.Read()
	if err != nil {
		return FileErrors{{Line: 1, Reason: "rubrikraden saknas"}}
	}
	if sorted, want := slices.Sorted(slices.Values(head)), slices.Sorted(slices.Values(columns)); !slices.Equal(sorted, want) {
		return FileErrors{{Line: 1, Reason: "rubrikraden ska ha just kolumnerna " + strings.Join(columns, ", ")}}
	}
	var errs FileErrors
	for len(errs) < maxErrors {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			errs = append(errs, LineError{Line: bad.StartLine, Reason: "fel antal kolumner eller fel citattecken"})
			if !errors.Is(err, csv.ErrFieldCount) {
				break // the rest cannot be told apart
			}
			continue
		}
		if err != nil {
			return err
		}
		l := line{fields: map[string]string{}, errs: &errs}
		l.no, _ = in.FieldPos(0)
		for i, name := range head {
			l.fields[name] = strings.TrimSpace(row[i])
		}
		each(l)
	}
	if len(errs) > 0 {
		return errs
	}
	return nil
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
