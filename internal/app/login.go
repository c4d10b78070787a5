package app

import (
	"context"
	"errors"
	"time"

	"example.org/tandtui/internal/domain"
)

// connectPatience is how long a login waits for the region before it goes on
// with what is known locally; the background keeps trying.
const connectPatience = 6 * time.Second

// LoginResult is the outcome of a login.
type LoginResult struct {
	User   domain.User
	Online bool   // the region answered
	Code   string // why it did not, with !Online
	Same   bool   // the user who was locked out is back: the screens may return
}

// Login proves with the PIN just typed who the user is, opens the user's local
// store and asks the region for the user's clinics. Without network a user who
// has been here before comes in all the same (A6). pin is wiped. Where the card
// gives no key for the store, errors and what follows are those of Enter.
//
// A user with one clinic is at work at once; one with several must ChooseClinic (A3).
func (a *App) Login(ctx context.Context, pin []byte, try PINTry) (LoginResult, error) {
	a.life.Lock()
	defer a.life.Unlock()
	a.seal()
	a.CancelBankID() // one that waits for a passphrase holds the card
	session, err := a.cfg.Auth.Login(ctx, pin, try)
	if err != nil {
		return LoginResult{}, err
	}
	if session.Identity().NoKey {
		return a.enterCard(ctx, session)
	}
	res, err := a.begin(ctx, session)
	if err != nil {
		_ = session.Close() // a card that is gone cannot be reset, and need not be
	}
	return res, err
}

// begin opens everything for a session and goes to work. After an error all is
// closed but the session itself. The caller holds life.
func (a *App) begin(ctx context.Context, session Session) (LoginResult, error) {
	o := &opened{session: session, closed: make(chan struct{})}
	res, data, err := a.enter(ctx, o)
	if err != nil {
		o.session = nil
		o.close()
		return LoginResult{}, err
	}
	a.mu.Lock()
	res.Same = sameUser(a.user, res.User)
	clinic := a.clinic
	a.open, a.user, a.data = o, res.User, data
	a.facts++
	a.locked = ""
	select {
	case <-session.Ended(): // whoever sits there now is not the one who typed the PIN
		a.locked = LockedByCard
	default:
	}
	a.sync = SyncState{Phase: SyncConnecting}
	if !res.Online {
		a.sync = SyncState{Phase: SyncOffline, Code: res.Code}
	}
	if !res.Same {
		a.clinic, a.counts, a.usedFor, a.news, a.spread = domain.Clinic{}, Counts{}, refsCache{}, nil, SpreadOwn
	}
	a.mu.Unlock()
	a.watch(o)
	switch {
	case res.Same && scopeOf(res.User).Has(clinic.No):
		a.start(clinic)
	case len(res.User.Memberships) == 1:
		a.start(res.User.Memberships[0].Clinic)
	default:
		res.Same = false // the clinic must be chosen anew
		a.mu.Lock()
		a.clinic = domain.Clinic{}
		a.mu.Unlock()
	}
	a.ring(changedAll)
	return res, nil
}

// enter opens the store and finds out who the user is and which rules apply.
func (a *App) enter(ctx context.Context, o *opened) (res LoginResult, data RegionData, err error) {
	if o.region, err = a.cfg.Connect(o.session); err != nil {
		return res, data, err
	}
	user, why, err := a.openStore(ctx, o)
	if err != nil {
		return res, data, err
	}
	if why == nil {
		why = a.keep(ctx, o, user)
	}
	if why != nil && !mayGoOffline(why) {
		if domain.CodeOf(why) == CodeUserEnded {
			why = errors.Join(why, endRight(o.store))
		}
		return res, data, why
	}
	res.Online, res.Code = why == nil, domain.CodeOf(why)
	if res.User, err = o.store.User(); err == nil {
		data, err = o.store.Region()
	}
	if err == nil {
		if err = a.mayWorkOffline(o.store, data, res.Online); err == nil {
			a.noteUse(o)
		}
		return res, data, err
	}
	if domain.KindOf(err) == domain.NotFound && res.Code == CodeStoreFull {
		return res, data, why
	}
	if domain.KindOf(err) == domain.NotFound {
		return res, data, &domain.Error{Kind: domain.Offline, Code: CodeFirstOnline, Op: "app.login", Err: err}
	}
	return res, data, err
}

