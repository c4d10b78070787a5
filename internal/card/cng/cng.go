// Package cng reaches the certificates of the user's own store in Windows and the keys
// that belong to them (CNG), without cgo. It is for cards that only their maker's
// program knows: that program puts the card's certificates into the store, and Windows
// asks for the PIN in a window of its own, so that no PIN passes through here.
//
// On other systems List says ErrUnavailable.
package cng

import (
	"crypto"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
)

// Faults that callers tell apart.
var (
	ErrUnavailable = errors.New("cng: no certificate store on this system")
	ErrCancelled   = errors.New("cng: the user closed the PIN window")
	ErrWrongPIN    = errors.New("cng: wrong PIN")
	ErrBlocked     = errors.New("cng: PIN blocked")
	ErrRemoved     = errors.New("cng: the card is gone")
	ErrUnsupported = errors.New("cng: the key cannot sign so")
)

// Certificate is one in the user's store that has a private key.
type Certificate struct {
	DER  []byte
	Card bool // its key lies on hardware that can be taken out
}

// Padding is how a signature is made.
type Padding int

// The paddings.
const (
	None  Padding = iota // ECDSA
	PKCS1                // RSASSA-PKCS1-v1_5
	PSS                  // RSASSA-PSS
)

// Job is one signature: of a digest, as long as its hash.
type Job struct {
	Padding Padding
	Hash    crypto.Hash
	Digest  []byte
	Salt    int // of PSS, bytes
}

// hashes are CNG's names (bcrypt.h, BCRYPT_SHA256_ALGORITHM and the others).
var hashes = map[crypto.Hash]string{crypto.SHA256: "SHA256", crypto.SHA384: "SHA384", crypto.SHA512: "SHA512"}

// check refuses what the system would read wrongly or not at all.
func (j Job) check() error {
	if _, known := hashes[j.Hash]; !known || len(j.Digest) != j.Hash.Size() || j.Salt < 0 || j.Padding < None || j.Padding > PSS {
		return ErrUnsupported
	}
	return nil
}

// out gives what the system answered as TLS wants it: the two numbers of ECDSA, which
// come one after the other, in DER (RFC 3279 §2.2.3).
func (j Job) out(answer []byte) ([]byte, error) {
	if j.Padding != None {
		return answer, nil
	}
	n := len(answer) / 2
	if n == 0 || len(answer)%2 != 0 {
		return nil, fmt.Errorf("%w: %d bytes", ErrUnsupported, len(answer))
	}
	return asn1.Marshal(struct{ R, S *big.Int }{new(big.Int).SetBytes(answer[:n]), new(big.Int).SetBytes(answer[n:])})
}

// Status is what a call of CNG answered when it failed.
type Status uint32

func (s Status) Error() string { return fmt.Sprintf("cng: %08X", uint32(s)) }

// meanings are the codes that have one here (winerror.h, ntstatus.h).
var meanings = map[Status]error{
	0x8010006B: ErrWrongPIN,    // SCARD_W_WRONG_CHV
	0x8010006C: ErrBlocked,     // SCARD_W_CHV_BLOCKED
	0x8010006E: ErrCancelled,   // SCARD_W_CANCELLED_BY_USER
	0x80100002: ErrCancelled,   // SCARD_E_CANCELLED
	0x800704C7: ErrCancelled,   // ERROR_CANCELLED
	0x80100069: ErrRemoved,     // SCARD_W_REMOVED_CARD
	0x8010000C: ErrRemoved,     // SCARD_E_NO_SMARTCARD
	0x80100017: ErrRemoved,     // SCARD_E_READER_UNAVAILABLE
	0x80090016: ErrRemoved,     // NTE_BAD_KEYSET: the key's card is not there
	0x80090029: ErrUnsupported, // NTE_NOT_SUPPORTED
	0x80090027: ErrUnsupported, // NTE_INVALID_PARAMETER
	0xC00000BB: ErrUnsupported, // STATUS_NOT_SUPPORTED
}

// fault is a failed call as callers know it.
func fault(op string, code uint32) error {
	if code == 0 {
		return nil
	}
	if known, ok := meanings[Status(code)]; ok {
		return fmt.Errorf("%s: %w: %w", op, known, Status(code))
	}
	return fmt.Errorf("%s: %w", op, Status(code))
}

// Flags of a provider's "Impl Type" (ncrypt.h).
const (
	implHardware  = 0x01
	implRemovable = 0x08
)

func onCard(implType uint32) bool { return implType&(implHardware|implRemovable) != 0 }
