package main

import (
	"io"
	"reflect"
	"strings"

	"github.com/mattn/go-runewidth"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/text"
)

// table is rows for people: every column as wide as its widest cell in terminal
// cells. What comes from outside is made safe for the terminal.
type table struct {
	head  []string
	right []bool // which columns hold numbers, and stand to the right
	rows  [][]string
}

// newTable makes a table of titles; one that begins with > stands to the right.
func newTable(titles ...string) *table {
	t := &table{}
	for _, title := range titles {
		title, right := strings.CutPrefix(title, ">")
		t.head, t.right = append(t.head, title), append(t.right, right)
	}
	return t
}

func (t *table) add(cells ...string) {
	for i := range cells {
		cells[i] = text.Safe(cells[i])
	}
	t.rows = append(t.rows, cells)
}

func (t *table) write(w io.Writer) error {
	widths := make([]int, len(t.head))
	all := append([][]string{t.head}, t.rows...)
	for _, row := range all {
		for i, cell := range row {
			widths[i] = max(widths[i], runewidth.StringWidth(cell))
		}
	}
	var b strings.Builder
	for _, row := range all {
		var line strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-runewidth.StringWidth(cell))
			if t.right[i] {
				cell, pad = pad+cell, ""
			}
			line.WriteString(cell + pad + "  ")
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Format is the flag that asks for JSON in place of words for people.
type Format struct {
	JSON bool `name:"json" help:"Skriv JSON i stället för text."`
}

// tell writes what a verb has to say, for a program or for people.
func (f Format) tell(s cli.Streams, data any, people func() error) error {
	if !f.JSON {
		return people()
	}
	if list := reflect.ValueOf(data); list.Kind() == reflect.Slice && list.IsNil() {
		data = []any{} // none is an empty list, not null
	}
	return cli.JSON(s.Out, data, "  ")
}
