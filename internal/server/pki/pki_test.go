package pki

import (
	"bytes"
	"crypto/x509"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestPEMRoundTripAndFaults(t *testing.T) {
	now := time.Now()
	ca, err := NewAuthority(PersonIssuer, now)
	if err != nil {
		t.Fatal(err)
	}
	person, err := ca.IssuePerson("Anna Ek", "SE0000000000-DEMO01", now)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := person.PEM(ca.Cert)
	if err != nil {
		t.Fatal(err)
	}
	again, err := ParsePEM(raw)
	if err != nil || !again.Cert.Equal(person.Cert) || !again.Key.Equal(person.Key) {
		t.Fatal("not the same after reading", err)
	}
	path := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(path, CertPEM(ca.Cert, person.Cert), 0o600); err != nil {
		t.Fatal(err)
	}
	certs, err := ReadCerts(path)
	if err != nil || len(certs) != 2 || !certs[0].Equal(ca.Cert) {
		t.Fatal("certificates", err)
	}
	if err := person.Cert.CheckSignatureFrom(ca.Cert); err != nil {
		t.Error(err)
	}
	if !ca.Cert.IsCA || ca.Cert.KeyUsage&x509.KeyUsageCertSign == 0 || person.Cert.IsCA {
		t.Error("who may sign is wrong")
	}
	foreign, err := ca.PEM()
	if err != nil {
		t.Fatal(err)
	}
	key, certPart := raw[:bytes.Index(raw, []byte("-----BEGIN CERT"))], foreign[bytes.Index(foreign, []byte("-----BEGIN CERT")):]
	for name, bad := range map[string][]byte{
		"nothing":               nil,
		"no certificate":        key,
		"certificate first":     CertPEM(ca.Cert),
		"another's certificate": append(bytes.Clone(key), certPart...),
		"a key among them":      append(bytes.Clone(raw), key...),
		"a damaged certificate": append(bytes.Clone(key), []byte("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")...),
		"a damaged key":         []byte("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
	} {
		if _, err := ParsePEM(bad); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}
