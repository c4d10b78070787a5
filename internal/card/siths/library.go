package siths

import (
	"context"
	"crypto"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"sync"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/cryptoki"
	"example.org/tandtui/internal/card/pkcs15"
)

// library is a card that another maker's PKCS#11 library speaks with.
type library struct {
	driver     *Driver
	module     *cryptoki.Module
	session    *cryptoki.Session
	slot       uint
	mechanisms []uint

	mu      sync.Mutex
	pinSeen bool
	closed  bool
}

// OpenToken reads a token of a PKCS#11 library. It gives no PIN.
func (d *Driver) OpenToken(ctx context.Context, m *cryptoki.Module, t cryptoki.Token) (*Card, error) {
	ctx, cancel := context.WithTimeout(ctx, d.config.Patience)
	defer cancel()
	s, err := m.Open(ctx, t.Slot)
	if err != nil {
		return nil, libraryError(err)
	}
	l := &library{driver: d, module: m, session: s, slot: t.Slot}
	card := &Card{token: l, driver: d}
	if l.mechanisms, err = m.Mechanisms(ctx, t.Slot); err == nil {
		card.content, err = l.read(ctx, t)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("siths: open token: %w", libraryError(err)), l.Close())
	}
	return card, nil
}

// theOnly names the one PIN that a token has.
var theOnly = []byte{0}

func (l *library) read(ctx context.Context, t cryptoki.Token) (content, error) {
	out := content{serial: []byte(t.Serial), label: t.Label, pins: []pin{{PIN: pkcs15.PIN{
		ID: theOnly, Label: t.Label, Type: pkcs15.ASCIINumeric, Min: t.PINMin, Max: t.PINMax, PadChar: -1,
	}}}}
	objects, err := l.session.Certificates(ctx)
	for _, o := range objects[:min(len(objects), maxCertificates)] {
		if cert, err := x509.ParseCertificate(o.Value); err == nil {
			out.certificates = append(out.certificates, certificate{o.ID, cert})
			out.keys = append(out.keys, key{ID: o.ID, AuthID: theOnly, Reference: -1})
		}
	}
	return out, err
}

func (l *library) transact(ctx context.Context, f func(context.Context) error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return ErrClosed
	}
	ctx, cancel := context.WithTimeout(ctx, l.driver.config.Patience)
	defer cancel()
	return libraryError(f(ctx))
}

// Close ends the session. A library that does not answer is left behind.
func (l *library) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return nil
	}
	l.closed = true
	ctx, cancel := context.WithTimeout(context.Background(), l.driver.config.Patience)
	defer cancel()
	err := libraryError(l.session.Close(ctx))
	if errors.Is(err, apdu.ErrRemoved) {
		return nil // nothing left to end
	}
	return err
}

// counter tells what the standard has words for: that one try is left, or none.
func (l *library) counter(ctx context.Context, i *Identity) (PINInfo, error) {
	info := PINInfo{Min: i.pin.Min, Max: i.maxPIN(), Left: -1}
	tokens, err := l.module.Tokens(ctx)
	if err != nil {
		return info, libraryError(err)
	}
	n := slices.IndexFunc(tokens, func(t cryptoki.Token) bool { return t.Slot == l.slot })
	if n < 0 {
		return info, apdu.ErrRemoved
	}
	info.marked(tokens[n])
	return info, nil
}

// marked takes in how a token is marked.
func (p *PINInfo) marked(t cryptoki.Token) {
	switch {
	case t.Locked:
		p.Left, p.Blocked = 0, true
	case t.FinalTry:
		p.Left = 1
	}
}

func (l *library) give(ctx context.Context, i *Identity, pin []byte, _ int) error {
	err := l.session.Login(ctx, pin)
	switch {
	case err == nil:
		l.pinSeen = true
		return nil
	case errors.Is(err, cryptoki.PINLocked):
		return &PINError{Blocked: true}
	case errors.Is(err, cryptoki.PINIncorrect):
		info, err := l.counter(ctx, i)
		if err != nil {
			info.Left = -1
		}
		return &PINError{Remaining: info.Left, Blocked: info.Blocked}
	}
	return fmt.Errorf("siths: log in to token: %w", libraryError(err))
}

func (l *library) padsPSS(context.Context, *Identity) (bool, error) {
	return slices.Contains(l.mechanisms, cryptoki.RSAPSS), nil
}

func (l *library) sign(ctx context.Context, i *Identity, j job) (signature []byte, err error) {
	err = l.transact(ctx, func(ctx context.Context) error {
		if !l.pinSeen {
			return ErrPINRequired
		}
		answer, err := l.session.Sign(ctx, i.key.ID, j.forLibrary())
		if err != nil {
			return err
		}
		signature, err = j.signature(answer)
		return err
	})
	return signature, err
}

// pssOf are the numbers of a hash and of its mask function (PKCS #11 2.40).
var pssOf = map[crypto.Hash]struct{ hash, mgf uint }{crypto.SHA256: {0x250, 2}, crypto.SHA384: {0x260, 3}, crypto.SHA512: {0x270, 4}}

// forLibrary gives the job in the words of PKCS#11.
func (j job) forLibrary() cryptoki.Signature {
	switch j.padding {
	case paddingNone:
		return cryptoki.Signature{Mechanism: cryptoki.ECDSA, Data: j.digest}
	case paddingPSS:
		return cryptoki.Signature{Mechanism: cryptoki.RSAPSS, Data: j.digest, Hash: pssOf[j.hash].hash, MGF: pssOf[j.hash].mgf, Salt: uint(j.salt)}
	case paddingPKCS1:
	}
	return cryptoki.Signature{Mechanism: cryptoki.RSAPKCS, Data: j.info}
}

// libraryError tells what a library's code means here.
func libraryError(err error) error {
	var code cryptoki.Code
	if !errors.As(err, &code) {
		return err
	}
	switch code {
	case cryptoki.DeviceRemoved, cryptoki.TokenNotPresent, cryptoki.SessionInvalid, cryptoki.DeviceError:
		return fmt.Errorf("%w: %w", apdu.ErrRemoved, err)
	case cryptoki.NotLoggedIn, cryptoki.ErrNoKey:
		return fmt.Errorf("%w: %w", ErrPINRequired, err)
	}
	return err
}
