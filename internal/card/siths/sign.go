package siths

import (
	"context"
	"crypto"
	"crypto/sha256"
)

// Capability is what a card's key can do.
type Capability int

// The capabilities.
const (
	PKCS1Only  Capability = iota + 1 // RSA with PKCS#1 v1.5 only: no TLS 1.3
	AnyPadding                       // RSA with PKCS#1 v1.5 and PSS
	Elliptic                         // ECDSA
)

// Capability tells what the card can do; the first time for a kind of card it
// finds out by signing. The PIN must have been given, where anything has to be found
// out.
func (i *Identity) Capability(ctx context.Context) (Capability, error) {
	if i.elliptic() {
		return Elliptic, nil
	}
	pss, err := i.card.padsPSS(ctx, i)
	switch {
	case err != nil:
		return 0, err
	case pss:
		return AnyPadding, nil
	}
	return PKCS1Only, nil
}

// Deterministic tells whether SignDeterministic can.
func (i *Identity) Deterministic() bool { return !i.elliptic() }

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

// sign has the card do j, and looks whether it has.
func (i *Identity) sign(ctx context.Context, j job) ([]byte, error) {
	signature, err := i.card.token.sign(ctx, i, j)
	if err != nil {
		return nil, err
	}
	if !j.fits(i.public, signature) {
		return nil, ErrBadSignature
	}
	return signature, nil
}
