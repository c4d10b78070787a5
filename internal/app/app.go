package app

import (
	"context"
	"sync"

	"example.org/tandtui/internal/domain"
)

// Config is what an App is made of.
type Config struct {
	Card       CardReader
	Vault      Vault
	Connect    func(CardSession) (Region, error) // makes a client with the card's identity; no network yet
	Background Background
	Encode     func(invoiceNo string, bills []domain.Bill) ([]byte, error) // the wire form of a submission
	Clock      Clock
	NewID      func() string // a new draft's id, unique for ever
}

// App is the client's state between keys and ports. Its methods may be called
// from any goroutine; those with a context may wait for card or network, the
// others only for the local store.
type App struct {
	cfg  Config
	bell chan struct{}

	life sync.Mutex // one login, lock or clinic change at a time

	mu     sync.Mutex
	card   CardState
	open   *opened // nil: not logged in, or sealed
	user   domain.User
	clinic domain.Clinic
	data   RegionData
	sync   SyncState
	counts counts
	saved  savedDraft // the last one

	recounts, counted uint64 // begun so far, and which one counts is of

	locked  bool
	usedFor refsCache
	waiting outboxRefs
	refused map[domain.PersonID]string // whom the region would not tell about, as a finding's code
}

// opened is what a login holds and a lock lets go.
type opened struct {
	session   CardSession
	insertion uint64
	store     Store
	region    Region
	worker    Worker
}

type counts struct{ drafts, outbox int }

type savedDraft struct {
	id    string
	state domain.DraftState
}

// New makes an App; Run makes it watch the card.
func New(cfg Config) *App {
	return &App{cfg: cfg, bell: make(chan struct{}, 1)}
}

// Run watches the card until ctx ends, then lets everything go.
func (a *App) Run(ctx context.Context) {
	for state := range a.cfg.Card.Watch(ctx) {
		a.onCard(state)
	}
	a.Seal()
}

// Updates rings when something that Snapshot or a list shows has changed. The
// bell has one slot: many changes may ring once.
func (a *App) Updates() <-chan struct{} { return a.bell }

func (a *App) ring() {
	select {
	case a.bell <- struct{}{}:
	default:
	}
}

// Today is the civil date now.
func (a *App) Today() domain.Date { return domain.DateOf(a.cfg.Clock.Now()) }

// at gives what is needed to work on the store, or CodeNotLoggedIn.
func (a *App) at() (Store, domain.Clinic, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.open == nil {
		return nil, domain.Clinic{}, &domain.Error{Kind: domain.Unauthorized, Code: CodeNotLoggedIn, Op: "app"}
	}
	return a.open.store, a.clinic, nil
}
