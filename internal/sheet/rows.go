package sheet

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// rowReader goes through a worksheet from top to bottom.
type rowReader struct {
	book    *book
	table   *Table
	hiddenC map[int]bool // columns, from 0
	hiddenR bool         // rows are hidden unless they say otherwise
	last    int          // number of the last row
}

// xmlRow and xmlCell are a row and a cell as they are written; everything may be
// left out (ECMA-376 part 1, 18.3.1.4 and 18.3.1.73).
type xmlRow struct {
	No     string    `xml:"r,attr"`
	Hidden string    `xml:"hidden,attr"`
	Height string    `xml:"ht,attr"`
	Cells  []xmlCell `xml:"c"`
}

type xmlCell struct {
	Ref     string    `xml:"r,attr"`
	Style   string    `xml:"s,attr"`
	Type    string    `xml:"t,attr"`
	Formula *struct{} `xml:"f"`
	Value   *string   `xml:"v"`
	Inline  richText  `xml:"is"`
}

// rows reads the rows of a sheet's part into the table.
func (b *book) rows(name string, t *Table) error {
	in, done, err := b.open(name)
	if err != nil {
		return err
	}
	defer func() { _ = done.Close() }()
	r := &rowReader{book: b, table: t, hiddenC: map[int]bool{}}
	for {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := token.(xml.StartElement); ok {
			if err := r.element(in, e); err != nil {
				return err
			}
		}
	}
}

func (r *rowReader) element(in *xml.Decoder, e xml.StartElement) error {
	switch e.Name.Local {
	case "sheetFormatPr":
		r.hiddenR = isTrue(attr(e, "zeroHeight"))
	case "col":
		first, _ := strconv.Atoi(attr(e, "min"))
		last, _ := strconv.Atoi(attr(e, "max"))
		if isTrue(attr(e, "hidden")) || attr(e, "width") == "0" {
			for c := max(first, 1); c <= min(last, maxColumns); c++ {
				r.hiddenC[c-1] = true
			}
		}
	case "row":
		var row xmlRow
		if err := in.DecodeElement(&row, &e); err != nil {
			return err
		}
		return r.row(row)
	case "mergeCell":
		r.merged(attr(e, "ref"))
	}
	return nil
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (r *rowReader) row(x xmlRow) error {
	no := r.last + 1
	if x.No != "" {
		n, err := strconv.Atoi(x.No)
		if err != nil || n < no {
			return errBook // rows stand in order, each once
		}
		no = n
	}
	r.last = no
	row := Row{No: no}
	shows := false
	for _, c := range x.Cells {
		at := len(row.Cells)
		if c.Ref != "" {
			var ok bool
			if at, ok = column(c.Ref); !ok || at < len(row.Cells) {
				return errBook
			}
		}
		cell := r.cell(c, at, no)
		if cell.Kind == Empty {
			continue
		}
		if at >= maxColumns {
			return Faults{{Line: no, Reason: "raden har fler än " + strconv.Itoa(maxColumns) + " kolumner: ta bort det som står långt till höger"}}
		}
		for len(row.Cells) < at {
			row.Cells = append(row.Cells, Cell{})
		}
		row.Cells = append(row.Cells, cell)
		shows = true
	}
	switch {
	case !shows:
		return nil
	case isTrue(x.Hidden) || x.Height == "0" || r.hiddenR && x.Hidden == "":
		row.Fault = "raden är dold: visa alla rader (ta bort filtret), eller ta bort raden"
	case len(r.table.Rows) > maxRows:
		return Faults{{Line: no, Reason: "bladet har fler än " + strconv.Itoa(maxRows) + " rader: spara det som CSV UTF-8"}}
	}
	r.table.Rows = append(r.table.Rows, row)
	return nil
}

// column reads the letters of a reference such as "AB12", from 0.
func column(ref string) (at int, ok bool) {
	n := 0
	for n < len(ref) && n < 4 && ref[n] >= 'A' && ref[n] <= 'Z' {
		at = at*26 + int(ref[n]-'A') + 1
		n++
	}
	return at - 1, n > 0 && n < len(ref)
}

// merged marks the row of a merged area that shows something: which of its
// cells the value belongs to cannot be told.
func (r *rowReader) merged(ref string) {
	first, last, ok := strings.Cut(ref, ":")
	at, isCell := column(first)
	if !ok || !isCell || first == last {
		return
	}
	no, _ := strconv.Atoi(strings.TrimLeft(first, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	for i := range r.table.Rows {
		row := &r.table.Rows[i]
		if row.No == no && at < len(row.Cells) && row.Cells[at].Kind != Empty {
			row.Fault = "raden har sammanfogade celler (" + ref + "): dela dem"
		}
	}
}

// cell reads a cell as what it shows.
func (r *rowReader) cell(c xmlCell, at, no int) Cell {
	cell := r.value(c)
	if cell.Kind == Empty {
		return cell
	}
	if r.hiddenC[at] {
		cell = Cell{Bad, "kolumnen är dold: visa den eller ta bort den"}
	}
	if cell.Kind == Bad {
		cell.Text = "cell " + letters(at) + strconv.Itoa(no) + ": " + cell.Text
	}
	return cell
}

const uncomputed = "formeln har inget uträknat värde: öppna filen i Excel, spara den och läs in den igen"

func (r *rowReader) value(c xmlCell) Cell {
	if c.Formula != nil && (r.book.stale || c.Value == nil || *c.Value == "" && c.Type != "str") {
		return Cell{Bad, uncomputed}
	}
	stored := ""
	if c.Value != nil {
		stored = *c.Value
	}
	style := r.book.style(c.Style)
	switch c.Type {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(stored))
		if err != nil || i < 0 || i >= len(r.book.strings) {
			return Cell{Bad, "texten saknas i arbetsboken"}
		}
		return style.text(r.book.strings[i])
	case "inlineStr":
		return style.text(c.Inline.String())
	case "str":
		return style.text(stored)
	case "e":
		return Cell{Bad, "cellen visar ett fel i stället för ett värde: rätta formeln"}
	case "b":
		return style.truth(stored)
	case "d":
		return isoDay(stored)
	case "", "n":
		if stored = strings.TrimSpace(stored); stored == "" {
			return Cell{}
		}
		return style.number(stored, r.book.old)
	}
	return Cell{Bad, "cellen är av ett okänt slag"}
}

// isoDay is a day stored as text; a time of day other than midnight is no day.
func isoDay(stored string) Cell {
	day, clock, _ := strings.Cut(stored, "T")
	if strings.Trim(clock, "0:.Z") != "" || len(day) != len("2026-01-01") {
		return Cell{Bad, "cellen har ett klockslag"}
	}
	return Cell{Date, day}
}
