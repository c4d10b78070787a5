package invoicefile

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// What a byte of text asks for.
const (
	plainByte  = iota // nothing
	stopByte          // "<"
	ampByte           // "&"
	lineByte          // a new line
	closeByte         // "]", of which "]]>" is not allowed
	wideByte          // part of a character that is not ASCII
	returnByte        // "\r", which is read as a new line
	badByte           // a control character
)

var class = func() (t [256]uint8) {
	for i := range t {
		switch {
		case i == '<':
			t[i] = stopByte
		case i == '&':
			t[i] = ampByte
		case i == '\n':
			t[i] = lineByte
		case i == '\r':
			t[i] = returnByte
		case i == ']':
			t[i] = closeByte
		case i >= utf8.RuneSelf:
			t[i] = wideByte
		case i < ' ' && i != '\t':
			t[i] = badByte
		}
	}
	return t
}()

// readText reads text up to the next tag into s.text, with its entities
// decoded. What is beyond the limit is told and dropped.
func (s *scanner) readText() error {
	s.text, s.coded, s.cdata = s.text[:0], false, false
	for {
		from := s.pos
		for s.pos < s.end && class[s.buf[s.pos]] == plainByte {
			s.pos++
		}
		s.keep(s.buf[from:s.pos])
		if s.pos == s.end {
			if !s.fill() {
				return s.failed
			}
			continue
		}
		switch c := s.buf[s.pos]; class[c] {
		case stopByte:
			return nil
		case ampByte:
			s.text, s.coded = s.entity(s.text), true
		default:
			s.special(c, true)
		}
	}
}

// keep takes over text as far as the limit allows.
func (s *scanner) keep(b []byte) {
	if room := s.limits.Text - len(s.text); len(b) > room {
		if len(s.text) <= s.limits.Text {
			s.soft(CodeXMLLong)
			s.text = append(append(s.text, b[:room]...), ' ') // beyond the limit: told once
		}
		return
	}
	s.text = append(s.text, b...)
}

// special reads one character of text that is not plain. In CDATA "]" is
// nothing special.
func (s *scanner) special(c byte, markup bool) {
	switch class[c] {
	case lineByte:
		s.line++
		s.pos++
		s.keep([]byte{'\n'})
	case returnByte: // XML 1.0, 2.11: a new line like any other
		s.pos++
		if !s.at("\n") {
			s.keep([]byte{'\n'})
		}
	case closeByte:
		if markup && s.at("]]>") {
			s.soft(CodeXMLChar)
		}
		s.pos++
		s.keep([]byte{c})
	case wideByte:
		s.need(utf8.UTFMax)
		r, size := utf8.DecodeRune(s.buf[s.pos:s.end])
		if r == utf8.RuneError && size == 1 || !xmlRune(r) {
			s.soft(CodeXMLChar)
			s.keep([]byte("\uFFFD"))
		} else {
			s.keep(s.buf[s.pos : s.pos+size])
		}
		s.pos += size
	default:
		s.soft(CodeXMLChar)
		s.keep([]byte("\uFFFD"))
		s.pos++
	}
}

// characterData reads the inside of CDATA into s.text.
func (s *scanner) characterData() error {
	for {
		switch {
		case !s.need(1):
			return s.cut()
		case s.at("]]>"):
			s.pos += 3
			return nil
		}
		c := s.buf[s.pos]
		switch class[c] {
		case plainByte, stopByte, ampByte:
			s.keep(s.buf[s.pos : s.pos+1])
			s.pos++
		default:
			s.special(c, false)
		}
	}
}

// maxEntity is the longest reference, with its "&" and ";": "&#x0010FFFF;".
const maxEntity = 12

// entity reads a reference at pos and appends its character. A "&" that begins no
// reference is told, and kept as it is.
func (s *scanner) entity(to []byte) []byte {
	s.need(maxEntity)
	r, size := reference(s.buf[s.pos:s.end])
	if size == 0 {
		s.soft(CodeXMLEntity)
		r, size = '&', 1
	}
	s.pos += size
	if len(to) > s.limits.Text {
		return to
	}
	return utf8.AppendRune(to, r)
}

var entities = map[string]rune{"amp": '&', "lt": '<', "gt": '>', "quot": '"', "apos": '\''}

// reference reads what begins with "&"; size is 0 if it is no reference to a
// character that XML allows.
func reference(b []byte) (r rune, size int) {
	n := bytes.IndexByte(b[:min(len(b), maxEntity)], ';')
	if n < 2 {
		return 0, 0
	}
	name := string(b[1:n])
	if r, ok := entities[name]; ok {
		return r, n + 1
	}
	if name[0] != '#' {
		return 0, 0
	}
	digits, base := name[1:], 10
	if len(digits) > 1 && digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	if digits == "" || digits[0] == '+' || digits[0] == '-' {
		return 0, 0
	}
	v, err := strconv.ParseUint(digits, base, 32)
	if err != nil || v > utf8.MaxRune || !xmlRune(rune(v)) {
		return 0, 0
	}
	return rune(v), n + 1
}

// xmlRune tells whether XML 1.0 allows a character (2.2, Char).
func xmlRune(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= utf8.MaxRune
}

// legal tells whether text is UTF-8 of characters that XML allows.
func legal(b []byte) bool {
	for len(b) > 0 {
		if c := b[0]; c < utf8.RuneSelf {
			if class[c] == badByte {
				return false
			}
			b = b[1:]
			continue
		}
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size == 1 || !xmlRune(r) {
			return false
		}
		b = b[size:]
	}
	return true
}
