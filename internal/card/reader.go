package card

import (
	"context"
	"errors"
	"sync"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/card/pcsc"
	"example.org/tandtui/internal/card/siths"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/panics"
	"example.org/tandtui/internal/text"
)

// Reader is the computer's card readers with the one SITHS card that counts:
// the first reader with a card in it, for as long as that card stays.
type Reader struct {
	driver *siths.Driver
	system system

	mu    sync.Mutex
	place place // the card being looked at
	state app.CardState
	card  *siths.Card // open, nil if not
	// sessions are those begun with the card that is in the reader.
	sessions []*session
	states   chan app.CardState
	ended    bool // the watch is over and states closed
}

// system is the PC/SC service, or a test's.
type system struct {
	watch   func(context.Context) <-chan pcsc.State
	connect func(ctx context.Context, reader string) (siths.Transport, error)
}

// place is one stay of a card in a reader.
type place struct {
	reader  string
	changes uint16
}

// New makes a Reader over the system's PC/SC service. Watch must run for Login
// to work; it may be called once.
func New(c siths.Config) *Reader {
	return newReader(siths.New(c), system{
		watch: pcsc.Watch,
		connect: func(ctx context.Context, reader string) (siths.Transport, error) {
			conn, err := pcsc.Connect(ctx, reader)
			if err != nil {
				return nil, err // not a nil *pcsc.Conn in an interface
			}
			return conn, nil
		},
	})
}

func newReader(d *siths.Driver, s system) *Reader {
	return &Reader{driver: d, system: s, states: make(chan app.CardState, 1)}
}

// Watch implements app.Authenticator.
func (r *Reader) Watch(ctx context.Context) <-chan app.CardState {
	panics.Go(func() {
		defer r.end()
		for s := range r.system.watch(ctx) {
			r.look(ctx, s)
		}
	})
	return r.states
}

// end lets the card go and tells that there will be no more states.
func (r *Reader) end() {
	r.drop()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ended = true
	close(r.states)
}

// look takes the readers' new state.
func (r *Reader) look(ctx context.Context, s pcsc.State) {
	at, phase, code := choose(s, r.place)
	r.mu.Lock()
	same := at == r.place && at.reader != ""
	r.mu.Unlock()
	if same {
		return // the same card, still there
	}
	r.drop()
	r.mu.Lock()
	r.place = at
	insertion := r.state.Insertion
	if phase == app.CardReading {
		insertion++
	}
	next := app.CardState{Phase: phase, Reader: text.Safe(at.reader), Insertion: insertion, Code: code}
	if at.reader == "" && len(s.Readers) > 0 {
		next.Reader = text.Safe(s.Readers[0].Name)
	}
	r.publish(next)
	r.mu.Unlock()
	if phase == app.CardReading {
		r.read(ctx)
	}
}

// choose picks the reader that counts: the one in use while its card stays,
// else the first with a card.
func choose(s pcsc.State, current place) (at place, phase app.CardPhase, code string) {
	if s.Err != nil {
		return place{}, app.CardNoService, app.CodeCardNoService
	}
	if len(s.Readers) == 0 {
		return place{}, app.CardNoReader, app.CodeCardNoReader
	}
	for _, reader := range s.Readers {
		here := place{reader.Name, reader.Changes}
		switch {
		case !reader.Present || at.reader != "" && here != current:
		case reader.Mute && at.reader == "":
			phase, code = app.CardUnreadable, app.CodeCardFailed
		default:
			at = here
		}
	}
	switch {
	case at.reader != "":
		return at, app.CardReading, ""
	case phase != 0:
		return place{}, phase, code
	}
	return place{}, app.CardNone, app.CodeCardNone
}

// publish tells a state, in place of an unread older one; the caller holds mu.
func (r *Reader) publish(s app.CardState) {
	r.state = s
	if r.ended {
		return // a session may outlive the watch by a moment
	}
	select {
	case <-r.states:
	default:
	}
	r.states <- s
}

// drop lets go of the open card, which ends its sessions.
func (r *Reader) drop() {
	r.mu.Lock()
	card := r.card
	r.card, r.place = nil, place{}
	for _, s := range r.sessions {
		close(s.ended)
	}
	r.sessions = nil
	r.mu.Unlock()
	if card != nil {
		_ = card.Close() // gone, or going: nothing to be done about it
	}
}

// read learns who holds the card and how many tries the PIN has left.
func (r *Reader) read(ctx context.Context) {
	identity, info, err := r.ask(ctx)
	if err == nil && info.Verified {
		// A program that was killed has left the PIN given: whoever sits down
		// now could use it. The reset also lets the card tell its counter again.
		r.mu.Lock()
		card := r.card
		r.card = nil
		r.mu.Unlock()
		if err = card.Close(); err == nil {
			identity, info, err = r.ask(ctx)
		}
	}
	if ctx.Err() != nil || errors.Is(err, siths.ErrClosed) || errors.Is(err, pcsc.ErrRemoved) || errors.Is(err, pcsc.ErrNoCard) {
		return // pulled meanwhile: the watch tells
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	next := r.state
	if err != nil {
		next.Phase, next.Code = app.CardUnreadable, domain.CodeOf(cardError("read", err))
		r.publish(next)
		return
	}
	next.Phase, next.Code, next.Holder = app.CardReady, "", holder(identity)
	next.PIN = app.PINInfo{Min: info.Min, Max: info.Max, Left: info.Left, Blocked: info.Blocked}
	if info.Blocked {
		next.Code = app.CodeCardPINBlocked
	}
	r.publish(next)
}

func (r *Reader) ask(ctx context.Context) (identity *siths.Identity, info siths.PINInfo, err error) {
	if identity, err = r.identity(ctx); err == nil {
		info, err = identity.PINInfo(ctx)
	}
	return identity, info, err
}

// identity gives the card's identity for legitimering, opening the card where
// it is not open.
func (r *Reader) identity(ctx context.Context) (*siths.Identity, error) {
	r.mu.Lock()
	card, at := r.card, r.place
	r.mu.Unlock()
	if at.reader == "" {
		return nil, pcsc.ErrNoCard
	}
	if card == nil {
		transport, err := r.system.connect(ctx, at.reader)
		if err != nil {
			return nil, err
		}
		if card, err = r.driver.Open(ctx, transport); err != nil {
			return nil, err
		}
		r.mu.Lock()
		if r.place != at || r.card != nil { // pulled, or opened by another, meanwhile
			r.mu.Unlock()
			return nil, errors.Join(pcsc.ErrRemoved, card.Close())
		}
		r.card = card
		r.mu.Unlock()
	}
	return card.Identity()
}

func holder(i *siths.Identity) app.Holder {
	h := i.Holder()
	return app.Holder{Name: text.Safe(h.Name), HSAID: h.HSAID, NotAfter: h.NotAfter}
}
