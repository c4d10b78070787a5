package sheet

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// What another program wrote is read as it was meant.
func TestWorkbookOfALibrary(t *testing.T) {
	f := excelize.NewFile()
	day := time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC)
	must(t, f.SetSheetRow("Sheet1", "B2", &[]any{"a", "b", "c", "d", "e"}),
		f.SetSheetRow("Sheet1", "B4", &[]any{"Åsa & <Bo>", 3101, 18510.5, day, true}),
		f.SetCellRichText("Sheet1", "B5", []excelize.RichTextRun{{Text: "Å"}, {Text: "sa"}}))
	got := read(t, saved(t, f))
	want := []Row{
		{No: 2, Cells: []Cell{{}, {Text, "a"}, {Text, "b"}, {Text, "c"}, {Text, "d"}, {Text, "e"}}},
		{No: 4, Cells: []Cell{{}, {Text, "Åsa & <Bo>"}, {Number, "3101"}, {Amount, "18510.5"}, {Date, "2026-12-31"}, {Bool, "ja"}}},
		{No: 5, Cells: []Cell{{}, {Text, "Åsa"}}},
	}
	if !reflect.DeepEqual(got.Rows, want) {
		t.Errorf("%+v", got.Rows)
	}
	if got.Source.String() != "arbetsbok, bladet ”Sheet1”" {
		t.Error(got.Source)
	}
}

// I8: a formula that no program has computed is never an empty cell.
func TestI8FormulasWithoutAValueAreRefused(t *testing.T) {
	f := excelize.NewFile()
	must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"a", "b"}), f.SetCellStr("Sheet1", "A2", "x"), f.SetCellFormula("Sheet1", "B2", `IF(1=1,"ja","nej")`))
	if says := refused(t, saved(t, f), ab...); says != "rad 2, b: cell B2: "+uncomputed {
		t.Error(says)
	}
	for name, cell := range map[string]string{
		"no value":             `<c><f>1+1</f></c>`,
		"an empty value":       `<c><f>DATE(2026,12,31)</f><v></v></c>`,
		"a text without value": `<c t="str"><f>A1</f></c>`,
		"of a shared formula":  `<c><f t="shared" si="0"/></c>`,
	} {
		if c := below(t, one(cell, "")); c.Kind != Bad || !strings.Contains(c.Text, "uträknat") {
			t.Errorf("%s: %+v", name, c)
		}
	}
	stale := one(`<c><f>1+1</f><v>0</v></c>`, "") // a library's placeholder
	stale.calc = `fullCalcOnLoad="1"`
	if c := below(t, stale); c.Kind != Bad {
		t.Errorf("to be computed when opened: %+v", c)
	}
	for cell, want := range map[string]Cell{
		`<c t="str"><f>IF(1=1,"ja","nej")</f><v>ja</v></c>`: {Text, "ja"},
		`<c><f>1+1</f><v>2</v></c>`:                         {Number, "2"},
		`<c t="b"><f>1=1</f><v>1</v></c>`:                   {Bool, "ja"},
		`<c t="str"><f>IF(1=1,"","x")</f><v></v></c>`:       {}, // Excel computed that it shows nothing
	} {
		if c := below(t, one(cell, "")); c != want {
			t.Errorf("%s: %+v", cell, c)
		}
	}
}

// I9: what is hidden is not read, and said not to be.
func TestI9HiddenSheets(t *testing.T) {
	const rows = `|<row><c t="inlineStr"><is><t>%</t></is></c></row>`
	sheet := func(attrs, head string) string { return attrs + strings.ReplaceAll(rows, "%", head) }
	b := xmlBook{sheets: []string{
		sheet(`name="Gamla" state="hidden"`, "no"), sheet(`name="Macro" state="veryHidden"`, "no"),
		sheet(`name="Patienter"`, "yes"), sheet(`name="Mer"`, "no"),
	}}
	table := read(t, b.bytes(t))
	if table.Heading()[0] != "yes" || table.Source.String() != "arbetsbok, bladet ”Patienter”; inte läst: bladet ”Mer”; dolt och inte läst: bladen ”Gamla”, ”Macro”" {
		t.Error(table.Heading(), table.Source)
	}
	b.sheets = b.sheets[:2]
	if says := refused(t, b.bytes(t)); !strings.Contains(says, "inget synligt blad") {
		t.Error(says)
	}
	f := excelize.NewFile()
	_, err := f.NewSheet("Synligt")
	must(t, err, f.SetSheetRow("Sheet1", "A1", &[]any{"a", "b"}), f.SetSheetRow("Synligt", "A1", &[]any{"b", "a"}), f.SetSheetRow("Synligt", "A2", &[]any{"2", "1"}))
	f.SetActiveSheet(1)
	must(t, f.SetSheetVisible("Sheet1", false))
	if got := texts(t, saved(t, f), ab...); !reflect.DeepEqual(got, [][]string{{"1", "2"}}) {
		t.Error(got)
	}
}

