package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// book is an Excel workbook (ECMA-376 part 1), read from memory: nothing of it
// is written to the disk, since a sheet may hold personal data.
type book struct {
	parts   map[string]*zip.File
	strings []string
	styles  []format
	old     bool // days count from 1904
	stale   bool // formulas are computed anew when the file is opened
}

var (
	errBook = errors.New("filen kan inte läsas som Excel-arbetsbok: öppna den i Excel och spara den som .xlsx, eller som CSV UTF-8")
	errPart = errors.New("arbetsboken är för stor uppackad: dela den, eller spara den som CSV UTF-8")
)

// sheetList is what xl/workbook.xml says.
type sheetList struct {
	Properties struct {
		Old string `xml:"date1904,attr"`
	} `xml:"workbookPr"`
	Calculation struct {
		OnLoad string `xml:"fullCalcOnLoad,attr"`
	} `xml:"calcPr"`
	Sheets []struct {
		Name  string     `xml:"name,attr"`
		State string     `xml:"state,attr"`
		Attrs []xml.Attr `xml:",any,attr"` // r:id, in one of two namespaces
	} `xml:"sheets>sheet"`
}

type relations struct {
	All []struct {
		ID     string `xml:"Id,attr"`
		Type   string `xml:"Type,attr"`
		Target string `xml:"Target,attr"`
	} `xml:"Relationship"`
}

// readWorkbook reads the first sheet that is shown.
func readWorkbook(raw []byte) (*Table, error) {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, whole(errBook.Error())
	}
	b := &book{parts: map[string]*zip.File{}}
	for _, f := range z.File {
		b.parts[strings.TrimPrefix(f.Name, "/")] = f
	}
	if b.parts["mimetype"] != nil || b.parts["xl/workbook.bin"] != nil {
		return nil, whole("filen är ett kalkylblad i ett annat format (.ods eller .xlsb): spara den som .xlsx, eller som CSV UTF-8")
	}
	t, err := b.table()
	var faults Faults
	switch {
	case err == nil || errors.As(err, &faults):
		return t, err
	case errors.Is(err, errPart):
		return nil, whole(errPart.Error())
	}
	return nil, whole(errBook.Error())
}

func (b *book) table() (*Table, error) {
	name := "xl/workbook.xml"
	var root relations
	if err := b.decode("_rels/.rels", &root); err != nil {
		return nil, err
	}
	for _, r := range root.All {
		if strings.HasSuffix(r.Type, "/officeDocument") {
			name = within("", r.Target)
		}
	}
	var list sheetList
	if err := b.decode(name, &list); err != nil {
		return nil, err
	}
	b.old, b.stale = isTrue(list.Properties.Old), isTrue(list.Calculation.OnLoad)
	var parts relations
	if err := b.decode(path.Join(path.Dir(name), "_rels", path.Base(name)+".rels"), &parts); err != nil {
		return nil, err
	}
	t, at, err := pick(list, parts, path.Dir(name))
	if err != nil {
		return nil, err
	}
	if err := b.shared(parts, path.Dir(name)); err != nil {
		return nil, err
	}
	return t, b.rows(at, t)
}

// pick finds the first visible sheet and its part; the others are named.
func pick(list sheetList, parts relations, dir string) (t *Table, at string, err error) {
	t = &Table{}
	for _, s := range list.Sheets {
		target := ""
		for _, r := range parts.All {
			for _, a := range s.Attrs {
				if a.Name.Local == "id" && a.Value == r.ID && strings.HasSuffix(r.Type, "/worksheet") {
					target = within(dir, r.Target)
				}
			}
		}
		switch {
		case s.State != "" && s.State != "visible":
			t.Source.Hidden = append(t.Source.Hidden, s.Name)
		case target == "": // a chart or a macro sheet has no rows
		case at == "":
			t.Source.Sheet, at = s.Name, target
		default:
			t.Source.Unread = append(t.Source.Unread, s.Name)
		}
	}
	if at == "" {
		return nil, "", whole("arbetsboken har inget synligt blad: visa bladet som ska läsas")
	}
	return t, at, nil
}

// shared reads the texts and the formats that the sheets refer to.
func (b *book) shared(parts relations, dir string) error {
	for _, r := range parts.All {
		var err error
		switch {
		case strings.HasSuffix(r.Type, "/sharedStrings"):
			err = b.readStrings(within(dir, r.Target))
		case strings.HasSuffix(r.Type, "/styles"):
			err = b.readStyles(within(dir, r.Target))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// within is the name of a part that another one in a folder refers to.
func within(dir, target string) string {
	if strings.HasPrefix(target, "/") {
		return target[1:]
	}
	return path.Join(dir, target)
}

func isTrue(s string) bool { return s == "1" || s == "true" }

// open gives a part, bounded as it unpacks.
func (b *book) open(name string) (*xml.Decoder, io.Closer, error) {
	f := b.parts[name]
	if f == nil {
		return nil, nil, errBook
	}
	r, err := f.Open()
	if err != nil {
		return nil, nil, errBook
	}
	return xml.NewDecoder(&bounded{r: r, left: maxFile}), r, nil
}

func (b *book) decode(name string, into any) error {
	in, done, err := b.open(name)
	if err != nil {
		return err
	}
	defer func() { _ = done.Close() }()
	return in.Decode(into)
}

// bounded fails where a part unpacks to more than can be.
type bounded struct {
	r    io.Reader
	left int
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errPart
	}
	n, err := b.r.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}

// readStrings reads the table of texts. A text is the runs of its letters; how
// it is pronounced (rPh) is not shown.
func (b *book) readStrings(name string) error {
	in, done, err := b.open(name)
	if err != nil {
		return err
	}
	defer func() { _ = done.Close() }()
	for {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "si" {
			var s richText
			if err := in.DecodeElement(&s, &e); err != nil {
				return err
			}
			b.strings = append(b.strings, s.String())
		}
	}
}

type richText struct {
	Text string `xml:"t"`
	Runs []struct {
		Text string `xml:"t"`
	} `xml:"r"`
}

func (s richText) String() string {
	text := s.Text
	for _, r := range s.Runs {
		text += r.Text
	}
	return text
}
