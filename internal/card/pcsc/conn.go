//go:build cgo || windows

package pcsc

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ebfe/scard"

	"example.org/tandtui/internal/panics"
	"example.org/tandtui/internal/secret"
)

// closeWait bounds how long End and Close wait for a call of the service that
// another program's transaction holds up; they finish in the background then.
const closeWait = 2 * time.Second

// Conn is a connection to the card in one reader, shared with other programs.
// Its methods may be called from several goroutines and run one at a time.
//
// The service cannot be interrupted while another program holds the card, so
// each call runs on its own goroutine: when ctx ends first the caller gets
// ErrBusy, or ErrUnresponsive where the card has the command, and the late result
// is undone. Each Conn has a context of the service for itself, because such a
// wait blocks all that share one.
type Conn struct {
	reader string
	atr    []byte
	t0     bool

	mu      sync.Mutex // held during every call of the service
	service *scard.Context
	card    *scard.Card
	closed  bool
	untold  bool // a reset that only an abandoned call has seen

	late atomic.Int32 // abandoned calls that have not ended
}

// Connect connects to the card in the named reader, as Watch gives it. Errors:
// ErrNoService, ErrUnknownReader, ErrNoCard, ErrUnresponsive, ErrBusy when
// another program has the card for itself or ctx ends.
func Connect(ctx context.Context, reader string) (*Conn, error) {
	c := &Conn{reader: reader}
	err := c.call(ctx, "connect", func() error { return c.open(ctx) }, func() { _ = c.shut() })
	if err != nil {
		return nil, err
	}
	return c, nil
}

func (c *Conn) open(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	service, err := scard.EstablishContext()
	if err != nil {
		return err
	}
	c.service = service
	if c.card, err = service.Connect(c.reader, scard.ShareShared, scard.ProtocolAny); err == nil {
		err = c.identify()
	}
	if err != nil {
		return errors.Join(err, c.shut())
	}
	return nil
}

func (c *Conn) identify() error {
	s, err := c.card.Status()
	if err != nil {
		return err
	}
	// scard panics in Transmit on any other protocol.
	if p := c.card.ActiveProtocol(); p != scard.ProtocolT0 && p != scard.ProtocolT1 {
		return scard.ErrProtoMismatch
	}
	c.atr = bytes.Clone(s.Atr)
	c.t0 = c.card.ActiveProtocol() == scard.ProtocolT0
	return nil
}

// shut ends everything; callers hold mu or own c.
func (c *Conn) shut() error {
	c.closed = true
	var err error
	if c.card != nil {
		err = c.card.Disconnect(scard.ResetCard)
		c.card = nil
	}
	if c.service != nil {
		_ = c.service.Release() // of a dead service it fails, and nothing is lost
		c.service = nil
	}
	return err
}

// call runs f on a goroutine of its own. If ctx ends before f does and f then
// succeeds, undo is run after it.
func (c *Conn) call(ctx context.Context, op string, f func() error, undo func()) error {
	done := make(chan error)
	panics.Go(func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		err := panics.Call(f)
		select {
		case done <- err:
		case <-ctx.Done():
			c.late.Add(-1)
			switch {
			case err == nil && undo != nil:
				undo()
			case errors.Is(err, scard.ErrResetCard):
				c.untold = true
			}
		}
	})
	select {
	case err := <-done:
		if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
			return busy(ctx, op)
		}
		return wrap(op, err)
	case <-ctx.Done():
		c.late.Add(1)
		return busy(ctx, op)
	}
}

const opTransmit = "transmit"

func busy(ctx context.Context, op string) error {
	e := &Error{Op: op, Err: ErrBusy}
	if op == opTransmit {
		e.Err = ErrUnresponsive
	}
	return fmt.Errorf("%w: %w", e, context.Cause(ctx))
}

// live gives the card, unless the caller has stopped waiting or the connection is
// closed; callers hold mu.
func (c *Conn) live(ctx context.Context) (*scard.Card, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if c.closed {
		return nil, scard.ErrRemovedCard
	}
	if c.untold {
		c.untold = false
		return nil, scard.ErrResetCard
	}
	return c.card, nil
}

// Transmit sends one raw command. After ErrReset the connection works again.
func (c *Conn) Transmit(ctx context.Context, command []byte) (answer []byte, err error) {
	if len(command) == 0 { // scard panics
		return nil, &Error{Op: opTransmit, Err: ErrFailed}
	}
	// The caller wipes its buffer, perhaps while the service still reads.
	own := secret.Clone(command)
	var got []byte
	err = c.call(ctx, opTransmit, func() error {
		defer clear(own)
		card, err := c.live(ctx)
		if err != nil {
			return err
		}
		room, err := card.Transmit(own)
		got = secret.Clone(room) // scard's buffer is 64 KiB
		clear(room)
		return c.afterReset(err)
	}, nil)
	if err != nil {
		return nil, err
	}
	return got, nil
}

// Begin starts a transaction: no other program reaches the card until End.
func (c *Conn) Begin(ctx context.Context) error {
	return c.call(ctx, "begin", func() error {
		card, err := c.live(ctx)
		if err != nil {
			return err
		}
		return c.afterReset(card.BeginTransaction())
	}, func() { _ = c.card.EndTransaction(scard.LeaveCard) })
}

// afterReset makes the connection usable again after another program's reset;
// the error is still reported.
func (c *Conn) afterReset(err error) error {
	if errors.Is(err, scard.ErrResetCard) {
		if again := c.card.Reconnect(scard.ShareShared, scard.ProtocolAny, scard.LeaveCard); again != nil {
			return again
		}
	}
	return err
}

// End ends the transaction, with a reset of the card when reset is set.
func (c *Conn) End(reset bool) error {
	disposition := scard.LeaveCard
	if reset {
		disposition = scard.ResetCard
	}
	return c.finish("end", func() error {
		card, err := c.live(context.Background())
		if err != nil {
			return err
		}
		return c.afterReset(card.EndTransaction(disposition))
	})
}

// Close resets the card and ends the connection.
func (c *Conn) Close() error {
	return c.finish("close", func() error {
		if c.closed {
			return nil
		}
		return c.shut()
	})
}

// finish always runs f, and waits for it at most closeWait; not at all while an
// abandoned call is still with the service, which takes its own time.
func (c *Conn) finish(op string, f func() error) error {
	done := make(chan error, 1)
	panics.Go(func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		done <- panics.Call(f)
	})
	patience := closeWait
	if c.late.Load() > 0 {
		patience = 0
	}
	t := time.NewTimer(patience)
	defer t.Stop()
	select {
	case err := <-done:
		return wrap(op, err)
	case <-t.C:
		return &Error{Op: op, Err: ErrBusy}
	}
}

func (c *Conn) ATR() []byte { return bytes.Clone(c.atr) }

func (c *Conn) T0() bool { return c.t0 }
