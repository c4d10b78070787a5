package virtualcard

import (
	"crypto"
	"crypto/rsa"
	"encoding/binary"
	"math/big"

	"example.org/tandtui/internal/card/apdu"
)

// algSHA1 is the SetCOS reference for PKCS#1 over a SHA-1 digest, which OpenSC
// uses with the ATRs of such cards.
const algSHA1 = 0x12

// environment is the security environment: what the next signature uses.
type environment struct {
	key Key
	alg byte
}

// setEnvironment is MANAGE SECURITY ENVIRONMENT SET (ISO 7816-4 §11.5.11).
func (c *Card) setEnvironment(m command) apdu.Status {
	if m.p1&0xF0 == 0xF0 { // RESTORE
		return apdu.OK
	}
	if m.p2 != 0xB6 && m.p2 != 0xA4 {
		return apdu.WrongP1P2
	}
	c.env = nil
	alg, byFile, byRef, ok := c.controlReference(m.data)
	if !ok {
		return apdu.WrongData
	}
	wantFile := c.spec.MSE == MSEFile || c.spec.MSE == MSEFileAndRef
	wantRef := c.spec.MSE == MSERef || c.spec.MSE == MSEFileAndRef
	if c.spec.MSE != MSEAny && (wantFile != (byFile != 0) || wantRef != (byRef != 0)) {
		return apdu.NotSupported
	}
	if alg != c.spec.AlgRaw && (alg != c.spec.AlgPKCS1 && alg != algSHA1 || c.spec.NoPKCS1) {
		return apdu.NotSupported
	}
	i := byRef - 1
	if byFile != 0 {
		if c.dir != fidApp {
			return apdu.FileNotFound
		}
		i = byFile - fidKey
	}
	if i < 0 || i >= len(c.spec.Keys) {
		return apdu.ReferenceMissing
	}
	c.env = &environment{c.spec.Keys[i], alg}
	return apdu.OK
}

// controlReference reads 80 algorithm, 81 file, 83 or 84 key reference.
func (c *Card) controlReference(data []byte) (alg byte, file, ref int, ok bool) {
	alg = c.spec.AlgPKCS1
	for len(data) > 0 {
		if len(data) < 3 || len(data) < 2+int(data[1]) || data[1] == 0 {
			return 0, 0, 0, false
		}
		value := data[2 : 2+int(data[1])]
		switch data[0] {
		case 0x80:
			alg = value[0]
		case 0x81:
			if len(value) != 2 {
				return 0, 0, 0, false
			}
			file = int(binary.BigEndian.Uint16(value))
		case 0x83, 0x84:
			ref = int(value[len(value)-1])
		}
		data = data[2+len(value):]
	}
	return alg, file, ref, true
}

// sign is PERFORM SECURITY OPERATION: COMPUTE DIGITAL SIGNATURE (ISO 7816-8).
func (c *Card) sign(m command) ([]byte, apdu.Status) {
	if m.p1 != 0x9E || m.p2 != 0x9A {
		return nil, apdu.WrongP1P2
	}
	if c.env == nil {
		return nil, swConditions
	}
	if !c.allowed(c.env.key) {
		return nil, apdu.SecurityStatus
	}
	key, isRSA := c.env.key.Private.(*rsa.PrivateKey)
	if !isRSA {
		return nil, apdu.NotSupported
	}
	if c.env.alg == c.spec.AlgRaw {
		return c.raw(key, m.data)
	}
	hash := crypto.Hash(0) // the DigestInfo comes from outside
	if c.env.alg == algSHA1 {
		hash = crypto.SHA1
	}
	s, err := rsa.SignPKCS1v15(nil, key, hash, m.data)
	if err != nil {
		return nil, apdu.WrongData
	}
	return s, apdu.OK
}

// allowed tells whether the PIN that guards k is given; a signature PIN is used up.
func (c *Card) allowed(k Key) bool {
	p := c.pins[pinID(k)-1]
	if !p.verified {
		return false
	}
	p.verified = !p.once
	return true
}

func (c *Card) raw(key *rsa.PrivateKey, data []byte) ([]byte, apdu.Status) {
	if c.spec.NoRaw || len(data) != key.Size() {
		return nil, apdu.WrongLength
	}
	x := new(big.Int).SetBytes(data)
	if x.Cmp(key.N) >= 0 {
		return nil, apdu.WrongData
	}
	return new(big.Int).Exp(x, key.D, key.N).FillBytes(make([]byte, key.Size())), apdu.OK
}
