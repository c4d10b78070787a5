package bank

import (
	"errors"
	"io"
)

// maxToken bounds a tag, a text or a comment, bytes: a tag with millions of
// attributes would otherwise take memory many times the file.
const maxToken = 1 << 20

var (
	errTooLarge = errors.New("larger than a bank's file may be")
	errToken    = errors.New("a tag or text longer than a bank's file may have")
)

// source gives the bytes of a file to the XML decoder, and bounds them: the file,
// and what lies between two calls of token. The decoder reads byte by byte, so
// nothing is read ahead of a token.
type source struct {
	from       io.Reader
	buf        []byte
	at, end    int
	left       int // bytes that the file may still have
	token      int // bytes that the token may still have
	stop       error
	unreadable error // what the reader itself failed with
}

func newSource(r io.Reader) *source {
	return &source{from: r, buf: make([]byte, 64<<10), left: MaxFile, token: maxToken}
}

// ReadByte implements io.ByteReader, which keeps the decoder from buffering.
func (s *source) ReadByte() (byte, error) {
	if s.at == s.end && !s.fill() {
		return 0, s.stop
	}
	if s.token--; s.token < 0 {
		return 0, errToken
	}
	b := s.buf[s.at]
	s.at++
	return b, nil
}

// Read implements io.Reader, for files in other encodings.
func (s *source) Read(b []byte) (int, error) {
	if s.at == s.end && !s.fill() {
		return 0, s.stop
	}
	n := copy(b, s.buf[s.at:s.end])
	if s.token -= n; s.token < 0 {
		return 0, errToken
	}
	s.at += n
	return n, nil
}

// fill reads the next bytes, and tells whether there are any.
func (s *source) fill() bool {
	for s.stop == nil {
		n, err := s.from.Read(s.buf)
		s.at, s.end = 0, n
		s.left -= n
		switch {
		case s.left < 0:
			s.stop, s.end = errTooLarge, 0
		case err != nil:
			s.stop = err
			if !errors.Is(err, io.EOF) {
				s.unreadable = err
			}
		}
		if s.end > 0 {
			return true
		}
	}
	return false
}

// peek gives the first bytes of the file without taking them.
func (s *source) peek() []byte {
	if s.at == s.end && !s.fill() {
		return nil
	}
	return s.buf[s.at:s.end]
}
