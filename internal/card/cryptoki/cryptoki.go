// Package cryptoki speaks with a PKCS#11 library, such as the makers of cards give
// out with their programs (OASIS PKCS #11 2.40), without cgo. It knows nothing of
// SITHS: it lists tokens, reads certificates, gives a PIN and has a key sign.
//
// A library runs inside this process: it is loaded only from a path that somebody has
// chosen, everything it states is capped, and a call that hangs is left behind.
package cryptoki

import (
	"context"
	"errors"
	"fmt"
	"unsafe"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/panics"
)

// Faults of loading a library.
var (
	ErrMissing     = errors.New("cryptoki: no such library")
	ErrNoLibrary   = errors.New("cryptoki: cannot be loaded: not a library, or for another processor")
	ErrNotCryptoki = errors.New("cryptoki: not a PKCS#11 library")
)

// Code is what a library answered when not CKR_OK.
type Code uint

// Codes that callers tell apart (PKCS #11 2.40 §5.1).
const (
	PINIncorrect     Code = 0xA0
	PINLocked        Code = 0xA4
	DeviceError      Code = 0x30
	DeviceRemoved    Code = 0x32
	TokenNotPresent  Code = 0xE0
	SessionInvalid   Code = 0xB3
	NotLoggedIn      Code = 0x101
	alreadyInit      Code = 0x191
	attributeUnknown Code = 0x12
)

func (c Code) Error() string { return fmt.Sprintf("cryptoki: CKR %X", uint(c)) }

// Functions by their place in the list.
const (
	fnInitialize      = 0
	fnFinalize        = 1
	fnGetSlotList     = 4
	fnGetSlotInfo     = 5
	fnGetTokenInfo    = 6
	fnGetMechanisms   = 7
	fnOpenSession     = 12
	fnCloseSession    = 13
	fnLogin           = 18
	fnLogout          = 19
	fnGetAttributes   = 24
	fnFindObjectsInit = 26
	fnFindObjects     = 27
	fnFindObjectsEnd  = 28
	fnSignInit        = 42
	fnSign            = 43
	functions         = 44 // as many as are of use here
)

// Module is a loaded library. It stays loaded: libraries are not made to be let go of.
// Its methods may be called from several goroutines and run one at a time.
type Module struct {
	list [functions]uintptr
	busy chan struct{} // holds a token while a call runs
}

// Load loads a library and begins to use it.
func Load(ctx context.Context, path string) (*Module, error) {
	list, err := functionList(path)
	if err != nil {
		return nil, err
	}
	m := &Module{busy: make(chan struct{}, 1)}
	// The list begins with a version of two bytes, filled up to a pointer's size
	// except where structures are packed.
	for i := range m.list {
		m.list[i] = *(*uintptr)(unsafe.Add(list, listStart+i*pointer))
		if m.list[i] == 0 {
			return nil, ErrNotCryptoki
		}
	}
	args := append(make([]byte, 4*pointer), ulong(osLocking)...)
	args = append(args, make([]byte, pointer)...)
	_, err = do(ctx, m, func() (none, error) {
		err := m.call(fnInitialize, args)
		if errors.Is(err, alreadyInit) {
			err = nil
		}
		return none{}, err
	})
	return m, err
}

const osLocking = 2 // CKF_OS_LOCKING_OK: calls come from different threads, one at a time

// do runs f, which calls the library. A call that takes longer than ctx is left to
// itself, and so is what it then gives: f must touch nothing that others have.
func do[T any](ctx context.Context, m *Module, f func() (T, error)) (nothing T, err error) {
	select {
	case m.busy <- struct{}{}:
	case <-ctx.Done():
		return nothing, fmt.Errorf("%w: %w", apdu.ErrBusy, ctx.Err())
	}
	type answer struct {
		value T
		err   error
	}
	done := make(chan answer, 1)
	panics.Go(func() {
		value, err := f()
		<-m.busy
		done <- answer{value, err}
	})
	select {
	case a := <-done:
		return a.value, a.err
	case <-ctx.Done():
		return nothing, fmt.Errorf("%w: %w", apdu.ErrSilent, ctx.Err())
	}
}

// none is the value of a call that gives none.
type none struct{}
