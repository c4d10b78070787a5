// Package cardtest makes what tests of cards need: a throw-away certificate
// authority, identities for virtual cards, a server certificate. Nothing it
// makes is worth protecting or outlives the process.
package cardtest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"time"

	"example.org/tandtui/internal/card/virtualcard"
)

const (
	keyBits   = 2048
	serialLen = 64 // bits
)

// CA is a certificate authority.
type CA struct {
	Cert *x509.Certificate
	key  crypto.Signer
}

// NewCA makes an authority with the common name cn, valid from an hour ago for
// ten years. parent nil makes a root.
func NewCA(cn string, parent *CA) (*CA, error) {
	key, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	template := &x509.Certificate{
		Subject:   pkix.Name{Country: []string{"SE"}, Organization: []string{"Test"}, CommonName: cn},
		NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(10, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}
	ca := &CA{Cert: template, key: key}
	if parent == nil {
		parent = ca
	}
	ca.Cert, err = parent.sign(template, &key.PublicKey)
	return ca, err
}

// Of is an authority that somebody else has made.
func Of(cert *x509.Certificate, key crypto.Signer) *CA { return &CA{cert, key} }

func (ca *CA) sign(template *x509.Certificate, public crypto.PublicKey) (*x509.Certificate, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), serialLen))
	if err != nil {
		return nil, err
	}
	template.SerialNumber = serial
	der, err := x509.CreateCertificate(rand.Reader, template, ca.Cert, public, ca.key)
	if err != nil {
		return nil, fmt.Errorf("cardtest: sign %s: %w", template.Subject.CommonName, err)
	}
	return x509.ParseCertificate(der)
}

// Pool holds ca alone.
func (ca *CA) Pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(ca.Cert)
	return pool
}

// Person says whose certificate to issue. Zero values mean: a certificate for
// authentication, valid from an hour ago for two years, RSA with 2048 bits.
type Person struct {
	Name, HSAID         string
	NotBefore, NotAfter time.Time
	Usage               x509.KeyUsage
	Bits                int
	Curve               elliptic.Curve // nil for RSA
}

func (p Person) key() (crypto.Signer, error) {
	if p.Curve != nil {
		return ecdsa.GenerateKey(p.Curve, rand.Reader)
	}
	return rsa.GenerateKey(rand.Reader, p.Bits)
}

// Issue makes a key pair and its certificate.
func (ca *CA) Issue(p Person) (virtualcard.Key, error) {
	if p.NotBefore.IsZero() {
		p.NotBefore = time.Now().Add(-time.Hour)
	}
	if p.NotAfter.IsZero() {
		p.NotAfter = time.Now().AddDate(2, 0, 0)
	}
	if p.Bits == 0 {
		p.Bits = keyBits
	}
	label, usages := "underskrift", []x509.ExtKeyUsage(nil)
	if p.Usage == 0 {
		p.Usage = x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment
	}
	if p.Usage&x509.KeyUsageDigitalSignature != 0 {
		label, usages = "legitimering", []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	}
	key, err := p.key()
	if err != nil {
		return virtualcard.Key{}, err
	}
	cert, err := ca.sign(&x509.Certificate{
		Subject:   pkix.Name{Country: []string{"SE"}, Organization: []string{"Testkliniken"}, CommonName: p.Name, SerialNumber: p.HSAID},
		NotBefore: p.NotBefore, NotAfter: p.NotAfter, KeyUsage: p.Usage, ExtKeyUsage: usages,
	}, key.Public())
	if err != nil {
		return virtualcard.Key{}, err
	}
	return virtualcard.Key{Label: label, Private: key, Certificate: cert.Raw, Signature: p.Usage == x509.KeyUsageContentCommitment}, nil
}

// Server makes a TLS server certificate for the given DNS names.
func (ca *CA) Server(names ...string) (tls.Certificate, error) {
	key, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		return tls.Certificate{}, err
	}
	now := time.Now()
	cert, err := ca.sign(&x509.Certificate{
		Subject:   pkix.Name{CommonName: "server"},
		NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(1, 0, 0), DNSNames: names,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}, &key.PublicKey)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{cert.Raw}, PrivateKey: key, Leaf: cert}, nil
}
