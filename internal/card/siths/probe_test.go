package siths

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/cardtest"
	"example.org/tandtui/internal/card/virtualcard"
)

func probeOf(t *testing.T, c *virtualcard.Card) Report {
	t.Helper()
	r, err := New(Config{}).Probe(t.Context(), c.Connect())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestProbeTellsWhatTheCardIs(t *testing.T) {
	for kind, want := range map[string]struct {
		kind, protocol, reference, pin, padding string
		counters                                int
	}{
		"PKCS#15 by Thales":   {"PKCS#15", "T=0", "01", "01", "padded", 1},
		"IDPrime 930+":        {"IDPrime 930+", "T=1", "12", "11", "none", 2},
		"IDPrime 940":         {"IDPrime 940", "T=0", "56", "11", "padded", 2},
		"Swedish, not padded": {"IDPrime 940?", "T=0", "56", "11", "unknown", 2},
	} {
		c := kindOfCard(t, kind, getWorld(t).anna)
		r := probeOf(t, c)
		if r.Err != nil || r.Kind != want.kind || r.Protocol != want.protocol || r.Label != "SITHS-like test card" || len(r.Counters) != want.counters {
			t.Errorf("%s: %+v", kind, r)
		}
		var login []CertificateOf
		for _, x := range r.Certificates {
			if x.Login {
				login = append(login, x)
			}
		}
		if len(login) != 1 || login[0].KeyReference != want.reference || login[0].PIN != want.pin || login[0].Key != "RSA 2048" || !login[0].HasKey {
			t.Errorf("%s: certificates %+v", kind, r.Certificates)
		}
		if len(r.PINs) != 1 || r.PINs[0].Padding != want.padding || r.PINs[0].Left != 3 {
			t.Errorf("%s: PINs %+v", kind, r.PINs)
		}
		if len(r.Applications) != 3 || !slices.ContainsFunc(r.Files, func(a Answer) bool { return a.Read > 500 }) {
			t.Errorf("%s: %+v", kind, r)
		}
		if c.WrongPINs() != 0 || c.TriesLeft() != 3 {
			t.Errorf("%s: a try is lost", kind)
		}
	}
}

func TestProbeOfCardsThatCannotBeUsed(t *testing.T) {
	w := getWorld(t)
	foreign := issue(t, w.foreign, func(*cardtest.Person) {})
	for name, tc := range map[string]struct {
		variant virtualcard.Variant
		key     virtualcard.Key
		want    error
	}{
		"other issuer":     {virtualcard.Variant{}, foreign, ErrIssuer},
		"secure messaging": {virtualcard.Variant{IDPrime: &virtualcard.IDPrime{}, Secure: true}, w.anna, ErrSecureMessaging},
		"signature only":   {virtualcard.Variant{Thales: true}, w.signature, ErrNoCertificate},
	} {
		if r := probeOf(t, newCard(t, tc.variant, tc.key)); !errors.Is(r.Err, tc.want) {
			t.Errorf("%s: %v, want %v", name, r.Err, tc.want)
		}
	}
	unknown := newCard(t, virtualcard.Variant{})
	unknown.SetHook(func([]byte) virtualcard.Fault { return virtualcard.Fault{Answer: []byte{0x6A, 0x82}} })
	if r := probeOf(t, unknown); !errors.Is(r.Err, ErrUnknownCard) || r.Kind != "" || len(r.Applications) < 3 {
		t.Errorf("unknown: %+v", r)
	}
	pulled := newCard(t, virtualcard.Variant{})
	pulled.SetHook(func(raw []byte) virtualcard.Fault { return virtualcard.Fault{Drop: raw[1] == apdu.InsReadBinary} })
	if _, err := New(Config{}).Probe(t.Context(), pulled.Connect()); !errors.Is(err, apdu.ErrRemoved) {
		t.Errorf("pulled: %v", err)
	}
}

// Whatever stands on a card, no personnummer or card number is in the report.
func TestProbeIsSafeToSend(t *testing.T) {
	w := getWorld(t)
	const number = "202001022389"
	key := issue(t, w.ca, func(p *cardtest.Person) { p.Name, p.HSAID = "Tolvan Tolvansson 20200102-2389", number })
	for _, v := range []virtualcard.Variant{{}, {IDPrime: &virtualcard.IDPrime{}}} {
		r := probeOf(t, newCard(t, v, key, w.anna))
		raw, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{number, "20200102", "0000000000-1AB2", "975226900001"} {
			if strings.Contains(string(raw), secret) {
				t.Errorf("the report holds %s", secret)
			}
		}
		if !strings.Contains(string(raw), "Tolvan Tolvansson") || !strings.Contains(string(raw), "SE…") {
			t.Errorf("the report says nothing: %s", raw)
		}
	}
}
