// Package tlv reads and writes the BER-TLV that smart cards use (ISO 7816-4
// §5.2.2): file control information and PKCS#15 directories.
//
// It is laxer than DER, because cards are (lengths need not be minimal), and
// stricter than BER: no indefinite length, nothing longer than its input. It
// knows nothing of what the tags mean.
package tlv

import "errors"

// ErrMalformed is returned for a tag or length that the input cannot hold.
var ErrMalformed = errors.New("tlv: malformed")

const (
	maxTagBytes    = 3 // ISO 7816-4 allows no longer tag
	maxLengthBytes = 3
)

// Element is one tag with its value. Tag is as written on the card, so the
// context tag [1] constructed is 0xA1. Value shares memory with the input.
type Element struct {
	Tag   uint32
	Value []byte
}

// Next reads the first element of b and gives what follows it.
func Next(b []byte) (e Element, rest []byte, err error) {
	tag, b, err := readTag(b)
	if err != nil {
		return Element{}, nil, err
	}
	n, b, err := readLength(b)
	if err != nil || n > len(b) {
		return Element{}, nil, ErrMalformed
	}
	return Element{tag, b[:n:n]}, b[n:], nil
}

func readTag(b []byte) (tag uint32, rest []byte, err error) {
	if len(b) == 0 {
		return 0, nil, ErrMalformed
	}
	if b[0]&0x1F != 0x1F {
		return uint32(b[0]), b[1:], nil
	}
	for i := range min(len(b), maxTagBytes) {
		tag = tag<<8 | uint32(b[i])
		if i > 0 && b[i]&0x80 == 0 {
			return tag, b[i+1:], nil
		}
	}
	return 0, nil, ErrMalformed
}

func readLength(b []byte) (n int, rest []byte, err error) {
	if len(b) == 0 {
		return 0, nil, ErrMalformed
	}
	if b[0] < 0x80 {
		return int(b[0]), b[1:], nil
	}
	k := int(b[0] & 0x7F)
	if k == 0 || k > maxLengthBytes || k >= len(b) {
		return 0, nil, ErrMalformed
	}
	for _, c := range b[1 : 1+k] {
		n = n<<8 | int(c)
	}
	return n, b[1+k:], nil
}

// Children reads b to its end as a list of at most limit elements.
func Children(b []byte, limit int) ([]Element, error) {
	var list []Element
	for len(b) > 0 {
		e, rest, err := Next(b)
		if err != nil {
			return nil, err
		}
		if len(list) == limit {
			return nil, ErrMalformed
		}
		list, b = append(list, e), rest
	}
	return list, nil
}

// Encode writes one element whose value is parts joined.
func Encode(tag uint32, parts ...[]byte) []byte {
	n := 0
	for _, p := range parts {
		n += len(p)
	}
	var out []byte
	for shift := 16; shift >= 0; shift -= 8 {
		if tag>>shift != 0 {
			out = append(out, byte(tag>>shift))
		}
	}
	switch {
	case n < 0x80:
		out = append(out, byte(n))
	case n < 0x100:
		out = append(out, 0x81, byte(n))
	case n < 0x10000:
		out = append(out, 0x82, byte(n>>8), byte(n))
	default:
		out = append(out, 0x83, byte(n>>16), byte(n>>8), byte(n))
	}
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}
