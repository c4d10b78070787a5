package list_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"example.org/tandtui/internal/export"
	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/uitest"
)

// out keeps what left the program.
type out struct {
	name string
	body bytes.Buffer
	err  error
}

func (*out) Copy(string) error                                        { return nil }
func (*out) Print(context.Context, string, string) (string, error)    { return "", nil }
func (*out) PrintPDF(context.Context, string, []byte) (string, error) { return "", nil }

func (o *out) Save(name string, write func(io.Writer) error) (string, error) {
	o.name = name
	return "/home/anna/Dokument/" + name, errors.Join(write(&o.body), o.err)
}

// D11: a list leaves the program as it is shown: its rows in their order, without
// those that the search leaves out.
func TestD11AListIsExportedAsItIsShown(t *testing.T) {
	o := &out{}
	w := open(t, func(_ *world, s *list.Spec[row]) {
		s.File = list.File{Out: o, Name: "rader"}
		s.Columns[1].Export = func(r row) export.Cell { return export.Money(r.sum) }
	})
	w.press(t, "/")
	for _, r := range "a" {
		w.press(t, string(r))
	}
	w.press(t, "down", "s", "S", "x")
	w.says(t, "Spara 2 rader")
	step := w.Update(uitest.Key(t, "c"))
	msg := step.Cmd()
	if o.name != "rader.csv" || o.body.String() != "\ufeffNamn;Summa\r\nÖrjan;300,00\r\nanna;16150,00\r\n" {
		t.Errorf("%s %q", o.name, o.body.String())
	}
	if said := w.Update(msg).Notice; !strings.Contains(said, "/home/anna/Dokument/rader.csv") {
		t.Errorf("%q", said)
	}
}

func TestD11AFileThatCannotBeWrittenIsTold(t *testing.T) {
	o := &out{err: errors.New("no room")}
	w := open(t, func(_ *world, s *list.Spec[row]) { s.File = list.File{Out: o, Name: "rader"} })
	w.press(t, "x")
	msg := w.Update(uitest.Key(t, "x")).Cmd()
	if said := w.Update(msg).Notice; !strings.Contains(said, "kunde inte skrivas") {
		t.Errorf("%q", said)
	}
	if w.press(t, "x", "esc", "c"); w.Asking() {
		t.Error("it still asks")
	}
}

// A bar of signs is for the eye: a spreadsheet draws its own.
func TestD11ADrawingIsLeftOutOfFiles(t *testing.T) {
	o := &out{}
	w := open(t, func(_ *world, s *list.Spec[row]) {
		s.File = list.File{Out: o, Name: "rader"}
		s.Columns[1].Drawn = true
	})
	w.press(t, "x")
	w.Update(uitest.Key(t, "c")).Cmd()
	if head, _, _ := strings.Cut(o.body.String(), "\r\n"); head != "\ufeffNamn" {
		t.Errorf("%q", head)
	}
}
