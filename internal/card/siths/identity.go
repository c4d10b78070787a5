package siths

import (
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"
	"time"

	"example.org/tandtui/internal/card/pkcs15"
)

// Holder is the person a certificate names. Its texts come from the card: filter
// them before they reach a terminal.
type Holder struct {
	Name       string
	HSAID      string // as written on the certificate; compare without case
	NotAfter   time.Time
	CardNumber string // the card's serial number in hexadecimal, may be empty
}

// Identity is a certificate for authentication with the key and the PIN that
// belong to it.
type Identity struct {
	card   *Card
	key    pkcs15.PrivateKey
	pin    pkcs15.PIN
	cert   *x509.Certificate
	public *rsa.PublicKey
	chain  []*x509.Certificate
}

// hsaID is the form of an HSA-id (Inera: at most 31 characters).
var hsaID = regexp.MustCompile(`^SE[0-9]{10}-[A-Za-z0-9]{1,18}$`)

// Holder tells whose identity this is.
func (i *Identity) Holder() Holder {
	return Holder{
		Name: i.cert.Subject.CommonName, HSAID: i.cert.Subject.SerialNumber, NotAfter: i.cert.NotAfter,
		CardNumber: strings.ToUpper(hex.EncodeToString(i.card.content.serial)),
	}
}

// Certificate is the identity's certificate.
func (i *Identity) Certificate() *x509.Certificate { return i.cert }

// Identity gives the card's one identity for authentication that is valid now.
// Errors: ErrNoCertificate, *ValidityError when all that there are have run out
// or not begun, *SeveralCertificatesError with the ones to choose from.
func (c *Card) Identity() (*Identity, error) {
	now := c.driver.config.Now()
	var valid []*Identity
	var outside *x509.Certificate // the one that ends last
	for _, cert := range c.content.certificates {
		id, ok := c.identity(cert)
		switch {
		case !ok:
		case now.Before(id.cert.NotBefore) || now.After(id.cert.NotAfter):
			if outside == nil || id.cert.NotAfter.After(outside.NotAfter) {
				outside = id.cert
			}
		default:
			valid = append(valid, id)
		}
	}
	switch {
	case len(valid) == 1:
		return valid[0], nil
	case len(valid) > 1:
		return nil, &SeveralCertificatesError{valid}
	case outside != nil:
		return nil, &ValidityError{now, outside.NotBefore, outside.NotAfter}
	}
	return nil, ErrNoCertificate
}

// identity joins a certificate with its key and PIN; ok is false when it is not
// for authentication by HSA-id or not complete.
func (c *Card) identity(cert certificate) (id *Identity, ok bool) {
	public, isRSA := cert.x509.PublicKey.(*rsa.PublicKey)
	if !isRSA || !c.driver.authenticates(cert.x509) {
		return nil, false
	}
	k := slices.IndexFunc(c.content.keys, func(k pkcs15.PrivateKey) bool { return bytes.Equal(k.ID, cert.id) })
	if k < 0 {
		return nil, false
	}
	key := c.content.keys[k]
	p := slices.IndexFunc(c.content.pins, func(p pkcs15.PIN) bool { return bytes.Equal(p.ID, key.AuthID) })
	if p < 0 {
		return nil, false
	}
	return &Identity{c, key, c.content.pins[p], cert.x509, public, c.content.chainOf(cert.x509)}, true
}

// authenticates tells whether a certificate is for logging in (legitimering):
// issuer, HSA-id, key usage digitalSignature, and client authentication where
// the extended usage is stated.
func (d *Driver) authenticates(cert *x509.Certificate) bool {
	return slices.Contains(d.config.Issuers, cert.Issuer.CommonName) &&
		hsaID.MatchString(cert.Subject.SerialNumber) &&
		cert.KeyUsage&x509.KeyUsageDigitalSignature != 0 &&
		(len(cert.ExtKeyUsage)+len(cert.UnknownExtKeyUsage) == 0 ||
			slices.Contains(cert.ExtKeyUsage, x509.ExtKeyUsageClientAuth) || slices.Contains(cert.ExtKeyUsage, x509.ExtKeyUsageAny))
}
