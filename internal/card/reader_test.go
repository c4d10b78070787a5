package card

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/card/cardtest"
	"example.org/tandtui/internal/card/pcsc"
	"example.org/tandtui/internal/card/siths"
	"example.org/tandtui/internal/card/virtualcard"
	"example.org/tandtui/internal/domain"
)

const testCA = "TEST SITHS e-id Person HSA-id 3 CA v1"

// bench is a Reader over virtual cards that needs no PC/SC service: the tests
// say what the readers look like.
type bench struct {
	*Reader
	ca      *cardtest.CA
	cards   map[string]*virtualcard.Card
	readers chan pcsc.State
	states  <-chan app.CardState
	once    sync.Once
	refuse  func(reader string) error // of connections, nil: none
}

func newBench(t *testing.T) *bench {
	t.Helper()
	return newBenchWith(t, siths.Config{})
}

func newBenchWith(t *testing.T, config siths.Config) *bench {
	t.Helper()
	ca, err := cardtest.NewCA(testCA, nil)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{ca: ca, cards: map[string]*virtualcard.Card{}, readers: make(chan pcsc.State)}
	b.Reader = newReader(siths.New(config), system{
		watch: func(context.Context) <-chan pcsc.State { return b.readers },
		connect: func(_ context.Context, reader string) (siths.Transport, error) {
			if b.refuse != nil {
				if err := b.refuse(reader); err != nil {
					return nil, err
				}
			}
			return b.cards[reader].Connect(), nil
		},
	})
	b.states = b.Watch(t.Context())
	t.Cleanup(b.end)
	return b
}

// end ends the watch; it may be called again.
func (b *bench) end() {
	b.once.Do(func() { close(b.readers) })
}

func (b *bench) card(t *testing.T, reader, hsaID string) *virtualcard.Card {
	t.Helper()
	return b.cardOf(t, reader, b.ca, cardtest.Person{Name: "Anna\x1b[2J Ek", HSAID: hsaID})
}

func (b *bench) cardOf(t *testing.T, reader string, ca *cardtest.CA, p cardtest.Person) *virtualcard.Card {
	t.Helper()
	key, err := ca.Issue(p)
	if err != nil {
		t.Fatal(err)
	}
	c, err := virtualcard.New(virtualcard.Spec{Keys: []virtualcard.Key{key}})
	if err != nil {
		t.Fatal(err)
	}
	b.cards[reader] = c
	return c
}

// await reads states until the phase stands.
func (b *bench) await(t *testing.T, phase app.CardPhase) app.CardState {
	t.Helper()
	for s := range b.states {
		if s.Phase == phase {
			return s
		}
	}
	t.Fatalf("the watch ended before phase %d", phase)
	return app.CardState{}
}

func inserted(reader string, changes uint16) pcsc.State {
	return pcsc.State{Readers: []pcsc.Reader{{Name: reader, Present: true, Changes: changes}}}
}

func TestWatchTellsHolderAndRemoval(t *testing.T) {
	b := newBench(t)
	b.card(t, "R", "SE0000000000-DEMO01")
	b.readers <- pcsc.State{Err: pcsc.ErrNoService}
	b.await(t, app.CardNoService)
	b.readers <- pcsc.State{}
	b.await(t, app.CardNoReader)
	b.readers <- pcsc.State{Readers: []pcsc.Reader{{Name: "R"}}}
	if s := b.await(t, app.CardNone); s.Reader != "R" || s.Insertion != 0 {
		t.Fatalf("%+v", s)
	}
	b.readers <- inserted("R", 1)
	first := b.await(t, app.CardReady)
	if first.Holder.HSAID != "SE0000000000-DEMO01" || first.Holder.Name != "Anna[2J Ek" || first.PIN.Left != 3 || first.Insertion != 1 {
		t.Fatalf("%+v", first)
	}
	// Pulled and put back between two looks: the counter tells.
	b.readers <- inserted("R", 3)
	if again := b.await(t, app.CardReady); again.Insertion != 2 {
		t.Fatalf("%+v", again)
	}
}