// keep stores what the next login without network needs.
func (a *App) keep(ctx context.Context, o *opened, user domain.User) error {
	ctx, cancel := context.WithTimeout(ctx, connectPatience)
	defer cancel()
	if err := o.store.PutUser(user); err != nil {
		return err
	}
	if err := a.cfg.Vault.Bind(o.session.Identity().ID, userID(user)); err != nil {
		return err
	}
	_, err := RefreshRegion(ctx, o.region, o.store)
	return err
}

// RefreshRegion fetches profile and prices if they have changed, and keeps them
// for work without network.
func RefreshRegion(ctx context.Context, r Region, s Store) (changed bool, err error) {
	have, err := s.Region()
	if err != nil && domain.KindOf(err) != domain.NotFound {
		return false, err
	}
	data, changed, err := r.Data(ctx, have.Version)
	if err != nil || !changed {
		return false, err
	}
	return true, s.PutRegion(data)
}

// mayGoOffline reports whether work can go on locally after a failure. A full
// disk is one: drafts on it must still be read and sent. A server that knows the
// card but not the user is not one: that user's right has ended.
func mayGoOffline(err error) bool {
	switch domain.CodeOf(err) {
	case CodeUntrusted, CodeServerExpired, CodeServerName, CodeCardUnasked, CodeOldClient, CodeOldServer, CodeStoreFull:
		return true
	}
	return domain.KindOf(err) == domain.Offline
}

// ChooseClinic puts the user at one of the user's clinics (A3), also in the
// middle of a session: what waits in the outbox of the one that is left is sent
// all the same.
func (a *App) ChooseClinic(no string) error {
	a.life.Lock()
	defer a.life.Unlock()
	a.mu.Lock()
	user := a.user
	a.mu.Unlock()
	for _, m := range user.Memberships {
		if m.Clinic.No == no {
			a.start(m.Clinic)
			return nil
		}
	}
	return &domain.Error{Kind: domain.NotFound, Code: CodeNotLoggedIn, Op: "app.chooseClinic"}
}

// start works at a clinic from now on; the caller holds life.
func (a *App) start(clinic domain.Clinic) {
	a.mu.Lock()
	o := a.open
	a.mu.Unlock()
	if o == nil {
		return
	}
	if o.worker != nil {
		o.worker.Stop()
	}
	// Counted before anybody is told: the screen must not say "utkorg tom" before
	// that is known. A file that cannot be read is reported where its lists are
	// shown.
	a.mu.Lock()
	scope := numbers(scopeOf(a.user).Clinics)
	a.mu.Unlock()
	c, _ := o.store.Counts(clinic.No, scope...)
	news := newsOf(o.store, clinic.No, a.Today())
	a.mu.Lock()
	a.clinic, a.counts, a.news = clinic, c, news
	a.usedFor, a.waiting, a.refused, a.saved, a.browsed, a.viewed = refsCache{}, outboxRefs{}, nil, savedDraft{}, nil, 0 // of the clinic that was left
	follows, sisters := scopeOf(a.user), sistersOf(a.user, clinic)
	if follows.Shown = numbers(spreadOver(a.spread, sisters, clinic.No)); len(follows.Shown) == 0 {
		a.spread = SpreadOwn
	}
	a.recounts++
	a.facts++
	a.counted = a.recounts // one that is under way is of another clinic, or older
	a.mu.Unlock()
	if c.Damaged > 0 {
		a.mend(o.store, clinic.No)
	}
	o.worker = a.cfg.Background.Start(o.region, o.store, clinic.No, follows, a.onSync)
	a.ring(changedAll)
}

// mend runs the rules on drafts whose rows were rebuilt after damage. If one
// cannot be saved, that is reported when it is opened.
func (a *App) mend(store Store, clinic string) {
	list, err := store.Drafts(clinic)
	if err != nil {
		return
	}
	for _, row := range list {
		if row.Errors != Unchecked {
			continue
		}
		d, err := store.Draft(row.ID)
		if err != nil {
			continue
		}
		if row, err = a.summary(d); err == nil {
			_ = store.SaveDraft(d, row)
		}
	}
}

// ChooseCard takes one of several cards, by its number in CardState.Choices.
func (a *App) ChooseCard(insertion uint64) { a.cfg.Auth.Choose(insertion) }

// RetryCard looks at readers and cards again (F5 before the login).
func (a *App) RetryCard() { a.cfg.Auth.Retry() }

// Refresh asks the background to try now (F5).
func (a *App) Refresh() {
	a.mu.Lock()
	var w Worker
	if a.open != nil {
		w = a.open.worker
	}
	a.mu.Unlock()
	if w != nil {
		w.Poke()
	}
}
