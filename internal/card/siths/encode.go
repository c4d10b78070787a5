package siths

import (
	"bytes"
	"crypto"
	_ "crypto/sha256" // the hashes that TLS and this package use
	_ "crypto/sha512"
	"encoding/binary"
	"fmt"
	"io"
)

// digestPrefixes begin the DER of a DigestInfo (RFC 8017 §9.2 note 1).
var digestPrefixes = map[crypto.Hash][]byte{
	crypto.SHA256: []byte("\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20"),
	crypto.SHA384: []byte("\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30"),
	crypto.SHA512: []byte("\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40"),
}

func digestInfo(h crypto.Hash, digest []byte) ([]byte, error) {
	prefix, ok := digestPrefixes[h]
	if !ok || len(digest) != h.Size() {
		return nil, fmt.Errorf("%w: hash %v over %d bytes", ErrUnsupported, h, len(digest))
	}
	return append(bytes.Clone(prefix), digest...), nil
}

// encodePKCS1 is EMSA-PKCS1-v1_5 (RFC 8017 §9.2) for a key of size bytes, which
// all keys that a certificate may have are long enough for.
func encodePKCS1(info []byte, size int) []byte {
	block := bytes.Repeat([]byte{0xFF}, max(size, len(info)+3))
	block[0], block[1] = 0, 1
	at := len(block) - len(info)
	block[at-1] = 0
	copy(block[at:], info)
	return block
}

// encodePSS is EMSA-PSS (RFC 8017 §9.1.1) with MGF1 over the same hash, for a
// modulus of bits bits: the card then only does raw RSA.
func encodePSS(random io.Reader, h crypto.Hash, digest []byte, saltLen, bits int) ([]byte, error) {
	size := (bits - 1 + 7) / 8
	if len(digest) != h.Size() || size < h.Size()+saltLen+2 {
		return nil, fmt.Errorf("%w: PSS with %v and a salt of %d bytes", ErrUnsupported, h, saltLen)
	}
	salt := make([]byte, saltLen)
	if _, err := io.ReadFull(random, salt); err != nil {
		return nil, fmt.Errorf("siths: salt: %w", err)
	}
	mac := h.New()
	mac.Write(make([]byte, 8))
	mac.Write(digest)
	mac.Write(salt)
	hash := mac.Sum(nil)

	db := make([]byte, size-h.Size()-1)
	db[len(db)-saltLen-1] = 1
	copy(db[len(db)-saltLen:], salt)
	xorMGF1(db, h, hash)
	db[0] &= 0xFF >> (8*size - (bits - 1))

	block := append(append(db, hash...), 0xBC)
	return append(make([]byte, (bits+7)/8-size), block...), nil
}

func xorMGF1(out []byte, h crypto.Hash, seed []byte) {
	for counter := uint32(0); len(out) > 0; counter++ {
		mac := h.New()
		mac.Write(seed)
		mac.Write(binary.BigEndian.AppendUint32(nil, counter))
		for j, b := range mac.Sum(nil) {
			if j < len(out) {
				out[j] ^= b
			}
		}
		out = out[min(len(out), h.Size()):]
	}
}
