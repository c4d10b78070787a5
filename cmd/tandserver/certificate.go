package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"example.org/tandtui/internal/server/pki"
)

// readCertificate reads the server's certificate and key, and refuses what no
// clinic's program could trust: the server would run, and nobody could log in.
func readCertificate(certFile, keyFile string, now time.Time) (c tls.Certificate, err error) {
	cert, err := os.ReadFile(certFile) // #nosec G304 -- the operator's own
	if err != nil {
		return c, err
	}
	key, err := os.ReadFile(keyFile) // #nosec G304 -- the operator's own
	if err != nil {
		return c, err
	}
	if err := checkPEM(certFile, cert, keyFile, key); err != nil {
		return c, err
	}
	c, err = tls.X509KeyPair(cert, key)
	switch {
	case err == nil:
		return c, checkCertificate(c, now)
	case strings.Contains(err.Error(), "does not match"):
		return c, errors.New("--key är inte certifikatets nyckel: ange nyckeln som hör till --cert")
	}
	return c, fmt.Errorf("--cert %s eller --key %s är skadad eller avbruten: hämta filerna på nytt", certFile, keyFile)
}

// checkPEM tells which of two files does not hold what it should.
func checkPEM(certFile string, cert []byte, keyFile string, key []byte) error {
	switch kinds := pemKinds(key); {
	case !slices.Contains(pemKinds(cert), "CERTIFICATE"):
		return noCertificate("--cert", certFile)
	case slices.ContainsFunc(kinds, func(k string) bool { return strings.Contains(k, "ENCRYPTED") }):
		return fmt.Errorf("--key %s: nyckeln har ett lösenord: spara den utan, läsbar bara för serverns användare", keyFile)
	case !slices.ContainsFunc(kinds, func(k string) bool { return strings.HasSuffix(k, "PRIVATE KEY") }):
		return fmt.Errorf("--key %s: i filen finns ingen nyckel i PEM (den börjar -----BEGIN PRIVATE KEY-----)", keyFile)
	}
	return nil
}

func noCertificate(flag, file string) error {
	return fmt.Errorf("%s %s: i filen finns inget certifikat i PEM (det börjar -----BEGIN CERTIFICATE-----)", flag, file)
}

// readIssuers reads the authorities of the clinics' cards.
func readIssuers(file string) ([]*x509.Certificate, error) {
	raw, err := os.ReadFile(file) // #nosec G304 -- the operator's own
	if err != nil {
		return nil, err
	}
	kinds := pemKinds(raw)
	if !slices.Contains(kinds, "CERTIFICATE") {
		return nil, noCertificate("--client-ca", file)
	}
	if slices.ContainsFunc(kinds, func(k string) bool { return k != "CERTIFICATE" }) {
		return nil, fmt.Errorf("--client-ca %s: i filen finns annat än certifikat, som en nyckel: ange en fil med bara utfärdarna", file)
	}
	issuers, err := pki.ReadCerts(file)
	if err != nil {
		return nil, fmt.Errorf("--client-ca %s: ett certifikat är skadat eller avbrutet: hämta filen på nytt", file)
	}
	return issuers, nil
}

// pemKinds is what the blocks of a PEM file are said to be.
func pemKinds(raw []byte) (kinds []string) {
	for block, rest := pem.Decode(raw); block != nil; block, rest = pem.Decode(rest) {
		kind := block.Type
		if block.Headers["DEK-Info"] != "" { // the old way to encrypt a key (RFC 1421)
			kind = "ENCRYPTED " + kind
		}
		kinds = append(kinds, kind)
	}
	return kinds
}

// checkCertificate refuses a certificate that no clinic's program could trust.
func checkCertificate(c tls.Certificate, now time.Time) error {
	for i, raw := range c.Certificate {
		cert, err := x509.ParseCertificate(raw)
		if err != nil {
			return fmt.Errorf("serverns certifikat kan inte läsas (%w)", err)
		}
		which := "serverns certifikat"
		if i > 0 {
			which = "utfärdaren " + cert.Subject.CommonName + " i certifikatets kedja"
		}
		switch {
		case now.After(cert.NotAfter):
			return fmt.Errorf("%s gick ut %s: förnya det, kliniker kan inte logga in med det", which, cert.NotAfter.In(now.Location()).Format("2006-01-02 15:04"))
		case now.Before(cert.NotBefore):
			return fmt.Errorf("%s gäller först från %s: vänta, eller kontrollera datorns klocka", which, cert.NotBefore.In(now.Location()).Format("2006-01-02 15:04"))
		case i > 0:
		case len(cert.DNSNames)+len(cert.IPAddresses) == 0:
			return errors.New("serverns certifikat har inget namn (subjectAltName): beställ ett med serverns namn i, klinikernas program godtar inget annat")
		case len(cert.ExtKeyUsage) > 0 && !slices.Contains(cert.ExtKeyUsage, x509.ExtKeyUsageServerAuth) && !slices.Contains(cert.ExtKeyUsage, x509.ExtKeyUsageAny):
			return errors.New("serverns certifikat är inte för servrar (extKeyUsage saknar serverAuth): beställ ett som är det")
		}
	}
	return nil
}
