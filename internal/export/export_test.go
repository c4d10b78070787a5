package export_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/export"
)

var aDay = domain.MustDate("2026-11-28")

func aTable(rows ...[]export.Cell) export.Table {
	return export.Table{
		Title:   "Era fakturor: [alla]",
		Columns: []export.Column{{Title: "Vår referens"}, {Title: "Klinik", Width: 30}, {Title: "Datum", Width: 11}, {Title: "Belopp", Width: 12}},
		Rows:    slices.Values(rows),
	}
}

func aRow(name string) []export.Cell {
	return []export.Cell{export.Count(518148), export.Text(name), export.Day(aDay), export.Money(-123_450)}
}

func workbook(t testing.TB, table export.Table) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := export.WriteXLSX(&b, table); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// TestWorkbookIsTyped asks excelize, which did not write it.
func TestWorkbookIsTyped(t *testing.T) {
	f := workbook(t, aTable(aRow("Åsas tänder & <b>"), []export.Cell{{}, export.Text(""), export.Day(domain.Date{}), export.Money(0)}))
	const sheet = "Era fakturor   alla"
	if names := f.GetSheetList(); len(names) != 1 || names[0] != sheet {
		t.Fatalf("%q", names)
	}
	for cell, want := range map[string]string{"A1": "Vår referens", "A2": "518148", "B2": "Åsas tänder & <b>", "C2": "2026-11-28", "D2": "-1,234.50", "A3": "", "B3": "", "C3": "", "D3": "0.00"} {
		if got, err := f.GetCellValue(sheet, cell); err != nil || got != want {
			t.Errorf("%s: %q %v", cell, got, err)
		}
	}
	for cell, want := range map[string]string{"A2": "518148", "C2": "46354", "D2": "-1234.5"} {
		kind, err := f.GetCellType(sheet, cell)
		raw, err2 := f.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
		if err != nil || err2 != nil || raw != want || kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
			t.Errorf("%s is of type %d: %q %v %v", cell, kind, raw, err, err2)
		}
	}
	panes, err := f.GetPanes(sheet)
	if err != nil || !panes.Freeze || panes.YSplit != 1 || panes.TopLeftCell != "A2" {
		t.Errorf("%+v %v", panes, err)
	}
	if width, err := f.GetColWidth(sheet, "B"); err != nil || width != 30 {
		t.Errorf("%v %v", width, err)
	}
}

// TestNoFormulaSneaksIn: whatever somebody calls themselves is text in both kinds
// of files.
func TestNoFormulaSneaksIn(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		name := rapid.SampledFrom([]string{"=", "+", "-", "@", "\t=", "\r", "＝", ""}).Draw(r, "begin") + rapid.String().Draw(r, "name")
		table := aTable(aRow(name))
		f := workbook(t, table)
		sheet := f.GetSheetList()[0]
		if formula, err := f.GetCellFormula(sheet, "B2"); err != nil || formula != "" {
			r.Fatalf("formula %q %v", formula, err)
		}
		in, err := f.GetCellValue(sheet, "B2")
		kind, err2 := f.GetCellType(sheet, "B2")
		if want := export.Text(name).String(); err != nil || err2 != nil || in != want || want != "" && kind != excelize.CellTypeInlineString {
			r.Fatalf("%q is %q of type %d: %v %v", want, in, kind, err, err2)
		}
		cell := records(r, table)[1][1]
		if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
			r.Fatalf("csv: %q", cell)
		}
	})
}

type fatal interface{ Fatal(...any) }

