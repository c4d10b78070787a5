package siths

import (
	"context"
	"crypto"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"errors"
	"net"
	"testing"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/cardtest"
	"example.org/tandtui/internal/card/cng"
	"example.org/tandtui/internal/card/virtualcard"
)

// kept is a key of Windows' store, played by a key in memory.
type kept struct {
	key    crypto.Signer
	noPSS  bool
	fail   error
	opened int
	signed int
	closed int
}

func (k *kept) Sign(_ context.Context, j cng.Job) ([]byte, error) {
	k.signed++
	switch {
	case k.fail != nil:
		return nil, k.fail
	case j.Padding == cng.PSS && k.noPSS:
		return nil, cng.ErrUnsupported
	case j.Padding == cng.PSS:
		return rsa.SignPSS(rand.Reader, k.key.(*rsa.PrivateKey), j.Hash, j.Digest, &rsa.PSSOptions{SaltLength: j.Salt})
	case j.Padding == cng.None:
		return k.key.Sign(rand.Reader, j.Digest, j.Hash) // DER, as cng gives it
	}
	return rsa.SignPKCS1v15(nil, k.key.(*rsa.PrivateKey), j.Hash, j.Digest)
}

func (k *kept) Close() error {
	k.closed++
	return nil
}

func (k *kept) inStore(ca []byte, key virtualcard.Key) []SystemCertificate {
	return []SystemCertificate{{DER: []byte("no certificate")}, {DER: ca}, {DER: key.Certificate, Open: func() (SystemKey, error) {
		k.opened++
		return k, nil
	}}}
}

func opened(t *testing.T, key virtualcard.Key, k *kept) (*Card, *Identity) {
	t.Helper()
	k.key = key.Private
	card, err := New(Config{Issuers: []string{issuer}}).OpenSystem(k.inStore(getWorld(t).ca.Cert.Raw, key))
	if err != nil {
		t.Fatal(err)
	}
	id, err := card.Identity()
	if err != nil {
		t.Fatal(err)
	}
	return card, id
}

// TestA7ACardOfTheSystemLogsIn: over TLS, with the key opened once, without a PIN here;
// a key without PSS speaks TLS 1.2, and derives the same bytes each time.
func TestA7ACardOfTheSystemLogsIn(t *testing.T) {
	t.Parallel()
	w := getWorld(t)
	for name, k := range map[string]*kept{"PSS": {}, "PKCS#1 only": {noPSS: true}} {
		card, id := opened(t, w.anna, k)
		if info, err := id.PINInfo(t.Context()); err != nil || !info.Elsewhere || info.Left != -1 || id.Holder().HSAID != hsaAnna {
			t.Errorf("%s: %+v, %v", name, info, err)
		}
		if err := id.VerifyPIN(t.Context(), nil, VerifyOptions{}); err != nil || k.signed != 0 {
			t.Errorf("%s: %v", name, err)
		}
		once, err := id.SignDeterministic(t.Context(), []byte("text"))
		again, err2 := id.SignDeterministic(t.Context(), []byte("text"))
		if err = errors.Join(err, err2); err != nil || string(once) != string(again) {
			t.Errorf("%s: %v", name, err)
		}
		client, err := id.TLS(t.Context(), &tls.Config{RootCAs: w.root.Pool()})
		if err != nil {
			t.Fatal(name, err)
		}
		version := shaken(t, client, w)
		if want := map[bool]uint16{false: tls.VersionTLS13, true: tls.VersionTLS12}[k.noPSS]; version != want {
			t.Errorf("%s: version %x", name, version)
		}
		if err := card.Close(); err != nil || k.opened != 1 || k.closed != 1 {
			t.Errorf("%s: opened %d, closed %d, %v", name, k.opened, k.closed, err)
		}
		if _, err := id.SignDeterministic(t.Context(), []byte("text")); !errors.Is(err, ErrClosed) {
			t.Errorf("%s: signed when closed: %v", name, err)
		}
	}
}

// shaken shakes hands with a server that demands the client's certificate.
func shaken(t *testing.T, client *TLS, w world) uint16 {
	t.Helper()
	near, far := net.Pipe()
	server := tls.Server(far, &tls.Config{Certificates: []tls.Certificate{w.server}, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: w.root.Pool(), SessionTicketsDisabled: true})
	done := make(chan error, 1)
	go func() { done <- server.Handshake() }()
	conn, err := client.Handshake(t.Context(), near, "localhost")
	if err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	_ = near.Close()
	_ = far.Close()
	return conn.ConnectionState().Version
}

// TestA7AnEllipticKeyOfTheSystem signs for TLS; nothing can be derived from it.
func TestA7AnEllipticKeyOfTheSystem(t *testing.T) {
	t.Parallel()
	w := getWorld(t)
	key, err := w.ca.Issue(cardtest.Person{Name: "Anna Test", HSAID: hsaAnna, Curve: elliptic.P256()})
	if err != nil {
		t.Fatal(err)
	}
	_, id := opened(t, key, &kept{})
	client, err := id.TLS(t.Context(), &tls.Config{RootCAs: w.root.Pool()})
	if err != nil || shaken(t, client, w) != tls.VersionTLS13 {
		t.Error(err)
	}
	if _, err := id.SignDeterministic(t.Context(), []byte("text")); !errors.Is(err, ErrNoKey) {
		t.Error(err)
	}
}

// TestA7WhatWindowsSaysHasItsName, as a card's faults have; and a signature of another
// key is found.
func TestA7WhatWindowsSaysHasItsName(t *testing.T) {
	t.Parallel()
	w := getWorld(t)
	var pin *PINError
	for said, want := range map[error]error{
		cng.ErrCancelled: ErrPINRequired, cng.ErrRemoved: apdu.ErrRemoved, cng.ErrUnsupported: ErrUnsupported, cng.Status(0x80090020): cng.Status(0x80090020),
	} {
		_, id := opened(t, w.anna, &kept{fail: said})
		if _, err := id.SignDeterministic(t.Context(), nil); !errors.Is(err, want) {
			t.Errorf("%v: %v", said, err)
		}
	}
	for said, blocked := range map[error]bool{cng.ErrWrongPIN: false, cng.ErrBlocked: true} {
		_, id := opened(t, w.anna, &kept{fail: said})
		if _, err := id.SignDeterministic(t.Context(), nil); !errors.As(err, &pin) || pin.Blocked != blocked {
			t.Errorf("%v: %v", said, err)
		}
	}
	k := &kept{}
	_, id := opened(t, w.anna, k)
	k.key = w.signature.Private
	if _, err := id.SignDeterministic(t.Context(), nil); !errors.Is(err, ErrBadSignature) {
		t.Errorf("another key's signature: %v", err)
	}
	if _, err := New(Config{}).OpenSystem([]SystemCertificate{{DER: []byte("x")}}); !errors.Is(err, ErrUnknownCard) {
		t.Error(err)
	}
}
