package card

import (
	"context"
	"crypto/sha256"
	"errors"
	"slices"
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
)

// soon is the patience of benches whose cards are held or hang.
const soon = 50 * time.Millisecond

// impatient is a bench whose driver waits only a moment.
func impatient(t *testing.T) *bench {
	t.Helper()
	return newBenchWith(t, siths.Config{Patience: soon})
}

// awaitSo reads states until one is so.
func (b *bench) awaitSo(t *testing.T, what string, so func(app.CardState) bool) app.CardState {
	t.Helper()
	var last app.CardState
	for timeout := time.After(20 * time.Second); ; {
		select {
		case s := <-b.states:
			if last = s; so(s) {
				return s
			}
		case <-timeout:
			t.Fatalf("never: %s; last %+v", what, last)
		}
	}
}

func (b *bench) awaitCode(t *testing.T, code string) app.CardState {
	t.Helper()
	return b.awaitSo(t, code, func(s app.CardState) bool { return s.Phase == app.CardUnreadable && s.Code == code })
}

func present(names ...string) (s pcsc.State) {
	for _, n := range names {
		s.Readers = append(s.Readers, pcsc.Reader{Name: n, Present: true, Changes: 1})
	}
	return s
}

// The program never waits longer than five seconds without a word.
func TestT2PatienceIsShort(t *testing.T) {
	if p := siths.New(siths.Config{}).Patience(); p > 5*time.Second || p < 2*time.Second {
		t.Fatalf("%v: a card signs in up to two seconds, and the user is told within five", p)
	}
}

// A card that another program has for itself is read when it is free again.
func TestT1HeldCardIsReadByItself(t *testing.T) {
	b := newBench(t)
	b.card(t, "R", "SE0000000000-DEMO01")
	held := atomic.Bool{}
	held.Store(true)
	b.refuse = func(string) error {
		if held.Load() {
			return &pcsc.Error{Op: "connect", Code: 0x8010000B, Err: pcsc.ErrBusy}
		}
		return nil
	}
	b.readers <- inserted("R", 1)
	if s := b.awaitCode(t, app.CodeCardBusy); s.Reader != "R" {
		t.Fatalf("%+v", s)
	}
	held.Store(false)
	if s := b.await(t, app.CardReady); s.Holder.HSAID != "SE0000000000-DEMO01" || s.Insertion != 1 {
		t.Fatalf("%+v", s)
	}
}

// What does not pass by itself is looked at again when the user asks.
func TestT1RetryLooksAgain(t *testing.T) {
	b := newBench(t)
	b.card(t, "R", "SE0000000000-DEMO01")
	broken := atomic.Bool{}
	broken.Store(true)
	b.refuse = func(string) error {
		if broken.Load() {
			return &pcsc.Error{Op: "connect", Err: pcsc.ErrFailed}
		}
		return nil
	}
	b.readers <- inserted("R", 1)
	b.awaitCode(t, app.CodeCardFailed)
	broken.Store(false)
	b.Retry()
	b.await(t, app.CardReady)
}

// Another program's transaction at login: told after a moment, the PIN is not
// sent, and the card is shown as ready again when the other has finished.
func TestT2AnotherProgramsTransactionAtLogin(t *testing.T) {
	b := impatient(t)
	card := b.card(t, "R", "SE0000000000-DEMO01")
	b.readers <- inserted("R", 1)
	b.await(t, app.CardReady)
	other := card.Connect()
	if err := other.Begin(t.Context()); err != nil {
		t.Fatal(err)
	}
	verifies := card.Count(apdu.InsVerify)
	pin := []byte("123456")
	if _, err := b.Login(t.Context(), pin, app.PINTry{Insertion: 1}); domain.CodeOf(err) != app.CodeCardBusy {
		t.Fatalf("%v", err)
	}
	if card.Count(apdu.InsVerify) != verifies || string(pin) == "123456" {
		t.Fatal("the PIN was sent, or is left")
	}
	b.awaitCode(t, app.CodeCardBusy)
	if err := other.End(false); err != nil {
		t.Fatal(err)
	}
	b.await(t, app.CardReady)
	if _, err := b.Login(t.Context(), []byte("123456"), app.PINTry{Insertion: 1}); err != nil {
		t.Fatal(err)
	}
}

