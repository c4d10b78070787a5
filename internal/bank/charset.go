package bank

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

var errCharset = errors.New("an encoding that no bank uses")

// decoded is a file as UTF-8, or why its first bytes are no XML. wide tells that
// its byte order mark said UTF-16.
func decoded(s *source) (r io.Reader, wide bool, err error) {
	head := s.peek()
	switch {
	case s.unreadable != nil:
		return nil, false, fault(CodeUnread, "bank.open", s.unreadable)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return nil, false, fault(CodeWorkbook, "bank.open", nil)
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM).NewDecoder().Reader(s), true, nil
	}
	mark := []byte("\xef\xbb\xbf")
	if bytes.HasPrefix(head, mark) {
		s.at += len(mark)
		head = s.peek()
	}
	switch head = bytes.TrimLeft(head, " \t\r\n"); {
	case bytes.HasPrefix(head, []byte("01BGMAX")):
		return nil, false, fault(CodeBgMax, "bank.open", nil)
	case !bytes.HasPrefix(head, []byte("<")):
		return nil, false, fault(CodeNotXML, "bank.open", nil)
	}
	return s, false, nil
}

// charset decodes what a file declares itself to be. wide files are decoded by
// their byte order mark already.
func charset(wide bool) func(string, io.Reader) (io.Reader, error) {
	return func(name string, r io.Reader) (io.Reader, error) {
		switch name = strings.ToLower(name); {
		case wide && strings.HasPrefix(name, "utf-16"), name == "us-ascii", name == "ascii":
			return r, nil
		case wide:
			return nil, errCharset
		case name == "iso-8859-1" || name == "latin1":
			return charmap.ISO8859_1.NewDecoder().Reader(r), nil
		case name == "iso-8859-15":
			return charmap.ISO8859_15.NewDecoder().Reader(r), nil
		case name == "windows-1252" || name == "cp1252":
			return charmap.Windows1252.NewDecoder().Reader(r), nil
		}
		return nil, errCharset
	}
}
