package app

import (
	"context"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/recovery"
	"example.org/tandtui/internal/secret"
)

// Where the proof of who somebody is gives no key for the store (BankID, a card with an
// elliptic key), the key comes of the system's key ring or, where there is none, of a
// passphrase (ADR 063).

// Enter goes on with a login that is proved, and opens the store with the system's key
// ring or, where there is none, with a passphrase. Errors beside those of Login:
// CodePassphraseNeeded and CodePassphraseNew where one has to be typed,
// CodePassphraseWrong for one that opens nothing. The login then goes on with another
// call. passphrase is wiped.
func (a *App) Enter(ctx context.Context, passphrase []byte) (LoginResult, error) {
	defer clear(passphrase)
	a.life.Lock()
	defer a.life.Unlock()
	a.seal()
	w, err := a.proved(ctx)
	if err != nil {
		return LoginResult{}, err
	}
	res, err := a.unseal(ctx, w, passphrase)
	if err == nil && ctx.Err() != nil { // given up meanwhile: nobody may be logged in behind the login screen
		a.seal()
		return LoginResult{}, errGivenUp
	}
	return res, err
}

// errGivenUp ends what a login that the user has left was still at.
var errGivenUp = &domain.Error{Kind: domain.Unauthorized, Code: CodeNotLoggedIn, Op: "app.enter"}

// enterCard begins the login of a card that gives no key. The caller holds life.
func (a *App) enterCard(ctx context.Context, card Session) (LoginResult, error) {
	w := underWay{proof: card}
	if !a.cfg.Vault.Known(card.Identity().ID, "") { // only the region knows whose store it opens
		var err error
		if w.user, err = a.userOf(ctx, card); err != nil {
			_ = card.Close() // a card that is gone cannot be reset, and need not be
			return LoginResult{}, firstLogin(err, false)
		}
	}
	a.mu.Lock()
	a.bankID = w
	a.mu.Unlock()
	return a.unseal(ctx, w, nil)
}

func (a *App) userOf(ctx context.Context, s Session) (domain.User, error) {
	region, err := a.cfg.Connect(s)
	if err != nil {
		return domain.User{}, err
	}
	defer region.Close()
	return a.askUser(ctx, region)
}

// unseal opens the store for w. A card's login ends with any error but those that ask
// for a passphrase. The caller holds life.
func (a *App) unseal(ctx context.Context, w underWay, passphrase []byte) (LoginResult, error) {
	who := w.proof.Identity()
	there := a.cfg.Vault.Known(who.ID, userID(w.user))
	session := keyed{w.proof, SlotKeyring, &noted{derive: a.ringKey}}
	if len(passphrase) > 0 {
		kept := secret.Clone(passphrase)
		defer clear(kept)
		session.kind = SlotPassphrase
		session.key.derive = func(_ context.Context, salt []byte) ([]byte, error) { return secret.Stretch(kept, salt), nil }
	}
	own := Slot{Kind: session.kind, About: who.Name, Made: a.cfg.Clock.Now()}
	err := a.replace(ctx, w, own, session)
	var res LoginResult
	if err == nil {
		res, err = a.begin(ctx, session)
	}
	if err != nil {
		session.key.wipe()
		err = passphraseError(err, session.kind, there && w.old == nil)
		if who.Via == domain.ViaCard && !asksForPassphrase(err) {
			a.CancelBankID()
		}
		return LoginResult{}, err
	}
	a.mu.Lock()
	store := a.open.store
	a.bankID = underWay{}
	a.mu.Unlock()
	if w.old != nil {
		w.old.wipe()
	}
	if !there { // when its first slot was made
		own.Used = own.Made
		_, _ = store.AddSlot(ctx, own, session.StoreKey) // no more than its date: the key opens the store already
	}
	return res, nil
}

