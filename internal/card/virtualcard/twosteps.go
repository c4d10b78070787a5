package virtualcard

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/tlv"
)

// Algorithm references of the Thales kind: the hash in the high half, the padding
// in the low one.
const (
	algDigestInfo = 0x02
	algDecipher   = 0x1A // PKCS#1 v1.5
	algPadding    = 0x0F
	paddingPKCS1  = 0x02
	paddingECDSA  = 0x04
	paddingPSS    = 0x05
	paddingOAEP   = 0x0D
)

// judgesLabel is what OpenSC's own test puts into OAEP. It has no way to tell a card
// that, and no card of this program deciphers anything.
const judgesLabel = "ABC"

var algHashes = map[byte]crypto.Hash{0x00: 0, 0x40: crypto.SHA256, 0x50: crypto.SHA384, 0x60: crypto.SHA512}

// twoSteps tells whether signatures take two commands.
func (c *Card) twoSteps() bool { return c.spec.Thales || c.spec.IDPrime != nil }

// setTwoSteps is MANAGE SECURITY ENVIRONMENT SET with an algorithm and a key
// reference, both needed, and nothing else.
func (c *Card) setTwoSteps(m command) apdu.Status {
	c.env, c.hash = nil, nil
	if len(m.data) != 6 || m.data[0] != 0x80 || m.data[1] != 1 || m.data[3] != 0x84 || m.data[4] != 1 {
		return apdu.WrongData
	}
	alg, reference := m.data[2], m.data[5]
	if _, known := algHashes[alg&^algPadding]; !known && alg != algDecipher {
		return apdu.WrongData
	}
	for i, k := range c.spec.Keys {
		if c.spec.keyRef(i) == reference {
			c.env = &environment{k, alg}
			return apdu.OK
		}
	}
	return apdu.ReferenceMissing
}

// keyRef names the key of a container, or the nth key.
func (s *Spec) keyRef(n int) byte {
	if s.IDPrime != nil {
		return s.IDPrime.keyRef(n)
	}
	return byte(1 + n)
}

// signTwoSteps is PERFORM SECURITY OPERATION: first the hash, then the signature of
// it, which carries no data.
func (c *Card) signTwoSteps(m command) ([]byte, apdu.Status) {
	switch {
	case c.env == nil:
		return nil, swConditions
	case m.p1 == 0x80 && m.p2 == 0x86:
		return c.decipher(m.data)
	case m.p1 == 0x90 && m.p2 == 0xA0:
		if len(m.data) < 3 || m.data[0] != 0x90 || int(m.data[1]) != len(m.data)-2 {
			return nil, apdu.WrongData
		}
		c.hash = bytes.Clone(m.data[2:])
		return bytes.Clone(c.hash), apdu.OK
	case m.p1 != 0x9E || m.p2 != 0x9A:
		return nil, apdu.WrongP1P2
	case len(m.data) > 0:
		return nil, apdu.WrongLength
	case c.hash == nil:
		return nil, swConditions
	case !c.allowed(c.env.key):
		return nil, apdu.SecurityStatus
	}
	signature, ok := c.compute(c.env.key.Private, c.env.alg, c.hash)
	c.hash = nil
	if !ok {
		return nil, swConditions
	}
	return signature, apdu.OK
}

// compute signs; ok is false where key, algorithm and hash do not fit together.
func (c *Card) compute(private crypto.Signer, alg byte, digest []byte) (signature []byte, ok bool) {
	h := algHashes[alg&^algPadding]
	switch key := private.(type) {
	case *rsa.PrivateKey:
		var err error
		switch {
		case alg == algDigestInfo:
			signature, err = rsa.SignPKCS1v15(nil, key, 0, digest)
		case h == 0:
			return nil, false
		case alg&algPadding == paddingPKCS1:
			signature, err = rsa.SignPKCS1v15(nil, key, h, digest)
		case alg&algPadding == paddingPSS && !c.spec.NoPSS:
			signature, err = rsa.SignPSS(rand.Reader, key, h, digest, &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash})
		default:
			return nil, false
		}
		return signature, err == nil
	case *ecdsa.PrivateKey:
		// IDPrime has one reference for every hash, the others one for each.
		if alg&algPadding != paddingECDSA || c.spec.IDPrime != nil && h != crypto.SHA256 || c.spec.Thales && len(digest) != h.Size() {
			return nil, false
		}
		r, s, err := ecdsa.Sign(rand.Reader, key, digest)
		if err != nil {
			return nil, false
		}
		n := (key.Params().BitSize + 7) / 8
		return append(r.FillBytes(make([]byte, n)), s.FillBytes(make([]byte, n))...), true
	}
	return nil, false
}

// decipher is PERFORM SECURITY OPERATION: DECIPHER, which OpenSC tests a card with.
// The first byte says what follows.
func (c *Card) decipher(data []byte) ([]byte, apdu.Status) {
	key, isRSA := c.env.key.Private.(*rsa.PrivateKey)
	switch {
	case !isRSA || len(data) != key.Size()+1:
		return nil, swConditions
	case !c.allowed(c.env.key):
		return nil, apdu.SecurityStatus
	}
	var plain []byte
	var err error
	switch h := algHashes[c.env.alg&^algPadding]; {
	case c.env.alg == algDecipher:
		plain, err = rsa.DecryptPKCS1v15(nil, key, data[1:]) //nolint:staticcheck // as such cards do
	case c.env.alg&algPadding == paddingOAEP && h != 0:
		if plain, err = rsa.DecryptOAEP(h.New(), nil, key, data[1:], nil); err != nil {
			plain, err = rsa.DecryptOAEP(h.New(), nil, key, data[1:], []byte(judgesLabel))
		}
	default:
		return nil, swConditions
	}
	if err != nil {
		return nil, apdu.WrongData
	}
	return plain, apdu.OK
}

// getData is GET DATA: production data, and the counter of a PIN.
func (c *Card) getData(m command) ([]byte, apdu.Status) {
	if !c.twoSteps() {
		return nil, apdu.UnknownINS
	}
	if m.ins == apdu.InsGetData {
		if c.spec.IDPrime == nil || m.p1 != 0x9F || m.p2 != 0x7F {
			return nil, apdu.ReferenceMissing
		}
		return c.spec.IDPrime.production(), apdu.OK
	}
	e, _, err := tlv.Next(m.data)
	if m.p2 != 0xFF || err != nil || e.Tag != 0xA0 || len(e.Value) != 3 {
		return nil, apdu.WrongData
	}
	p := c.pin(e.Value[2])
	if p == nil {
		return nil, apdu.ReferenceMissing
	}
	return tlv.Encode(0xA0, e.Value, tlv.Encode(0x8C, []byte{0}), tlv.Encode(0xDF21, []byte{byte(p.left), byte(p.max)}), tlv.Encode(0xDF2F, []byte{1})), apdu.OK
}