func records(t fatal, table export.Table) [][]string {
	var b bytes.Buffer
	if err := export.WriteCSV(&b, table); err != nil {
		t.Fatal(err)
	}
	content, marked := strings.CutPrefix(b.String(), "\ufeff")
	if !marked {
		t.Fatal("no byte order mark")
	}
	c := csv.NewReader(strings.NewReader(content))
	c.Comma, c.FieldsPerRecord = ';', -1
	all, err := c.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestCSVIsSwedishExcels(t *testing.T) {
	var b bytes.Buffer
	if err := export.WriteCSV(&b, aTable(aRow(`Åsa; "A"`), aRow("-5"))); err != nil {
		t.Fatal(err)
	}
	want := "\ufeffVår referens;Klinik;Datum;Belopp\r\n518148;\"Åsa; \"\"A\"\"\";2026-11-28;-1234,50\r\n518148;'-5;2026-11-28;-1234,50\r\n"
	if b.String() != want {
		t.Errorf("%q", b.String())
	}
}

func TestATextThatNoCellHoldsIsCut(t *testing.T) {
	f := workbook(t, aTable(aRow(strings.Repeat("å", 40_000))))
	if got, err := f.GetCellValue(f.GetSheetList()[0], "B2"); err != nil || got != strings.Repeat("å", 32_767) {
		t.Errorf("%d %v", len(got), err)
	}
}

type full struct{ left int }

func (w *full) Write(b []byte) (int, error) {
	if w.left -= len(b); w.left < 0 {
		return 0, io.ErrShortWrite
	}
	return len(b), nil
}

func TestAFullDiskIsTold(t *testing.T) {
	var rows [][]export.Cell
	for i := range 5_000 {
		rows = append(rows, aRow(fmt.Sprint("Kliniken ", i*i)))
	}
	for _, room := range []int{0, 100, 20_000} {
		if err := export.WriteXLSX(&full{room}, aTable(rows...)); err == nil {
			t.Errorf("%d bytes were enough for a workbook", room)
		}
		if err := export.WriteCSV(&full{room}, aTable(rows...)); err == nil {
			t.Errorf("%d bytes were enough for CSV", room)
		}
	}
}

// TestAHundredThousandRowsNeedNoMemory measures what is in use while they are
// written.
func TestAHundredThousandRowsNeedNoMemory(t *testing.T) {
	for name, write := range map[string]func(io.Writer, export.Table) error{"xlsx": export.WriteXLSX, "csv": export.WriteCSV} {
		var before, during runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		table := aTable()
		count := 0
		table.Rows = func(yield func([]export.Cell) bool) {
			for i := range 100_000 {
				if count++; !yield(aRow(fmt.Sprint("Kliniken ", i))) {
					return
				}
			}
			runtime.GC()
			runtime.ReadMemStats(&during)
		}
		if err := write(io.Discard, table); err != nil || count != 100_000 {
			t.Fatal(count, err)
		}
		if grown := int64(during.HeapAlloc) - int64(before.HeapAlloc); grown > 4<<20 {
			t.Errorf("%s: %d bytes more are in use after 100 000 rows", name, grown)
		}
	}
}

func aDocument(rows int) export.Document {
	d := export.Document{
		Title: "Faktura 2026-17", Foot: "Kliniken · utskrivet 2026-11-28",
		Fields: []export.Field{{"Vår referens", "518148"}, {"Orsak", strings.Repeat("Åtgärden är ändrad på begäran. ", 12)}},
		Sections: []export.Section{{
			Heading: "Räkning Å-17", Fields: []export.Field{{"Registrerad av", "Åsa Öberg 😀\x1b[2J"}},
			Columns: []export.Column{{"Datum", 11}, {"Vad", 40}, {"Belopp", 12}},
		}},
	}
	for i := range rows {
		d.Sections[0].Rows = append(d.Sections[0].Rows, []export.Cell{export.Day(aDay), export.Text(fmt.Sprintf("Rad %d, %s", i+1, strings.Repeat("undersökning ", i%9))), export.Money(123_450)})
	}
	return d
}

// TestPDFCanBeReadAndSelected asks poppler.
func TestPDFCanBeReadAndSelected(t *testing.T) {
	made := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	var b, again bytes.Buffer
	if err := export.WritePDF(&b, aDocument(120), made); err != nil {
		t.Fatal(err)
	}
	if err := export.WritePDF(&again, aDocument(120), made); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Errorf("another PDF of the same: %v", err)
	}
	file := filepath.Join(t.TempDir(), "faktura.pdf")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	said := poppler(t, "pdftotext", "-layout", file, "-")
	for _, want := range []string{"Faktura 2026-17", "Vår referens", "518148", "Åtgärden är ändrad på begäran.", "Räkning Å-17", "Åsa Öberg", "1 234,50", "undersökning", "Kliniken · utskrivet", "Sida 1 av "} {
		if !strings.Contains(said, want) {
			t.Errorf("%q cannot be read", want)
		}
	}
	for i := range 120 {
		if !strings.Contains(said, fmt.Sprintf("Rad %d,", i+1)) {
			t.Errorf("row %d is missing", i+1)
		}
	}
	pages := strings.Count(said, "\f")
	if pages < 4 || strings.Count(said, "Datum") != pages || !strings.Contains(said, fmt.Sprintf("Sida %d av %d", pages, pages)) {
		t.Errorf("%d pages, %d heads", pages, strings.Count(said, "Datum"))
	}
	fonts := strings.Split(strings.TrimSpace(poppler(t, "pdffonts", file)), "\n")
	if len(fonts) != 4 { // two lines of head
		t.Fatalf("%q", fonts)
	}
	for _, f := range fonts[2:] {
		if words := strings.Fields(f); words[len(words)-5] != "yes" || words[len(words)-3] != "yes" { // embedded, and its characters named
			t.Errorf("%s", f)
		}
	}
}

func poppler(t *testing.T, program string, args ...string) string {
	t.Helper()
	out, err := exec.Command(program, args...).CombinedOutput() // #nosec G204 -- a test's own words
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

// TestAnyTextCanBePrinted: names and comments are typed by others.
func TestAnyTextCanBePrinted(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		d := aDocument(1)
		s := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("\u0000\uffff\ufffe\ue000\u0301 åW\n{}()\\")))).Draw(r, "text")
		d.Title, d.Foot, d.Fields[0].Value, d.Sections[0].Heading = s, s, s, s
		d.Sections[0].Rows[0][1] = export.Text(s + strings.Repeat("W", 300))
		if err := export.WritePDF(io.Discard, d, time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)); err != nil {
			r.Fatal(err)
		}
	})
}
