// Package apdu is the language spoken with a smart card: commands, responses
// and status words of ISO 7816-4, and the exchanges below one command that the
// caller should not see (GET RESPONSE, corrected length, command chaining).
//
// It is pure: no reader, no clock. It never repeats a command that carries
// data, so that no PIN is ever sent twice.
package apdu

import (
	"context"
	"errors"
	"fmt"

	"example.org/tandtui/internal/secret"
)

// Faults of a Transport that callers act on; every Transport returns errors
// that match them with errors.Is.
var (
	// ErrRemoved: the card is gone or no longer answers; the connection is dead.
	ErrRemoved = errors.New("card removed")
	// ErrReset: another program reset the card; its PIN state and selection are
	// lost, the connection lives on.
	ErrReset = errors.New("card reset by another program")
	// ErrBusy: another program holds the card; the connection lives on.
	ErrBusy = errors.New("another program holds the card")
	// ErrSilent: the card is there and does not answer. What became of the command
	// is not known.
	ErrSilent = errors.New("the card does not answer")
)

// ErrTooLong is returned when one command takes too many exchanges or answers
// with too many bytes: a broken or hostile card.
var ErrTooLong = errors.New("apdu: endless answer")

// Transport carries one raw command APDU to the card and gives its raw answer.
// It must not keep command after it has returned: it may hold a PIN.
type Transport interface {
	Transmit(ctx context.Context, command []byte) ([]byte, error)
}

// Instruction bytes (ISO 7816-4 table 4.2, ISO 7816-8).
const (
	InsVerify          = 0x20
	InsMSE             = 0x22
	InsChangeReference = 0x24
	InsPSO             = 0x2A
	InsGetChallenge    = 0x84
	InsInternalAuth    = 0x88
	InsSelect          = 0xA4
	InsReadBinary      = 0xB0
	InsGetResponse     = 0xC0
	InsGetData         = 0xCA
	InsGetDataField    = 0xCB // of the objects that the data names
)

// MaxLe asks for all the card has, up to 256 bytes.
const MaxLe = 256

const (
	maxData       = 255 // of one short command; cards with T=0 have no other
	claChain      = 0x10
	maxExchanges  = 64
	maxAnswer     = 16 << 10
	minAnswer     = 2
	shortLeWanted = 0xFF
)

// Command is one command to the card. Le is the number of answer bytes wanted,
// 0 for none, MaxLe for all.
type Command struct {
	CLA, INS, P1, P2 byte
	Data             []byte
	Le               int
}

// encode gives the short form of c (ISO 7816-4 §5.1). With T=0 a command that
// carries data never has an Le: the card answers 61xx instead (ISO 7816-3 §12.2).
func (c Command) encode(t0 bool) []byte {
	out := secret.Make(6 + len(c.Data))
	out[0], out[1], out[2], out[3] = c.CLA, c.INS, c.P1, c.P2
	n := 4
	if len(c.Data) > 0 {
		out[n] = byte(len(c.Data))
		n += 1 + copy(out[n+1:], c.Data)
	}
	if c.Le > 0 && (!t0 || len(c.Data) == 0) {
		out[n] = byte(c.Le & shortLeWanted) // 256 is written 00
		n++
	}
	return out[:n]
}

// Status is a status word other than 9000. It is an error, reached with
// errors.As.
type Status uint16

// Status words that callers tell apart.
const (
	OK               Status = 0x9000
	EndOfFile        Status = 0x6282
	WrongLength      Status = 0x6700
	SecurityStatus   Status = 0x6982 // PIN not verified
	Blocked          Status = 0x6983
	Invalidated      Status = 0x6984
	NoCurrentFile    Status = 0x6986
	SecureMissing    Status = 0x6987 // secure messaging expected
	SecureWrong      Status = 0x6988
	WrongData        Status = 0x6A80
	NotSupported     Status = 0x6A81
	FileNotFound     Status = 0x6A82
	WrongP1P2        Status = 0x6A86
	ReferenceMissing Status = 0x6A88
	WrongOffset      Status = 0x6B00
	UnknownINS       Status = 0x6D00
	UnknownCLA       Status = 0x6E00
)

// Error names the status word in hexadecimal.
func (s Status) Error() string { return fmt.Sprintf("card status %04X", uint16(s)) }

// TriesLeft is the number of PIN tries that s states; ok is false when it
// states none. 63Cx states x, 6983 and 6984 state 0.
func (s Status) TriesLeft() (n int, ok bool) {
	switch {
	case s&0xFFF0 == 0x63C0:
		return int(s & 0xF), true
	case s == Blocked, s == Invalidated:
		return 0, true
	}
	return 0, false
}
