package invoicefile

import "bytes"

// tag makes a whole tag readable and gives what is between "<" and ">". The
// slice is valid until the next call.
func (s *scanner) tag() ([]byte, error) {
	quote := byte(0)
	for n := 1; ; n++ {
		switch {
		case n > s.limits.Text:
			s.pos++ // so that what follows the fault is new
			return nil, &fault{code: CodeXMLLong}
		case s.pos+n >= s.end && !s.need(n+1):
			return nil, s.cut()
		}
		switch c := s.buf[s.pos+n]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			b := s.buf[s.pos+1 : s.pos+n]
			s.line += bytes.Count(b, []byte{'\n'})
			s.tagAt, s.pos = s.pos, s.pos+n+1
			return b, nil
		case c == '<':
			s.pos++
			return nil, &fault{code: CodeXMLTag}
		}
	}
}

// endTag reads "</name>".
func (s *scanner) endTag() error {
	b, err := s.tag()
	if err != nil {
		return err
	}
	s.name, b = xmlName(b[1:])
	if len(s.name) == 0 || len(trimLeft(b)) > 0 {
		return &fault{code: CodeXMLTag}
	}
	return nil
}

// startTag reads "<name a="b">" or "<name/>".
func (s *scanner) startTag() error {
	b, err := s.tag()
	if err != nil {
		return err
	}
	if n := len(b); n > 0 && b[n-1] == '/' {
		s.empty, b = true, b[:n-1]
	}
	s.attrs = s.attrs[:0]
	if s.name, b = xmlName(b); len(s.name) == 0 {
		return s.badTag()
	}
	for {
		rest := trimLeft(b)
		if len(rest) == 0 {
			return nil
		}
		if len(rest) == len(b) { // no space before it
			return s.badTag()
		}
		if b, err = s.attribute(rest); err != nil {
			return err
		}
	}
}

func (s *scanner) badTag() error {
	s.empty = false
	return &fault{code: CodeXMLTag}
}

// attribute reads name="value" and gives what follows it.
func (s *scanner) attribute(b []byte) (rest []byte, err error) {
	name, b := xmlName(b)
	b = trimLeft(b)
	if len(name) == 0 || len(b) == 0 || b[0] != '=' {
		return nil, s.badTag()
	}
	if b = trimLeft(b[1:]); len(b) == 0 || b[0] != '"' && b[0] != '\'' {
		return nil, s.badTag()
	}
	n := bytes.IndexByte(b[1:], b[0])
	if n < 0 {
		return nil, s.badTag()
	}
	value, rest := b[1:n+1], b[n+2:]
	if bytes.IndexByte(value, '<') >= 0 {
		return nil, s.badTag()
	}
	for _, a := range s.attrs {
		if bytes.Equal(a.name, name) {
			s.empty = false
			return nil, &fault{CodeXMLAttributes, []string{"name", string(name)}}
		}
	}
	if len(s.attrs) == s.limits.Attributes {
		s.empty = false
		return nil, &fault{code: CodeXMLAttributes}
	}
	s.attrs = append(s.attrs, attr{name, s.decoded(value)})
	return rest, nil
}

// decoded is an attribute's value with its references decoded and every white
// space a space (XML 1.0, 3.3.3).
func (s *scanner) decoded(value []byte) []byte {
	if !legal(value) {
		s.soft(CodeXMLChar)
		value = bytes.ToValidUTF8(value, []byte("\uFFFD"))
	}
	if !bytes.ContainsAny(value, "&\t\n\r") {
		return value
	}
	var out []byte
	for len(value) > 0 {
		switch c := value[0]; c {
		case '&':
			r, size := reference(value)
			if size == 0 {
				s.soft(CodeXMLEntity)
				r, size = '&', 1
			}
			out = append(out, string(r)...)
			value = value[size:]
		case '\t', '\n', '\r':
			out = append(out, ' ')
			value = value[1:]
		default:
			out = append(out, c)
			value = value[1:]
		}
	}
	return out
}

// xmlName reads a name, with a prefix if it has one: ASCII letters, digits and
// ".-_", not beginning with a digit or sign.
func xmlName(b []byte) (name, rest []byte) {
	n, part := 0, 0
	for ; n < len(b); n++ {
		c := b[n]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
		switch {
		case letter:
		case n > part && (c >= '0' && c <= '9' || c == '.' || c == '-'):
		case c == ':' && n > 0 && part == 0:
			part = n + 1
		default:
			if n == part { // nothing after the colon, or nothing at all
				return nil, b
			}
			return b[:n], b[n:]
		}
	}
	if n == part {
		return nil, b
	}
	return b, nil
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func trimLeft(b []byte) []byte {
	for len(b) > 0 && isSpace(b[0]) {
		b = b[1:]
	}
	return b
}
