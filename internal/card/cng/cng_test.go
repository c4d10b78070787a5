package cng

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"testing"
)

// TestA7WhatWindowsMeans: each code that the user can do something about has its error,
// with the code kept for the support; any other stays what it is, and none is success.
func TestA7WhatWindowsMeans(t *testing.T) {
	t.Parallel()
	for code, want := range map[uint32]error{
		0x8010006B: ErrWrongPIN, 0x8010006C: ErrBlocked, 0x8010006E: ErrCancelled, 0x80100002: ErrCancelled, 0x800704C7: ErrCancelled,
		0x80100069: ErrRemoved, 0x8010000C: ErrRemoved, 0x80090016: ErrRemoved, 0x80090029: ErrUnsupported, 0xC00000BB: ErrUnsupported,
		0x80090020: Status(0x80090020),
	} {
		err := fault("NCryptSignHash", code)
		var status Status
		if !errors.Is(err, want) || !errors.As(err, &status) || uint32(status) != code {
			t.Errorf("%08X: %v", code, err)
		}
	}
	if err := fault("NCryptSignHash", 0); err != nil {
		t.Error(err)
	}
}

// What the system would read past its end, or not know, does not reach it.
func TestA7OnlyWholeDigestsAreSigned(t *testing.T) {
	t.Parallel()
	digest := make([]byte, 32)
	if err := (Job{PSS, crypto.SHA256, digest, 32}).check(); err != nil {
		t.Error(err)
	}
	for name, j := range map[string]Job{
		"short": {PKCS1, crypto.SHA256, digest[:31], 0}, "empty": {None, crypto.SHA256, nil, 0}, "SHA-1": {PKCS1, crypto.SHA1, digest[:20], 0},
		"another hash's": {PKCS1, crypto.SHA384, digest, 0}, "salt": {PSS, crypto.SHA256, digest, -1}, "padding": {PSS + 1, crypto.SHA256, digest, 0},
	} {
		if err := j.check(); !errors.Is(err, ErrUnsupported) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The two numbers of ECDSA become what TLS and the verifier read.
func TestA7TheTwoNumbersBecomeDER(t *testing.T) {
	t.Parallel()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	digest := sha256.Sum256([]byte("text"))
	r, s, err := ecdsa.Sign(rand.Reader, key, digest[:])
	if err != nil {
		t.Fatal(err)
	}
	raw := append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...)
	out, err := Job{Padding: None}.out(raw)
	if err != nil || !ecdsa.VerifyASN1(&key.PublicKey, digest[:], out) {
		t.Error(err)
	}
	for _, bad := range [][]byte{nil, raw[:63]} {
		if _, err := (Job{Padding: None}).out(bad); !errors.Is(err, ErrUnsupported) {
			t.Errorf("%d bytes: %v", len(bad), err)
		}
	}
	if out, err := (Job{Padding: PSS}).out(raw); err != nil || !bytes.Equal(out, raw) {
		t.Error("an RSA signature is changed")
	}
}

// Hardware or removable counts as a card; software does not.
func TestA7WhatLiesOnACard(t *testing.T) {
	t.Parallel()
	for kind, want := range map[uint32]bool{0: false, 0x2: false, 0x1: true, 0x8: true, 0x9: true, 0x12: false} {
		if onCard(kind) != want {
			t.Errorf("%#x", kind)
		}
	}
}
