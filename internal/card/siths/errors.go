package siths

import (
	"errors"
	"fmt"
	"time"

	"example.org/tandtui/internal/card/apdu"
)

// Errors about the card as such.
var (
	// ErrUnknownCard: no application that is known here; a bank card, or a card
	// put in the wrong way.
	ErrUnknownCard = errors.New("siths: not a card of a known kind")
	// ErrSecureMessaging: the card reads out its files only over an encrypted
	// channel, which this program does not speak.
	ErrSecureMessaging = errors.New("siths: the card demands secure messaging")
	// ErrNoCertificate: no certificate for authentication.
	ErrNoCertificate = errors.New("siths: no certificate for authentication")
	// ErrIssuer: there is one, but by an issuer that is not allowed.
	ErrIssuer = errors.New("siths: certificate by another issuer")
	// ErrSeveralCertificates is matched by *SeveralCertificatesError.
	ErrSeveralCertificates = errors.New("siths: several certificates for authentication")
	// ErrExpired and ErrNotYetValid are matched by *ValidityError.
	ErrExpired     = errors.New("siths: certificate expired")
	ErrNotYetValid = errors.New("siths: certificate not yet valid")
	// ErrClosed: the Card was closed.
	ErrClosed = errors.New("siths: card closed")
)

// Errors about PINs. With all but *PINError nothing was tried on the card.
var (
	// ErrPINFormat: wrong length or characters.
	ErrPINFormat = errors.New("siths: malformed PIN")
	// ErrSamePIN: this PIN was wrong before on this card.
	ErrSamePIN = errors.New("siths: the same wrong PIN again")
	// ErrLastTry: one try is left, or the card does not say how many; needs
	// VerifyOptions.LastTry.
	ErrLastTry = errors.New("siths: last try needs confirmation")
	// ErrPINRequired: the card wants the PIN (again).
	ErrPINRequired = errors.New("siths: PIN required")
	// ErrPINKind: a kind of PIN that this program cannot send.
	ErrPINKind = errors.New("siths: unknown kind of PIN")
)

// Errors about signatures and TLS.
var (
	// ErrCannotSign: the card refuses every known way of signing.
	ErrCannotSign = errors.New("siths: no known way of signing works")
	// ErrBadSignature: the card's signature does not fit its certificate.
	ErrBadSignature = errors.New("siths: signature does not verify")
	// ErrUnsupported: a hash or padding that card or package cannot do.
	ErrUnsupported = errors.New("siths: unsupported kind of signature")
	// ErrNoKey: the key gives another signature each time, so that nothing can be
	// derived from it.
	ErrNoKey = errors.New("siths: the card's signatures are never the same")
	// ErrNoScheme: server and card share no signature scheme.
	ErrNoScheme = errors.New("siths: no signature scheme in common with the server")
	// ErrServerNeedsTLS13: the card can only do TLS 1.2.
	ErrServerNeedsTLS13 = errors.New("siths: the server demands TLS 1.3, which the card cannot do")
	// ErrNotRequested: the server did not ask for a certificate.
	ErrNotRequested = errors.New("siths: the server asked for no certificate")
	// ErrNotSigned: the handshake ended without a signature of the card.
	ErrNotSigned = errors.New("siths: the handshake ended without the card")
)

// PINError is a PIN that the card refused, or a PIN that is blocked.
type PINError struct {
	Remaining int // tries left, −1 unknown
	Blocked   bool
}

// Error tells the tries left.
func (e *PINError) Error() string {
	if e.Blocked {
		return "siths: PIN blocked"
	}
	return fmt.Sprintf("siths: wrong PIN, %d tries left", e.Remaining)
}

// SeveralCertificatesError carries the identities among which a person must
// choose.
type SeveralCertificatesError struct{ Candidates []*Identity }

func (e *SeveralCertificatesError) Error() string { return ErrSeveralCertificates.Error() }

// Unwrap makes the error match ErrSeveralCertificates.
func (e *SeveralCertificatesError) Unwrap() error { return ErrSeveralCertificates }

// ValidityError is a certificate outside its time.
type ValidityError struct{ Now, NotBefore, NotAfter time.Time }

func (e *ValidityError) Error() string {
	return fmt.Sprintf("%v: valid %s to %s", e.Unwrap(), e.NotBefore.Format(time.DateOnly), e.NotAfter.Format(time.DateOnly))
}

// Unwrap makes the error match ErrExpired or ErrNotYetValid.
func (e *ValidityError) Unwrap() error {
	if e.Now.Before(e.NotBefore) {
		return ErrNotYetValid
	}
	return ErrExpired
}

// status gives the status word in err's chain.
func status(err error) (apdu.Status, bool) {
	var s apdu.Status
	ok := errors.As(err, &s)
	return s, ok
}

// lostPIN turns what a card says when its PIN state is gone into ErrPINRequired.
func lostPIN(err error) error {
	if s, ok := status(err); ok && s == apdu.SecurityStatus || errors.Is(err, apdu.ErrReset) {
		return fmt.Errorf("%w: %w", ErrPINRequired, err)
	}
	return err
}

// demandsSecureMessaging tells what a card means that refuses to have a file read
// before any PIN was asked for.
func demandsSecureMessaging(err error) error {
	switch s, _ := status(err); s {
	case apdu.SecurityStatus, apdu.SecureMissing, apdu.SecureWrong:
		return ErrSecureMessaging
	}
	return err
}
