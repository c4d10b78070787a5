package siths

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"math/big"
	"testing"

	"example.org/tandtui/internal/card/virtualcard"
)

func TestSignerAllHashesAndPaddings(t *testing.T) {
	id := unlocked(t, New(Config{}), newCard(t, virtualcard.Variant{}))
	signer := id.Signer(t.Context())
	for _, h := range []crypto.Hash{crypto.SHA256, crypto.SHA384, crypto.SHA512} {
		digest := h.New().Sum(nil)
		s, err := signer.Sign(rand.Reader, digest, h)
		if err != nil || rsa.VerifyPKCS1v15(id.rsa(), h, digest, s) != nil {
			t.Errorf("PKCS#1 %v: %v", h, err)
		}
		for _, salt := range []int{rsa.PSSSaltLengthEqualsHash, rsa.PSSSaltLengthAuto, 0, 20} {
			opts := &rsa.PSSOptions{SaltLength: salt, Hash: h}
			s, err := signer.Sign(nil, digest, opts)
			if err != nil || rsa.VerifyPSS(id.rsa(), h, digest, s, &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthAuto}) != nil {
				t.Errorf("PSS %v salt %d: %v", h, salt, err)
			}
		}
	}
	for name, opts := range map[string]crypto.SignerOpts{
		"SHA-1": crypto.SHA1, "no hash": crypto.Hash(0), "wrong length": crypto.SHA512,
		"PSS SHA-1": &rsa.PSSOptions{Hash: crypto.SHA1}, "PSS long salt": &rsa.PSSOptions{Hash: crypto.SHA256, SaltLength: 250},
	} {
		if _, err := signer.Sign(rand.Reader, make([]byte, 32), opts); !errors.Is(err, ErrUnsupported) {
			t.Errorf("%s: %v, want ErrUnsupported", name, err)
		}
	}
}

// TestPSSForOddModulusSizes: the encoded message must fit moduli whose length is
// no multiple of eight; for 8k+1 bits it is one byte shorter than the key.
func TestPSSForOddModulusSizes(t *testing.T) {
	for _, bits := range []int{1024, 1025, 1026, 1031} {
		t.Run(fmt.Sprint(bits), func(t *testing.T) {
			key, err := rsa.GenerateKey(rand.Reader, bits)
			if err != nil {
				t.Fatal(err)
			}
			digest := crypto.SHA256.New().Sum(nil)
			block, err := encodePSS(rand.Reader, crypto.SHA256, digest, 32, bits)
			if err != nil || len(block) != key.Size() {
				t.Fatalf("%d bytes, %v", len(block), err)
			}
			s := new(big.Int).Exp(new(big.Int).SetBytes(block), key.D, key.N).FillBytes(make([]byte, key.Size()))
			if err := rsa.VerifyPSS(&key.PublicKey, crypto.SHA256, digest, s, &rsa.PSSOptions{SaltLength: 32}); err != nil {
				t.Error(err)
			}
		})
	}
}
