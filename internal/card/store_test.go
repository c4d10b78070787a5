package card

import (
	"context"
	"crypto"
	"crypto/rand"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/card/cardtest"
	"example.org/tandtui/internal/card/cng"
	"example.org/tandtui/internal/card/pcsc"
	"example.org/tandtui/internal/card/siths"
	"example.org/tandtui/internal/card/virtualcard"
	"example.org/tandtui/internal/domain"
)

// stranger is a card that no program but its maker's can read.
type stranger struct{ siths.Transport }

func (stranger) Transmit(context.Context, []byte) ([]byte, error) { return []byte{0x6D, 0x00}, nil }

// stored is its key, as Windows keeps it.
type stored struct {
	key  virtualcard.Key
	fail error
}

func (s *stored) Sign(_ context.Context, j cng.Job) ([]byte, error) {
	if s.fail != nil {
		return nil, s.fail
	}
	if j.Padding == cng.PSS {
		return nil, cng.ErrUnsupported
	}
	return s.key.Private.Sign(rand.Reader, j.Digest, crypto.SignerOpts(j.Hash))
}

func (s *stored) Close() error { return nil }

// TestA7ACardThatOnlyWindowsKnows logs in by its store: no PIN is typed here, and pulling
// it ends the session as with any other. Without a store it is a stranger.
func TestA7ACardThatOnlyWindowsKnows(t *testing.T) {
	b := newBench(t)
	key, err := b.ca.Issue(cardtest.Person{Name: "Anna Ek", HSAID: "SE0000000000-DEMO01"})
	if err != nil {
		t.Fatal(err)
	}
	b.card(t, "R", "SE0000000000-DEMO02")
	connect, kept := b.system.connect, &stored{key: key}
	b.system.connect = func(ctx context.Context, reader string) (siths.Transport, error) {
		transport, err := connect(ctx, reader)
		return stranger{transport}, err
	}
	b.readers <- inserted("R", 1)
	b.awaitCode(t, app.CodeCardForeign)
	b.system.store = func() ([]siths.SystemCertificate, error) {
		return []siths.SystemCertificate{{DER: key.Certificate, Open: func() (siths.SystemKey, error) { return kept, nil }}}, nil
	}
	b.readers <- inserted("R", 2)
	s := b.await(t, app.CardReady)
	if !s.PIN.Elsewhere || s.Holder.HSAID != "SE0000000000-DEMO01" {
		t.Fatalf("%+v", s)
	}
	session, err := b.Login(t.Context(), nil, app.PINTry{Insertion: s.Insertion})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := session.StoreKey(t.Context(), []byte("salt")); err != nil || len(got) != 32 {
		t.Error(err)
	}
	for fault, want := range map[error]string{cng.ErrCancelled: app.CodeCardPINRequired, cng.ErrWrongPIN: app.CodeCardPINWrong, cng.ErrBlocked: app.CodeCardPINBlocked, cng.ErrRemoved: app.CodeCardRemoved} {
		kept.fail = fault
		if _, err := session.StoreKey(t.Context(), []byte("salt")); domain.CodeOf(err) != want {
			t.Errorf("%v: %v", fault, err)
		}
	}
	b.readers <- pcsc.State{Readers: []pcsc.Reader{{Name: "R"}}}
	<-session.Ended()
}