func TestLoginErrors(t *testing.T) {
	b := newBench(t)
	card := b.card(t, "R", "SE0000000000-DEMO01")
	if _, err := b.Login(t.Context(), []byte("123456"), app.PINTry{}); domain.CodeOf(err) != app.CodeCardNone {
		t.Fatalf("without a card: %v", err)
	}
	b.readers <- inserted("R", 1)
	b.await(t, app.CardReady)
	for _, step := range []struct {
		pin  string
		last bool
		code string
		left int
	}{
		{"12", false, app.CodeCardPINFormat, 3},
		{"111111", false, app.CodeCardPINWrong, 2},
		{"111111", false, app.CodeCardPINSame, 2},
		{"222222", false, app.CodeCardPINWrong, 1},
		{"333333", false, app.CodeCardPINLast, 1},
		{"333333", true, app.CodeCardPINBlocked, 0},
		{"123456", true, app.CodeCardPINBlocked, 0},
	} {
		pin := []byte(step.pin)
		_, err := b.Login(t.Context(), pin, app.PINTry{Insertion: 1, Last: step.last})
		if domain.CodeOf(err) != step.code || card.TriesLeft() != step.left {
			t.Fatalf("%s: %v with %d tries left, want %s with %d", step.pin, err, card.TriesLeft(), step.code, step.left)
		}
		if string(pin) == step.pin {
			t.Fatal("the PIN was not wiped")
		}
		var wrong *app.PINError
		if step.code == app.CodeCardPINWrong && (!errors.As(err, &wrong) || wrong.Left != step.left) {
			t.Fatalf("%v tells not that %d are left", err, step.left)
		}
	}
	if s := b.await(t, app.CardReady); !s.PIN.Blocked || s.Code != app.CodeCardPINBlocked {
		t.Fatalf("%+v", s)
	}
}

// A PIN typed for one card never reaches the one put in its place.
func TestPINOfAnotherInsertionIsNotTried(t *testing.T) {
	b := newBench(t)
	card := b.card(t, "R", "SE0000000000-DEMO01")
	b.readers <- inserted("R", 1)
	shown := b.await(t, app.CardReady)
	b.readers <- inserted("R", 3)
	for b.await(t, app.CardReady).Insertion != 2 {
	}
	pin := []byte("111111")
	_, err := b.Login(t.Context(), pin, app.PINTry{Insertion: shown.Insertion})
	if domain.CodeOf(err) != app.CodeCardRemoved || card.TriesLeft() != 3 {
		t.Fatalf("%v, %d tries left", err, card.TriesLeft())
	}
	if string(pin) == "111111" {
		t.Fatal("the PIN was not wiped")
	}
}

func TestKeyIsTheCardsOwnAndStaysTheSame(t *testing.T) {
	b := newBench(t)
	b.card(t, "R", "SE0000000000-DEMO01")
	b.card(t, "Q", "SE0000000000-DEMO02")
	keys := map[string]bool{}
	for i, reader := range []string{"R", "R", "Q"} {
		b.readers <- inserted(reader, uint16(i+1))
		for b.await(t, app.CardReady).Insertion != uint64(i+1) { // an older state of the last card may be unread
		}
		s, err := b.Login(t.Context(), []byte("123456"), app.PINTry{Insertion: uint64(i + 1)})
		if err != nil {
			t.Fatal(err)
		}
		key, err := s.StoreKey(t.Context(), []byte("salt"))
		if err != nil || len(key) != 32 {
			t.Fatal(len(key), err)
		}
		other, err := s.StoreKey(t.Context(), []byte("other salt"))
		if err != nil || string(other) == string(key) {
			t.Fatal("two salts give one key", err)
		}
		keys[string(key)] = true
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if b.cards[reader].Verified() {
			t.Fatal("closed, but the PIN still counts")
		}
		if s := b.await(t, app.CardReady); s.PIN.Left != 3 {
			t.Fatalf("after closing: %+v", s)
		}
		if _, err := s.StoreKey(t.Context(), []byte("salt")); domain.KindOf(err) != domain.Card {
			t.Fatalf("a closed session still signs: %v", err)
		}
	}
	if len(keys) != 2 {
		t.Fatalf("%d keys of two cards", len(keys))
	}
}

