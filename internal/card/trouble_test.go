package card

import (
	"crypto/x509"
	"encoding/hex"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/cardtest"
	"example.org/tandtui/internal/card/pcsc"
	"example.org/tandtui/internal/card/siths"
	"example.org/tandtui/internal/card/virtualcard"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// counted counts the PINs that a card is given; a question about its counter is none.
func counted(c *virtualcard.Card) func() int64 {
	var n atomic.Int64
	c.SetHook(func(raw []byte) virtualcard.Fault {
		if raw[1] == apdu.InsVerify && len(raw) > 5 {
			n.Add(1)
		}
		return virtualcard.Fault{}
	})
	return n.Load
}

// untyped does what gives a card no PIN: looking, choosing, and PINs that may not be tried.
func untyped(t *testing.T, r *Reader, insertion uint64) {
	t.Helper()
	r.Retry()
	r.Choose(insertion)
	for pin, want := range map[string]string{"": app.CodeCardPINFormat, "12a456": app.CodeCardPINFormat, "12 456": app.CodeCardPINFormat, "12345678901234567": app.CodeCardPINFormat} {
		if _, err := r.Login(t.Context(), []byte(pin), app.PINTry{Insertion: insertion, Last: true}); domain.CodeOf(err) != want {
			t.Errorf("%q: %v", pin, err)
		}
	}
	if _, err := r.Login(t.Context(), []byte("482915"), app.PINTry{Insertion: insertion + 7, Last: true}); domain.CodeOf(err) != app.CodeCardRemoved {
		t.Errorf("for another card: %v", err)
	}
}

// TestA7OnePINForOneTyping: of every kind of card, from the reader to the end of a
// session. A card of which nobody knows whether it pads gets one twice, the second time
// only where the first cost nothing (siths has the cases).
func TestA7OnePINForOneTyping(t *testing.T) {
	for kind, k := range map[string]struct {
		atr   string
		v     virtualcard.Variant
		given int64
	}{
		"PKCS#15, older":             {"", virtualcard.Variant{}, 1},
		"PKCS#15 by Thales":          {"", virtualcard.Variant{Thales: true}, 1},
		"no counter":                 {"", virtualcard.Variant{NoCounter: true, HiddenTries: true}, 1},
		"IDPrime":                    {"", virtualcard.Variant{IDPrime: &virtualcard.IDPrime{}}, 1},
		"IDPrime by Sweden":          {virtualcard.ATRThales, virtualcard.Variant{NoPad: true, IDPrime: &virtualcard.IDPrime{}}, 1},
		"IDPrime by Sweden, padding": {virtualcard.ATRThales, virtualcard.Variant{IDPrime: &virtualcard.IDPrime{}}, 2},
	} {
		t.Run(kind, func(t *testing.T) {
			b := newBench(t)
			key, err := b.ca.Issue(cardtest.Person{Name: "Anna Ek", HSAID: "SE0000000000-DEMO01"})
			if err != nil {
				t.Fatal(err)
			}
			spec := virtualcard.Spec{Keys: []virtualcard.Key{key}, Variant: k.v}
			if spec.ATR, err = hex.DecodeString(k.atr); err != nil {
				t.Fatal(err)
			}
			if k.atr == "" {
				spec.ATR = nil
			}
			c, err := virtualcard.New(spec)
			if err != nil {
				t.Fatal(err)
			}
			given := counted(c)
			b.cards["R"] = c
			b.readers <- inserted("R", 1)
			state := b.await(t, app.CardReady)
			untyped(t, b.Reader, state.Insertion)
			if given() != 0 || c.WrongPINs() != 0 {
				t.Fatalf("%d PINs given that nobody typed", given())
			}
			s, err := b.Login(t.Context(), []byte("123456"), app.PINTry{Insertion: state.Insertion})
			if err != nil {
				t.Fatal(err)
			}
			for range 3 {
				if _, err := s.StoreKey(t.Context(), []byte("salt")); err != nil {
					t.Fatal(err)
				}
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if _, err := s.StoreKey(t.Context(), []byte("salt")); err == nil {
				t.Error("a closed session signs")
			}
			if given() != k.given || c.WrongPINs() != 0 {
				t.Errorf("%d PINs given for one typed, %d wrong", given(), c.WrongPINs())
			}
		})
	}
}

// TestA7EachTroubleHasItsSentence and its next step, from the card to the words; where a
// library is installed that may know the card, the line of the settings too. No try is
// used up by any of them.
func TestA7EachTroubleHasItsSentence(t *testing.T) {
	day := 24 * time.Hour
	person := cardtest.Person{Name: "Anna Ek", HSAID: "SE0000000000-DEMO01"}
	for name, c := range map[string]struct {
		keys    int
		issuer  string
		usage   x509.KeyUsage
		until   time.Duration // the certificate's end, from now; 0 for the usual one
		v       virtualcard.Variant
		mute    bool // the card knows no application
		code    string
		what    string
		do      string
		library bool
	}{
		"unknown card":      {keys: 1, mute: true, code: app.CodeCardForeign, what: "inget SITHS-kort", do: "med chippet inåt", library: true},
		"for signing only":  {keys: 1, usage: x509.KeyUsageContentCommitment, code: app.CodeCardForeign, what: "inget SITHS-kort", do: "med chippet inåt", library: true},
		"two that fit":      {keys: 2, code: app.CodeCardSeveral, what: "flera legitimeringar", do: "card-issuer"},
		"expired":           {keys: 1, until: -day, code: app.CodeCardExpired, what: "gått ut", do: "Beställ ett nytt kort"},
		"wrong issuer":      {keys: 1, issuer: "Bank CA", code: app.CodeCardIssuer, what: "någon annan än SITHS", do: "card-issuer"},
		"secure messaging":  {keys: 1, v: virtualcard.Variant{IDPrime: &virtualcard.IDPrime{}, Secure: true}, code: app.CodeCardSecure, what: "krypterat", do: "card-module", library: true},
		"the same, PKCS#15": {keys: 1, v: virtualcard.Variant{Thales: true, Secure: true}, code: app.CodeCardSecure, what: "krypterat", do: "card-module", library: true},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			b.system.library = func() string { return "/usr/lib/libiidp11.so" }
			ca := b.ca
			if c.issuer != "" {
				var err error
				if ca, err = cardtest.NewCA(c.issuer, nil); err != nil {
					t.Fatal(err)
				}
			}
			p := person
			p.Usage = c.usage
			if c.until != 0 {
				p.NotBefore, p.NotAfter = time.Now().Add(c.until-day), time.Now().Add(c.until)
			}
			spec := virtualcard.Spec{Variant: c.v}
			for range c.keys {
				key, err := ca.Issue(p)
				if err != nil {
					t.Fatal(err)
				}
				spec.Keys = append(spec.Keys, key)
			}
			card, err := virtualcard.New(spec)
			if err != nil {
				t.Fatal(err)
			}
			if c.mute {
				card.SetHook(func([]byte) virtualcard.Fault { return virtualcard.Fault{Answer: []byte{0x6A, 0x82}} })
			}
			b.cards["R"] = card
			b.readers <- inserted("R", 1)
			state := b.await(t, app.CardUnreadable)
			said := text.CardError(state.Code, state.Library)
			if state.Code != c.code || !strings.Contains(said.What, c.what) || !strings.Contains(said.Do, c.do) {
				t.Errorf("%s: %s", state.Code, said)
			}
			if line := strings.Contains(said.Do, "card-module = '/usr/lib/libiidp11.so'"); line != c.library {
				t.Errorf("the library is offered: %v: %s", line, said)
			}
			if _, err := b.Login(t.Context(), []byte("123456"), app.PINTry{Insertion: 1}); domain.CodeOf(err) != c.code || card.Verified() || card.TriesLeft() != 3 {
				t.Errorf("a login: %v, %d tries left", err, card.TriesLeft())
			}
		})
	}
}

