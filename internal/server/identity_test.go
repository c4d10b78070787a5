package server_test

import (
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"net/http"
	"testing"
	"time"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/pki"
)

// card makes a certificate with a given subject, signed by an authority.
func card(t *testing.T, ca *pki.Identity, edit func(*x509.Certificate)) tls.Certificate {
	t.Helper()
	key := once(t, "loose key", func() (*pki.Identity, error) { return ca.IssuePerson("x", anna, time.Now()) }).Key
	c := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()),
		Subject:      pkix.Name{CommonName: "Test", SerialNumber: anna},
		NotBefore:    time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}
	edit(c)
	der, err := x509.CreateCertificate(rand.Reader, c, ca.Cert, key.Public(), ca.Key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der, ca.Cert.Raw}, PrivateKey: key}
}

var serialNumber = asn1.ObjectIdentifier{2, 5, 4, 5}

func TestWhoACertificateSaysYouAre(t *testing.T) {
	w := newWorld(t)
	ca := authority(t, "clients")
	serials := func(values ...string) func(*x509.Certificate) {
		return func(c *x509.Certificate) {
			c.Subject.SerialNumber = ""
			for _, v := range values {
				c.Subject.ExtraNames = append(c.Subject.ExtraNames, pkix.AttributeTypeAndValue{Type: serialNumber, Value: v})
			}
		}
	}
	for name, x := range map[string]struct {
		edit   func(*x509.Certificate)
		status int // 0: the handshake fails
	}{
		"as it should be":          {func(*x509.Certificate) {}, 200},
		"HSA-id in lower case":     {serials("se0000000000-demo01"), 200},
		"no serialNumber":          {serials(), 403},
		"two serialNumbers":        {serials(anna, bjorn), 403},
		"the same one twice":       {serials(anna, anna), 403},
		"a personnummer":           {serials(entitledN), 403},
		"HSA-id and something":     {serials(anna + " "), 200}, // spaces around say nothing else
		"HSA-id with a line":       {serials(anna + "\nx"), 403},
		"for signing documents":    {func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageContentCommitment }, 403},
		"for servers":              {func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth} }, 0},
		"run out":                  {func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) }, 0},
		"not begun":                {func(c *x509.Certificate) { c.NotBefore = time.Now().Add(30 * time.Minute) }, 0},
		"of a person nobody knows": {serials("SE0000000000-X"), 403},
	} {
		a, err := try(w.clientWith(card(t, ca, x.edit)), "GET", w.base+"/v1/session", nil)
		switch {
		case x.status == 0 && err == nil:
			t.Errorf("%s: let in with %d", name, a.status)
		case x.status != 0 && err != nil:
			t.Errorf("%s: %v", name, err)
		case x.status != 0 && a.status != x.status:
			t.Errorf("%s: %d, want %d", name, a.status, x.status)
		case a.status == 403 && a.problem(t).Code != api.ProblemUnknownUser:
			t.Errorf("%s: %s", name, a.body)
		}
	}
}

func TestCardsOfOtherIssuersStayOut(t *testing.T) {
	w := newWorld(t)
	foreign := authority(t, "foreign")
	cert := card(t, foreign, func(*x509.Certificate) {})
	// A client that looks at what the server asks for shows none, and is told so.
	a := do(t, w.clientWith(cert), "GET", w.base+"/v1/session", nil)
	if p := a.problem(t); a.status != http.StatusForbidden || p.Code != api.ProblemNoCard {
		t.Errorf("a foreign card that was not shown: %d %s", a.status, a.body)
	}
	// One that shows it all the same does not come further than the handshake.
	stubborn := w.clientWith()
	stubborn.Transport.(*http.Transport).TLSClientConfig.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return &cert, nil }
	if a, err := try(stubborn, "GET", w.base+"/v1/session", nil); err == nil {
		t.Errorf("a foreign card got %d", a.status)
	}
}

// A card of an authority below or beside ours is not ours, even where TLS finds
// its chain good: function certificates have such an issuer, and name no person.
func TestOnlyOurOwnIssuersCardsCount(t *testing.T) {
	ours, other := authority(t, "clients").Cert, authority(t, "foreign").Cert
	leaf, err := x509.ParseCertificate(card(t, authority(t, "clients"), func(*x509.Certificate) {}).Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		chains [][]*x509.Certificate
		code   string // "": let in
	}{
		"issued by ours":        {[][]*x509.Certificate{{leaf, ours}}, ""},
		"one chain of two":      {[][]*x509.Certificate{{leaf, other, ours}, {leaf, ours}}, ""},
		"below ours":            {[][]*x509.Certificate{{leaf, other, ours}}, api.ProblemUnknownUser},
		"beside ours":           {[][]*x509.Certificate{{leaf, other}}, api.ProblemUnknownUser},
		"ours itself as a card": {[][]*x509.Certificate{{ours}}, api.ProblemUnknownUser},
		"no chain":              {nil, api.ProblemNoCard},
	} {
		r := &http.Request{TLS: &tls.ConnectionState{PeerCertificates: []*x509.Certificate{leaf}, VerifiedChains: c.chains}}
		id, err := server.IdentityOf(r, []*x509.Certificate{ours})
		if domain.CodeOf(err) != c.code || (id == anna) != (c.code == "") {
			t.Errorf("%s: %q, %v", name, id, err)
		}
	}
}
