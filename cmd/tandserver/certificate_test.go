package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/server/pki"
)

// S4: a server whose certificate no clinic could trust does not start, and says
// what is wrong with it.
func TestS4ACertificateThatNobodyCanTrust(t *testing.T) {
	now := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	good := x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour), DNSNames: []string{"region.example"},
	}
	for name, x := range map[string]struct {
		edit func(*x509.Certificate)
		says string
	}{
		"good":             {func(*x509.Certificate) {}, ""},
		"good for servers": {func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth} }, ""},
		"expired":          {func(c *x509.Certificate) { c.NotAfter = now.Add(-time.Second) }, "gick ut 2026-11-28"},
		"not yet":          {func(c *x509.Certificate) { c.NotBefore = now.Add(time.Minute) }, "gäller först från 2026-11-28"},
		"nameless":         {func(c *x509.Certificate) { c.DNSNames = nil }, "har inget namn"},
		"a client's":       {func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth} }, "är inte för servrar"},
	} {
		template := good
		x.edit(&template)
		c := tls.Certificate{Certificate: [][]byte{signed(t, &template, key)}, PrivateKey: key}
		err := checkCertificate(c, now)
		if (err == nil) != (x.says == "") || err != nil && !strings.Contains(err.Error(), x.says) {
			t.Errorf("%s: %v, want %q", name, err, x.says)
		}
	}
	old := good
	old.NotAfter = now.Add(-time.Second)
	chain := tls.Certificate{Certificate: [][]byte{signed(t, &good, key), signed(t, &old, key)}, PrivateKey: key}
	if err := checkCertificate(chain, now); err == nil || !strings.Contains(err.Error(), "i certifikatets kedja gick ut") {
		t.Errorf("an expired issuer: %v", err)
	}
}

func signed(t *testing.T, template *x509.Certificate, key crypto.Signer) []byte {
	t.Helper()
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

// The same through the verb: expired, of a person, and with another key.
func TestS4ServeRefusesSuchACertificate(t *testing.T) {
	dir := t.TempDir()
	ca, err := pki.NewAuthority("DEMO servers", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	file := func(name string, issue func() (*pki.Identity, error)) string {
		id, err := issue()
		if err != nil {
			t.Fatal(err)
		}
		content, err := id.PEM(ca.Cert)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := file("good", func() (*pki.Identity, error) { return ca.IssueServer(time.Now()) })
	expired := file("expired", func() (*pki.Identity, error) { return ca.IssueServer(time.Now().AddDate(-6, 0, 0)) })
	person := file("person", func() (*pki.Identity, error) { return ca.IssuePerson("Någon", "SE0000000000-X", time.Now()) })
	db := made(t, "vgr")
	for _, x := range []struct{ cert, key, says string }{
		{expired, expired, "gick ut"},
		{person, person, "har inget namn"},
		{good, person, "--key är inte certifikatets nyckel"},
	} {
		code, out, errOut := capture("serve", "--db", db, "--listen", "127.0.0.1:0", "--cert", x.cert, "--key", x.key, "--client-ca", good)
		if code == 0 || out != "" || !strings.Contains(errOut, x.says) {
			t.Errorf("%d %s %s, want %q", code, out, errOut, x.says)
		}
	}
}
