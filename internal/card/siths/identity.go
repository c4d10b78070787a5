package siths

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/x509"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"
	"time"
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
	key    key
	pin    pin
	cert   *x509.Certificate
	public crypto.PublicKey // RSA, or on one of the curves
	chain  []*x509.Certificate
}

// elliptic tells whether the key is an elliptic one.
func (i *Identity) elliptic() bool {
	_, is := curveOf(i.public)
	return is
}

// rsa gives the key of an identity that is not elliptic.
func (i *Identity) rsa() *rsa.PublicKey {
	k, _ := i.public.(*rsa.PublicKey)
	return k
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
// Errors: ErrNoCertificate, ErrIssuer, *ValidityError when all that there are have
// run out or not begun, *SeveralCertificatesError with the ones to choose from.
func (c *Card) Identity() (*Identity, error) {
	now := c.driver.config.Now()
	var valid []*Identity
	var outside *x509.Certificate // the one that ends last
	foreign := false
	for _, cert := range c.content.certificates {
		id, ok := c.identity(cert)
		switch {
		case !ok:
			foreign = foreign || forLogin(cert.x509)
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
	if foreign {
		return nil, ErrIssuer
	}
	return nil, ErrNoCertificate
}

// identity joins a certificate with its key and PIN; ok is false when it is not
// for authentication by HSA-id or not complete.
func (c *Card) identity(cert certificate) (id *Identity, ok bool) {
	_, isRSA := cert.x509.PublicKey.(*rsa.PublicKey)
	if _, isEC := curveOf(cert.x509.PublicKey); !isRSA && !isEC || !c.driver.authenticates(cert.x509) {
		return nil, false
	}
	k := slices.IndexFunc(c.content.keys, func(k key) bool { return bytes.Equal(k.ID, cert.id) })
	if k < 0 {
		return nil, false
	}
	private := c.content.keys[k]
	p := slices.IndexFunc(c.content.pins, func(p pin) bool { return bytes.Equal(p.ID, private.AuthID) })
	if p < 0 {
		return nil, false
	}
	return &Identity{c, private, c.content.pins[p], cert.x509, cert.x509.PublicKey, c.content.chainOf(cert.x509)}, true
}

// authenticates tells whether a certificate is for logging in here.
func (d *Driver) authenticates(cert *x509.Certificate) bool {
	return slices.Contains(d.config.Issuers, cert.Issuer.CommonName) && forLogin(cert)
}

// forLogin tells whether a certificate is one for legitimering, whoever issued it:
// HSA-id, key usage digitalSignature, and client authentication where the extended
// usage is stated.
func forLogin(cert *x509.Certificate) bool {
	return hsaID.MatchString(cert.Subject.SerialNumber) &&
		cert.KeyUsage&x509.KeyUsageDigitalSignature != 0 &&
		(len(cert.ExtKeyUsage)+len(cert.UnknownExtKeyUsage) == 0 ||
			slices.Contains(cert.ExtKeyUsage, x509.ExtKeyUsageClientAuth) || slices.Contains(cert.ExtKeyUsage, x509.ExtKeyUsageAny))
}
