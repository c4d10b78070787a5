package siths

import (
	"context"
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"sync"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/cng"
	"example.org/tandtui/internal/card/pkcs15"
)

// SystemKey is a key that the operating system keeps. It asks for the PIN itself, in a
// window of its own, when the key is used. internal/card/cng implements it.
type SystemKey interface {
	Sign(ctx context.Context, j cng.Job) ([]byte, error)
	Close() error
}

// SystemCertificate is a certificate of the system's store. Open gives its key; nil for
// an authority's, which only completes the chain.
type SystemCertificate struct {
	DER  []byte
	Open func() (SystemKey, error)
}

// maxSystem bounds how many certificates of a store are looked at.
const maxSystem = 1000

// OpenSystem makes a Card of the certificates that the system's store holds, for a card
// that only its maker's program can read. What is no certificate is left out.
// ErrUnknownCard if nothing is left.
func (d *Driver) OpenSystem(list []SystemCertificate) (*Card, error) {
	token := &system{open: map[string]func() (SystemKey, error){}, keys: map[string]SystemKey{}}
	card := &Card{token: token, driver: d}
	c := &card.content
	for _, found := range list[:min(len(list), maxSystem)] {
		cert, err := x509.ParseCertificate(found.DER)
		if err != nil {
			continue
		}
		sum := sha256.Sum256(found.DER)
		id := sum[:]
		c.certificates = append(c.certificates, certificate{id, cert})
		if found.Open == nil {
			continue
		}
		token.open[string(id)] = found.Open
		c.keys = append(c.keys, key{ID: id, AuthID: id, Reference: -1, Bits: -1})
		c.pins = append(c.pins, pin{PIN: pkcs15.PIN{ID: id}, elsewhere: true})
	}
	if len(c.keys) == 0 {
		return nil, ErrUnknownCard
	}
	return card, nil
}

// system is a card behind the operating system. A key stays open as long as the card,
// so that the system asks for its PIN once.
type system struct {
	mu     sync.Mutex
	open   map[string]func() (SystemKey, error) // by the certificate's id
	keys   map[string]SystemKey
	closed bool
}

func (s *system) transact(ctx context.Context, f func(context.Context) error) error { return f(ctx) }

func (s *system) counter(context.Context, *Identity) (PINInfo, error) {
	return PINInfo{Left: -1, Elsewhere: true}, nil
}

// give is never reached: no PIN is typed for such a card (Identity.VerifyPIN).
func (s *system) give(context.Context, *Identity, []byte, int) error { return ErrPINKind }

func (s *system) key(i *Identity) (SystemKey, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, ErrClosed
	}
	id := string(i.key.ID)
	if k := s.keys[id]; k != nil {
		return k, nil
	}
	k, err := s.open[id]()
	if err != nil {
		return nil, systemFault(err)
	}
	s.keys[id] = k
	return k, nil
}

func (s *system) sign(ctx context.Context, i *Identity, j job) ([]byte, error) {
	k, err := s.key(i)
	if err != nil {
		return nil, err
	}
	padding := cng.PKCS1
	switch j.padding {
	case paddingNone:
		padding = cng.None
	case paddingPSS:
		padding = cng.PSS
	case paddingPKCS1:
	}
	signature, err := k.Sign(ctx, cng.Job{Padding: padding, Hash: j.hash, Digest: j.digest, Salt: j.salt})
	return signature, systemFault(err)
}

// padsPSS finds out by a signature over nothing that means anything.
func (s *system) padsPSS(ctx context.Context, i *Identity) (bool, error) {
	k, err := s.key(i)
	if err != nil {
		return false, err
	}
	_, err = k.Sign(ctx, cng.Job{Padding: cng.PSS, Hash: crypto.SHA256, Digest: make([]byte, crypto.SHA256.Size()), Salt: crypto.SHA256.Size()})
	if errors.Is(err, cng.ErrUnsupported) {
		return false, nil
	}
	return err == nil, systemFault(err)
}

func (s *system) Close() (err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, k := range s.keys {
		err = errors.Join(err, k.Close())
	}
	s.keys, s.closed = nil, true
	return err
}

// systemFault gives a fault of the store the name that a card's has.
func systemFault(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, cng.ErrWrongPIN):
		return fmt.Errorf("%w: %w", &PINError{Remaining: -1}, err)
	case errors.Is(err, cng.ErrBlocked):
		return fmt.Errorf("%w: %w", &PINError{Blocked: true}, err)
	case errors.Is(err, cng.ErrCancelled):
		return fmt.Errorf("%w: %w", ErrPINRequired, err)
	case errors.Is(err, cng.ErrRemoved):
		return fmt.Errorf("%w: %w", apdu.ErrRemoved, err)
	case errors.Is(err, cng.ErrUnsupported):
		return fmt.Errorf("%w: %w", ErrUnsupported, err)
	}
	return err
}
