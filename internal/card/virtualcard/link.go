package virtualcard

import (
	"bytes"
	"context"

	"example.org/tandtui/internal/card/apdu"
)

// Link is a connection to a card inside the process, without a reader. It
// behaves as a shared PC/SC connection does: the PIN state belongs to the card,
// not to the link; another link's transaction makes this one wait; another
// link's reset is reported once; a card pulled in the middle of a command gives
// an empty answer.
type Link struct {
	card    *Card
	removed bool // guarded by card.mu, as is reset
	reset   bool
	holds   bool // the transaction; used by the link's own goroutine only
}

// Connect makes a new Link; it counts as insertion after a Pull.
func (c *Card) Connect() *Link {
	c.mu.Lock()
	defer c.mu.Unlock()
	l := &Link{card: c}
	c.links[l] = true
	return l
}

func (l *Link) ATR() []byte { return bytes.Clone(l.card.spec.ATR) }

func (l *Link) T0() bool { return !l.card.spec.T1 }

func (l *Link) Transmit(ctx context.Context, raw []byte) ([]byte, error) {
	if !l.holds {
		if err := l.Begin(ctx); err != nil {
			return nil, err
		}
		defer l.release()
	}
	if err := l.state(); err != nil {
		return nil, err
	}
	answer, drop, err := l.process(ctx, bytes.Clone(raw))
	if err != nil {
		return nil, err
	}
	if drop {
		l.card.Pull()
	}
	if l.gone() {
		return nil, nil // as pcscd does
	}
	return answer, nil
}

// process is the card's work on one command. One that a hook holds up is left to
// itself when ctx ends.
func (l *Link) process(ctx context.Context, raw []byte) (answer []byte, drop bool, err error) {
	type result struct {
		answer []byte
		drop   bool
	}
	done := make(chan result, 1)
	go func() {
		answer, drop := l.card.process(raw)
		done <- result{answer, drop}
	}()
	select {
	case r := <-done:
		return r.answer, r.drop, nil
	case <-ctx.Done():
		return nil, false, ctx.Err()
	}
}

func (l *Link) gone() bool {
	l.card.mu.Lock()
	defer l.card.mu.Unlock()
	return l.removed
}

// Begin starts a transaction, waiting for the one of another link to end.
func (l *Link) Begin(ctx context.Context) error {
	select {
	case l.card.transaction <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	l.holds = true
	if err := l.state(); err != nil {
		l.release()
		return err
	}
	return nil
}

// End ends the transaction, with a reset of the card when reset is set.
func (l *Link) End(reset bool) error {
	if l.holds {
		defer l.release()
	}
	if err := l.state(); err != nil {
		return err
	}
	if reset {
		l.resetCard()
	}
	return nil
}

// Close ends the link and resets the card.
func (l *Link) Close() error {
	if l.holds {
		l.release()
	}
	l.card.mu.Lock()
	gone := l.removed
	l.removed = true
	delete(l.card.links, l)
	l.card.mu.Unlock()
	if !gone {
		l.resetCard()
	}
	return nil
}

func (l *Link) release() {
	l.holds = false
	<-l.card.transaction
}

// state reports, once, what happened to the card behind the link's back.
func (l *Link) state() error {
	l.card.mu.Lock()
	defer l.card.mu.Unlock()
	switch {
	case l.removed:
		return apdu.ErrRemoved
	case l.reset:
		l.reset = false
		return apdu.ErrReset
	}
	return nil
}

func (l *Link) resetCard() {
	l.card.mu.Lock()
	defer l.card.mu.Unlock()
	l.card.reset()
	for other := range l.card.links {
		other.reset = other.reset || other != l
	}
}
