package card

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/card/pcsc"
	"example.org/tandtui/internal/card/siths"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/panics"
	"example.org/tandtui/internal/secret"
)

// keyPrefix stands before everything that is signed to derive a key, so that
// such a signature can never be taken for one made in a TLS handshake, whose
// signed content begins otherwise (RFC 8446 §4.4.3, RFC 5246 §7.4.8).
const keyPrefix = "tandtui/local-key/v1\x00"

// Login implements app.Authenticator. pin goes to the card at most once, and is
// wiped whatever happens.
func (r *Reader) Login(ctx context.Context, pin []byte, try app.PINTry) (app.Session, error) {
	defer clear(pin)
	identity, err := r.identity(ctx)
	if err != nil {
		return nil, cardError("unlock", err)
	}
	// Looked at after the identity is bound to its card: one swapped in between
	// ends that binding, so the PIN cannot go to another card than the one shown.
	r.mu.Lock()
	shown := r.state.Insertion == try.Insertion
	r.mu.Unlock()
	if !shown {
		return nil, cardError("unlock", pcsc.ErrRemoved)
	}
	err = identity.VerifyPIN(ctx, pin, siths.VerifyOptions{LastTry: try.Last})
	r.tellPIN(ctx, identity, err == nil)
	if err != nil {
		return nil, cardError("unlock", err)
	}
	return r.begin(identity, try.Insertion), nil
}

// begin makes the session of a card. It has ended at once where the card was
// pulled while its PIN was looked at.
func (r *Reader) begin(identity *siths.Identity, insertion uint64) *session {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := &session{reader: r, identity: identity, ended: make(chan struct{})}
	if r.state.Insertion != insertion || r.place.reader == "" {
		close(s.ended)
		return s
	}
	r.sessions = append(r.sessions, s)
	return s
}

// tellPIN publishes the counter as the card now gives it.
func (r *Reader) tellPIN(ctx context.Context, identity *siths.Identity, unlocked bool) {
	info, err := identity.PINInfo(ctx)
	if err != nil {
		return // the watch tells what became of the card
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	next := r.state
	if next.Phase != app.CardReady && next.Phase != app.CardUnlocked {
		return
	}
	next.Phase, next.Code = app.CardReady, ""
	if unlocked {
		next.Phase = app.CardUnlocked
	}
	next.PIN.Left, next.PIN.Blocked = info.Left, info.Blocked
	if info.Blocked {
		next.Code = app.CodeCardPINBlocked
	}
	r.publish(next)
}

// session is an unlocked card; it implements app.Session.
type session struct {
	reader   *Reader
	identity *siths.Identity
	ended    chan struct{}
}

// Identity gives whom the certificate names.
func (s *session) Identity() app.Identity {
	h := holder(s.identity)
	return app.Identity{ID: h.HSAID, Name: h.Name, Via: domain.ViaCard}
}

func (s *session) Ended() <-chan struct{} { return s.ended }

func (s *session) Dial(ctx context.Context, base *tls.Config) (app.DialFunc, error) {
	t, err := s.identity.TLS(ctx, base)
	if err != nil {
		return nil, cardError("tls", err)
	}
	return func(ctx context.Context, network, addr string) (conn net.Conn, err error) {
		err = panics.Call(func() (err error) { // runs on a goroutine of net/http
			conn, err = t.DialContext(ctx, network, addr)
			return err
		})
		if err != nil && isCard(err) {
			return nil, cardError("tls", err)
		}
		return conn, err
	}, nil
}

func (s *session) StoreKey(ctx context.Context, salt []byte) ([]byte, error) {
	signature, err := s.identity.SignDeterministic(ctx, append([]byte(keyPrefix), salt...))
	if err != nil {
		return nil, cardError("key", err)
	}
	defer clear(signature)
	return secret.Key(signature, salt, keyPrefix), nil
}

// rereadPatience bounds the look at a card that was let go.
const rereadPatience = 5 * time.Second

// Close resets the card. Where it stays in the reader it is read anew, so that
// the next PIN is asked for with the tries left.
func (s *session) Close() error {
	s.reader.mu.Lock()
	card, watching := s.reader.card, !s.reader.ended
	s.reader.card = nil
	s.reader.mu.Unlock()
	if card == nil {
		return nil
	}
	if err := card.Close(); err != nil && !errors.Is(err, siths.ErrClosed) {
		return cardError("close", err)
	}
	if watching {
		ctx, cancel := context.WithTimeout(context.Background(), rereadPatience)
		defer cancel()
		s.reader.read(ctx)
	}
	return nil
}
