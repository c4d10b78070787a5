package siths

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/cardtest"
	"example.org/tandtui/internal/card/virtualcard"
)

// variants are the ways in which cards are known, or likely, to differ.
var variants = map[string]virtualcard.Variant{
	"plain":                {},
	"raw only":             {NoPKCS1: true},
	"PKCS1 only":           {NoRaw: true},
	"MSE by file":          {MSE: virtualcard.MSEFile},
	"MSE by file and ref":  {MSE: virtualcard.MSEFileAndRef},
	"MSE by ref":           {MSE: virtualcard.MSERef},
	"no key reference":     {MSE: virtualcard.MSEFile, NoKeyRef: true},
	"FF padding":           {PadFF: true},
	"no padding":           {NoPad: true},
	"other PIN reference":  {PINRef: 0x81},
	"no PIN path":          {NoPINPath: true},
	"extra ODF entries":    {ExtraODF: true},
	"zero filler to 1530":  {FillTo: 1530},
	"FF filler to 3000":    {FillTo: 3000, FillFF: true},
	"AID through EF.DIR":   {NoAID: true},
	"ESIGN AID":            {ESIGN: true},
	"no SELECT by path":    {NoPath: true},
	"no path, EF.DIR":      {NoPath: true, NoAID: true},
	"no FCI":               {NoFCI: true},
	"no FCI, T=1":          {NoFCI: true, T1: true},
	"no FCI, whole chunks": {NoFCI: true, FillTo: 7 * chunk},
	"relative paths":       {Relative: true},
	"T=1":                  {T1: true},
	"counter not told":     {NoCounter: true, HiddenTries: true},
	"like MyEID":           {MSE: virtualcard.MSEFile, PadFF: true, NoPINPath: true, ExtraODF: true, FillTo: 1530},
	"everything different": {MSE: virtualcard.MSERef, NoRaw: true, PadFF: true, PINRef: 0x11, ExtraODF: true, FillTo: 777, FillFF: true, NoAID: true, NoPath: true, NoFCI: true, T1: true},
}

func TestEveryVariantLogsInAndSigns(t *testing.T) {
	w := getWorld(t)
	for name, v := range variants {
		for _, key := range []virtualcard.Key{w.anna, w.anna3072} {
			bits := rsaKey(t, key).N.BitLen()
			t.Run(name, func(t *testing.T) {
				id := unlocked(t, New(Config{}), newCard(t, v, key, w.signature))
				if h := id.Holder(); h.Name != "Anna Test" || h.HSAID != hsaAnna || h.CardNumber != "975226900001" {
					t.Errorf("holder %+v", h)
				}
				if len(id.chain) != 1 {
					t.Errorf("%d intermediates found, want 1", len(id.chain))
				}
				message := []byte("tandtui/test/v1")
				first, err := id.SignDeterministic(t.Context(), message)
				if err != nil {
					t.Fatalf("%d bits: %v", bits, err)
				}
				second, err := id.SignDeterministic(t.Context(), message)
				if err != nil || !bytes.Equal(first, second) {
					t.Errorf("not deterministic (%v)", err)
				}
				digest := sha256.Sum256(message)
				if err := rsa.VerifyPKCS1v15(rsaKey(t, key), crypto.SHA256, digest[:], first); err != nil {
					t.Error(err)
				}
				capability, err := id.Capability(t.Context())
				if want := map[bool]Capability{false: AnyPadding, true: PKCS1Only}[v.NoRaw]; capability != want || err != nil {
					t.Errorf("capability %v, %v, want %v", capability, err, want)
				}
			})
		}
	}
}

func TestProfileForOddAlgorithms(t *testing.T) {
	c := newCard(t, virtualcard.Variant{AlgRaw: 0x20, AlgPKCS1: 0x42})
	id := unlocked(t, New(Config{}), c)
	if _, err := id.Capability(t.Context()); !errors.Is(err, ErrCannotSign) {
		t.Fatalf("the standard profile: %v, want ErrCannotSign", err)
	}
	odd := Profile{ATR: c.Connect().ATR(), Raw: []byte{0x20}, PKCS1: []byte{0x42}, Forms: []MSEForm{FormRef}}
	id = unlocked(t, New(Config{Profiles: []Profile{{ATR: []byte{0x3B}}, odd}}), c)
	if got, err := id.Capability(t.Context()); got != AnyPadding {
		t.Fatalf("its own profile: %v, %v", got, err)
	}
}

