package contract

import (
	"context"
	"crypto/elliptic"
	"crypto/tls"
	"net"
	"testing"

	"example.org/tandtui/internal/card/cardtest"
	"example.org/tandtui/internal/card/siths"
	"example.org/tandtui/internal/card/virtualcard"
	remote "example.org/tandtui/internal/sync"
)

const cardPIN = "123456"

// unlocked is a card with a key of the region's authority, its PIN given.
func (w *world) unlocked(t *testing.T, p cardtest.Person, v virtualcard.Variant) *siths.Identity {
	t.Helper()
	p.Name, p.HSAID = "Anna Ek", anna
	key, err := cardtest.Of(w.clients.Cert, w.clients.Key).Issue(p)
	must(t, err)
	c, err := virtualcard.New(virtualcard.Spec{Keys: []virtualcard.Key{key}, PIN: cardPIN, Variant: v})
	must(t, err)
	card, err := siths.New(siths.Config{Issuers: []string{w.clients.Cert.Subject.CommonName}}).Open(t.Context(), c.Connect())
	must(t, err)
	t.Cleanup(func() { must(t, card.Close()) })
	id, err := card.Identity()
	must(t, err)
	must(t, id.VerifyPIN(t.Context(), []byte(cardPIN), siths.VerifyOptions{}))
	return id
}

// reach asks the region who the card's user is, over a connection of one version of TLS.
func (w *world) reach(t *testing.T, id *siths.Identity, version uint16) {
	t.Helper()
	auth, err := id.TLS(t.Context(), &tls.Config{RootCAs: w.roots, ServerName: "localhost", MinVersion: version, MaxVersion: version})
	must(t, err)
	var spoken uint16
	c, err := remote.NewClient("https://"+w.address, func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := auth.DialContext(ctx, network, address)
		if secure, ok := conn.(*tls.Conn); ok {
			spoken = secure.ConnectionState().Version
		}
		return conn, err
	})
	must(t, err)
	defer c.Close()
	if user, err := c.User(t.Context()); err != nil || user.HSAID != anna || spoken != version {
		t.Errorf("%s, wanted %s: %+v %v", tls.VersionName(spoken), tls.VersionName(version), user, err)
	}
}

// TestEveryKeyOfACardReachesTheRegion: tandserver as it runs, each kind of key that a
// card may hold, each way of signing, both versions of TLS. A card that pads PKCS#1 alone
// has TLS 1.2 only.
func TestEveryKeyOfACardReachesTheRegion(t *testing.T) {
	w := newWorld(t)
	twoSteps := map[string]virtualcard.Variant{"PKCS#15 by Thales": {Thales: true}, "IDPrime": {IDPrime: &virtualcard.IDPrime{}}}
	oneStep := map[string]virtualcard.Variant{"PKCS#15, older": {}, "IDPrime": {IDPrime: &virtualcard.IDPrime{}}}
	padsPKCS1 := map[string]virtualcard.Variant{"PKCS#1 alone": {NoRaw: true}, "IDPrime, PKCS#1 alone": {IDPrime: &virtualcard.IDPrime{}, NoPSS: true}}
	both := []uint16{tls.VersionTLS12, tls.VersionTLS13}
	for _, c := range []struct {
		key      string
		person   cardtest.Person
		cards    map[string]virtualcard.Variant
		versions []uint16
	}{
		{"RSA 2048", cardtest.Person{Bits: 2048}, oneStep, both},
		{"RSA 3072", cardtest.Person{Bits: 3072}, twoSteps, both},
		{"RSA 4096", cardtest.Person{Bits: 4096}, map[string]virtualcard.Variant{"PKCS#15 by Thales": {Thales: true}}, both},
		{"RSA 2048", cardtest.Person{Bits: 2048}, padsPKCS1, both[:1]},
		{"P-256", cardtest.Person{Curve: elliptic.P256()}, twoSteps, both},
		{"P-384", cardtest.Person{Curve: elliptic.P384()}, twoSteps, both},
		{"P-521", cardtest.Person{Curve: elliptic.P521()}, twoSteps, both},
	} {
		for kind, v := range c.cards {
			t.Run(c.key+", "+kind, func(t *testing.T) {
				id := w.unlocked(t, c.person, v)
				for _, version := range c.versions {
					w.reach(t, id, version)
				}
			})
		}
	}
}
