package siths

import (
	"context"
	"fmt"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/tlv"
	"example.org/tandtui/internal/secret"
)

// give has the card look at the PIN. Where nobody knows whether the card wants it
// padded it goes as typed, and padded only after the card has found its length wrong
// and said that this cost nothing: left was there before.
func (c *commands) give(ctx context.Context, i *Identity, pin []byte, left int) error {
	err := c.verify(ctx, i, pin, i.pin.Padded && !i.pin.unsure)
	if s, _ := status(err); s == apdu.WrongLength && i.pin.unsure {
		again, askErr := c.askCounter(ctx, i)
		if askErr != nil {
			return askErr
		}
		if left > 0 && again.Left == left {
			err = c.verify(ctx, i, pin, true)
		}
	}
	s, answered := status(err)
	tries, told := s.TriesLeft()
	switch {
	case answered && told:
		return &PINError{Remaining: tries, Blocked: tries == 0}
	case answered && s>>8 == 0x63:
		return &PINError{Remaining: -1}
	case err != nil:
		return fmt.Errorf("siths: verify PIN: %w", err)
	}
	return nil
}

// verify is the one place from where a PIN goes to the card.
func (c *commands) verify(ctx context.Context, i *Identity, pin []byte, padded bool) error {
	data := c.pad(i.pin, pin, padded)
	defer clear(data)
	_, err := c.send(ctx, apdu.Command{INS: apdu.InsVerify, P2: i.pin.Reference, Data: data})
	return err
}

func (c *commands) counter(ctx context.Context, i *Identity) (PINInfo, error) {
	if err := c.app.selectPIN(ctx, i.pin); err != nil {
		return PINInfo{}, err
	}
	return c.askCounter(ctx, i)
}

// askCounter is VERIFY without data (ISO 7816-4 §11.5.6), and GET DATA where that
// tells nothing.
func (c *commands) askCounter(ctx context.Context, i *Identity) (PINInfo, error) {
	info := PINInfo{Min: i.pin.Min, Max: i.maxPIN(), Left: -1}
	_, err := c.send(ctx, apdu.Command{INS: apdu.InsVerify, P2: i.pin.Reference})
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
		if left, err = c.triesByData(ctx, i.pin.Reference); err != nil {
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

// pad gives the PIN as the card is to get it, in memory of its own.
func (c *commands) pad(p pin, typed []byte, padded bool) []byte {
	n := len(typed)
	if padded {
		n = p.Stored
	}
	fill := c.profile.PadChar
	if p.PadChar >= 0 {
		fill = byte(p.PadChar)
	}
	out := secret.Make(n)
	for j := copy(out, typed); j < n; j++ {
		out[j] = fill
	}
	return out
}