func TestWorkingMethodIsRemembered(t *testing.T) {
	d, c := New(Config{}), newCard(t, virtualcard.Variant{MSE: virtualcard.MSERef, NoRaw: true})
	id := unlocked(t, d, c)
	if _, err := id.Capability(t.Context()); err != nil {
		t.Fatal(err)
	}
	before := c.Count(apdu.InsMSE)
	if before < 2 {
		t.Fatalf("the card took the first form: nothing is tested")
	}
	_ = id.card.Close()
	id = unlocked(t, d, c)
	if _, err := id.SignDeterministic(t.Context(), []byte("x")); err != nil {
		t.Fatal(err)
	}
	if n := c.Count(apdu.InsMSE) - before; n != 1 {
		t.Errorf("%d MSE commands the second time, want 1", n)
	}
}

func TestStaleMethodIsFoundAnew(t *testing.T) {
	d := New(Config{})
	if _, err := unlocked(t, d, newCard(t, virtualcard.Variant{MSE: virtualcard.MSERef})).Capability(t.Context()); err != nil {
		t.Fatal(err)
	}
	id := unlocked(t, d, newCard(t, virtualcard.Variant{MSE: virtualcard.MSEFile})) // same ATR
	if _, err := id.SignDeterministic(t.Context(), []byte("x")); err != nil {
		t.Fatal(err)
	}
}

func TestIdentityChoice(t *testing.T) {
	w := getWorld(t)
	now := time.Now()
	expired := issue(t, w.ca, func(p *cardtest.Person) { p.NotBefore, p.NotAfter = now.AddDate(-2, 0, 0), now.AddDate(0, 0, -1) })
	future := issue(t, w.ca, func(p *cardtest.Person) { p.NotBefore = now.AddDate(0, 1, 0) })
	second := issue(t, w.ca, func(p *cardtest.Person) { p.HSAID = "SE0000000000-2CD3" })
	foreign := issue(t, w.foreign, func(*cardtest.Person) {})
	noHSA := issue(t, w.ca, func(p *cardtest.Person) { p.HSAID = "not an id" })
	for _, tc := range []struct {
		name string
		keys []virtualcard.Key
		want error
	}{
		{"one among others", []virtualcard.Key{w.signature, foreign, noHSA, expired, w.anna, future}, nil},
		{"expired only", []virtualcard.Key{expired, w.signature}, ErrExpired},
		{"not yet valid only", []virtualcard.Key{future}, ErrNotYetValid},
		{"signature only", []virtualcard.Key{w.signature}, ErrNoCertificate},
		{"other issuer", []virtualcard.Key{foreign}, ErrIssuer},
		{"no HSA-id", []virtualcard.Key{noHSA}, ErrNoCertificate},
		{"two", []virtualcard.Key{w.anna, second}, ErrSeveralCertificates},
	} {
		t.Run(tc.name, func(t *testing.T) {
			card, err := New(Config{}).Open(t.Context(), newCard(t, virtualcard.Variant{}, tc.keys...).Connect())
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = card.Close() }()
			id, err := card.Identity()
			if !errors.Is(err, tc.want) {
				t.Fatalf("err = %v, want %v", err, tc.want)
			}
			if err == nil && !bytes.Equal(id.Certificate().Raw, w.anna.Certificate) {
				t.Error("another certificate was chosen")
			}
		})
	}
	t.Run("the chosen one of two works", func(t *testing.T) {
		card, err := New(Config{}).Open(t.Context(), newCard(t, virtualcard.Variant{}, w.anna, second).Connect())
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = card.Close() }()
		_, err = card.Identity()
		var several *SeveralCertificatesError
		if !errors.As(err, &several) || len(several.Candidates) != 2 {
			t.Fatalf("err = %v", err)
		}
		id := several.Candidates[1]
		if err := id.VerifyPIN(t.Context(), []byte(goodPIN), VerifyOptions{}); err != nil {
			t.Fatal(err)
		}
		if _, err := id.SignDeterministic(t.Context(), []byte("x")); err != nil || id.Holder().HSAID != "SE0000000000-2CD3" {
			t.Errorf("%v, %+v", err, id.Holder())
		}
	})
	t.Run("issuers are a parameter", func(t *testing.T) {
		d := New(Config{Issuers: []string{"Bank CA"}, Now: fixedClock(now)})
		id := open(t, d, newCard(t, virtualcard.Variant{}, w.anna, foreign))
		if id.Certificate().Issuer.CommonName != "Bank CA" {
			t.Error(id.Certificate().Issuer)
		}
	})
	t.Run("the clock is a parameter", func(t *testing.T) {
		d := New(Config{Now: fixedClock(now.AddDate(3, 0, 0))})
		card, err := d.Open(t.Context(), newCard(t, virtualcard.Variant{}).Connect())
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = card.Close() }()
		if _, err := card.Identity(); !errors.Is(err, ErrExpired) {
			t.Errorf("%v, want ErrExpired", err)
		}
	})
}

