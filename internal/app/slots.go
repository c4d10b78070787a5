package app

import (
	"context"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/recovery"
)

// Slots are the ways to open the user's store (A8), in no order.
func (a *App) Slots() ([]Slot, error) {
	store, _, err := a.at()
	if err != nil {
		return nil, err
	}
	return store.Slots()
}

// RemoveSlot removes a way to open the store. Kind Conflict: CodeSlotCurrent if the
// user is logged in with it, CodeSlotLast if there is no other.
func (a *App) RemoveSlot(id string) error {
	store, _, err := a.at()
	if err != nil {
		return err
	}
	list, err := store.Slots()
	if err != nil {
		return err
	}
	for _, s := range list {
		if s.ID == id && s.Current {
			return &domain.Error{Kind: domain.Conflict, Code: CodeSlotCurrent, Op: "app.removeSlot"}
		}
	}
	if err := store.RemoveSlot(id); err != nil {
		return err
	}
	a.ring(ChangedSession)
	return nil
}

// PrintedKey is a recovery key as it stands on paper. Nothing of it is kept.
type PrintedKey struct {
	Number string   // names it in the list of slots
	Groups []string // the key
	Holder string   // whose drafts it opens
	Made   time.Time
}

// MakeRecoveryKey makes a key that opens the user's store without a card. This is the
// only time that it can be read.
func (a *App) MakeRecoveryKey(ctx context.Context) (PrintedKey, error) {
	store, _, err := a.at()
	if err != nil {
		return PrintedKey{}, err
	}
	key, err := recovery.New()
	if err != nil {
		return PrintedKey{}, &domain.Error{Kind: domain.Internal, Code: CodeStoreFailed, Op: "app.makeRecoveryKey", Err: err}
	}
	defer key.Wipe()
	now := a.cfg.Clock.Now()
	if _, err := store.AddSlot(ctx, Slot{Kind: SlotRecovery, About: key.Number(), Made: now}, key.StoreKey); err != nil {
		return PrintedKey{}, err
	}
	a.ring(ChangedSession)
	return PrintedKey{Number: key.Number(), Groups: key.Groups(), Holder: a.Snapshot().User.Name, Made: now}, nil
}

// noteUse notes that the store was opened by a login. On a full disk the next one
// notes it.
func (a *App) noteUse(o *opened) {
	who := o.session.Identity()
	s := Slot{Kind: kindOf(o.session), About: who.Name, Used: a.cfg.Clock.Now()}
	if s.Kind == SlotCard {
		s.Until = who.Until
	}
	_ = o.store.UseSlot(s)
}

// longAgo is a contact with the region that allows no day without it.
var longAgo = time.Unix(1, 0)

// endRight takes from a user whom the region has removed what opens the store. Where a
// recovery key does, whoever keeps it can still bring out what was never sent; where
// none does, the card's slot stays, for nobody could ever read the drafts again, but
// opens only with the region's consent.
func endRight(store Store) error {
	list, err := store.Slots()
	if err != nil {
		return err
	}
	var own []string
	for _, s := range list {
		if s.Kind != SlotRecovery {
			own = append(own, s.ID)
		}
	}
	if len(own) == len(list) {
		return store.PutContact(longAgo)
	}
	for _, id := range own {
		if err := store.RemoveSlot(id); err != nil {
			return err
		}
	}
	return nil
}