// I9 for rows, columns and the rest that hides: a filter's rows, a column of no
// width, a number format that shows nothing, a line through the text, merged cells.
func TestI9HiddenRowsColumnsAndCells(t *testing.T) {
	text := func(ref, s string) string { return `<c r="` + ref + `" t="inlineStr"><is><t>` + s + `</t></is></c>` }
	head, row := `<row r="1">`+text("A1", "a")+text("B1", "b")+`</row>`, text("A2", "1")+text("B2", "2")
	for name, x := range map[string]struct{ body, says string }{
		"a filtered row":   {`<sheetData>` + head + `<row r="2" hidden="1">` + row + `</row></sheetData>`, "rad 2: raden är dold"},
		"a row of height":  {`<sheetData>` + head + `<row r="2" ht="0" customHeight="1">` + row + `</row></sheetData>`, "rad 2: raden är dold"},
		"rows by default":  {`<sheetFormatPr zeroHeight="1"/><sheetData>` + strings.Replace(head, `r="1"`, `r="1" hidden="0"`, 1) + `<row r="2">` + row + `</row></sheetData>`, "rad 2: raden är dold"},
		"the head":         {`<sheetData>` + strings.Replace(head, `r="1"`, `r="1" hidden="1"`, 1) + `<row r="2">` + row + `</row></sheetData>`, "rad 1: raden är dold"},
		"a column":         {`<cols><col min="2" max="9" hidden="1"/></cols><sheetData>` + head + `<row r="2">` + row + `</row></sheetData>`, "rad 1, B: cell B1: kolumnen är dold"},
		"of no width":      {`<cols><col min="1" max="1" width="0" customWidth="1"/></cols><sheetData>` + head + `</sheetData>`, "rad 1, A: cell A1: kolumnen är dold"},
		"merged":           {`<sheetData>` + head + `<row r="2">` + row + `</row></sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells>`, "rad 2: raden har sammanfogade celler (A2:A3)"},
		"rows out of turn": {`<sheetData><row r="2">` + row + `</row>` + head + `</sheetData>`, "kan inte läsas"},
		"a cell twice":     {`<sheetData>` + head + `<row r="2">` + text("A2", "1") + text("A2", "2") + `</row></sheetData>`, "kan inte läsas"},
	} {
		b := xmlBook{sheets: []string{`name="B"|` + x.body}}
		if says := refused(t, b.bytes(t), ab...); !strings.Contains(says, x.says) {
			t.Errorf("%s: %s", name, says)
		}
	}
	const struck = `<fonts><font/><font><strike/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs>`
	for name, b := range map[string]xmlBook{
		"text struck out": one(`<c s="1" t="inlineStr"><is><t>x</t></is></c>`, struck), "number struck out": one(`<c s="1"><v>1</v></c>`, struck),
		"struck truth":      one(`<c s="1" t="b"><v>1</v></c>`, struck),
		"text not shown":    one(`<c s="1" t="inlineStr"><is><t>x</t></is></c>`, formatted(";;;")),
		"number not shown":  one(`<c s="1"><v>1</v></c>`, formatted(";;;")),
		"shown as a word":   one(`<c s="1"><v>1</v></c>`, formatted(`"ja"`)),
		"nought as a dash":  one(`<c s="1"><v>0</v></c>`, formatted(`0;-0;"-"`)),
		"text with more":    one(`<c s="1" t="inlineStr"><is><t>x</t></is></c>`, formatted(`0;-0;0;@" (gammal)"`)),
		"thousands of them": one(`<c s="1"><v>12000</v></c>`, formatted(`#,##0,`)),
	} {
		if c := below(t, b); c.Kind != Bad {
			t.Errorf("%s: %+v", name, c)
		}
	}
}

