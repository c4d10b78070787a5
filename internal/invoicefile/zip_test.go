package invoicefile_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"io/fs"
	"strings"
	"testing"

	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/text"
)

// packed is a file of a ZIP; change may make it one that must not be there.
type packed struct {
	name, content string
	change        func(*zip.FileHeader)
	raw           bool // content is what stands in the ZIP, its size and sum what change says
}

const (
	aPDF = "%PDF-1.4\n%%EOF\n"
	aPNG = "\x89PNG\r\n\x1a\n0000"
)

func zipOf(t *testing.T, files ...packed) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate}
		if f.change != nil {
			f.change(h)
		}
		create := z.CreateHeader
		if f.raw {
			h.CompressedSize64 = uint64(len(f.content))
			create = z.CreateRaw
		}
		w, err := create(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(f.content)); err != nil && !strings.HasSuffix(f.name, "/") {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// naming is a file of one bill that names attachments.
func naming(names ...string) string {
	list := ""
	for _, n := range names {
		list += "<attachment>" + n + "</attachment>"
	}
	if list != "" {
		list = "<attachments>" + list + "</attachments>"
	}
	return `<?xml version="1.0"?><invoiceFile xmlns="urn:tandtui:fakturafil:1" version="1.0"><header>
<fileId>5f0c9c0e-1d6b-4b0e-9d5b-0d9d2f0c1a01</fileId><created>2026-11-28T16:05:00+01:00</created><system>Prov</system><systemVersion>1</systemVersion>
<orgNumber>556677-8899</orgNumber><bills>1</bills><credits>0</credits><sumOre>0</sumOre></header>
<invoice clinic="1001"><bill id="5f0c9c0e-1d6b-4b0e-9d5b-0d9d2f0c1a02"><person>199001012384</person><support>N</support><billRef>R-1</billRef>` + list +
		`<items/></bill></invoice></invoiceFile>`
}

func xmlNaming(names ...string) packed { return packed{name: "fil.xml", content: naming(names...)} }

// zipFindings gives the codes about attachments and ZIP, with the place of each.
func zipFindings(t *testing.T, raw []byte) (*invoicefile.Report, string) {
	t.Helper()
	r := checkedFile(t, raw)
	var list []string
	for _, x := range r.Findings {
		if strings.HasPrefix(x.Code, "F-ZIP") || strings.HasPrefix(x.Code, "F-ATTACHMENT") {
			list = append(list, fmt.Sprint(x.Code, " ", x.Place))
		}
		if s := text.Finding(x.Finding).String(); strings.ContainsAny(s, "\x1b\x07") {
			t.Errorf("a sentence with a control character: %q", s)
		}
	}
	return r, strings.Join(list, ", ")
}

// TestZIP: whatever is wrong with a ZIP or an attachment is told at the bill that
// names it, or of the file (C8).
func TestZIP(t *testing.T) {
	t.Parallel()
	noted := func(h *zip.FileHeader) { h.Flags |= 1 }
	link := func(h *zip.FileHeader) { h.SetMode(0o777 | fs.ModeSymlink) }
	wrongSum := func(h *zip.FileHeader) {
		h.Method, h.UncompressedSize64, h.CRC32 = zip.Store, uint64(len(aPDF)), crc32.ChecksumIEEE([]byte("another"))
	}
	old := func(h *zip.FileHeader) { h.NonUTF8 = true }
	huge := func(h *zip.FileHeader) { h.UncompressedSize64 = 1 << 33 }
	many := []packed{xmlNaming()}
	for i := range 1_000 {
		many = append(many, packed{name: fmt.Sprintf("%d.pdf", i), content: aPDF})
	}
	pdf := packed{name: "a.pdf", content: aPDF}
	for name, c := range map[string]struct {
		files []packed
		want  string
	}{
		"all right":       {[]packed{xmlNaming("a.pdf", "röntgen 1.png"), pdf, {name: "röntgen 1.png", content: aPNG}}, ""},
		"ä as two":        {[]packed{xmlNaming("\u00e4.pdf"), {name: "a\u0308.pdf", content: aPDF}}, ""},
		"ö of Windows":    {[]packed{xmlNaming("röntgen.png"), {name: "r\x94ntgen.png", content: aPNG, change: old}}, ""},
		"ö unsaid":        {[]packed{xmlNaming("röntgen.png"), {name: "röntgen.png", content: aPNG, change: old}}, ""},
		"ö of Latin-1":    {[]packed{xmlNaming("röntgen.png"), {name: "r\xf6ntgen.png", content: aPNG, change: old}}, "F-ATTACHMENT-MISSING 0, F-ZIP-NAME -1"},
		"missing":         {[]packed{xmlNaming("a.pdf")}, "F-ATTACHMENT-MISSING 0"},
		"other case":      {[]packed{xmlNaming("A.pdf"), pdf}, "F-ATTACHMENT-MISSING 0, F-ATTACHMENT-UNNAMED -1"},
		"unnamed":         {[]packed{xmlNaming(), pdf}, "F-ATTACHMENT-UNNAMED -1"},
		"program":         {[]packed{xmlNaming("a.pdf"), {name: "a.pdf", content: "MZ\x90\x00"}}, "F-ATTACHMENT-TYPE 0"},
		"picture as pdf":  {[]packed{xmlNaming("a.pdf"), {name: "a.pdf", content: aPNG}}, "F-ATTACHMENT-TYPE 0"},
		"zip as pdf":      {[]packed{xmlNaming("a.pdf"), {name: "a.pdf", content: string(zipOf(t, pdf))}}, "F-ATTACHMENT-TYPE 0"},
		"zip in it":       {[]packed{xmlNaming(), {name: "a.zip", content: string(zipOf(t, pdf))}}, "F-ZIP-NAME -1"},
		"empty":           {[]packed{xmlNaming("a.pdf"), {name: "a.pdf"}}, "F-ATTACHMENT-TYPE 0"},
		"large":           {[]packed{xmlNaming("a.pdf"), {name: "a.pdf", content: strings.Repeat("x", 10<<20+1), change: func(h *zip.FileHeader) { h.Method = zip.Store }}}, "F-ATTACHMENT-LARGE 0"},
		"wrong sum":       {[]packed{xmlNaming("a.pdf"), {name: "a.pdf", content: aPDF, change: wrongSum, raw: true}}, "F-ATTACHMENT-DAMAGED 0"},
		"climbs":          {[]packed{xmlNaming(), {name: "../../a.pdf", content: aPDF}}, "F-ZIP-NAME -1"},
		"absolute":        {[]packed{xmlNaming(), {name: "/etc/a.pdf", content: aPDF}}, "F-ZIP-NAME -1"},
		"drive":           {[]packed{xmlNaming(), {name: `C:\a.pdf`, content: aPDF}}, "F-ZIP-NAME -1"},
		"folder":          {[]packed{xmlNaming(), {name: "bilagor/"}}, "F-ZIP-NAME -1"},
		"xml in a folder": {[]packed{{name: "x/fil.xml", content: naming()}}, "F-ZIP-NAME -1"},
		"escape":          {[]packed{xmlNaming(), {name: "\x1b]52;c;eA==\x07.pdf", content: aPDF}}, "F-ZIP-NAME -1"},
		"twice":           {[]packed{xmlNaming("a.pdf"), pdf, pdf}, "F-ZIP-TWICE -1"},
		"twice by case":   {[]packed{xmlNaming("a.pdf"), pdf, {name: "A.pdf", content: aPDF}}, "F-ZIP-TWICE -1"},
		"encrypted":       {[]packed{xmlNaming(), {name: "a.pdf", content: aPDF, change: noted, raw: true}}, "F-ZIP-FORM -1"},
		"link":            {[]packed{xmlNaming(), {name: "a.pdf", content: "/etc/passwd", change: link}}, "F-ZIP-FORM -1"},
		"bomb":            {[]packed{xmlNaming("a.pdf"), {name: "a.pdf", content: strings.Repeat("\x00", 4<<20)}}, "F-ZIP-LARGE -1"},
		"bomb as xml":     {[]packed{{name: "fil.xml", content: strings.Repeat(" ", 4<<20)}}, "F-ZIP-LARGE -1"},
		"says huge":       {[]packed{xmlNaming("a.pdf"), {name: "a.pdf", content: aPDF, change: huge, raw: true}}, "F-ZIP-LARGE -1"},
		"no xml":          {[]packed{pdf}, "F-ZIP-ONE -1"},
		"two xml":         {[]packed{xmlNaming(), {name: "b.xml", content: naming()}}, "F-ZIP-ONE -1"},
		"many":            {many, "F-ZIP-MANY -1"},
	} {
		r, got := zipFindings(t, zipOf(t, c.files...))
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if r.FileFault != strings.Contains(c.want, "-1") || r.Digest == "" {
			t.Errorf("%s: fault of the file: %v, digest %q", name, r.FileFault, r.Digest)
		}
	}
	if r, got := zipFindings(t, []byte(naming("a.pdf"))); got != "F-ATTACHMENT-BARE 0" || r.FileFault {
		t.Errorf("XML by itself: %q", got)
	}
}

// TestZIPDamage: a ZIP that lies about itself, or was cut, is told and never read in
// part.
func TestZIPDamage(t *testing.T) {
	t.Parallel()
	whole := zipOf(t, xmlNaming("a.pdf"), packed{name: "a.pdf", content: aPDF})
	for at := 4; at < len(whole); at += 7 {
		if r, _ := zipFindings(t, whole[:at]); !r.FileFault {
			t.Fatalf("cut at %d it is taken", at)
		}
		if at < 40 { // inside the XML's own header archive/zip does not look at everything
			continue
		}
		bad := bytes.Clone(whole)
		bad[at] ^= 0x41
		zipFindings(t, bad) // no panic
	}
	if r, _ := zipFindings(t, append(bytes.Clone(whole), "more"...)); !r.FileFault {
		t.Error("something behind the ZIP is taken")
	}
	if r, _ := zipFindings(t, append([]byte("PK\x03\x04"), whole...)); !r.FileFault {
		t.Error("something before the ZIP is taken")
	}
}
