package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// xmlBook is a workbook written by hand, so that a test can hold what no
// library writes.
type xmlBook struct {
	sheets  []string // attributes and rows: `name="A"|<row>…</row>`
	strings string   // <si>…</si>
	styles  string   // inside <styleSheet>
	props   string   // attributes of workbookPr
	calc    string   // attributes of calcPr
}

const relType = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

func (b xmlBook) bytes(t testing.TB) []byte {
	t.Helper()
	list, rels := "", ""
	parts := map[string]string{}
	for i, s := range b.sheets {
		attrs, body, _ := strings.Cut(s, "|")
		if !strings.Contains(body, "<sheetData") {
			body = "<sheetData>" + body + "</sheetData>"
		}
		list += fmt.Sprintf(`<sheet sheetId="%d" r:id="r%d" %s/>`, i+1, i+1, attrs)
		rels += fmt.Sprintf(`<Relationship Id="r%d" Type="%s/worksheet" Target="worksheets/s%d.xml"/>`, i+1, relType, i+1)
		parts[fmt.Sprintf("xl/worksheets/s%d.xml", i+1)] = `<worksheet>` + body + `</worksheet>`
	}
	rels += `<Relationship Id="x" Type="` + relType + `/sharedStrings" Target="/xl/strings.xml"/><Relationship Id="y" Type="` + relType + `/styles" Target="styles.xml"/>`
	parts["_rels/.rels"] = `<Relationships><Relationship Id="d" Type="` + relType + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	parts["xl/_rels/workbook.xml.rels"] = `<Relationships>` + rels + `</Relationships>`
	parts["xl/workbook.xml"] = `<workbook xmlns:r="` + relType + `"><workbookPr ` + b.props + `/><sheets>` + list + `</sheets><calcPr ` + b.calc + `/></workbook>`
	parts["xl/strings.xml"] = `<sst>` + b.strings + `</sst>`
	parts["xl/styles.xml"] = `<styleSheet>` + b.styles + `</styleSheet>`
	return zipped(t, parts)
}

func zipped(t testing.TB, parts map[string]string) []byte {
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

// one is a workbook whose sheet has the head "a" and below it one cell.
func one(cell, styles string) xmlBook {
	return xmlBook{sheets: []string{`name="Blad1"|<row><c t="inlineStr"><is><t>a</t></is></c></row><row>` + cell + `</row>`}, styles: styles}
}

// formatted is a style sheet whose style 1 has a number format.
func formatted(code string) string {
	return `<numFmts><numFmt numFmtId="170" formatCode="` + strings.NewReplacer(`"`, "&quot;", "<", "&lt;", ">", "&gt;").Replace(code) +
		`"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>`
}

func read(t testing.TB, raw []byte) *Table {
	t.Helper()
	table, err := Read(bytes.NewReader(raw), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// below is the cell under the head "a" of a workbook; Empty if the row shows nothing.
func below(t testing.TB, b xmlBook) Cell {
	t.Helper()
	table := read(t, b.bytes(t))
	if len(table.Rows) < 2 {
		return Cell{}
	}
	return table.Rows[1].Cells[0]
}

// saved is what the library writes, which is another writer than our reader's.
func saved(t testing.TB, f *excelize.File) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := errors.Join(f.Write(&out), f.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func must(t testing.TB, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

// refused is what is said of a file.
func refused(t testing.TB, raw []byte, columns ...Column) string {
	t.Helper()
	table, err := Read(bytes.NewReader(raw), Options{})
	if err == nil {
		err = table.Lines(columns, func(Line) {})
	}
	var faults Faults
	if !errors.As(err, &faults) || len(faults) == 0 {
		t.Errorf("not refused by line: %v", err)
		return ""
	}
	return faults.Error()
}

// texts reads the columns of a file as texts.
func texts(t testing.TB, raw []byte, columns ...Column) (rows [][]string) {
	t.Helper()
	if err := read(t, raw).Lines(columns, func(l Line) {
		var row []string
		for _, c := range columns {
			row = append(row, l.Text(c.Name))
		}
		rows = append(rows, row)
	}); err != nil {
		t.Fatal(err)
	}
	return rows
}
