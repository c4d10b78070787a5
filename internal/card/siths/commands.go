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

// padsPSS tells whether RSA keys of the card's kind do PSS.
func (c *commands) padsPSS(ctx context.Context, i *Identity) (bool, error) {
	m, known := c.driver.method(c.kind(i))
	if !known {
		err := c.transact(ctx, func(ctx context.Context) (err error) {
			m, err = c.discover(ctx, i)
			return err
		})
		if err != nil {
			return false, err
		}
	}
	return m.input == wholeBlock || m.pss, nil
}

// sign has the card do j, in the way known for its kind, else in the first that
// works.
func (c *commands) sign(ctx context.Context, i *Identity, j job) (signature []byte, err error) {
	err = c.transact(ctx, func(ctx context.Context) error {
		m, known := c.driver.method(c.kind(i))
		if known {
			signature, err = c.signBy(ctx, i, m, j)
			if s, refused := status(err); !refused || s == apdu.SecurityStatus {
				return lostPIN(err)
			}
		}
		if m, err = c.discover(ctx, i); err != nil {
			return err
		}
		signature, err = c.signBy(ctx, i, m, j)
		return lostPIN(err)
	})
	return signature, err
}

func (c *commands) signBy(ctx context.Context, i *Identity, m method, j job) ([]byte, error) {
	if data, _ := j.input(m); data == nil {
		return nil, fmt.Errorf("%w: the card cannot pad so", ErrUnsupported)
	}
	signature, err := c.compute(ctx, i, m, j)
	if s, refused := status(err); refused && s != apdu.SecurityStatus {
		// Another program may have left another directory selected.
		if err := c.app.selectKey(ctx, i.key); err != nil {
			return nil, err
		}
		signature, err = c.compute(ctx, i, m, j)
	}
	return signature, err
}

// discover tries all ways of signing with a probe and remembers the first that
// gives a good signature. The key's directory is only selected when nothing
// works without: on some cards a SELECT forgets the PIN.
func (c *commands) discover(ctx context.Context, i *Identity) (method, error) {
	j, err := i.probe()
	if err != nil {
		return method{}, err
	}
	for _, selectFirst := range []bool{false, true} {
		if selectFirst {
			if err := c.app.selectKey(ctx, i.key); err != nil {
				return method{}, lostPIN(err)
			}
		}
		for _, m := range c.profile.methods(i.elliptic()) {
			works, err := c.works(ctx, i, m, j)
			if err == nil && works && m.input == hashFirst && !i.elliptic() {
				m.pss, err = c.worksPSS(ctx, i, m)
			}
			if err != nil {
				return method{}, lostPIN(err)
			}
			if works {
				c.driver.setMethod(c.kind(i), m)
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
func (c *commands) works(ctx context.Context, i *Identity, m method, j job) (bool, error) {
	signature, err := c.compute(ctx, i, m, j)
	s, refused := status(err)
	switch {
	case err == nil:
		return j.fits(i.public, signature), nil
	case refused && s != apdu.SecurityStatus, errors.Is(err, errFormMissing), errors.Is(err, ErrBadSignature):
		return false, nil //nolint:nilerr // the next way may work
	}
	return false, err
}

// worksPSS tells whether a card that signs in two steps also knows PSS.
func (c *commands) worksPSS(ctx context.Context, i *Identity, m method) (bool, error) {
	digest := sha256.Sum256([]byte(probe))
	j, err := i.pss(rand.Reader, crypto.SHA256, digest[:], len(digest))
	if err != nil {
		return false, err
	}
	m.pss = true
	return c.works(ctx, i, m, j)
}

// errFormMissing: the card's directories lack what a form names the key by.
var errFormMissing = errors.New("siths: key has no such name")

// compute is MANAGE SECURITY ENVIRONMENT and PERFORM SECURITY OPERATION, in two
// steps with the hash in the first where m says so.
func (c *commands) compute(ctx context.Context, i *Identity, m method, j job) ([]byte, error) {
	data, alg := j.input(m)
	template, err := i.template(m.form, alg)
	if err != nil {
		return nil, err
	}
	if _, err := c.send(ctx, apdu.Command{INS: apdu.InsMSE, P1: 0x41, P2: 0xB6, Data: template}); err != nil {
		return nil, err
	}
	if m.input == hashFirst || m.input == infoFirst {
		given := append([]byte{0x90, byte(len(data))}, data...)
		answer, err := c.send(ctx, apdu.Command{INS: apdu.InsPSO, P1: 0x90, P2: 0xA0, Data: given})
		if err != nil {
			return nil, err
		}
		if len(answer) > 0 && !bytes.Equal(answer, given) && !bytes.Equal(answer, data) {
			return nil, ErrBadSignature // it has understood something else
		}
		data = nil
	}
	answer, err := c.send(ctx, apdu.Command{INS: apdu.InsPSO, P1: 0x9E, P2: 0x9A, Data: data, Le: apdu.MaxLe})
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
