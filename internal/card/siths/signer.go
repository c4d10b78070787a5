package siths

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"io"
)

// Signer gives the card's key as a crypto.Signer whose signatures end with ctx.
// An RSA key does RSASSA-PKCS1-v1_5, and PSS on cards that can, with SHA-256, -384
// and -512; an elliptic one ECDSA with the hash that goes with its curve. Every
// signature is verified before it is given out. Errors: ErrPINRequired,
// ErrUnsupported, ErrBadSignature, ErrCannotSign, apdu.ErrRemoved, ErrClosed.
func (i *Identity) Signer(ctx context.Context) crypto.Signer { return &signer{ctx, i} }

// signer keeps a context, against custom, because crypto.Signer has no room
// for one and it lives for one handshake.
type signer struct {
	ctx context.Context
	id  *Identity
}

func (s *signer) Public() crypto.PublicKey { return s.id.public }

func (s *signer) Sign(random io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	j, err := s.job(random, digest, opts)
	if err != nil {
		return nil, err
	}
	return s.id.sign(s.ctx, j)
}

func (s *signer) job(random io.Reader, digest []byte, opts crypto.SignerOpts) (job, error) {
	h := opts.HashFunc()
	if s.id.elliptic() {
		return s.id.ecdsa(h, digest)
	}
	o, isPSS := opts.(*rsa.PSSOptions)
	if !isPSS {
		return s.id.pkcs1(h, digest)
	}
	salt := o.SaltLength
	if salt == rsa.PSSSaltLengthEqualsHash || salt == rsa.PSSSaltLengthAuto {
		salt = h.Size()
	}
	if random == nil {
		random = rand.Reader
	}
	return s.id.pss(random, h, digest, salt)
}