// A killed program leaves its PIN given on the card; the next one takes it back.
func TestCardFoundUnlockedIsLocked(t *testing.T) {
	b := newBench(t)
	card := b.card(t, "R", "SE0000000000-DEMO01")
	opened, err := siths.New(siths.Config{}).Open(t.Context(), card.Connect())
	if err != nil {
		t.Fatal(err)
	}
	identity, err := opened.Identity()
	if err != nil {
		t.Fatal(err)
	}
	if err := identity.VerifyPIN(t.Context(), []byte("123456"), siths.VerifyOptions{}); err != nil || !card.Verified() {
		t.Fatal(err, card.Verified())
	}
	b.readers <- inserted("R", 1)
	if s := b.await(t, app.CardReady); s.PIN.Left != 3 || card.Verified() {
		t.Fatalf("%+v, still verified: %v", s, card.Verified())
	}
}

// The program lets go of the card after the watch has ended.
func TestSessionOutlivesTheWatch(t *testing.T) {
	b := newBench(t)
	b.card(t, "R", "SE0000000000-DEMO01")
	b.readers <- inserted("R", 1)
	b.await(t, app.CardReady)
	s, err := b.Login(t.Context(), []byte("123456"), app.PINTry{Insertion: 1})
	if err != nil {
		t.Fatal(err)
	}
	b.end()
	for range b.states { // until it is closed
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestT4AServerThatDoesNotAskForTheCard is not the region: a proxy ends the
// connection. The card is well, and nothing is sent.
func TestT4AServerThatDoesNotAskForTheCard(t *testing.T) {
	b := newBench(t)
	b.card(t, "R", "SE0000000000-DEMO01")
	serverCert, err := b.ca.Server("example.test")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("a request was sent") }))
	server.TLS = &tls.Config{Certificates: []tls.Certificate{serverCert}}
	server.StartTLS()
	defer server.Close()
	b.readers <- inserted("R", 1)
	b.await(t, app.CardReady)
	s, err := b.Login(t.Context(), []byte("123456"), app.PINTry{Insertion: 1})
	if err != nil {
		t.Fatal(err)
	}
	dial, err := s.Dial(t.Context(), &tls.Config{RootCAs: b.ca.Pool(), ServerName: "example.test"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = (&http.Client{Transport: &http.Transport{DialTLSContext: dial}}).Get(server.URL)
	if domain.CodeOf(err) != app.CodeCardUnasked || domain.KindOf(err) != domain.Unauthorized {
		t.Error(err)
	}
}

func TestTLSAndPulledCard(t *testing.T) {
	b := newBench(t)
	card := b.card(t, "R", "SE0000000000-DEMO01")
	serverCert, err := b.ca.Server("example.test")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, r.TLS.PeerCertificates[0].Subject.SerialNumber)
	}))
	server.TLS = &tls.Config{Certificates: []tls.Certificate{serverCert}, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: b.ca.Pool()}
	server.StartTLS()
	defer server.Close()
	b.readers <- inserted("R", 1)
	b.await(t, app.CardReady)
	s, err := b.Login(t.Context(), []byte("123456"), app.PINTry{Insertion: 1})
	if err != nil {
		t.Fatal(err)
	}
	dial, err := s.Dial(t.Context(), &tls.Config{RootCAs: b.ca.Pool(), ServerName: "example.test"})
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Transport: &http.Transport{DialTLSContext: dial, DisableKeepAlives: true}}
	answer, err := client.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	_ = answer.Body.Close()
	if err != nil || string(body) != "SE0000000000-DEMO01" {
		t.Fatalf("the server saw %q, %v", body, err)
	}
	card.Pull()
	if _, err := client.Get(server.URL); domain.CodeOf(err) != app.CodeCardRemoved {
		t.Fatalf("with the card pulled: %v", err)
	}
}
