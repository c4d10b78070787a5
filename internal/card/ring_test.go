package card

import (
	"bytes"
	"context"
	"crypto/elliptic"
	"errors"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/card/cardtest"
	"example.org/tandtui/internal/card/virtualcard"
	"example.org/tandtui/internal/domain"
)

// ring is a key ring; empty if there is none.
type ring []byte

func (r ring) Secret(context.Context) ([]byte, error) {
	if len(r) == 0 {
		return nil, errors.New("no key ring")
	}
	return bytes.Clone(r), nil
}

// A card with an elliptic key opens the local file by the key ring: the same key each
// time, another for another person and another ring, and none without.
func TestEllipticCardOpensByTheKeyRing(t *testing.T) {
	login := func(t *testing.T, hsaID string) *session {
		t.Helper()
		b := newBench(t)
		key, err := b.ca.Issue(cardtest.Person{Name: "Anna Ek", HSAID: hsaID, Curve: elliptic.P384()})
		if err != nil {
			t.Fatal(err)
		}
		c, err := virtualcard.New(virtualcard.Spec{Keys: []virtualcard.Key{key}, Variant: virtualcard.Variant{Thales: true}})
		if err != nil {
			t.Fatal(err)
		}
		b.cards["R"] = c
		b.readers <- inserted("R", 1)
		b.await(t, app.CardReady)
		s, err := b.Login(t.Context(), []byte("123456"), app.PINTry{Insertion: 1})
		if err != nil {
			t.Fatal(err)
		}
		return s.(*session)
	}
	key := func(s *session, r app.KeyRing) []byte {
		s.reader.UseKeyRing(r)
		k, err := s.StoreKey(t.Context(), []byte("salt"))
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	anna, other := login(t, "SE0000000000-1AB2"), login(t, "SE0000000000-2CD3")
	one, two := ring(bytes.Repeat([]byte{1}, 32)), ring(bytes.Repeat([]byte{2}, 32))
	first := key(anna, one)
	if len(first) != 32 || !bytes.Equal(first, key(anna, one)) {
		t.Error("not the same key again")
	}
	if bytes.Equal(first, key(anna, two)) || bytes.Equal(first, key(other, one)) {
		t.Error("another ring or person gives the same key")
	}
	anna.reader.UseKeyRing(ring(nil))
	if _, err := anna.StoreKey(t.Context(), []byte("salt")); domain.CodeOf(err) != app.CodeCardNoKey {
		t.Errorf("without a key ring: %v", err)
	}
}
