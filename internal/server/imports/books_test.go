package imports_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// officeBook is a workbook as an office's program writes it, in XML of our own: a
// library that both writes and reads would agree with itself.
type officeBook struct {
	program string     // whose way of writing it is, one of programs
	old     bool       // days count from 1904
	before  string     // a hidden sheet in front of it, by its state; "": none
	rows    [][]string // cells as cellOf reads them
}

// programs write texts, formats and sheets each in their own way.
var programs = []string{"Excel", "LibreOffice", "Google"}

const (
	mainSpace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relSpace  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packSpace = "http://schemas.openxmlformats.org/package/2006/relationships"
)

// booked makes a book of a text file's rows.
func booked(program, file string) officeBook {
	b := officeBook{program: program}
	for line := range strings.Lines(file) {
		b.rows = append(b.rows, strings.Split(strings.TrimRight(line, "\r\n"), ";"))
	}
	return b
}

// bytes writes it.
func (b officeBook) bytes(t testing.TB) []byte {
	t.Helper()
	w := bookWriter{book: b, texts: map[string]int{}}
	var body strings.Builder
	for i, row := range b.rows {
		fmt.Fprintf(&body, `<row r="%d"%s>`, i+1, map[string]string{"Excel": ` spans="1:9" x14ac:dyDescent="0.25"`, "LibreOffice": ` customFormat="false" ht="12.8" hidden="false"`}[b.program])
		for j, v := range row {
			body.WriteString(w.cell(string(rune('A'+j))+strconv.Itoa(i+1), v))
		}
		body.WriteString(`</row>`)
	}
	parts := map[string]string{
		"[Content_Types].xml":        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
		"_rels/.rels":                `<Relationships xmlns="` + packSpace + `"><Relationship Id="rId1" Type="` + relSpace + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"docProps/app.xml":           `<Properties/>`,
		"xl/worksheets/sheet1.xml":   w.sheet(body.String()),
		"xl/sharedStrings.xml":       `<sst xmlns="` + mainSpace + `">` + w.shared.String() + `</sst>`,
		"xl/styles.xml":              w.styles(),
		"xl/workbook.xml":            w.workbook(),
		"xl/_rels/workbook.xml.rels": w.relations(),
	}
	if b.before != "" {
		parts["xl/worksheets/sheet2.xml"] = w.sheet(`<row r="1"><c r="A1" t="inlineStr"><is><t>gammalt</t></is></c></row>`)
	}
	return zipOf(t, parts)
}

// bookWriter collects texts and formats while it writes cells.
type bookWriter struct {
	book    officeBook
	texts   map[string]int
	shared  strings.Builder
	formats []string
}

// cell writes one: a text, or after a letter and a colon n(umber, with a format
// behind "|"), d(ay), b(ool), e(rror), f(ormula, with its value behind "→").
func (w *bookWriter) cell(at, v string) string {
	kind, rest, typed := strings.Cut(v, ":")
	if !typed || len(kind) != 1 {
		return w.text(at, v)
	}
	switch kind {
	case "n":
		number, format, _ := strings.Cut(rest, "|")
		return fmt.Sprintf(`<c r="%s" s="%d"><v>%s</v></c>`, at, w.format(format), number)
	case "d":
		return fmt.Sprintf(`<c r="%s" s="%d"><v>%d</v></c>`, at, w.format(map[string]string{"LibreOffice": `yyyy\-mm\-dd`}[w.book.program]+map[string]string{"Excel": "d mmm yyyy", "Google": "yyyy/mm/dd"}[w.book.program]), w.serial(rest))
	case "b":
		return fmt.Sprintf(`<c r="%s" t="b"><v>%s</v></c>`, at, rest)
	case "e":
		return fmt.Sprintf(`<c r="%s" t="e"><v>%s</v></c>`, at, rest)
	case "f":
		formula, value, computed := strings.Cut(rest, "→")
		if !computed {
			return fmt.Sprintf(`<c r="%s"><f>%s</f></c>`, at, escaped(formula))
		}
		return fmt.Sprintf(`<c r="%s" t="str"><f>%s</f><v>%s</v></c>`, at, escaped(formula), escaped(value))
	}
	return w.text(at, v)
}

