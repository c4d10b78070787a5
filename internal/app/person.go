package app

import (
	"cmp"
	"context"
	"slices"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// PersonResult is a look-up's answer.
type PersonResult struct {
	Facts  domain.PersonFacts
	At     time.Time // when the region said so
	Online bool      // asked just now; else it is what was known before
}

// Lookup asks the region for a patient's entitlements (B1, B2). Without network
// it gives what was known at the last look-up, with its age; code
// CodePersonNotCached if there was none. The region logs every look (E6).
func (a *App) Lookup(ctx context.Context, id domain.PersonID) (PersonResult, error) {
	store, clinic, err := a.at()
	if err != nil {
		return PersonResult{}, err
	}
	a.mu.Lock()
	region := a.open.regionOrNil()
	a.mu.Unlock()
	if region != nil {
		facts, err := region.Lookup(ctx, clinic.No, id)
		if err == nil {
			a.noteRefused(id, nil)
			now := a.cfg.Clock.Now()
			// What the region has just said counts even if it cannot be stored: a
			// full disk is reported by the next save of what is typed.
			_ = store.PutPerson(clinic.No, facts, now)
			a.newFacts()
			return PersonResult{Facts: facts, At: now, Online: true}, nil
		}
		if domain.KindOf(err) != domain.Offline {
			a.noteRefused(id, err)
			return PersonResult{}, err
		}
	}
	facts, at, err := store.Person(clinic.No, id)
	if domain.KindOf(err) == domain.NotFound {
		return PersonResult{}, &domain.Error{Kind: domain.Offline, Code: CodePersonNotCached, Op: "app.lookup", Err: err}
	}
	return PersonResult{Facts: facts, At: at}, err
}

// noteRefused remembers, until the program ends or is locked, which patients the
// region refused to tell about: bills for them are stopped here already (B24).
func (a *App) noteRefused(id domain.PersonID, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.facts++
	switch domain.CodeOf(err) {
	case CodePersonUnknown, CodePersonProtected:
		if a.refused == nil {
			a.refused = map[domain.PersonID]string{}
		}
		a.refused[id] = rules.CodePersonUnknown
		if domain.CodeOf(err) == CodePersonProtected {
			a.refused[id] = rules.CodePersonProtected
		}
	default:
		delete(a.refused, id)
	}
}

func (o *opened) regionOrNil() Region {
	if o == nil {
		return nil
	}
	return o.region
}

// Known gives what is stored about a patient, without asking the region.
func (a *App) Known(id domain.PersonID) (PersonResult, bool) {
	store, clinic, err := a.at()
	if err != nil {
		return PersonResult{}, false
	}
	facts, at, err := store.Person(clinic.No, id)
	return PersonResult{Facts: facts, At: at}, err == nil
}

// recentPersons is how many patients the list of the latest holds.
const recentPersons = 200

// Recent gives the patients last looked up at this clinic, newest first: those
// of the day's list, and of the days before.
func (a *App) Recent() ([]PersonResult, error) {
	store, clinic, err := a.at()
	if err != nil {
		return nil, err
	}
	list, err := store.Persons(clinic.No)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(list, func(x, y PersonResult) int {
		return cmp.Or(y.At.Compare(x.At), cmp.Compare(x.Facts.Person.Canonical(), y.Facts.Person.Canonical()))
	})
	return list[:min(len(list), recentPersons)], nil
}

// Procedures gives what may be billed on a date under a part of the support;
// empty where no price list is in force.
func (a *App) Procedures(s domain.Support, on domain.Date) []domain.Procedure {
	a.mu.Lock()
	defer a.mu.Unlock()
	list, ok := a.data.Prices.List(domain.ListKey{Provider: a.clinic.ProviderID, Support: s}, on)
	if !ok {
		return nil
	}
	return list.Offers(s, on)
}
