package virtualcard

import (
	"bytes"
	"crypto/rsa"
	"encoding/asn1"
	"encoding/binary"
	"encoding/hex"

	"example.org/tandtui/internal/card/tlv"
)

// File identifiers (ISO/IEC 7816-15 and the maker's own choice).
const (
	fidMF    = 0x3F00
	fidDIR   = 0x2F00
	fidApp   = 0x5015
	fidODF   = 0x5031
	fidInfo  = 0x5032
	fidPrKDF = 0x4401
	fidCDF   = 0x4402
	fidAODF  = 0x4403
	fidCDF2  = 0x4404 // trusted certificates
	fidOther = 0x4405 // object types that this program does not read
	fidCert  = 0x4331 // and following
	fidChain = 0x4381 // and following
	fidKey   = 0x4B01 // and following
)

const (
	firstID     = 0x45 // PKCS#15 id of the first key, as older SITHS cards have
	storedPIN   = 8    // bytes of a padded PIN
	maxPIN      = 8
	minPIN      = 6
	defaultFill = 32 // bytes of filler behind every directory
)

var (
	aidPKCS15 = mustHex("A000000063504B43532D3135")
	aidESIGN  = mustHex("A000000167455349474E")
)

func mustHex(s string) []byte {
	b, err := hex.DecodeString(s)
	if err != nil {
		panic(err) // a constant of this package
	}
	return b
}

// The few ASN.1 shapes of which the directories are made.
func seq(parts ...[]byte) []byte         { return tlv.Encode(0x30, parts...) }
func octets(b ...byte) []byte            { return tlv.Encode(0x04, b) }
func utf8(s string) []byte               { return tlv.Encode(0x0C, []byte(s)) }
func bits(unused byte, b ...byte) []byte { return tlv.Encode(0x03, []byte{unused}, b) }

func integer(n int) []byte {
	b, err := asn1.Marshal(n)
	if err != nil {
		panic(err) // int always marshals
	}
	return b
}

// builder writes the directories of one card.
type builder struct {
	spec Spec
	app  map[uint16][]byte
}

func buildFiles(s Spec) map[uint16]map[uint16][]byte {
	b := builder{s, map[uint16][]byte{}}
	mf := map[uint16][]byte{}
	if !s.ESIGN {
		mf[fidDIR] = b.fill(tlv.Encode(0x61, tlv.Encode(0x4F, aidPKCS15), tlv.Encode(0x50, []byte("SITHS-like")),
			tlv.Encode(0x51, []byte{0x3F, 0x00, 0x50, 0x15})))
	}
	b.app[fidInfo] = b.fill(seq(integer(0), octets(s.Serial...), utf8("Virtual"), tlv.Encode(0x80, []byte("SITHS-like test card")), bits(4, 0x50)))
	b.app[fidODF] = b.fill(b.odf())
	b.app[fidPrKDF] = b.fill(b.prkdf())
	b.app[fidAODF] = b.fill(b.aodf())
	own, chain := b.certificates()
	if s.ExtraODF {
		b.app[fidCDF], b.app[fidCDF2] = b.fill(own), b.fill(chain)
		b.app[fidOther] = b.fill(nil)
	} else {
		b.app[fidCDF] = b.fill(append(own, chain...))
	}
	return map[uint16]map[uint16][]byte{fidMF: mf, fidApp: b.app}
}

// fill puts filler behind a file, as the fixed-size files of real cards have.
func (b builder) fill(file []byte) []byte {
	n := max(len(file)+defaultFill, b.spec.FillTo)
	filler := byte(0x00)
	if b.spec.FillFF {
		filler = 0xFF
	}
	return append(file, bytes.Repeat([]byte{filler}, n-len(file))...)
}

func (b builder) path(fid int) []byte {
	p := []byte{0x3F, 0x00, 0x50, 0x15}
	if b.spec.Relative {
		p = nil
	}
	return seq(octets(binary.BigEndian.AppendUint16(p, uint16(fid))...))
}