func (w *bookWriter) text(at, v string) string {
	switch {
	case v == "" && w.book.program == "Google":
		return ""
	case v == "":
		return fmt.Sprintf(`<c r="%s" s="0"/>`, at) // a cell that only has a style
	case w.book.program == "Google":
		return fmt.Sprintf(`<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, at, escaped(v))
	}
	i, known := w.texts[v]
	if !known {
		i = len(w.texts)
		w.texts[v] = i
		run := `<t xml:space="preserve">` + escaped(v) + `</t>`
		if w.book.program == "Excel" && i%2 == 1 { // as a text with a bold letter is kept
			run = `<r><t>` + escaped(v[:1]) + `</t></r><r><rPr><b/></rPr><t xml:space="preserve">` + escaped(v[1:]) + `</t></r>`
			if v[0] >= 0x80 {
				run = `<r><t>` + escaped(v) + `</t></r>`
			}
		}
		w.shared.WriteString(`<si>` + run + `</si>`)
	}
	return fmt.Sprintf(`<c r="%s" t="s" s="0"><v>%d</v></c>`, at, i)
}

// format is the style of a number format; "" is the one for all.
func (w *bookWriter) format(code string) int {
	if code == "" {
		return 0
	}
	if i := slices.Index(w.formats, code); i >= 0 {
		return i + 1
	}
	w.formats = append(w.formats, code)
	return len(w.formats)
}

// serial is the number that a day is kept as.
func (w *bookWriter) serial(day string) int {
	at, err := time.Parse("2006-01-02", day)
	if err != nil {
		panic(err)
	}
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if w.book.old {
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return int(at.Sub(first).Hours() / 24)
}

func (w *bookWriter) sheet(rows string) string {
	return xml.Header + `<worksheet xmlns="` + mainSpace + `" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"><dimension ref="A1:K99"/>` +
		`<sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="9" width="12" customWidth="1"/></cols>` +
		`<sheetData>` + rows + `</sheetData><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>`
}

func (w *bookWriter) styles() string {
	general := map[string]string{"LibreOffice": `<numFmt numFmtId="164" formatCode="General"/>`}[w.book.program]
	var formats, cells strings.Builder
	for i, code := range w.formats {
		fmt.Fprintf(&formats, `<numFmt numFmtId="%d" formatCode="%s"/>`, 170+i, escaped(code))
		fmt.Fprintf(&cells, `<xf numFmtId="%d" fontId="0" applyNumberFormat="1"/>`, 170+i)
	}
	first := map[bool]int{true: 164}[general != ""]
	return fmt.Sprintf(`<styleSheet xmlns="%s"><numFmts count="9">%s%s</numFmts><fonts><font><sz val="11"/></font></fonts><cellXfs><xf numFmtId="%d" fontId="0"/>%s</cellXfs></styleSheet>`,
		mainSpace, general, formats.String(), first, cells.String())
}

func (w *bookWriter) workbook() string {
	sheets := `<sheet name="Blad1" sheetId="1" r:id="rId1"/>`
	if w.book.before != "" {
		sheets = `<sheet name="Gamla" sheetId="2" state="` + w.book.before + `" r:id="rId2"/>` + sheets
	}
	return fmt.Sprintf(`<workbook xmlns="%s" xmlns:r="%s"><workbookPr date1904="%v"/><bookViews><workbookView activeTab="0"/></bookViews><sheets>%s</sheets><calcPr calcId="191029"/></workbook>`, mainSpace, relSpace, w.book.old, sheets)
}

func (w *bookWriter) relations() string {
	rel := func(id, kind, target string) string {
		return fmt.Sprintf(`<Relationship Id="%s" Type="%s/%s" Target="%s"/>`, id, relSpace, kind, target)
	}
	all := rel("rId1", "worksheet", "worksheets/sheet1.xml") + rel("rId2", "worksheet", "/xl/worksheets/sheet2.xml") +
		rel("rId3", "styles", "styles.xml") + rel("rId4", "sharedStrings", "sharedStrings.xml")
	return `<Relationships xmlns="` + packSpace + `">` + all + `</Relationships>`
}

func escaped(s string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		panic(err)
	}
	return b.String()
}

func zipOf(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(parts[name]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
