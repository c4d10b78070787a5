package export

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"example.org/tandtui/internal/domain"
)

// A workbook's limits (Excel's specifications).
const (
	maxRows     = 1_048_576
	maxCell     = 32_767 // characters
	maxSheet    = 31     // characters of a sheet's name
	dangerChars = `[]:*?/\'`
)

// ErrRows is returned for a table that no workbook can hold.
var ErrRows = errors.New("export: more rows than a workbook can have")

// The styles in styles.xml, by place.
const (
	headStyle   = 1
	moneyStyle  = 2
	dateStyle   = 3
	quotedStyle = 4 // text that must stay text when it is edited
)

// parts are the files of a workbook beside its sheet.
var parts = []struct{ name, content string }{
	{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`},
	{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
	{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`},
	{"xl/styles.xml", `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="49" quotePrefix="1" applyNumberFormat="1"/></cellXfs></styleSheet>`},
}

// WriteXLSX writes a table as a workbook of one sheet: typed cells, a heading that
// stays in sight, a filter. It is written as it comes and needs no temporary file.
func WriteXLSX(w io.Writer, t Table) error {
	z := zip.NewWriter(w)
	for _, p := range parts {
		if err := part(z, p.name, func(b *bufio.Writer) error { return say(b, p.content) }); err != nil {
			return err
		}
	}
	if err := part(z, "xl/workbook.xml", func(b *bufio.Writer) error {
		return say(b, `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="`, escaped(sheetName(t.Title)), `" sheetId="1" r:id="rId1"/></sheets></workbook>`)
	}); err != nil {
		return err
	}
	if err := part(z, "xl/worksheets/sheet1.xml", func(b *bufio.Writer) error { return sheet(b, t) }); err != nil {
		return err
	}
	return z.Close()
}

func part(z *zip.Writer, name string, content func(*bufio.Writer) error) error {
	f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate}) // without a time: the same table gives the same bytes
	if err != nil {
		return err
	}
	b := bufio.NewWriter(f)
	if err := errors.Join(say(b, strings.TrimSuffix(xml.Header, "\n")), content(b)); err != nil {
		return err
	}
	return b.Flush()
}

func say(b *bufio.Writer, pieces ...string) error {
	for _, p := range pieces {
		if _, err := b.WriteString(p); err != nil {
			return err
		}
	}
	return nil
}

func sheet(b *bufio.Writer, t Table) error {
	if err := say(b, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`); err != nil {
		return err
	}
	head := make([]Cell, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = Text(c.Title)
		n := strconv.Itoa(i + 1)
		if err := say(b, `<col min="`, n, `" max="`, n, `" width="`, strconv.Itoa(c.width()), `" customWidth="1"/>`); err != nil {
			return err
		}
	}
	if err := errors.Join(say(b, `</cols><sheetData>`), sheetRow(b, head, headStyle)); err != nil {
		return err
	}
	rows := 1
	for cells := range t.Rows {
		if rows++; rows > maxRows {
			return ErrRows
		}
		if err := sheetRow(b, cells, 0); err != nil {
			return err
		}
	}
	if len(t.Columns) == 0 {
		return say(b, `</sheetData></worksheet>`)
	}
	return say(b, `</sheetData><autoFilter ref="A1:`, letters(len(t.Columns)), strconv.Itoa(rows), `"/></worksheet>`)
}

// sheetRow writes a row. Text is always of the type inlineStr, which no program
// takes for a formula.
func sheetRow(b *bufio.Writer, cells []Cell, style int) error {
	if err := say(b, `<row>`); err != nil {
		return err
	}
	for _, c := range cells {
		if err := c.write(b, style); err != nil {
			return err
		}
	}
	return say(b, `</row>`)
}

func (c Cell) write(b *bufio.Writer, style int) error {
	switch {
	case c.kind == moneyCell:
		return number(b, moneyStyle, decimal(c.n))
	case c.kind == dateCell:
		return number(b, dateStyle, strconv.Itoa(serial(c.day)))
	case c.kind == countCell:
		return number(b, style, strconv.FormatInt(c.n, 10))
	case c.text == "":
		return say(b, `<c/>`)
	case c.dangerous():
		style = quotedStyle
	}
	s := c.text
	if r := []rune(s); len(r) > maxCell {
		s = string(r[:maxCell])
	}
	return say(b, `<c s="`, strconv.Itoa(style), `" t="inlineStr"><is><t xml:space="preserve">`, escaped(s), `</t></is></c>`)
}

func number(b *bufio.Writer, style int, n string) error {
	return say(b, `<c s="`, strconv.Itoa(style), `"><v>`, n, `</v></c>`)
}

// decimal is öre as kronor with a point.
func decimal(n int64) string {
	return strings.NewReplacer(" ", "", ",", ".").Replace(domain.Ore(n).String())
}

// serial is the number that workbooks keep a date as: days since 1899-12-30.
func serial(d domain.Date) int {
	day := time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, time.UTC)
	return int(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
}

// letters is the name of the n-th column: A, Z, AA.
func letters(n int) string {
	if n == 0 {
		return ""
	}
	return letters((n-1)/26) + string(rune('A'+(n-1)%26))
}

// sheetName is a title as the name of a sheet.
func sheetName(title string) string {
	name := []rune(strings.Map(func(r rune) rune {
		if strings.ContainsRune(dangerChars, r) {
			return ' '
		}
		return r
	}, Text(title).text))
	if name = name[:min(len(name), maxSheet)]; strings.TrimSpace(string(name)) == "" {
		return "Blad1"
	}
	return strings.TrimSpace(string(name))
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes everything
	return b.String()
}
