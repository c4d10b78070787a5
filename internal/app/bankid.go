package app

import (
	"context"
	"time"

	"example.org/tandtui/internal/domain"
)

// Codes of logging in without a card.
const (
	CodeSessionEnded     = "login.session-ended" // the region has ended the session
	CodeBankIDOff        = "bankid.off"          // the region lets nobody in by it
	CodeBankIDBusy       = "bankid.busy"         // the person has another login going
	CodeBankIDDown       = "bankid.down"         // BankID does not answer the region
	CodeBankIDOffline    = "bankid.offline"      // the region cannot be reached
	CodeNoKeyRing        = "keyring.none"        //
	CodePassphraseNew    = "passphrase.new"      // one is to be made
	CodePassphraseNeeded = "passphrase.needed"   // the one of the store is to be typed
	CodePassphraseWrong  = "passphrase.wrong"    // it opens nothing
)

// BankID is how one logs in without a card, at the region's server. internal/sync
// implements it. Errors as those of Region.
type BankID interface {
	// Ways tells whose portal it is and how one logs in there. It asks without
	// proving anything.
	Ways(ctx context.Context) (Ways, error)
	// Begin begins a login, for a key made for it alone. clinic is where the program
	// was used last, "" for none: the app shows it.
	Begin(ctx context.Context, clinic string) (BankIDLogin, error)
}

// Ways is the ways to log in to a region.
type Ways struct {
	Portal, Region string
	Logins         []domain.Login // the region's own first
	Time           time.Time      // of the region's server
	Skew           time.Duration  // own clock minus the server's
}

// ClockWrong tells that the computer's clock is too far from the region's.
func (w Ways) ClockWrong() bool { return SyncState{Skew: w.Skew}.ClockWrong() }

// BankIDLogin is a login that is under way.
type BankIDLogin interface {
	// State is how it was begun.
	State() BankIDState
	// Ask tells how far it has come.
	Ask(ctx context.Context) (BankIDState, error)
	// Proof gives what a completed one proves.
	Proof(ctx context.Context) (Proof, domain.User, error)
	// Cancel ends it, and does not wait for the region to know.
	Cancel()
}

// BankIDPhase is how far a login has come.
type BankIDPhase uint8

// The phases.
const (
	BankIDNone     BankIDPhase = iota // not begun
	BankIDPending                     // the app has it, or waits for it
	BankIDComplete                    //
	BankIDFailed                      // Hint is BankID's
	BankIDRefused                     // Hint is an error code
)

// BankIDState is what the login screen shows.
type BankIDState struct {
	Phase     BankIDPhase
	Hint      string // BankID's hint code, of outside
	QR        string // text of the code to show now, "" for none
	AutoStart string // starts the app on this computer
}

// KeyRing is where the system keeps secrets of the computer's user.
type KeyRing interface {
	// Secret gives 32 bytes, the same each time, which it makes the first time. The
	// caller wipes them. Kind Unauthorized, CodeNoKeyRing, where the system has no such
	// place.
	Secret(ctx context.Context) ([]byte, error)
}

// Ways asks how one logs in to the region. From then on Snapshot names portal and
// region, also before anybody has logged in.
func (a *App) Ways(ctx context.Context) (Ways, error) {
	w, err := a.cfg.BankID.Ways(ctx)
	if err != nil {
		return Ways{}, err
	}
	w.Skew = a.cfg.Clock.Now().Sub(w.Time)
	a.mu.Lock()
	a.ways = w
	a.mu.Unlock()
	return w, nil
}

// BeginBankID begins a login by BankID, in place of one that is under way.
func (a *App) BeginBankID(ctx context.Context) (BankIDState, error) {
	a.CancelBankID()
	a.mu.Lock()
	clinic := a.clinic.No
	a.mu.Unlock()
	login, err := a.cfg.BankID.Begin(ctx, clinic)
	if err != nil {
		return BankIDState{}, needsNet(err)
	}
	a.mu.Lock()
	gone := ctx.Err() != nil // the user has left, and whoever came after has a login of its own
	if !gone {
		a.bankID.login = login
	}
	a.mu.Unlock()
	if gone {
		login.Cancel()
		return BankIDState{}, errGivenUp
	}
	return login.State(), nil
}

// AskBankID tells how far the login has come; BankIDNone if there is none.
func (a *App) AskBankID(ctx context.Context) (BankIDState, error) {
	a.mu.Lock()
	login := a.bankID.login
	a.mu.Unlock()
	if login == nil {
		return BankIDState{}, nil
	}
	s, err := login.Ask(ctx)
	return s, needsNet(err)
}

// needsNet says of a region that cannot be reached what that means here: without
// network nobody logs in by BankID.
func needsNet(err error) error {
	if domain.CodeOf(err) != CodeOffline {
		return err
	}
	return &domain.Error{Kind: domain.Offline, Code: CodeBankIDOffline, Op: "app.bankID", Err: err}
}

// CancelBankID gives a login up, also one that BankID or a card has completed.
func (a *App) CancelBankID() {
	a.mu.Lock()
	was := a.bankID
	a.bankID = underWay{}
	a.mu.Unlock()
	if was.old != nil {
		was.old.wipe()
	}
	switch {
	case was.proof != nil:
		_ = was.proof.Close() // the region ends it by itself, and a card that is gone has ended
	case was.login != nil:
		was.login.Cancel()
	}
}

// underWay is a login that has not opened the store yet: by BankID, or with a card that
// gives no key.
type underWay struct {
	login BankIDLogin // nil with a card
	proof Proof       // once it is complete
	user  domain.User
	old   *noted // what a printed key makes, in place of a passphrase that is forgotten
}

// proved gives the login with its proof, which the region is asked for once.
func (a *App) proved(ctx context.Context) (underWay, error) {
	a.mu.Lock()
	w := a.bankID
	a.mu.Unlock()
	if w.proof != nil {
		return w, nil
	}
	if w.login == nil {
		return w, &domain.Error{Kind: domain.Unauthorized, Code: CodeNotLoggedIn, Op: "app.bankID"}
	}
	var err error
	if w.proof, w.user, err = w.login.Proof(ctx); err != nil {
		return w, err
	}
	a.mu.Lock()
	same := a.bankID.login == w.login
	if same {
		a.bankID = w
	}
	a.mu.Unlock()
	if !same {
		_ = w.proof.Close() // the region ends it by itself
		return w, errGivenUp
	}
	return w, nil
}
