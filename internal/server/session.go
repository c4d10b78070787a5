package server

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"
	"time"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// BankID's rules: nobody counts as identified after two hours without doing
// anything, nor for longer than a working day.
const (
	sessionIdle   = 2 * time.Hour
	sessionWithin = 12 * time.Hour
	usedWithin    = time.Minute // how exactly the last use is known, to spare writes
)

// keyTLS is the handshake of a terminal that has a key of its own and no card
// (ADR 061). Its certificate says nothing: only the key counts, and TLS proves
// that the terminal has it.
func keyTLS(config *tls.Config) *tls.Config {
	keys := config.Clone()
	keys.GetConfigForClient = nil
	keys.ClientAuth, keys.ClientCAs = tls.RequireAnyClientCert, nil
	keys.VerifyConnection = func(s tls.ConnectionState) error {
		key, ok := s.PeerCertificates[0].PublicKey.(*ecdsa.PublicKey)
		if !ok || key.Curve != elliptic.P256() {
			return errors.New("server: a session has a P-256 key")
		}
		return nil
	}
	return keys
}

// keyOf names the key that a terminal has proved to have: the hash of its public
// half. "" for a request without one, and for a card's.
func keyOf(r *http.Request) string {
	if r.TLS == nil || len(r.TLS.PeerCertificates) == 0 || len(r.TLS.VerifiedChains) > 0 {
		return ""
	}
	sum := sha256.Sum256(r.TLS.PeerCertificates[0].RawSubjectPublicKeyInfo)
	return hex.EncodeToString(sum[:])
}

func sessionEnded(err error) error {
	return &domain.Error{Kind: domain.Unauthorized, Code: api.ProblemSessionEnded, Op: "server.session", Err: err}
}

// resume gives whose session a key has. active is set where the request is the
// user's doing: a program that only waits for news keeps no session alive.
func (s *Service) resume(ctx context.Context, key string, active bool) (id Identity, err error) {
	var found KeySession
	err = s.store.Read(ctx, func(tx Tx) error {
		found, err = tx.Session(key)
		return err
	})
	now := s.now()
	switch {
	case domain.KindOf(err) == domain.NotFound:
		return Identity{}, sessionEnded(err)
	case err != nil:
		return Identity{}, err
	case now.Sub(found.Used) > sessionIdle || now.Sub(found.Begun) > sessionWithin:
		return Identity{}, sessionEnded(nil)
	}
	if active && now.Sub(found.Used) > usedWithin {
		found.Used = s.moment()
		err = s.store.Write(ctx, func(tx Tx) error {
			if _, err := tx.Session(key); err != nil { // logged out meanwhile
				return err
			}
			return tx.PutSession(found, now.Add(-sessionWithin))
		})
		if domain.KindOf(err) == domain.NotFound {
			return Identity{}, sessionEnded(err)
		}
	}
	return Identity{IdentityUser, strconv.FormatInt(found.UserID, 10)}, err
}

// LogOut ends the session of the caller's key. A card's ends with its connection.
func (s *Service) LogOut(ctx context.Context, c Caller) error {
	if c.Key == "" {
		return nil
	}
	return s.store.Write(ctx, func(tx Tx) error { return tx.EndSession(c.Key) })
}
