package server

import (
	"crypto/hpke"
	"encoding/json"
	"fmt"

	"example.org/tandtui/internal/bankid"
)

// evidenceInfo ties what is sealed to its use (RFC 9180).
const evidenceInfo = "tandserver/bankid-evidence/1 "

// EvidenceKey is the public half of a key of the region's for what it keeps without
// reading it: proofs of logins, attachments of bills. The other half is kept
// elsewhere: this server cannot read what it has sealed.
type EvidenceKey struct{ public hpke.PublicKey }

// EvidenceSecret is the other half.
type EvidenceSecret struct{ private hpke.PrivateKey }

func evidenceKEM() hpke.KEM { return hpke.MLKEM768X25519() }

// NewEvidenceSecret makes a key.
func NewEvidenceSecret() (*EvidenceSecret, error) {
	private, err := evidenceKEM().GenerateKey()
	return &EvidenceSecret{private}, err
}

// ParseEvidenceSecret reads what Bytes made.
func ParseEvidenceSecret(raw []byte) (*EvidenceSecret, error) {
	private, err := evidenceKEM().NewPrivateKey(raw)
	return &EvidenceSecret{private}, err
}

// Bytes is the key as it is kept.
func (k *EvidenceSecret) Bytes() ([]byte, error) { return k.private.Bytes() }

// Public is the half that a server has.
func (k *EvidenceSecret) Public() *EvidenceKey { return &EvidenceKey{k.private.PublicKey()} }

// ParseEvidenceKey reads what Bytes made.
func ParseEvidenceKey(raw []byte) (*EvidenceKey, error) {
	public, err := evidenceKEM().NewPublicKey(raw)
	return &EvidenceKey{public}, err
}

// Bytes is the key as it is kept.
func (k *EvidenceKey) Bytes() []byte { return k.public.Bytes() }

// Proof is what evidence holds: BankID's own signature of the login and the state
// of the certificate then, both as BankID gave them.
type Proof struct {
	PersonalNumber string `json:"personalNumber"`
	Signature      string `json:"signature"`
	OCSP           string `json:"ocspResponse"`
	Risk           string `json:"risk,omitempty"`
}

func (k *EvidenceKey) sealProof(order string, c bankid.Completion) ([]byte, error) {
	plain, err := json.Marshal(Proof{c.User.PersonalNumber, c.Signature, c.OCSP, c.Risk})
	if err != nil {
		return nil, err
	}
	return k.seal(evidenceInfo+order, plain)
}

// seal seals for one use, which whoever opens it must name again.
func (k *EvidenceKey) seal(use string, plain []byte) ([]byte, error) {
	return hpke.Seal(k.public, hpke.HKDFSHA256(), hpke.AES256GCM(), []byte(use), plain)
}

func (k *EvidenceSecret) open(use string, sealed []byte) ([]byte, error) {
	plain, err := hpke.Open(k.private, hpke.HKDFSHA256(), hpke.AES256GCM(), []byte(use), sealed)
	if err != nil {
		return nil, fmt.Errorf("server: sealed with another key, or damaged: %w", err)
	}
	return plain, nil
}

// Open reads evidence.
func (k *EvidenceSecret) Open(e Evidence) (p Proof, err error) {
	plain, err := k.open(evidenceInfo+e.Order, e.Sealed)
	if err != nil {
		return p, err
	}
	return p, json.Unmarshal(plain, &p)
}
