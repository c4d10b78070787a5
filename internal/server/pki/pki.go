// Package pki makes the certificates of the demo: an authority like the one
// that issues SITHS cards, one for the server, and what they sign. All names say
// DEMO. It is not for real use: keys lie in files, and nothing is revoked.
package pki

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"os"
	"time"
)

// Names of the authorities. Cards name the first one as issuer, as real ones
// name "SITHS e-id Person HSA-id 3 CA v1".
const (
	PersonIssuer = "DEMO SITHS e-id Person HSA-id 3 CA v1"
	ServerIssuer = "DEMO Region Server CA v1"
	organisation = "DEMO Inera AB"
)

const (
	keyBits        = 2048 // as on SITHS cards
	serialBits     = 127
	backdate       = time.Hour // other clocks may lag
	authorityYears = 20
	leafYears      = 5
)

// Identity is a certificate with its key; an authority if the certificate is one.
type Identity struct {
	Cert *x509.Certificate
	Key  *rsa.PrivateKey
}

// NewAuthority makes an authority that signs itself.
func NewAuthority(name string, now time.Time) (*Identity, error) {
	template := &x509.Certificate{
		Subject:   pkix.Name{Country: []string{"SE"}, Organization: []string{organisation}, CommonName: name},
		NotBefore: now.Add(-backdate), NotAfter: now.AddDate(authorityYears, 0, 0),
		IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}
	return issue(template, nil)
}

// IssueServer makes a server's identity for names and addresses of this computer.
func (ca *Identity) IssueServer(now time.Time) (*Identity, error) {
	return issue(&x509.Certificate{
		Subject:   pkix.Name{Country: []string{"SE"}, Organization: []string{"DEMO Region"}, CommonName: "localhost"},
		NotBefore: now.Add(-backdate), NotAfter: now.AddDate(leafYears, 0, 0),
		DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
	}, ca)
}

// IssuePerson makes a person's identity for legitimering, with the HSA-id in the
// subject's serialNumber as SITHS has it.
func (ca *Identity) IssuePerson(name, hsaID string, now time.Time) (*Identity, error) {
	return issue(&x509.Certificate{
		Subject: pkix.Name{
			Country: []string{"SE"}, Organization: []string{"DEMO Vårdgivare"}, CommonName: name, SerialNumber: hsaID,
		},
		NotBefore: now.Add(-backdate), NotAfter: now.AddDate(leafYears, 0, 0),
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
		BasicConstraintsValid: true,
	}, ca)
}

// issue signs a template with a new key; parent nil signs itself.
func issue(template *x509.Certificate, parent *Identity) (*Identity, error) {
	key, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		return nil, err
	}
	if template.SerialNumber, err = rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), serialBits)); err != nil {
		return nil, err
	}
	signer, above := crypto.Signer(key), template
	if parent != nil {
		signer, above = parent.Key, parent.Cert
	}
	der, err := x509.CreateCertificate(rand.Reader, template, above, key.Public(), signer)
	if err != nil {
		return nil, fmt.Errorf("pki: sign %s: %w", template.Subject.CommonName, err)
	}
	cert, err := x509.ParseCertificate(der)
	return &Identity{Cert: cert, Key: key}, err
}

// PEM is the key, the certificate and the certificates above it, in this order.
func (i *Identity) PEM(chain ...*x509.Certificate) ([]byte, error) {
	key, err := x509.MarshalPKCS8PrivateKey(i.Key)
	if err != nil {
		return nil, err
	}
	out := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})
	return append(out, CertPEM(append([]*x509.Certificate{i.Cert}, chain...)...)...), nil
}

// CertPEM is certificates alone.
func CertPEM(certs ...*x509.Certificate) (out []byte) {
	for _, c := range certs {
		out = append(out, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})...)
	}
	return out
}

// ParsePEM reads what PEM made.
func ParsePEM(raw []byte) (*Identity, error) {
	block, rest := pem.Decode(raw)
	if block == nil || block.Type != "PRIVATE KEY" {
		return nil, errors.New("pki: no private key")
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, errors.New("pki: unreadable private key")
	}
	key, ok := parsed.(*rsa.PrivateKey)
	if !ok {
		return nil, errors.New("pki: not an RSA key")
	}
	certs, err := parseCerts(rest)
	if err != nil {
		return nil, err
	}
	if !key.PublicKey.Equal(certs[0].PublicKey) {
		return nil, errors.New("pki: key and certificate do not belong together")
	}
	return &Identity{Cert: certs[0], Key: key}, nil
}

// ReadCerts reads the certificates of a PEM file.
func ReadCerts(path string) ([]*x509.Certificate, error) {
	raw, err := os.ReadFile(path) // #nosec G304 -- the operator names it
	if err != nil {
		return nil, err
	}
	certs, err := parseCerts(raw)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return certs, nil
}

func parseCerts(raw []byte) (certs []*x509.Certificate, err error) {
	for {
		var block *pem.Block
		if block, raw = pem.Decode(raw); block == nil {
			break
		}
		if block.Type != "CERTIFICATE" {
			return nil, errors.New("pki: something other than a certificate")
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("pki: unreadable certificate: %w", err)
		}
		certs = append(certs, c)
	}
	if len(certs) == 0 {
		return nil, errors.New("pki: no certificate")
	}
	return certs, nil
}
