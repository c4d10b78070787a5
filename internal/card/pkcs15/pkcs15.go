// Package pkcs15 reads the directories of a PKCS#15 card (ISO/IEC 7816-15):
// which applications, keys, certificates and PINs it holds and in which files.
//
// It is pure: it gets the bytes of a file and gives objects. Cards differ, so
// it skips what it does not know: filler, other kinds of object, entries
// without the fields needed here. It is strict where leniency would be
// dangerous: a broken tag or length makes the whole file ErrMalformed, and all
// sizes are capped.
package pkcs15

import (
	"errors"

	"example.org/tandtui/internal/card/tlv"
)

// ErrMalformed is returned for a file that is no list of TLV objects.
var ErrMalformed = errors.New("pkcs15: malformed file")

// MaxFile is the longest file read, in bytes.
const MaxFile = 32 << 10

const (
	maxObjects = 64 // in one file; a SITHS card has two to eight
	maxFields  = 32 // in one object
	maxPath    = 16 // bytes; eight levels of file identifiers
	maxLabel   = 255
	maxID      = 255
)

// Tags of ASN.1 and of ISO/IEC 7816-15.
const (
	tagBool      = 0x01
	tagInt       = 0x02
	tagBits      = 0x03
	tagOctets    = 0x04
	tagEnum      = 0x0A
	tagUTF8      = 0x0C
	tagGenTime   = 0x18
	tagSequence  = 0x30
	tagContext0  = 0x80
	tagExplicit0 = 0xA0
	tagExplicit1 = 0xA1
)

// Path says where a value lies: the file identifiers from the master file (or
// from the application when it does not begin with 3F00), and the part of the
// file, Length −1 for all of it.
type Path struct {
	File           []byte
	Offset, Length int
}

// records are the objects of one file. Zero and FF bytes between and after them
// are filler (ISO 7816-4 §5.2.2).
func records(file []byte) ([]tlv.Element, error) {
	if len(file) > MaxFile {
		return nil, ErrMalformed
	}
	var list []tlv.Element
	for {
		for len(file) > 0 && (file[0] == 0x00 || file[0] == 0xFF) {
			file = file[1:]
		}
		if len(file) == 0 {
			return list, nil
		}
		e, rest, err := tlv.Next(file)
		if err != nil || len(list) == maxObjects {
			return nil, ErrMalformed
		}
		list, file = append(list, e), rest
	}
}

// fields walks the elements of one SEQUENCE in order; ASN.1's optional fields
// are taken when they are next and passed over otherwise.
type fields []tlv.Element

func sequence(value []byte) fields {
	list, err := tlv.Children(value, maxFields)
	if err != nil {
		return nil
	}
	return list
}

func (f *fields) take(tag uint32) ([]byte, bool) {
	if len(*f) == 0 || (*f)[0].Tag != tag {
		return nil, false
	}
	v := (*f)[0].Value
	*f = (*f)[1:]
	return v, true
}

// unsigned reads an INTEGER as cards mean it: never negative, although some
// write reference 81 in one byte. It gives −1 when v is absent or too large.
func unsigned(v []byte, ok bool) int {
	if !ok || len(v) == 0 || len(v) > 4 {
		return -1
	}
	n := uint32(0)
	for _, b := range v {
		n = n<<8 | uint32(b)
	}
	if n > 1<<30 {
		return -1
	}
	return int(n)
}

// hasBit tells bit i of a BIT STRING, counted as ASN.1 does from the left.
func hasBit(v []byte, i int) bool {
	if len(v) < 1 || v[0] > 7 || i/8 >= len(v)-1 {
		return false
	}
	return v[1+i/8]&(0x80>>(i%8)) != 0
}

// parsePath reads Path ::= SEQUENCE { path, index OPTIONAL, length [0] OPTIONAL }.
func parsePath(value []byte) (Path, bool) {
	f := sequence(value)
	file, ok := f.take(tagOctets)
	if !ok || len(file) == 0 || len(file)%2 != 0 || len(file) > maxPath {
		return Path{}, false
	}
	p := Path{File: file, Length: -1}
	if v, ok := f.take(tagInt); ok {
		p.Offset = unsigned(v, true)
		v, ok = f.take(tagContext0)
		p.Length = unsigned(v, ok)
		if p.Offset < 0 || p.Offset > MaxFile || p.Length > MaxFile {
			return Path{}, false
		}
	}
	return p, true
}

// common is CommonObjectAttributes: label, flags, authId, userConsent.
func (f *fields) common() (label string, authID []byte) {
	v, ok := f.take(tagSequence)
	if !ok {
		return "", nil
	}
	c := sequence(v)
	if l, ok := c.take(tagUTF8); ok && len(l) <= maxLabel {
		label = string(l)
	}
	c.take(tagBits)
	authID, _ = c.take(tagOctets)
	return label, authID
}

// typeAttributes is the content of [1], the part that differs per object type.
func (f *fields) typeAttributes() fields {
	f.take(tagExplicit0) // subclass attributes
	v, ok := f.take(tagExplicit1)
	if !ok {
		return nil
	}
	outer := sequence(v)
	inner, _ := outer.take(tagSequence)
	return sequence(inner)
}
