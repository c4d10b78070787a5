package invoicefile

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

// kind of what the scanner met.
type tokenKind uint8

const (
	textToken  tokenKind = iota // in scanner.text
	startToken                  // in scanner.name and attrs
	endToken                    // in scanner.name
	lastToken                   // the input is at its end
)

// scanner splits XML into tags and text. It knows what the invoice file needs of
// XML 1.0 and refuses the rest: no document type, no processing instructions, no
// entities but the five of XML, names of ASCII only. Unlike encoding/xml it says
// the line, goes on after a fault, and reads about ten times as fast; a fuzz test
// holds it against encoding/xml.
type scanner struct {
	in     io.Reader
	limits Limits
	soft   func(code string) // a fault inside a text, which does not end the bill

	buf    []byte
	pos    int   // next byte in buf
	end    int   // of what is read in buf
	base   int64 // bytes before buf
	mark   int   // first byte that must stay in buf; -1: none
	marks  bool  // keep each tag's beginning in buf, until mark is taken back
	line   int   // of pos
	opened int   // line of the tag or text met last
	tagAt  int   // where the tag met last begins in buf
	eof    bool
	failed error // of in

	name  []byte // of the tag, with its prefix
	attrs []attr
	text  []byte
	coded bool // a reference is in text
	cdata bool // CDATA is in text
	empty bool // the tag ends itself: its end comes next
}

// attr is an attribute as it stands in the tag; its value is decoded.
type attr struct{ name, value []byte }

// fault is a mistake in the XML after which the scanner does not know where it
// is: the reader looks for the next bill.
type fault struct {
	code   string
	params []string
}

func (f *fault) Error() string { return f.code }

func newScanner(in io.Reader, l Limits) *scanner {
	return &scanner{in: in, limits: l, buf: make([]byte, 64<<10), line: 1, mark: -1, soft: func(string) {}}
}

// fill reads more behind what is in buf; false at the end of the input. It moves
// what is there to the front, so that positions before it are no longer valid.
func (s *scanner) fill() bool {
	if s.eof {
		return false
	}
	keep := s.pos
	if s.mark >= 0 {
		keep, s.mark = s.mark, 0
	}
	s.base += int64(keep)
	s.end = copy(s.buf, s.buf[keep:s.end])
	s.pos -= keep
	if s.end == len(s.buf) {
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for range 100 { // a reader may give nothing for a while
		n, err := s.in.Read(s.buf[s.end:])
		s.end += n
		if err != nil {
			s.eof = true
			if !errors.Is(err, io.EOF) {
				s.failed = err
			}
		}
		if n > 0 || err != nil {
			return n > 0
		}
	}
	s.eof, s.failed = true, io.ErrNoProgress
	return false
}

// offset is how many bytes stand before pos.
func (s *scanner) offset() int64 { return s.base + int64(s.pos) }

// need makes n bytes readable from pos; false if the input ends before.
func (s *scanner) need(n int) bool {
	for s.end-s.pos < n {
		if !s.fill() {
			return false
		}
	}
	return true
}

// next gives the next tag or text. An error is a *fault, or one of the input.
func (s *scanner) next() (tokenKind, error) {
	if s.empty {
		s.empty = false
		return endToken, nil
	}
	for {
		s.opened = s.line
		if !s.need(1) {
			return lastToken, s.failed
		}
		if s.buf[s.pos] != '<' {
			return textToken, s.readText()
		}
		if !s.need(2) {
			return lastToken, s.cut()
		}
		switch s.buf[s.pos+1] {
		case '!':
			isText, err := s.declaration()
			if isText || err != nil {
				return textToken, err
			}
		case '?':
			s.soft(CodeXMLInstruction)
			if err := s.skipPast("?>"); err != nil {
				return lastToken, err
			}
		case '/':
			return endToken, s.endTag()
		default:
			if s.marks && s.mark < 0 {
				s.mark = s.pos
			}
			return startToken, s.startTag()
		}
	}
}

func (s *scanner) cut() error {
	if s.failed != nil {
		return s.failed
	}
	return &fault{code: CodeXMLCut}
}

// declaration reads what begins with "<!": a comment, which is skipped, or CDATA,
// which is text. A document type is refused.
func (s *scanner) declaration() (isText bool, err error) {
	switch {
	case s.at("<!--"):
		s.pos += 4
		if err := s.skipPast("--"); err != nil {
			return false, err
		}
		if !s.at(">") {
			return false, &fault{code: CodeXMLTag}
		}
		s.pos++
		return false, nil
	case s.at("<![CDATA["):
		s.pos += 9
		s.text, s.coded, s.cdata = s.text[:0], false, true
		return true, s.characterData()
	}
	return false, &fault{code: CodeXMLDoctype}
}

// at tells whether some bytes come next.
func (s *scanner) at(want string) bool {
	return s.need(len(want)) && string(s.buf[s.pos:s.pos+len(want)]) == want
}

// skipPast goes behind the next place of some bytes. What it passes must be
// characters that XML allows.
func (s *scanner) skipPast(want string) error {
	for {
		if i := bytes.Index(s.buf[s.pos:s.end], []byte(want)); i >= 0 {
			s.checked(s.buf[s.pos : s.pos+i])
			s.pos += i + len(want)
			return nil
		}
		keep := max(s.end-s.pos-len(want)-utf8.UTFMax, 0) // neither the mark nor a character is divided
		for keep > 0 && !utf8.RuneStart(s.buf[s.pos+keep]) {
			keep--
		}
		s.checked(s.buf[s.pos : s.pos+keep])
		s.pos += keep
		if !s.fill() {
			return s.cut()
		}
	}
}

// checked counts the lines of what is passed over and tells of characters that
// XML does not allow.
func (s *scanner) checked(passed []byte) {
	if !legal(passed) {
		s.soft(CodeXMLChar)
	}
	s.line += bytes.Count(passed, []byte{'\n'})
}

// seek goes on after a fault to the next "<" at which stop says that reading can
// begin again; false at the end of the input. stop is given up to 64 bytes.
func (s *scanner) seek(stop func(ahead []byte) bool) bool {
	s.empty = false
	for first := true; ; first = false {
		if !first && s.need(1) {
			s.count(1)
		}
		i := bytes.IndexByte(s.buf[s.pos:s.end], '<')
		for i < 0 {
			s.count(s.end - s.pos)
			if !s.fill() {
				return false
			}
			i = bytes.IndexByte(s.buf[s.pos:s.end], '<')
		}
		s.count(i)
		s.need(64)
		if stop(s.buf[s.pos:min(s.pos+64, s.end)]) {
			return true
		}
	}
}

// count goes over n bytes and the lines in them.
func (s *scanner) count(n int) {
	s.line += bytes.Count(s.buf[s.pos:s.pos+n], []byte{'\n'})
	s.pos += n
}
