package siths

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"

	"example.org/tandtui/internal/card/apdu"
)

// probe is what is signed to learn how a card signs. It is a constant of its
// own, so that its signature proves nothing to anybody.
const probe = "tandtui/card-probe/v1"

// Capability is what a card's key can do.
type Capability int

// The capabilities.
const (
	PKCS1Only  Capability = iota + 1 // RSA with PKCS#1 v1.5 only: no TLS 1.3
	AnyPadding                       // RSA with PKCS#1 v1.5 and PSS
	Elliptic                         // ECDSA
)

// Capability tells what the card can do; the first time for a kind of card it
// finds out by signing. The PIN must have been given.
func (i *Identity) Capability(ctx context.Context) (Capability, error) {
	m, ok := i.card.driver.method(i.kind())
	if !ok {
		err := i.card.transact(ctx, func(ctx context.Context) (err error) {
			m, err = i.discover(ctx)
			return err
		})
		if err != nil {
			return 0, err
		}
	}
	switch {
	case i.elliptic():
		return Elliptic, nil
	case m.input == wholeBlock || m.pss:
		return AnyPadding, nil
	}
	return PKCS1Only, nil
}

// SignDeterministic signs message with RSASSA-PKCS1-v1_5 over SHA-256: the same
// key and message always give the same bytes. ErrNoKey tells that an elliptic key
// cannot. Callers must put a fixed domain prefix before what they sign.
func (i *Identity) SignDeterministic(ctx context.Context, message []byte) ([]byte, error) {
	if i.elliptic() {
		return nil, ErrNoKey
	}
	digest := sha256.Sum256(message)
	j, err := i.pkcs1(crypto.SHA256, digest[:])
	if err != nil {
		return nil, err
	}
	return i.sign(ctx, j)
}

// sign has the card do j, in the way known for its kind, else in the first that
// works.
func (i *Identity) sign(ctx context.Context, j job) (signature []byte, err error) {
	err = i.card.transact(ctx, func(ctx context.Context) error {
		m, known := i.card.driver.method(i.kind())
		if known {
			signature, err = i.signBy(ctx, m, j)
			if s, refused := status(err); !refused || s == apdu.SecurityStatus {
				return lostPIN(err)
			}
		}
		if m, err = i.discover(ctx); err != nil {
			return err
		}
		signature, err = i.signBy(ctx, m, j)
		return lostPIN(err)
	})
	if err != nil {
		return nil, err
	}
	if !j.fits(i.public, signature) {
		return nil, ErrBadSignature
	}
	return signature, nil
}

func (i *Identity) signBy(ctx context.Context, m method, j job) ([]byte, error) {
	if data, _ := j.input(m); data == nil {
		return nil, fmt.Errorf("%w: the card cannot pad so", ErrUnsupported)
	}
	signature, err := i.compute(ctx, m, j)
	if s, refused := status(err); refused && s != apdu.SecurityStatus {
		// Another program may have left another directory selected.
		if err := i.card.app.selectKey(ctx, i.key); err != nil {
			return nil, err
		}
		signature, err = i.compute(ctx, m, j)
	}
	return signature, err
}

// discover tries all ways of signing with a probe and remembers the first that
// gives a good signature. The key's directory is only selected when nothing
// works without: on some cards a SELECT forgets the PIN.
func (i *Identity) discover(ctx context.Context) (method, error) {
	j, err := i.probe()
	if err != nil {
		return method{}, err
	}
	for _, selectFirst := range []bool{false, true} {
		if selectFirst {
			if err := i.card.app.selectKey(ctx, i.key); err != nil {
				return method{}, lostPIN(err)
			}
		}
		for _, m := range i.card.profile.methods(i.elliptic()) {
			works, err := i.works(ctx, m, j)
			if err == nil && works && m.input == hashFirst && !i.elliptic() {
				m.pss, err = i.padsPSS(ctx, m)
			}
			if err != nil {
				return method{}, lostPIN(err)
			}
			if works {
				i.card.driver.setMethod(i.kind(), m)
				return m, nil
			}
		}
	}
	return method{}, ErrCannotSign
}

// probe is the job that ways of signing are tried with.
func (i *Identity) probe() (job, error) {
	h := crypto.SHA256
	c, elliptic := curveOf(i.public)
	if elliptic {
		h = c.hash
	}
	hash := h.New()
	hash.Write([]byte(probe))
	if elliptic {
		return i.ecdsa(h, hash.Sum(nil))
	}
	return i.pkcs1(h, hash.Sum(nil))
}

// works tells whether the card does j when it is asked by m. The errors are those
// that no other way would mend.
func (i *Identity) works(ctx context.Context, m method, j job) (bool, error) {
	signature, err := i.compute(ctx, m, j)
	s, refused := status(err)
	switch {
	case err == nil:
		return j.fits(i.public, signature), nil
	case refused && s != apdu.SecurityStatus, errors.Is(err, errFormMissing), errors.Is(err, ErrBadSignature):
		return false, nil //nolint:nilerr // the next way may work
	}
	return false, err
}

// padsPSS tells whether a card that signs in two steps also knows PSS.
func (i *Identity) padsPSS(ctx context.Context, m method) (bool, error) {
	digest := sha256.Sum256([]byte(probe))
	j, err := i.pss(rand.Reader, crypto.SHA256, digest[:], len(digest))
	if err != nil {
		return false, err
	}
	m.pss = true
	return i.works(ctx, m, j)
}

// errFormMissing: the card's directories lack what a form names the key by.
var errFormMissing = errors.New("siths: key has no such name")

// compute is MANAGE SECURITY ENVIRONMENT and PERFORM SECURITY OPERATION, in two
// steps with the hash in the first where m says so.
func (i *Identity) compute(ctx context.Context, m method, j job) ([]byte, error) {
	data, alg := j.input(m)
	template, err := i.template(m.form, alg)
	if err != nil {
		return nil, err
	}
	if _, err := i.card.send(ctx, apdu.Command{INS: apdu.InsMSE, P1: 0x41, P2: 0xB6, Data: template}); err != nil {
		return nil, err
	}
	if m.input == hashFirst || m.input == infoFirst {
		given := append([]byte{0x90, byte(len(data))}, data...)
		answer, err := i.card.send(ctx, apdu.Command{INS: apdu.InsPSO, P1: 0x90, P2: 0xA0, Data: given})
		if err != nil {
			return nil, err
		}
		if len(answer) > 0 && !bytes.Equal(answer, given) && !bytes.Equal(answer, data) {
			return nil, ErrBadSignature // it has understood something else
		}
		data = nil
	}
	answer, err := i.card.send(ctx, apdu.Command{INS: apdu.InsPSO, P1: 0x9E, P2: 0x9A, Data: data, Le: apdu.MaxLe})
	if err != nil {
		return nil, err
	}
	return j.signature(answer)
}

// template names algorithm and key.
func (i *Identity) template(form MSEForm, alg byte) ([]byte, error) {
	out := []byte{0x80, 1, alg}
	if form != FormRef {
		file := i.key.Path.File
		if len(file) < 2 {
			return nil, errFormMissing
		}
		out = append(out, 0x81, 2, file[len(file)-2], file[len(file)-1])
	}
	if form != FormFile {
		if i.key.Reference < 0 {
			return nil, errFormMissing
		}
		out = append(out, 0x84, 1, byte(i.key.Reference))
	}
	return out, nil
}