func TestExtendedKeyUsage(t *testing.T) {
	d := New(Config{})
	cert, err := x509.ParseCertificate(getWorld(t).anna.Certificate)
	if err != nil {
		t.Fatal(err)
	}
	cert.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection}
	if d.authenticates(cert) {
		t.Error("a mail certificate was taken for authentication")
	}
	cert.ExtKeyUsage = nil
	if !d.authenticates(cert) {
		t.Error("a certificate without extended usage was refused")
	}
}

func TestForeignCards(t *testing.T) {
	for name, answer := range map[string][]byte{"refuses all": {0x6A, 0x82}, "knows nothing": {0x6E, 0x00}, "empty files": {0x90, 0x00}} {
		c := newCard(t, virtualcard.Variant{})
		c.SetHook(func([]byte) virtualcard.Fault { return virtualcard.Fault{Answer: answer} })
		card, err := New(Config{}).Open(t.Context(), c.Connect())
		if err == nil {
			_, err = card.Identity()
		}
		if !errors.Is(err, ErrUnknownCard) && !errors.Is(err, ErrNoCertificate) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestPulledAnywhere pulls the card at every single command of a session.
func TestPulledAnywhere(t *testing.T) {
	session := func(d *Driver, c *virtualcard.Card) error {
		card, err := d.Open(t.Context(), c.Connect())
		if err != nil {
			return err
		}
		defer func() { _ = card.Close() }()
		id, err := card.Identity()
		if err != nil {
			return err
		}
		if err := id.VerifyPIN(t.Context(), []byte(goodPIN), VerifyOptions{}); err != nil {
			return err
		}
		_, err = id.SignDeterministic(t.Context(), []byte("x"))
		return err
	}
	for at := 1; ; at++ {
		c, n := newCard(t, virtualcard.Variant{}), 0
		c.SetHook(func([]byte) virtualcard.Fault { n++; return virtualcard.Fault{Drop: n == at} })
		err := session(New(Config{}), c)
		if err == nil {
			if at < 20 {
				t.Fatalf("the session has only %d commands", at-1)
			}
			return
		}
		if !errors.Is(err, apdu.ErrRemoved) {
			t.Fatalf("pulled at command %d: %v", at, err)
		}
		if c.WrongPINs() != 0 {
			t.Fatalf("pulled at command %d: the counter is touched", at)
		}
	}
}

func TestClosedCard(t *testing.T) {
	c := newCard(t, virtualcard.Variant{})
	id := unlocked(t, New(Config{}), c)
	if !c.Verified() {
		t.Fatal("the PIN state is not kept")
	}
	if err := id.card.Close(); err != nil {
		t.Fatal(err)
	}
	if c.Verified() {
		t.Error("the PIN state outlives Close")
	}
	if _, err := id.SignDeterministic(t.Context(), []byte("x")); !errors.Is(err, ErrClosed) {
		t.Errorf("%v, want ErrClosed", err)
	}
	if err := id.card.Close(); err != nil {
		t.Errorf("second Close: %v", err)
	}
}

// announced tells when Begin is called.
type announced struct {
	Transport
	begin chan struct{}
}

func (a announced) Begin(ctx context.Context) error {
	select {
	case a.begin <- struct{}{}:
	default:
	}
	return a.Transport.Begin(ctx)
}

func TestCloseCutsWaitingShort(t *testing.T) {
	c := newCard(t, virtualcard.Variant{})
	begin := make(chan struct{}, 1) // room for one, or a Begin before we wait for it would go unheard
	card, err := New(Config{}).Open(t.Context(), announced{c.Connect(), begin})
	if err != nil {
		t.Fatal(err)
	}
	id, err := card.Identity()
	if err != nil {
		t.Fatal(err)
	}
	other := c.Connect()
	if err := other.Begin(t.Context()); err != nil {
		t.Fatal(err)
	}
	<-begin // those of the opening
	done := make(chan error, 1)
	go func() {
		_, err := id.SignDeterministic(context.Background(), []byte("x"))
		done <- err
	}()
	<-begin
	_ = card.Close()
	if err := <-done; !errors.Is(err, ErrClosed) {
		t.Errorf("%v, want ErrClosed", err)
	}
	if err := other.End(false); err != nil && !errors.Is(err, apdu.ErrReset) {
		t.Error(err)
	}
}

func TestAnotherProgram(t *testing.T) {
	c := newCard(t, virtualcard.Variant{})
	id := unlocked(t, New(Config{}), c)
	other := c.Connect()
	if _, err := id.SignDeterministic(t.Context(), []byte("x")); err != nil {
		t.Fatal(err)
	}
	t.Run("selects something else", func(t *testing.T) {
		if _, err := other.Transmit(t.Context(), []byte{0x00, 0xA4, 0x00, 0x00, 0x02, 0x3F, 0x00}); err != nil {
			t.Fatal(err)
		}
		before := c.Count(apdu.InsPSO)
		if _, err := id.SignDeterministic(t.Context(), []byte("x")); err != nil {
			t.Errorf("the signature fails: %v", err)
		}
		if n := c.Count(apdu.InsPSO) - before; n != 2 { // 256 bytes go in two parts
			t.Errorf("%d PSO commands: the way of signing was sought anew", n)
		}
	})
	t.Run("resets the card", func(t *testing.T) {
		if err := errors.Join(other.Begin(t.Context()), other.End(true)); err != nil {
			t.Fatal(err)
		}
		if _, err := id.SignDeterministic(t.Context(), []byte("x")); !errors.Is(err, ErrPINRequired) {
			t.Fatalf("%v, want ErrPINRequired", err)
		}
		if err := id.VerifyPIN(t.Context(), []byte(goodPIN), VerifyOptions{}); err != nil {
			t.Fatal(err)
		}
		if _, err := id.SignDeterministic(t.Context(), []byte("x")); err != nil {
			t.Error(err)
		}
	})
}

func TestWrongSignatureIsNotGivenOut(t *testing.T) {
	c := newCard(t, virtualcard.Variant{T1: true})
	id := unlocked(t, New(Config{}), c)
	if _, err := id.Capability(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.SetHook(func(raw []byte) virtualcard.Fault {
		if raw[1] == apdu.InsPSO && raw[0] == 0 {
			return virtualcard.Fault{Answer: append(make([]byte, 256), 0x90, 0)}
		}
		return virtualcard.Fault{}
	})
	if _, err := id.SignDeterministic(t.Context(), []byte("x")); !errors.Is(err, ErrBadSignature) {
		t.Errorf("%v, want ErrBadSignature", err)
	}
}

func TestTraceOfASessionHoldsNoSecret(t *testing.T) {
	var log strings.Builder
	id := unlocked(t, New(Config{Trace: &log}), newCard(t, virtualcard.Variant{}))
	signature, err := id.SignDeterministic(t.Context(), []byte("x"))
	if err != nil {
		t.Fatal(err)
	}
	for name, secret := range map[string][]byte{
		"PIN": []byte(goodPIN), "name": []byte("Anna"), "HSA-id": []byte(hsaAnna)[:8], "signature": signature[:8], "end of signature": signature[248:],
	} {
		if strings.Contains(log.String(), strings.ToUpper(hex.EncodeToString(secret))) {
			t.Errorf("the trace holds the %s", name)
		}
	}
	if !strings.Contains(log.String(), "> 00B0") {
		t.Error("the trace is empty")
	}
}
