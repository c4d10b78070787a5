package app

import (
	"context"
	"sync"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// Config is what an App is made of.
type Config struct {
	Auth       Authenticator
	BankID     BankID
	KeyRing    KeyRing // of users without a card
	Vault      Vault
	Connect    func(Session) (Region, error) // makes a client that the session lets in; no network yet
	Background Background
	Clock      Clock
	NewID      func() string // a new draft's id, unique for ever
	Region     string        // the id of the region that the server must be of; "": of whichever
}

// App is the client's state between keys and ports. Its methods may be called
// from any goroutine; those with a context may wait for card or network, the
// others only for the local store.
type App struct {
	cfg     Config
	bell    chan Change
	ringing sync.Mutex // orders ring

	life       sync.Mutex // one login, lock or clinic change at a time
	commanding sync.Mutex // one command is queued at a time

	mu     sync.Mutex
	card   CardState
	bankID underWay
	ways   Ways    // how one logs in to the region, once it has told
	open   *opened // nil: not logged in, or sealed
	user   domain.User
	clinic domain.Clinic
	data   RegionData
	sync   SyncState
	counts Counts
	saved  savedDraft // the last one

	recounts, counted uint64 // begun so far, and the one that counts comes from

	locked  LockReason // "": not locked
	usedFor refsCache
	waiting outboxRefs
	contact time.Time                  // when the region last answered
	refused map[domain.PersonID]string // patients that the region refused to tell about, with the finding's code
	facts   uint64                     // counts the changes of what a check rests on

	spread  string   // whose rows lists show, as Spread takes it; "": SpreadOwn
	browsed []int64  // Vår referens of the list last browsed
	viewed  int64    // that of the invoice last looked at; 0: none
	news    []Posted // messages of the region to be told at this clinic

	newcomer *newcomer // a card that is to open the store too; nil: none

	checks   checks
	invoices invoices
}

// opened is what a login has opened and a lock closes.
type opened struct {
	session Session
	store   Store
	region  Region
	worker  Worker
	closed  chan struct{} // by close
}

type savedDraft struct {
	id    string
	state domain.DraftState
}

// New makes an App. Run must run for logins to work.
func New(cfg Config) *App {
	return &App{cfg: cfg, bell: make(chan Change, 1), checks: checks{read: rules.ReadDraft}}
}

// Run watches the ways to log in until ctx ends, then closes everything.
func (a *App) Run(ctx context.Context) {
	for state := range a.cfg.Auth.Watch(ctx) {
		a.mu.Lock()
		a.card = state
		a.mu.Unlock()
		a.ring(ChangedSession)
	}
	a.Seal()
	a.mu.Lock()
	a.forgetNewCard()
	a.mu.Unlock()
}

// Today is the civil date now.
func (a *App) Today() domain.Date { return domain.DateOf(a.cfg.Clock.Now()) }

// at gives the store and the clinic, or CodeNotLoggedIn.
func (a *App) at() (Store, domain.Clinic, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.open == nil {
		return nil, domain.Clinic{}, &domain.Error{Kind: domain.Unauthorized, Code: CodeNotLoggedIn, Op: "app"}
	}
	return a.open.store, a.clinic, nil
}
