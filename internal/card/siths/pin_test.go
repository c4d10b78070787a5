package siths

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/cryptoki"
	"example.org/tandtui/internal/card/virtualcard"
)

func TestWrongPINs(t *testing.T) {
	c := newCard(t, virtualcard.Variant{})
	d := New(Config{})
	id := open(t, d, c)
	verify := func(pin string, o VerifyOptions) error {
		return id.VerifyPIN(t.Context(), []byte(pin), o)
	}
	info, err := id.PINInfo(t.Context())
	if want := (PINInfo{Min: 6, Max: 8, Left: 3}); info != want || err != nil {
		t.Fatalf("%+v, %v, want %+v", info, err, want)
	}
	var pinErr *PINError
	if err := verify("000000", VerifyOptions{}); !errors.As(err, &pinErr) || *pinErr != (PINError{Remaining: 2}) {
		t.Fatalf("first: %v", err)
	}
	if err := verify("000000", VerifyOptions{}); !errors.Is(err, ErrSamePIN) {
		t.Fatalf("the same again: %v", err)
	}
	_ = id.card.Close()
	id = open(t, d, c) // the memory is the driver's, not the card's stay
	if err := verify("000000", VerifyOptions{}); !errors.Is(err, ErrSamePIN) {
		t.Fatalf("the same after reinsertion: %v", err)
	}
	if err := verify("111111", VerifyOptions{}); !errors.As(err, &pinErr) || pinErr.Remaining != 1 {
		t.Fatalf("second: %v", err)
	}
	if err := verify(goodPIN, VerifyOptions{}); !errors.Is(err, ErrLastTry) {
		t.Fatalf("the last without consent: %v", err)
	}
	if c.WrongPINs() != 2 || c.TriesLeft() != 1 {
		t.Fatalf("%d wrong PINs reached the card", c.WrongPINs())
	}
	if err := verify("222222", VerifyOptions{LastTry: true}); !errors.As(err, &pinErr) || !pinErr.Blocked {
		t.Fatalf("the last: %v", err)
	}
	before := c.Count(apdu.InsVerify)
	if err := verify(goodPIN, VerifyOptions{LastTry: true}); !errors.As(err, &pinErr) || !pinErr.Blocked {
		t.Fatalf("blocked: %v", err)
	}
	if n := c.Count(apdu.InsVerify) - before; n != 1 {
		t.Fatalf("%d VERIFYs to a blocked card, want the look at its counter alone", n)
	}
	if info, err := id.PINInfo(t.Context()); !info.Blocked || info.Left != 0 || err != nil {
		t.Fatalf("%+v, %v", info, err)
	}
	c.Unblock()
	if err := verify("000000", VerifyOptions{}); errors.Is(err, ErrSamePIN) {
		t.Error("the counter rose elsewhere: the old PIN may be right now, but it is refused")
	}
	if err := verify(goodPIN, VerifyOptions{}); err != nil {
		t.Errorf("after unblocking: %v", err)
	}
}

// keeper keeps the commands given to it, where they lie.
type keeper struct {
	Transport
	kept [][]byte
}

func (k *keeper) Transmit(ctx context.Context, command []byte) ([]byte, error) {
	k.kept = append(k.kept, command)
	return k.Transport.Transmit(ctx, command)
}

// The buffer of the command that held the PIN is wiped after it has been sent.
func TestCommandWithThePINIsWiped(t *testing.T) {
	k := &keeper{Transport: newCard(t, virtualcard.Variant{}).Connect()}
	card, err := New(Config{}).Open(t.Context(), k)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = card.Close() }()
	id, err := card.Identity()
	if err != nil {
		t.Fatal(err)
	}
	if err := id.VerifyPIN(t.Context(), []byte(goodPIN), VerifyOptions{}); err != nil {
		t.Fatal(err)
	}
	if len(k.kept) == 0 {
		t.Fatal("nothing was sent")
	}
	for _, command := range k.kept {
		if bytes.Contains(command, []byte(goodPIN)) {
			t.Error("a command still holds the PIN")
		}
	}
}

