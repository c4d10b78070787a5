package app

import (
	"bytes"
	"context"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/recovery"
	"example.org/tandtui/internal/secret"
)

// A renewed card makes another key than the old one, and in most places there is one
// reader. So what the new card makes is kept in memory until the old card, or a
// recovery key, has opened the store: by itself it opens nothing. The region must have
// said that both are the same user's, and the user must agree (ADR 064).

// newCardKept is for how long what a new card makes is kept.
const newCardKept = 10 * time.Minute

// NewCard is a card of the user's that does not open the user's store yet.
type NewCard struct {
	Name  string
	Until time.Time // of its certificate
}

// newcomer is a new card with what it makes of the store's salt.
type newcomer struct {
	card Identity
	kind SlotKind    // what gives its key
	user domain.User // who it is, says the region
	at   time.Time
	noted
}

// noted remembers what a key function has made.
type noted struct {
	derive    KeyFunc
	salt, key []byte
}

func (n *noted) make(ctx context.Context, salt []byte) ([]byte, error) {
	key, err := n.derive(ctx, salt)
	if err == nil {
		n.wipe()
		n.salt, n.key = bytes.Clone(salt), secret.Clone(key)
	}
	return key, err
}

// again gives it once more, without the card.
func (n *noted) again(_ context.Context, salt []byte) ([]byte, error) {
	if !bytes.Equal(salt, n.salt) {
		return nil, &domain.Error{Kind: domain.Unauthorized, Code: CodeStoreWrongCard, Op: "app.newCard"}
	}
	return secret.Clone(n.key), nil
}

func (n *noted) wipe() { clear(n.key) }

// newCard keeps what a card makes that does not open its user's store, and gives the
// error of its login: what to do next.
func (a *App) newCard(o *opened, user domain.User, key *noted) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.forgetNewCard()
	a.newcomer = &newcomer{card: o.session.Identity(), kind: kindOf(o.session), user: user, at: a.cfg.Clock.Now(), noted: *key}
	return &domain.Error{Kind: domain.Unauthorized, Code: CodeCardNew, Op: "app.login"}
}

// forgetNewCard wipes it. The caller holds mu.
func (a *App) forgetNewCard() {
	if a.newcomer != nil {
		a.newcomer.wipe()
		a.newcomer = nil
	}
}

// newCardOf gives the new card of a user, nil if there is none, and forgets one that has
// waited too long. The caller holds mu.
func (a *App) newCardOf(user domain.User) *newcomer {
	n := a.newcomer
	if n == nil {
		return nil
	}
	if a.cfg.Clock.Now().Sub(n.at) > newCardKept {
		a.forgetNewCard()
		return nil
	}
	if !sameUser(n.user, user) {
		return nil
	}
	return n
}

// AddNewCard makes the new card open the store of the user, who has logged in with the
// old one.
func (a *App) AddNewCard(ctx context.Context) error {
	store, _, err := a.at()
	if err != nil {
		return err
	}
	a.mu.Lock()
	n := a.newCardOf(a.user)
	a.mu.Unlock()
	if n == nil {
		return errNoNewCard
	}
	return a.admit(ctx, store, n)
}

func (a *App) leaveNewCard() {
	a.mu.Lock()
	a.forgetNewCard()
	a.mu.Unlock()
	a.ring(ChangedSession)
}

var errNoNewCard = &domain.Error{Kind: domain.NotFound, Code: CodeCardNewGone, Op: "app.newCard"}

func (a *App) admit(ctx context.Context, store Store, n *newcomer) error {
	own := Slot{Kind: n.kind, About: n.card.Name, Made: a.cfg.Clock.Now()}
	if n.kind == SlotCard {
		own.Until = n.card.Until
	}
	if _, err := store.AddSlot(ctx, own, n.again); err != nil {
		return err
	}
	a.leaveNewCard()
	return nil
}

// OpenWithKey opens a store by a recovery key. Where a login waits for a passphrase that
// is forgotten, Enter then adds what is to open it. Otherwise the new card does from now
// on, since the old one is gone, and the user logs in with it afterwards. typed is wiped.
// Errors: CodeRecoveryTyped for what is no key, CodeRecoveryOther if it opens another store.
func (a *App) OpenWithKey(ctx context.Context, typed []byte) (err error) {
	defer clear(typed)
	a.life.Lock()
	defer a.life.Unlock()
	key, err := ReadRecoveryKey(typed)
	if err != nil {
		return err
	}
	defer key.Wipe()
	a.mu.Lock()
	w, n := a.bankID, a.newcomer
	if n != nil {
		n = a.newCardOf(n.user)
	}
	a.mu.Unlock()
	switch {
	case w.proof != nil:
		return a.openForgotten(ctx, w, key)
	case n == nil:
		return errNoNewCard
	}
	return a.openPrinted(ctx, n.card.ID, n.user, key.StoreKey, key.Number(), func(store Store) error { return a.admit(ctx, store, n) })
}

// openPrinted opens a user's store by a printed key, for what do does with it.
func (a *App) openPrinted(ctx context.Context, id string, of domain.User, key KeyFunc, number string, do func(Store) error) error {
	store, err := a.cfg.Vault.Open(ctx, id, userID(of), key)
	if domain.CodeOf(err) == CodeStoreWrongCard {
		return errOtherKey
	}
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }() // every save was durable before
	if user, err := store.User(); err != nil || userID(of) != "" && !sameUser(user, of) {
		return errOtherKey
	}
	_ = store.UseSlot(Slot{Kind: SlotRecovery, About: number, Used: a.cfg.Clock.Now()}) // on a full disk what follows says so
	return do(store)
}

var errOtherKey = &domain.Error{Kind: domain.Unauthorized, Code: CodeRecoveryOther, Op: "app.openWithKey"}

// ReadRecoveryKey reads a key as it was typed or stands in a file; CodeRecoveryTyped
// if it is none. The caller wipes typed.
func ReadRecoveryKey(typed []byte) (*recovery.Key, error) {
	key, err := recovery.Parse(typed)
	if err != nil {
		return nil, &domain.Error{Kind: domain.Invalid, Code: CodeRecoveryTyped, Op: "app.readRecoveryKey", Err: err}
	}
	return key, nil
}
