// Package pcsc reaches smart card readers through the system's PC/SC service:
// pcscd on Linux, the Smart Card service on Windows, the framework on macOS.
//
// It is the only package that imports ebfe/scard, behind a build tag, because
// that needs cgo everywhere but on Windows; other builds get ErrUnavailable. It
// knows nothing of cards: it watches readers and carries bytes.
package pcsc

import (
	"errors"
	"fmt"
	"slices"

	"example.org/tandtui/internal/card/apdu"
)

// Faults that callers tell apart; every error of this package matches one of
// them. Those of package apdu are the ones that all card connections share.
var (
	ErrUnavailable   = errors.New("built without support for card readers")
	ErrNoService     = errors.New("the card service is not running")
	ErrDenied        = errors.New("the card service refuses access")
	ErrNoReaders     = errors.New("no card reader")
	ErrUnknownReader = errors.New("the card reader is gone")
	ErrNoCard        = errors.New("no card in the reader")
	ErrUnresponsive  = apdu.ErrSilent
	ErrBusy          = apdu.ErrBusy
	ErrRemoved       = apdu.ErrRemoved
	ErrReset         = apdu.ErrReset
	ErrFailed        = errors.New("the card service failed")
)

// Error is a failed call of the service. Its text is for logs: the service's own
// differs by system and language and is not used.
type Error struct {
	Op   string
	Code uint32 // SCARD_E_…, 0 when the service was not asked
	Err  error  // one of the faults above
}

func (e *Error) Error() string {
	if e.Code == 0 {
		return fmt.Sprintf("pcsc: %s: %v", e.Op, e.Err)
	}
	return fmt.Sprintf("pcsc: %s: %v (0x%08X)", e.Op, e.Err, e.Code)
}

// Unwrap makes the error match its fault.
func (e *Error) Unwrap() error { return e.Err }

// State is what Watch sees, whole: all readers, or why there are none.
type State struct {
	// Err is nil while the service runs; else it matches ErrNoService,
	// ErrDenied or ErrUnavailable. No readers is no error.
	Err     error
	Readers []Reader
}

// Reader is one reader and what is in it.
type Reader struct {
	Name    string
	Present bool
	Mute    bool   // a card that does not answer, often put in the wrong way
	ATR     []byte // of the card
	// Changes counts insertions and removals, so that a card taken out and put
	// back between two looks is noticed.
	Changes uint16
}

func (s State) equal(o State) bool {
	return errors.Is(s.Err, o.Err) && slices.EqualFunc(s.Readers, o.Readers, func(a, b Reader) bool {
		return a.Name == b.Name && a.Present == b.Present && a.Mute == b.Mute && a.Changes == b.Changes && slices.Equal(a.ATR, b.ATR)
	})
}