// I10: numbers are what the cell shows: "0123" is no 123 and no day of 1900.
func TestI10NumbersAreWhatTheyShow(t *testing.T) {
	for _, x := range []struct {
		value, format string
		want          Cell
	}{
		{"123", "", Cell{Number, "123"}},
		{"196009172336", "General", Cell{Number, "196009172336"}},
		{"1.96009172336E+11", "", Cell{Number, "196009172336"}},
		{"123", "0000", Cell{Number, "0123"}},
		{"50101", "000000", Cell{Number, "050101"}},
		{"6009172336", "000000-0000", Cell{Number, "600917-2336"}},
		{"196009172336", `00000000\-0000`, Cell{Number, "19600917-2336"}},
		{"5", `00"-"00`, Cell{Number, "00-05"}},
		{"0", "0", Cell{Number, "0"}},
		{"7", "#", Cell{Number, "7"}},
		{"-7", "00", Cell{Number, "-07"}},
		{"50", `0" kr"`, Cell{Number, "50 kr"}},
		{"1050", "#,##0", Cell{Amount, "1050"}}, // shown as 1 050: two codes, if they are
		{"1050.5", "0.00", Cell{Amount, "1050.5"}},
		{"980.10000000000002", "", Cell{Amount, "980.1"}},
		{"1050", `#,##0.00\ "kr"`, Cell{Amount, "1050"}},
		{"1050", `_-* #,##0.00\ [$kr-41D]_-;\-* #,##0.00\ [$kr-41D]_-;_-* "-"??\ [$kr-41D]_-;_-@_-`, Cell{Amount, "1050"}},
		{"-3", `#,##0;[Red]-#,##0`, Cell{Amount, "-3"}},
		{"12", "@", Cell{Number, "12"}},
		{"46387", "yyyy-mm-dd", Cell{Date, "2026-12-31"}},
		{"46387", "[$-41D]d mmmm yyyy;@", Cell{Date, "2026-12-31"}},
		{"46387", "mm/dd/yy", Cell{Date, "2026-12-31"}},
		{"46387", "yyyy-mm-dd hh:mm", Cell{Date, "2026-12-31"}},
		{"46387.5", "yyyy-mm-dd", Cell{Date, "2026-12-31"}},
	} {
		if c := below(t, one(`<c s="1"><v>`+x.value+`</v></c>`, formatted(x.format))); c != x.want {
			t.Errorf("%s as %q: %+v, want %+v", x.value, x.format, c, x.want)
		}
	}
	for _, x := range []struct{ value, format string }{
		{"980.4", "0"},
		{"980.456", "0.00"},
		{"980.4", "#,##0"},
		{"0.5", "0%"},
		{"5", "0.00E+00"},
		{"0.5", "# ?/?"},
		{"5", `[>3]0;0.0`},
		{"0.5", "h:mm"},
		{"46387.5", "yyyy-mm-dd hh:mm"},
		{"5", "yyyy-mm-dd"},
		{"1.5", "[h]:mm"},
		{"1e300", ""},
		{"1234567890123456", "0"},
		{"0x1p4", ""},
		{"Inf", ""},
		{"nan", "0"},
		{"5", `"x`},
		{"1050", `#,##0" tkr"`},
		{"9e9", "yyyy"},
	} {
		if c := below(t, one(`<c s="1"><v>`+x.value+`</v></c>`, formatted(x.format))); c.Kind != Bad || c.Text == "" {
			t.Errorf("%s as %q: %+v", x.value, x.format, c)
		}
	}
	for cell, want := range map[string]Kind{
		`<c t="e"><v>#N/A</v></c>`: Bad, `<c t="e"><v>#REF!</v></c>`: Bad, `<c t="inlineStr"><is><t>#SAKNAS!</t></is></c>`: Bad,
		`<c t="b"><v>0</v></c>`: Bool, `<c t="d"><v>2026-12-31T00:00:00</v></c>`: Date, `<c t="d"><v>2026-12-31T12:00:00</v></c>`: Bad,
		`<c t="s"><v>7</v></c>`: Bad, `<c t="z"><v>7</v></c>`: Bad, `<c/>`: Empty, `<c><v> </v></c>`: Empty, `<c t="inlineStr"><is><t xml:space="preserve">  </t></is></c>`: Empty,
	} {
		if c := below(t, one(cell, "")); c.Kind != want {
			t.Errorf("%s: %+v", cell, c)
		}
	}
}

// A text's section may have a colour and blanks about it, and shows the text all the same.
func TestTextSections(t *testing.T) {
	for _, code := range []string{"@", `0;0;0;[Red]@`, `0;0;0;_-@_-`, `0;0;0;* @`, `0;"a;b";0;@`, `0;\;;0;@`} {
		if c := below(t, one(`<c s="1" t="inlineStr"><is><t>x</t></is></c>`, formatted(code))); c != (Cell{Text, "x"}) {
			t.Errorf("%s: %+v", code, c)
		}
	}
}

