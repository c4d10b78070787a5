package card

import (
	"context"
	"errors"
	"reflect"
	"sync"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/card/pcsc"
	"example.org/tandtui/internal/card/siths"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// How long after a look at a card the next one follows by itself.
const (
	retryBusy    = 500 * time.Millisecond // another program has the card, or it does not answer
	retryBlocked = 2 * time.Second        // a PUK may be given in another program
)

// place is one stay of a card in a reader.
type place struct {
	reader  string
	changes uint16
	mute    bool // it does not answer when powered up
}

// slot is a card in a reader, for as long as it stays there.
type slot struct {
	place
	life context.Context // ends when the card goes
	gone context.CancelFunc
	look chan struct{} // asks attend to look at the card again

	using sync.Mutex // held by the one who reads the card or tries a PIN

	// The rest is guarded by the Reader's mu.
	state    app.CardState
	card     *siths.Card // open, nil if not
	sessions []*session  // begun with this card
}

func newSlot(ctx context.Context, p place, insertion uint64) *slot {
	s := &slot{place: p, look: make(chan struct{}, 1)}
	s.life, s.gone = context.WithCancel(ctx)
	s.state = app.CardState{Phase: app.CardReading, Reader: text.Safe(p.reader), Insertion: insertion}
	if p.mute {
		s.state.Phase, s.state.Code = app.CardUnreadable, app.CodeCardFailed
	}
	return s
}

// end ends what rests on the card. The caller holds the Reader's mu.
func (s *slot) end() {
	s.gone()
	for _, session := range s.sessions {
		close(session.ended)
	}
	s.sessions = nil
}

// wake has the card looked at again.
func (s *slot) wake() {
	select {
	case s.look <- struct{}{}:
	default:
	}
}

// attend reads the card, and again when asked, and by itself where what is wrong
// may pass: nobody has to pull a card that another program used for a moment.
func (r *Reader) attend(s *slot) {
	var later <-chan time.Time
	if !s.mute {
		later = r.read(s)
	}
	for {
		select {
		case <-s.life.Done():
			return
		case <-s.look:
		case <-later:
		}
		later = r.read(s)
	}
}

// read learns who holds the card and how many tries the PIN has left, and gives
// when to look again; nil: when asked.
func (r *Reader) read(s *slot) (again <-chan time.Time) {
	s.using.Lock()
	defer s.using.Unlock()
	r.mu.Lock()
	busy := len(s.sessions) > 0
	r.mu.Unlock()
	if busy {
		return nil // logged in with
	}
	next, err := r.learn(s)
	if s.life.Err() != nil || errors.Is(err, siths.ErrClosed) || errors.Is(err, pcsc.ErrRemoved) || errors.Is(err, pcsc.ErrNoCard) {
		return nil // pulled or let go of meanwhile: then it is told, or looked at again
	}
	r.mu.Lock()
	if !reflect.DeepEqual(s.state, next) {
		s.state = next
		r.publish()
	}
	r.mu.Unlock()
	switch {
	case next.Code == app.CodeCardBusy, next.Code == app.CodeCardSilent:
		return time.After(retryBusy)
	case next.PIN.Blocked:
		return time.After(retryBlocked)
	}
	return nil
}

// learn gives the card's state as it now is.
func (r *Reader) learn(s *slot) (app.CardState, error) {
	identity, info, err := r.ask(s)
	if err == nil && info.Verified {
		// A program that was killed has left the PIN given: whoever sits down
		// now could use it. The reset also lets the card tell its counter again.
		if err = r.release(s); err == nil {
			identity, info, err = r.ask(s)
		}
	}
	next := app.CardState{Phase: app.CardReady, Reader: s.state.Reader, Insertion: s.state.Insertion}
	if err != nil {
		next.Phase, next.Code = app.CardUnreadable, domain.CodeOf(cardError("read", err))
		next.Library = r.system.mayKnow(next.Code)
		return next, err
	}
	next.Holder = holder(identity)
	next.PIN = app.PINInfo{Min: info.Min, Max: info.Max, Left: info.Left, Blocked: info.Blocked, Elsewhere: info.Elsewhere}
	if info.Blocked {
		next.Code = app.CodeCardPINBlocked
	}
	return next, nil
}

func (r *Reader) ask(s *slot) (identity *siths.Identity, info siths.PINInfo, err error) {
	if identity, err = r.identity(s.life, s); err == nil {
		info, err = identity.PINInfo(s.life)
	}
	return identity, info, err
}

// identity gives the card's identity for legitimering, opening the card where
// it is not open. The caller holds s.using.
func (r *Reader) identity(ctx context.Context, s *slot) (*siths.Identity, error) {
	r.mu.Lock()
	card := s.card
	r.mu.Unlock()
	if card == nil {
		var err error
		if card, err = r.open(ctx, s.reader); err != nil {
			return nil, err
		}
		r.mu.Lock()
		if s.life.Err() != nil {
			r.mu.Unlock()
			return nil, errors.Join(pcsc.ErrRemoved, card.Close())
		}
		s.card = card
		r.mu.Unlock()
	}
	return card.Identity()
}

// release closes the card, which resets it.
func (r *Reader) release(s *slot) error {
	r.mu.Lock()
	card := s.card
	s.card = nil
	r.mu.Unlock()
	if card == nil {
		return nil
	}
	return card.Close()
}

func holder(i *siths.Identity) app.Holder {
	h := i.Holder()
	return app.Holder{Name: text.Safe(h.Name), HSAID: h.HSAID, NotAfter: h.NotAfter}
}
