package app

import (
	"context"

	"example.org/tandtui/internal/domain"
)

// openStore opens the store and asks the region who the user is; why is set if
// the region gave no answer. The first time, only the region knows whose store an
// identity opens: without its answer there is no first login.
func (a *App) openStore(ctx context.Context, o *opened) (user domain.User, why, err error) {
	id, key := o.session.Identity().ID, &noted{derive: o.session.StoreKey}
	o.store, err = a.cfg.Vault.Open(ctx, id, "", key.make)
	if err == nil {
		key.wipe()
		user, why = a.askUser(ctx, o.region)
		return user, why, nil
	}
	renewed := domain.CodeOf(err) == CodeStoreWrongCard
	if domain.KindOf(err) != domain.NotFound && !renewed {
		key.wipe()
		return user, nil, err
	}
	if user, err = a.askUser(ctx, o.region); err != nil {
		key.wipe()
		return user, nil, firstLogin(err, renewed)
	}
	if !renewed {
		o.store, err = a.cfg.Vault.Open(ctx, id, userID(user), key.make)
		renewed = domain.CodeOf(err) == CodeStoreWrongCard
	}
	if renewed && o.session.Identity().Via == domain.ViaCard && kindOf(o.session) != SlotPassphrase {
		return user, nil, a.newCard(o, user, key)
	}
	key.wipe()
	if renewed { // a passphrase that was mistyped, or another key ring
		err = &domain.Error{Kind: domain.Unauthorized, Code: CodeStoreWrongCard, Op: "app.openStore"}
	}
	return user, nil, err
}

// askUser asks the region who the user is. Another region than the one that is set is
// not asked: what is kept here of the one would be overwritten by the other's.
func (a *App) askUser(ctx context.Context, r Region) (domain.User, error) {
	ctx, cancel := context.WithTimeout(ctx, connectPatience)
	defer cancel()
	if a.cfg.Region != "" {
		h, err := r.Health(ctx)
		if err == nil && h.Region != a.cfg.Region {
			err = &domain.Error{Kind: domain.Unauthorized, Code: CodeOtherRegion, Op: "app.login"}
		}
		if err != nil {
			return domain.User{}, err
		}
	}
	return r.User(ctx)
}

// firstLogin is the error of a first login that the region did not answer; renewed if
// the user was here before with another card.
func firstLogin(err error, renewed bool) error {
	if domain.KindOf(err) != domain.Offline {
		return err
	}
	code := CodeFirstOnline
	if renewed {
		code = CodeCardNewOffline
	}
	return &domain.Error{Kind: domain.Offline, Code: code, Op: "app.login", Err: err}
}
