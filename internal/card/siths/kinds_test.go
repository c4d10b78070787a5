package siths

import (
	"bytes"
	"context"
	"crypto"
	"crypto/elliptic"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"slices"
	"sync"
	"testing"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/cardtest"
	"example.org/tandtui/internal/card/virtualcard"
)

// kinds are the cards that sign in two steps, by maker's files and by generation.
var kinds = map[string]struct {
	atr string
	virtualcard.Variant
}{
	"PKCS#15 by Thales":         {"", virtualcard.Variant{Thales: true}},
	"the same, relative paths":  {"", virtualcard.Variant{Thales: true, Relative: true, NoPINPath: true, NoPad: true}},
	"the same, T=1, no counter": {"", virtualcard.Variant{Thales: true, T1: true, NoCounter: true, PINRef: 0x11}},
	"IDPrime 3810":              {"3B0080318065B084413DF6120FFE829000", virtualcard.Variant{NoPad: true, IDPrime: &virtualcard.IDPrime{OS: 1, Base: 0x31, NoKeyMap: true}}},
	"IDPrime 830":               {"3B0080318065B084565110120FFE829000", virtualcard.Variant{NoPad: true, IDPrime: &virtualcard.IDPrime{OS: 2, Base: 0x41, NoKeyMap: true, First: 1}}},
	"IDPrime 930":               {"3B0080318065B0846160FB120FFE829000", virtualcard.Variant{NoPad: true, IDPrime: &virtualcard.IDPrime{Base: 0x11, Step: 2, NoKeyMap: true, First: 2}}},
	"IDPrime 930+":              {"3B0080318065B0846566FB120FFE829000", virtualcard.Variant{NoPad: true, T1: true, IDPrime: &virtualcard.IDPrime{Base: 0x10, Step: 2, NoKeyMap: true, First: 1}}},
	"IDPrime 840":               {"3B0080318065B0850300EF120FFE829000", virtualcard.Variant{IDPrime: &virtualcard.IDPrime{OS: 3, Base: 0xF7, NoKeyMap: true, Plain: true}}},
	"IDPrime 940":               {"", virtualcard.Variant{IDPrime: &virtualcard.IDPrime{}}},
	"IDPrime 940C, other keys":  {"3B0080318065B085050039120FFE829000", virtualcard.Variant{IDPrime: &virtualcard.IDPrime{Base: 0x5E, First: 3, Plain: true}, T1: true, FillTo: 300}},
	"IDPrime 940 without maps":  {"", virtualcard.Variant{IDPrime: &virtualcard.IDPrime{NoKeyMap: true, NoMap: true}, NoFCI: true, FillTo: 40}},
	"Swedish, padded":           {virtualcard.ATRThales, virtualcard.Variant{IDPrime: &virtualcard.IDPrime{Base: 0x52, First: 1}}},
	"Swedish, not padded":       {virtualcard.ATRThales, virtualcard.Variant{NoPad: true, IDPrime: &virtualcard.IDPrime{}}},
	"unknown, release 2":        {"3B00", virtualcard.Variant{NoPad: true, NoCounter: true, IDPrime: &virtualcard.IDPrime{OS: 2, Base: 0x11, NoKeyMap: true}}},
	"unknown, release 9":        {"3B00", virtualcard.Variant{IDPrime: &virtualcard.IDPrime{OS: 9}}},
}

// keysOf are keys of the kinds that a card may have; test/contract has them all.
type keysOf struct{ rsa, p256, p384 virtualcard.Key }

var theKeys = sync.OnceValues(func() (k keysOf, err error) {
	w, err := theWorld()
	if err != nil {
		return k, err
	}
	k.rsa = w.anna
	for into, p := range map[*virtualcard.Key]cardtest.Person{
		&k.p256: {Curve: elliptic.P256()}, &k.p384: {Curve: elliptic.P384()},
	} {
		p.Name, p.HSAID = "Anna Test", hsaAnna
		if *into, err = w.ca.Issue(p); err != nil {
			return k, err
		}
	}
	return k, nil
})

