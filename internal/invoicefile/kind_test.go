package invoicefile_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/region"
)

// TestAFileOfAnotherKindIsNamed: whoever chooses the wrong file hears once what it is,
// and not a hundred times what is missing in it (C2). What it is called does not count.
func TestAFileOfAnotherKindIsNamed(t *testing.T) {
	t.Parallel()
	plain := func(name string) packed { return packed{name: name, content: "<x/>"} }
	sheets := []packed{plain("[Content_Types].xml"), plain("_rels/.rels")}
	for i := range 300 {
		sheets = append(sheets, plain(fmt.Sprintf("xl/worksheets/sheet%d.xml", i)))
	}
	var wide []byte
	for _, u := range utf16.Encode([]rune(naming())) {
		wide = append(wide, byte(u), byte(u>>8))
	}
	for name, c := range map[string]struct{ content, want string }{
		"empty":            {"", "F-FILE-KIND empty"},
		"white space":      {"\xEF\xBB\xBF \r\n", "F-FILE-KIND empty"},
		"PDF":              {aPDF, "F-FILE-KIND pdf"},
		"picture":          {aPNG, "F-FILE-KIND image"},
		"workbook":         {string(zipOf(t, sheets...)), "F-FILE-KIND excel"},
		"Word":             {string(zipOf(t, plain("[Content_Types].xml"), plain("word/document.xml"))), "F-FILE-KIND word"},
		"OpenDocument":     {string(zipOf(t, packed{name: "mimetype", content: "application/vnd.oasis.opendocument.spreadsheet"}, plain("content.xml"))), "F-FILE-KIND office"},
		"older workbook":   {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00<", 900), "F-FILE-KIND office"},
		"RTF":              {`{\rtf1\ansi hej}`, "F-FILE-KIND rtf"},
		"web page":         {"\n<!doctype HTML><html><body>503<br>" + strings.Repeat("<p>", 500), "F-FILE-KIND html"},
		"JSON":             {`{"bills":[]}`, "F-FILE-KIND json"},
		"CSV":              {"klinik;personnummer;belopp\r\n1001;x;10\r\n", "F-FILE-KIND table"},
		"CSV with a mark":  {"\xEF\xBB\xBFklinik\tbelopp\n<1\t2\n", "F-FILE-KIND table"},
		"text":             {"Hej <b>du</b>", "F-FILE-KIND text"},
		"program":          {"MZ\x90\x00\x03", "F-FILE-KIND binary"},
		"gzip":             {"\x1f\x8b\x08\x00", "F-FILE-KIND archive"},
		"empty ZIP":        {string(zipOf(t)), "F-FILE-KIND zip"},
		"ZIP in a ZIP":     {string(zipOf(t, packed{name: "fil.xml", content: string(zipOf(t, xmlNaming()))})), "F-FILE-KIND zip"},
		"UTF-16":           {"\xff\xfe" + string(wide), "F-ENCODING utf16"},
		"UTF-16 unmarked":  {string(wide), "F-ENCODING utf16"},
		"another XML":      {`<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03">` + strings.Repeat("<x>", 500), "F-ROOT "},
		"an invoice file":  {naming(), ""},
		"a ZIP of it":      {string(zipOf(t, xmlNaming())), ""},
		"a ZIP of folders": {string(zipOf(t, append(sheets[2:], xmlNaming())...)), "F-FILE-KIND excel"},
	} {
		r := checkedFile(t, []byte(c.content))
		got := ""
		for _, f := range r.Findings {
			if f.Place == invoicefile.WholeFile {
				got += f.Code + " " + f.Params["kind"]
			}
		}
		if got != c.want || r.FileFault != (c.want != "") {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestAZIPWithManyFaultsIsShort: a ZIP of a folder says what is wrong with some of its
// files, and counts the others.
func TestAZIPWithManyFaultsIsShort(t *testing.T) {
	t.Parallel()
	files := []packed{xmlNaming()}
	for i := range 100 {
		files = append(files, packed{name: fmt.Sprintf("bilagor/%d.pdf", i), content: aPDF})
	}
	bomb := packed{name: "b.pdf", content: strings.Repeat("\x00", 4<<20)}
	if r := checkedFile(t, zipOf(t, append(files, bomb)...)); len(r.Findings)+r.Unlisted != 101 || len(r.Findings) > 20 || r.Bills != 0 {
		t.Errorf("%d findings, %d more, %d bills", len(r.Findings), r.Unlisted, r.Bills)
	}
}

// TestIsZIP: the reader stands at the beginning again.
func TestIsZIP(t *testing.T) {
	t.Parallel()
	for content, want := range map[string]bool{"": false, "PK": false, naming(): false, string(zipOf(t, xmlNaming())): true} {
		in := bytes.NewReader([]byte(content))
		if got, err := invoicefile.IsZIP(in); got != want || err != nil || in.Len() != len(content) {
			t.Errorf("%.10q: %v, %v, %d of %d left", content, got, err, in.Len(), len(content))
		}
	}
}

func checkedFile(t *testing.T, raw []byte) *invoicefile.Report {
	t.Helper()
	profile, prices, err := region.Load("vgr")
	if err != nil {
		t.Fatal(err)
	}
	today, err := domain.ParseDate("2026-11-28")
	if err != nil {
		t.Fatal(err)
	}
	f, err := invoicefile.Open(bytes.NewReader(raw), invoicefile.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := f.Check(t.Context(), invoicefile.LocalFacts(profile, prices, today), invoicefile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}
