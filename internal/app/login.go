package app

import (
	"context"
	"strings"
	"time"

	"example.org/tandtui/internal/domain"
)

// connectPatience is how long a login waits for the region before it goes on
// with what is known locally; the background keeps trying.
const connectPatience = 6 * time.Second

// LoginResult tells what a login came to.
type LoginResult struct {
	User   domain.User
	Online bool   // the region answered
	Code   string // why it did not, with !Online
	Same   bool   // the user who was locked out is back: the screens may return
}

// Login verifies the PIN just typed, opens the user's local store with the
// card and asks the region who the user is. Without network a user who has
// been here before comes in all the same (A6). pin is wiped.
//
// A user with one clinic is at work at once; one with several must ChooseClinic (A3).
func (a *App) Login(ctx context.Context, pin []byte, try PINTry) (LoginResult, error) {
	a.life.Lock()
	defer a.life.Unlock()
	a.seal()
	session, err := a.cfg.Card.Unlock(ctx, pin, try)
	if err != nil {
		return LoginResult{}, err
	}
	o := &opened{session: session, insertion: try.Insertion}
	res, data, err := a.enter(ctx, o)
	if err != nil {
		o.close()
		return LoginResult{}, err
	}
	a.mu.Lock()
	res.Same = a.user.HSAID != "" && strings.EqualFold(a.user.HSAID, res.User.HSAID)
	clinic := a.clinic
	a.open, a.user, a.data = o, res.User, data
	a.locked = a.card.Insertion != try.Insertion || !usable(a.card.Phase)
	a.sync = SyncState{Phase: SyncConnecting}
	if !res.Online {
		a.sync = SyncState{Phase: SyncOffline, Code: res.Code}
	}
	if !res.Same {
		a.clinic, a.counts, a.usedFor = domain.Clinic{}, counts{}, refsCache{}
	}
	a.mu.Unlock()
	switch {
	case res.Same && member(res.User, clinic.No):
		a.start(clinic)
	case len(res.User.Memberships) == 1:
		a.start(res.User.Memberships[0].Clinic)
	default:
		res.Same = false // the clinic must be chosen anew
		a.mu.Lock()
		a.clinic = domain.Clinic{}
		a.mu.Unlock()
	}
	a.ring()
	return res, nil
}

// enter opens the store and learns who the user is and which rules hold.
func (a *App) enter(ctx context.Context, o *opened) (res LoginResult, data RegionData, err error) {
	holder := o.session.Holder()
	if o.store, err = a.cfg.Vault.Open(ctx, holder.HSAID, o.session.DeriveKey); err != nil {
		return res, data, err
	}
	if o.region, err = a.cfg.Connect(o.session); err != nil {
		return res, data, err
	}
	ctx, cancel := context.WithTimeout(ctx, connectPatience)
	defer cancel()
	if err = a.fetchIdentity(ctx, o); err != nil && !mayGoOffline(err) {
		return res, data, err
	}
	res.Online, res.Code = err == nil, domain.CodeOf(err)
	why := err
	if res.User, err = o.store.User(); err == nil {
		data, err = o.store.Region()
	}
	if domain.KindOf(err) == domain.NotFound && res.Code == CodeStoreFull {
		return res, data, why
	}
	if domain.KindOf(err) == domain.NotFound {
		return res, data, &domain.Error{Kind: domain.Offline, Code: CodeFirstOnline, Op: "app.login", Err: err}
	}
	return res, data, err
}

// fetchIdentity asks the region for user, profile and prices and keeps them.
func (a *App) fetchIdentity(ctx context.Context, o *opened) error {
	user, err := o.region.User(ctx)
	if err != nil {
		return err
	}
	if err := o.store.PutUser(user); err != nil {
		return err
	}
	_, err = RefreshRegion(ctx, o.region, o.store)
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

// mayGoOffline tells the failures that leave local work possible, a full disk
// among them: the drafts on it must still be read and sent. A server that knows
// the card but not the user is not: that right has ended.
func mayGoOffline(err error) bool {
	switch domain.CodeOf(err) {
	case CodeUntrusted, CodeOldClient, CodeOldServer, CodeStoreFull:
		return true
	}
	return domain.KindOf(err) == domain.Offline
}

func member(u domain.User, clinic string) bool {
	for _, m := range u.Memberships {
		if m.Clinic.No == clinic {
			return true
		}
	}
	return false
}

// ChooseClinic puts the user at one of the user's clinics (A3).
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
	// Counted before anybody is told: "utkorg tom" must never be said before it
	// is known. A file that cannot be read is told where its lists are shown.
	c, _ := countOf(o.store, clinic.No)
	a.mu.Lock()
	a.clinic, a.usedFor, a.counts = clinic, refsCache{}, c
	a.recounts++
	a.counted = a.recounts // one that is under way is of another clinic, or older
	a.mu.Unlock()
	o.worker = a.cfg.Background.Start(o.region, o.store, clinic.No, a.onSync)
	a.ring()
}

// onSync takes the background's word.
func (a *App) onSync(s SyncState) {
	if s.Rules {
		a.reloadRegion()
	}
	a.mu.Lock()
	a.sync = s
	if s.Changed {
		a.usedFor = refsCache{}
	}
	a.mu.Unlock()
	if s.Changed {
		a.recount()
		return
	}
	a.ring()
}

// reloadRegion works by the profile and prices that the background has fetched.
func (a *App) reloadRegion() {
	store, _, err := a.at()
	if err != nil {
		return // locked meanwhile: the next login reads them
	}
	data, err := store.Region()
	if err != nil {
		return // those at hand serve on; the region checks by its own
	}
	a.mu.Lock()
	a.data = data
	a.mu.Unlock()
}

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
