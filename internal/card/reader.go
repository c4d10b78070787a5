package card

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/card/pcsc"
	"example.org/tandtui/internal/card/siths"
	"example.org/tandtui/internal/panics"
	"example.org/tandtui/internal/text"
)

// Reader is the computer's card readers, with the one SITHS card in them that
// counts (choose.go). Every reader is looked at: the right card may be in the
// second, beside a bank card or an expired one.
type Reader struct {
	driver *siths.Driver
	system system
	open   func(ctx context.Context, reader string) (*siths.Card, error)

	mu     sync.Mutex
	slots  []*slot       // the cards in readers, in the system's order
	chosen *slot         // by the user, or by a login; nil: the one that is valid
	empty  app.CardState // what there is to say without any card
	count  uint64        // cards seen so far
	states chan app.CardState
	ended  bool // the watch is over and states closed
}

// system is the PC/SC service, or a test's.
type system struct {
	watch   func(context.Context) <-chan pcsc.State
	connect func(ctx context.Context, reader string) (siths.Transport, error)
	store   func() ([]siths.SystemCertificate, error) // of cards that are not known here; nil: none
	library func() string                             // a PKCS#11 library that may know them; nil: it is in use
}

// mayKnow gives a library on this computer that may know a card with this fault, "" for
// none.
func (s system) mayKnow(code string) string {
	if s.library == nil || code != app.CodeCardForeign && code != app.CodeCardSecure {
		return ""
	}
	return s.library()
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
		store: systemStore, library: installed,
	})
}

func newReader(d *siths.Driver, s system) *Reader {
	r := &Reader{driver: d, system: s, states: make(chan app.CardState, 1)}
	r.open = r.connect
	return r
}

// connect opens the card in a reader of the PC/SC service; one that is not known here by
// the system's store.
func (r *Reader) connect(ctx context.Context, reader string) (*siths.Card, error) {
	bound, cancel := context.WithTimeout(ctx, r.driver.Patience())
	defer cancel()
	transport, err := r.system.connect(bound, reader)
	if err != nil {
		return nil, err
	}
	card, err := r.driver.Open(ctx, transport)
	if errors.Is(err, siths.ErrUnknownCard) || errors.Is(err, siths.ErrSecureMessaging) {
		return r.fromStore(err)
	}
	return card, err
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

// end lets the cards go and tells that there will be no more states.
func (r *Reader) end() {
	r.mu.Lock()
	gone := r.keep(nil)
	r.mu.Unlock()
	r.letGo(gone)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ended = true
	close(r.states)
}

// Choose implements app.Authenticator.
func (r *Reader) Choose(insertion uint64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s := r.slot(insertion); s != nil {
		r.chosen = s
		r.publish()
	}
}

// Retry implements app.Authenticator.
func (r *Reader) Retry() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.slots {
		s.wake()
	}
}

// look takes the readers' new state: cards that have gone are let go of, and new
// ones are read, each by itself, so that none waits for another that hangs.
func (r *Reader) look(ctx context.Context, s pcsc.State) {
	readers := slices.DeleteFunc(slices.Clone(s.Readers), func(r pcsc.Reader) bool { return notAReader(r.Name) })
	var here []place
	for _, reader := range readers {
		if reader.Present {
			here = append(here, place{reader.Name, reader.Changes, reader.Mute})
		}
	}
	r.mu.Lock()
	gone := r.keep(here)
	r.empty = nothing(s.Err, readers)
	begun := r.add(ctx, here)
	r.publish()
	r.mu.Unlock()
	r.letGo(gone)
	for _, s := range begun {
		panics.Go(func() { r.attend(s) })
	}
}

// notAReader tells names that Windows lists among the readers although no card
// can be put into them. Their virtual cards are never asked.
func notAReader(name string) bool {
	return strings.HasPrefix(name, "Windows Hello") || strings.HasPrefix(name, "Microsoft UICC")
}

// nothing is what to say where no card is in a reader.
func nothing(err error, readers []pcsc.Reader) app.CardState {
	switch {
	case errors.Is(err, errModule):
		return app.CardState{Phase: app.CardNoService, Code: app.CodeCardModule}
	case err != nil:
		return app.CardState{Phase: app.CardNoService, Code: app.CodeCardNoService}
	case len(readers) == 0:
		return app.CardState{Phase: app.CardNoReader, Code: app.CodeCardNoReader}
	}
	return app.CardState{Phase: app.CardNone, Code: app.CodeCardNone, Reader: text.Safe(readers[0].Name)}
}

// keep forgets the slots that are not at one of these places, and gives them to
// be closed. Their sessions end at once. The caller holds mu.
func (r *Reader) keep(here []place) (gone []*slot) {
	r.slots = slices.DeleteFunc(r.slots, func(s *slot) bool {
		if slices.Contains(here, s.place) {
			return false
		}
		gone = append(gone, s)
		return true
	})
	for _, s := range gone {
		s.end()
		if r.chosen == s {
			r.chosen = nil
		}
	}
	return gone
}

// letGo closes the cards that have gone, of which the system may take its time to
// tell.
func (r *Reader) letGo(gone []*slot) {
	for _, s := range gone {
		_ = r.release(s) // nothing to be done about it
	}
}

// add makes slots for the places that have none. The caller holds mu.
func (r *Reader) add(ctx context.Context, here []place) (begun []*slot) {
	for i, p := range here {
		if i < len(r.slots) && r.slots[i].place == p {
			continue
		}
		r.count++
		s := newSlot(ctx, p, r.count)
		r.slots = slices.Insert(r.slots, i, s)
		begun = append(begun, s)
	}
	return begun
}

// slot finds a card by its number. The caller holds mu.
func (r *Reader) slot(insertion uint64) *slot {
	for _, s := range r.slots {
		if s.state.Insertion == insertion {
			return s
		}
	}
	return nil
}

// publish tells the state as it now is, in place of an unread older one. The
// caller holds mu.
func (r *Reader) publish() {
	if r.ended {
		return // a session may outlive the watch by a moment
	}
	select {
	case <-r.states:
	default:
	}
	r.states <- r.choose()
}