// Days of a workbook made on an old Macintosh count from 1904.
func TestWorkbookOf1904(t *testing.T) {
	b := one(`<c s="1"><v>44561</v></c>`, formatted("yyyy-mm-dd"))
	b.props = `date1904="1"`
	if c := below(t, b); c != (Cell{Date, "2026-01-01"}) {
		t.Errorf("%+v", c)
	}
}

// A text is its runs, not how it is pronounced, and stands in the table of texts.
func TestTextsOfAWorkbook(t *testing.T) {
	b := one(`<c t="s"><v>1</v></c>`, "")
	b.strings = `<si><t>x</t></si><si><r><t>Ås</t></r><r><rPr><b/></rPr><t>a</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si>`
	if c := below(t, b); c != (Cell{Text, "Åsa"}) {
		t.Errorf("%+v", c)
	}
}

// What is no workbook, or would unpack to more than can be, is refused in words
// and at once.
func TestHostileWorkbooks(t *testing.T) {
	good := one(`<c><v>1</v></c>`, "").bytes(t)
	far := excelize.NewFile() // a few bytes that make a row of 16 384 cells
	must(t, far.SetSheetRow("Sheet1", "A1", &[]any{"a"}), far.SetCellInt("Sheet1", "XFD2", 1))
	locked := excelize.NewFile()
	var secret bytes.Buffer
	must(t, locked.Write(&secret, excelize.Options{Password: "x"}), locked.Close())
	bomb := map[string]string{
		"_rels/.rels":                `<Relationships/>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r" Type="/worksheet" Target="s.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns:r="x"><sheets><sheet name="a" r:id="r"/></sheets></workbook>`,
		"xl/s.xml":                   `<worksheet><sheetData><row>` + strings.Repeat(" ", maxFile) + `</row></sheetData></worksheet>`,
	}
	for name, x := range map[string]struct {
		raw  []byte
		says string
	}{
		"far to the right": {saved(t, far), "rad 2: raden har fler än 200 kolumner"},
		"with a password":  {secret.Bytes(), "lösenord"},
		"an old one":       {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ".xls"},
		"cut off":          {good[:len(good)/2], "kan inte läsas som Excel-arbetsbok"},
		"only the mark":    {[]byte("PK\x03\x04"), "kan inte läsas"},
		"another archive":  {zipped(t, map[string]string{"a.txt": "x"}), "kan inte läsas"},
		"OpenDocument":     {zipped(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), ".ods"},
		"binary":           {zipped(t, map[string]string{"xl/workbook.bin": "x"}), ".xlsb"},
		"a bomb":           {zipped(t, bomb), "för stor uppackad"},
		"no XML":           {zipped(t, map[string]string{"_rels/.rels": "<a"}), "kan inte läsas"},
		"too many rows": {
			xmlBook{sheets: []string{`name="a"|` + strings.Repeat(`<row><c><v>1</v></c></row>`, maxRows+2)}}.bytes(t),
			"fler än 100000 rader",
		},
	} {
		if says := refused(t, x.raw, Column{Name: "a"}); !strings.HasPrefix(says, "rad ") || !strings.Contains(says, x.says) {
			t.Errorf("%s: %s", name, says)
		}
	}
}

// FuzzRead: no file makes the reader panic, and what it refuses it refuses by
// line and in words.
func FuzzRead(f *testing.F) {
	f.Add([]byte("sep=;\na;b\n1;\"x\"\n"))
	f.Add([]byte("\xff\xfea\x00;\x00b\x00"))
	f.Add(encode16("a\tb\nå\t1\n", "\xfe\xff", true))
	f.Add(one(`<c s="1"><v>123</v></c>`, formatted(`#,##0.00\ [$kr-41D];;"-";@`)).bytes(f))
	book := excelize.NewFile()
	must(f, book.SetSheetRow("Sheet1", "A1", &[]any{"a", "b", 1.5, true}))
	f.Add(saved(f, book))
	f.Fuzz(func(t *testing.T, raw []byte) {
		table, err := Read(bytes.NewReader(raw), Options{})
		if err == nil {
			err = table.Lines(ab, func(l Line) {
				l.Text("a")
				l.YesNo("a")
				l.Date("b")
				l.Amount("b")
				l.Codes("b")
			})
		}
		var faults Faults
		if err != nil && !errors.As(err, &faults) {
			t.Fatal(err)
		}
		for _, x := range faults {
			if x.Line < 1 || x.Reason == "" {
				t.Errorf("%+v", x)
			}
		}
	})
}
