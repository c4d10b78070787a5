package siths

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"io"
)

// Signer gives the card's key as a crypto.Signer whose signatures end with ctx.
// It does RSASSA-PKCS1-v1_5, and PSS on cards that do raw RSA, with SHA-256,
// -384 and -512. Every signature is verified before it is given out. Errors:
// ErrPINRequired, ErrUnsupported, ErrBadSignature, ErrCannotSign,
// apdu.ErrRemoved, ErrClosed.
func (i *Identity) Signer(ctx context.Context) crypto.Signer { return &signer{ctx, i} }

// signer keeps a context, against custom, because crypto.Signer has no room
// for one and it lives for one handshake.
type signer struct {
	ctx context.Context
	id  *Identity
}

func (s *signer) Public() crypto.PublicKey { return s.id.public }

func (s *signer) Sign(random io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	pss, ok := opts.(*rsa.PSSOptions)
	if !ok {
		return s.id.signPKCS1(s.ctx, opts.HashFunc(), digest)
	}
	return s.id.signPSS(s.ctx, random, opts.HashFunc(), digest, pss)
}

func (i *Identity) signPSS(ctx context.Context, random io.Reader, h crypto.Hash, digest []byte, o *rsa.PSSOptions) ([]byte, error) {
	if _, known := digestPrefixes[h]; !known {
		return nil, ErrUnsupported
	}
	salt := o.SaltLength
	if salt == rsa.PSSSaltLengthEqualsHash || salt == rsa.PSSSaltLengthAuto {
		salt = h.Size()
	}
	if salt < 0 {
		return nil, ErrUnsupported
	}
	if random == nil {
		random = rand.Reader
	}
	block, err := encodePSS(random, h, digest, salt, i.public.N.BitLen())
	if err != nil {
		return nil, err
	}
	signature, err := i.sign(ctx, block, nil)
	if err != nil {
		return nil, err
	}
	if rsa.VerifyPSS(i.public, h, digest, signature, &rsa.PSSOptions{SaltLength: salt}) != nil {
		return nil, ErrBadSignature
	}
	return signature, nil
}
