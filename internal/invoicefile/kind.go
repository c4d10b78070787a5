package invoicefile

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
)

// Kinds of files that are chosen by mistake, as CodeFileKind and CodeEncoding name them
// in their parameter kind. A file is told apart by its first bytes, never by its name.
const (
	KindEmpty   = "empty"
	KindPDF     = "pdf"
	KindImage   = "image"
	KindExcel   = "excel"
	KindWord    = "word"
	KindOffice  = "office" // of an office program, an older or another one
	KindRTF     = "rtf"
	KindHTML    = "html"
	KindJSON    = "json"
	KindTable   = "table" // text in columns, as CSV
	KindText    = "text"
	KindZIP     = "zip" // without a file in it, in several parts, or in another ZIP
	KindArchive = "archive"
	KindBinary  = "binary"
	KindUTF16   = "utf16" // of CodeEncoding: it may be an invoice file
)

// Kinds lists them.
func Kinds() []string {
	return []string{
		KindEmpty, KindPDF, KindImage, KindExcel, KindWord, KindOffice, KindRTF, KindHTML, KindJSON, KindTable, KindText, KindZIP, KindArchive,
		KindBinary, KindUTF16,
	}
}

// starts are the first bytes of the kinds that have some.
var starts = []struct{ start, kind string }{
	{"%PDF-", KindPDF},
	{"\xff\xd8\xff", KindImage},
	{"\x89PNG", KindImage},
	{"GIF8", KindImage},
	{"II*\x00", KindImage},
	{"MM\x00*", KindImage},
	{"\xd0\xcf\x11\xe0", KindOffice},
	{`{\rtf`, KindRTF},
	{"PK", KindZIP},
	{"\x1f\x8b", KindArchive},
	{"7z\xbc\xaf", KindArchive},
	{"Rar!", KindArchive},
	{"\xfe\xff", KindUTF16},
	{"\xff\xfe", KindUTF16},
	{"<\x00", KindUTF16},
	{"\x00<", KindUTF16},
	{"{", KindJSON},
	{"[", KindJSON},
}

// otherKind tells what a file is that is no XML; "" for what may be XML. head is its
// beginning, without a mark, and whole tells that there is no more of it.
func otherKind(head []byte, whole bool) string {
	for _, s := range starts {
		if bytes.HasPrefix(head, []byte(s.start)) {
			return s.kind
		}
	}
	text := trimLeft(head)
	lower := bytes.ToLower(text[:min(len(text), 20)])
	first, _, _ := bytes.Cut(text, []byte{'\n'})
	switch {
	case len(text) == 0 && whole:
		return KindEmpty
	case len(text) == 0:
		return ""
	case bytes.HasPrefix(lower, []byte("<html")), bytes.HasPrefix(lower, []byte("<!doctype html")):
		return KindHTML
	case text[0] == '<':
		return ""
	case bytes.IndexByte(head, 0) >= 0:
		return KindBinary
	case bytes.ContainsAny(first, ";,\t"):
		return KindTable
	}
	return KindText
}

// otherZIP tells what a ZIP is that is a document of an office program; "" for any
// other.
func otherZIP(files []*zip.File) (kind string) {
	for i, f := range files {
		switch {
		case strings.HasPrefix(f.Name, "xl/"):
			return KindExcel
		case strings.HasPrefix(f.Name, "word/"):
			return KindWord
		case f.Name == "[Content_Types].xml", i == 0 && f.Name == "mimetype":
			kind = KindOffice
		}
	}
	return kind
}

// IsZIP tells whether a file is a ZIP, and goes back to its beginning.
func IsZIP(in io.ReadSeeker) (bool, error) {
	head := make([]byte, len(zipStart))
	n, err := io.ReadFull(in, head)
	if n < len(head) && err != nil && !short(err) {
		return false, err
	}
	_, err = in.Seek(0, io.SeekStart)
	return string(head[:n]) == zipStart, err
}