func getKeys(t *testing.T) keysOf {
	t.Helper()
	k, err := theKeys()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func kindOfCard(t *testing.T, kind string, keys ...virtualcard.Key) *virtualcard.Card {
	t.Helper()
	w, k := getWorld(t), kinds[kind]
	atr, err := hex.DecodeString(k.atr)
	if err != nil {
		t.Fatal(err)
	}
	spec := virtualcard.Spec{Keys: keys, Chain: [][]byte{w.ca.Cert.Raw, w.root.Cert.Raw}, Variant: k.Variant}
	if len(atr) > 0 {
		spec.ATR = atr
	}
	c, err := virtualcard.New(spec)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEveryKindLogsInOverTLS(t *testing.T) {
	keys := getKeys(t)
	for name, tc := range map[string]struct {
		key        virtualcard.Key
		capability Capability
	}{
		"RSA 2048": {keys.rsa, AnyPadding}, "P-256": {keys.p256, Elliptic},
	} {
		for kind := range kinds {
			t.Run(kind+", "+name, func(t *testing.T) {
				t.Parallel()
				c := kindOfCard(t, kind, tc.key)
				id := unlocked(t, New(Config{}), c)
				if capability, err := id.Capability(t.Context()); capability != tc.capability || err != nil {
					t.Fatalf("capability %v, %v", capability, err)
				}
				logIn(t, id, tls.VersionTLS13)
				if c.WrongPINs() != 0 {
					t.Errorf("%d tries lost", c.WrongPINs())
				}
			})
		}
	}
}

// logIn opens a connection of a TLS version to a server that asks for the card.
func logIn(t *testing.T, id *Identity, version uint16) {
	t.Helper()
	s := server(t, func(c *tls.Config) {
		c.MinVersion, c.MaxVersion = version, version
		c.ClientCAs = getWorld(t).ca.Pool() // an IDPrime card does not hold the issuer
	})
	body, got, err := get(t, id, s, clientConfig(t))
	if err != nil || body != hsaAnna || got != version {
		t.Errorf("%q over %s, %v", body, tls.VersionName(got), err)
	}
}

// A card that pads PKCS#1 alone is used with TLS 1.2.
func TestTwoStepsWithoutPSS(t *testing.T) {
	c := newCard(t, virtualcard.Variant{IDPrime: &virtualcard.IDPrime{}, NoPSS: true})
	id := unlocked(t, New(Config{}), c)
	if capability, err := id.Capability(t.Context()); capability != PKCS1Only || err != nil {
		t.Fatalf("capability %v, %v", capability, err)
	}
	first, err := id.SignDeterministic(t.Context(), []byte("x"))
	if err != nil {
		t.Fatal(err)
	}
	if again, err := id.SignDeterministic(t.Context(), []byte("x")); err != nil || !bytes.Equal(first, again) {
		t.Errorf("not the same again: %v", err)
	}
	logIn(t, id, tls.VersionTLS12)
}

// An elliptic key signs differently each time, and with one hash only.
func TestEllipticKeyGivesNoKey(t *testing.T) {
	id := unlocked(t, New(Config{}), kindOfCard(t, "IDPrime 940", getKeys(t).p384))
	if _, err := id.SignDeterministic(t.Context(), []byte("x")); !errors.Is(err, ErrNoKey) {
		t.Errorf("%v, want ErrNoKey", err)
	}
	if _, err := id.Signer(t.Context()).Sign(nil, make([]byte, 32), crypto.SHA256); !errors.Is(err, ErrUnsupported) {
		t.Errorf("%v, want ErrUnsupported", err)
	}
}

// One kind of card may hold keys of both kinds: what was learnt of one must not be
// used for the other.
func TestMethodIsByKindOfKey(t *testing.T) {
	d, keys := New(Config{}), getKeys(t)
	for _, key := range []virtualcard.Key{keys.rsa, keys.p256, keys.rsa} {
		id := unlocked(t, d, kindOfCard(t, "IDPrime 940", key))
		logIn(t, id, tls.VersionTLS13)
		_ = id.card.Close()
	}
}

func TestSecureMessagingIsNamed(t *testing.T) {
	for name, v := range map[string]virtualcard.Variant{"IDPrime": {IDPrime: &virtualcard.IDPrime{}, Secure: true}, "PKCS#15": {Thales: true, Secure: true}} {
		if _, err := New(Config{}).Open(t.Context(), newCard(t, v).Connect()); !errors.Is(err, ErrSecureMessaging) {
			t.Errorf("%s: %v, want ErrSecureMessaging", name, err)
		}
	}
}

// What IDPrime says of its PINs is given as for any other card.
func TestTriesByGetData(t *testing.T) {
	c := newCard(t, virtualcard.Variant{Thales: true, NoCounter: true})
	id := open(t, New(Config{}), c)
	var wrong *PINError
	if err := id.VerifyPIN(t.Context(), []byte("000000"), VerifyOptions{}); !errors.As(err, &wrong) {
		t.Fatal(err)
	}
	info, err := id.PINInfo(t.Context())
	if want := (PINInfo{Min: 6, Max: 8, Left: 2}); info != want || err != nil {
		t.Errorf("%+v, %v, want %+v", info, err, want)
	}
}

// A card of which nobody knows whether it wants PINs padded gets the PIN as typed,
// and padded only where that is known to cost nothing.
func TestPINOfUnknownPadding(t *testing.T) {
	swedish := virtualcard.Variant{IDPrime: &virtualcard.IDPrime{}}
	unpadded := swedish
	unpadded.NoPad = true
	atr, err := hex.DecodeString(virtualcard.ATRThales)
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		variant virtualcard.Variant
		pin     string
		costs   bool // the wrong length takes a try
		blind   bool // the counter is not told
		sent    []int
		left    int
	}{
		"padded card, right PIN":            {swedish, goodPIN, false, false, []int{6, 16}, 3},
		"padded card, wrong PIN":            {swedish, "000000", false, false, []int{6, 16}, 2},
		"unpadded card, right PIN":          {unpadded, goodPIN, false, false, []int{6}, 3},
		"unpadded card, wrong PIN":          {unpadded, "000000", false, false, []int{6}, 2},
		"the wrong length costs a try":      {swedish, goodPIN, true, false, []int{6}, 2},
		"the counter is not told by anyone": {swedish, goodPIN, false, true, []int{6}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			w := getWorld(t)
			c, err := virtualcard.New(virtualcard.Spec{Keys: []virtualcard.Key{w.anna}, ATR: atr, Variant: tc.variant})
			if err != nil {
				t.Fatal(err)
			}
			var sent []int
			c.SetHook(func(raw []byte) virtualcard.Fault {
				switch asked := len(raw) <= 5; {
				case raw[1] == apdu.InsVerify && !asked:
					sent = append(sent, int(raw[4]))
					if tc.costs && raw[4] == 6 {
						c.Take()
					}
				case tc.blind && (raw[1] == apdu.InsVerify || raw[1] == apdu.InsGetDataField):
					return virtualcard.Fault{Answer: []byte{0x6D, 0}}
				}
				return virtualcard.Fault{}
			})
			id := open(t, New(Config{}), c)
			err = id.VerifyPIN(t.Context(), []byte(tc.pin), VerifyOptions{})
			if (err == nil) != c.Verified() {
				t.Errorf("%v, verified: %v", err, c.Verified())
			}
			if !slices.Equal(sent, tc.sent) || c.TriesLeft() != tc.left {
				t.Errorf("lengths sent %v, %d tries left, want %v and %d", sent, c.TriesLeft(), tc.sent, tc.left)
			}
		})
	}
}

