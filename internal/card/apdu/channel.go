package apdu

import (
	"context"
	"fmt"

	"example.org/tandtui/internal/secret"
)

// Channel sends commands over a Transport and does what one command needs:
// chaining of long data, GET RESPONSE for 61xx, the right length for 6Cxx.
// Use it from one goroutine at a time.
type Channel struct {
	transport Transport
	t0        bool
}

// NewChannel wraps t; t0 tells that the protocol in use is T=0.
func NewChannel(t Transport, t0 bool) *Channel { return &Channel{t, t0} }

// Send runs c and gives the answer's data. The error is a Status for every
// status word but 9000 (data may then be present too, as with 6282), ErrRemoved
// when the answer is shorter than a status word, or the transport's own.
func (ch *Channel) Send(ctx context.Context, c Command) ([]byte, error) {
	for len(c.Data) > maxData {
		part := Command{CLA: c.CLA | claChain, INS: c.INS, P1: c.P1, P2: c.P2, Data: c.Data[:maxData]}
		if _, s, err := ch.exchange(ctx, part); err != nil {
			return nil, err
		} else if s != OK {
			return nil, s
		}
		c.Data = c.Data[maxData:]
	}
	return ch.collect(ctx, c)
}

func (ch *Channel) collect(ctx context.Context, c Command) ([]byte, error) {
	var answer []byte
	corrected := false
	for range maxExchanges {
		data, s, err := ch.exchange(ctx, c)
		if err != nil {
			return nil, err
		}
		answer = join(answer, data)
		if len(answer) > maxAnswer {
			return nil, ErrTooLong
		}
		switch {
		case s == OK:
			return answer, nil
		case s>>8 == 0x61:
			c = Command{CLA: c.CLA, INS: InsGetResponse, Le: le(s)}
			corrected = false
		case s>>8 == 0x6C && len(c.Data) == 0 && !corrected:
			// Only without data: what carries data may be a PIN (or a
			// signature that costs a consent) and is never sent twice.
			c.Le, corrected = le(s), true
		default:
			return answer, s
		}
	}
	return nil, ErrTooLong
}

// join puts b after a and wipes both: a signature may be what a key is made from.
func join(a, b []byte) []byte {
	defer clear(a)
	defer clear(b)
	both := secret.Make(len(a) + len(b))
	copy(both[copy(both, a):], b)
	return both
}

// le reads the length out of 61xx or 6Cxx, where 00 means 256.
func le(s Status) int {
	if n := int(s & 0xFF); n != 0 {
		return n
	}
	return MaxLe
}

func (ch *Channel) exchange(ctx context.Context, c Command) (data []byte, s Status, err error) {
	raw := c.encode(ch.t0)
	defer clear(raw) // it may hold a PIN
	answer, err := ch.transport.Transmit(ctx, raw)
	if err != nil {
		return nil, 0, err
	}
	// A card pulled in the middle of a command gives no error but an empty
	// answer (pcscd 1.9.9 with vpcd).
	n := len(answer) - minAnswer
	if n < 0 {
		return nil, 0, fmt.Errorf("apdu: answer of %d bytes: %w", len(answer), ErrRemoved)
	}
	return answer[:n], Status(answer[n])<<8 | Status(answer[n+1]), nil
}
