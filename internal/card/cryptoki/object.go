package cryptoki

import (
	"bytes"
	"context"
	"runtime"
)

// Object is a certificate on a token.
type Object struct {
	ID    []byte // the same as its key's
	Value []byte // DER
}

const (
	maxObjects = 32
	maxValue   = 16 << 10 // bytes of a certificate
	maxID      = 255

	attrClass = 0x0
	attrValue = 0x11
	attrID    = 0x102

	classCertificate = 1
	classPrivateKey  = 3
)

// Certificates reads all certificates that may be read without a PIN.
func (s *Session) Certificates(ctx context.Context) ([]Object, error) {
	return do(ctx, s.module, func() (list []Object, err error) {
		handles, err := s.find(attribute{attrClass, ulong(classCertificate)})
		if err != nil {
			return nil, err
		}
		for _, h := range handles {
			id, err := s.attribute(h, attrID, maxID)
			if err != nil {
				continue // not one of ours
			}
			value, err := s.attribute(h, attrValue, maxValue)
			if err != nil {
				continue
			}
			list = append(list, Object{id, value})
		}
		return list, nil
	})
}

// find gives the objects that fit.
func (s *Session) find(by ...attribute) (handles []uint, err error) {
	m := s.module
	wanted, done := template(by...)
	defer done()
	if err := m.call(fnFindObjectsInit, s.handle, wanted, uint(len(by))); err != nil {
		return nil, err
	}
	found, count := make([]byte, maxObjects*ulongSize), ulong(0)
	err = m.call(fnFindObjects, s.handle, found, uint(maxObjects), count)
	if endErr := m.call(fnFindObjectsEnd, s.handle); err == nil {
		err = endErr // a library refuses all else until the search has been ended
	}
	if err != nil {
		return nil, err
	}
	for i := range min(int(number(count)), maxObjects) {
		handles = append(handles, number(found[i*ulongSize:]))
	}
	return handles, nil
}

// attribute reads a value of at most limit bytes.
func (s *Session) attribute(object uint, kind uint, limit int) ([]byte, error) {
	value := make([]byte, limit)
	t, done := template(attribute{kind, value})
	defer done()
	if err := s.module.call(fnGetAttributes, s.handle, object, t, uint(1)); err != nil {
		return nil, err
	}
	n := number(t[ulongSize+pointer:])
	if n > uint(limit) { // also −1: there is none
		return nil, attributeUnknown
	}
	return bytes.Clone(value[:n]), nil
}

// Signature is what is to be signed. Of PSS the hash and the length of the salt are
// told by Hash, MGF and Salt (CK_RSA_PKCS_PSS_PARAMS).
type Signature struct {
	Mechanism       uint
	Hash, MGF, Salt uint
	Data            []byte
}

// ErrNoKey is a token without the key.
const ErrNoKey Code = 0x60

// Sign has the key with an id sign; the token must be logged in to.
func (s *Session) Sign(ctx context.Context, id []byte, what Signature) ([]byte, error) {
	what.Data = bytes.Clone(what.Data)
	id = bytes.Clone(id)
	return do(ctx, s.module, func() ([]byte, error) {
		keys, err := s.find(attribute{attrClass, ulong(classPrivateKey)}, attribute{attrID, id})
		if err != nil {
			return nil, err
		}
		if len(keys) == 0 {
			return nil, ErrNoKey
		}
		return s.sign(keys[0], what)
	})
}

func (s *Session) sign(key uint, what Signature) ([]byte, error) {
	var pins runtime.Pinner
	defer pins.Unpin()
	var parameter []byte
	if what.Mechanism == RSAPSS {
		parameter = bytes.Join([][]byte{ulong(what.Hash), ulong(what.MGF), ulong(what.Salt)}, nil)
	}
	mechanism := bytes.Join([][]byte{ulong(what.Mechanism), place(pinned(&pins, parameter)), ulong(uint(len(parameter)))}, nil)
	if err := s.module.call(fnSignInit, s.handle, mechanism, key); err != nil {
		return nil, err
	}
	out := make([]byte, 1024) // a signature by 4096 bits has 512
	n := ulong(uint(len(out)))
	err := s.module.call(fnSign, s.handle, what.Data, uint(len(what.Data)), out, n)
	if err != nil {
		return nil, err
	}
	return out[:min(int(number(n)), len(out))], nil
}
