package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/export"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/text"
)

// exporters write a table, by the ending of the file's name.
var exporters = map[string]func(io.Writer, export.Table) error{".xlsx": export.WriteXLSX, ".csv": export.WriteCSV}

// export writes the rows of the access log into a new file, and notes which file.
func (c LogAccessCmd) export(ctx context.Context, s cli.Streams, d desk.Desk, f server.AccessFilter, names map[string]string) error {
	name := string(c.Export)
	f.Limit = 0
	n := int64(0)
	var failed error
	t := export.Table{Title: "Åtkomstlogg"}
	for _, title := range accessTitles {
		t.Columns = append(t.Columns, export.Column{Title: title, Width: 20})
	}
	t.Rows = func(yield func([]export.Cell) bool) {
		for r, err := range d.EachAccess(ctx, f) {
			if failed = err; failed != nil {
				return
			}
			var cells []export.Cell
			for _, cell := range rowOf(r, names, d.Now().Location()).cells() {
				cells = append(cells, export.Text(cell))
			}
			if n++; !yield(cells) {
				return
			}
		}
	}
	err := newFile(name, func(w io.Writer) error {
		err := exporters[filepath.Ext(name)](w, t)
		return errors.Join(err, failed)
	})
	if err != nil {
		return err
	}
	sum, err := digest(name)
	if err == nil {
		err = d.Trace(ctx, server.DeskAct{Verb: desk.VerbAccessLog, About: "utskriven till fil", Rows: n, Digest: sum})
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.Out, "%s rader är skrivna i %s. Filen innehåller personuppgifter.\n", text.Number(n), name)
	return err
}

// newFile makes a file that only its owner can read; what is not finished is taken
// away again.
func newFile(name string, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) // #nosec G304 -- the operator names it
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%s finns redan och skrivs inte över: välj ett annat namn", name)
	}
	if err != nil {
		return err
	}
	if err := errors.Join(write(f), f.Close()); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}