// replace makes what is to open the store from now on a slot, where a printed key has
// opened it.
func (a *App) replace(ctx context.Context, w underWay, own Slot, session Session) error {
	if w.old == nil {
		return nil
	}
	store, err := a.cfg.Vault.Open(ctx, session.Identity().ID, userID(w.user), w.old.again)
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }() // what was added is durable
	_, err = store.AddSlot(ctx, own, session.StoreKey)
	return err
}

// openForgotten opens the store of a login that is proved by a printed key, since the
// passphrase is forgotten or the key ring another. Enter then adds what opens it from
// now on.
func (a *App) openForgotten(ctx context.Context, w underWay, key *recovery.Key) error {
	id := w.proof.Identity().ID
	if !a.cfg.Vault.Known(id, userID(w.user)) {
		return errOtherKey // opening would make a store
	}
	old := &noted{derive: key.StoreKey}
	err := a.openPrinted(ctx, id, w.user, old.make, key.Number(), func(Store) error { return nil })
	a.mu.Lock()
	defer a.mu.Unlock()
	if err == nil && a.bankID.proof != w.proof {
		err = errGivenUp
	}
	if err != nil {
		old.wipe()
		return err
	}
	a.bankID.old = old
	return nil
}

func asksForPassphrase(err error) bool {
	switch domain.CodeOf(err) {
	case CodePassphraseNew, CodePassphraseNeeded, CodePassphraseWrong:
		return true
	}
	return false
}

// passphraseError says what is to be typed where no key fitted.
func passphraseError(err error, tried SlotKind, there bool) error {
	var code string
	c := domain.CodeOf(err)
	fits := c != CodeStoreWrongCard && c != CodeCardNew && c != CodeCardNewOffline
	switch {
	case tried == SlotPassphrase && !fits:
		code = CodePassphraseWrong
	case c == CodeNoKeyRing && !there:
		code = CodePassphraseNew
	case c == CodeNoKeyRing, !fits: // a card's is kept as a new card: an old one may let it in
		code = CodePassphraseNeeded
	default:
		return err
	}
	return &domain.Error{Kind: domain.Unauthorized, Code: code, Op: "app.enter", Err: err}
}

const ringInfo = "tandtui/key-ring/v1"

func (a *App) ringKey(ctx context.Context, salt []byte) ([]byte, error) {
	return ringKey(ctx, a.cfg.KeyRing, salt)
}

func ringKey(ctx context.Context, ring KeyRing, salt []byte) ([]byte, error) {
	kept, err := ring.Secret(ctx)
	if err != nil {
		return nil, err
	}
	defer clear(kept)
	return secret.Key(kept, salt, ringInfo), nil
}

// WithKeyRing gives a card's session that opens the store by the key ring, or by a
// passphrase that is asked for, where the card gives no key; for verbs that work without
// an App.
func WithKeyRing(s Session, ring KeyRing, passphrase func() ([]byte, error)) Session {
	if !s.Identity().NoKey {
		return s
	}
	return keyed{s, SlotKeyring, &noted{derive: func(ctx context.Context, salt []byte) ([]byte, error) {
		key, err := ringKey(ctx, ring, salt)
		if domain.CodeOf(err) != CodeNoKeyRing {
			return key, err
		}
		typed, err := passphrase()
		if err != nil {
			return nil, err
		}
		defer clear(typed)
		return secret.Stretch(typed, salt), nil
	}}}
}

// keyed is a session whose key for the store does not come of what proves it.
type keyed struct {
	Proof
	kind SlotKind
	key  *noted
}

// kindOf says what gives a session its key.
func kindOf(s Session) SlotKind {
	if k, ok := s.(keyed); ok {
		return k.kind
	}
	return SlotCard
}

// StoreKey makes the key once: a passphrase takes long, by intent.
func (k keyed) StoreKey(ctx context.Context, salt []byte) ([]byte, error) {
	if key, err := k.key.again(ctx, salt); err == nil {
		return key, nil
	}
	return k.key.make(ctx, salt)
}

func (k keyed) Close() error {
	k.key.wipe()
	return k.Proof.Close()
}
