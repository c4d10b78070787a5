package export

import (
	"bufio"
	"encoding/csv"
	"io"
	"strings"

	"example.org/tandtui/internal/domain"
)

// WriteCSV writes a table as Swedish Excel opens it: UTF-8 with its mark,
// semicolons, decimal commas. A text that Excel would take for a formula gets an
// apostrophe before it.
func WriteCSV(w io.Writer, t Table) error {
	b := bufio.NewWriter(w)
	if _, err := b.WriteString("\ufeff"); err != nil {
		return err
	}
	c := csv.NewWriter(b)
	c.Comma, c.UseCRLF = ';', true
	row := make([]string, len(t.Columns))
	for i, column := range t.Columns {
		row[i] = column.Title
	}
	if err := c.Write(row); err != nil {
		return err
	}
	for cells := range t.Rows {
		row = row[:0]
		for _, cell := range cells {
			row = append(row, cell.plain())
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return err
	}
	return b.Flush()
}

// plain is the cell without what would keep a program from reading its number.
func (c Cell) plain() string {
	switch {
	case c.kind == moneyCell:
		return strings.ReplaceAll(domain.Ore(c.n).String(), " ", "")
	case c.dangerous():
		return "'" + c.text
	}
	return c.String()
}
