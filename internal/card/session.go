package card

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"slices"

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
	r.mu.Lock()
	s := r.slot(try.Insertion)
	if s == nil {
		none := r.useless()
		r.mu.Unlock()
		if none.Phase < app.CardReading {
			return nil, cardError("unlock", pcsc.ErrNoCard)
		}
		return nil, cardError("unlock", pcsc.ErrRemoved)
	}
	r.mu.Unlock()
	s.using.Lock()
	defer s.using.Unlock()
	session, err := r.unlock(ctx, s, pin, try)
	if err != nil {
		s.wake() // the state shown may be an old one
		return nil, cardError("unlock", err)
	}
	return session, nil
}

// unlock tries the PIN. The identity is bound to the slot's card: one swapped
// meanwhile ends that, so that the PIN cannot reach another card than the one shown.
func (r *Reader) unlock(ctx context.Context, s *slot, pin []byte, try app.PINTry) (*session, error) {
	identity, err := r.identity(ctx, s)
	if err != nil {
		return nil, err
	}
	if err := identity.VerifyPIN(ctx, pin, siths.VerifyOptions{LastTry: try.Last}); err != nil {
		r.tellRefused(s, err)
		return nil, err
	}
	return r.begin(s, identity), nil
}

// begin makes the session of a card, which is chosen by that. It has ended at once
// where the card was pulled while its PIN was looked at.
func (r *Reader) begin(s *slot, identity *siths.Identity) *session {
	r.mu.Lock()
	defer r.mu.Unlock()
	session := &session{reader: r, slot: s, identity: identity, ended: make(chan struct{})}
	if s.life.Err() != nil {
		close(session.ended)
		return session
	}
	s.sessions = append(s.sessions, session)
	s.state.Phase, s.state.Code = app.CardUnlocked, ""
	s.state.PIN.Left = -1 // it does not tell while it is unlocked
	r.chosen = s
	r.publish()
	return session
}

// tellRefused tells at once how many tries a refusal has left.
func (r *Reader) tellRefused(s *slot, err error) {
	var no *siths.PINError
	if !errors.As(err, &no) {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	s.state.Code, s.state.PIN.Left, s.state.PIN.Blocked = "", no.Remaining, no.Blocked
	if no.Blocked {
		s.state.Code, s.state.PIN.Left = app.CodeCardPINBlocked, 0
	}
	r.publish()
}

// session is an unlocked card; it implements app.Session.
type session struct {
	reader   *Reader
	slot     *slot
	identity *siths.Identity
	ended    chan struct{}
}

// Identity gives whom the certificate names.
func (s *session) Identity() app.Identity {
	h := holder(s.identity)
	return app.Identity{ID: h.HSAID, Name: h.Name, Via: domain.ViaCard, Until: h.NotAfter, NoKey: !s.identity.Deterministic()}
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

// Close resets the card. Where it stays in the reader it is read anew, so that
// the next PIN is asked for with the tries left.
func (s *session) Close() error {
	r := s.reader
	r.mu.Lock()
	s.slot.sessions = slices.DeleteFunc(s.slot.sessions, func(other *session) bool { return other == s })
	r.mu.Unlock()
	err := r.release(s.slot)
	s.slot.wake()
	if err != nil && !errors.Is(err, siths.ErrClosed) {
		return cardError("close", err)
	}
	return nil
}
