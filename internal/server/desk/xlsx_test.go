package desk_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"example.org/tandtui/internal/server/desk"
)

// workbook is an Excel file with the rows in its first sheet.
func workbook(t testing.TB, rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err == nil {
			err = f.SetSheetRow("Sheet1", cell, &row)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.NewSheet("Anteckningar"); err != nil {
		t.Fatal(err)
	}
	return save(t, f)
}

func save(t testing.TB, f *excelize.File) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// locked is a workbook with a password, which is an OLE file.
func locked(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	var b bytes.Buffer
	if err := errors.Join(f.Write(&b, excelize.Options{Password: "x"}), f.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func headOf(columns []string) (row []any) {
	for _, c := range columns {
		row = append(row, c)
	}
	return row
}

// A workbook as a spreadsheet program keeps it, with numbers, days and yes/no as
// such, gives the same lists as the text.
func TestWorkbookGivesTheSameListsAsText(t *testing.T) {
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	book := workbook(
		t, headOf(desk.PriceColumns),
		[]any{"forhojd", 101, "Basundersökning", "Undersökning", false, 1050, false, "", false, day},
		[]any{},
		[]any{"forhojd", "825S", "Protes", "Protetik", true, 18510.50, nil, "jaw", "ja", "2026-01-01", nil},
		[]any{"allman", "101", " Basundersökning ", nil, nil, 980.10, nil, nil, nil, day, time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC)},
	)
	text := priceHead +
		"forhojd;101;Basundersökning;Undersökning;nej;1050;nej;;nej;2026-01-01;\n" +
		"forhojd;825S;Protes;Protetik;ja;18510,50;;jaw;ja;2026-01-01;\n" +
		"allman;101;Basundersökning;;;980,10;;;;2026-01-01;2026-12-31\n"
	got, err := empty(t).ImportPrices(ctx, varmland(t), bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	want, err := empty(t).ImportPrices(ctx, varmland(t), strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("workbook\n%+v\ntext\n%+v", got, want)
	}
}

// Days of a workbook made on an old Macintosh count from 1904.
func TestWorkbookOf1904(t *testing.T) {
	f := excelize.NewFile()
	old := true
	if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &old}); err != nil {
		t.Fatal(err)
	}
	head, row := headOf(desk.PriceColumns), []any{"forhojd", "101", "A", "", "", 100, "", "", "", 44561} // 2026-01-01
	for cell, r := range map[string]*[]any{"A1": &head, "A2": &row} {
		if err := f.SetSheetRow("Sheet1", cell, r); err != nil {
			t.Fatal(err)
		}
	}
	lists, err := empty(t).ImportPrices(ctx, varmland(t), bytes.NewReader(save(t, f)))
	if err != nil || lists[0].Validity.From.String() != "2026-01-01" {
		t.Fatal(lists, err)
	}
}

// Every faulty row is told by its number in the sheet, and nothing is stored.
func TestFaultyWorkbookStoresNothing(t *testing.T) {
	d := empty(t)
	book := workbook(
		t, headOf(desk.PriceColumns),
		[]any{"forhojd", 101, "A", "", "", 100, "", "", "", "2026-01-01"},
		[]any{"forhojd", 102, "A", "", "", 100.125, "", "", "", "2026-01-01"},
		[]any{},
		[]any{"forhojd", 103, "A", "", "kanske", 100, "", "tand", "", 1, "", "mer"},
	)
	_, err := d.ImportPrices(ctx, varmland(t), bytes.NewReader(book))
	var faults desk.FileErrors
	if !errors.As(err, &faults) {
		t.Fatal(err)
	}
	const want = "rad 3, price: inget belopp i kronor\n" +
		"rad 5: fler kolumner än rubrikraden\n" +
		"rad 5, valid_from: inget datum (ÅÅÅÅ-MM-DD)\n" +
		"rad 5, specialist: ska vara ja eller nej\n" +
		"rad 5, position: ingen sådan regel för tand eller käke"
	if faults.Error() != want {
		t.Errorf("%v\nwant\n%s", faults, want)
	}
	if lists, _ := stored(t, d); len(lists) != 0 {
		t.Error("something was stored")
	}
}

// What is no workbook, or would unpack to more than can be, is refused in words
// and at once.
func TestHostileWorkbooks(t *testing.T) {
	good := workbook(t, headOf(desk.PriceColumns))
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		chunk := make([]byte, 1<<20)
		for range 100 {
			if _, err := w.Write(chunk); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	far := excelize.NewFile() // a few bytes that make a row of 16 384 cells
	head := headOf(desk.PriceColumns)
	if err := errors.Join(far.SetSheetRow("Sheet1", "A1", &head), far.SetCellInt("Sheet1", "XFD2", 1)); err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string][]byte{
		"far to the right": save(t, far), "with a password": locked(t),
		"a hexadecimal price": workbook(t, headOf(desk.PriceColumns), []any{"forhojd", 101, "A", "", "", "0x1p4", "", "", "", "2026-01-01"}),
		"cut off":             good[:len(good)/2], "only the mark": []byte("PK\x03\x04"), "a bomb": bomb.Bytes(),
		"no head": workbook(t), "another head": workbook(t, []any{"kod", "pris"}), "only a head": good,
	} {
		_, err := empty(t).ImportPrices(ctx, varmland(t), bytes.NewReader(raw))
		var faults desk.FileErrors
		if !errors.As(err, &faults) || len(faults) != 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What to do with a workbook that has a password is said.
func TestLockedWorkbook(t *testing.T) {
	if _, err := empty(t).ImportPrices(ctx, varmland(t), bytes.NewReader(locked(t))); err == nil || !strings.Contains(err.Error(), "lösenord") {
		t.Error(err)
	}
}

// FuzzImportPrices: no file makes the import panic, and what it refuses it
// refuses by line.
func FuzzImportPrices(f *testing.F) {
	f.Add([]byte(priceHead + "forhojd;101;A;;;100;;;;2026-01-01;\n"))
	f.Add([]byte(priceHead + "\"forhojd;101"))
	f.Add(workbook(f, headOf(desk.PriceColumns), []any{"forhojd", 101, "A", "", true, 1e300, "", "", "", -5}))
	profile := varmland(f)
	d := empty(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		lists, err := d.ImportPrices(ctx, profile, bytes.NewReader(raw))
		var faults desk.FileErrors
		switch {
		case err == nil && len(lists) == 0:
			t.Error("nothing was read and nothing is wrong")
		case err != nil && !errors.As(err, &faults):
			t.Error(err)
		}
		for _, l := range faults {
			if l.Line < 1 || l.Reason == "" {
				t.Errorf("%+v", l)
			}
		}
	})
}
