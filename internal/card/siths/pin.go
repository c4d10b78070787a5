package siths

import (
	"context"
	"crypto/sha256"
	"fmt"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/pkcs15"
	"example.org/tandtui/internal/card/tlv"
	"example.org/tandtui/internal/secret"
)

// PINInfo is what the card says of the identity's PIN.
type PINInfo struct {
	Min, Max int  // characters
	Left     int  // tries, −1 unknown
	Blocked  bool // no try is left
	Verified bool // already given, perhaps by another program
}

// VerifyOptions are the user's consents to one try.
type VerifyOptions struct {
	// LastTry confirms a try that may block the card.
	LastTry bool
}

// PINInfo asks the card; it costs no try.
func (i *Identity) PINInfo(ctx context.Context) (info PINInfo, err error) {
	err = i.card.transact(ctx, func(ctx context.Context) error {
		if err := i.card.app.selectPIN(ctx, i.pin); err != nil {
			return err
		}
		info, err = i.askCounter(ctx)
		return err
	})
	return info, err
}

// VerifyPIN gives the card the PIN, at most once, and wipes pin whatever
// happens. The counter is read first. Nothing is tried, and the error says so,
// when the PIN is malformed (ErrPINFormat), blocked (*PINError), known to be
// wrong (ErrSamePIN), or when it is the last try and o does not confirm it
// (ErrLastTry). A PIN that the card refuses is a *PINError.
func (i *Identity) VerifyPIN(ctx context.Context, pin []byte, o VerifyOptions) error {
	defer clear(pin)
	if err := i.checkFormat(pin); err != nil {
		return err
	}
	return i.card.transact(ctx, func(ctx context.Context) error {
		if err := i.card.app.selectPIN(ctx, i.pin); err != nil {
			return err
		}
		info, err := i.askCounter(ctx)
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
		return i.try(ctx, pin, info.Left)
	})
}

// try is the one try that the user has made. Where nobody knows whether the card
// wants the PIN padded it goes as typed, and padded only after the card has found
// its length wrong and said that this cost nothing: left was there before.
func (i *Identity) try(ctx context.Context, pin []byte, left int) error {
	err := i.give(ctx, pin, i.pin.Padded && !i.pin.unsure)
	if s, _ := status(err); s == apdu.WrongLength && i.pin.unsure {
		again, askErr := i.askCounter(ctx)
		if askErr != nil {
			return askErr
		}
		if left > 0 && again.Left == left {
			err = i.give(ctx, pin, true)
		}
	}
	return i.note(pin, err)
}

// give is the one place from where a PIN goes to the card.
func (i *Identity) give(ctx context.Context, pin []byte, padded bool) error {
	data := i.pad(pin, padded)
	defer clear(data)
	_, err := i.card.send(ctx, apdu.Command{INS: apdu.InsVerify, P2: i.pin.Reference, Data: data})
	return err
}

// note remembers what the card said to a PIN, and gives it as an error.
func (i *Identity) note(pin []byte, err error) error {
	tries := i.card.driver.tries
	if err == nil {
		tries.accepted(i.pinName())
		return nil
	}
	s, answered := status(err)
	left, told := s.TriesLeft()
	if !told {
		left = -1
	}
	wrong := answered && (told || s>>8 == 0x63)
	tries.refused(i.pinName(), pin, wrong, left)
	if wrong {
		return &PINError{Remaining: left, Blocked: left == 0}
	}
	return fmt.Errorf("siths: verify PIN: %w", err)
}

// askCounter is VERIFY without data (ISO 7816-4 §11.5.6), and GET DATA where that
// tells nothing.
func (i *Identity) askCounter(ctx context.Context) (PINInfo, error) {
	info := PINInfo{Min: i.pin.Min, Max: i.maxPIN(), Left: -1}
	_, err := i.card.send(ctx, apdu.Command{INS: apdu.InsVerify, P2: i.pin.Reference})
	if err == nil {
		info.Verified = true
		return info, nil
	}
	s, answered := status(err)
	if !answered {
		return info, err
	}
	left, told := s.TriesLeft()
	if !told {
		if left, err = i.card.triesByData(ctx, i.pin.Reference); err != nil {
			return info, err
		}
	}
	info.Left, info.Blocked = left, left == 0
	return info, nil
}

// Tags of what GET DATA tells of a PIN (Thales; seen by OpenSC issue 2202).
const (
	tagPINInfo  = 0xA0
	tagPINTries = 0xDF21 // first byte: tries left
)

// triesByData asks for a PIN's counter by GET DATA; −1 when the card does not tell.
func (s *session) triesByData(ctx context.Context, reference byte) (int, error) {
	answer, err := s.send(ctx, apdu.Command{
		INS: apdu.InsGetDataField, P2: 0xFF, Data: []byte{tagPINInfo, 3, 0x83, 1, reference}, Le: apdu.MaxLe,
	})
	if _, refused := status(err); refused {
		return -1, nil
	}
	if err != nil {
		return -1, err
	}
	outer, _, err := tlv.Next(answer)
	if err != nil || outer.Tag != tagPINInfo {
		return -1, nil //nolint:nilerr // not an answer to this question
	}
	list, err := tlv.Children(outer.Value, maxInfo)
	if err != nil {
		return -1, nil //nolint:nilerr // the same
	}
	for _, e := range list {
		if e.Tag == tagPINTries && len(e.Value) > 0 {
			return int(e.Value[0]), nil
		}
	}
	return -1, nil
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

// pad gives the PIN as the card is to get it, in memory of its own.
func (i *Identity) pad(pin []byte, padded bool) []byte {
	n := len(pin)
	if padded {
		n = i.pin.Stored
	}
	fill := i.card.profile.PadChar
	if i.pin.PadChar >= 0 {
		fill = byte(i.pin.PadChar)
	}
	out := secret.Make(n)
	for j := copy(out, pin); j < n; j++ {
		out[j] = fill
	}
	return out
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