// A card that hangs is told of, at the first look and when the PIN is given, and
// is read when it answers again.
func TestV13HungCard(t *testing.T) {
	b := impatient(t)
	card := b.card(t, "R", "SE0000000000-DEMO01")
	hang := func(ins byte, least int) (release func()) {
		free := make(chan struct{})
		card.SetHook(func(raw []byte) virtualcard.Fault {
			if raw[1] == ins && len(raw) > least {
				<-free
			}
			return virtualcard.Fault{}
		})
		return func() { card.SetHook(nil); close(free) }
	}
	release := hang(apdu.InsSelect, 0)
	b.readers <- inserted("R", 1)
	b.awaitCode(t, app.CodeCardSilent)
	release()
	b.await(t, app.CardReady)
	release = hang(apdu.InsVerify, 5) // with a PIN in it
	_, err := b.Login(t.Context(), []byte("123456"), app.PINTry{Insertion: 1})
	release()
	if domain.CodeOf(err) != app.CodeCardSilent {
		t.Fatalf("%v", err)
	}
	if _, err := b.Login(t.Context(), []byte("123456"), app.PINTry{Insertion: 1}); err != nil {
		t.Fatalf("when it answers again: %v", err)
	}
}

// A card that was blocked and freed by PUK in another program is free here too.
func TestV13PUKGivenInAnotherProgram(t *testing.T) {
	b := newBench(t)
	card := b.card(t, "R", "SE0000000000-DEMO01")
	b.readers <- inserted("R", 1)
	b.await(t, app.CardReady)
	for i, pin := range []string{"111111", "222222", "333333"} {
		_, _ = b.Login(t.Context(), []byte(pin), app.PINTry{Insertion: 1, Last: i == 2})
	}
	b.awaitSo(t, "blocked", func(s app.CardState) bool { return s.PIN.Blocked })
	card.Unblock()
	if s := b.awaitSo(t, "free", func(s app.CardState) bool { return !s.PIN.Blocked }); s.PIN.Left != 3 || s.Code != "" {
		t.Fatalf("%+v", s)
	}
	if _, err := b.Login(t.Context(), []byte("123456"), app.PINTry{Insertion: 1}); err != nil {
		t.Fatal(err)
	}
}

// useless puts a card that cannot be used into a reader.
func (b *bench) useless(t *testing.T, kind, reader string) pcsc.Reader {
	t.Helper()
	r := pcsc.Reader{Name: reader, Present: true, Changes: 1}
	switch kind {
	case "foreign":
		bank, err := cardtest.NewCA("Bank CA", nil)
		if err != nil {
			t.Fatal(err)
		}
		b.cardOf(t, reader, bank, cardtest.Person{Name: "X", HSAID: "SE0000000000-X"})
	case "expired":
		b.cardOf(t, reader, b.ca, cardtest.Person{Name: "X", HSAID: "SE0000000000-X", NotBefore: time.Now().AddDate(-2, 0, 0), NotAfter: time.Now().AddDate(0, 0, -1)})
	case "mute":
		r.Mute = true
	case "held":
		b.refuse = func(at string) error {
			if at == reader {
				return &pcsc.Error{Op: "connect", Err: pcsc.ErrBusy}
			}
			return nil
		}
	case "empty":
		r.Present = false
	}
	return r
}

// Whatever is in the first reader, the right card in the second counts, and the
// other way round; without it the user is told what is wrong.
func TestT3EveryReaderIsLookedAt(t *testing.T) {
	for kind, alone := range map[string]string{
		"foreign": app.CodeCardIssuer, "expired": app.CodeCardExpired, "mute": app.CodeCardFailed,
		"held": app.CodeCardBusy, "empty": app.CodeCardNone,
	} {
		for _, first := range []bool{true, false} {
			b := newBench(t)
			other := b.useless(t, kind, "A")
			b.card(t, "B", "SE0000000000-DEMO01")
			b.readers <- pcsc.State{Readers: []pcsc.Reader{other}}
			b.awaitSo(t, kind+" alone", func(s app.CardState) bool { return s.Code == alone })
			both := []pcsc.Reader{other, {Name: "B", Present: true, Changes: 1}}
			if !first {
				slices.Reverse(both)
			}
			b.readers <- pcsc.State{Readers: both}
			s := b.await(t, app.CardReady)
			if s.Reader != "B" || s.Holder.HSAID != "SE0000000000-DEMO01" {
				t.Fatalf("%s: %+v", kind, s)
			}
			if _, err := b.Login(t.Context(), []byte("123456"), app.PINTry{Insertion: s.Insertion}); err != nil {
				t.Fatalf("%s: %v", kind, err)
			}
		}
	}
}

