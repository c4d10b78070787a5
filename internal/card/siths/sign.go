package siths

import (
	"context"
	"crypto"
	"crypto/rsa"
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
	PKCS1Only Capability = iota + 1 // PKCS#1 v1.5 only: no TLS 1.3
	RawRSA                          // any padding
)

// Capability tells what the card can do; the first time for a kind of card it
// finds out by signing. The PIN must have been given.
func (i *Identity) Capability(ctx context.Context) (Capability, error) {
	m, ok := i.card.driver.method(i.card.transport.ATR())
	if !ok {
		err := i.card.transact(ctx, func(ctx context.Context) (err error) {
			m, err = i.discover(ctx)
			return err
		})
		if err != nil {
			return 0, err
		}
	}
	if m.raw {
		return RawRSA, nil
	}
	return PKCS1Only, nil
}

// SignDeterministic signs message with RSASSA-PKCS1-v1_5 over SHA-256: the same
// key and message always give the same bytes. Callers must put a fixed domain
// prefix before what they sign.
func (i *Identity) SignDeterministic(ctx context.Context, message []byte) ([]byte, error) {
	digest := sha256.Sum256(message)
	return i.signPKCS1(ctx, crypto.SHA256, digest[:])
}

func (i *Identity) signPKCS1(ctx context.Context, h crypto.Hash, digest []byte) ([]byte, error) {
	info, err := digestInfo(h, digest)
	if err != nil {
		return nil, err
	}
	signature, err := i.sign(ctx, encodePKCS1(info, i.public.Size()), info)
	if err != nil {
		return nil, err
	}
	if rsa.VerifyPKCS1v15(i.public, h, digest, signature) != nil {
		return nil, ErrBadSignature
	}
	return signature, nil
}

// sign lets the card's key work on block, a whole encoded message, or on info,
// its DigestInfo, whichever the card can do. info is nil when there is none.
func (i *Identity) sign(ctx context.Context, block, info []byte) (signature []byte, err error) {
	err = i.card.transact(ctx, func(ctx context.Context) error {
		m, known := i.card.driver.method(i.card.transport.ATR())
		if known {
			signature, err = i.signBy(ctx, m, block, info)
			if s, refused := status(err); !refused || s == apdu.SecurityStatus {
				return lostPIN(err)
			}
		}
		if m, err = i.discover(ctx); err != nil {
			return err
		}
		signature, err = i.signBy(ctx, m, block, info)
		return lostPIN(err)
	})
	return signature, err
}

func (i *Identity) signBy(ctx context.Context, m method, block, info []byte) ([]byte, error) {
	if m.raw {
		info = block
	}
	if info == nil {
		return nil, fmt.Errorf("%w: this card can only do PKCS#1 v1.5", ErrUnsupported)
	}
	signature, err := i.compute(ctx, m, info)
	if s, refused := status(err); refused && s != apdu.SecurityStatus {
		// Another program may have left another directory selected.
		if err := i.selectKey(ctx); err != nil {
			return nil, err
		}
		signature, err = i.compute(ctx, m, info)
	}
	return signature, err
}

// discover tries all ways of signing with a probe and remembers the first that
// gives a good signature. The key's directory is only selected when nothing
// works without: on some cards a SELECT forgets the PIN.
func (i *Identity) discover(ctx context.Context) (method, error) {
	digest := sha256.Sum256([]byte(probe))
	info, err := digestInfo(crypto.SHA256, digest[:])
	if err != nil {
		return method{}, err
	}
	block := encodePKCS1(info, i.public.Size())
	for _, selectFirst := range []bool{false, true} {
		if selectFirst {
			if err := i.selectKey(ctx); err != nil {
				return method{}, lostPIN(err)
			}
		}
		for _, m := range i.card.profile.methods() {
			input := info
			if m.raw {
				input = block
			}
			signature, err := i.compute(ctx, m, input)
			s, refused := status(err)
			switch {
			case err == nil && rsa.VerifyPKCS1v15(i.public, crypto.SHA256, digest[:], signature) == nil:
				i.card.driver.setMethod(i.card.transport.ATR(), m)
				return m, nil
			case err == nil || refused && s != apdu.SecurityStatus:
				continue
			case !errors.Is(err, errFormMissing):
				return method{}, lostPIN(err)
			}
		}
	}
	return method{}, ErrCannotSign
}

// errFormMissing: the card's directories lack what a form names the key by.
var errFormMissing = errors.New("siths: key has no such name")

// compute is MANAGE SECURITY ENVIRONMENT and PERFORM SECURITY OPERATION.
func (i *Identity) compute(ctx context.Context, m method, input []byte) ([]byte, error) {
	template, err := i.template(m)
	if err != nil {
		return nil, err
	}
	if _, err := i.card.send(ctx, apdu.Command{INS: apdu.InsMSE, P1: 0x41, P2: 0xB6, Data: template}); err != nil {
		return nil, err
	}
	signature, err := i.card.send(ctx, apdu.Command{INS: apdu.InsPSO, P1: 0x9E, P2: 0x9A, Data: input, Le: apdu.MaxLe})
	if err != nil {
		return nil, err
	}
	return signature, nil
}

// template names algorithm and key in the form of m.
func (i *Identity) template(m method) ([]byte, error) {
	out := []byte{0x80, 1, m.alg}
	if m.form != FormRef {
		file := i.key.Path.File
		out = append(out, 0x81, 2, file[len(file)-2], file[len(file)-1])
	}
	if m.form != FormFile {
		if i.key.Reference < 0 {
			return nil, errFormMissing
		}
		out = append(out, 0x84, 1, byte(i.key.Reference))
	}
	return out, nil
}

// selectKey selects the directory in which the key's file lies.
func (i *Identity) selectKey(ctx context.Context) error {
	if file := i.key.Path.File; len(file) > 2 {
		_, err := i.card.selectFile(ctx, file[:len(file)-2])
		return err
	}
	return i.card.selectApplication(ctx)
}
