package siths

import (
	"context"
	"crypto/sha256"
	"errors"

	"example.org/tandtui/internal/card/pkcs15"
)

// PINInfo is what the card says of the identity's PIN.
type PINInfo struct {
	Min, Max int  // characters
	Left     int  // tries, −1 unknown
	Blocked  bool // no try is left
	Verified bool // already given, perhaps by another program

	Elsewhere bool // the operating system asks for it when the key is used
}

// VerifyOptions are the user's consents to one try.
type VerifyOptions struct {
	// LastTry confirms a try that may block the card.
	LastTry bool
}

// PINInfo asks the card; it costs no try.
func (i *Identity) PINInfo(ctx context.Context) (info PINInfo, err error) {
	err = i.card.transact(ctx, func(ctx context.Context) error {
		info, err = i.card.counter(ctx, i)
		return err
	})
	return info, err
}

// VerifyPIN gives the card the PIN, at most once, and wipes pin whatever
// happens. The counter is read first. Nothing is tried, and the error says so,
// when the PIN is malformed (ErrPINFormat), blocked (*PINError), known to be
// wrong (ErrSamePIN), or when it is the last try and o does not confirm it
// (ErrLastTry). A PIN that the card refuses is a *PINError. Where the operating system
// asks for the PIN nothing is done here.
func (i *Identity) VerifyPIN(ctx context.Context, pin []byte, o VerifyOptions) error {
	defer clear(pin)
	if i.pin.elsewhere {
		return nil
	}
	if err := i.checkFormat(pin); err != nil {
		return err
	}
	return i.card.transact(ctx, func(ctx context.Context) error {
		info, err := i.card.counter(ctx, i)
		if err != nil {
			return err
		}
		if info.Blocked {
			return &PINError{Blocked: true}
		}
		if info.Verified { // it has all its tries again, whatever was refused before
			i.card.driver.tries.accepted(i.pinName())
		}
		if err := i.card.driver.tries.allow(i.pinName(), pin, info.Left, o.LastTry); err != nil {
			return err
		}
		return i.note(pin, i.card.give(ctx, i, pin, info.Left))
	})
}

// note remembers what the card said to a PIN.
func (i *Identity) note(pin []byte, err error) error {
	tries := i.card.driver.tries
	var refused *PINError
	switch {
	case err == nil:
		tries.accepted(i.pinName())
	case errors.As(err, &refused):
		tries.refused(i.pinName(), pin, true, refused.Remaining)
	default: // it may have cost one
		tries.refused(i.pinName(), pin, false, -1)
	}
	return err
}

// maxPIN is the longest PIN that fits, in characters.
func (i *Identity) maxPIN() int {
	if i.pin.Padded {
		return min(i.pin.Max, i.pin.Stored)
	}
	return i.pin.Max
}

func (i *Identity) checkFormat(pin []byte) error {
	low, high := byte('0'), byte('9')
	switch i.pin.Type {
	case pkcs15.ASCIINumeric:
	case pkcs15.UTF8:
		low, high = '!', '~'
	default:
		return ErrPINKind
	}
	if len(pin) < max(1, i.pin.Min) || len(pin) > i.maxPIN() {
		return ErrPINFormat
	}
	for _, c := range pin {
		if c < low || c > high {
			return ErrPINFormat
		}
	}
	return nil
}

// pinName tells one PIN of one card from all others.
func (i *Identity) pinName() string {
	card := i.card.content.serial
	if len(card) == 0 {
		sum := sha256.Sum256(i.cert.Raw)
		card = sum[:]
	}
	return string(append([]byte{i.pin.Reference}, card...))
}