func (b builder) odf() []byte {
	entry := func(tag uint32, fid int) []byte { return tlv.Encode(tag, b.path(fid)) }
	if !b.spec.ExtraODF {
		return bytes.Join([][]byte{entry(0xA0, fidPrKDF), entry(0xA4, fidCDF), entry(0xA8, fidAODF)}, nil)
	}
	return bytes.Join([][]byte{
		entry(0xA1, fidOther), entry(0xA0, fidPrKDF), entry(0xA3, fidOther), entry(0xA4, fidCDF),
		entry(0xA5, fidCDF2), entry(0xA7, fidOther), entry(0xA8, fidAODF),
	}, nil)
}

// pinID is the PKCS#15 id of the PIN that guards k.
func pinID(k Key) byte {
	if k.Signature {
		return 2
	}
	return 1
}

func (b builder) prkdf() []byte {
	var out []byte
	for i, k := range b.spec.Keys {
		common := [][]byte{utf8(k.Label), bits(7, 0x80), octets(pinID(k))}
		usage := bits(5, 0x20) // sign
		if k.Signature {
			common = append(common, integer(1)) // userConsent
			usage = bits(6, 0x00, 0x40)         // nonRepudiation
		}
		class := [][]byte{octets(byte(firstID + i)), usage, bits(3, 0xB8)}
		if !b.spec.NoKeyRef {
			class = append(class, integer(1+i))
		}
		tag, attributes := uint32(0xA0), b.path(fidKey+i) // elliptic
		if public, isRSA := k.Private.Public().(*rsa.PublicKey); isRSA {
			tag, attributes = 0x30, append(attributes, integer(public.N.BitLen())...)
		}
		out = append(out, tlv.Encode(tag, seq(common...), seq(class...), tlv.Encode(0xA1, seq(attributes)))...)
		b.app[uint16(fidKey+i)] = nil // selectable, never readable
	}
	return out
}

func (b builder) certificates() (own, chain []byte) {
	for i, k := range b.spec.Keys {
		b.app[uint16(fidCert+i)] = b.fill(bytes.Clone(k.Certificate))
		own = append(own, seq(seq(utf8(k.Label), bits(0)), seq(octets(byte(firstID+i))),
			tlv.Encode(0xA1, seq(b.path(fidCert+i))))...)
	}
	for i, der := range b.spec.Chain {
		b.app[uint16(fidChain+i)] = b.fill(bytes.Clone(der))
		chain = append(chain, seq(seq(utf8("CA"), bits(0)), seq(octets(byte(0x80+i)), tlv.Encode(0x01, []byte{0xFF})),
			tlv.Encode(0xA1, seq(b.path(fidChain+i))))...)
	}
	return own, chain
}

func (b builder) aodf() []byte {
	object := func(label string, id byte, flags byte, ref byte) []byte {
		padChar := byte(0x00)
		if b.spec.PadFF {
			padChar = 0xFF
		}
		attrs := [][]byte{bits(0, flags), tlv.Encode(0x0A, []byte{1}), integer(minPIN), integer(storedPIN), integer(maxPIN), tlv.Encode(0x80, []byte{ref}), octets(padChar)}
		if !b.spec.NoPINPath {
			attrs = append(attrs, seq(octets(0x3F, 0x00, 0x50, 0x15)))
		}
		return seq(seq(utf8(label), bits(6, 0xC0)), seq(octets(id)), tlv.Encode(0xA1, seq(attrs...)))
	}
	flags := byte(0x0C) // initialized, needs padding
	if b.spec.NoPad {
		flags = 0x08
	}
	out := object("PIN legitimering", 1, flags, b.spec.PINRef)
	if b.spec.ExtraODF {
		out = append(object("SO-PIN", 9, flags|0x01, 0x09), out...)
	}
	for _, k := range b.spec.Keys {
		if k.Signature {
			return append(out, object("PIN underskrift", 2, flags, b.spec.PINRef+1)...)
		}
	}
	return out
}
