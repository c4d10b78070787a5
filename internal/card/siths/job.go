package siths

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"encoding/asn1"
	"fmt"
	"io"
	"math/big"
)

// job is one signature to be made, in the forms in which cards want it.
type job struct {
	padding padding
	hash    crypto.Hash
	digest  []byte
	block   []byte // the encoded message, for raw RSA
	info    []byte // the DigestInfo, of PKCS#1 only
	salt    int    // of PSS, in bytes
}

type padding int

const (
	paddingPKCS1 padding = iota
	paddingPSS
	paddingNone // ECDSA
)

func (i *Identity) pkcs1(h crypto.Hash, digest []byte) (job, error) {
	info, err := digestInfo(h, digest)
	if err != nil || i.elliptic() {
		return job{}, unsupported(err, "PKCS#1")
	}
	return job{padding: paddingPKCS1, hash: h, digest: digest, info: info, block: encodePKCS1(info, i.rsa().Size())}, nil
}

func (i *Identity) pss(random io.Reader, h crypto.Hash, digest []byte, salt int) (job, error) {
	if _, known := digestPrefixes[h]; !known || salt < 0 || i.elliptic() {
		return job{}, unsupported(nil, "PSS")
	}
	block, err := encodePSS(random, h, digest, salt, i.rsa().N.BitLen())
	return job{padding: paddingPSS, hash: h, digest: digest, salt: salt, block: block}, err
}

// ecdsa takes the hash that goes with the curve alone: then nothing need be cut or
// filled up, and TLS always has it.
func (i *Identity) ecdsa(h crypto.Hash, digest []byte) (job, error) {
	c, ok := curveOf(i.public)
	if !ok || c.hash != h || len(digest) != h.Size() {
		return job{}, unsupported(nil, "ECDSA")
	}
	return job{padding: paddingNone, hash: h, digest: digest}, nil
}

func unsupported(err error, what string) error {
	if err != nil {
		return err
	}
	return fmt.Errorf("%w: %s", ErrUnsupported, what)
}

// input is what a card that is asked by m gets, with the algorithm's reference. It
// is nil where the card cannot do the job.
func (j job) input(m method) (data []byte, alg byte) {
	alg = m.alg
	switch m.input {
	case wholeBlock:
		return j.block, alg
	case digestInfoOnly, infoFirst:
		return j.info, alg
	case hashFirst:
	}
	switch j.padding {
	case paddingNone:
		if alg == 0 {
			alg = algHash[j.hash] | algECDSA
		}
		return j.digest, alg
	case paddingPSS:
		if !m.pss || j.salt != j.hash.Size() {
			return nil, 0
		}
		return j.digest, algHash[j.hash] | algPSS
	case paddingPKCS1:
	}
	return j.digest, algHash[j.hash] | algPKCS1
}

// signature gives what the card answered as others want it: ECDSA's two numbers in
// DER (RFC 3279 §2.2.3), all else as it is.
func (j job) signature(answer []byte) ([]byte, error) {
	if j.padding != paddingNone {
		return answer, nil
	}
	n := len(answer) / 2
	if n == 0 || len(answer)%2 != 0 {
		return nil, ErrBadSignature
	}
	return asn1.Marshal(struct{ R, S *big.Int }{new(big.Int).SetBytes(answer[:n]), new(big.Int).SetBytes(answer[n:])})
}

// fits tells whether signature is the key's.
func (j job) fits(public crypto.PublicKey, signature []byte) bool {
	switch p := public.(type) {
	case *ecdsa.PublicKey:
		return ecdsa.VerifyASN1(p, j.digest, signature)
	case *rsa.PublicKey:
		if j.padding == paddingPSS {
			return rsa.VerifyPSS(p, j.hash, j.digest, signature, &rsa.PSSOptions{SaltLength: j.salt}) == nil
		}
		return rsa.VerifyPKCS1v15(p, j.hash, j.digest, signature) == nil
	}
	return false
}