func TestPINsNeverSent(t *testing.T) {
	c := newCard(t, virtualcard.Variant{})
	id := open(t, New(Config{}), c)
	before := c.Count(apdu.InsVerify)
	for _, pin := range []string{"", "12345", "123456789", "12345a", "1234 6", "12345\x00", "١٢٣٤٥٦"} {
		if err := id.VerifyPIN(t.Context(), []byte(pin), VerifyOptions{LastTry: true}); !errors.Is(err, ErrPINFormat) {
			t.Errorf("%q: %v, want ErrPINFormat", pin, err)
		}
	}
	if n := c.Count(apdu.InsVerify) - before; n != 0 {
		t.Errorf("%d VERIFY commands were sent", n)
	}
}

func TestPINIsWiped(t *testing.T) {
	id := open(t, New(Config{}), newCard(t, virtualcard.Variant{}))
	for _, s := range []string{"12", "000000", goodPIN} {
		pin := []byte(s)
		_ = id.VerifyPIN(t.Context(), pin, VerifyOptions{})
		if !bytes.Equal(pin, make([]byte, len(pin))) {
			t.Errorf("%q stays in the caller's buffer", s)
		}
	}
}

// TestNoRetry: whatever the card answers to VERIFY, it is sent once.
func TestNoRetry(t *testing.T) {
	for _, answer := range [][]byte{{0x6C, 0x08}, {0x61, 0x10}, {0x67, 0x00}, {0x6F, 0x00}, {0x63, 0x00}, {0x69, 0x82}, {0x90}, {}} {
		c, sent := newCard(t, virtualcard.Variant{}), 0
		c.SetHook(func(raw []byte) virtualcard.Fault {
			if raw[1] != apdu.InsVerify || len(raw) <= 5 {
				return virtualcard.Fault{}
			}
			sent++
			return virtualcard.Fault{Answer: answer}
		})
		err := open(t, New(Config{}), c).VerifyPIN(t.Context(), []byte(goodPIN), VerifyOptions{})
		if success := len(answer) > 0 && answer[0] == 0x61; (err == nil) != success { // ISO 7816-4 table 5
			t.Errorf("%X: %v", answer, err)
		}
		if sent != 1 {
			t.Errorf("%X: sent %d times", answer, sent)
		}
	}
}

func TestUnknownCounter(t *testing.T) {
	c := newCard(t, virtualcard.Variant{NoCounter: true, HiddenTries: true})
	id := open(t, New(Config{}), c)
	var pinErr *PINError
	if err := id.VerifyPIN(t.Context(), []byte("000000"), VerifyOptions{}); !errors.As(err, &pinErr) || pinErr.Remaining != -1 {
		t.Fatalf("first: %v", err)
	}
	if err := id.VerifyPIN(t.Context(), []byte(goodPIN), VerifyOptions{}); !errors.Is(err, ErrLastTry) {
		t.Fatalf("second without consent: %v", err)
	}
	if err := id.VerifyPIN(t.Context(), []byte(goodPIN), VerifyOptions{LastTry: true}); err != nil {
		t.Fatal(err)
	}
}

// TestPINMachine: in any sequence of typing, pulling, other programs and
// administrators, on cards that tell their counter and cards that do not, no
// wrong PIN that nobody typed reaches the card, and no card is blocked without
// consent to the last try.
func TestPINMachine(t *testing.T) {
	cards := []virtualcard.Variant{{}, {PadFF: true, T1: true}, {NoCounter: true}, {HiddenTries: true}}
	var made []*virtualcard.Card
	for _, v := range cards {
		made = append(made, newCard(t, v, getWorld(t).anna))
	}
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(0, len(made)-1).Draw(rt, "card")
		c := made[n]
		c.Pull()
		c.SetHook(nil)
		c.Unblock()
		m := &pinMachine{t: t, card: c, driver: New(Config{}), tellsCounter: !cards[n].NoCounter}
		m.start = c.WrongPINs()
		m.insert(rt)
		rt.Repeat(map[string]func(*rapid.T){
			"type": m.enter, "pull": m.pull, "other program resets": m.reset,
			"administrator": m.unblock, "sign": m.sign, "card fails": m.fault, "": m.check,
		})
	})
}

type pinMachine struct {
	t             *testing.T
	card          *virtualcard.Card
	driver        *Driver
	id            *Identity
	start, typed  int // wrong PINs
	tellsCounter  bool
	consentedLast bool
}

