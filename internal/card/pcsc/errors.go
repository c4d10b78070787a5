//go:build cgo || windows

package pcsc

import (
	"errors"

	"github.com/ebfe/scard"
)

// wrap turns a code of the service into an *Error; nil stays nil.
func wrap(op string, err error) error {
	if err == nil {
		return nil
	}
	var code scard.Error
	if !errors.As(err, &code) {
		return &Error{Op: op, Err: ErrFailed}
	}
	return &Error{Op: op, Code: uint32(code), Err: fault(code)}
}

func fault(code scard.Error) error {
	switch code {
	case scard.ErrNoService, scard.ErrServiceStopped, scard.ErrCommError, scard.ErrShutdown, scard.ErrInvalidHandle:
		// After the daemon died, handles of the old one are invalid.
		return ErrNoService
	case scard.ErrSecurityViolation, scard.ErrNoAccess:
		return ErrDenied
	case scard.ErrNoReadersAvailable:
		return ErrNoReaders
	case scard.ErrUnknownReader, scard.ErrReaderUnavailable:
		return ErrUnknownReader
	case scard.ErrNoSmartcard:
		return ErrNoCard
	case scard.ErrUnresponsiveCard, scard.ErrUnpoweredCard, scard.ErrProtoMismatch, scard.ErrUnsupportedCard:
		return ErrUnresponsive
	case scard.ErrSharingViolation:
		return ErrBusy
	case scard.ErrRemovedCard, scard.ErrNotTransacted:
		// pcscd 1.9.9 says "not transacted" until it has noticed the removal.
		return ErrRemoved
	case scard.ErrResetCard:
		return ErrReset
	}
	return ErrFailed
}
