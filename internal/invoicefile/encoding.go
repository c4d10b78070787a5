package invoicefile

import (
	"bufio"
	"bytes"
	"io"
	"regexp"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// declared is the XML declaration, the only thing that may stand before the
// root. XML 1.0 asks for this order.
var declared = regexp.MustCompile(`^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.0"|'1\.0')` +
	`(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"([A-Za-z][A-Za-z0-9._-]*)"|'([A-Za-z][A-Za-z0-9._-]*)'))?` +
	`(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>`)

// maxDeclaration is how much of the file is looked at for it, bytes.
const maxDeclaration = 1024

// decode gives the file as UTF-8 without mark and declaration, and how many lines
// the declaration has. A fault tells why it cannot be read.
func decode(in io.Reader) (out io.Reader, lines int, no *fault, err error) {
	b := bufio.NewReaderSize(in, maxDeclaration)
	head, err := b.Peek(maxDeclaration)
	if err != nil && err != io.EOF { //nolint:errorlint // Peek gives it bare
		return nil, 0, nil, err
	}
	whole := err == io.EOF //nolint:errorlint // likewise
	marked := bytes.HasPrefix(head, []byte("\xEF\xBB\xBF"))
	if marked {
		_, _ = b.Discard(3)
		head = head[3:]
	}
	found := declared.FindSubmatch(head)
	switch kind := otherKind(head, whole); {
	case kind == KindUTF16:
		return nil, 0, &fault{CodeEncoding, []string{"kind", kind}}, nil
	case kind != "":
		return nil, 0, &fault{CodeFileKind, []string{"kind", kind}}, nil
	case found == nil && bytes.HasPrefix(head, []byte("<?xml")) && len(head) > 5 && isSpace(head[5]):
		return nil, 0, &fault{code: CodeEncoding}, nil
	case found == nil:
		return b, 0, nil, nil
	}
	_, _ = b.Discard(len(found[0]))
	lines = bytes.Count(found[0], []byte{'\n'})
	switch name := strings.ToUpper(string(found[1]) + string(found[2])); {
	case name == "" || name == "UTF-8":
		return b, lines, nil, nil
	case marked: // the mark says UTF-8
	case name == "ISO-8859-1":
		return charmap.ISO8859_1.NewDecoder().Reader(b), lines, nil, nil
	case name == "WINDOWS-1252":
		return charmap.Windows1252.NewDecoder().Reader(b), lines, nil, nil
	}
	return nil, 0, &fault{code: CodeEncoding}, nil
}

// counted counts the bytes of a file as they are read, and ends where the limit
// is passed.
type counted struct {
	in    io.Reader
	n     int64
	limit int64
	over  bool
}

func (c *counted) Read(p []byte) (int, error) {
	if c.n > c.limit {
		c.over = true
		return 0, io.EOF
	}
	n, err := c.in.Read(p[:min(int64(len(p)), c.limit-c.n+1)])
	c.n += int64(n)
	return n, err
}