func (m *pinMachine) insert(rt *rapid.T) {
	card, err := m.driver.Open(m.t.Context(), m.card.Connect())
	if err != nil {
		rt.Fatalf("open: %v", err)
	}
	if m.id, err = card.Identity(); err != nil {
		rt.Fatalf("identity: %v", err)
	}
}

func (m *pinMachine) enter(rt *rapid.T) {
	pin := rapid.SampledFrom([]string{goodPIN, "000000", "111111", "222222", "333333", "12", "12345678"}).Draw(rt, "pin")
	last := rapid.Bool().Draw(rt, "last try")
	left := m.card.TriesLeft()
	err := m.id.VerifyPIN(m.t.Context(), []byte(pin), VerifyOptions{LastTry: last})
	if pin != goodPIN {
		m.typed++
	}
	if err == nil && pin != goodPIN {
		rt.Fatalf("%q opened the card", pin)
	}
	if m.tellsCounter && left == 1 && !last && m.card.TriesLeft() != 1 {
		rt.Fatalf("the last try was used without consent (%v)", err)
	}
	m.consentedLast = m.consentedLast || last
}

func (m *pinMachine) pull(rt *rapid.T) {
	m.card.Pull()
	m.card.SetHook(nil)
	if rapid.Bool().Draw(rt, "program starts anew") {
		m.driver = New(Config{})
	}
	m.insert(rt)
}

func (m *pinMachine) reset(rt *rapid.T) {
	other := m.card.Connect()
	if err := other.Close(); err != nil {
		rt.Fatal(err)
	}
}

func (m *pinMachine) unblock(*rapid.T) { m.card.Unblock() }

func (m *pinMachine) sign(rt *rapid.T) {
	verified := m.card.Verified()
	_, err := m.id.SignDeterministic(m.t.Context(), []byte("x"))
	if (err == nil) != verified && !errors.Is(err, apdu.ErrRemoved) {
		rt.Fatalf("PIN given: %v, signature: %v", verified, err)
	}
}

// fault makes the next command fail in a way that invites a retry.
func (m *pinMachine) fault(rt *rapid.T) {
	answer := rapid.SampledFrom([][]byte{{0x6C, 0x10}, {0x6F, 0x00}, {0x61, 0x05}, {}}).Draw(rt, "answer")
	used := false
	m.card.SetHook(func([]byte) virtualcard.Fault {
		if used {
			return virtualcard.Fault{}
		}
		used = true
		return virtualcard.Fault{Answer: answer}
	})
	_, _ = m.id.PINInfo(m.t.Context())
	m.card.SetHook(nil)
}

func (m *pinMachine) check(rt *rapid.T) {
	if n := m.card.WrongPINs() - m.start; n > m.typed {
		rt.Fatalf("%d wrong PINs on the card, %d typed", n, m.typed)
	}
	if m.tellsCounter && m.card.TriesLeft() == 0 && !m.consentedLast {
		rt.Fatal("the card is blocked without consent")
	}
}

// A library's token has no counter but marks: its last try is asked about, a locked PIN
// is never given.
func TestMarksOfATokenAreItsCounter(t *testing.T) {
	for _, x := range []struct {
		token cryptoki.Token
		want  PINInfo
	}{
		{cryptoki.Token{}, PINInfo{Left: -1}},
		{cryptoki.Token{FinalTry: true}, PINInfo{Left: 1}},
		{cryptoki.Token{Locked: true}, PINInfo{Blocked: true}},
		{cryptoki.Token{Locked: true, FinalTry: true}, PINInfo{Blocked: true}},
	} {
		info := PINInfo{Left: -1}
		if info.marked(x.token); info != x.want {
			t.Errorf("%+v: %+v, want %+v", x.token, info, x.want)
		}
	}
}

// A PIN that was wrong stays wrong when the card tells its counter for the first time.
func TestAWrongPINIsKnownWhenTheCounterIsTold(t *testing.T) {
	l := newLedger()
	l.refused("card", []byte("123456"), true, -1)
	if err := l.allow("card", []byte("123456"), 2, true); !errors.Is(err, ErrSamePIN) {
		t.Errorf("the same PIN: %v", err)
	}
	if err := l.allow("card", []byte("654321"), 2, false); err != nil {
		t.Errorf("another PIN: %v", err)
	}
}