// TestNoPINWithoutTheUser: whatever is done with a card, a PIN goes to it only when
// a person has typed one that may be tried.
func TestNoPINWithoutTheUser(t *testing.T) {
	for kind := range kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			c, given := kindOfCard(t, kind, getWorld(t).anna), 0
			c.SetHook(func(raw []byte) virtualcard.Fault {
				if raw[1] == apdu.InsVerify && len(raw) > 5 {
					given++
				}
				return virtualcard.Fault{}
			})
			d := New(Config{})
			id := open(t, d, c)
			_, _ = id.PINInfo(t.Context())
			_, _ = id.Capability(t.Context())
			_, _ = id.SignDeterministic(t.Context(), []byte("x"))
			_, _, _ = get(t, id, server(t, nil), clientConfig(t))
			for _, pin := range []string{"", "12a456", "12345678901234567", "12 456"} {
				if err := id.VerifyPIN(t.Context(), []byte(pin), VerifyOptions{LastTry: true}); !errors.Is(err, ErrPINFormat) {
					t.Errorf("%q: %v", pin, err)
				}
			}
			if given != 0 || c.TriesLeft() != 3 {
				t.Fatalf("%d PINs given that nobody typed", given)
			}
		})
	}
}

// TestPulledAnywhereOfEveryKind is TestPulledAnywhere for the other kinds of card.
func TestPulledAnywhereOfEveryKind(t *testing.T) {
	for _, kind := range []string{"PKCS#15 by Thales", "IDPrime 940", "Swedish, padded"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			for at := 1; ; at++ {
				c, n := kindOfCard(t, kind, getKeys(t).p256), 0
				c.SetHook(func([]byte) virtualcard.Fault { n++; return virtualcard.Fault{Drop: n == at} })
				err := signOnce(t.Context(), New(Config{}), c)
				if err == nil {
					if at < 15 {
						t.Fatalf("the session has only %d commands", at-1)
					}
					return
				}
				if !errors.Is(err, apdu.ErrRemoved) || c.WrongPINs() != 0 {
					t.Fatalf("pulled at command %d: %v, %d tries lost", at, err, c.WrongPINs())
				}
			}
		})
	}
}

func signOnce(ctx context.Context, d *Driver, c *virtualcard.Card) error {
	card, err := d.Open(ctx, c.Connect())
	if err != nil {
		return err
	}
	defer func() { _ = card.Close() }()
	id, err := card.Identity()
	if err != nil {
		return err
	}
	if err := id.VerifyPIN(ctx, []byte(goodPIN), VerifyOptions{}); err != nil {
		return err
	}
	_, err = id.Signer(ctx).Sign(nil, crypto.SHA256.New().Sum(nil), crypto.SHA256)
	return err
}
