// Package sheet reads the tables that offices have: text with separators (CSV)
// and Excel workbooks (.xlsx). What it gives is what the file shows to whoever
// opens it: a formula without its value, a hidden row, a rounded amount or an
// unknown encoding is a fault with its line, never an empty or another value.
// It knows nothing of what the tables are for.
package sheet

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Bounds of a file. The rights of all patients of a region are some hundred
// thousand lines; everything is held in memory at once.
const (
	maxFile    = 64 << 20 // bytes, and of each part of a workbook as it unpacks
	maxLines   = 500_000  // of a text
	maxRows    = 100_000  // of a sheet
	maxColumns = 200      // a single cell far to the right would make rows of 16 384
	maxText    = 1000     // characters of a cell; the longest are lists of codes
	maxFaults  = 50       // after so many faults reading stops
)

// Kind is what a cell holds.
type Kind uint8

// The kinds of a cell. A text file has Empty, Text and Bad only.
const (
	Empty  Kind = iota
	Text        // as typed
	Number      // a whole number, digit by digit as the cell shows it
	Amount      // a number shown with decimals, thousands or a currency: "1050.5"
	Date        // ISO, whatever form the cell shows it in
	Bool        // "ja" or "nej", shown as SANT or FALSKT
	Bad         // cannot be taken for what it shows; Text says why, in Swedish
)

// Cell is one cell. Its text has no blanks around it.
type Cell struct {
	Kind Kind
	Text string
}

// Row is a row that shows something.
type Row struct {
	No    int // line of a text file, row of a sheet
	Cells []Cell
	Fault string // why none of it can be taken, in Swedish; "" if it can
}

// Table is a file as it was read. The first row is the head.
type Table struct {
	Source Source
	Rows   []Row
}

// Options say what a file does not say itself.
type Options struct {
	// Encoding names the encoding of a text file, one of Encodings; "" means
	// that the file shows it.
	Encoding string
}

// Read reads a whole file. Everything wrong with it is Faults; other errors are
// the reader's own.
func Read(r io.Reader, o Options) (*Table, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	switch {
	case err != nil:
		return nil, err
	case len(raw) > maxFile:
		return nil, whole("filen är större än " + strconv.Itoa(maxFile>>20) + " MB: dela den")
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")):
		return readWorkbook(raw)
	case bytes.HasPrefix(raw, []byte("\xd0\xcf\x11\xe0")): // an OLE file ([MS-CFB] 2.2)
		return nil, whole("filen är en Excel-arbetsbok med lösenord, eller en gammal (.xls): spara den som .xlsx utan lösenord, eller som CSV UTF-8")
	}
	return readText(raw, o.Encoding)
}

// Fault is what is wrong in one place of a file. It repeats no value of a row:
// files hold personal data, and terminals scroll back.
type Fault struct {
	Line   int
	Column string // "" for the whole line
	Reason string // in Swedish
}

func (f Fault) Error() string {
	if f.Column == "" {
		return fmt.Sprintf("rad %d: %s", f.Line, f.Reason)
	}
	return fmt.Sprintf("rad %d, %s: %s", f.Line, f.Column, f.Reason)
}

// Faults is everything found wrong with a file, in the order of its lines.
type Faults []Fault

func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, l := range f {
		lines[i] = l.Error()
	}
	return strings.Join(lines, "\n")
}

// Add notes one more.
func (f *Faults) Add(line int, column, reason string) { *f = append(*f, Fault{line, column, reason}) }

// Full tells that there are so many faults that more would help nobody.
func (f Faults) Full() bool { return len(f) >= maxFaults }

// whole is a fault of the file as such.
func whole(reason string) error { return Faults{{Line: 1, Reason: reason}} }

// letters is the name of a column counted from 0: A, Z, AA.
func letters(column int) string {
	if column < 26 {
		return string(rune('A' + column))
	}
	return letters(column/26-1) + string(rune('A'+column%26))
}