// TestA7PulledInTheMiddleOfASignature: card or reader, the session ends with the sentence
// of a card that is gone, and the next card starts from its PIN.
func TestA7PulledInTheMiddleOfASignature(t *testing.T) {
	b := newBench(t)
	c := b.card(t, "R", "SE0000000000-DEMO01")
	b.readers <- inserted("R", 1)
	b.await(t, app.CardReady)
	s, err := b.Login(t.Context(), []byte("123456"), app.PINTry{Insertion: 1})
	if err != nil {
		t.Fatal(err)
	}
	c.SetHook(func(raw []byte) virtualcard.Fault { return virtualcard.Fault{Drop: raw[1] == apdu.InsPSO} })
	if _, err := s.StoreKey(t.Context(), []byte("salt")); domain.CodeOf(err) != app.CodeCardRemoved || !strings.Contains(text.Error(domain.CodeOf(err)).Do, "skriv PIN igen") {
		t.Errorf("%v", err)
	}
	b.readers <- pcsc.State{} // the reader went with it
	<-s.Ended()
	other := b.card(t, "Q", "SE0000000000-DEMO02")
	b.readers <- inserted("Q", 2)
	if state := b.await(t, app.CardReady); state.Holder.HSAID != "SE0000000000-DEMO02" || other.Verified() {
		t.Errorf("%+v", state)
	}
	if _, err := b.Login(t.Context(), []byte("123456"), app.PINTry{Insertion: 1}); domain.CodeOf(err) != app.CodeCardRemoved || other.Verified() {
		t.Errorf("the PIN of the first card for the second: %v", err)
	}
}

// A library that is in use is not offered again.
func TestA7ALibraryIsOfferedOnce(t *testing.T) {
	r := newReader(siths.New(siths.Config{}), system{})
	if got := r.system.mayKnow(app.CodeCardForeign); got != "" {
		t.Error(got)
	}
	r.system.library = func() string { return "/usr/lib/libiidp11.so" }
	if r.system.mayKnow(app.CodeCardForeign) == "" || r.system.mayKnow(app.CodeCardExpired) != "" {
		t.Error("offered by another fault")
	}
}