// Windows lists readers into which no card can be put; they are never asked.
func TestT3ReadersThatAreNone(t *testing.T) {
	b := newBench(t)
	b.card(t, "R", "SE0000000000-DEMO01")
	b.refuse = func(at string) error {
		if at != "R" {
			return errors.New("asked " + at)
		}
		return nil
	}
	pseudo := present("Windows Hello for Business 1", "Microsoft UICC ISO Reader 0")
	b.readers <- pseudo
	b.await(t, app.CardNoReader)
	b.readers <- pcsc.State{Readers: append(pseudo.Readers, pcsc.Reader{Name: "R"})}
	if s := b.await(t, app.CardNone); s.Reader != "R" {
		t.Fatalf("%+v", s)
	}
	b.readers <- pcsc.State{Readers: append(pseudo.Readers, pcsc.Reader{Name: "R", Present: true, Changes: 1})}
	b.await(t, app.CardReady)
}

// Of two valid cards the user says which; the choice holds while its card stays.
func TestT3TwoValidCardsAreAskedAbout(t *testing.T) {
	b := newBench(t)
	b.card(t, "A", "SE0000000000-DEMO01")
	cardB := b.card(t, "B", "SE0000000000-DEMO02")
	b.readers <- present("A", "B")
	asked := b.await(t, app.CardChoice)
	if len(asked.Choices) != 2 || asked.Choices[0].Holder.HSAID != "SE0000000000-DEMO01" || asked.Choices[1].Reader != "B" {
		t.Fatalf("%+v", asked)
	}
	if _, err := b.Login(t.Context(), []byte("123456"), app.PINTry{Insertion: 77}); domain.CodeOf(err) != app.CodeCardRemoved {
		t.Fatalf("a card that was taken out: %v", err)
	}
	b.Choose(77)
	b.Choose(asked.Choices[1].Insertion)
	chosen := b.await(t, app.CardReady)
	if chosen.Holder.HSAID != "SE0000000000-DEMO02" {
		t.Fatalf("%+v", chosen)
	}
	session, err := b.Login(t.Context(), []byte("123456"), app.PINTry{Insertion: chosen.Insertion})
	if err != nil || session.Identity().ID != "SE0000000000-DEMO02" || !cardB.Verified() {
		t.Fatal(err)
	}
	b.readers <- present("B") // the other goes: nothing to the session
	select {
	case <-session.Ended():
		t.Fatal("the other card's leaving ended the session")
	default:
	}
	b.readers <- present("A", "B")
	b.readers <- present("A")
	<-session.Ended()
	if s := b.await(t, app.CardReady); s.Holder.HSAID != "SE0000000000-DEMO01" {
		t.Fatalf("%+v", s)
	}
}

// A session ends when its card is pulled, and with the service.
func TestPulledCardEndsTheSession(t *testing.T) {
	for name, gone := range map[string]pcsc.State{
		"pulled": {Readers: []pcsc.Reader{{Name: "R", Changes: 2}}}, "swapped": inserted("R", 3),
		"reader unplugged": {}, "service gone": {Err: pcsc.ErrNoService},
	} {
		b := newBench(t)
		b.card(t, "R", "SE0000000000-DEMO01")
		b.readers <- inserted("R", 1)
		b.await(t, app.CardReady)
		session, err := b.Login(t.Context(), []byte("123456"), app.PINTry{Insertion: 1})
		if err != nil {
			t.Fatal(err)
		}
		b.readers <- gone
		select {
		case <-session.Ended():
		case <-time.After(5 * time.Second):
			t.Fatalf("%s: the session goes on", name)
		}
	}
}

// What is signed for a key begins with words that no TLS handshake begins with:
// a server cannot have the store's key signed.
func TestTheStoresKeyIsSignedUnderItsOwnName(t *testing.T) {
	b := newBench(t)
	card := b.card(t, "R", "SE0000000000-DEMO01")
	b.readers <- inserted("R", 1)
	b.await(t, app.CardReady)
	session, err := b.Login(t.Context(), []byte("123456"), app.PINTry{Insertion: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := session.StoreKey(t.Context(), []byte("salt")); err != nil {
		t.Fatal(err)
	}
	var signed []byte
	card.SetHook(func(raw []byte) virtualcard.Fault {
		if raw[1] == apdu.InsPSO && len(raw) > 5 {
			signed = append(signed, raw[5:5+int(raw[4])]...)
		}
		return virtualcard.Fault{}
	})
	if _, err := session.StoreKey(context.Background(), []byte("salt")); err != nil {
		t.Fatal(err)
	}
	want := sha256.Sum256([]byte("tandtui/local-key/v1\x00salt"))
	if !slices.Equal(signed[len(signed)-len(want):], want[:]) {
		t.Fatalf("signed %x, want the digest %x", signed, want)
	}
}
