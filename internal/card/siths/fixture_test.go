package siths

import (
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"sync"
	"testing"
	"time"

	"example.org/tandtui/internal/card/cardtest"
	"example.org/tandtui/internal/card/virtualcard"
)

const (
	issuer  = "TEST SITHS e-id Person HSA-id 3 CA v1"
	goodPIN = "123456"
	hsaAnna = "SE0000000000-1AB2"
)

// world is made once: RSA keys take long under the race detector.
type world struct {
	root, ca, foreign *cardtest.CA
	anna              virtualcard.Key
	signature         virtualcard.Key
	anna3072          virtualcard.Key
	server            tls.Certificate
}

var theWorld = sync.OnceValues(func() (w world, err error) {
	steps := []func() error{
		func() (err error) { w.root, err = cardtest.NewCA("TEST Root", nil); return },
		func() (err error) { w.ca, err = cardtest.NewCA(issuer, w.root); return },
		func() (err error) { w.foreign, err = cardtest.NewCA("Bank CA", nil); return },
		func() (err error) {
			w.anna, err = w.ca.Issue(cardtest.Person{Name: "Anna Test", HSAID: hsaAnna})
			return
		},
		func() (err error) {
			w.signature, err = w.ca.Issue(cardtest.Person{Name: "Anna Test", HSAID: hsaAnna, Usage: x509.KeyUsageContentCommitment})
			return
		},
		func() (err error) {
			w.anna3072, err = w.ca.Issue(cardtest.Person{Name: "Anna Test", HSAID: hsaAnna, Bits: 3072})
			return
		},
		func() (err error) { w.server, err = w.root.Server("localhost"); return },
	}
	for _, step := range steps {
		if err = step(); err != nil {
			return
		}
	}
	return
})

func getWorld(t testing.TB) world {
	t.Helper()
	w, err := theWorld()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// issue makes a certificate that differs from the standard one by change.
func issue(t *testing.T, ca *cardtest.CA, change func(*cardtest.Person)) virtualcard.Key {
	t.Helper()
	p := cardtest.Person{Name: "Anna Test", HSAID: hsaAnna}
	change(&p)
	k, err := ca.Issue(p)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func newCard(t testing.TB, v virtualcard.Variant, keys ...virtualcard.Key) *virtualcard.Card {
	t.Helper()
	w := getWorld(t)
	if len(keys) == 0 {
		keys = []virtualcard.Key{w.anna, w.signature}
	}
	c, err := virtualcard.New(virtualcard.Spec{Keys: keys, Chain: [][]byte{w.ca.Cert.Raw, w.root.Cert.Raw}, Variant: v})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// open opens a card in-process and gives its identity.
func open(t *testing.T, d *Driver, c *virtualcard.Card) *Identity {
	t.Helper()
	card, err := d.Open(t.Context(), c.Connect())
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { _ = card.Close() })
	id, err := card.Identity()
	if err != nil {
		t.Fatalf("identity: %v", err)
	}
	return id
}

// unlocked is open with the PIN given.
func unlocked(t *testing.T, d *Driver, c *virtualcard.Card) *Identity {
	t.Helper()
	id := open(t, d, c)
	if err := id.VerifyPIN(t.Context(), []byte(goodPIN), VerifyOptions{}); err != nil {
		t.Fatalf("verify PIN: %v", err)
	}
	return id
}

func fixedClock(at time.Time) func() time.Time { return func() time.Time { return at } }

// rsaKey is the public key of a key that is RSA.
func rsaKey(t *testing.T, k virtualcard.Key) *rsa.PublicKey {
	t.Helper()
	public, ok := k.Private.Public().(*rsa.PublicKey)
	if !ok {
		t.Fatalf("%T, want an RSA key", k.Private.Public())
	}
	return public
}
