package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// readCertificate reads the server's certificate and key, and refuses what no
// clinic's program could trust: the server would run, and nobody could log in.
func readCertificate(certFile, keyFile string, now time.Time) (c tls.Certificate, err error) {
	if c, err = tls.LoadX509KeyPair(certFile, keyFile); err != nil {
		if strings.Contains(err.Error(), "does not match") {
			return c, errors.New("--key är inte certifikatets nyckel: ange nyckeln som hör till --cert")
		}
		return c, fmt.Errorf("--cert och --key är inte ett certifikat och dess nyckel i PEM (%w)", err)
	}
	return c, checkCertificate(c, now)
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
