package cryptoki

import (
	"context"
	"strings"

	"example.org/tandtui/internal/secret"
)

// Token is a card, or one of its PINs, as a library shows it: many show a card once
// for each PIN.
type Token struct {
	Slot        uint
	Description string // of the reader
	Label       string
	Serial      string
	PINMin      int // characters
	PINMax      int
	FinalTry    bool // one try of the PIN is left
	Locked      bool // none is
}

const (
	maxSlots = 32
	maxPIN   = 16 // characters that anybody types
	tokenLen = 96 // bytes before the flags: label, maker, model, serial number
	slotLen  = 64 // of a slot's description

	flagFinalTry = 0x20000
	flagLocked   = 0x40000
)

// Tokens lists what is in readers now.
func (m *Module) Tokens(ctx context.Context) ([]Token, error) {
	return do(ctx, m, func() (list []Token, err error) {
		slots := make([]byte, maxSlots*ulongSize)
		count := ulong(maxSlots)
		if err := m.call(fnGetSlotList, uint(1), slots, count); err != nil {
			return nil, err
		}
		for i := range min(int(number(count)), maxSlots) {
			t, err := m.token(number(slots[i*ulongSize:]))
			if err != nil {
				continue // pulled meanwhile, or not one of the standard's
			}
			list = append(list, t)
		}
		return list, nil
	})
}

func (m *Module) token(slot uint) (t Token, err error) {
	about := make([]byte, 2*slotLen+ulongSize+16)
	if err := m.call(fnGetSlotInfo, slot, about); err != nil {
		return t, err
	}
	info := make([]byte, 256)
	if err := m.call(fnGetTokenInfo, slot, info); err != nil {
		return t, err
	}
	// After the flags: sessions (4), then the longest and the shortest PIN.
	after := func(n int) uint { return number(info[tokenLen+n*ulongSize:]) }
	return Token{
		Slot: slot, Description: words(about[:slotLen]), Label: words(info[:32]), Serial: words(info[80:96]),
		PINMax: int(min(after(5), maxPIN)), PINMin: int(min(after(6), maxPIN)),
		FinalTry: after(0)&flagFinalTry != 0, Locked: after(0)&flagLocked != 0,
	}, nil
}

// words is a text filled up with blanks.
func words(b []byte) string { return strings.TrimRight(string(b), " \x00") }

// Mechanisms of signatures (PKCS #11 2.40, mechanisms).
const (
	RSAPKCS uint = 0x1 // over a DigestInfo
	RSAPSS  uint = 0xD // over a hash
	ECDSA   uint = 0x1041
)

// Mechanisms tells which kinds of signature a token has.
func (m *Module) Mechanisms(ctx context.Context, slot uint) ([]uint, error) {
	return do(ctx, m, func() (list []uint, err error) {
		count := ulong(0)
		if err := m.call(fnGetMechanisms, slot, uint(0), count); err != nil {
			return nil, err
		}
		n := min(int(number(count)), 512)
		raw := make([]byte, n*ulongSize)
		count = ulong(uint(n))
		if err := m.call(fnGetMechanisms, slot, raw, count); err != nil {
			return nil, err
		}
		for i := range min(int(number(count)), n) {
			list = append(list, number(raw[i*ulongSize:]))
		}
		return list, nil
	})
}

// Session is a use of one token. The PIN that is given in it counts for the whole
// process.
type Session struct {
	module *Module
	handle uint
}

// Open begins to use a token.
func (m *Module) Open(ctx context.Context, slot uint) (*Session, error) {
	const serial uint = 4 // CKF_SERIAL_SESSION, which must always be set
	return do(ctx, m, func() (*Session, error) {
		handle := ulong(0)
		if err := m.call(fnOpenSession, slot, serial, uint(0), uint(0), handle); err != nil {
			return nil, err
		}
		return &Session{m, number(handle)}, nil
	})
}

// Close ends the login, if there is one, and the session.
func (s *Session) Close(ctx context.Context) error {
	_, err := do(ctx, s.module, func() (none, error) {
		_ = s.module.call(fnLogout, s.handle) // there may be none
		return none{}, s.module.call(fnCloseSession, s.handle)
	})
	return err
}

// Login gives the user's PIN, once. pin may be wiped when Login has returned.
func (s *Session) Login(ctx context.Context, pin []byte) error {
	const user uint = 1
	own := secret.Make(len(pin)) // a call that is left behind must not read what is wiped
	copy(own, pin)
	_, err := do(ctx, s.module, func() (none, error) {
		defer clear(own)
		// A login that was left behind would take any PIN for the right one.
		_ = s.module.call(fnLogout, s.handle)
		return none{}, s.module.call(fnLogin, s.handle, user, own, uint(len(own)))
	})
	return err
}
